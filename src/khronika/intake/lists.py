"""Tables whose rows are people: .csv, .tsv and .xlsx, compressed or not, as rows of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.errors import InputError
from khronika.hooks import Limits
from khronika.intake.compression import inner_name, is_compressed, unpacked
from khronika.intake.formats import delimited, workbook
from khronika.intake.measures import DEFAULT_LIMITS, within

_WORKBOOKS = (".xlsx", ".xlsm")
_TABBED = (".tsv", ".tab")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table. name: of its file, and of its sheet where the file has several. rows: to be read once."""

    name: str
    rows: Iterator[list[str]]


def tables_in(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawTable]:
    """The tables of a file, each to be read before the next; sheets that are hidden are left out.

    Raises: InputError where the file cannot be read or is no table, LimitExceeded.
    """
    name = inner_name(path.name)
    data = _bytes(path, limits)
    if name.lower().endswith(_WORKBOOKS):
        for sheet in workbook.sheets(data, path.name, limits):
            if not sheet.hidden:
                yield RawTable(f"{path.name}:{sheet.title}", _counted(sheet.rows, path.name, limits))
        return
    rows = delimited.rows(data, path.name, limits, tabbed=name.lower().endswith(_TABBED))
    yield RawTable(path.name, _counted(rows, path.name, limits))


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as handle:
            data = handle.read(limits.file_bytes + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
    within(len(data), limits.file_bytes, "file_bytes", path.name)
    return unpacked(data, path.name, limits.file_bytes) if is_compressed(data) else data


def _counted(rows: Iterator[list[str]], name: str, limits: Limits) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        within(number, limits.records_count, "records_count", name)
        yield row
