"""Tables as text (.csv, .tsv) as rows of words: encoding and separator are told from the text itself."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from khronika.errors import InputError
from khronika.hooks import Limits
from khronika.intake.decoding import decoded
from khronika.intake.measures import within
from khronika.reference.cells import allow_cells

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 256_000
"""Bytes from which encoding and separator are told."""
_SAMPLED_ROWS = 50


def rows(data: bytes, name: str, limits: Limits, *, tabbed: bool) -> Iterator[list[str]]:
    """The rows, read a line at a time; characters that are broken come out as U+FFFD.

    Raises: InputError where the bytes are no text, LimitExceeded.
    """
    within(len(data), limits.file_bytes, "file_bytes", name)
    encoding = encoding_of(data, name)
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    if text.read(1) != "\ufeff":
        text.seek(0)
    start = text.tell()
    separator = "\t" if tabbed else _separator(text.read(_SAMPLE))
    text.seek(start)
    reader = csv.reader(text, delimiter=separator)
    most = max(limits.text_chars, limits.record_bytes) + 1
    try:
        while (row := _next(reader, most)) is not None:
            yield row
    except csv.Error as error:
        raise InputError(f"{name}:{reader.line_num}", f"the table breaks off here: {error}") from None


def _next(reader: Iterator[list[str]], most: int) -> list[str] | None:
    """The next row, or None; the limit is said for each row, since another table may have been read in between."""
    allow_cells(most)
    return next(reader, None)


def encoding_of(data: bytes, name: str) -> str:
    """Raises: InputError where the beginning of the bytes is no text."""
    if len(data) <= _SAMPLE:
        return decoded(data, name).encoding
    # cut at the end of a line, in whatever width its characters are written
    cut = data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE
    return decoded(data[: cut + (-cut) % 4], name).encoding


def _separator(sample: str) -> str:
    """The sign that cuts the most rows into the same number of cells, more than one."""

    def agreement(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        counts: Counter[int] = Counter()
        try:
            for _, row in zip(range(_SAMPLED_ROWS), reader, strict=False):
                counts[len(row)] += bool(row)
        except csv.Error:
            pass  # judged by the rows before
        cells, rows = max(counts.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        return (rows if cells > 1 else 0, cells)

    return max(_SEPARATORS, key=agreement)
