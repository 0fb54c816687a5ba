"""Who had a part in it."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class Role(StrEnum):
    """The part that somebody had. Source: after HURIDOCS Events Standard Formats, degrees of involvement."""

    DID = "did"
    ORDERED = "ordered"
    TOOK_PART = "took part"
    SUFFERED = "suffered"
    PRESENT = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody with a part in what is claimed, named or described.

    words: as written at `span` ("riot police", "Larissa Boyar", "a little girl").
    named: True for a proper name of a person.
    kind: state forces, armed group, officials, workers, protesters, civilians, person, unknown.
    state: what befell a person here (a name of the vocabulary of states), or None.
    alternatives: other actors to whom the same claim lays the same part ("either ... or").
    age: in years, where the words beside the name give it.
    """

    words: str
    role: Role
    span: Span
    named: bool = False
    kind: str = "unknown"
    state: str | None = None
    alternatives: tuple[str, ...] = ()
    age: int | None = None

    def as_dict(self) -> dict[str, object]:
        """The actor as ``chronicle.json`` holds it; an age that nobody gives is left out."""
        said: dict[str, object] = {
            "words": self.words,
            "role": self.role.value,
            "named": self.named,
            "kind": self.kind,
            "state": self.state,
            "alternatives": list(self.alternatives),
            "start": self.span.start,
            "end": self.span.end,
        }
        if self.age is not None:
            said["age"] = self.age
        return said
