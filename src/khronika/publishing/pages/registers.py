"""The tables of people, sources and places, each row with the words behind it."""

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from khronika.model.ids import IncidentId, PersonId
from khronika.model.incident import Incident
from khronika.model.person import Likeness, Person, PersonState
from khronika.model.place import PlacePrecision
from khronika.model.source import Source
from khronika.publishing.ledger import Ledger
from khronika.publishing.localities import PlaceEntry
from khronika.publishing.pages.citing import Cite, Citer
from khronika.publishing.pages.naming import source_in_words
from khronika.publishing.pages.timeline import PRECISIONS

_SHORTEST_ALIKE = 5
_MANY_LINKS = 10
_MANY_INCIDENTS = 8
PersonRow = tuple[Person, list[tuple[PersonState, Cite]], list["Perhaps"]]
SourceRow = tuple[Source, str, list[Cite], int]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Somebody who may be the same person: name as published, how likely that is in per cent, why, and the words."""

    name: str
    percent: int
    why: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the table and, where it has coordinates, of the map.

    spellings: how the dispatches write it, where that is not only in capitals.
    like: of a place without coordinates: a place spoken of more often whose name is nearly the same, else "".
    incidents: title and link of those that happened there, `more_incidents` how many are left out.
    """

    entry: PlaceEntry
    precision: str
    spellings: tuple[str, ...]
    like: str
    cites: tuple[Cite, ...]
    incidents: tuple[tuple[str, str], ...]
    more_incidents: int

    @property
    def on_map(self) -> bool:
        """Whether it can be drawn."""
        return located(self.entry)


def located(entry: PlaceEntry) -> bool:
    """Whether the place has a point that stands for it."""
    place = entry.place
    return place.lat is not None and place.lon is not None and place.precision is not PlacePrecision.UNLOCATED


def people(citer: Citer) -> list[PersonRow]:
    """Everybody, each state with its claim, and who may be the same person."""
    perhaps: dict[PersonId, list[Perhaps]] = defaultdict(list)
    for pair in citer.ledger.chronicle.undecided:
        if not citer.ledger.people.keys() >= set(pair.people):
            continue
        for one, other in (pair.people, pair.people[::-1]):
            perhaps[one].append(_perhaps(citer, other, pair.likeness))
    return [
        (
            person,
            [(state, cite) for state in person.history for cite in citer.cites([state.claim_id])],
            perhaps.get(person.person_id, []),
        )
        for person in citer.ledger.chronicle.people
    ]


def _perhaps(citer: Citer, person: PersonId, likeness: Likeness) -> Perhaps:
    return Perhaps(
        citer.ledger.people[person].name,
        round(100 * likeness.chance),
        likeness.why,
        tuple(citer.cites(likeness.claims)),
    )


def sources(citer: Citer) -> list[SourceRow]:
    """Everybody who speaks: the source, its name in words, its first claims and how many are left out."""
    return [
        (
            source,
            source_in_words(source.name),
            citer.cites(source.claims[:_MANY_LINKS]),
            max(0, len(source.claims) - _MANY_LINKS),
        )
        for source in citer.ledger.chronicle.sources
    ]


def places(citer: Citer) -> list[PlaceRow]:
    """Every place, the most spoken of first."""
    there = _incidents_at(citer.ledger)
    names: list[str] = []
    rows = []
    for entry in citer.ledger.places:
        like = "" if located(entry) else _near_name(entry.place.name, names)
        rows.append(_place(entry, like, there.get(entry.place_id, []), citer))
        names.append(entry.place.name)
    return rows


def _near_name(name: str, others: list[str]) -> str:
    """The one of the others that is one letter away; of short names, which are all near each other, none."""
    if len(name) < _SHORTEST_ALIKE:
        return ""
    found = process.extractOne(name, others, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found and found[0] != name else ""


def _place(entry: PlaceEntry, like: str, there: list[IncidentId], citer: Citer) -> PlaceRow:
    shown = [citer.ledger.incidents[incident] for incident in there[:_MANY_INCIDENTS]]
    return PlaceRow(
        entry,
        PRECISIONS.get(entry.place.precision, ""),
        tuple(form for form in entry.written if form.casefold() != entry.place.name.casefold()),
        like,
        tuple(map(citer.cite, entry.claims[:_MANY_LINKS])),
        tuple((_told(incident), citer.addresses.incident(citer.page, incident.incident_id)) for incident in shown),
        len(there) - len(shown),
    )


def _told(incident: Incident) -> str:
    """The incident's title without the place, which the row already names."""
    return incident.title.replace(f" in {incident.place.name}", "", 1) if incident.place else incident.title


def _incidents_at(ledger: Ledger) -> dict[str, list[IncidentId]]:
    found: dict[str, list[IncidentId]] = defaultdict(list)
    for incident in ledger.chronicle.incidents:
        if incident.place is not None and incident.kind == "incident":
            found[ledger.place_id(incident.place)].append(incident.incident_id)
    return found
