"""A passage that says why fewer are counted than there may be."""

from dataclasses import dataclass

from khronika.model.ids import DocId, IncidentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Words of a dispatch that bear on every count of an incident, and change none.

    start, end: code points of the dispatch's text; words == text[start:end].
    kind: a name of the lexicon of caveats (bodies withheld, wounded turned away, cut off ...).
    incident_id: the incident beside whose tallies it is kept; None until placed, and where there is none.
    """

    doc_id: DocId
    start: int
    end: int
    words: str
    kind: str
    incident_id: IncidentId | None = None

    def as_dict(self) -> dict[str, object]:
        """The passage as ``chronicle.json`` holds it."""
        return {
            "doc_id": self.doc_id,
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "kind": self.kind,
            "incident_id": self.incident_id,
        }
