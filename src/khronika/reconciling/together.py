"""What hangs together in a collection that grows and shrinks: what is reached, which groups are put together anew."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from khronika.model.ids import ClaimId
from khronika.model.links import Pair


class Named(Protocol):
    """What can be held in sets and put in order."""

    def __hash__(self) -> int: ...
    def __lt__(self, other: Any) -> bool: ...


K = TypeVar("K", bound=Hashable)
M = TypeVar("M", bound=Hashable)
N = TypeVar("N", bound=Named)
G = TypeVar("G")


def leave(groups: dict[K, set[M]], key: K, member: M) -> None:
    """Takes a member out of the group of a key; a group of nobody goes with its last member."""
    groups[key].discard(member)
    if not groups[key]:
        del groups[key]


def reached(starts: Iterable[M], onward: Callable[[M], Iterable[M]]) -> set[M]:
    """The starts, and all that one comes to from them by any number of steps."""
    found = set(starts)
    ahead = list(found)
    while ahead:
        for other in onward(ahead.pop()):
            if other not in found:
                found.add(other)
                ahead.append(other)
    return found


def groups_anew(
    changed: Iterable[N],
    broken: dict[int, G],
    *,
    home: Callable[[N], G | None],
    members: Callable[[G], Iterable[N]],
    stands: Callable[[N], bool],
    neighbours: Callable[[N], Iterable[N]],
) -> list[list[N]]:
    """Groups of what hangs together now, around what changed; each in order, and the groups in order.

    broken: groups that are no more, by identity; whatever group one of the found comes from is broken up whole, and
        noted here. home: the group that one stood in. members: who stood in it. stands: whether one is still there.
    """
    ahead = [*changed, *(name for group in broken.values() for name in members(group))]
    seen: set[N] = set()
    groups: list[list[N]] = []
    while ahead:
        start = ahead.pop()
        if start in seen or not stands(start):
            continue
        seen.add(start)
        here = [start]
        for name in here:  # which grows as it is walked
            was = home(name)
            if was is not None and id(was) not in broken:
                broken[id(was)] = was
                ahead.extend(members(was))
            for other in neighbours(name):
                if other not in seen:
                    seen.add(other)
                    here.append(other)
        groups.append(sorted(here))
    return sorted(groups)


def pairs_by_claim(pairs: Iterable[Pair]) -> dict[ClaimId, list[Pair]]:
    """Pairs of claims that documenters have judged, by each of their claims."""
    found: dict[ClaimId, list[Pair]] = {}
    for pair in pairs:
        for claim_id in pair:
            found.setdefault(claim_id, []).append(pair)
    return found


def judged_otherwise(*verdicts: tuple[Sequence[Pair], Sequence[Pair]]) -> set[ClaimId]:
    """The claims of pairs that stand in one of two states of a verdict only.

    verdicts: pairs before and now, for each verdict that there is.
    """
    return {claim_id for before, now in verdicts for pair in {*before} ^ {*now} for claim_id in pair}
