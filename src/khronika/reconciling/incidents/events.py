"""From groups of claims to incidents: kind, place and time, tallies, grades, and why each claim is there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId, short_digest
from khronika.model.incident import Incident
from khronika.reconciling.aspects.groups import speaks_for_itself
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.aspects.whereabouts import folded
from khronika.reconciling.counts.accounts import moment_of
from khronika.reconciling.counts.grades import affirms, occurred, reported, responsible
from khronika.reconciling.counts.policies import Policy
from khronika.reconciling.counts.standing import Frame
from khronika.reconciling.counts.tallies import tallies_of
from khronika.reconciling.incidents.settling import moment_of_event, reality_of, type_of
from khronika.reconciling.incidents.siting import place_of
from khronika.reconciling.incidents.titles import title_of
from khronika.reconciling.speakers.grounds import Home
from khronika.reconciling.speakers.same_speaker import as_one
from khronika.reconciling.speakers.sources import Voice, independent_count
from khronika.reference.vocabulary import event_types


@dataclass(slots=True)
class Event:
    """Claims put together as one incident or as one episode.

    why: for each claim the reason for which it is here.
    parts: of an episode, the numbers of the events that it holds.
    """

    members: list[Traits]
    why: dict[ClaimId, str]
    kind: str = "incident"
    part_of: int | None = None
    parts: list[int] = field(default_factory=list)

    @property
    def claims(self) -> list[Claim]:
        """Its claims in the order of the dispatches."""
        return [traits.claim for traits in sorted(self.members, key=lambda one: one.order)]


@dataclass(frozen=True, slots=True)
class Context:
    """What every event is built with.

    befell: for each claim the named people to whom it says that something happened.
    people_in: for each claim everybody in it.
    homes: for each dispatch the town that its outlet mostly tells of.
    """

    voices: Mapping[ClaimId, Voice]
    policy: Policy
    befell: Mapping[ClaimId, Sequence[tuple[PersonId, str]]]
    people_in: Mapping[ClaimId, Sequence[PersonId]]
    homes: Mapping[DocId, Home]


def event_id(event: Event, held: Sequence[IncidentId] = ()) -> IncidentId:
    """An id that depends on the claims (and, of an episode, on the incidents it holds) and on nothing else."""
    claims = sorted(traits.claim.claim_id for traits in event.members)
    return IncidentId(short_digest("incident", event.kind, *claims, *sorted(held)))


def incident_of(event: Event, name: IncidentId, part_of: IncidentId | None, context: Context) -> Incident:
    """The incident of an event whose claims tell of it themselves."""
    claims = event.claims
    voices = as_one(context.voices, claims)
    kind, reality = type_of(claims), reality_of(claims)
    moment, place = moment_of_event(event.members), place_of(event.members, context.homes)
    known = event_types().get(kind)
    affirming = [voices[claim.claim_id] for claim in claims if affirms(claim)]
    types: dict[str, list[ClaimId]] = defaultdict(list)
    for claim in claims:
        types[claim.event_type].append(claim.claim_id)
    return Incident(
        incident_id=name,
        kind=event.kind,
        part_of=part_of,
        title=title_of(kind, place, moment.first, moment.last, reality),
        event_type=kind,
        acled_event_type=known.acled_event_type if known else None,
        acled_sub_event_type=known.acled_sub_event_type if known else None,
        reality=reality,
        when=moment.edtf,
        start=moment.first.isoformat() if moment.first else None,
        end=moment.last.isoformat() if moment.last else None,
        place=place,
        tallies=tallies_of(
            event.members, voices, frame_of(event), withdrawals(event.members, voices), context.policy, context.befell
        ),
        reported=reported(claims, voices),
        occurred=occurred(claims, voices),
        responsible=responsible(claims, voices),
        independent_sources=independent_count(affirming or [voices[claim.claim_id] for claim in claims]),
        dispatches=dispatches_of(claims),
        claims=tuple(claim.claim_id for claim in claims),
        people=tuple(sorted({person for claim in claims for person in context.people_in.get(claim.claim_id, ())})),
        event_types={name: tuple(sorted(ids)) for name, ids in sorted(types.items())},
        links={claim.claim_id: event.why[claim.claim_id] for claim in claims},
    )


def dispatches_of(claims: Sequence[Claim]) -> tuple[DocId, ...]:
    """The dispatches that tell of it, by name."""
    return tuple(sorted({claim.doc_id for claim in claims}))


def frame_of(event: Event) -> Frame:
    """Places and days against which a figure's own scope is held."""
    names: set[str] = set()
    for traits in event.members:
        place, figure = traits.claim.place, traits.claim.figure
        if place and not (figure and figure.scope_place):  # what a figure says that it covers is measured by the others
            names.update(folded(name) for name in (place.name, place.written, place.near) if name)
    moment = moment_of_event(event.members)
    first = moment.first.toordinal() if moment.first else None
    return Frame(frozenset(names), first, moment.last.toordinal() if moment.last else first)


def withdrawals(members: Sequence[Traits], voices: Mapping[ClaimId, Voice]) -> dict[str, tuple[int, float]]:
    """For each speaker who says that nothing of the kind happened, the last moment of saying so."""
    found: dict[str, tuple[int, float]] = {}
    own: dict[DocId, set[str]] = defaultdict(set)  # "we reported ..." is taken back where the same dispatch denies it
    for traits in members:
        laid = traits.claim.attribution
        if laid and speaks_for_itself(laid.speaker):
            own[traits.claim.doc_id].add(voices[traits.claim.claim_id].speaker)
    for traits in members:
        claim = traits.claim
        if claim.reality is Reality.DID_NOT_HAPPEN and claim.figure is None:
            for speaker in {voices[claim.claim_id].speaker, *own.get(claim.doc_id, ())}:
                found[speaker] = max(found.get(speaker, (0, 0.0)), moment_of(traits))
    return found
