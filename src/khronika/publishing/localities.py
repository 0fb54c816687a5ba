"""The places of a chronicle, one entry a place however its dispatches write it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.ids import short_digest
from khronika.model.place import Place

_UNKNOWN = "unknown"
# Of a name on no map only the words about it tell the kind, and they tell it now and then: all of these are one place.
_TOWNS = frozenset({"city", "village", "facility", _UNKNOWN})


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of the chronicle with every form and every claim that has it, in the order of the claims."""

    place_id: str
    place: Place
    written: tuple[str, ...]
    claims: tuple[Claim, ...]


class Localities:
    """Which places are one, and what is claimed of each."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._alias = _aliases(chronicle)
        self.entries = self._entries(chronicle)

    def place_id(self, place: Place) -> str:
        """The identifier of the place in this chronicle."""
        identifier = place_id(place)
        return self._alias.get(identifier, identifier)

    def _entries(self, chronicle: Chronicle) -> tuple[PlaceEntry, ...]:
        """Every place, the most spoken of first."""
        claims: dict[str, list[Claim]] = defaultdict(list)
        shown: dict[str, Place] = {}
        for place in _named_places(chronicle):
            key = self.place_id(place)
            if key not in shown or (place_id(place) == key != place_id(shown[key])):
                shown[key] = place
        for claim in chronicle.claims:
            if claim.place is not None:
                claims[self.place_id(claim.place)].append(claim)
        in_order = sorted(shown, key=lambda key: (-len(claims[key]), key))
        return tuple(
            PlaceEntry(key, shown[key], _written(shown[key], claims[key]), tuple(claims[key])) for key in in_order
        )


def place_id(place: Place) -> str:
    """The gazetteer's number where it has one, else a digest of what the text says."""
    if place.geonames_id is not None:
        return f"geonames-{place.geonames_id}"
    return _unlisted(place.name, place.kind, place.near, place.country)


def _written(place: Place, claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([claim.place.written for claim in claims if claim.place] or [place.written]))


def _aliases(chronicle: Chronicle) -> dict[str, str]:
    """A place on no map -> the same name with the kind that it is most often told with."""
    kinds: dict[tuple[str, str | None, str | None], Counter[str]] = defaultdict(Counter)
    for place in _named_places(chronicle):
        if place.geonames_id is None:
            kinds[place.name, place.near, place.country][place.kind] += 1
    found = {}
    for (name, near, country), counted in kinds.items():
        towns = [kind for kind in counted if kind in _TOWNS]
        others = [kind for kind in counted if kind not in _TOWNS]
        known = [kind for kind in towns if kind != _UNKNOWN] or (others if len(others) == 1 else [])
        if not towns or not known:
            continue
        chosen = min(known, key=lambda kind: (-counted[kind], kind))
        for kind in towns:
            found[_unlisted(name, kind, near, country)] = _unlisted(name, chosen, near, country)
    return found


def _unlisted(name: str, kind: str, near: str | None, country: str | None) -> str:
    return "place-" + short_digest(name, kind, near, country)


def _named_places(chronicle: Chronicle) -> Iterator[Place]:
    yield from (claim.place for claim in chronicle.claims if claim.place is not None)
    yield from (incident.place for incident in chronicle.incidents if incident.place is not None)
