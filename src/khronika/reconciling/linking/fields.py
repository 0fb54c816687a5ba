"""What a row of a list of people may say, and which columns of a table hold it: ``fields.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError, WrongUse
from khronika.reference.display import shown

_FILE = "fields.toml"
KEY = "id"
KINDS = ("key", "name", "given", "family", "further", "date", "age", "text", "code", "category")
NAMES = ("name", "given", "family", "further")
_LONGEST_HEADER = 40
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a row may say. kind: how two of its values are compared. headers: the usual ones, folded."""

    name: str
    kind: str
    headers: tuple[str, ...]


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its name, in the order of the file. Raises: VocabularyError."""
    try:
        raw = tomllib.loads(files("khronika.reconciling.linking").joinpath(_FILE).read_text("utf-8"))
        found = {
            name: Field(name, row["kind"], tuple(_folded(header) for header in row["headers"]))
            for name, row in raw.items()
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    for field in found.values():
        if field.kind not in KINDS:
            raise VocabularyError(f"{_FILE}: {field.name}: there is no kind {field.kind!r}")
    return MappingProxyType(found)


def columns_said(given: Sequence[str]) -> dict[str, str]:
    """What "born=Year", "name=Who" mean: field -> header. Raises: WrongUse for anything else."""
    found: dict[str, str] = {}
    for pair in given:
        field, sign, header = (part.strip() for part in pair.partition("="))
        if field not in fields() or not sign or not header:
            known = ", ".join(fields())
            raise WrongUse(f"'{shown(pair)}' is no column such as name=Who; the fields are {known}")
        if field in found:
            raise WrongUse(f"--column {field} is given twice; a field has one column")
        found[field] = header
    return found


def layout_of(headers: Sequence[str], said: Mapping[str, str]) -> dict[str, int]:
    """Field -> position of its column from 0: as said, else by the usual headers.

    Raises: WrongUse where a header that was said is not there; no header is guessed at for a column that is taken.
    """
    folded = [_folded(header) for header in headers]
    found: dict[str, int] = {}
    for field, header in said.items():
        if _folded(header) not in folded:
            raise WrongUse(f"there is no column '{shown(header)}'")
        found[field] = folded.index(_folded(header))
    for known in fields().values():
        place = next((folded.index(usual) for usual in known.headers if usual in folded), None)
        if known.name not in found and place is not None and place not in found.values():
            found[known.name] = place
    return found


def unknown(headers: Sequence[str]) -> str:
    """Why a table whose first row is `headers` cannot be linked, and what to do.

    A first row that does not look like headers holds data, which may name somebody, and is not shown.
    """
    filled = [header.strip() for header in headers if header.strip()]
    if any(len(header) > _LONGEST_HEADER or any(letter.isdigit() for letter in header) for header in filled):
        return "no column is known to hold names, and its first row holds no headers"
    seen = ", ".join(f"'{shown(header)}'" for header in filled)
    return f"no column is known to hold names; its columns are {seen}; say which it is: --column name=HEADER"


def names_somebody(said: Iterable[str]) -> bool:
    """Whether one of the fields is a name, or a part of one."""
    return any(fields()[name].kind in NAMES for name in said)


def _folded(header: str) -> str:
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", header).casefold()).strip()
