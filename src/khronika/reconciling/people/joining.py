"""Bearers of names that are one person, put together; what a documenter has judged goes before everything.

In three rounds: within a dispatch, where a name is shortened after its first mention; within an event; and over all.
In a round two groups join, the surest first, where the mean of the weights between them is sure and no pair of them
speaks for two people. A name that fits two people who are not one joins neither, unless it fits one so much better.
What is left between sure and unsure is undecided, and is told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from khronika.model.ids import ClaimId
from khronika.reconciling.people.bearers import Bearer
from khronika.reconciling.people.candidates import candidates
from khronika.reconciling.people.units import Unit, unit_of
from khronika.reconciling.people.weighing import Weight, named_alike, weigh
from khronika.reconciling.weights import person_weight

Pair = tuple[int, int]
_TORN = "but the name fits two people who are not one"
_AS_A_WHOLE = "but everything told of the two together is not alike enough"
_JUDGED = "judged to be one person"
_MOST_PARTNERS = 30
"""Of so many, the surest first, it is asked whether a name fits two of them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two of one group, or two that may be: the first claim of each, log2 of the odds, and why."""

    one: ClaimId
    other: ClaimId
    bits: float | None
    why: str


@dataclass(slots=True)
class Joined:
    """groups: numbers of bearers, each in one group. ties: of each group what joined it.

    undecided: pairs of numbers of groups, the lower first, with the tie that speaks most for one person.
    """

    groups: list[tuple[int, ...]]
    ties: dict[int, list[Tie]] = field(default_factory=dict)
    undecided: list[tuple[Pair, Tie]] = field(default_factory=list)


def joined(
    bearers: Sequence[Bearer],
    event_of: Mapping[ClaimId, int],
    same: Sequence[Pair] = (),
    apart: frozenset[Pair] = frozenset(),
) -> Joined:
    """Bearers that are one person.

    same: bearers that were judged to be one person. apart: those that were judged to be two; never in one group. Pairs
    are numbers of bearers, the lower first.
    """
    work = _Work(bearers, event_of, apart)
    work.join_judged(same)
    work.round(lambda one, other: bool(one.roots & other.roots))
    work.round(lambda one, other: bool(one.events & other.events))
    work.round(lambda one, other: True)
    return work.outcome()


class _Work:
    """The people so far, as `units`, round by round.

    apart: for a bearer those whom it was judged not to be. torn: those that it may be as well as somebody else.
    open: what the last round weighed: two bearers, with the tie between them.
    """

    def __init__(self, bearers: Sequence[Bearer], event_of: Mapping[ClaimId, int], apart: frozenset[Pair]) -> None:
        self._bearers, self._event_of = bearers, event_of
        self._units = [unit_of((number,), bearers, event_of) for number in range(len(bearers))]
        self._weights: dict[Pair, Weight] = {}
        self._ties: list[tuple[int, Tie]] = []
        self._open: list[tuple[Pair, Tie]] = []
        self._apart, self._torn = _both_ways(apart), _both_ways(())

    def join_judged(self, same: Sequence[Pair]) -> None:
        """Puts together what was judged to be one person."""
        groups = _Groups(len(self._units))
        for one, other in same:
            if groups.home[one] is not groups.home[other]:
                groups.join(one, other)
                self._ties.append((one, Tie(self._units[one].claim, self._units[other].claim, None, _JUDGED)))
        self._regroup(groups)

    def round(self, tied: Callable[[Unit, Unit], bool]) -> None:
        """Joins what is sure among the pairs that are tied so."""
        units, sure = self._units, person_weight("before", "sure")
        self._weights = {}
        weighed = [
            pair
            for pair in candidates(units)
            if tied(units[pair[0]], units[pair[1]]) and named_alike(units[pair[0]], units[pair[1]]).bits > 0
        ]
        likely = [pair for pair in weighed if self._bits(pair) >= sure and not self._parted(pair)]
        torn = self._torn_among(likely)
        for one, other in torn:
            self._torn[units[one].bearers[0]].add(units[other].bearers[0])
            self._torn[units[other].bearers[0]].add(units[one].bearers[0])
        groups = _Groups(len(units))
        for one, other in sorted(set(likely) - torn, key=lambda pair: (-self._bits(pair), pair)):
            if groups.home[one] is not groups.home[other] and self._may_join(groups.home[one], groups.home[other]):
                groups.join(one, other)
                self._ties.append((units[one].bearers[0], self._tie((one, other))))
        self._open = [
            ((units[one].bearers[0], units[other].bearers[0]), self._tie((one, other))) for one, other in weighed
        ]
        self._regroup(groups)

    def outcome(self) -> Joined:
        """The groups, with what is undecided between them."""
        found = Joined([unit.bearers for unit in self._units])
        home = {number: group for group, members in enumerate(found.groups) for number in members}
        ties: dict[int, list[Tie]] = defaultdict(list)
        for number, tie in self._ties:
            ties[home[number]].append(tie)
        found.ties = dict(ties)
        between: dict[Pair, list[tuple[Pair, Tie]]] = defaultdict(list)
        for (one, other), tie in self._open:
            if home[one] != home[other] and not self._parted(_pair(home[one], home[other]), of_torn=False):
                between[_pair(home[one], home[other])].append(((one, other), tie))
        found.undecided = [
            (pair, self._undecided(held)) for pair, held in sorted(between.items()) if _mean(held) >= _unsure()
        ]
        return found

    def _undecided(self, held: Sequence[tuple[Pair, Tie]]) -> Tie:
        """The tie that speaks most for one person, with the reason why it does not join the two."""
        (one, other), best = max(held, key=lambda found: (found[1].bits or 0.0, found[1].one, found[1].other))
        if (best.bits or 0.0) < person_weight("before", "sure"):
            return best
        reason = _TORN if other in self._torn[one] else _AS_A_WHOLE
        return Tie(best.one, best.other, best.bits, f"{best.why}; {reason}")

    def _tie(self, pair: Pair) -> Tie:
        one, other = (self._units[number] for number in pair)
        found = self._weights[pair]
        return Tie(one.claim, other.claim, found.bits, found.why)

    def _bits(self, pair: Pair) -> float:
        if pair not in self._weights:
            self._weights[pair] = weigh(self._units[pair[0]], self._units[pair[1]])
        return self._weights[pair].bits

    def _parted(self, pair: Pair, *, of_torn: bool = True) -> bool:
        """Whether the two were judged to be two people, or (of_torn) one of them may be somebody else as well."""
        one, other = (self._units[number].bearers for number in pair)
        known = (self._apart, self._torn) if of_torn else (self._apart,)
        return any(not held[number].isdisjoint(other) for held in known for number in one if number in held)

    def _torn_among(self, likely: Sequence[Pair]) -> set[Pair]:
        """The likely pairs of a name that fits two people who are not one; not the one that it fits so much better."""
        partners: dict[int, list[int]] = defaultdict(list)
        for one, other in likely:
            partners[one].append(other)
            partners[other].append(one)
        torn: set[Pair] = set()
        for number, fits in sorted(partners.items()):
            best = sorted(fits, key=lambda other: (-self._bits(_pair(number, other)), other))[:_MOST_PARTNERS]
            for one, other in combinations(best, 2):
                if self._two_people(_pair(one, other)):
                    torn.add(_pair(number, other))
                    lead = self._bits(_pair(number, one)) - self._bits(_pair(number, other))
                    if lead < person_weight("bounds", "torn"):
                        torn.add(_pair(number, one))
        return torn

    def _may_join(self, left: Sequence[int], right: Sequence[int]) -> bool:
        pairs = [_pair(one, other) for one in left for other in right]
        if any(self._parted(pair) for pair in pairs):
            return False
        if any(self._two_people(pair) for pair in pairs):
            return False
        return sum(map(self._bits, pairs)) / len(pairs) >= person_weight("before", "sure")

    def _two_people(self, pair: Pair) -> bool:
        """Whether the two are no one person, whoever may be either."""
        return self._bits(pair) < _unsure() or named_alike(self._units[pair[0]], self._units[pair[1]]).differ

    def _regroup(self, groups: "_Groups") -> None:
        self._units = [
            self._units[members[0]]
            if len(members) == 1
            else unit_of(
                (number for member in members for number in self._units[member].bearers), self._bearers, self._event_of
            )
            for members in groups.members()
        ]


class _Groups:
    """home: of each unit the list of all that are in one group with it."""

    def __init__(self, count: int) -> None:
        self.home = [[number] for number in range(count)]

    def join(self, one: int, other: int) -> None:
        merged = sorted(self.home[one] + self.home[other])
        for number in merged:
            self.home[number] = merged

    def members(self) -> list[list[int]]:
        """Each group once, in the order of its first."""
        return [group for number, group in enumerate(self.home) if group[0] == number]


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _unsure() -> float:
    return person_weight("before", "unsure")


def _mean(held: Sequence[tuple[Pair, Tie]]) -> float:
    return sum(tie.bits or 0.0 for _, tie in held) / len(held)


def _both_ways(pairs: Iterable[Pair]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
