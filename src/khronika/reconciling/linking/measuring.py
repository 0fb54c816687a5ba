"""Pairs of entries -> for each column the level of agreement and how rare what they share is, as arrays."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khronika.reconciling.linking.columns import NONE, Column, Ints, Shared

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
_MOST_RARE = 8.0
"""Bits that a rare word may add: beyond that a misprint that two lists share weighs more than two names."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One column of many pairs.

    levels: names of the levels that occur. codes: for each pair the number of its level, or NONE where an entry says
    nothing. Shape: (pairs,). rarity: bits that what is shared adds to or takes from the weight of its level, since it
    is rarer or more frequent than what is shared by chance. Shape: (pairs,).
    """

    field: str
    kind: str
    levels: tuple[str, ...]
    codes: Ints
    rarity: Floats


def measured(column: Column, one: Longs, other: Longs) -> Measured:
    """How far the entries `one` and `other` (numbers, of equal shape) agree in a column; equal pairs of values once."""
    first, second = column.codes[one].astype(np.int64), column.codes[other].astype(np.int64)
    both = (first != NONE) & (second != NONE)
    low, high = np.minimum(first, second)[both], np.maximum(first, second)[both]
    kinds, where = np.unique(low * (len(column.values) + 1) + high, return_inverse=True)
    bits = _Rarity(column)
    numbers: dict[str, int] = {}
    level = np.empty(len(kinds), dtype=np.int32)
    rare = np.zeros(len(kinds), dtype=np.float32)
    for place, kind in enumerate(kinds.tolist()):
        name, shared = column.level(*divmod(kind, len(column.values) + 1))
        level[place] = numbers.setdefault(name, len(numbers))
        rare[place] = bits.of(shared)
    codes = np.full(len(one), NONE, dtype=np.int32)
    rarity = np.zeros(len(one), dtype=np.float32)
    codes[both], rarity[both] = level[where], rare[where]
    return Measured(column.field, column.kind, tuple(numbers), codes, rarity)


def all_measured(columns: Sequence[Column], one: Longs, other: Longs) -> list[Measured]:
    """Every column of the pairs."""
    return [measured(column, one, other) for column in columns]


class _Rarity:
    """How much rarer than by chance a shared word or value is, in bits.

    Two who agree by chance share a value with the chance of its share squared; so log2(sum of squares / share) is what
    one value adds to the weight of agreeing at all. Source: Winkler (1988), "frequency-based matching"; the same in
    Splink as term frequency adjustment.
    """

    def __init__(self, column: Column) -> None:
        self._shares = column.shares()
        self._chance: dict[str, float] = {}
        for (sort, _), share in self._shares.items():
            self._chance[sort] = self._chance.get(sort, 0.0) + share * share

    def of(self, shared: Sequence[Shared]) -> float:
        bits = sum(math.log2(self._chance[one[0]] / self._shares[one]) for one in shared if one in self._shares)
        return min(bits, _MOST_RARE)
