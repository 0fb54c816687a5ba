"""Pairs with weights -> groups that are one person each, by average linkage.

Two groups join while the mean weight between all their members is above a bar, best mean first; a pair that was
never compared, or speaks against, adds nothing to the mean. So a chain (A like B, B like C, C unlike A) ends where the
whole does not bear it, which transitive closure does not see. What was decided to be the same joins first, whatever
the weights say; what was decided to be different never stands in one group. Ties go by the numbers of the entries, so
that the result is the same at every run. Source: average linkage (UPGMA), Sokal and Michener (1958), on a sparse graph;
constraints after Wagstaff and Cardie (2000), "must-link" and "cannot-link".
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

UNSEEN = 0.0
"""The weight of a pair that was never compared, or whose own weight is lower: it adds nothing to the mean."""
_HIGHEST = 20.0
"""Bits that one pair counts at most, so that one certain pair does not carry a group."""


@dataclass(slots=True)
class _Group:
    """members: entries. near: group -> sum of the weights to its members. apart: groups that it may not join. lists:
    those that its members stand on, where nobody stands twice on one."""

    members: list[int]
    near: dict[int, float] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    lists: frozenset[str] = frozenset()


def groups_of(
    count: int,
    pairs: Iterable[tuple[int, int, float]],
    *,
    bar: float,
    same: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
    once: Sequence[str] | None = None,
) -> list[list[int]]:
    """The entries 0 to count - 1, each in one group, in order.

    pairs: one, other, weight in bits, each pair once. bar: mean weight that two groups need to be joined. same, apart:
    what was decided; `apart` wins where the two contradict. once: the list of each entry, where nobody stands twice on
    one; a decision goes before it.
    """
    linkage = _Linkage(count, bar, once)
    for one, other, bits in pairs:
        if bits > UNSEEN:
            linkage.see(one, other, min(bits, _HIGHEST))
    for one, other in apart:
        linkage.keep_apart(one, other)
    for one, other in same:
        linkage.join(one, other)
    linkage.run()
    return sorted(sorted(group.members) for group in linkage.groups.values())


class _Linkage:
    def __init__(self, count: int, bar: float, once: Sequence[str] | None) -> None:
        self.groups = {
            number: _Group([number], lists=frozenset([once[number]]) if once else frozenset())
            for number in range(count)
        }
        self._home = list(range(count))
        self._bar = bar
        self._heap: list[tuple[float, int, int, int, int]] = []

    def see(self, one: int, other: int, bits: float) -> None:
        self.groups[one].near[other] = self.groups[other].near[one] = bits

    def keep_apart(self, one: int, other: int) -> None:
        self.groups[one].apart.add(other)
        self.groups[other].apart.add(one)

    def join(self, one: int, other: int) -> None:
        """Joins the groups of two entries unless they are to be kept apart."""
        left, right = self.home(one), self.home(other)
        if left != right and right not in self.groups[left].apart:
            self._merge(left, right)

    def home(self, entry: int) -> int:
        while self._home[entry] != entry:
            self._home[entry] = self._home[self._home[entry]]
            entry = self._home[entry]
        return entry

    def run(self) -> None:
        """Joins groups, best mean first, until no two reach the bar."""
        for number, group in self.groups.items():
            for other in group.near:
                if number < other:
                    self._push(number, other)
        while self._heap:
            _, left, right, size, size2 = heapq.heappop(self._heap)
            if left not in self.groups or right not in self.groups:
                continue
            first, second = self.groups[left], self.groups[right]
            if (len(first.members), len(second.members)) != (size, size2):
                continue  # what was weighed has grown since, and was weighed anew
            if right in first.apart or first.lists & second.lists:
                continue
            survivor = self._merge(left, right)
            for near in self.groups[survivor].near:
                self._push(survivor, near)

    def _push(self, left: int, right: int) -> None:
        mean = self._mean(left, right)
        if mean >= self._bar:
            left, right = min(left, right), max(left, right)
            sizes = len(self.groups[left].members), len(self.groups[right].members)
            heapq.heappush(self._heap, (-mean, left, right, *sizes))

    def _mean(self, left: int, right: int) -> float:
        pairs = len(self.groups[left].members) * len(self.groups[right].members)
        return self.groups[left].near[right] / pairs

    def _merge(self, left: int, right: int) -> int:
        """Puts the group with fewer neighbours into the other; the one that stays."""
        keep, gone = sorted((left, right), key=lambda name: (-len(self.groups[name].near), name))
        group, taken = self.groups[keep], self.groups.pop(gone)
        self._home[gone] = keep
        group.members += taken.members
        group.near.pop(gone, None)
        group.lists |= taken.lists
        for near, total in taken.near.items():
            if near == keep:
                continue
            group.near[near] = group.near.get(near, 0.0) + total
            links = self.groups[near].near
            del links[gone]
            links[keep] = group.near[near]
        for other in taken.apart:
            self.groups[other].apart.discard(gone)
            self.groups[other].apart.add(keep)
            group.apart.add(other)
        return keep
