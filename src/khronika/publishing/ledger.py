"""What page and tables look up again and again: claims by id, who says them, where they are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId, SourceId
from khronika.model.incident import Incident
from khronika.model.person import Person
from khronika.model.place import Place
from khronika.model.repeat import Repeat
from khronika.model.source import Source
from khronika.publishing.localities import Localities


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
        self._newest: dict[DocId, datetime] = {
            dispatch.doc_id: max(times)
            for dispatch in chronicle.dispatches
            if len(times := [version.published for version in dispatch.versions if version.published]) > 1
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
        self._localities = Localities(chronicle)
        self.places = self._localities.entries
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

    def outdated(self, claim: Claim) -> bool:
        """Whether the same dispatch holds an update that was published after the claim's words."""
        mine, newest = self.published(claim), self._newest.get(claim.doc_id)
        return mine is not None and newest is not None and mine < newest

    def bounded(self, claim: Claim) -> bool:
        """Whether only the latest time is known at which the update with the claim's words can have been published."""
        version = self.dispatches[claim.doc_id].version_at(claim.span.start) if claim.field == "text" else None
        return version is not None and version.published is None and version.not_after is not None

    def place_id(self, place: Place) -> str:
        """The identifier of the place in this chronicle."""
        return self._localities.place_id(place)

    def source_id(self, claim: Claim) -> SourceId | None:
        """The source that the claim is laid to; None where the author speaks."""
        source = self.source_of.get(claim.claim_id)
        return source.source_id if source else None

    def source_named(self, name: str) -> Source | None:
        """The source that the chronicle calls so; None for `author`, or where there is none."""
        return self._named.get(name)

    def speaker(self, claim: Claim) -> str:
        """Who says it, as the chronicle names them; `author` where the author speaks."""
        source = self.source_of.get(claim.claim_id)
        if source is not None:
            return source.name
        return claim.attribution.speaker if claim.attribution else "author"
