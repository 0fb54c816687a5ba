"""Everybody in the claims: named people, put together where that is sure or was judged, and those only described."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.model.actor import Actor
from khronika.model.ids import ClaimId, PersonId
from khronika.model.links import Links, Pair
from khronika.model.person import Likeness, Person, Undecided
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.names.romanising import parts_of
from khronika.reconciling.people.bearers import Bearer
from khronika.reconciling.people.histories import person_of
from khronika.reconciling.people.joining import Tie, joined
from khronika.reconciling.people.judged import judged_people

Seen = tuple[Person, Sequence[ClaimId]]
"""Somebody, with the claims that they have a part in."""


@dataclass(frozen=True, slots=True)
class Found:
    """people: everybody. undecided: pairs of them that may be one.

    not_followed: judged pairs of claims, with the reason.
    """

    people: tuple[Seen, ...]
    undecided: tuple[Undecided, ...] = ()
    not_followed: tuple[tuple[Pair, str], ...] = ()


def people_among(bearers: Sequence[Bearer], event_of: Mapping[ClaimId, int], links: Links) -> Found:
    """The people who bear names, put together.

    bearers: in order, with all who may be one person with one of them. links: what was judged of people in claims.
    event_of: the number of the event that a claim was put with; asides have none.
    """
    judged = judged_people(bearers, links.one_person, links.two_people)
    groups = joined(bearers, event_of, judged.same, frozenset(judged.apart))
    named: list[Seen] = []
    for number, group in enumerate(groups.groups):
        person, claims = person_of([pair for bearer in group for pair in bearers[bearer].seen], named=True)
        named.append((replace(person, links=_links(groups.ties.get(number, ()))), claims))
    undecided = [
        Undecided(people=_pair(named[one][0].person_id, named[other][0].person_id), likeness=_likeness(tie))
        for (one, other), tie in groups.undecided
    ]
    return Found(tuple(named), tuple(undecided), tuple(judged.not_followed))


def described_in(members: Sequence[Traits]) -> list[Seen]:
    """People who are described and not named, where something befell them; each stays by itself."""
    return [person_of([(traits, actor)], named=False) for traits, actor in _described(members)]


def order_of(person: Person) -> tuple[bool, tuple[str, ...], PersonId]:
    """What people stand by: those who are named first, by their names."""
    return not person.named, parts_of(person.name), person.person_id


def _links(ties: Sequence[Tie]) -> tuple[Likeness, ...]:
    return tuple(sorted((_likeness(tie) for tie in ties), key=lambda link: link.claims))


def _likeness(tie: Tie) -> Likeness:
    return Likeness(claims=(min(tie.one, tie.other), max(tie.one, tie.other)), bits=tie.bits, why=tie.why)


def _pair(one: PersonId, other: PersonId) -> tuple[PersonId, PersonId]:
    return min(one, other), max(one, other)


def _described(members: Sequence[Traits]) -> Iterator[tuple[Traits, Actor]]:
    for traits in members:
        for actor in traits.claim.actors:
            if not actor.named and actor.state and actor.kind == "person":
                yield traits, actor
