"""Which accounts are compared at all: those that share a place and a day, a person, rare words, or a name and a day.

After blocking in record linkage (Christen 2012, "Data Matching", chapter 4): the work stays near to linear, since
only accounts in one block are compared, and a block that grows too large is cut by rarer words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from khronika.reconciling.incidents.portraits import Portrait
from khronika.reconciling.weights import weight

_MOST_DAYS = 5


def candidate_pairs(portraits: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    """Pairs of indices worth comparing, each once, the smaller first, in order."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    rare: dict[tuple[object, ...], list[int]] = defaultdict(list)
    named: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, portrait in enumerate(portraits):
        for key in _place_keys(portrait):
            blocks[key].append(index)
        for name in portrait.people:
            blocks["person", portrait.family, name].append(index)
        for key in _name_keys(portrait):
            named[key].append(index)
        for word in portrait.rare:
            rare["word", portrait.family, word].append(index)
    pairs: set[tuple[int, int]] = set()
    for key in blocks:
        pairs.update(_pairs(blocks[key], portraits, int(weight("limits", "block_size"))))
    for key in named:
        if len(named[key]) <= weight("limits", "rare_block_size"):
            pairs.update(_pairs(named[key], portraits, len(named[key])))
    shared: Counter[tuple[int, int]] = Counter()
    for key in rare:
        if len(rare[key]) <= weight("limits", "rare_block_size"):
            shared.update(_pairs(rare[key], portraits, len(rare[key])))
    pairs.update(pair for pair, count in shared.items() if count >= weight("limits", "rare_words"))
    yield from sorted(pairs)


def _place_keys(portrait: Portrait) -> Iterator[tuple[object, ...]]:
    """Family, place and each day that the event can have been on, with a day before for midnight."""
    days = portrait.days
    if not days.known:
        return
    names = {spot.town or spot.facility or spot.area for spot in portrait.spots}
    for name in sorted(name for name in names if name):
        for day in range(days.first - 1, min(days.last, days.first + _MOST_DAYS) + 1):
            yield "place", portrait.family, name, day


def _name_keys(portrait: Portrait) -> Iterator[tuple[object, ...]]:
    """Family, day and a name in the text, where no map knows the place: "in Velkar" and "the Velkar hospital"."""
    days = portrait.days
    if days.known:
        for name in portrait.names:
            for day in range(days.first - 1, min(days.last, days.first + _MOST_DAYS) + 1):
                yield "name", portrait.family, name, day


def _pairs(members: Sequence[int], portraits: Sequence[Portrait], most: int) -> Iterator[tuple[int, int]]:
    """All pairs of a block; of one that is too large, the neighbours in the order of their rarest words."""
    members = sorted(set(members))
    if len(members) <= most:
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if portraits[one].root != portraits[other].root:
                    yield one, other
        return
    ordered = sorted(members, key=lambda index: (portraits[index].rare, index))
    window = 20
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + window]:
            if portraits[one].root != portraits[other].root:
                yield min(one, other), max(one, other)
