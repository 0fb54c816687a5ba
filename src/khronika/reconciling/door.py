"""The one door of reconciling: claims in, a chronicle out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId
from khronika.model.incident import Incident
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.model.person import Person
from khronika.model.refusal import Refusal
from khronika.reconciling.aspects.families import family_of
from khronika.reconciling.aspects.traits import Traits, all_traits
from khronika.reconciling.counts.caveats import placed
from khronika.reconciling.counts.grades import affirms
from khronika.reconciling.counts.policies import policy_named
from khronika.reconciling.counts.weighing import pages_of, with_counts_weighed
from khronika.reconciling.incidents.episodes import episode_incident, episodes_of, plans_beside
from khronika.reconciling.incidents.event_links import with_links
from khronika.reconciling.incidents.events import Context, Event, event_id, incident_of
from khronika.reconciling.incidents.gathering import LooseToll, add_about, gather, split_asides
from khronika.reconciling.names.searching import with_mentions
from khronika.reconciling.people.door import people_of
from khronika.reconciling.speakers.grounds import Calibration, with_places_settled
from khronika.reconciling.speakers.repeats import publisher_keys, repeats_of, with_roots
from khronika.reconciling.speakers.sources import sources_of, voice_of
from khronika.reconciling.weights import weight
from khronika.reference.vocabulary import event_types, measures


def reconcile(
    dispatches: Sequence[Dispatch],
    claims: Sequence[Claim],
    *,
    policy: str = "ucdp",
    refusals: Sequence[Refusal] = (),
    not_held: Sequence[NotHeld] = (),
    caveats: Sequence[Caveat] = (),
    reader: Mapping[str, str] | None = None,
    links: Links = NO_LINKS,
    calibration: Calibration | None = None,
) -> Chronicle:
    """The chronicle of claims: pure, deterministic, and the same whatever order its inputs come in.

    Every claim stands in exactly one incident or episode; only asides (and claims about them) stand in none, and a
    refusal names them. Claims whose dispatch is not handed in are kept and reconciled without its times and copies.

    policy: how low, best and high are chosen; see ``policies/``.
    reader: what read the texts, passed on as it is.
    links: claims that documenters have judged to tell of one event or one person, or not to; one that cannot be
        followed is refused.
    calibration: what is known beforehand of the ground of outlets; without one, that which the claims give themselves.

    Raises: WrongUse for an unknown policy; VocabularyError where a data file is malformed.
    """
    chosen = policy_named(policy)
    known = {dispatch.doc_id: dispatch for dispatch in sorted(dispatches, key=lambda one: one.doc_id)}
    ordered, homes = with_places_settled(
        _in_order({claim.claim_id: claim for claim in claims}.values()), known, calibration
    )
    traits = all_traits(ordered, known)
    tell, about, aside = split_asides(ordered)
    events, loose = gather([traits[claim.claim_id] for claim in tell], known)
    _place_loose_for_now(events, loose)
    linked = with_links(events, loose, links, known)
    events, loose = linked.events, linked.loose
    event_of = {one.claim.claim_id: event for event in events for one in event.members}
    add_about(event_of, [traits[claim.claim_id] for claim in about], {claim.claim_id: claim for claim in ordered})

    numbers = {one.claim.claim_id: index for index, event in enumerate(events) for one in event.members}
    found = people_of(list(traits.values()), numbers, links)
    people = found.people
    repeats = repeats_of(list(traits.values()), known)
    heard = {claim.claim_id: voice_of(claim, traits[claim.claim_id].root, known) for claim in ordered}
    context = Context(
        voices=with_roots(heard, repeats, ordered, publisher_keys(known, repeats.tree)),
        policy=chosen,
        befell=_befell([person for person, _ in people], ordered),
        people_in=_people_in(people),
        homes=homes,
    )
    incidents = _incidents(events, loose, context)
    homes_of = _incidents_of(incidents, ordered)
    if chosen.weighed:
        incidents = with_counts_weighed(incidents, pages_of(incidents, traits, homes_of), chosen)
    return Chronicle(
        dispatches=tuple(known.values()),
        claims=tuple(ordered),
        incidents=incidents,
        people=with_mentions([person for person, _ in people], list(known.values())),
        sources=sources_of(ordered, context.voices),
        not_held=tuple(sorted(not_held, key=lambda gap: (gap.doc_id, gap.start, gap.end, gap.kind, gap.what))),
        refusals=_refusals([*refusals, *_links_not_followed([*linked.not_followed, *found.not_followed])], aside),
        incidents_of=homes_of,
        policy=chosen.name,
        reader=dict(sorted((reader or {}).items())),
        repeats=repeats.tree,
        caveats=placed(caveats, ordered, incidents),
        undecided=found.undecided,
    )


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by dispatch, title before text, then by where they stand."""
    return sorted(claims, key=lambda one: (one.doc_id, one.field != "title", one.span, one.trigger, one.claim_id))


def _place_loose_for_now(events: Sequence[Event], loose: Sequence[LooseToll]) -> None:
    """Put a toll with the event that it fits best, until it is known whether an episode holds them all."""
    for toll, best, _ in loose:
        events[best].members.append(toll)
        events[best].why[toll.claim.claim_id] = "a toll of this place and day, told apart from any one deed"


def _incidents(events: Sequence[Event], loose: Sequence[LooseToll], context: Context) -> tuple[Incident, ...]:
    """Incidents and episodes in the order of time, place and id."""
    built = [incident_of(event, event_id(event), None, context) for event in events]
    episodes = episodes_of(events, built)
    changed: set[int] = set()
    for episode in episodes:
        for toll, best, could_be in loose:
            if could_be <= set(episode.parts) and len(could_be) > 1:
                _move(toll, events[best], episode)
                changed.add(best)
    names = [event_id(event) for event in events]
    beside = plans_beside(events, episodes)
    part_of: dict[int, IncidentId] = {}
    found: list[Incident] = []
    for number, episode in enumerate(episodes):
        name = event_id(episode, [names[index] for index in episode.parts])
        part_of.update(dict.fromkeys(episode.parts, name))
        part_of.update(dict.fromkeys((index for index, home in beside.items() if home == number), name))
        found.append(episode_incident(episode, name, events, context))
    for index, event in enumerate(events):
        incident = incident_of(event, names[index], None, context) if index in changed else built[index]
        found.append(replace(incident, part_of=part_of.get(index)))
    return tuple(sorted(found, key=_incident_order))


def _move(toll: Traits, event: Event, episode: Event) -> None:
    claim_id: ClaimId = toll.claim.claim_id
    event.members.remove(toll)
    del event.why[claim_id]
    episode.members.append(toll)
    episode.why[claim_id] = "a toll of this place and day that the words tie to none of its deeds"


def _incident_order(incident: Incident) -> tuple[str, bool, str, str]:
    place = incident.place.name if incident.place else "~"
    return incident.start or "~", incident.kind != "episode", place, incident.incident_id


def _befell(people: Sequence[Person], claims: Sequence[Claim]) -> dict[ClaimId, list[tuple[PersonId, str]]]:
    """For each claim the named people whom it says something befell, denials and plans left out."""
    happened = {claim.claim_id for claim in claims if affirms(claim) and claim.reality is Reality.ACTUAL}
    found: dict[ClaimId, list[tuple[PersonId, str]]] = defaultdict(list)
    for person in people:
        for state in person.history:
            if person.named and state.claim_id in happened:
                found[state.claim_id].append((person.person_id, state.state))
    return found


def _people_in(people: Sequence[tuple[Person, Sequence[ClaimId]]]) -> dict[ClaimId, list[PersonId]]:
    found: dict[ClaimId, list[PersonId]] = defaultdict(list)
    for person, claims in people:
        for claim_id in claims:
            found[claim_id].append(person.person_id)
    return found


def _refusals(refusals: Sequence[Refusal], aside: Sequence[Claim]) -> tuple[Refusal, ...]:
    """The refusals of the steps before, and one for each dispatch and reason why claims stand in no incident."""
    by_reason: dict[tuple[DocId, str], list[ClaimId]] = defaultdict(list)
    for claim in aside:
        by_reason[claim.doc_id, _why_aside(claim)].append(claim.claim_id)
    own = [
        Refusal(step="reconciling", name=doc_id, reason=f"{why}: {', '.join(sorted(ids))}", unread=False)
        for (doc_id, why), ids in by_reason.items()
    ]
    return tuple(sorted([*refusals, *own], key=lambda one: (one.step, one.name, one.reason)))


def _links_not_followed(pairs: Sequence[tuple[Pair, str]]) -> list[Refusal]:
    return [
        Refusal(step="reconciling", name=" ".join(pair), reason=f"judged, and not followed: {why}", unread=False)
        for pair, why in pairs
    ]


def _why_aside(claim: Claim) -> str:
    known = event_types().get(claim.event_type)
    if known and known.group == "evidence":
        return "what a file says of its own making, and so in no incident"
    return "told for comparison, of another event, and so in no incident"


def _incidents_of(incidents: Sequence[Incident], claims: Sequence[Claim]) -> dict[DocId, tuple[IncidentId, ...]]:
    """For each dispatch the incidents that its claims tell of, the one it is about first, episodes last."""
    home = {claim_id: incident for incident in incidents for claim_id in incident.claims}
    sums: dict[DocId, dict[IncidentId, float]] = defaultdict(dict)
    first: dict[tuple[DocId, IncidentId], int] = {}
    opened: set[DocId] = set()
    for claim in claims:
        incident = home.get(claim.claim_id)
        if incident is None:
            continue
        name, doc_id = incident.incident_id, claim.doc_id
        here = sums[doc_id]
        here[name] = here.get(name, 0.0) + _importance(claim)
        if claim.field != "title" and doc_id not in opened and incident.kind != "episode":
            opened.add(doc_id)
            here[name] += weight("main", "first_in_text")
        first.setdefault((doc_id, name), len(first))
    by_name = {incident.incident_id: incident for incident in incidents}

    def rank(doc_id: DocId, name: IncidentId) -> tuple[bool, float, int]:
        incident = by_name[name]
        actual = 0.0 if incident.reality == Reality.ACTUAL.value else weight("main", "not_actual")
        return incident.kind == "episode", -(sums[doc_id][name] + actual), first[doc_id, name]

    return {
        doc_id: tuple(sorted(sums[doc_id], key=lambda name, doc_id=doc_id: rank(doc_id, name)))  # type: ignore[misc]
        for doc_id in sorted(sums)
    }


def _importance(claim: Claim) -> float:
    """How much a claim speaks for its incident being what the dispatch is about."""
    known = event_types().get(claim.event_type)
    counted = measures().get(claim.figure.measure) if claim.figure else None
    casualty = family_of(claim).violence or bool(known and known.casualties) or bool(counted and counted.victims)
    base = weight("main", "casualty_claim" if casualty else "other_claim")
    return base + (weight("main", "title_claim") if claim.field == "title" else 0.0)
