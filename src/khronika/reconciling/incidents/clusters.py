"""Accounts that tell of one event, put together: best links first, and never two that one dispatch tells apart.

Deterministic agglomerative clustering with a constraint (after "cannot-link" of Wagstaff and Cardie 2000): what one
dispatch tells as two events stays two, so that a chain of likenesses cannot run two shootings of one week together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khronika.reconciling.aspects.days import STATED
from khronika.reconciling.aspects.whereabouts import relation
from khronika.reconciling.incidents.comparing import Comparison, compare
from khronika.reconciling.incidents.facets import facet_score
from khronika.reconciling.incidents.portraits import Portrait
from khronika.reconciling.weights import linking, weight

_MOST_COMPARED = 4
_TIES = {
    "place": ("same_place", "same_town", "near", "neighbouring", "within", "same_region"),
    "people": ("shared",),
    "counts": ("equal_several",),
}
Told = Mapping[tuple[str, str], Sequence[Portrait]]
"""The events of one family that each dispatch states a day of, by dispatch and family, where it tells of several."""


@dataclass(slots=True)
class Cluster:
    """Indices of portraits that tell of one event, with the link that brought each in."""

    members: list[int]
    links: dict[int, str] = field(default_factory=dict)


def clusters_of(portraits: Sequence[Portrait], scores: Mapping[tuple[int, int], float]) -> list[Cluster]:
    """The portraits, each in exactly one cluster, in order. `portraits` come sorted by name.

    scores: how much speaks for the pairs (of indices, the smaller first) that can be linked, by `score_of_link`.
    What is linked with none of a group has no say in it, so that every group of linked portraits may be put in clusters
    by itself.
    """
    home = {index: Cluster([index]) for index in range(len(portraits))}
    for (one, other), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        left, right = home[one], home[other]
        if left is right or not _may_join(left, right, portraits):
            continue
        _join(left, right, (one, other), portraits)
        for index in right.members:
            home[index] = left
    return sorted({id(cluster): cluster for cluster in home.values()}.values(), key=lambda one: one.members)


def score_of_link(one: Portrait, other: Portrait, told: Told) -> float | None:
    """How much speaks for two portraits telling of one event; None where it is too little, or not on any ground.

    told: as `told_by_dispatch` gives it for the dispatches of the two.
    """
    found = compare(one, other)
    if found.score < linking("across", "join") or not _on_some_ground(found) or _has_its_own(one, other, told):
        return None
    return found.score


def _on_some_ground(found: Comparison) -> bool:
    """Whether something ties two accounts that many others of the day do not have as well.

    A place, a person, one number of several people; or words in common, more than any two reports of violence have.
    """
    told = {(part.section, part.name): part.amount for part in found.evidence}
    if any((section, name) in told for section, names in _TIES.items() for name in names):
        return True
    return max(told.get(("wording", name), 0.0) for name in ("words", "around")) >= linking("wording", "neutral")


def told_by_dispatch(portraits: Iterable[Portrait]) -> dict[tuple[str, str], list[Portrait]]:
    """The events of one family that each dispatch states a day of, where it tells of several."""
    told: dict[tuple[str, str], list[Portrait]] = defaultdict(list)
    for portrait in portraits:
        if portrait.days.basis == STATED and not portrait.days.wide:
            told[portrait.root, portrait.family].append(portrait)
    return {key: found for key, found in told.items() if len(found) > 1}


def _has_its_own(one: Portrait, other: Portrait, told: Told) -> bool:
    """Whether the days differ, and one dispatch tells of another event on the very day of the other account, and counts
    it alike.

    "On Tuesday three were shot at the bakery", in a report of Wednesday's shooting, is what a report of Tuesday's
    shooting with three dead belongs with, however much the two reports are alike.
    """
    if not (one.days.basis == other.days.basis == STATED) or not one.days.gap(other.days):
        return False
    return any(
        beside is not here
        and not beside.days.gap(there.days)
        and not _apart(beside, there)
        and bool(_several(beside) & _several(there) - _several(here))
        for here, there in ((one, other), (other, one))
        for beside in told.get((here.root, here.family), ())
    )


def _several(portrait: Portrait) -> set[tuple[str, int | None]]:
    """Its counts above one; that one person died is no coincidence worth counting."""
    return {(measure, low) for measure, counts in portrait.counts.items() for low, _ in counts if (low or 0) > 1}


def _apart(one: Portrait, other: Portrait) -> bool:
    """Whether no place of the one can be a place of the other."""
    found = {relation(a, b) for a in one.spots for b in other.spots}
    return bool(found) and found <= {"apart"}


def _may_join(left: Cluster, right: Cluster, portraits: Sequence[Portrait]) -> bool:
    if any(_told_apart(portraits[a], portraits[b]) for a in left.members for b in right.members):
        return False
    if len(left.members) == 1 and len(right.members) == 1:
        return True
    pairs = [(a, b) for a in _spread(left.members) for b in _spread(right.members)]
    total = sum(compare(portraits[a], portraits[b]).score for a, b in pairs)
    return total / len(pairs) >= linking("across", "cohesion")


def _told_apart(one: Portrait, other: Portrait) -> bool:
    """Whether one dispatch tells the two as two events by hard words: other days, or other places, both stated."""
    return one.root == other.root and facet_score(one.strand, other.strand) < weight("facets", "not_apart")


def _spread(members: Sequence[int]) -> list[int]:
    """A few of many, evenly taken, so that two large groups are compared in bounded time."""
    step = max(1, len(members) // _MOST_COMPARED)
    return sorted(members)[::step][:_MOST_COMPARED]


def _join(left: Cluster, right: Cluster, pair: tuple[int, int], portraits: Sequence[Portrait]) -> None:
    inner, outer = pair if pair[0] in left.members else (pair[1], pair[0])
    found = compare(portraits[pair[0]], portraits[pair[1]])
    right.links[outer] = f"with {portraits[inner].root}: {found.in_words()}"
    left.links.update({index: why for index, why in right.links.items() if index not in left.links})
    left.members = sorted([*left.members, *right.members])
