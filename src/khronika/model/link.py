"""Two entries of lists that may be one human being, with what speaks for it and against."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Sameness(StrEnum):
    """Whether two entries are one person: three states, and no silence between them."""

    SAME = "same"
    UNDECIDED = "undecided"
    DIFFERENT = "different"


class Agreement(NamedTuple):
    """How far two entries agree in a field, and what that weighs. bits: of the odds, base 2; above 0 speaks for."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pair of entries that was compared.

    one, other: numbers of the entries. bits: the sum of all weights, the logarithm (base 2) of the odds that they are
    one person. agreements: one for each field that both fill. why: how `state` came about, where the weights alone do
    not say it. decided: whether a person decided it.
    """

    one: int
    other: int
    state: Sameness
    bits: float
    agreements: tuple[Agreement, ...]
    why: str = ""
    decided: bool = False

    @property
    def chance(self) -> float:
        """The probability that belongs to the odds."""
        return float(1 / (1 + 2 ** -max(-1000.0, min(1000.0, self.bits))))
