"""Accounts that tell of one event, put together: best links first, and never two that one dispatch tells apart.

Deterministic agglomerative clustering with a constraint (after "cannot-link" of Wagstaff and Cardie 2000): what one
dispatch tells as two events stays two, so that a chain of likenesses cannot run two shootings of one week together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khronika.reconciling.aspects.days import STATED
from khronika.reconciling.aspects.whereabouts import relation
from khronika.reconciling.counts.numerals import another_deed
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
    told = told_by_dispatch(portraits)
    for (one, other), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        left, right = home[one], home[other]
        if left is right or not _may_join(left, right, portraits, told):
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
    if found.score < linking("across", "join") or not _on_some_ground(found) or _two_by_days(one, other, told):
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


def _two_by_days(one: Portrait, other: Portrait, told: Told) -> bool:
    """Whether both state their days, these differ, and a dispatch says that there were two events."""
    if not (one.days.basis == other.days.basis == STATED) or not one.days.gap(other.days):
        return False
    later = max(one, other, key=lambda portrait: portrait.days.first)
    return _another_than_before(later) or _has_its_own(one, other, told)


def _another_than_before(portrait: Portrait) -> bool:
    """Whether a deed of it is called another one ("a second mortar attack hit the town on Tuesday")."""
    return any(another_deed(claim.quote[: claim.trigger.end - claim.span.start]) for claim in portrait.strand.claims)


def _has_its_own(one: Portrait, other: Portrait, told: Told) -> bool:
    """Whether a dispatch tells of another event on the very day of the other account, and all three count several.

    "On Friday two were killed in a bar", in a report of three killed at a checkpoint on Sunday, is not what a report
    of Sunday's four belongs with, however much the two reports are alike.
    """
    return any(
        beside is not here
        and not beside.days.gap(there.days)
        and not _apart(beside, there)
        and all(map(_counts_several, (beside, here, there)))
        for here, there in ((one, other), (other, one))
        for beside in told.get((here.root, here.family), ())
    )


def _counts_several(portrait: Portrait) -> bool:
    """Whether it counts more than one; that one person died is no coincidence worth counting."""
    return any((low or 0) > 1 for counts in portrait.counts.values() for low, _ in counts)


def _apart(one: Portrait, other: Portrait) -> bool:
    """Whether no place of the one can be a place of the other."""
    found = {relation(a, b) for a in one.spots for b in other.spots}
    return bool(found) and found <= {"apart"}


def _may_join(left: Cluster, right: Cluster, portraits: Sequence[Portrait], told: Told) -> bool:
    pairs = [(portraits[a], portraits[b]) for a in left.members for b in right.members]
    if any(_told_apart(one, other) or _two_by_days(one, other, told) for one, other in pairs):
        return False
    if len(left.members) == 1 and len(right.members) == 1:
        return True
    compared = [(portraits[a], portraits[b]) for a in _spread(left.members) for b in _spread(right.members)]
    total = sum(compare(one, other).score for one, other in compared)
    return total / len(compared) >= linking("across", "cohesion")


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
