"""Three judgements on an event, never one score: how well reported, whether it occurred, who is responsible.

The words and the order in which they are tried are those of the vocabulary of grades (after Airwars); each function
below says which words it needs from the claims.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from khronika.model.actor import Actor, Role
from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.grade import Grade
from khronika.model.ids import ClaimId
from khronika.reconciling.aspects.families import family_of
from khronika.reconciling.aspects.groups import is_thing
from khronika.reconciling.aspects.whereabouts import folded
from khronika.reconciling.counts.answering import denies_own, owns_up
from khronika.reconciling.names.agreement import name_key
from khronika.reconciling.speakers.sources import Voice, independent_count
from khronika.reference.vocabulary import grades

_AUTHORITY = frozenset({"official", "police", "military"})
_STATE = frozenset({"state forces", "officials"})
_ARMED = frozenset({"armed group"})
_NOBODY = frozenset({"unknown", "person"})
# "helicopters" and "people" are nobody who could answer for a deed; a lone man ("a gunman") is somebody
_PARTIES = frozenset({"state forces", "armed group", "officials", "workers", "protesters", "person"})
_BY_AUTHORITY = frozenset({"arrests", "charges", "trial", "sentencing", "curfew", "state of emergency"})
Voices = Mapping[ClaimId, Voice]


def affirms(claim: Claim) -> bool:
    """Whether the speaker says that it happened."""
    stance = claim.attribution.stance if claim.attribution else Stance.ASSERTS
    held = stance not in (Stance.DENIES, Stance.DOUBTS, Stance.DEMANDS, Stance.PREDICTS)
    return held and claim.reality in (Reality.ACTUAL, Reality.ATTEMPTED)


def denies(claim: Claim) -> bool:
    """Whether the speaker says that it did not happen. Whoever doubts a figure does not doubt the event."""
    stance = claim.attribution.stance if claim.attribution else Stance.ASSERTS
    if claim.figure is not None:
        return False
    return (stance is Stance.DENIES) != (claim.reality is Reality.DID_NOT_HAPPEN)


def reported(claims: Sequence[Claim], voices: Voices) -> Grade:
    """How well it is reported: by how many roots that are independent by speaker and by carrier."""
    for_it, against = [c for c in claims if affirms(c)], [c for c in claims if denies(c)]
    if against and not for_it:
        return _grade("reported", "denied", against)
    count = independent_count([voices[claim.claim_id] for claim in for_it])
    return _grade("reported", "two or more sources" if count >= 2 else "single source", for_it or claims)


def occurred(claims: Sequence[Claim], voices: Voices) -> Grade:
    """Whether it happened, by who says so and who denies it.

    Discounted: everybody who told of it has withdrawn it, that is, denies it in a claim of the same speaker.
    Contested: one root tells of it and another speaker denies it. Confirmed: a speaker who answers for the party that
    is said to have done it tells of it. Fair: two independent roots. Weak: one.
    """
    for_it, against = [c for c in claims if affirms(c)], [c for c in claims if denies(c)]
    speakers_for = {voices[claim.claim_id].speaker for claim in for_it}
    speakers_against = {voices[claim.claim_id].speaker for claim in against}
    if against and speakers_for <= speakers_against:
        return _grade("occurred", "discounted", [*for_it, *against])
    if against and speakers_for:
        return _grade("occurred", "contested", [*for_it, *against])
    admitted = [claim for claim in for_it if _answers_for_it(claim, for_it)]
    if admitted:
        return _grade("occurred", "confirmed", admitted)
    fair = independent_count([voices[claim.claim_id] for claim in for_it]) >= 2
    return _grade("occurred", "fair" if fair else "weak", for_it or claims)


def _answers_for_it(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the speaker is the party said to have done it, or an authority of the same state."""
    attribution = claim.attribution
    if attribution is None or attribution.stance not in (Stance.ASSERTS, Stance.ANNOUNCES):
        return False
    own = [actor for actor in claim.actors if actor.role in (Role.DID, Role.ORDERED)]
    if not own:  # who speaks of deaths without saying by whose hand has admitted nothing
        return False
    if attribution.kind in _AUTHORITY:
        return any(actor.kind in _STATE for actor in own)
    if attribution.kind in _ARMED:
        return any(actor.kind in _ARMED for actor in own)
    return any(folded(actor.words) == folded(attribution.speaker) for actor in own)


def responsible(claims: Sequence[Claim], voices: Voices) -> Grade:
    """Who is said to have done it: each party with the claims that name it.

    Every speaker's own answer is the party of the gravest of his claims (killing and shooting before stones thrown),
    the most often named one of these. It is contested where two speakers' answers exclude each other, where one claim
    leaves open which of two it was, or where a speaker denies that the party named by others, or he himself, did it.
    """
    named: dict[str, list[Claim]] = defaultdict(list)
    wording: dict[str, Counter[str]] = defaultdict(Counter)
    answers: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    open_choice, denial = False, []
    for claim in sorted(claims, key=lambda one: one.claim_id):
        for actor in _doers(claim):
            party = _party(actor)
            if denies(claim):
                denial.append(claim)
            elif affirms(claim):
                named[party].append(claim)
                wording[party][actor.words] += 1
                answers[voices[claim.claim_id].speaker][_gravity(claim), party] += 1
                open_choice = open_choice or bool(actor.alternatives)
        if claim not in denial and denies(claim) and denies_own(claim):
            denial.append(claim)
    parties = {
        min(wording[party], key=lambda words: (-wording[party][words], words)): _ids(named[party]) for party in named
    }
    cited = [*(claim for here in named.values() for claim in here), *denial]
    if not named:
        return _grade("responsible", "contested" if denial else "not stated", cited)
    chief = {_chief(answer) for answer in answers.values()}
    excluded = len({party for party in chief if not party.startswith("somebody")}) > 1
    value = "contested" if excluded or open_choice or denial else "stated"
    return _grade("responsible", value, cited, parties)


def _doers(claim: Claim) -> list[Actor]:
    """The parties to whom a claim lays a deed: of a kind that can be one, or named, and not its victims.

    Whoever claims responsibility lays it to himself.
    """
    if claim.attribution is not None and affirms(claim) and owns_up(claim):
        speaker = claim.attribution.speaker
        span = claim.attribution.source_span or claim.span
        return [Actor(words=speaker, role=Role.DID, span=span, named=True, kind="armed group")]
    suffered = {folded(actor.words) for actor in claim.actors if actor.role is Role.SUFFERED}
    return [
        actor
        for actor in claim.actors
        if actor.role in (Role.DID, Role.ORDERED)
        and (actor.named or actor.kind in _PARTIES)
        and folded(actor.words) not in suffered
        and not is_thing(actor.words)
        and not (claim.event_type in _BY_AUTHORITY and not actor.named and actor.kind not in _STATE | _ARMED)
    ]


def _party(actor: Actor) -> str:
    """What stands for a doer: the kind of actor; a name for a named person; nobody in particular for "a man"."""
    if actor.named:
        return f"named {name_key(actor.words)}"
    return f"somebody {folded(actor.words)}" if actor.kind in _NOBODY else actor.kind


def _gravity(claim: Claim) -> int:
    """0 for deeds that kill or hurt, 1 for others; less is graver."""
    return 0 if family_of(claim).violence and claim.event_type not in ("violent demonstration", "mob violence") else 1


def _chief(answer: Counter[tuple[int, str]]) -> str:
    gravest = min(gravity for gravity, _ in answer)
    among = {party: count for (gravity, party), count in answer.items() if gravity == gravest}
    return min(among, key=lambda party: (-among[party], party))


def _ids(claims: Iterable[Claim]) -> tuple[ClaimId, ...]:
    return tuple(sorted({claim.claim_id for claim in claims}))


def _grade(
    judgement: str, value: str, claims: Iterable[Claim], parties: Mapping[str, tuple[ClaimId, ...]] | None = None
) -> Grade:
    rule = next(word.rule for word in grades()[judgement] if word.name == value)
    return Grade(value=value, rule=rule, parties=dict(sorted((parties or {}).items())), claims=_ids(claims))
