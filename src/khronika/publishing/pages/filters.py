"""By what a reader narrows the timeline and the claims: kind, place, source, status.

An entry carries numbers and words of the vocabularies, never the name of a person or a place: names stand in the
text of the page alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from khronika.model.claim import Claim
from khronika.model.ids import ClaimId
from khronika.model.incident import Incident
from khronika.publishing.judging import incident_is_contested, is_withdrawn
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.citing import Cite
from khronika.publishing.pages.naming import source_in_words
from khronika.publishing.pages.timeline import Entry

FACETS = {"kind": "Kind", "place": "Place", "source": "Source", "status": "Status"}
_AUTHOR = "author"
_STATUSES = {
    "contested": "contested",
    "several": "two or more sources",
    "single": "single source",
    "planned": "planned, demanded or threatened",
    "attempted": "attempted",
    "unclear": "unclear whether it happened",
    "did-not-happen": "said not to have happened",
    "denied": "denied",
    "withdrawn": "withdrawn, or only denied",
    "older": "only in an older update",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how the entries carry it, how it is called, how many incidents and claims have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One list to choose from."""

    name: str
    title: str
    choices: tuple[Choice, ...]


class Filters:
    """What each incident and claim of one chronicle can be found by."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._places = {entry.place_id: str(number) for number, entry in enumerate(ledger.places, 1)}
        self._sources = {source.source_id: str(number) for number, source in enumerate(ledger.chronicle.sources, 1)}
        self._labels = {("place", self._places[entry.place_id]): entry.place.name for entry in ledger.places}
        self._labels |= {
            ("source", self._sources[source.source_id]): source_in_words(source.name)
            for source in ledger.chronicle.sources
        }
        self._labels["source", _AUTHOR] = "the dispatches themselves"
        self._labels |= {("status", name): label for name, label in _STATUSES.items()}
        self._inherited: dict[ClaimId, set[str]] = defaultdict(set)
        for incident in ledger.chronicle.incidents:
            standing = _standing(incident)
            for claim in incident.claims:
                self._inherited[claim] |= standing

    def incident(self, entry: Entry) -> dict[str, str]:
        """Facet -> the incident's values, parted by spaces."""
        incident = entry.incident
        claims = self._ledger.found(incident.claims)
        status = _standing(incident) | {_word(incident.reality)}
        if entry.older:
            status.add("older")
        return {
            "kind": _word(incident.event_type),
            "place": self._places[self._ledger.place_id(incident.place)] if incident.place else "",
            "source": " ".join(dict.fromkeys(map(self._source, claims))),
            "status": " ".join(name for name in _STATUSES if name in status),
        }

    def claim(self, cite: Cite) -> dict[str, str]:
        """Facet -> the claim's values; what its incidents are (contested, single source), it is too."""
        claim = cite.claim
        status = {_word(claim.reality.value), *self._inherited.get(claim.claim_id, ())}
        if cite.denies:
            status.add("denied")
        if cite.older:
            status.add("older")
        return {
            "kind": _word(claim.event_type),
            "place": self._places[self._ledger.place_id(claim.place)] if claim.place else "",
            "source": self._source(claim),
            "status": " ".join(name for name in _STATUSES if name in status),
        }

    def facets(self, entries: Iterable[dict[str, str]]) -> tuple[Facet, ...]:
        """The lists to choose from, for these entries; a list with one value or none is left out."""
        counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for entry in entries:
            for name, values in entry.items():
                counted[name].update(values.split())
        return tuple(
            Facet(name, title, self._choices(name, counted[name]))
            for name, title in FACETS.items()
            if len(counted[name]) > 1
        )

    def _choices(self, name: str, counted: Counter[str]) -> tuple[Choice, ...]:
        found = [
            Choice(value, self._labels.get((name, value), value.replace("-", " ")), n) for value, n in counted.items()
        ]
        if name == "status":
            order = list(_STATUSES)
            return tuple(sorted(found, key=lambda choice: order.index(choice.value)))
        return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.value)))

    def _source(self, claim: Claim) -> str:
        source = self._ledger.source_id(claim)
        return self._sources[source] if source else _AUTHOR


def _standing(incident: Incident) -> set[str]:
    """What the claims of an incident share with it."""
    reported = "several" if incident.independent_sources > 1 else "single"
    found = {"contested": incident_is_contested(incident), "withdrawn": is_withdrawn(incident)}
    return {reported, *(name for name, holds in found.items() if holds)}


def _word(text: str) -> str:
    """A word of a vocabulary without spaces."""
    return text.replace(" ", "-")
