"""Everybody in the claims: named people, put together where that is sure or was judged, and those only described."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.model.actor import Actor
from khronika.model.ids import ClaimId, PersonId
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.model.person import Likeness, Person, Undecided
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.names.romanising import parts_of
from khronika.reconciling.people.bearers import bearers_of
from khronika.reconciling.people.histories import person_of
from khronika.reconciling.people.joining import Tie, joined
from khronika.reconciling.people.judged import judged_people


@dataclass(frozen=True, slots=True)
class Found:
    """people: each with the claims that they have a part in. undecided: pairs of them that may be one.

    not_followed: judged pairs of claims, with the reason.
    """

    people: tuple[tuple[Person, list[ClaimId]], ...]
    undecided: tuple[Undecided, ...] = ()
    not_followed: tuple[tuple[Pair, str], ...] = ()


def people_of(members: Sequence[Traits], event_of: Mapping[ClaimId, int], links: Links = NO_LINKS) -> Found:
    """Everybody named or described with what befell them.

    event_of: the number of the event that a claim was put with; asides have none. links: what was judged of people.
    """
    ordered = sorted(members, key=lambda one: one.order)
    alone = frozenset(max(pair) for pair in links.two_people)
    bearers = list(bearers_of(ordered, event_of, alone))
    judged = judged_people(bearers, links.one_person, links.two_people)
    groups = joined(bearers, event_of, judged.same, frozenset(judged.apart))
    named: list[tuple[Person, list[ClaimId]]] = []
    for number, group in enumerate(groups.groups):
        person, claims = person_of([pair for bearer in group for pair in bearers[bearer].seen], named=True)
        named.append((replace(person, links=_links(groups.ties.get(number, ()))), claims))
    undecided = [
        Undecided(people=_pair(named[one][0].person_id, named[other][0].person_id), likeness=_likeness(tie))
        for (one, other), tie in groups.undecided
    ]
    found = [*named, *(person_of([(traits, actor)], named=False) for traits, actor in _described(ordered))]
    people = sorted(found, key=lambda pair: (not pair[0].named, parts_of(pair[0].name), pair[0].person_id))
    return Found(tuple(people), tuple(sorted(undecided, key=lambda pair: pair.people)), tuple(judged.not_followed))


def _links(ties: Sequence[Tie]) -> tuple[Likeness, ...]:
    return tuple(sorted((_likeness(tie) for tie in ties), key=lambda link: link.claims))


def _likeness(tie: Tie) -> Likeness:
    return Likeness(claims=(min(tie.one, tie.other), max(tie.one, tie.other)), bits=tie.bits, why=tie.why)


def _pair(one: PersonId, other: PersonId) -> tuple[PersonId, PersonId]:
    return min(one, other), max(one, other)


def _described(members: Sequence[Traits]) -> Iterator[tuple[Traits, Actor]]:
    """People who are described and not named, where something befell them; each stays by itself."""
    for traits in members:
        for actor in traits.claim.actors:
            if not actor.named and actor.state and actor.kind == "person":
                yield traits, actor
