"""Reading GeoNames' full dump: one place a line, 19 columns parted by tabs (its ``readme.txt``).

Nothing is trusted: a row that cannot be a place is named with its line and the reason, and passed over.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from khronika.errors import GazetteerError

COLUMNS = 19
_LONGEST_LINE = 1 << 20  # bytes; the longest of the dump has some 20,000
_LONGEST_NAME = 200  # code points, as GeoNames itself allows
_DAMAGES = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_HIGHEST_ID = 2**31 - 1
_MOST_PEOPLE = 2**32 - 1


class DumpRow(NamedTuple):
    """One line of the dump, as far as it is used; see GeoNames' readme for the columns."""

    geonames_id: int
    name: str
    other: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    """Class and code: "P.PPLC"."""
    country: str
    admin1: str
    admin2: str
    population: int
    modified: str


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The dump's lines, out of the .zip that GeoNames offers or of the .txt within.

    Raises: GazetteerError where there is none, naming the file and the reason.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                tables = [item for item in archive.infolist() if item.filename.lower().endswith(".txt")]
                if not tables:
                    raise GazetteerError(f"{path}: holds no table (.txt)")
                with archive.open(max(tables, key=lambda item: (item.file_size, item.filename))) as file:
                    yield file
        else:
            with path.open("rb") as file:
                yield file
    except _DAMAGES as error:
        raise GazetteerError(f"{path}: cannot be read: {error}") from error


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines without their ends; of one that is far too long only the beginning."""
    while line := file.readline(_LONGEST_LINE):
        whole = line
        while not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)
            if not line:
                break
        yield whole.rstrip(b"\r\n")


def parsed(line: bytes) -> DumpRow:
    """The row of a line. Raises: ValueError with the reason where it is none."""
    try:
        columns = line.decode("utf-8").split("\t")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    if len(columns) != COLUMNS:
        raise ValueError(f"has {len(columns)} columns, not {COLUMNS}")
    number, name, plain, other, lat, lon, feature_class, code, country = columns[:9]
    geonames_id = _whole(number, "the id", _HIGHEST_ID)
    if not geonames_id:
        raise ValueError("has no id")
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise ValueError("has no name" if not name.strip() else f"has a name of {len(name)} letters")
    return DumpRow(
        geonames_id,
        name.strip(),
        tuple(dict.fromkeys(found for part in (plain, *other.split(",")) if (found := part.strip()[:_LONGEST_NAME]))),
        _degrees(lat, "the latitude", 90.0),
        _degrees(lon, "the longitude", 180.0),
        f"{feature_class}.{code}",
        country.strip().upper()[:2],
        columns[10].strip(),
        columns[11].strip(),
        _whole(columns[14], "the population", _MOST_PEOPLE),
        columns[18].strip(),
    )


def _whole(text: str, what: str, most: int) -> int:
    if not text.strip():
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
        raise ValueError(f"{what} {text[:20]!r} is no number of that kind")
    return int(text)


def _degrees(text: str, what: str, most: float) -> float:
    try:
        found = float(text)
    except ValueError:
        raise ValueError(f"{what} {text[:20]!r} is no number") from None
    if not abs(found) <= most:
        raise ValueError(f"{what} {text[:20]!r} is off the globe")
    return found
