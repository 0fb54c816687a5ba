"""A stretch of words that may name a place."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Hit, normalise


class Origin(StrEnum):
    """How a candidate came up."""

    GAZETTEER = "gazetteer"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"
    DESCRIBED = "described"
    MISSPELT = "misspelt"
    GIVEN = "given"


@dataclass(slots=True)
class Candidate:
    """Words `first` to `last` (exclusive) of a text.

    start, end: code points. form: normalised name. hits: what the gazetteer has under it.
    kind: what the text calls it ("field", "street", "admin1"), "" where it does not say.
    score: log-odds that it names a place. stated: the text calls it one in so many words ("village of Orun").
    """

    first: int
    last: int
    start: int
    end: int
    form: str
    origin: Origin
    hits: tuple[Hit, ...] = ()
    kind: str = ""
    score: float = 0.0
    stated: bool = False


def candidate_at(
    words: Words, first: int, last: int, origin: Origin, hits: tuple[Hit, ...] = (), kind: str = ""
) -> Candidate:
    """The candidate of the words `first` to `last` (exclusive)."""
    start, end = words.start[first], words.end[last - 1]
    return Candidate(first, last, start, end, normalise(words.whole[start:end]), origin, hits, kind)
