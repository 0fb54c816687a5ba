"""The nouns of a chronicle as entities of FollowTheMoney."""

import re
from collections import defaultdict
from datetime import UTC

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId
from khronika.model.incident import Incident
from khronika.model.person import Person, PersonState
from khronika.model.place import Place
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.countries import country
from khronika.publishing.exchange.days import days_of
from khronika.publishing.exchange.ftm_entities import Entities, Record, Values
from khronika.publishing.exchange.tolls import other_tallies
from khronika.publishing.judging import is_withdrawn
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import bounds, figure_in_words, in_words

DRAFT = "Draft: read by machine."
_PLACEHOLDER = re.compile(r"Person \d+")


def make_all(ledger: Ledger, entities: Entities) -> None:
    """Every dispatch, place, incident, person and claim, in this order."""
    chronicle = ledger.chronicle
    incidents_of: dict[ClaimId, list[Incident]] = defaultdict(list)
    for incident in chronicle.incidents:
        for claim_id in incident.claims:
            incidents_of[claim_id].append(incident)
    for dispatch in chronicle.dispatches:
        _article(dispatch, entities)
    for entry in ledger.places:
        _address(entry.place_id, entry.place, entities)
    for incident in chronicle.incidents:
        _event(incident, ledger, entities)
    for person in chronicle.people:
        _person(person, incidents_of, ledger=ledger, entities=entities)
    for claim in chronicle.claims:
        _note(claim, incidents_of[claim.claim_id], ledger=ledger, entities=entities)
    for source in chronicle.sources:
        name = f"a protected source ({source.kind})" if source.protected else source.name
        entities.lose("sources", Record("source", source.source_id, name), source.kind)


def _article(dispatch: Dispatch, entities: Entities) -> None:
    digest = dispatch.item.sha256 if dispatch.item else "withheld"
    published = dispatch.published.astimezone(UTC).isoformat(timespec="seconds") if dispatch.published else None
    notes = [
        DRAFT,
        f"Repeats {dispatch.copy_of}." if dispatch.copy_of else None,
        None if digest == "withheld" else f"SHA-256 of the bytes as received: {digest}.",
    ]
    values: Values = {
        "fileName": dispatch.doc_id,
        "title": dispatch.title,
        "publishedAt": published,
        "publisher": dispatch.publisher,
        "sourceUrl": dispatch.url,
        "language": dispatch.language,
        "bodyText": dispatch.text,
        "notes": notes,
    }
    record = Record("dispatch", dispatch.doc_id)
    entities.make("Article", record, values)
    if dispatch.copy_of:
        entities.lose("copies", record, dispatch.copy_of)
    if len(dispatch.versions) > 1 or dispatch.furniture:
        entities.lose("versions", record)


def _address(key: str, place: Place, entities: Entities) -> None:
    found = country(place.country)
    located = place.lat is not None and place.lon is not None
    near = f", near {place.near}" if place.near else ""
    geonames = f" GeoNames {place.geonames_id}." if place.geonames_id is not None else ""
    parts = (f"{place.name}{near}", place.admin1, found.name if found else None)
    values: Values = {
        "full": ", ".join(part for part in parts if part),
        "city": place.name if place.kind in codes("ftm")["town_kinds"] else None,
        "region": place.admin1,
        "country": place.country,
        "latitude": str(place.lat) if located else None,
        "longitude": str(place.lon) if located else None,
        "remarks": f"Precision: {place.precision.value}.{geonames}",
    }
    record = Record("place", key, place.name)
    entities.make("Address", record, values)
    if not located:
        entities.lose("unlocated", record)


def _event(incident: Incident, ledger: Ledger, entities: Entities) -> None:
    place, days = incident.place, days_of(incident, ledger)
    one_day = days is not None and days.count == 1 and not days.open_end
    grades = (incident.reported, incident.occurred, incident.responsible)
    parties = "; ".join(incident.responsible.parties)
    values: Values = {
        "name": _name(incident),
        "date": days.first.isoformat() if one_day and days else None,
        "startDate": days.first.isoformat() if days else None,
        "endDate": days.last.isoformat() if days and not days.open_end else None,
        "location": place.name if place else None,
        "country": place.country if place else None,
        "addressEntity": entities.key("place", ledger.place_id(place)) if place else None,
        "keywords": [incident.kind, incident.event_type, incident.reality, incident.acled_sub_event_type],
        "summary": [
            f"When: {in_words(incident.when)}" if incident.when else None,
            *(other_tallies([one], ledger) for one in incident.tallies),
        ],
        "description": [
            *(f"{name}: {grade.value}. {grade.rule}" for name, grade in zip(_JUDGEMENTS, grades, strict=True)),
            f"Laid to: {parties}." if parties else None,
            f"Independent sources: {incident.independent_sources}.",
        ],
        "notes": DRAFT,
        "recordId": incident.incident_id,
        "proof": [entities.key("dispatch", doc_id) for doc_id in incident.dispatches],
    }
    record = Record("incident", incident.incident_id, incident.title)
    entities.make("Event", record, values)
    if incident.part_of:
        link = {
            "subject": entities.key("incident", incident.incident_id),
            "object": entities.key("incident", incident.part_of),
            "role": "part of",
        }
        entities.make("UnknownLink", Record("part", incident.incident_id, incident.title), link)
    if incident.tallies:
        entities.lose("counts", record, other_tallies(incident.tallies, ledger))
    if doubt := _doubted(incident):
        entities.lose("not_actual", record, doubt)
    if incident.when and (days is None or days.open_end or days.approximate):
        entities.lose("when", record, in_words(incident.when))
    entities.lose("links", record)


def _name(incident: Incident) -> str:
    """The title; with the reality in brackets where it is not said to have happened: a list of events shows no more."""
    title, doubt = incident.title or f"Incident {incident.incident_id}", _doubted(incident)
    return f"{title} ({doubt})" if doubt and "(" not in title else title


def _doubted(incident: Incident) -> str | None:
    """Why an incident is none that is said to have happened, in a word or two; None where it is one."""
    if incident.reality not in ("actual", "attempted"):
        return incident.reality
    return "withdrawn or denied" if is_withdrawn(incident) else None


_JUDGEMENTS = ("Reported", "Occurred", "Responsible")


def is_nameless(person: Person) -> bool:
    """Whether a person is only described, or the name was withheld: a name that says nothing about who it is."""
    return not person.named or bool(_PLACEHOLDER.fullmatch(person.name))


def _person(person: Person, incidents_of: dict[ClaimId, list[Incident]], *, ledger: Ledger, entities: Entities) -> None:
    if is_nameless(person):
        entities.lose("nameless", Record("person", person.person_id, person.name))
    else:
        aliases = [name for name in person.variants if name != person.name]
        values: Values = {"name": person.name, "alias": aliases, "notes": DRAFT}
        entities.make("Person", Record("person", person.person_id, person.name), values)
    for number, state in enumerate(person.history, 1):
        claim = ledger.claims[state.claim_id]
        places: list[Incident | None] = [*incidents_of[state.claim_id]]
        for incident in places or [None]:
            _state(person, state, where=(claim, incident), entities=entities, key=f"{person.person_id}.{number}")


def _state(
    person: Person, state: PersonState, *, where: tuple[Claim, Incident | None], entities: Entities, key: str
) -> None:
    """What befell a person, as a link from the person to the event, or where one of the two is no entity as a note."""
    claim, incident = where
    article = entities.key("dispatch", claim.doc_id)
    standing = "" if state.standing == "claimed" else f" ({state.standing})"
    said = f"{state.state}{standing}" + (f", {in_words(state.when)}" if state.when else "")
    if incident is None or is_nameless(person):
        about = [entities.key("incident", incident.incident_id)] if incident else []
        note: Values = {
            "description": f"{person.name}: {said}.",
            "entity": [*about, article],
            "proof": article,
            "notes": DRAFT,
        }
        suffix = f".{incident.incident_id}" if incident else ""
        entities.make("Note", Record("state", key + suffix, person.name), note)
        return
    values: Values = {
        "subject": entities.key("person", person.person_id),
        "object": entities.key("incident", incident.incident_id),
        "role": f"{state.state}{standing}",
        "summary": said,
        "description": claim.quote,
        "recordId": claim.claim_id,
        "proof": article,
    }
    entities.make("UnknownLink", Record("state", f"{key}.{incident.incident_id}", person.name), values)


def _note(claim: Claim, incidents: list[Incident], *, ledger: Ledger, entities: Entities) -> None:
    article = entities.key("dispatch", claim.doc_id)
    said = claim.attribution
    actors = "; ".join(f"{actor.role.value}: {actor.words}" for actor in claim.actors)
    parts = [
        f"{claim.event_type} ({claim.reality.value})",
        figure_in_words(claim.figure) if claim.figure else None,
        in_words(claim.when.edtf) if claim.when and claim.when.edtf else None,
        f"at {claim.place.name}" if claim.place else None,
        f"{ledger.speaker(claim)} {said.stance.value} ({said.basis.value})" if said else "by the author",
        f"via {', '.join(said.chain)}" if said and said.chain else None,
        actors or None,
        f"words {claim.span.start} to {claim.span.end} of the {claim.field}",
    ]
    values: Values = {
        "description": claim.quote,
        "summary": "; ".join(part for part in parts if part),
        "keywords": [claim.event_type, claim.figure.measure if claim.figure else None],
        "entity": [*(entities.key("incident", one.incident_id) for one in incidents), article],
        "proof": article,
        "notes": DRAFT,
    }
    record = Record("claim", claim.claim_id, claim.event_type)
    entities.make("Note", record, values)
    where = f"words {claim.span.start} to {claim.span.end} of the {claim.field} of {claim.doc_id}"
    entities.lose("offsets", record, where)
    if claim.actors or claim.figure:
        entities.lose("spans", record, bounds(claim.figure.low, claim.figure.high) if claim.figure else "")
