"""A stretch of words that may name a place."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.reference.gazetteer import Hit


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
    score: log-odds that it names a place.
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
