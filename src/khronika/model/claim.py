"""The unit: one assertion, made by somebody, in one span of one dispatch."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.actor import Actor
from khronika.model.attribution import Attribution
from khronika.model.figure import Figure
from khronika.model.ids import ClaimId, DocId
from khronika.model.place import Place
from khronika.model.span import Span
from khronika.model.when import When


class Reality(StrEnum):
    """Whether the words present the event as having happened (apart from whether one believes them)."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    DID_NOT_HAPPEN = "did not happen"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion, with the words it stands in and the words behind each of its values.

    claim_id: depends on the dispatch, the field, the span and the values, never on a counter.
    field: "text", or "title" where the words stand in the dispatch's separate title; `span`,
        and the spans of all values, then count code points of the title.
    span, quote: the claim's words; quote == text[span.start:span.end].
    trigger: the words that name the event.
    event_type: a name of the vocabulary of event types.
    about: claim_id of another claim that this one is about ("a real underestimate"), else None.
    attribution: None where the author speaks.
    aside: True where the words tell of another event for comparison ("like the 270 killed in 1912"), or where a file
        tells of its own making, so that it joins no incident of this chronicle.
    """

    claim_id: ClaimId
    doc_id: DocId
    span: Span
    quote: str
    trigger: Span
    event_type: str
    reality: Reality
    field: str = "text"
    actors: tuple[Actor, ...] = ()
    means: str | None = None
    when: When | None = None
    place: Place | None = None
    attribution: Attribution | None = None
    figure: Figure | None = None
    about: ClaimId | None = None
    aside: bool = False

    def as_dict(self) -> dict[str, object]:
        """The claim as ``chronicle.json`` holds it."""
        return {
            "claim_id": self.claim_id,
            "doc_id": self.doc_id,
            "field": self.field,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "trigger": list(self.trigger),
            "event_type": self.event_type,
            "reality": self.reality.value,
            "about": self.about,
            "aside": self.aside,
            "actors": [actor.as_dict() for actor in self.actors],
            "means": self.means,
            "when": self.when.as_dict() if self.when else None,
            "place": self.place.as_dict() if self.place else None,
            "attribution": self.attribution.as_dict() if self.attribution else None,
            "figure": self.figure.as_dict() if self.figure else None,
        }
