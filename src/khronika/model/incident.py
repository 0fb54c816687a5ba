"""The claims about one event at one place and time."""

from dataclasses import dataclass

from khronika.model.grade import Grade
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId
from khronika.model.place import Place
from khronika.model.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident, or an episode that others are part of.

    kind: "incident" or "episode" (16 December in Zhanaozen; the crackdown of that week).
    when: EDTF; start and end are its earliest and latest day or instant, None where unknown.
    reality: actual, unless all of its claims say planned, attempted or did not happen.
    event_types: every type that its claims give it, with the claims; more than one is a dispute
        about the type itself or facets of one event.
    links: why each claim is here: claim_id -> the reason in words.
    """

    incident_id: IncidentId
    kind: str
    part_of: IncidentId | None
    title: str
    event_type: str
    acled_event_type: str | None
    acled_sub_event_type: str | None
    reality: str
    when: str
    start: str | None
    end: str | None
    place: Place | None
    tallies: tuple[Tally, ...]
    reported: Grade
    occurred: Grade
    responsible: Grade
    independent_sources: int
    dispatches: tuple[DocId, ...]
    claims: tuple[ClaimId, ...]
    people: tuple[PersonId, ...]
    event_types: dict[str, tuple[ClaimId, ...]]
    links: dict[ClaimId, str]

    def as_dict(self) -> dict[str, object]:
        """The incident as ``chronicle.json`` holds it."""
        return {
            "incident_id": self.incident_id,
            "kind": self.kind,
            "part_of": self.part_of,
            "title": self.title,
            "event_type": self.event_type,
            "acled_event_type": self.acled_event_type,
            "acled_sub_event_type": self.acled_sub_event_type,
            "reality": self.reality,
            "when": self.when,
            "start": self.start,
            "end": self.end,
            "place": self.place.as_dict() if self.place else None,
            "tallies": [tally.as_dict() for tally in self.tallies],
            "reported": self.reported.as_dict(),
            "occurred": self.occurred.as_dict(),
            "responsible": self.responsible.as_dict(),
            "independent_sources": self.independent_sources,
            "dispatches": list(self.dispatches),
            "claims": list(self.claims),
            "people": list(self.people),
            "event_types": {name: list(ids) for name, ids in self.event_types.items()},
            "links": dict(self.links),
        }
