"""A human being as the chronicle has it: the names, and what is said to have befallen them, each with its claim.

Nobody is ever moved from missing to killed: both states stay, and each cites the claim that says it.
"""

from collections import Counter
from collections.abc import Sequence

from khronika.model.actor import Actor
from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, PersonId, short_digest
from khronika.model.person import Person, PersonState
from khronika.reconciling.aspects.days import bounds_of
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.names.agreement import has_initial, name_key
from khronika.reconciling.names.romanising import parts_of
from khronika.reference.vocabulary import states

_DENYING = (Stance.DENIES, Stance.DOUBTS)


def person_of(seen: Sequence[tuple[Traits, Actor]], *, named: bool) -> tuple[Person, list[ClaimId]]:
    """The person of these parts in claims, and the claims."""
    counted = Counter(actor.words for _, actor in seen)
    variants = sorted(counted)
    name = max(variants, key=lambda text: (len(parts_of(text)), not has_initial(text), counted[text], len(text), text))
    claims = sorted({traits.claim.claim_id for traits, _ in seen})
    person_id = PersonId(short_digest("person", named, name_key(name), *claims))
    history = [state for pair in sorted(seen, key=_moment) if (state := _state(*pair))]
    person = Person(
        person_id=person_id,
        name=name,
        variants=tuple(variants),
        named=named,
        history=tuple(dict.fromkeys(history)),
    )
    return person, claims


def _moment(pair: tuple[Traits, Actor]) -> tuple[object, ...]:
    """When a state was: the first day said, else the day published.

    Of one day and publication in the order of the vocabulary (detained before released), since a sentence may turn
    it round ("released were the three who had been detained").
    """
    traits, actor = pair
    day = 0 if not traits.days.known else traits.days.first if traits.days.hard else traits.days.last
    published = traits.published.timestamp() if traits.published else 0.0
    rank = list(states()).index(actor.state) if actor.state and actor.state in states() else -1
    return day, published, rank, traits.order, actor.span.start, actor.state or ""


def _state(traits: Traits, actor: Actor) -> PersonState | None:
    if not actor.state:
        return None
    claim = traits.claim
    when = claim.when.edtf if claim.when and claim.when.edtf and any(bounds_of(claim.when)) else None
    return PersonState(state=actor.state, when=when, claim_id=claim.claim_id, standing=standing_of(claim))


def standing_of(claim: Claim) -> str:
    """How a claim says that something befell somebody: claimed, attempted, planned or denied."""
    if (claim.attribution and claim.attribution.stance in _DENYING) or claim.reality is Reality.DID_NOT_HAPPEN:
        return "denied"
    return {Reality.ATTEMPTED: "attempted", Reality.PLANNED: "planned"}.get(claim.reality, "claimed")
