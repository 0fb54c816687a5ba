"""From claims to events: within each dispatch, then across dispatches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from khronika.model.claim import Claim
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.incidents.clusters import clusters_of
from khronika.reconciling.incidents.events import Event
from khronika.reconciling.incidents.facets import with_facets_joined
from khronika.reconciling.incidents.portraits import Portrait
from khronika.reconciling.incidents.strands import Loose, Strand, strands_of
from khronika.reconciling.speakers.copies import place_copies

LooseToll = tuple[Traits, int, frozenset[int]]


class Standing(StrEnum):
    """What a claim tells of: an event, another claim, or something beside the chronicle."""

    TELLS = "tells"
    ABOUT = "about"
    ASIDE = "aside"


def standing_of(claim: Claim, known: Mapping[ClaimId, Claim]) -> tuple[Standing, ClaimId]:
    """What a claim tells of, and the claim that its chain of claims about claims ends in (itself, where it has none).

    A claim about a claim that is not known counts as telling of an event itself; a claim about an aside is one.
    """
    end = _end_of_chain(claim, known)
    if claim.aside or end.aside:
        return Standing.ASIDE, end.claim_id
    return (Standing.TELLS if end is claim else Standing.ABOUT), end.claim_id


def _end_of_chain(claim: Claim, known: Mapping[ClaimId, Claim]) -> Claim:
    """The claim that a chain of claims about claims ends in; the claim itself in a ring or where it is about none."""
    seen, here = {claim.claim_id}, claim
    while here.about is not None and here.about in known and here.about not in seen:
        here = known[here.about]
        seen.add(here.claim_id)
    return claim if here.about in seen else here


def accounts_of(traits: Iterable[Traits]) -> tuple[list[Strand], list[Loose]]:
    """What each dispatch tells, event by event, its copies with it; and the tolls that its words tie to none."""
    strands: list[Strand] = []
    loose: list[Loose] = []
    by_root: dict[DocId, list[Traits]] = defaultdict(list)
    for one in traits:
        by_root[one.root].append(one)
    for root in sorted(by_root):
        own = [one for one in by_root[root] if one.claim.doc_id == root]
        copied = [one for one in by_root[root] if one.claim.doc_id != root]
        here, unbound = strands_of(own)
        here, unbound = _joined(here, unbound)
        place_copies(here, copied)
        strands += here
        loose += unbound
    return strands, loose


def gather(
    portraits: Sequence[Portrait], loose: Sequence[Loose], scores: Mapping[tuple[int, int], float]
) -> tuple[list[Event], list[LooseToll]]:
    """The events that a neighbourhood tells of, and the tolls tied to none: (toll, its best event, all it could count).

    portraits: of all accounts that hang together, sorted by name. scores: as `clusters_of` takes them.
    """
    events: list[Event] = []
    number_of: dict[int, int] = {}
    for cluster in clusters_of(portraits, scores):
        members = [(portraits[index].strand, cluster.links.get(index)) for index in cluster.members]
        for strand, _ in members:
            number_of[id(strand)] = len(events)
        events.append(_event(members, portraits[cluster.members[0]].name))
    return events, [
        (one.traits, number_of[id(one.best)], frozenset(number_of[id(strand)] for strand in one.could_be))
        for one in loose
    ]


def place_for_now(events: Sequence[Event], loose: Sequence[LooseToll]) -> None:
    """Put a toll with the event that it fits best, until it is known whether an episode holds them all."""
    for toll, best, _ in loose:
        events[best].members.append(toll)
        events[best].why[toll.claim.claim_id] = "a toll of this place and day, told apart from any one deed"


def _joined(strands: Sequence[Strand], loose: Sequence[Loose]) -> tuple[list[Strand], list[Loose]]:
    """Strands with facets of one event run together, and tolls tied to what became of their strands."""
    kept = with_facets_joined(strands)
    home = {traits.claim.claim_id: strand for strand in kept for traits in strand.members}
    now = {id(strand): home[strand.members[0].claim.claim_id] for strand in strands}
    return kept, [
        Loose(one.traits, now[id(one.best)], tuple({id(now[id(s)]): now[id(s)] for s in one.could_be}.values()))
        for one in loose
    ]


def _event(members: Sequence[tuple[Strand, str | None]], name: ClaimId) -> Event:
    """One event of strands, each with the link that brought it in (None for the one that the others joined)."""
    event = Event([], {}, rank=(0, name, ""))
    for strand, link in members:
        event.members += strand.members
        first = strand.members[0].claim.claim_id
        for claim_id, why in strand.why.items():
            joined = f"joined {link}" if link and claim_id == first else ""
            event.why[claim_id] = joined or why
    return event


def add_about(event_of: Mapping[ClaimId, Event], about: Iterable[tuple[Traits, ClaimId]]) -> None:
    """Put every claim about a claim with the event of the claim that its chain ends in."""
    for traits, target in sorted(about, key=lambda row: row[0].order):
        event = event_of[target]
        event.members.append(traits)
        event.why[traits.claim.claim_id] = f"says something about claim {traits.claim.about}"
