"""What is told of the pairs that were compared: their state, the weight of every field, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khronika.model.link import Agreement, Link, Sameness
from khronika.reconciling.linking.blocking import Candidates
from khronika.reconciling.linking.columns import NONE
from khronika.reconciling.linking.deciding import Decided
from khronika.reconciling.linking.learning import Calibration
from khronika.reconciling.linking.measuring import Measured

_DECIDED = "decided by a person"
_THROUGH_OTHERS = "joined by the others of the group"
_KEPT_APART = "alike, but the groups of the two as a whole are not alike enough"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pairs that were compared, how far they agree, and their weights in bits. Shape of bits: (pairs,)."""

    pairs: Candidates
    seen: Sequence[Measured]
    calibration: Calibration
    bits: NDArray[np.float64]


def links_told(
    weighed: Weighed,
    groups: Sequence[Sequence[int]],
    *,
    given: Decided,
    bars: tuple[float, float],
    numbers: Sequence[int],
) -> tuple[Link, ...]:
    """The pairs of one group, those that are undecided, and those that were decided, in order.

    bars: weights below which a pair is of two people, and from which it is of one. numbers: of the entries, as they are
    to be told.
    """
    pairs, bits = weighed.pairs, weighed.bits
    home = np.empty(len(numbers), dtype=np.int64)
    for number, group in enumerate(groups):
        home[list(group)] = number
    told = (home[pairs.one] == home[pairs.other]) | (bits >= bars[0])
    for one, other in given.apart:
        told |= (pairs.one == one) & (pairs.other == other)
    reasons = _Reasons(weighed.seen, weighed.calibration)
    found = []
    for place in np.flatnonzero(told).tolist():
        one, other = int(pairs.one[place]), int(pairs.other[place])
        state, why = _state((one, other), float(bits[place]), together=home[one] == home[other], given=given, bars=bars)
        first, second = sorted((numbers[one], numbers[other]))
        found.append(
            Link(
                one=first,
                other=second,
                state=state,
                bits=round(float(bits[place]), 2),
                agreements=tuple(reasons.of(place)),
                why=why,
                decided=(one, other) in given.states,
            )
        )
    return tuple(sorted(found, key=lambda pair: (pair.one, pair.other)))


def _state(
    pair: tuple[int, int], bits: float, *, together: bool, given: Decided, bars: tuple[float, float]
) -> tuple[Sameness, str]:
    if pair in given.states:
        return given.states[pair], _DECIDED
    if together:
        return Sameness.SAME, _THROUGH_OTHERS if bits < bars[1] else ""
    return Sameness.UNDECIDED, _KEPT_APART if bits >= bars[1] else ""


class _Reasons:
    """The weights of each field of a pair; equal ones are one object, since there may be very many."""

    def __init__(self, seen: Sequence[Measured], calibration: Calibration) -> None:
        self._seen, self._calibration = seen, calibration
        self._known: dict[tuple[str, int, float], Agreement] = {}

    def of(self, place: int) -> Iterator[Agreement]:
        for column in self._seen:
            code = int(column.codes[place])
            if code != NONE:
                level = column.levels[code]
                bits = self._calibration.weights[column.field][level] + float(column.rarity[place])
                key = (column.field, code, round(bits, 1))
                yield self._known.setdefault(key, Agreement(column.field, level, key[2]))
