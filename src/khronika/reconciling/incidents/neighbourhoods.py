"""Accounts that hang together, and the events that each such neighbourhood tells of.

A neighbourhood is what links of two accounts, tolls that may count several events of one dispatch, and judgments tie
together, directly or by way of others. What its claims make together depends on nothing outside of it, so that a
dispatch that comes or goes touches its own neighbourhoods alone, and leaves what putting everything together anew
would give.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.holdings import Holdings, Moved
from khronika.reconciling.incidents.blocking import Blocks
from khronika.reconciling.incidents.clusters import score_of_link, told_by_dispatch
from khronika.reconciling.incidents.event_links import Linked, with_links
from khronika.reconciling.incidents.events import Event, event_id
from khronika.reconciling.incidents.gathering import accounts_of, add_about, gather, place_for_now
from khronika.reconciling.incidents.portraits import Portrait, portraits_of
from khronika.reconciling.incidents.strands import Loose
from khronika.reconciling.together import groups_anew, judged_otherwise, pairs_by_claim

Name = ClaimId
"""The name of an account: the least of its claims."""
Unbound = tuple[Traits, frozenset[int]]
"""A toll that the words tie to none of several events, with the numbers of those that it could count."""
Scores = dict[Name, dict[Name, float]]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Names of accounts that hang together, numbers of their events, judgments that cannot be followed."""

    names: Sequence[Name]
    events: Sequence[int]
    not_followed: Sequence[tuple[Pair, str]]


@dataclass(slots=True)
class Neighbourhoods:
    """All accounts and events. An event keeps its number for as long as it stays as it is.

    unbound: for events that hold tolls which may count others as well, these tolls, in the order of dispatches.
    """

    events: dict[int, Event] = field(default_factory=dict)
    event_of: dict[ClaimId, int] = field(default_factory=dict)
    unbound: dict[int, list[Unbound]] = field(default_factory=dict)
    _links: Links = NO_LINKS
    _judged: dict[ClaimId, list[Pair]] = field(default_factory=dict)
    _told: dict[DocId, tuple[Sequence[Portrait], Sequence[Loose]]] = field(default_factory=dict)
    _portraits: dict[Name, Portrait] = field(default_factory=dict)
    _several: dict[tuple[str, str], Sequence[Portrait]] = field(default_factory=dict)
    _account_of: dict[ClaimId, Name] = field(default_factory=dict)
    _tolls: dict[Name, list[ClaimId]] = field(default_factory=dict)
    _tied: dict[Name, set[Name]] = field(default_factory=dict)
    _blocks: Blocks = field(default_factory=Blocks)
    _scores: Scores = field(default_factory=dict)
    _home: dict[Name, Neighbourhood] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def update(self, holdings: Holdings, moved: Moved, links: Links) -> tuple[set[int], set[int]]:
        """Takes up what moved; the numbers of the events that are no more, and of those that are new."""
        broken: dict[int, Neighbourhood] = {}
        regained: set[Name] = set()
        for root in moved.roots & self._told.keys():
            regained |= self._let_go(root, broken)
        fresh: set[Name] = set()
        loosened: set[Name] = set()
        for root in sorted(moved.roots & holdings.by_root.keys()):
            names, others = self._take(root, holdings)
            fresh |= names
            loosened |= others
        regained &= self._portraits.keys()
        changed = fresh | self._link(fresh | regained) | self._unlink(loosened - fresh - regained)
        touched = moved.targets | self._judge(links)
        changed |= {self._account_of[claim_id] for claim_id in touched if claim_id in self._account_of}
        return self._put_together(changed, broken, holdings)

    def not_followed(self) -> list[tuple[Pair, str]]:
        """The judgments of events that cannot be followed, each with the reason."""
        names = {self._account_of[claim_id] for claim_id in self._judged if claim_id in self._account_of}
        homes = {id(self._home[name]): self._home[name] for name in names}
        lost = _among(self._links, lambda claim_id: claim_id not in self._account_of, every=True)
        return [
            *(one for home in homes.values() for one in home.not_followed),
            *with_links([], [], lost, {}).not_followed,
        ]

    def _let_go(self, root: DocId, broken: dict[int, Neighbourhood]) -> set[Name]:
        """Forgets what a dispatch told; accounts that may for that be compared with one another again."""
        portraits, loose = self._told.pop(root)
        regained: set[Name] = set()
        for portrait in portraits:
            name = portrait.name
            regained |= self._blocks.remove(portrait)
            home = self._home.pop(name)
            broken[id(home)] = home
            for other in self._scores.pop(name, {}):
                del self._scores[other][name]
            del self._portraits[name]
            self._tied.pop(name, None)
            self._tolls.pop(name, None)
            self._several.pop((root, portrait.family), None)
            for claim in portrait.strand.claims:
                self._account_of.pop(claim.claim_id, None)
        for one in loose:
            self._account_of.pop(one.traits.claim.claim_id, None)
        return regained

    def _take(self, root: DocId, holdings: Holdings) -> tuple[set[Name], set[Name]]:
        """Takes up what a dispatch tells; its accounts, and those that may for that no longer be compared."""
        strands, loose = accounts_of([traits for held in holdings.members(root) for traits in held.tell])
        portraits = portraits_of(strands, holdings.dispatches)
        name_of = {id(portrait.strand): portrait.name for portrait in portraits}
        loosened: set[Name] = set()
        self._told[root] = portraits, loose
        self._several |= told_by_dispatch(portraits)
        for portrait in portraits:
            self._portraits[portrait.name] = portrait
            loosened |= self._blocks.add(portrait)
            self._account_of.update((claim.claim_id, portrait.name) for claim in portrait.strand.claims)
        for one in loose:
            best = name_of[id(one.best)]
            self._account_of[one.traits.claim.claim_id] = best
            self._tolls.setdefault(best, []).append(one.traits.claim.claim_id)
            tied = {best, *(name_of[id(strand)] for strand in one.could_be)}
            for name in tied:
                self._tied.setdefault(name, set()).update(tied)
        return set(name_of.values()), loosened

    def _link(self, names: set[Name]) -> set[Name]:
        """Weighs accounts against all that they are worth comparing with; those whose links are others now."""
        changed: set[Name] = set()
        for name in sorted(names):
            portrait = self._portraits[name]
            candidates = self._blocks.candidates(portrait)
            for other in self._scores.get(name, {}).keys() - candidates:
                changed |= self._part(name, other)
            for other in candidates:
                if other in names and other < name:
                    continue  # was weighed from there
                first, second = sorted((name, other))
                score = score_of_link(self._portraits[first], self._portraits[second], self._several)
                if self._scores.get(name, {}).get(other) == score:
                    continue
                changed |= {name, other}
                if score is None:
                    self._part(name, other)
                else:
                    self._scores.setdefault(name, {})[other] = score
                    self._scores.setdefault(other, {})[name] = score
        return changed

    def _unlink(self, names: Iterable[Name]) -> set[Name]:
        """Lets go of the links of accounts that are no longer compared; those whose links are others now."""
        changed: set[Name] = set()
        for name in names:
            linked = self._scores.get(name)
            if linked:
                for other in linked.keys() - self._blocks.candidates(self._portraits[name]):
                    changed |= self._part(name, other)
        return changed

    def _part(self, name: Name, other: Name) -> set[Name]:
        del self._scores[name][other], self._scores[other][name]
        return {name, other}

    def _judge(self, links: Links) -> set[ClaimId]:
        """Takes up what was judged; the claims of which something else is judged now."""
        if links is self._links:
            return set()
        before, self._links = self._links, links
        self._judged = pairs_by_claim((*links.one_event, *links.two_events))
        return judged_otherwise((before.one_event, links.one_event), (before.two_events, links.two_events))

    def _neighbours(self, name: Name) -> Iterator[Name]:
        yield from self._scores.get(name, ())
        yield from self._tied.get(name, ())
        if self._judged:
            claims = (claim.claim_id for claim in self._portraits[name].strand.claims)
            for claim_id in (*claims, *self._tolls.get(name, ())):
                for pair in self._judged.get(claim_id, ()):
                    yield from (self._account_of[other] for other in pair if other in self._account_of)

    def _put_together(
        self, changed: Iterable[Name], broken: dict[int, Neighbourhood], holdings: Holdings
    ) -> tuple[set[int], set[int]]:
        """Puts the neighbourhoods of changed accounts, and the rest of broken ones, together anew."""
        groups = groups_anew(
            changed,
            broken,
            home=self._home.get,
            members=lambda home: home.names,
            stands=self._portraits.__contains__,
            neighbours=self._neighbours,
        )
        gone: dict[int, Event] = {}
        for home in broken.values():
            gone.update((number, self.events.pop(number)) for number in home.events)
        for number, event in gone.items():
            for traits in event.members:
                if self.event_of.get(traits.claim.claim_id) == number:
                    del self.event_of[traits.claim.claim_id]
        former: dict[str, int] = {
            event_id(event): number for number, event in gone.items() if number not in self.unbound
        }
        fresh: set[int] = set()
        for group in groups:
            self._settle_down(group, holdings, former, gone, fresh)
        lost = gone.keys() - self.events.keys()
        for number in lost:
            self.unbound.pop(number, None)
        return set(lost), fresh

    def _settle_down(
        self,
        group: Sequence[Name],
        holdings: Holdings,
        former: Mapping[str, int],
        gone: Mapping[int, Event],
        fresh: set[int],
    ) -> None:
        """Makes one neighbourhood; events that are as they were keep their numbers."""
        linked = self._linked(group, holdings)
        unbound: dict[int, list[tuple[Traits, frozenset[int]]]] = {}
        for toll, best, could_be in linked.loose:
            unbound.setdefault(best, []).append((toll, could_be))
        numbers: list[int] = []
        for index, event in enumerate(linked.events):
            was = former.get(event_id(event)) if former and index not in unbound else None
            if was is not None and _same(gone[was], event):
                number = was
                self.events[number] = gone[was]
            else:
                number = next(self._numbers)
                self.events[number] = event
                fresh.add(number)
            self.event_of.update((traits.claim.claim_id, number) for traits in event.members)
            numbers.append(number)
        for index, tolls in unbound.items():
            self.unbound[numbers[index]] = [
                (toll, frozenset(numbers[at] for at in could_be)) for toll, could_be in tolls
            ]
        home = Neighbourhood(group, numbers, linked.not_followed)
        self._home.update(dict.fromkeys(group, home))

    def _linked(self, group: Sequence[Name], holdings: Holdings) -> Linked:
        portraits = [self._portraits[name] for name in group]
        index_of = {name: index for index, name in enumerate(group)}
        scores = {
            (index, index_of[other]): score
            for index, name in enumerate(group)
            for other, score in self._scores.get(name, {}).items()
            if name < other
        }
        loose: list[Loose] = []
        if any(name in self._tolls for name in group):
            for root in sorted({portrait.root for portrait in portraits}):
                here = self._told[root][1]
                loose += [one for one in here if self._account_of[one.traits.claim.claim_id] in index_of]
        judged = NO_LINKS
        if self._judged:
            claims = {claim.claim_id for portrait in portraits for claim in portrait.strand.claims}
            claims.update(one.traits.claim.claim_id for one in loose)
            judged = _among(self._links, claims.__contains__, every=False)
        return events_of(portraits, loose, scores, judged, holdings.about, holdings.dispatches)


def events_of(
    portraits: Sequence[Portrait],
    loose: Sequence[Loose],
    scores: Mapping[tuple[int, int], float],
    judged: Links,
    about: Mapping[ClaimId, Sequence[Traits]],
    dispatches: Mapping[DocId, Dispatch],
) -> Linked:
    """The events that one neighbourhood tells of, as documenters have judged them, with the claims about claims."""
    events, tolls = gather(portraits, loose, scores)
    place_for_now(events, tolls)
    linked = with_links(events, tolls, judged, dispatches)
    event_of = {one.claim.claim_id: event for event in linked.events for one in event.members}
    add_about(event_of, [(one, target) for target in event_of for one in about.get(target, ())])
    return linked


def _same(one: Event, other: Event) -> bool:
    """Whether two events of the same claims are one in all that follows from them."""
    if one.rank != other.rank or one.why != other.why or len(one.members) != len(other.members):
        return False
    return all(here is there for here, there in zip(one.members, other.members, strict=True))


def _among(links: Links, wanted: Callable[[ClaimId], bool], *, every: bool) -> Links:
    """The judgments of events of which both claims, or one of them at least, are wanted."""
    enough = all if every else any
    return Links(
        one_event=tuple(pair for pair in links.one_event if enough(map(wanted, pair))),
        two_events=tuple(pair for pair in links.two_events if enough(map(wanted, pair))),
    )
