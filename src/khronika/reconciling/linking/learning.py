"""The weights of Fellegi and Sunter: how often one person's entries, and two people's, agree so far.

u (two people) is counted in the lists themselves, on pairs drawn at random, those that look like one person left out
in proportion; so are the odds before anything is compared. m (one person: how people misspell, misdate and move) is
what lists with known truth have shown (``agreement.toml``), and stays so unless it is to be learned from the lists by
expectation-maximisation. Nothing in them is labelled. Source: Fellegi and Sunter (1969), JASA 64:1183-1210; Winkler
(1988) for EM and for the weights of frequent and rare values; u by random pairs as in Splink.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khronika.reconciling.linking.agreement import one_person, two_people
from khronika.reconciling.linking.columns import NONE, Column
from khronika.reconciling.linking.measuring import Measured, all_measured

Doubles = NDArray[np.float64]
SAMPLE = 400_000
_SEED = 1
_ROUNDS = 12
_MOST_CLIPPED = 60.0
_PRIOR_PAIRS = 500.0
"""Pairs of one person that the shipped shares count for, where they are learned further."""
_PRIOR_APART = 1000.0
"""Pairs of two people that the shipped shares count for, so that twenty names do not make up their own chance."""
_SMOOTH = 0.5
_MOST = 12.0
_FIRST_ODDS = 1e-5


@dataclass(frozen=True, slots=True)
class Calibration:
    """What pairs are weighed by.

    weights: field -> level -> log2(m / u), in bits. one, two: field -> level -> m, u. odds: log2 of the odds that two
    entries taken at random are one person's.
    """

    weights: Mapping[str, Mapping[str, float]]
    one: Mapping[str, Mapping[str, float]]
    two: Mapping[str, Mapping[str, float]]
    odds: float

    def bits(self, seen: Sequence[Measured]) -> Doubles:
        """log2 of the odds that a pair is one person, for each. Shape: (pairs,)."""
        total = np.full(len(seen[0].codes), self.odds)
        for column in seen:
            table = np.array([*(self.weights[column.field].get(level, 0.0) for level in column.levels), 0.0])
            total += table[column.codes] + column.rarity  # NONE is the last
        return total


def chance_of(bits: Doubles) -> Doubles:
    """The probability that belongs to log2 odds."""
    return 1.0 / (1.0 + np.exp2(-np.clip(bits, -_MOST_CLIPPED, _MOST_CLIPPED)))


def random_pairs(count: int, wanted: int = SAMPLE) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of different entries, the same at every run."""
    rng = np.random.default_rng(_SEED)
    one, other = rng.integers(0, count, (2, min(wanted, count * count)))
    apart = one != other
    return one[apart], other[apart]


def calibrated(columns: Sequence[Column], seen: Sequence[Measured], *, learn: bool = False) -> Calibration:
    """The calibration of these entries. seen: the pairs of the blocks, measured. learn: whether m is learned, too."""
    count = len(columns[0].codes)
    drawn = all_measured(columns, *random_pairs(count))
    one = {column.field: _prior(column, other) for column, other in zip(seen, drawn, strict=True)}
    pairs = count * (count - 1) / 2
    now = _calibration(one, drawn, np.ones(len(drawn[0].codes)), float(np.log2(_FIRST_ODDS)))
    for _ in range(_ROUNDS):
        chance = chance_of(now.bits(seen))
        if learn:
            one = {column.field: _updated(column, chance, other) for column, other in zip(seen, drawn, strict=True)}
        share = (float(chance.sum()) + _SMOOTH) / (pairs + 2 * _SMOOTH)
        apart = 1.0 - chance_of(now.bits(drawn))
        now = _calibration(one, drawn, apart, float(np.log2(share / (1 - share))))
    return now


def _levels(column: Measured, other: Measured) -> list[str]:
    return sorted({*column.levels, *other.levels, *one_person(column.field, column.kind)})


def _prior(column: Measured, other: Measured) -> dict[str, float]:
    known = one_person(column.field, column.kind)
    return {level: known.get(level, 0.0) + _SMOOTH / _PRIOR_PAIRS for level in _levels(column, other)}


def _updated(column: Measured, chance: Doubles, other: Measured) -> dict[str, float]:
    counted = _counted(column, chance)
    said = sum(counted.values())
    prior = _prior(column, other)
    return {
        level: (counted.get(level, 0.0) + _PRIOR_PAIRS * share) / (said + _PRIOR_PAIRS)
        for level, share in prior.items()
    }


def _counted(column: Measured, weight: Doubles) -> dict[str, float]:
    said = column.codes != NONE
    sums = np.bincount(column.codes[said], weights=weight[said], minlength=len(column.levels))
    return dict(zip(column.levels, sums.tolist(), strict=True))


def _calibration(
    one: Mapping[str, Mapping[str, float]], drawn: Sequence[Measured], apart: Doubles, odds: float
) -> Calibration:
    two = {column.field: _of_two_people(column, apart, list(one[column.field])) for column in drawn}
    weights = {
        field: {
            level: float(np.clip(np.log2(share / two[field][level]), -_MOST, 2 * _MOST))
            for level, share in levels.items()
        }
        for field, levels in one.items()
    }
    return Calibration(weights, one, two, odds)


def _of_two_people(column: Measured, apart: Doubles, levels: Sequence[str]) -> dict[str, float]:
    counted, known = _counted(column, apart), two_people(column.field, column.kind)
    sums = {level: counted.get(level, 0.0) + max(_SMOOTH, _PRIOR_APART * known.get(level, 0.0)) for level in levels}
    return {level: count / sum(sums.values()) for level, count in sums.items()}
