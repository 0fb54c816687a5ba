"""The one door: a chronicle's folder, or its ``chronicle.json``, back into nouns.

The checks are our own and not the JSON Schema's: they are made while the nouns are, they name the place of a fault, and
they let pass what a later minor version adds.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from khronika.errors import InputError, LimitExceeded, WrongUse
from khronika.model.chronicle import SCHEMA_VERSION, Chronicle
from khronika.model.ids import DocId, IncidentId
from khronika.publishing.folder import FORMAT, MANIFEST
from khronika.publishing.recalling.evidence import claim_of, dispatch_of
from khronika.publishing.recalling.findings import (
    caveat_of,
    incident_of,
    not_held_of,
    person_of,
    refusal_of,
    repeat_of,
    source_of,
    undecided_of,
)
from khronika.publishing.recalling.node import Malformed, Node
from khronika.reference.display import shown
from khronika.settings import default_count

RECORD = "data/chronicle.json"
_MAJOR = SCHEMA_VERSION.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A chronicle as its file holds it; what redaction took out is gone for good.

    withheld: how many names and quotes were taken out, and why, as the file says.
    sha256: digest of the file's bytes.
    changed: True where the manifest beside the file lists another digest: somebody wrote to it since.
    """

    chronicle: Chronicle
    withheld: dict[str, object]
    schema_version: str
    sha256: str
    changed: bool = False


def recall(path: Path, largest: int | None = None) -> Recalled:
    """The chronicle of the folder that ``khronika chronicle`` wrote, or of its ``chronicle.json``.

    largest: bytes; more is refused. Default: the setting `chronicle_bytes`.

    Raises: WrongUse where there is no such file; InputError, with the file's name and the place of the fault, where it
    is no chronicle or one of another version; LimitExceeded where it is too large.
    """
    file = path / RECORD if path.is_dir() else path
    name = shown(str(file), 4096)
    if path.is_dir() and not file.exists():
        raise WrongUse(f"{shown(str(path), 4096)}: no folder that khronika chronicle wrote: it holds no {RECORD}")
    if not file.exists():
        raise WrongUse(f"{name}: there is no such file or folder")
    if not file.is_file():
        raise InputError(name, "no file that can be read: a folder, a device, a pipe or a socket")
    largest = default_count("chronicle_bytes") if largest is None else largest
    try:
        with file.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise InputError(name, f"cannot be opened: {error.strerror}") from error
    if len(data) > largest:
        raise LimitExceeded(name, f"more than {largest:,} bytes (setting chronicle_bytes)")
    found = recalled(data, name)
    return replace(found, changed=_listed(file) not in (None, found.sha256))


def _listed(file: Path) -> str | None:
    """The digest under which the chronicle's manifest lists its record; None where there is no manifest of ours."""
    folder = file.resolve().parent.parent
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        listed = (
            manifest["sha256"][RECORD] if manifest["format"] == FORMAT and folder / RECORD == file.resolve() else None
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return listed if isinstance(listed, str) else None


def recalled(data: bytes, name: str) -> Recalled:
    """The chronicle of the bytes of a ``chronicle.json``; `name` is the file's, for complaints.

    Raises: InputError.
    """
    try:
        record = Node(_parsed(data), "")
        version = record.text("schema_version")
        if not re.fullmatch(rf"{_MAJOR}\.[0-9]{{1,6}}", version):
            raise Malformed(
                f"schema version {shown(version, 40)}; this Khronika reads {_MAJOR}.x, so another one wrote the file"
            )
        chronicle = _chronicle(record)
        _must_hold_together(chronicle)
        withheld = record.node("withheld")
        return Recalled(
            chronicle=chronicle,
            withheld={
                "names": withheld.count("names"),
                "quotes": withheld.count("quotes"),
                "why": withheld.text("why"),
            },
            schema_version=version,
            sha256=hashlib.sha256(data).hexdigest(),
        )
    except Malformed as error:
        raise InputError(name, f"no chronicle that can be read: {error}") from None


def _parsed(data: bytes) -> object:
    if not data.strip():
        raise Malformed("the file is empty")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Malformed("not in UTF-8") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Malformed("not JSON that can be read: nested too deeply") from None
    except Malformed:
        raise
    except ValueError:  # a number of more digits than Python will turn into one
        raise Malformed("not JSON that can be read: a number with thousands of digits") from None


def _no_number(words: str) -> object:
    raise Malformed(f"not JSON: {words} is no number")


def _chronicle(record: Node) -> Chronicle:
    return Chronicle(
        dispatches=record.each("dispatches", dispatch_of),
        claims=record.each("claims", claim_of),
        incidents=record.each("incidents", incident_of),
        people=record.each("people", person_of),
        sources=record.each("sources", source_of),
        not_held=record.each("not_held", not_held_of),
        refusals=record.each("refusals", refusal_of),
        incidents_of=dict(record.each("dispatches", _incidents_of)),
        policy=record.text("policy"),
        reader=record.node("reader").texts_by_name(),
        # records of before these were written have none
        repeats=record.each("repeats", repeat_of) if record.has("repeats") else (),
        caveats=record.each("caveats", caveat_of) if record.has("caveats") else (),
        undecided=record.each("undecided_people", undecided_of) if record.has("undecided_people") else (),
    )


def _incidents_of(node: Node) -> tuple[DocId, tuple[IncidentId, ...]]:
    return DocId(node.text("doc_id")), tuple(map(IncidentId, node.texts("incidents")))


def _must_hold_together(chronicle: Chronicle) -> None:
    """Raises Malformed where an identifier stands twice or leads nowhere."""
    dispatches = _known("dispatches", (one.doc_id for one in chronicle.dispatches))
    claims = _known("claims", (one.claim_id for one in chronicle.claims))
    incidents = _known("incidents", (one.incident_id for one in chronicle.incidents))
    people = _known("people", (one.person_id for one in chronicle.people))
    _known("sources", (one.source_id for one in chronicle.sources))
    for claim in chronicle.claims:
        _must_lead("claims", claim.claim_id, [claim.doc_id], dispatches)
    for incident in chronicle.incidents:
        part_of = [incident.part_of] if incident.part_of is not None else []
        _must_lead("incidents", incident.incident_id, part_of, incidents)
        _must_lead("incidents", incident.incident_id, incident.claims, claims)
        _must_lead("incidents", incident.incident_id, incident.dispatches, dispatches)
        _must_lead("incidents", incident.incident_id, incident.people, people)
        for tally in incident.tallies:
            _must_lead("incidents", incident.incident_id, tally.claims, claims)
    for person in chronicle.people:
        _must_lead("people", person.person_id, [state.claim_id for state in person.history], claims)
        _must_lead("people", person.person_id, [one for link in person.links for one in link.claims], claims)
    for pair in chronicle.undecided:
        _must_lead("undecided_people", pair.people[0], pair.people, people)
        _must_lead("undecided_people", pair.people[0], pair.likeness.claims, claims)
    for source in chronicle.sources:
        _must_lead("sources", source.source_id, source.claims, claims)
    for edge in chronicle.repeats:
        _must_lead("repeats", edge.doc_id, [edge.doc_id, edge.of, edge.root], dispatches)
        _must_lead("repeats", edge.doc_id, edge.claims, claims)
    for passage in chronicle.caveats:
        home = [passage.incident_id] if passage.incident_id is not None else []
        _must_lead("caveats", passage.doc_id, [passage.doc_id], dispatches)
        _must_lead("caveats", passage.doc_id, home, incidents)
    for gap in chronicle.not_held:
        _must_lead("not_held", gap.doc_id, [gap.doc_id], dispatches)


def _known(where: str, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for one in ids:
        if one in found:
            raise Malformed(f"{where}: {shown(one, 80)} stands twice")
        found.add(one)
    return found


def _must_lead(where: str, holder: str, ids: Iterable[str], known: set[str]) -> None:
    for one in ids:
        if one not in known:
            raise Malformed(f"{where}: {shown(holder, 80)} names {shown(one, 80)}, which the file does not hold")
