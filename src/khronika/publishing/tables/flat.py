"""The chronicle as flat tables, one row a dispatch, claim, incident, tally, account, state, link, source or place.

The columns are in ``tables.toml``; the rows are made here. Source of the packaging: Frictionless Data
Package and Table Schema, version 1.
"""

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from khronika.model.claim import Claim
from khronika.model.ids import PersonId
from khronika.model.incident import Incident
from khronika.model.person import Likeness
from khronika.publishing.judging import tally_is_contested
from khronika.publishing.ledger import Ledger
from khronika.publishing.plain import without_controls
from khronika.reference.gazetteer.credit import CREDIT

Cell = str | int | float | bool | None
Row = dict[str, Cell]

SEPARATOR = " | "
# Spreadsheets run a cell that begins so as a formula. Source: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@cache
def columns() -> dict[str, dict[str, Any]]:
    """Table -> title, description and fields, from ``tables.toml``."""
    text = (resources.files("khronika.publishing.tables") / "tables.toml").read_text(encoding="utf-8")
    return cast(dict[str, dict[str, Any]], tomllib.loads(text))


def csv_files(ledger: Ledger) -> dict[str, bytes]:
    """File name -> UTF-8 bytes of each table, with CRLF line ends (RFC 4180)."""
    return {f"{name}.csv": _csv(name, rows(ledger)) for name, rows in ROWS.items()}


def cell(value: Cell) -> str:
    """A value as a cell: empty for None, a leading ' before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    plain = without_controls(value)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def datapackage() -> dict[str, object]:
    """The descriptor of the tables: types, descriptions, keys, licences."""
    return {
        "profile": "tabular-data-package",
        "name": "chronicle",
        "title": "Chronicle: claims, incidents, tallies, people, sources and places",
        "description": (
            "Draft: read by machine. A text cell that begins with =, +, -, @, a tab or a carriage return is written "
            "with a leading apostrophe, so that no spreadsheet runs it; control characters and marks that reverse "
            "the direction of writing are written as U+FFFD. chronicle.json holds every value unchanged."
        ),
        "licenses": [{"name": "CC-BY-4.0", "title": CREDIT, "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": "GeoNames", "path": "https://www.geonames.org"}],
        "resources": [_resource(name, table) for name, table in columns().items()],
    }


def _resource(name: str, table: dict[str, Any]) -> dict[str, object]:
    fields = table["fields"]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": table["title"],
        "description": table["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_field(field) for field in fields],
            "missingValues": [""],
            "primaryKey": [field["name"] for field in fields if field.get("key")],
            "foreignKeys": [
                {"fields": field["name"], "reference": _reference(name, field["references"])}
                for field in fields
                if "references" in field
            ],
        },
    }


def _field(field: dict[str, Any]) -> dict[str, object]:
    described: dict[str, object] = {key: field[key] for key in ("name", "type", "description")}
    if field["type"] == "datetime":
        described["format"] = "any"
    if field.get("key"):
        described["constraints"] = {"required": True, "unique": True}
    return described


def _reference(table: str, other: str) -> dict[str, str]:
    key = next(field["name"] for field in columns()[other]["fields"] if field.get("key"))
    return {"resource": "" if other == table else other, "fields": key}


def _csv(name: str, rows: Iterable[Row]) -> bytes:
    return csv_bytes([field["name"] for field in columns()[name]["fields"]], rows)


def csv_bytes(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table in UTF-8 with CRLF line ends (RFC 4180), its cells safe for spreadsheets; a column not given is empty.

    Raises: ValueError for a row with a column that is not among `names`.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: cell(value) for key, value in row.items()})
    return buffer.getvalue().encode("utf-8", "replace")


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _dispatches(ledger: Ledger) -> Iterator[Row]:
    for dispatch in ledger.chronicle.dispatches:
        yield {
            "doc_id": dispatch.doc_id,
            "title": dispatch.title,
            "published": dispatch.published.isoformat() if dispatch.published else None,
            "published_from": dispatch.published_from,
            "language": dispatch.language,
            "publisher": dispatch.publisher,
            "url": dispatch.url,
            "filing_place": dispatch.filing_place,
            "copy_of": dispatch.copy_of,
            "versions": max(1, len(dispatch.versions)),
            "characters": len(dispatch.text),
            "claims": len(ledger.claims_of.get(dispatch.doc_id, ())),
            "sha256": dispatch.item.sha256 if dispatch.item else None,
        }


def _claims(ledger: Ledger) -> Iterator[Row]:
    for claim in ledger.chronicle.claims:
        published = ledger.published(claim)
        when, place = claim.when, claim.place
        yield {
            "claim_id": claim.claim_id,
            "doc_id": claim.doc_id,
            "field": claim.field,
            "start": claim.span.start,
            "end": claim.span.end,
            "quote": claim.quote,
            "published": published.isoformat() if published else None,
            "event_type": claim.event_type,
            "reality": claim.reality.value,
            "about": claim.about,
            "aside": claim.aside,
            "means": claim.means,
            "when": when.edtf if when else None,
            "when_start": when.start if when else None,
            "when_end": when.end if when else None,
            "place_id": ledger.place_id(place) if place else None,
            "place_written": place.written if place else None,
            "source_id": ledger.source_id(claim),
            "speaker": ledger.speaker(claim),
            "actors": _joined(f"{actor.role.value}: {actor.words}" for actor in claim.actors),
            **_attribution(claim),
            **_figure(claim),
        }


def _attribution(claim: Claim) -> Row:
    said = claim.attribution
    return {
        "source_words": said.source if said else None,
        "source_kind": said.kind if said else None,
        "stance": said.stance.value if said else None,
        "basis": said.basis.value if said else None,
        "chain": _joined(said.chain) if said else None,
    }


def _figure(claim: Claim) -> Row:
    figure = claim.figure
    return {
        "measure": figure.measure if figure else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "group": figure.group if figure else None,
        "exactness": figure.exactness.value if figure else None,
        "scope": figure.scope.value if figure else None,
        "as_of": figure.as_of if figure else None,
    }


def _incidents(ledger: Ledger) -> Iterator[Row]:
    for incident in ledger.chronicle.incidents:
        contested = sorted({tally.measure for tally in incident.tallies if tally_is_contested(tally)})
        yield {
            "incident_id": incident.incident_id,
            "kind": incident.kind,
            "part_of": incident.part_of,
            "title": incident.title,
            "event_type": incident.event_type,
            "acled_event_type": incident.acled_event_type,
            "acled_sub_event_type": incident.acled_sub_event_type,
            "reality": incident.reality,
            "when": incident.when,
            "start": incident.start,
            "end": incident.end,
            "place_id": ledger.place_id(incident.place) if incident.place else None,
            "reported": incident.reported.value,
            "occurred": incident.occurred.value,
            "responsible": incident.responsible.value,
            "parties": _joined(incident.responsible.parties),
            "contested_measures": _joined(contested),
            "independent_sources": incident.independent_sources,
            "dispatches": _joined(incident.dispatches),
            "people": _joined(incident.people),
            "claims": _joined(incident.claims),
        }


def tally_id(incident: Incident, index: int) -> str:
    """The incident's id and the number of the tally within it, from 1."""
    return f"{incident.incident_id}.{index}"


def _tallies(ledger: Ledger) -> Iterator[Row]:
    for incident in ledger.chronicle.incidents:
        for index, tally in enumerate(incident.tallies, 1):
            yield {
                "tally_id": tally_id(incident, index),
                "incident_id": incident.incident_id,
                "measure": tally.measure,
                "group": tally.group,
                "scope": tally.scope,
                "status": tally.status.value,
                "contested": tally_is_contested(tally),
                "low": tally.low,
                "best": tally.best,
                "high": tally.high,
                "why": tally.why,
                "policy": tally.policy,
                "named": len(tally.named),
            }


def _accounts(ledger: Ledger) -> Iterator[Row]:
    for incident in ledger.chronicle.incidents:
        for index, tally in enumerate(incident.tallies, 1):
            for number, account in enumerate(tally.accounts, 1):
                yield {
                    "account_id": f"{tally_id(incident, index)}.{number}",
                    "tally_id": tally_id(incident, index),
                    "speaker": account.speaker,
                    "low": account.low,
                    "high": account.high,
                    "scope": account.scope,
                    "standing": account.standing,
                    "why": account.why,
                    "claims": _joined(account.claims),
                    "superseded": _joined(account.superseded),
                }


def _people(ledger: Ledger) -> Iterator[Row]:
    perhaps: dict[PersonId, list[PersonId]] = defaultdict(list)
    for pair in ledger.chronicle.undecided:
        for one, other in (pair.people, pair.people[::-1]):
            perhaps[one].append(other)
    for person in ledger.chronicle.people:
        for number, state in enumerate(person.history or (None,), 1):
            yield {
                "row": f"{person.person_id}.{number}",
                "person_id": person.person_id,
                "name": person.name,
                "named": person.named,
                "variants": _joined(person.variants),
                "state": state.state if state else None,
                "when": state.when if state else None,
                "standing": state.standing if state else None,
                "claim_id": state.claim_id if state else None,
                "perhaps": _joined(perhaps.get(person.person_id, ())),
            }


def _person_links(ledger: Ledger) -> Iterator[Row]:
    held: list[tuple[PersonId, PersonId | None, Likeness]]
    held = [(one.person_id, None, link) for one in ledger.chronicle.people for link in one.links]
    held += [(*pair.people, pair.likeness) for pair in ledger.chronicle.undecided]
    for number, (one, other, link) in enumerate(held, 1):
        yield {
            "row": str(number),
            "state": "undecided" if other else "judged" if link.bits is None else "same",
            "person_id": one,
            "other_person_id": other,
            "claim_id": link.claims[0],
            "other_claim_id": link.claims[1],
            "bits": link.bits,
            "why": link.why,
        }


def _sources(ledger: Ledger) -> Iterator[Row]:
    for source in ledger.chronicle.sources:
        yield {
            "source_id": source.source_id,
            "name": source.name,
            "kind": source.kind,
            "reliability": source.reliability,
            "protected": source.protected,
            "carriers": _joined(source.carriers),
            "wordings": _joined(source.wordings),
            "claims": len(source.claims),
        }


def _places(ledger: Ledger) -> Iterator[Row]:
    for entry in ledger.places:
        place = entry.place
        yield {
            "place_id": entry.place_id,
            "name": place.name,
            "written": _joined(entry.written),
            "kind": place.kind,
            "geonames_id": place.geonames_id,
            "admin1": place.admin1,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision.value,
            "where_prec": place.precision.where_prec,
            "near": place.near,
            "claims": len(entry.claims),
        }


ROWS: dict[str, Callable[[Ledger], Iterator[Row]]] = {
    "dispatches": _dispatches,
    "claims": _claims,
    "incidents": _incidents,
    "tallies": _tallies,
    "accounts": _accounts,
    "people": _people,
    "person_links": _person_links,
    "sources": _sources,
    "places": _places,
}
