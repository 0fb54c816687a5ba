"""Everybody in the claims: named people, put together where that is safe or was judged, and those only described."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khronika.model.actor import Actor
from khronika.model.ids import ClaimId
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.model.person import Person
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.names.romanising import parts_of
from khronika.reconciling.people.bearers import bearers_of
from khronika.reconciling.people.histories import person_of
from khronika.reconciling.people.joining import joined
from khronika.reconciling.people.judged import judged_people


@dataclass(frozen=True, slots=True)
class Found:
    """people: each with the claims that they have a part in. not_followed: judged pairs of claims, with the reason."""

    people: tuple[tuple[Person, list[ClaimId]], ...]
    not_followed: tuple[tuple[Pair, str], ...] = ()


def people_of(members: Sequence[Traits], event_of: Mapping[ClaimId, int], links: Links = NO_LINKS) -> Found:
    """Everybody named or described with what befell them.

    event_of: the number of the event that a claim was put with; asides have none. links: what was judged of people.
    """
    ordered = sorted(members, key=lambda one: one.order)
    alone = frozenset(max(pair) for pair in links.two_people)
    bearers = list(bearers_of(ordered, event_of, alone))
    judged = judged_people(bearers, links.one_person, links.two_people)
    groups = joined(bearers, judged.same, frozenset(judged.apart))
    found = [person_of([pair for bearer in group for pair in bearer.seen], named=True) for group in groups]
    found += [person_of([(traits, actor)], named=False) for traits, actor in _described(ordered)]
    people = sorted(found, key=lambda pair: (not pair[0].named, parts_of(pair[0].name), pair[0].person_id))
    return Found(tuple(people), tuple(judged.not_followed))


def _described(members: Sequence[Traits]) -> Iterator[tuple[Traits, Actor]]:
    """People who are described and not named, where something befell them; each stays by itself."""
    for traits in members:
        for actor in traits.claim.actors:
            if not actor.named and actor.state and actor.kind == "person":
                yield traits, actor
