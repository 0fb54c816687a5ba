"""Which dispatch repeats which, so that a story that goes round counts once."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.ids import ClaimId, DocId


class Repetition(StrEnum):
    """How a dispatch repeats another: prints it again, cites its outlet for a figure, shares a sentence uncredited."""

    COPY = "copy"
    QUOTES = "quotes"
    SAME_WORDS = "same words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One edge of the tree of who repeats whom; a dispatch has at most one.

    of: the earlier dispatch that it repeats. root: where the chain from there begins.
    claims: its own claims that are repeated; of a copy all of them, so that none is listed.
    """

    doc_id: DocId
    of: DocId
    root: DocId
    how: Repetition
    claims: tuple[ClaimId, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The edge as ``chronicle.json`` holds it."""
        return {
            "doc_id": self.doc_id,
            "of": self.of,
            "root": self.root,
            "how": self.how.value,
            "claims": list(self.claims),
        }
