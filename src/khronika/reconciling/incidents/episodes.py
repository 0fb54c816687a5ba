"""Episodes: what was told together of one place and day, above the incidents.

An episode is made only where at least two incidents of one town and day are told by the same dispatch (or are tied by
a chain of such dispatches), so that two unrelated shootings of one night in a large city make none. It holds the tolls
that the words tie to none of its incidents. Nothing is added up in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.model.ids import DocId, IncidentId
from khronika.model.incident import Incident
from khronika.reconciling.aspects.whereabouts import spot_of
from khronika.reconciling.incidents.events import Context, Event, dispatches_of, incident_of
from khronika.reconciling.incidents.settling import moment_of_event, reality_of
from khronika.reconciling.incidents.titles import title_of


def episodes_of(events: Sequence[Event], incidents: Sequence[Incident]) -> list[Event]:
    """The episodes, without claims of their own as yet; `incidents` are those of `events`, number for number."""
    days: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for index, incident in enumerate(incidents):
        spot = spot_of(incident.place)
        if spot and spot.town and incident.start and incident.reality == Reality.ACTUAL.value:
            days[spot.town, spot.country, incident.start].append(index)
    found = []
    for key in sorted(days, key=str):
        for group in _told_together(days[key], events):
            if len(group) > 1:
                found.append(Event([], {}, kind="episode", parts=group))
    return found


def _told_together(indices: Sequence[int], events: Sequence[Event]) -> list[list[int]]:
    """The events that dispatches tie together, each group in order."""
    home: dict[DocId, set[int]] = {}
    groups: list[set[int]] = []
    for index in sorted(indices):
        group = {index}
        roots = {traits.root for traits in events[index].members}
        for other in {id(home[root]): home[root] for root in sorted(roots) if root in home}.values():
            group |= other
            groups = [one for one in groups if one is not other]
        groups.append(group)
        for member in group:
            for traits in events[member].members:
                home[traits.root] = group
    return sorted(sorted(group) for group in groups)


def plans_beside(events: Sequence[Event], episodes: Sequence[Event]) -> dict[int, int]:
    """For a plan told in one claim and in no episode, the episode (by number) that it is told nearest to.

    "A march is called for Sunday", in a report of Friday's shooting, belongs with what that report tells.
    """
    told: dict[DocId, list[tuple[int, int]]] = defaultdict(list)
    held = {index for episode in episodes for index in episode.parts}
    for number, episode in enumerate(episodes):
        for index in episode.parts:
            for claim in events[index].claims:
                if claim.field != "title":
                    told[claim.doc_id].append((claim.span.start, number))
    found: dict[int, int] = {}
    for index, event in enumerate(events):
        plan = event.claims[0]
        if index in held or len(event.members) > 1 or plan.reality is not Reality.PLANNED or not told[plan.doc_id]:
            continue
        found[index] = min(told[plan.doc_id], key=lambda one: (abs(one[0] - plan.span.start), one[1]))[1]
    return found


def episode_incident(episode: Event, name: IncidentId, events: Sequence[Event], context: Context) -> Incident:
    """An episode as an incident: kind, days and grades from all that it holds, claims and tallies its own."""
    members = [traits for index in episode.parts for traits in events[index].members] + episode.members
    whole = Event(members, {traits.claim.claim_id: "" for traits in members}, kind="episode")
    drawn = incident_of(whole, name, None, context)
    if episode.members:
        own = incident_of(replace(episode, parts=[]), name, None, context)
        tallies, claims, links = own.tallies, own.claims, own.links
    else:
        tallies, claims, links = (), (), {}
    moment = moment_of_event(members)
    return replace(
        drawn,
        title=title_of("events", drawn.place, moment.first, moment.last, reality_of(whole.claims)),
        tallies=tallies,
        claims=claims,
        links=links,
        event_types={},
        dispatches=dispatches_of(whole.claims),
    )
