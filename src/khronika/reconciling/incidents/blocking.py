"""Which accounts are compared at all: those that share a place and a day, a person, rare words, or a name and a day.

After blocking in record linkage (Christen 2012, "Data Matching", chapter 4): the work stays near to linear, since
only accounts in one block are compared, and a block that grows too large is cut by rarer words. What is compared is a
function of the accounts that there are, in whatever order they came.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence

from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.incidents.portraits import Portrait
from khronika.reconciling.weights import weight

_MOST_DAYS = 5
_WINDOW = 20
_Key = tuple[object, ...]
_Row = tuple[tuple[str, ...], ClaimId]
"""The rare words and the name of an account: what the rows of a block that is too large are ordered by."""


class Blocks:
    """The accounts by what may bring them together; they come and go one by one."""

    def __init__(self) -> None:
        self._rows: dict[_Key, list[_Row]] = {}
        self._few: dict[_Key, list[ClaimId]] = {}
        self._roots: dict[ClaimId, DocId] = {}
        self._most = int(weight("limits", "block_size"))
        self._rare_most = int(weight("limits", "rare_block_size"))
        self._rare_words = weight("limits", "rare_words")

    def add(self, portrait: Portrait) -> set[ClaimId]:
        """Takes an account in; the others that may for that no longer be compared with one another."""
        row, touched = (portrait.rare, portrait.name), set[ClaimId]()
        self._roots[portrait.name] = portrait.root
        for key in _strong_keys(portrait):
            rows = self._rows.setdefault(key, [])
            if len(rows) == self._most:
                touched.update(name for _, name in rows)
            elif len(rows) > self._most:
                touched.update(self._beside(rows, bisect_left(rows, row)))
            insort(rows, row)
        for key in _few_keys(portrait):
            few = self._few.setdefault(key, [])
            if len(few) == self._rare_most:
                touched.update(few)
            few.append(portrait.name)
        return touched

    def remove(self, portrait: Portrait) -> set[ClaimId]:
        """Lets an account go; the others that may for that be compared with one another again."""
        row, touched = (portrait.rare, portrait.name), set[ClaimId]()
        for key in _strong_keys(portrait):
            rows = self._rows[key]
            at = bisect_left(rows, row)
            del rows[at]
            if len(rows) == self._most:
                touched.update(name for _, name in rows)
            elif len(rows) > self._most:
                touched.update(self._beside(rows, at))
            if not rows:
                del self._rows[key]
        for key in _few_keys(portrait):
            few = self._few[key]
            few.remove(portrait.name)
            if len(few) == self._rare_most:
                touched.update(few)
            if not few:
                del self._few[key]
        del self._roots[portrait.name]
        return touched

    def candidates(self, portrait: Portrait) -> set[ClaimId]:
        """The accounts of other dispatches that an account is worth comparing with."""
        found: set[ClaimId] = set()
        row = (portrait.rare, portrait.name)
        for key in _strong_keys(portrait):
            rows = self._rows[key]
            if len(rows) <= self._most:
                found.update(name for _, name in rows)
            else:
                at = bisect_left(rows, row)
                found.update(name for _, name in rows[max(0, at - _WINDOW) : at + _WINDOW + 1])
        for key in _name_keys(portrait):
            if len(self._few[key]) <= self._rare_most:
                found.update(self._few[key])
        shared: Counter[ClaimId] = Counter()
        for key in _word_keys(portrait):
            if 1 < len(self._few[key]) <= self._rare_most:
                shared.update(self._few[key])
        found.update(name for name, count in shared.items() if count >= self._rare_words)
        return {name for name in found if self._roots[name] != portrait.root}

    def _beside(self, rows: Sequence[_Row], at: int) -> Iterator[ClaimId]:
        """Those in a large block whose neighbours change where a row comes or goes."""
        return (name for _, name in rows[max(0, at - _WINDOW) : at + _WINDOW])


def candidate_pairs(portraits: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    """Pairs of indices worth comparing, each once, the smaller first, in order."""
    blocks = Blocks()
    for portrait in portraits:
        blocks.add(portrait)
    index_of = {portrait.name: index for index, portrait in enumerate(portraits)}
    for index, portrait in enumerate(portraits):
        others = sorted(index_of[name] for name in blocks.candidates(portrait))
        yield from ((index, other) for other in others if other > index)


def _strong_keys(portrait: Portrait) -> Iterator[_Key]:
    """A place on a day, and a person: what brings accounts together by itself."""
    yield from _place_keys(portrait)
    for name in portrait.people:
        yield "person", portrait.family, name


def _few_keys(portrait: Portrait) -> Iterator[_Key]:
    """What brings together only those few who share it."""
    yield from _name_keys(portrait)
    yield from _word_keys(portrait)


def _word_keys(portrait: Portrait) -> Iterator[_Key]:
    return ((portrait.family, word) for word in portrait.rare)


def _place_keys(portrait: Portrait) -> Iterator[_Key]:
    """Family, place and each day that the event can have been on, with a day before for midnight."""
    days = portrait.days
    if not days.known:
        return
    names = {spot.town or spot.facility or spot.area for spot in portrait.spots}
    for name in sorted(name for name in names if name):
        for day in range(days.first - 1, min(days.last, days.first + _MOST_DAYS) + 1):
            yield "place", portrait.family, name, day


def _name_keys(portrait: Portrait) -> Iterator[_Key]:
    """Family, day and a name in the text, where no map knows the place: "in Velkar" and "the Velkar hospital"."""
    days = portrait.days
    if days.known:
        for name in portrait.names:
            for day in range(days.first - 1, min(days.last, days.first + _MOST_DAYS) + 1):
                yield "name", portrait.family, name, day
