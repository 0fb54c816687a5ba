"""Episodes: what was told together of one place and day, above the incidents.

An episode is made only where at least two incidents of one town and day are told by the same dispatch (or are tied by
a chain of such dispatches), so that two unrelated shootings of one night in a large city make none. It holds the tolls
that the words tie to none of its incidents. Nothing is added up in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.model.ids import DocId, IncidentId
from khronika.model.incident import Incident
from khronika.reconciling.aspects.whereabouts import spot_of
from khronika.reconciling.incidents.events import Context, Event, dispatches_of, incident_of
from khronika.reconciling.incidents.settling import moment_of_event, reality_of
from khronika.reconciling.incidents.titles import title_of

Place = tuple[str, str | None, str]
"""Town, country and first day of an incident, by which it may be told together with others."""


def place_and_day(incident: Incident) -> Place | None:
    """What an episode holds its incidents together by; None for an incident that can be in none."""
    spot = spot_of(incident.place)
    if spot and spot.town and incident.start and incident.reality == Reality.ACTUAL.value:
        return spot.town, spot.country, incident.start
    return None


def told_together(numbers: Sequence[int], events: Mapping[int, Event]) -> list[list[int]]:
    """The events of one place and day that dispatches tie together, each group of two or more in order.

    numbers: of the events, in their order.
    """
    home: dict[DocId, list[int]] = {}
    groups: list[list[int]] = []
    place = {number: at for at, number in enumerate(numbers)}
    for number in numbers:
        group = [number]
        roots = {traits.root for traits in events[number].members}
        for other in {id(home[root]): home[root] for root in sorted(roots) if root in home}.values():
            group += other
            groups = [one for one in groups if one is not other]
        groups.append(group)
        for member in group:
            for traits in events[member].members:
                home[traits.root] = group
    ordered = [sorted(group, key=place.__getitem__) for group in groups if len(group) > 1]
    return sorted(ordered, key=lambda group: place[group[0]])


def is_lone_plan(event: Event) -> bool:
    """Whether an event is a plan told in one claim, which belongs to the episode that it is told nearest to.

    "A march is called for Sunday", in a report of Friday's shooting, belongs with what that report tells.
    """
    return len(event.members) == 1 and event.members[0].claim.reality is Reality.PLANNED


def episode_incident(episode: Event, name: IncidentId, events: Mapping[int, Event], context: Context) -> Incident:
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
