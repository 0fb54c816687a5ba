"""The one door of linking: entries of lists go in, people come out, with a reason for every pair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khronika.model.entry import Entry
from khronika.model.link import Sameness
from khronika.model.linkage import LevelWeight, Linkage
from khronika.reconciling.linking.blocking import Candidates, candidates
from khronika.reconciling.linking.columns import NONE, columns_of
from khronika.reconciling.linking.deciding import Decided, Pair, decided
from khronika.reconciling.linking.grouping import UNSEEN, groups_of
from khronika.reconciling.linking.learning import Calibration, calibrated
from khronika.reconciling.linking.measuring import Measured, all_measured
from khronika.reconciling.linking.telling import Weighed, links_told

Bits = NDArray[np.float64]
_HELD_BACK = 0.1
_OTHER_NAMES = ("different/different", "one name different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How links are made.

    sure: the chance that entries are joined from, as a mean over a group. unsure: the chance below which a pair is
    taken to be two people and not shown. once: nobody stands twice on one list, so that no list is linked within
    itself. learn: whether the weights are learned from the lists themselves, beginning with the shipped ones.
    """

    sure: float = 0.95
    unsure: float = 0.05
    once: bool = False
    learn: bool = False


def bits_of_chance(chance: float) -> float:
    """log2 of the odds that belong to a chance between 0 and 1."""
    return float(np.log2(chance / (1.0 - chance)))


def link(
    entries: Sequence[Entry],
    wish: Wish | None = None,
    *,
    decisions: Mapping[Pair, Sameness] | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Linkage:
    """The people behind entries. Pure: the same entries give the same people, in whatever order they come.

    decisions: by numbers of entries, what a person has decided; it goes before the weights.
    progress: called with the name of each step before it begins.
    Raises: WrongUse where decisions contradict each other; VocabularyError where a data file is malformed.
    """
    wish = wish or Wish()
    given = decided(decisions or {}, [entry.entry_id for entry in entries])
    order = _order(entries)
    ordered, here = [entries[number] for number in order], given.renumbered({old: new for new, old in enumerate(order)})
    progress("finding pairs")
    columns = columns_of(ordered)
    pairs = _with_decided(candidates(columns), here, len(ordered))
    if wish.once:
        pairs = _across(pairs, ordered, here)
    progress("comparing")
    seen = all_measured(columns, pairs.one, pairs.other)
    progress("weighing")
    calibration = calibrated(columns, seen, learn=wish.learn)
    bits = _held_back(calibration.bits(seen), seen, bits_of_chance(wish.sure))
    progress("grouping")
    groups = _grouped(ordered, pairs, bits, wish=wish, given=here)
    progress("giving reasons")
    bars = bits_of_chance(wish.unsure), bits_of_chance(wish.sure)
    links = links_told(Weighed(pairs, seen, calibration, bits), groups, given=here, bars=bars, numbers=order)
    return Linkage(
        entries=tuple(entries),
        groups=tuple(sorted(tuple(sorted(order[number] for number in group)) for group in groups)),
        links=links,
        weights=_weights(calibration),
        odds_bits=calibration.odds,
        compared=len(pairs.one),
        crowded=pairs.crowded,
    )


def _order(entries: Sequence[Entry]) -> list[int]:
    """Numbers of the entries in the order of what they say, so that no draw and no tie hangs on the order of files."""
    keys = [(entry.list, entry.key, sorted(entry.said.items())) for entry in entries]
    return sorted(range(len(entries)), key=keys.__getitem__)


def _held_back(bits: Bits, seen: Sequence[Measured], sure: float) -> Bits:
    """The weights, where nothing but a number joins an entry without a name, or two whose names differ in every word.

    Two unknown men found in one town on one day are two men, and so are two men of other names who died together.
    """
    numbered = np.zeros(len(bits), dtype=bool)
    for column in seen:
        if column.kind == "code" and "same" in column.levels:
            numbered |= column.codes == column.levels.index("same")
    names = seen[0]
    other = [number for number, level in enumerate(names.levels) if level in _OTHER_NAMES]
    held = np.isin(names.codes, [NONE, *other]) & ~numbered
    return np.where(held, np.minimum(bits, sure - _HELD_BACK), bits)


def _with_decided(pairs: Candidates, given: Decided, count: int) -> Candidates:
    """The pairs, with those that were decided and share no key."""
    more = [one * count + other for one, other in given.states]
    if not more:
        return pairs
    codes = np.union1d(pairs.one * count + pairs.other, np.array(more, dtype=np.int64))
    return Candidates(codes // count, codes % count, pairs.crowded)


def _across(pairs: Candidates, entries: Sequence[Entry], given: Decided) -> Candidates:
    """The pairs of two lists, and what was decided within one."""
    names = {name: number for number, name in enumerate(sorted({entry.list for entry in entries}))}
    lists = np.array([names[entry.list] for entry in entries], dtype=np.int64)
    kept = lists[pairs.one] != lists[pairs.other]
    for one, other in given.states:
        kept |= (pairs.one == one) & (pairs.other == other)
    return Candidates(pairs.one[kept], pairs.other[kept], pairs.crowded)


def _grouped(entries: Sequence[Entry], pairs: Candidates, bits: Bits, *, wish: Wish, given: Decided) -> list[list[int]]:
    near = bits > UNSEEN
    weighed = zip(pairs.one[near].tolist(), pairs.other[near].tolist(), bits[near].tolist(), strict=True)
    return groups_of(
        len(entries),
        weighed,
        bar=bits_of_chance(wish.sure),
        same=given.same,
        apart=given.apart,
        once=[entry.list for entry in entries] if wish.once else None,
    )


def _weights(calibration: Calibration) -> tuple[LevelWeight, ...]:
    return tuple(
        LevelWeight(field, level, calibration.one[field][level], calibration.two[field][level], bits)
        for field, levels in calibration.weights.items()
        for level, bits in sorted(levels.items(), key=lambda item: (-item[1], item[0]))
    )
