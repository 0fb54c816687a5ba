"""Bearers of names that are one person, put together; what a documenter has judged goes before everything."""

from collections import defaultdict
from collections.abc import Sequence

from khronika.model.ids import DocId
from khronika.reconciling.names.agreement import has_initial, names_alike, skeleton
from khronika.reconciling.people.agreeing import name_fits, one_person
from khronika.reconciling.people.bearers import Bearer

Pair = tuple[int, int]
Name = tuple[str, ...]
Block = tuple[str, str]
Cells = list[tuple[int, ...]]
"""A group in the making: bearers that were judged to be one person stand in one cell."""


def joined(
    bearers: Sequence[Bearer], same: Sequence[Pair] = (), apart: frozenset[Pair] = frozenset()
) -> list[list[Bearer]]:
    """Bearers that are one person. A group takes another in only where every spelling agrees with every other.

    same: bearers that were judged to be one person; what agrees with one of them agrees with all. apart: those that
    were judged to be two; never in one group. Pairs are numbers of bearers, the lower first.
    """
    home: dict[int, Cells] = {index: [(index,)] for index in range(len(bearers))}
    for one, other in same:
        if home[one] is not home[other]:
            _join(home, [tuple(sorted(index for cell in (*home[one], *home[other]) for index in cell))])
    for one, other in sorted(_pairs(bearers), key=lambda pair: _closeness(bearers, pair)):
        left, right = home[one], home[other]
        if left is not right and _may_join(bearers, left, right, apart):
            _join(home, [*left, *right])
    unique = {id(cells): sorted(index for cell in cells for index in cell) for cells in home.values()}
    return [[bearers[index] for index in group] for group in sorted(unique.values())]


def _join(home: dict[int, Cells], cells: Cells) -> None:
    merged = sorted(cells)
    home.update((index, merged) for cell in merged for index in cell)


def _may_join(bearers: Sequence[Bearer], left: Cells, right: Cells, apart: frozenset[Pair]) -> bool:
    if any((min(a, b), max(a, b)) in apart for one in left for a in one for other in right for b in other):
        return False
    return all(any(one_person(bearers[a], bearers[b]) for a in one for b in other) for one in left for other in right)


def _closeness(bearers: Sequence[Bearer], pair: tuple[int, int]) -> tuple[bool, bool, bool, tuple[int, int]]:
    """Equal spellings first, then those of one dispatch, then those without initials."""
    one, other = bearers[pair[0]], bearers[pair[1]]
    initials = has_initial(one.words) or has_initial(other.words)
    return one.parts != other.parts, one.root != other.root, initials, pair


def _pairs(bearers: Sequence[Bearer]) -> set[Pair]:
    """Pairs whose names fit."""
    named: dict[Name, list[int]] = defaultdict(list)
    for index, bearer in enumerate(bearers):
        named[name_of(bearer)].append(index)
    blocks: dict[Block, list[Name]] = defaultdict(list)
    for name in sorted(named):
        for key in blocks_of(name):
            blocks[key].append(name)
    pairs = {
        (one, other)
        for names in blocks.values()
        for place, one in enumerate(names)
        for other in names[place:]
        if fit(one, other)
    }
    found = {
        (min(a, b), max(a, b)) for one, other in pairs for a in named[one] for b in named[other] if a != b
    } | family_names_alone(bearers)
    torn = _torn(bearers, found)
    return {pair for pair in found if not torn.intersection(pair)}


def name_of(bearer: Bearer) -> Name:
    """The parts of a name in no order of their own."""
    return tuple(sorted(bearer.parts))


def blocks_of(name: Name) -> set[Block]:
    """What names are compared by: those that share a word's first consonants and another's first letter."""
    return {(skeleton(a), b[0]) for a in name for b in name if len(a) > 1 and (a != b or len(name) == 1)}


def fit(one: Name, other: Name) -> bool:
    """Whether two names agree."""
    return names_alike(" ".join(one), " ".join(other))


def family_names_alone(bearers: Sequence[Bearer]) -> set[Pair]:
    """Within one dispatch, a family name alone with the full names that end in it."""
    by_root: dict[DocId, list[int]] = defaultdict(list)
    for index, bearer in enumerate(bearers):
        by_root[bearer.root].append(index)
    return {
        (min(short, long), max(short, long))
        for members in by_root.values()
        for short in members
        if len(bearers[short].parts) == 1
        for long in members
        if name_fits(bearers[short], bearers[long]) and short != long
    }


def _torn(bearers: Sequence[Bearer], pairs: set[Pair]) -> set[int]:
    """Short names ("Garcia", "J. Garcia") that fit two people who are not one: undecided, so they stay apart."""
    fits: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(pairs):
        for short, long in ((one, other), (other, one)):
            if len(bearers[short].parts) == 1 or has_initial(bearers[short].words):
                fits[short].append(long)
    return {
        short
        for short, long in fits.items()
        if any(not name_fits(bearers[a], bearers[b]) for place, a in enumerate(long) for b in long[place + 1 :])
    }
