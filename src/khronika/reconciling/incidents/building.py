"""Incidents and episodes of the events that are held, each built anew only where something of it changed."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from khronika.model.ids import ClaimId, DocId, IncidentId
from khronika.model.incident import Incident
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.incidents.episodes import (
    Place,
    episode_incident,
    is_lone_plan,
    place_and_day,
    told_together,
)
from khronika.reconciling.incidents.events import Context, Event, event_id, incident_of
from khronika.reconciling.incidents.neighbourhoods import Unbound
from khronika.reconciling.incidents.strands import firmness
from khronika.reconciling.ordered import Ordered
from khronika.reconciling.together import leave


@dataclass(frozen=True, slots=True)
class Episode:
    """Numbers of the events that it holds, and the incident that it makes; rank: what it stands by among episodes."""

    parts: Sequence[int]
    incident: Incident
    rank: tuple[str, tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Around:
    """All events by number, with every toll; and for events that hold tolls which may count others too, these tolls."""

    events: Mapping[int, Event]
    unbound: Mapping[int, Sequence[Unbound]]


@dataclass(slots=True)
class _Change:
    """What an update touches: places with a day, dispatches, events to be finished; incidents that went, and came."""

    places: set[Place] = field(default_factory=set)
    told: set[DocId] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    went: dict[IncidentId, Incident] = field(default_factory=dict)
    came: dict[IncidentId, Incident] = field(default_factory=dict)


@dataclass(slots=True)
class Incidents:
    """All incidents and episodes, in the order of time, place and id; and where each claim stands."""

    incidents: Ordered[IncidentId, Incident] = field(default_factory=lambda: Ordered(_order))
    home: dict[ClaimId, IncidentId] = field(default_factory=dict)
    _events: dict[int, Event] = field(default_factory=dict)
    """The events without the tolls that an episode holds."""
    _built: dict[int, Incident] = field(default_factory=dict)
    """The incidents of the events with all their tolls, in no episode as yet."""
    _final: dict[int, Incident] = field(default_factory=dict)
    _place: dict[int, Place] = field(default_factory=dict)
    _at: dict[Place, set[int]] = field(default_factory=dict)
    _episodes: dict[Place, list[Episode]] = field(default_factory=dict)
    _in: dict[int, Episode] = field(default_factory=dict)
    _told_in: dict[DocId, set[int]] = field(default_factory=dict)

    def update(self, around: Around, gone: Iterable[int], anew: Set[int], context: Context) -> set[DocId]:
        """Takes up events that are no more, and those to be built anew; the dispatches of which something changed."""
        change = _Change()
        for number in (*gone, *anew):
            self._let_go(number, change)
        for number in anew:
            self._take(number, around.events[number], change, context)
        change.events |= anew
        for place in sorted(change.places, key=str):
            self._tell_together(place, around, change, context)
        change.told.update(doc_id for number in change.events & self._events.keys() for doc_id in self._told(number))
        for doc_id in change.told:
            here = self._told_in.get(doc_id, ())
            change.events.update(number for number in here if is_lone_plan(self._events[number]))
        for number in change.events & self._events.keys():
            if (was := self._final.pop(number, None)) is not None:
                change.went[was.incident_id] = was
            self._final[number] = self._finished(number, around, context)
            change.came[self._final[number].incident_id] = self._final[number]
        return self._exchange(change)

    def _told(self, number: int) -> set[DocId]:
        return {traits.claim.doc_id for traits in self._events[number].members}

    def _let_go(self, number: int, change: _Change) -> None:
        if number not in self._events:
            return
        for doc_id in self._told(number):
            change.told.add(doc_id)
            leave(self._told_in, doc_id, number)
        del self._events[number], self._built[number]
        was = self._final.pop(number)
        change.went[was.incident_id] = was
        place = self._place.pop(number, None)
        if place is not None:
            leave(self._at, place, number)
            change.places.add(place)

    def _take(self, number: int, event: Event, change: _Change, context: Context) -> None:
        self._events[number] = event
        self._built[number] = incident_of(event, event_id(event), None, context)
        place = place_and_day(self._built[number])
        if place is not None:
            self._place[number] = place
            self._at.setdefault(place, set()).add(number)
            change.places.add(place)
        for doc_id in self._told(number):
            self._told_in.setdefault(doc_id, set()).add(number)

    def _tell_together(self, place: Place, around: Around, change: _Change, context: Context) -> None:
        """The episodes of one place and day anew."""
        for episode in self._episodes.pop(place, ()):
            change.went[episode.incident.incident_id] = episode.incident
            for number in episode.parts:
                self._in.pop(number, None)
                if number in self._events:
                    self._events[number] = around.events[number]
                    change.events.add(number)
        numbers = sorted(self._at.get(place, ()), key=lambda number: around.events[number].rank)
        for parts in told_together(numbers, around.events):
            episode = self._episode(parts, place, around, context)
            change.came[episode.incident.incident_id] = episode.incident
            change.events.update(parts)
            self._episodes.setdefault(place, []).append(episode)
            self._in.update(dict.fromkeys(parts, episode))

    def _episode(self, parts: Sequence[int], place: Place, around: Around, context: Context) -> Episode:
        """An episode, which takes the tolls that could count several of its events and none besides."""
        held = frozenset(parts)
        tolls = [
            (toll, number)
            for number in parts
            for toll, could_be in around.unbound.get(number, ())
            if len(could_be) > 1 and could_be <= held
        ]
        event = Event([], {}, kind="episode", parts=list(parts))
        for toll, number in sorted(tolls, key=lambda row: (row[0].root, firmness(row[0]))):
            self._events[number] = without(self._events[number], toll)
            event.members.append(toll)
            event.why[toll.claim.claim_id] = "a toll of this place and day that the words tie to none of its deeds"
        name = event_id(event, [event_id(self._events[number]) for number in parts])
        incident = episode_incident(event, name, self._events, context)
        return Episode(parts, incident, (str(place), around.events[parts[0]].rank))

    def _finished(self, number: int, around: Around, context: Context) -> Incident:
        event, incident = self._events[number], self._built[number]
        if event is not around.events[number]:
            incident = incident_of(event, event_id(event), None, context)
        episode = self._in.get(number) or (self._beside(event) if is_lone_plan(event) else None)
        return replace(incident, part_of=episode.incident.incident_id) if episode else incident

    def _beside(self, event: Event) -> Episode | None:
        """The episode that a plan is told nearest to in its dispatch."""
        plan = event.members[0].claim
        near = [
            (abs(claim.span.start - plan.span.start), self._in[number])
            for number in self._told_in[plan.doc_id]
            if number in self._in
            for claim in self._events[number].claims
            if claim.doc_id == plan.doc_id and claim.field != "title"
        ]
        return min(near, key=lambda row: (row[0], row[1].rank))[1] if near else None

    def _exchange(self, change: _Change) -> set[DocId]:
        """Puts the incidents that came in the place of those that went; the dispatches for which that is a change."""
        went, came = change.went, change.came
        changed = {name for name in went.keys() | came.keys() if went.get(name) != came.get(name)}
        for name in changed & went.keys():
            self.incidents.drop(name)
            for claim_id in went[name].claims:
                self.home.pop(claim_id, None)
        for name in changed & came.keys():
            self.incidents.put(name, came[name])
        for name in came:
            self.home.update(dict.fromkeys(came[name].claims, name))
        return {
            doc_id for table in (went, came) for name in changed & table.keys() for doc_id in table[name].dispatches
        }


def without(event: Event, toll: Traits) -> Event:
    """An event without one of its claims."""
    why = {claim_id: words for claim_id, words in event.why.items() if claim_id != toll.claim.claim_id}
    return replace(event, members=[one for one in event.members if one is not toll], why=why)


def _order(incident: Incident) -> tuple[str, bool, str, str]:
    place = incident.place.name if incident.place else "~"
    return incident.start or "~", incident.kind != "episode", place, incident.incident_id
