"""The claims of an archive as a table that goes out to be edited, and comes back as judgments.

What went out is recorded, so that three states can be told apart: as exported, as edited, as the archive is now. Only
what the editor changed is taken, and not where somebody has judged otherwise meanwhile.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from khronika.archive.joining import log_named
from khronika.archive.judging import Verdict, judge, said
from khronika.archive.readings import claim_row
from khronika.archive.recorded import recorded_claims
from khronika.archive.rulings import Ruling, rulings
from khronika.archive.store import Archive
from khronika.correcting import corrected_in
from khronika.errors import Exposed, InputError, VerificationError, WrongUse
from khronika.judged import corrections
from khronika.judged_words import sound_claims
from khronika.model.claim import Claim
from khronika.model.ids import ClaimId
from khronika.model.refusal import Refusal
from khronika.publishing.linting.coordinates import without_fine_points
from khronika.publishing.linting.door import lint_files
from khronika.publishing.linting.values import Values, values_of
from khronika.publishing.tables.sheet import Row, as_csv, as_xlsx, read_sheet
from khronika.publishing.withholding.redaction import WORDS_WITHHELD, protected_with_relatives
from khronika.rounds import Order, chronicle_of

FIELDS: Mapping[str, str] = {
    "event_type": "event_type", "reality": "reality", "means": "means", "when": "when", "place": "place",
    "measure": "figure.measure", "low": "figure.low", "high": "figure.high", "group": "figure.group",
    "exactness": "figure.exactness", "scope": "figure.scope", "speaker": "attribution.speaker",
    "speaker_kind": "attribution.kind", "stance": "attribution.stance", "basis": "attribution.basis",
}  # fmt: skip
"""Column -> the value of a claim that it holds; these can be edited, as can ``standing``."""
COLUMNS = ("key", "export", "doc_id", "quote", "standing", *FIELDS, "reason")
_STANDINGS = {"accepted": "accept", "rejected": "reject"}
_READ_ONLY = ("doc_id", "quote")
_WHOLE = ("low", "high")
_COMPARED = 10_000
"""Letters of a cell that is not edited; a spreadsheet cuts longer ones."""


@dataclass(slots=True)
class Imported:
    """What came of a table: changes that are judged, rows that are as they were, and what could not be followed.

    unknown: the columns that somebody added, of which nothing is taken. changes: row, claim, column, value before and
    after. not_taken: rows and columns that were changed and cannot be.
    """

    unknown: tuple[str, ...] = ()
    changes: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    not_taken: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def export_sheet(
    archive: Archive, out: Path, order: Order, kind: Literal["csv", "xlsx"], *, include_names: bool, why: str
) -> int:  # fmt: skip
    """Writes the recorded claims of an archive as a table, and records what went out; the number of rows.

    Without `include_names`, what is protected goes by its pseudonym, points that are not public are blocked
    out, and the file is linted.

    Raises: WrongUse where nothing was recorded, or a file is there; Exposed; as ``rounds.chronicle_of``.
    """
    if out.exists():
        raise WrongUse(f"{out}: something is here already; a table that was edited would be lost")
    archive.require_open()
    chronicle = None if include_names else chronicle_of([archive.path], order)
    values = values_of(chronicle) if chronicle else None
    full = list(_rows(archive))
    spoken = protected_with_relatives(chronicle).claims if chronicle else {}
    rows = [_shown(row, values, spoken.get(ClaimId(row["key"]))) for row in full] if values else full
    if not rows:
        raise WrongUse(f"{archive.path}: no claims are recorded; khronika record reads them")
    kept = {
        "rows": {row["key"]: [row, shown] for row, shown in zip(full, rows, strict=True)},
        "items": sorted({item.sha256 for item in archive.index.items()}),
    }
    data = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    with archive.writing() as writer:
        mark = f"{writer.log}/{writer.size}"  # every row carries the entry that it went out by
        table = (as_csv if kind == "csv" else as_xlsx)(COLUMNS, [{**row, "export": mark} for row in rows])
        if chronicle and (found := [str(one) for one in lint_files({out.name: table}, chronicle) if one.refused]):
            raise Exposed(tuple(found))
        payload = {"why": why, "item": {"name": f"{kind} of {len(rows)} claims", "media_type": "application/json"}}
        writer.append_item("export", [data], lambda _: payload)
        out.write_bytes(table)
    return len(rows)


def _shown(row: Row, values: Values, pseudonym: str | None) -> Row:
    """A row as anybody may see it. pseudonym: of the protected source that says so."""
    shown = {name: _withheld(cell, values) for name, cell in row.items()}
    return shown if pseudonym is None else shown | {"quote": WORDS_WITHHELD, "speaker": pseudonym}


def _withheld(cell: str, values: Values) -> str:
    return without_fine_points(values.without(cell), values.points)


def import_sheet(archive: Archive, file: Path, *, why: str | None, dry_run: bool) -> Imported:
    """Makes the changes of an edited table into judgments; what cannot be followed is refused by row.

    why: the reason of rows that give none. dry_run: nothing is judged.

    Raises: InputError where the file is no table of this archive, or has lost a column.
    """
    rows = read_sheet(file)
    columns = tuple(next(iter(rows.values()), ()))
    if "key" not in columns or "export" not in columns:
        raise InputError(str(file), "no table that khronika export has written: the columns key and export are missing")
    done = Imported(unknown=_unknown_columns(file, columns, rows.values()))
    archive.require_open()
    claims = _claims_now(archive)
    now = {row["key"]: row for row in _rows(archive)}
    exports: dict[str, Mapping[str, tuple[Row, Row]]] = {}
    seen: set[str] = set()
    for number, row in rows.items():
        key = row["key"]
        try:
            if key in seen:
                raise WrongUse("the key stands twice")
            seen.add(key)
            if row["export"] not in exports:
                exports[row["export"]] = _exported(archive, row["export"])
            base = exports[row["export"]].get(key)
            if base is None or key not in now:
                raise WrongUse("no such claim was exported, or it is here no more")
            shown = base[1]
            done.not_taken += [(number, name) for name in _READ_ONLY if not _same_words(row[name], shown[name])]
            changes = list(_changes(row, base, now[key]))
            reason = row["reason"].strip() or (why or "").strip()
            if changes and not reason:
                raise WrongUse("changed, and no reason is given")
            verdicts = _verdicts(claims[key], changes, reason)
        except WrongUse as error:
            done.refusals.append(Refusal(step="archive", name=f"{file.name}: row {number} ({key})", reason=str(error)))
            continue
        done.same += not changes
        for verdict in verdicts if not dry_run else ():
            judge(archive, verdict)
        done.changes += [(number, key, column, now[key][column], value) for column, value in changes]
    return done


def _same_words(edited: str, shown: str) -> bool:
    """Whether a cell that is not edited is as it went out, but for what spreadsheets do to blanks and long cells."""
    plain = [[letter for letter in cell if letter.isalnum()][:_COMPARED] for cell in (edited, shown)]
    return plain[0] == plain[1]


def _unknown_columns(file: Path, columns: Sequence[str], rows: Iterable[Row]) -> tuple[str, ...]:
    """The columns that no export writes. Raises: InputError where one that every export writes is not there.

    A column that was renamed has lost what the editor changed in it, and nobody would be told.
    """
    unknown = tuple(name for name in columns if name not in COLUMNS and (name or any(row[name] for row in rows)))
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        named = "".join(f", and not known: {', '.join(map(repr, unknown))}" for _ in unknown[:1])
        raise InputError(str(file), f"columns that were exported are missing: {', '.join(missing)}{named}")
    return unknown


def _claims_now(archive: Archive) -> dict[str, Claim]:
    """The recorded claims by id, corrected."""
    claims = {str(claim.claim_id): claim for claim in sound_claims(recorded_claims(archive).values())}
    for claim_id, values in corrections(_standing(archive, claims)).items():
        with suppress(WrongUse):
            claims[claim_id] = corrected_in(claims[claim_id], values)
    return claims


def _standing(archive: Archive, claims: Mapping[str, Claim]) -> tuple[Ruling, ...]:
    return rulings(said(archive), [claim_row(claim.as_dict()) for claim in claims.values()]).standing


def _rows(archive: Archive) -> Iterator[Row]:
    """The claims as they are now, judgments followed, in the order of their dispatches."""
    claims = _claims_now(archive)
    standing = {
        ruling.question.things[0]: "disputed" if ruling.disputed else ruling.verdicts[0]
        for ruling in _standing(archive, claims)
        if ruling.question.about == "standing"
    }
    for claim in sorted(claims.values(), key=lambda one: (one.doc_id, one.span, one.claim_id)):
        yield _cells(claim) | {"standing": standing.get(claim.claim_id, "")}


def _cells(claim: Claim) -> dict[str, str]:
    figure, said_by, place = claim.figure, claim.attribution, claim.place
    cells = {
        "key": claim.claim_id, "export": "", "doc_id": claim.doc_id, "quote": claim.quote, "reason": "",
        "event_type": claim.event_type, "reality": claim.reality.value, "means": claim.means,
        "when": claim.when.edtf if claim.when else None, "place": place.name if place else None,
        "measure": figure and figure.measure, "low": figure and figure.low, "high": figure and figure.high,
        "group": figure and figure.group, "exactness": figure and figure.exactness.value,
        "scope": figure and figure.scope.value, "speaker": said_by and said_by.speaker,
        "speaker_kind": said_by and said_by.kind, "stance": said_by and said_by.stance.value,
        "basis": said_by and said_by.basis.value,
    }  # fmt: skip
    return {name: "" if value is None else str(value) for name, value in cells.items()}


def _changes(row: Row, exported: tuple[Row, Row], now: Row) -> Iterator[tuple[str, str]]:
    """The cells that the editor changed, where nobody has judged otherwise since.

    exported: the claim as it was, and as it was shown. Raises: WrongUse where somebody has.
    """
    was, shown = exported
    for column in ("standing", *FIELDS):
        edited = _standing_word(row[column]) if column == "standing" else row[column].strip()
        if edited in (shown[column].strip(), now[column].strip()):
            continue
        if now[column] != was[column]:
            raise WrongUse(f"{column}: judged otherwise since it was exported, and edited here; decide between the two")
        yield column, edited


def _standing_word(cell: str) -> str:
    """What a table calls a standing, also where the editor wrote the act (accept) or capitals."""
    word = cell.strip()
    return {act: name for name, act in _STANDINGS.items()}.get(word.lower(), word.lower())


def _verdicts(claim: Claim, changes: Sequence[tuple[str, str]], why: str) -> list[Verdict]:
    """The judgments that changed cells are. Raises: WrongUse where they would make no sense together."""
    verdicts, values = [], {}
    for column, value in changes:
        if column == "standing":
            if value not in _STANDINGS:
                raise WrongUse(f"standing: {value!r} is neither accepted nor rejected; khronika judge undo takes back")
            verdicts.append(Verdict(act=_STANDINGS[value], why=why, claims=(claim.claim_id,)))
            continue
        if column in _WHOLE and value and not value.isdecimal():
            raise WrongUse(f"{column}: {value!r} is no whole number")
        values[FIELDS[column]] = int(value) if column in _WHOLE and value else value or None
    corrected_in(claim, values)
    named = {"act": "correct", "why": why, "claims": (claim.claim_id,)}
    return verdicts + [Verdict(**named, field=name, value=value) for name, value in values.items()]  # type: ignore[arg-type]


def _exported(archive: Archive, mark: str) -> Mapping[str, tuple[Row, Row]]:
    """What went out under a mark. Raises: WrongUse where nothing did, or it was withdrawn."""
    log, _, seq = mark.partition("/")
    if not seq.isdecimal():
        raise WrongUse(f"{mark!r} names no export of this archive")
    key = log_named(archive, log)
    row = archive.index.row(key, int(seq))
    items = archive.index.items_of(key, int(seq)) if row and row.kind == "export" else []
    try:
        (item,) = items
        rows = json.loads(archive.items.read(item.stored, item.key))["rows"]
        return {str(key): (dict(was), dict(shown)) for key, (was, shown) in rows.items()}
    except (ValueError, KeyError, TypeError, RecursionError, VerificationError):
        raise WrongUse(f"{mark!r} names no export of this archive, or what it was made from was withdrawn") from None
