"""Tables whose rows are dispatches: .csv, .tsv and .xlsx.

Which column holds what is told by its header (``columns.toml``) or by the user (``columns.py``).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from itertools import chain, islice

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.columns import FIELDS, NO_COLUMNS, Columns, Layout, layout_of, missing
from khronika.intake.formats import delimited, workbook
from khronika.intake.formats.container import parts_of
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown
from khronika.reference.instants import Moment, moment_in, writes_month_first

_HEADER_WITHIN = 10
"""Rows from the top among which the headers are sought: titles and notes may stand above them."""
_DATED_ROWS = 2000
"""Rows whose dates tell whether the month or the day comes first."""
_NAMED_ROWS = 5


@dataclass(slots=True)
class _Oddities:
    """What is told of a table at its end: which rows have no text, and which are longer than the headers."""

    textless: list[int] = field(default_factory=list)
    longer: list[int] = field(default_factory=list)


def read_delimited(data: bytes, name: str, limits: Limits, *, columns: Columns) -> Iterator[Draft | Refusal]:
    """The drafts of the rows of a table that is text. Raises: InputError, LimitExceeded."""
    tabbed = name.lower().removesuffix(".gz").endswith((".tsv", ".tab"))
    rows = delimited.rows(data, name, limits, tabbed=tabbed)
    yield from _table(rows, name, "", limits, columns=columns)


def read_workbook(data: bytes, name: str, limits: Limits, *, columns: Columns) -> Iterator[Draft | Refusal]:
    """The drafts of the rows of every sheet that is shown. Raises: InputError, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    refused: list[InputError] = []
    read = 0
    for sheet in workbook.sheets(data, name, limits):
        if sheet.hidden:
            yield _note(f"{name}:{sheet.title}", "a hidden sheet, and left out")
            continue
        try:
            for thing in _table(sheet.rows, name, f"{sheet.title}!", limits, columns=columns):
                read += isinstance(thing, Draft)
                yield thing
        except InputError as error:
            refused.append(error)
    if not read and refused:
        raise refused[0]
    yield from (_note(error.name, error.reason) for error in refused)


def _table(
    rows: Iterator[list[str]], name: str, prefix: str, limits: Limits, *, columns: Columns
) -> Iterator[Draft | Refusal]:
    """The drafts of one table. Raises: InputError where no column is its text, LimitExceeded."""
    sheet = f"{name}:{prefix}".rstrip(":!")
    head = list(islice(rows, _HEADER_WITHIN))
    top, layout = _layout(head, sheet, columns)
    if layout.guessed:
        yield _note(sheet, f"columns told by their headers: {layout.guessed}")
    rows = chain(head[top + 1 :], rows)
    first = list(islice(rows, _DATED_ROWS))
    month_first = writes_month_first("\n".join(layout.words("published", row) for row in first))
    odd = _Oddities()
    read = 0
    for number, row in enumerate(chain(first, rows), start=top + 2):
        within(number, limits.records_count, "records_count", name)
        if len(row) > len(head[top]) and any(cell.strip() for cell in row[len(head[top]) :]):
            odd.longer.append(number)
        if layout.words("text", row):
            read += 1
            yield _draft(row, layout, where=f"{prefix}{number}", month_first=month_first)
        elif any(cell.strip() for cell in row):
            odd.textless.append(number)
    if not (read or odd.textless):
        raise InputError(sheet, "the table has no rows below its headers")
    yield from _told(odd, sheet)


def _layout(head: Sequence[list[str]], name: str, columns: Columns) -> tuple[int, Layout]:
    """The position of the row of headers and what they say. Raises: InputError where there is none."""
    for top, row in enumerate(head):
        layout = layout_of(row, columns)
        if layout:
            return top, layout
    filled = next((row for row in head if any(cell.strip() for cell in row)), None)
    raise InputError(name, missing(filled, columns) if filled else "the table is empty")


def _draft(row: Sequence[str], layout: Layout, *, where: str, month_first: bool) -> Draft:
    """A row. It has no bytes of its own: sealed are the cells that are read, as JSON, and no others.

    A digest over a column that is not shown, such as that of the witnesses, would let a guess at it be checked.
    """
    words = {name: sayable(layout.words(name, row)) or None for name in FIELDS}
    text, title = words["text"] or "", words["title"]
    return Draft(
        raw=json.dumps(words, ensure_ascii=False).encode("utf-8", "replace"),
        text=text,
        encoding="utf-8",
        where=where,
        doc_id=words["id"],
        title=title if title and not text.startswith(title) else None,
        published=_iso(words["published"], month_first=month_first),
        published_from="record" if words["published"] else None,
        url=words["url"],
        publisher=words["publisher"],
    )


def _iso(words: str | None, *, month_first: bool) -> str | None:
    """A date in the order of its column as ISO 8601; words that are no whole date stay as they are."""
    moment = moment_in(words, month_first=month_first) if words else None
    if moment is None or not moment.has_date:
        return words
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}{_clock(moment)}"


def _clock(moment: Moment) -> str:
    if not moment.has_clock:
        return ""
    zone = time(tzinfo=moment.zone).strftime("%z") if moment.zone else ""
    return f"T{moment.hour:02}:{moment.minute:02}:{moment.second:02}{zone}"


def _told(odd: _Oddities, name: str) -> Iterator[Refusal]:
    if odd.textless:
        yield _note(name, f"{_rows(odd.textless)} no text")
    if odd.longer:
        yield _note(name, f"{_rows(odd.longer)} more cells than the headers; the cells beyond them were left out")


def _rows(numbers: Sequence[int]) -> str:
    """ "rows 3, 5 have", "12 rows (3, 5, 8, 9, 11 ...) have"."""
    listed = ", ".join(map(str, numbers[:_NAMED_ROWS]))
    if len(numbers) == 1:
        return f"row {listed} has"
    return f"rows {listed} have" if len(numbers) <= _NAMED_ROWS else f"{len(numbers)} rows ({listed} ...) have"


def _note(name: str, reason: str) -> Refusal:
    return Refusal(step="intake", name=shown(name), reason=reason, unread=False)


def _is_workbook(data: bytes) -> bool:
    return "xl/workbook.xml" in parts_of(data)


def table_formats(columns: Columns) -> tuple[Format, Format]:
    """Tables whose columns the user has named; those that were not named are told by their headers."""
    return (
        Format(
            name="delimited",
            media_type="text/csv",
            suffixes=(".csv", ".tsv", ".tab"),
            recognises=lambda head: False,  # a line with commas is prose as often as not
            read=partial(read_delimited, columns=columns),
        ),
        Format(
            name="workbook",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            suffixes=(".xlsx", ".xlsm"),
            recognises=lambda head: False,  # its parts are listed at its end
            read=partial(read_workbook, columns=columns),
            is_surely=_is_workbook,
        ),
    )


DELIMITED, WORKBOOK = table_formats(NO_COLUMNS)
