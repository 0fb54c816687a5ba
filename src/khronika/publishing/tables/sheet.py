"""A table as people edit it in a spreadsheet, written and read back: CSV and XLSX, no cell a formula.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, as does one that begins with an
apostrophe; reading takes one away again, so that what comes back is what went out. Source: OWASP, "CSV Injection".
"""

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from khronika.errors import InputError, LimitExceeded
from khronika.reference.cells import allow_cells, separator_of
from khronika.settings import default_count

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
_THEN = datetime(1980, 1, 1)
_LONGEST_CELL = 32_767
"""Code points that a cell of Excel holds."""
_DAMAGES = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, lzma.LZMAError, SyntaxError, OSError, EOFError,
    RuntimeError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
)  # fmt: skip
"""What openpyxl and what it stands on raise where a workbook is damaged or locked; of XML it is a SyntaxError."""
Row = Mapping[str, str]


def escaped(cell: str) -> str:
    """The cell as nobody's formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def unescaped(cell: str) -> str:
    """The cell as it was before `escaped`."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("", *_RISKY) and cell != "'" else cell


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as CSV in UTF-8, with the mark by which spreadsheets know it."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows([escaped(row[column]) for column in columns] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def as_xlsx(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as XLSX, its one sheet called "claims"; the same rows give the same bytes."""
    book = Workbook()
    book.properties.creator = "Khronika"
    book.properties.created = book.properties.modified = _THEN
    sheet = book.active
    sheet.title = "claims"
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_printable(escaped(row[column]))[:_LONGEST_CELL] for column in columns])
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None:
                cell.data_type = "s"
    sheet.freeze_panes = "B2"
    written = io.BytesIO()
    book.save(written)
    return _undated(written.getvalue())


def read_sheet(path: Path) -> dict[int, Row]:
    """The rows of a CSV or XLSX file, by the names of their columns; cells that are missing are empty.

    Shape: number of the row as a spreadsheet program shows it (the header is 1) -> its cells; empty rows are left out.

    Raises: InputError where it is none; LimitExceeded where it is too large.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
    if len(data) > default_count("page_bytes"):
        raise LimitExceeded(str(path), "larger than a table that is read at once (setting page_bytes)")
    lines = _of_xlsx(path, data) if data.startswith(b"PK") else _of_csv(path, data)
    header = [name.strip() for name in lines[0]] if lines else []
    if len(set(header)) != len(header):
        raise InputError(str(path), "a column stands twice")
    return {
        number: dict(zip(header, [unescaped(cell) for cell in [*line, *[""] * len(header)]], strict=False))
        for number, line in enumerate(lines[1:], start=2)
        if any(line)
    }


def _of_csv(path: Path, data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        allow_cells(len(text) + 1)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(path), f"no CSV in UTF-8: {error}") from None


def _of_xlsx(path: Path, data: bytes) -> list[list[str]]:
    most = default_count("grown_chars")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            if sum(info.file_size for info in zipped.infolist()) > most:
                raise LimitExceeded(str(path), "unpacks to more than is read at once (setting grown_chars)")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [[_plain(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except InputError:
        raise
    except _DAMAGES as error:
        raise InputError(str(path), "no workbook (XLSX), or a damaged one") from error


def _plain(value: object) -> str:
    """A cell as the text that a person sees: whole numbers without a point, days without a clock."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _printable(cell: str) -> str:
    """The cell without control characters, which XML cannot hold."""
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in cell)


def _undated(data: bytes) -> bytes:
    """The zip with the times of its making taken out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _without_now(content)
            after.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _without_now(core: bytes) -> bytes:
    """The properties of a workbook with the time of its saving set back, which openpyxl sets itself."""
    start = core.find(b"<dcterms:modified")
    end = core.find(b"</dcterms:modified>")
    opened = core.find(b">", start) + 1
    return core[:opened] + b"1980-01-01T00:00:00Z" + core[end:] if 0 <= start < end else core
