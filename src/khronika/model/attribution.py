"""Who a claim is laid to, and the way by which it reached us."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class Stance(StrEnum):
    """What the speaker does with the claim."""

    ASSERTS = "asserts"
    ESTIMATES = "estimates"
    ALLEGES = "alleges"
    ANNOUNCES = "announces"
    PREDICTS = "predicts"
    DOUBTS = "doubts"
    DENIES = "denies"
    DEMANDS = "demands"


class Basis(StrEnum):
    """What the speaker's knowledge rests on."""

    EYEWITNESS = "eyewitness"
    OFFICIAL_RECORD = "official record"
    HEARSAY = "hearsay"
    DOCUMENT = "document"
    VIDEO = "video"
    NOT_STATED = "not stated"


UNNAMED = "unnamed"
"""The speaker of a passive report ("it is reported"): somebody, but the text does not say who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody other than the author who says it.

    source: the speaker in the dispatch's own words at `source_span` ("One women interviewed on the
        TV Channel K+"), or None for a passive report, whose `speaker` is then `UNNAMED`.
    speaker: the name under which the speaker is known across the dispatch; `source` unless a pronoun
        or a short form was resolved ("They" -> "reporters for the K+ TV").
    kind: a name of the vocabulary of source kinds (official, eyewitness, union, media ...).
    chain: the carriers through which the claim reached us, nearest to the reader first,
        the author left out (broadcaster <- witness gives ("the TV Channel K+",)).
    cue_span: the words that lay the claim to the speaker ("said", "According to").
    carried: True where it was carried on from an earlier sentence.
    """

    source: str | None
    speaker: str
    kind: str
    stance: Stance
    basis: Basis
    source_span: Span | None = None
    cue_span: Span | None = None
    chain: tuple[str, ...] = ()
    carried: bool = False

    def as_dict(self) -> dict[str, object]:
        """The attribution as ``chronicle.json`` holds it."""
        return {
            "source": self.source,
            "speaker": self.speaker,
            "kind": self.kind,
            "stance": self.stance.value,
            "basis": self.basis.value,
            "chain": list(self.chain),
            "source_span": list(self.source_span) if self.source_span else None,
            "cue_span": list(self.cue_span) if self.cue_span else None,
            "carried": self.carried,
        }
