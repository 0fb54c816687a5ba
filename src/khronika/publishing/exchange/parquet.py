"""Parquet: the tables of the Data Package with types, units and descriptions. Rules: ``codes/parquet.toml``."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from khronika.errors import MissingExtra
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.exchange.unheld import gaps_and_refusals
from khronika.publishing.ledger import Ledger
from khronika.publishing.recalling import Recalled
from khronika.publishing.tables.flat import ROWS, Cell, columns

CODES = codes("parquet")


def export(recalled: Recalled) -> Export:
    """Every table as ``<table>.parquet``, and what that leaves out. Raises: MissingExtra without pyarrow."""
    arrow, writer = _pyarrow()
    ledger = Ledger(recalled.chronicle)
    files, counts = {}, {}
    for name, rows in ROWS.items():
        table = columns()[name]
        schema = _schema(arrow, name, table, recalled)
        held = [_typed(row, table["fields"]) for row in rows(ledger)]
        sink = BytesIO()
        writer.write_table(arrow.Table.from_pylist(held, schema=schema), sink, store_schema=True)
        files[f"{name}.parquet"], counts[f"{name}.parquet"] = sink.getvalue(), len(held)
    return Export(files=files, counts=counts, losses=tuple(_losses(ledger)))


def _pyarrow() -> tuple[Any, Any]:
    """The library and its writer of Parquet. Raises: MissingExtra."""
    try:
        import pyarrow  # noqa: PLC0415  (50 MB that no other command needs)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra(
            "the export to parquet needs pyarrow, which is not installed: pip install 'khronika[exchange]' or pyarrow"
        ) from error
    return pyarrow, parquet


def _schema(arrow: Any, name: str, table: dict[str, Any], recalled: Recalled) -> Any:
    fields = [
        arrow.field(
            field["name"], _type(arrow, field["type"]), nullable=not field.get("key"), metadata=_said(name, field)
        )
        for field in table["fields"]
    ]
    about = {
        "title": table["title"],
        "description": table["description"],
        "chronicle_sha256": recalled.sha256,
        "schema_version": recalled.schema_version,
        "policy": recalled.chronicle.policy,
        "status": "Draft: read by machine.",
    }
    return arrow.schema(fields, metadata=about)


def _type(arrow: Any, kind: str) -> Any:
    """The type of Arrow for a type of the Data Package, by the names in Arrow's own constructors."""
    found = CODES["types"][kind]
    return arrow.timestamp("us", tz="UTC") if found == "timestamp" else getattr(arrow, found)()


def _said(table: str, field: dict[str, Any]) -> dict[str, str]:
    said = {"description": field["description"]}
    if unit := CODES["units"].get(f"{table}.{field['name']}"):
        said["unit"] = unit
    if "references" in field:
        said["references"] = field["references"]
    return said


def _typed(row: dict[str, Cell], fields: list[dict[str, Any]]) -> dict[str, object]:
    """The row with its instants as such; everything else has its type already."""
    instants = {field["name"] for field in fields if field["type"] == "datetime"}
    return {
        name: datetime.fromisoformat(value) if name in instants and isinstance(value, str) else value
        for name, value in row.items()
    }


def _losses(ledger: Ledger) -> Iterator[Loss]:
    chronicle = ledger.chronicle
    for dispatch in chronicle.dispatches:
        doc_id, text = dispatch.doc_id, f"{len(dispatch.text):,} code points"
        if dispatch.published and dispatch.published.utcoffset():
            yield Loss(rule="offset", record="dispatch", record_id=doc_id, what=dispatch.published.isoformat())
        yield Loss(rule="texts", record="dispatch", record_id=doc_id, what=text)
        if dispatch.furniture or len(dispatch.versions) > 1:
            what = f"{len(dispatch.furniture)} stretches, {len(dispatch.versions)} updates"
            yield Loss(rule="furniture", record="dispatch", record_id=doc_id, what=what)
    for claim in chronicle.claims:
        yield Loss(rule="value_spans", record="claim", record_id=claim.claim_id, title=claim.event_type)
    for incident in chronicle.incidents:
        yield Loss(rule="rules_of_grades", record=incident.kind, record_id=incident.incident_id, title=incident.title)
    yield from gaps_and_refusals(ledger)


EXPORTER = Exporter(
    name="parquet",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
