"""Events as documenters have judged them: claims that tell of one event, and claims that do not.

Applied after the claims were put together by themselves. First whatever belongs together is joined, then whatever does
not is parted; of an event that is parted, what one dispatch tells of it stays together, and goes with the side that it
agrees with better, by the same weights as everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.links import Links, Pair
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.incidents.comparing import compare
from khronika.reconciling.incidents.events import Event
from khronika.reconciling.incidents.gathering import LooseToll
from khronika.reconciling.incidents.portraits import portraits_of
from khronika.reconciling.incidents.strands import Strand


@dataclass(frozen=True, slots=True)
class Linked:
    """The events as judged, the tolls that are still tied to none, and links that could not be followed, with why."""

    events: list[Event]
    loose: list[LooseToll]
    not_followed: list[tuple[Pair, str]]


def with_links(
    events: Sequence[Event], loose: Sequence[LooseToll], links: Links, dispatches: Mapping[DocId, Dispatch]
) -> Linked:
    """The events, joined and parted as the links say. The same in whatever order the links come."""
    if not links.one_event and not links.two_events:
        return Linked(list(events), list(loose), [])
    now = _Now(events)
    not_followed: list[tuple[Pair, str]] = []
    together = _Groups()
    for pair in sorted(links.one_event):
        if reason := now.unknown(pair):
            not_followed.append((pair, reason))
        else:
            together.join(*pair)
            now.join(pair)
    for pair in sorted(links.two_events):
        if reason := now.unknown(pair):
            not_followed.append((pair, reason))
        elif together.of(pair[0]) == together.of(pair[1]):
            not_followed.append((pair, "others were judged to tell of one event with both"))
        else:
            now.part(pair, together, dispatches)
    linked = {claim for pair in (*links.one_event, *links.two_events) for claim in pair}
    kept = [index for index, event in enumerate(now.events) if event.members]
    place = {index: number for number, index in enumerate(kept)}
    still = [
        (toll, place[now.home[toll.claim.claim_id]], frozenset(place[at] for old in could_be for at in now.became[old]))
        for toll, _, could_be in loose
        if toll.claim.claim_id not in linked
    ]  # fmt: skip
    return Linked([now.events[index] for index in kept], still, not_followed)


class _Groups:
    """Claims that belong together, directly or by way of others."""

    def __init__(self) -> None:
        self._up: dict[ClaimId, ClaimId] = {}

    def of(self, claim: ClaimId) -> ClaimId:
        """The least claim of its group."""
        while (up := self._up.get(claim, claim)) != claim:
            claim = up
        return claim

    def join(self, one: ClaimId, other: ClaimId) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._up[second] = first


class _Now:
    """The events while they are joined and parted. became: what became of each of the first ones, by number."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = list(events)
        self.home = {one.claim.claim_id: index for index, event in enumerate(events) for one in event.members}
        self.became = {index: {index} for index in range(len(events))}

    def unknown(self, pair: Pair) -> str | None:
        """Why a link cannot be followed, or None."""
        missing = [claim for claim in pair if claim not in self.home]
        return f"claim {missing[0]} tells of no event by itself" if missing else None

    def join(self, pair: Pair) -> None:
        """Puts the events of two claims together."""
        one, other = pair
        first, second = sorted((self.home[one], self.home[other]))
        into, emptied = self.events[first], self.events[second]
        if first != second:
            into.members += emptied.members
            into.why |= emptied.why
            for traits in emptied.members:
                self.home[traits.claim.claim_id] = first
            emptied.members, emptied.why = [], {}
            self.became = {old: {first if at == second else at for at in now} for old, now in self.became.items()}
        for claim, with_ in ((one, other), (other, one)):
            into.why[claim] = f"judged by a documenter to tell of one event with claim {with_}"

    def part(self, pair: Pair, together: _Groups, dispatches: Mapping[DocId, Dispatch]) -> None:
        """Takes two claims apart that stand in one event, each with what goes with it."""
        one, other = pair
        here = self.home[one]
        if here != self.home[other]:
            return
        event = self.events[here]
        goes = _sides(event, (together.of(one), together.of(other)), together, dispatches)
        leaving = [traits for traits in event.members if goes[traits.claim.claim_id]]
        event.members = [traits for traits in event.members if not goes[traits.claim.claim_id]]
        why = {traits.claim.claim_id: event.why.pop(traits.claim.claim_id) for traits in leaving}
        new = Event(leaving, why, rank=(1, *pair))
        self.home.update({traits.claim.claim_id: len(self.events) for traits in leaving})
        self.became = {old: now | {len(self.events)} if here in now else now for old, now in self.became.items()}
        self.events.append(new)
        for side, claim, from_ in ((event, one, other), (new, other, one)):
            side.why[claim] = f"judged by a documenter not to tell of one event with claim {from_}"


def _sides(
    event: Event, groups: tuple[ClaimId, ClaimId], together: _Groups, dispatches: Mapping[DocId, Dispatch]
) -> dict[ClaimId, bool]:
    """For each claim of an event whether it goes with the second of two groups of claims, rather than the first."""
    sides: tuple[list[Traits], list[Traits]] = ([], [])
    rest: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    members = sorted(event.members, key=lambda one: one.order)
    sizes: dict[ClaimId, int] = defaultdict(int)
    for traits in members:
        sizes[together.of(traits.claim.claim_id)] += 1
    for traits in members:
        group = together.of(traits.claim.claim_id)
        if group in groups:
            sides[groups.index(group)].append(traits)
        else:
            rest[("judged", group) if sizes[group] > 1 else ("told", traits.root)].append(traits)
    goes = {traits.claim.claim_id: bool(side) for side, held in enumerate(sides) for traits in held}
    roots = tuple({traits.root for traits in held} for held in sides)
    for (how, name), unit in sorted(rest.items()):
        if how == "told" and name in roots[0] and name in roots[1]:
            for traits in unit:
                goes[traits.claim.claim_id] = _distance(traits, sides[1]) < _distance(traits, sides[0])
            continue
        if how == "told" and (name in roots[0] or name in roots[1]):
            second = name in roots[1]
        else:
            second = _agreement(unit, sides[1], dispatches) > _agreement(unit, sides[0], dispatches)
        goes.update((traits.claim.claim_id, second) for traits in unit)
    return goes


def _distance(traits: Traits, side: Iterable[Traits]) -> int:
    """Code points to the nearest claim of a side in the same text."""
    claim = traits.claim
    near = [one.claim for one in side if (one.claim.doc_id, one.claim.field) == (claim.doc_id, claim.field)]
    return min((abs(one.span.start - claim.span.start) for one in near), default=10**9)


def _agreement(unit: Sequence[Traits], side: Sequence[Traits], dispatches: Mapping[DocId, Dispatch]) -> float:
    """How much speaks for two groups of claims telling of one event. Unit: logarithm of the odds."""
    first, second = _strand(unit), _strand(side)
    portraits = {id(portrait.strand): portrait for portrait in portraits_of([first, second], dispatches)}
    return compare(portraits[id(first)], portraits[id(second)]).score


def _strand(members: Sequence[Traits]) -> Strand:
    strand = Strand()
    for traits in members:
        strand.take(traits, "")
    return strand
