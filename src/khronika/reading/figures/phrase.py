"""The noun that the readers of numbers answer with."""

from dataclasses import dataclass

from khronika.model.figure import Exactness


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPhrase:
    """A number with its bounds.

    first, last: token indices of the whole phrase, bounding words included; last is inclusive.
    at, to: token indices of the number itself, inclusive.
    low, high: as in ``model.figure.Figure``.
    addition: said to come on top of another ("another 3", "three more").
    """

    first: int
    last: int
    at: int
    to: int
    low: int | None
    high: int | None
    exactness: Exactness = Exactness.EXACT
    addition: bool = False
