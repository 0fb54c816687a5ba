"""The sheets of a spreadsheet (.xlsx) as rows of words. Formulas are never evaluated: their last values are read.

Read by openpyxl a row at a time, once what the file unpacks to has been measured.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from khronika.errors import InputError
from khronika.hooks import Limits
from khronika.intake.compression import DAMAGES
from khronika.intake.measures import within
from khronika.reference.display import sayable
from khronika.reference.entities import unescaped

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet [^<>]*?\bname="([^"<>]*)"')
_FAULTS = (*DAMAGES, BadZipFile, LookupError, TypeError, AttributeError, SyntaxError, NotImplementedError)
_BROKEN = "the workbook is damaged, or no workbook of Excel"
_ERRORS = ("#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook; hidden: whether the program that made it does not show it."""

    title: str
    hidden: bool
    rows: Iterator[list[str]]


def sheets(data: bytes, name: str, limits: Limits) -> Iterator[Sheet]:
    """The sheets in their order, each to be read before the next.

    Raises: InputError where the file is no workbook or is damaged, LimitExceeded.
    """
    _measure(data, name, limits)
    # 0.2 s to load, of no use to those who read no spreadsheets
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield Sheet(title=sheet.title, hidden=sheet.sheet_state != "visible", rows=_rows(sheet, data, name))
        lost = [title for title in _titles(data) if title not in book.sheetnames]
        if not (lost or book.sheetnames):
            raise InputError(name, "the workbook has no sheets")
        for title in lost:  # the library passes over a sheet whose part of the file is missing
            yield Sheet(title=title, hidden=False, rows=_missing(f"{name}:{title}"))
    except _FAULTS:
        raise InputError(name, _BROKEN) from None


def _titles(data: bytes) -> list[str]:
    """What the workbook calls its sheets, whether their parts are there or not."""
    with ZipFile(io.BytesIO(data)) as parts:
        named = [parts.read(part) for part in parts.namelist() if part.endswith("workbook.xml")]
    return [unescaped(title.decode("utf-8", "replace")) for part in named for title in _SHEET.findall(part)]


def _missing(name: str) -> Iterator[list[str]]:
    raise InputError(name, "the workbook is damaged: this sheet's part of the file is missing")
    yield []


def _measure(data: bytes, name: str, limits: Limits) -> None:
    """Unpacks every part once and keeps nothing. Raises: InputError, LimitExceeded."""
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            total = 0
            within(len(parts.infolist()), limits.members_count, "members_count", name)
            for info in parts.infolist():
                with parts.open(info) as stream:
                    while chunk := stream.read(1 << 20):
                        total += len(chunk)
                        within(total, limits.file_bytes, "file_bytes", name)
    except (*_FAULTS, RuntimeError):
        raise InputError(name, _BROKEN) from None


def _rows(sheet: Any, data: bytes, name: str) -> Iterator[list[str]]:
    """The rows from the first on, as words. A value that is merged with the cells below it stands in each of them."""
    try:
        merged = _merged_downwards(data, sheet._worksheet_path)
        spread: dict[int, tuple[int, str]] = {}
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            row = [_words(cell) for cell in cells]
            for column, word in enumerate(row):
                if (number, column) in merged:
                    spread[column] = (merged[number, column], word)
                elif not word and column in spread and number <= spread[column][0]:
                    row[column] = spread[column][1]
            yield row
    except _FAULTS:
        raise InputError(name, _BROKEN) from None


def _merged_downwards(data: bytes, part: str) -> dict[tuple[int, int], int]:
    """(row from 1, column from 0) -> the last row that the cell is merged with."""
    with ZipFile(io.BytesIO(data)) as parts, parts.open(part) as stream:
        found = _MERGED.findall(stream.read())
    return {(int(first), _column(letters)): int(last) for letters, first, last in found if int(last) > int(first)}


def _column(letters: bytes) -> int:
    """The position of a column from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


def _words(cell: object) -> str:
    """A cell as it would be written by hand: a date as ISO 8601, a whole number without its point."""
    if cell is None or (isinstance(cell, str) and cell in _ERRORS):
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return sayable(str(cell))
