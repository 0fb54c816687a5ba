"""Bearers of names that are taken for one person so far, with everything that is compared of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.days import Days
from khronika.reconciling.aspects.whereabouts import Spot
from khronika.reconciling.names.agreement import name_key
from khronika.reconciling.people.bearers import Bearer
from khronika.reconciling.people.name_evidence import words_of

_OF_THE_LIVING = frozenset({"detained", "released", "injured", "missing"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One person so far.

    bearers: their numbers, in order. names: one spelling of each, single words left out where there is a fuller name.
    claim: the first that names them. states: event and state. alive: days on which something is told of the living.
    """

    bearers: tuple[int, ...]
    names: tuple[str, ...]
    claim: ClaimId
    roots: frozenset[DocId]
    events: frozenset[int]
    spots: frozenset[Spot]
    days: tuple[Days, ...]
    deaths: frozenset[int]
    ages: frozenset[int]
    states: frozenset[tuple[int, str]]
    alive: frozenset[int]


def unit_of(numbers: Iterable[int], bearers: Sequence[Bearer], event_of: dict[ClaimId, int]) -> Unit:
    """The bearers with these numbers as one."""
    ordered = tuple(sorted(numbers))
    held = [bearers[number] for number in ordered]
    seen = [pair for bearer in held for pair in bearer.seen]
    spellings = {name_key(bearer.words): bearer.words for bearer in sorted(held, key=lambda one: one.words)}
    fullest = [words for words in spellings.values() if len(words_of(words)) > 1] or list(spellings.values())
    days = {traits.days for traits, _ in seen if traits.days.known}
    return Unit(
        bearers=ordered,
        names=tuple(sorted(fullest)),
        claim=min(seen, key=lambda pair: pair[0].order)[0].claim.claim_id,
        roots=frozenset(bearer.root for bearer in held),
        events=frozenset(event for bearer in held for event in bearer.events),
        spots=frozenset(spot for bearer in held for spot in bearer.spots if spot is not None),
        days=tuple(sorted(days)),
        deaths=frozenset(day for bearer in held for day in bearer.deaths),
        ages=frozenset(actor.age for _, actor in seen if actor.age is not None),
        states=frozenset(
            (event_of[traits.claim.claim_id], actor.state)
            for traits, actor in seen
            if actor.state and traits.claim.claim_id in event_of
        ),
        alive=frozenset(
            traits.days.first for traits, actor in seen if actor.state in _OF_THE_LIVING and traits.days.hard
        ),
    )
