"""Everything that one round of work yields."""

from dataclasses import dataclass

from khronika.model.caveat import Caveat
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId, IncidentId
from khronika.model.incident import Incident
from khronika.model.judgment import Judgment
from khronika.model.person import Person, Undecided
from khronika.model.refusal import Refusal
from khronika.model.repeat import Repeat
from khronika.model.source import Source

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """Something that a dispatch links or mentions and that is not among the inputs.

    what: the words ("The most recent update ... can be found here", "videos clips showing this").
    kind: update, video, photograph, document, report, recording.
    """

    doc_id: DocId
    start: int
    end: int
    what: str
    kind: str

    def as_dict(self) -> dict[str, object]:
        """The gap as ``chronicle.json`` holds it."""
        return {"doc_id": self.doc_id, "start": self.start, "end": self.end, "what": self.what, "kind": self.kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """The nouns of one chronicle, each in its final order.

    incidents_of: the incidents of each dispatch, its main one first.
    reader: what read the texts: name, versions and digests, so that a reading can be repeated.
    repeats: who repeats whom among the dispatches, one edge a dispatch.
    caveats: passages that say why counts are low.
    undecided: pairs of people who may be one.
    named: everybody whom the texts name, in a claim or not; for redaction alone, and in no output.
    protected: names of which documenters have said that they are; for redaction alone, and in no output.
    judgments: what documenters have decided, where there is an archive.
    set_aside: claims of protected sources that documenters rejected: their words are no less theirs; for redaction
    alone, and in no output.
    """

    dispatches: tuple[Dispatch, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    people: tuple[Person, ...]
    sources: tuple[Source, ...]
    not_held: tuple[NotHeld, ...]
    refusals: tuple[Refusal, ...]
    incidents_of: dict[DocId, tuple[IncidentId, ...]]
    policy: str
    reader: dict[str, str]
    named: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    set_aside: tuple[Claim, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """What ``chronicle.json`` holds; see ``chronicle.schema.json`` for the contract."""
        said: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "policy": self.policy,
            "reader": dict(self.reader),
            "dispatches": [
                dispatch.as_dict() | {"incidents": list(self.incidents_of.get(dispatch.doc_id, ()))}
                for dispatch in self.dispatches
            ],
            "claims": [claim.as_dict() for claim in self.claims],
            "incidents": [incident.as_dict() for incident in self.incidents],
            "people": [person.as_dict() for person in self.people],
            "undecided_people": [pair.as_dict() for pair in self.undecided],
            "sources": [source.as_dict() for source in self.sources],
            "not_held": [gap.as_dict() for gap in self.not_held],
            "refusals": [refusal.as_dict() for refusal in self.refusals],
            "repeats": [edge.as_dict() for edge in self.repeats],
            "caveats": [passage.as_dict() for passage in self.caveats],
        }
        if self.judgments:
            said["judgments"] = [one.as_dict() for one in self.judgments]
        return said
