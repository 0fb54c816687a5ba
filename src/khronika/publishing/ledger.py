"""What page and tables look up again and again: claims by id, who says them, where they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId, SourceId, short_digest
from khronika.model.incident import Incident
from khronika.model.person import Person
from khronika.model.place import Place
from khronika.model.repeat import Repeat
from khronika.model.source import Source

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of the chronicle with every form and every claim that has it, in the order of the claims."""

    place_id: str
    place: Place
    written: tuple[str, ...]
    claims: tuple[Claim, ...]


class Ledger:
    """The chronicle's nouns by their identifiers."""

    def __init__(self, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        self.claims: dict[ClaimId, Claim] = {claim.claim_id: claim for claim in chronicle.claims}
        self.dispatches: dict[DocId, Dispatch] = {dispatch.doc_id: dispatch for dispatch in chronicle.dispatches}
        self.incidents: dict[IncidentId, Incident] = {entry.incident_id: entry for entry in chronicle.incidents}
        self.people: dict[PersonId, Person] = {person.person_id: person for person in chronicle.people}
        self.source_of: dict[ClaimId, Source] = {
            claim: source for source in chronicle.sources for claim in source.claims
        }
        self.repeats: dict[DocId, Repeat] = {edge.doc_id: edge for edge in chronicle.repeats}
        self.caveats: dict[IncidentId, list[Caveat]] = defaultdict(list)
        for passage in chronicle.caveats:
            if passage.incident_id is not None:
                self.caveats[passage.incident_id].append(passage)
        self._named = {source.name: source for source in chronicle.sources}
        by_dispatch: dict[DocId, list[Claim]] = defaultdict(list)
        for claim in chronicle.claims:
            by_dispatch[claim.doc_id].append(claim)
        self.claims_of = dict(by_dispatch)
        self._alias = _aliases(chronicle)
        self.places = self._places()
        self._answers: dict[ClaimId, list[Claim]] = defaultdict(list)
        for claim in chronicle.claims:
            if claim.about is not None:
                self._answers[claim.about].append(claim)
        self._parts: dict[IncidentId, list[Incident]] = defaultdict(list)
        for incident in chronicle.incidents:
            if incident.part_of is not None:
                self._parts[incident.part_of].append(incident)

    def found(self, claims: Iterable[ClaimId]) -> list[Claim]:
        """The claims with these ids, in that order."""
        return [self.claims[claim] for claim in claims if claim in self.claims]

    def answers(self, claims: Iterable[ClaimId]) -> list[Claim]:
        """The claims that are about one of these."""
        found = {answer.claim_id: answer for claim in claims for answer in self._answers.get(claim, ())}
        return sorted(found.values(), key=lambda claim: (claim.doc_id, claim.span, claim.claim_id))

    def parts_of(self, episode: IncidentId) -> list[Incident]:
        """The incidents that belong to an episode."""
        return self._parts.get(episode, [])

    def published(self, claim: Claim) -> datetime | None:
        """When the update that holds the claim's words was published."""
        dispatch = self.dispatches[claim.doc_id]
        return dispatch.published_at(claim.span.start) if claim.field == "text" else dispatch.published

    def bounded(self, claim: Claim) -> bool:
        """Whether only the latest time is known at which the update with the claim's words can have been published."""
        version = self.dispatches[claim.doc_id].version_at(claim.span.start) if claim.field == "text" else None
        return version is not None and version.published is None and version.not_after is not None

    def place_id(self, place: Place) -> str:
        """The identifier of the place in this chronicle."""
        identifier = place_id(place)
        return self._alias.get(identifier, identifier)

    def source_id(self, claim: Claim) -> SourceId | None:
        """The source that the claim is laid to; None where the author speaks."""
        source = self.source_of.get(claim.claim_id)
        return source.source_id if source else None

    def source_named(self, name: str) -> Source | None:
        """The source that the chronicle calls so; None for `author`, or where there is none."""
        return self._named.get(name)

    def _places(self) -> tuple[PlaceEntry, ...]:
        found: dict[str, list[Claim]] = defaultdict(list)
        first: dict[str, Place] = {}
        for claim in self.chronicle.claims:
            if claim.place is not None:
                key = self.place_id(claim.place)
                if key not in first or first[key].kind == _UNKNOWN:
                    first[key] = claim.place
                found[key].append(claim)
        for incident in self.chronicle.incidents:
            if incident.place is not None:
                first.setdefault(self.place_id(incident.place), incident.place)
        in_order = sorted(first, key=lambda key: (-len(found[key]), key))
        return tuple(
            PlaceEntry(
                key,
                first[key],
                tuple(dict.fromkeys([c.place.written for c in found[key] if c.place] or [first[key].written])),
                tuple(found[key]),
            )
            for key in in_order
        )

    def speaker(self, claim: Claim) -> str:
        """Who says it, as the chronicle names them; `author` where the author speaks."""
        source = self.source_of.get(claim.claim_id)
        if source is not None:
            return source.name
        return claim.attribution.speaker if claim.attribution else "author"


def place_id(place: Place) -> str:
    """The gazetteer's number where it has one, else a digest of what the text says."""
    if place.geonames_id is not None:
        return f"geonames-{place.geonames_id}"
    return "place-" + short_digest(place.name, place.kind, place.near, place.country)


def _aliases(chronicle: Chronicle) -> dict[str, str]:
    """A place on no map of which only some words tell the kind (town, square) -> the same name with its one kind."""
    kinds: dict[tuple[str, str | None, str | None], dict[str, str]] = defaultdict(dict)
    for place in _named_places(chronicle):
        if place.geonames_id is None:
            kinds[place.name, place.near, place.country][place.kind] = place_id(place)
    found = {}
    for by_kind in kinds.values():
        known = [identifier for kind, identifier in by_kind.items() if kind != _UNKNOWN]
        if _UNKNOWN in by_kind and len(known) == 1:
            found[by_kind[_UNKNOWN]] = known[0]
    return found


def _named_places(chronicle: Chronicle) -> Iterator[Place]:
    yield from (claim.place for claim in chronicle.claims if claim.place is not None)
    yield from (incident.place for incident in chronicle.incidents if incident.place is not None)
