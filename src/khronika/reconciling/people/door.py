"""Everybody in the claims: named people, put together where that is safe or was judged, and those only described."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khronika.model.actor import Actor
from khronika.model.ids import ClaimId, PersonId
from khronika.model.links import Links, Pair
from khronika.model.person import Person
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.names.romanising import parts_of
from khronika.reconciling.people.bearers import Bearer
from khronika.reconciling.people.histories import person_of
from khronika.reconciling.people.joining import joined
from khronika.reconciling.people.judged import judged_people

Seen = tuple[Person, Sequence[ClaimId]]
"""Somebody, with the claims that they have a part in."""


@dataclass(frozen=True, slots=True)
class Found:
    """people: everybody. not_followed: judged pairs of claims, with the reason."""

    people: tuple[Seen, ...]
    not_followed: tuple[tuple[Pair, str], ...] = ()


def people_among(bearers: Sequence[Bearer], links: Links) -> Found:
    """The people who bear names, put together.

    bearers: in order, all of whom may be one person with one of them. links: what was judged of people in their claims.
    """
    judged = judged_people(bearers, links.one_person, links.two_people)
    groups = joined(bearers, judged.same, frozenset(judged.apart))
    found = [person_of([pair for bearer in group for pair in bearer.seen], named=True) for group in groups]
    return Found(tuple(found), tuple(judged.not_followed))


def described_in(members: Sequence[Traits]) -> list[Seen]:
    """People who are described and not named, where something befell them; each stays by itself."""
    return [person_of([(traits, actor)], named=False) for traits, actor in _described(members)]


def order_of(person: Person) -> tuple[bool, tuple[str, ...], PersonId]:
    """What people stand by: those who are named first, by their names."""
    return not person.named, parts_of(person.name), person.person_id


def _described(members: Sequence[Traits]) -> Iterator[tuple[Traits, Actor]]:
    for traits in members:
        for actor in traits.claim.actors:
            if not actor.named and actor.state and actor.kind == "person":
                yield traits, actor
