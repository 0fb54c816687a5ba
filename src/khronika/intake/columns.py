"""Which columns of a table hold what: by the usual headers, or as the user says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khronika.errors import WrongUse
from khronika.intake.lexicon import word_list
from khronika.reference.display import shown

FIELDS = ("text", "title", "published", "url", "publisher", "id")
Columns = Mapping[str, tuple[str, ...]]
"""Field -> the headers of the columns that hold it, in the order in which they are joined."""
NO_COLUMNS: Columns = MappingProxyType({})
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_HEADER = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table. places: field -> positions from 0. guessed: what was not said by the user, in words."""

    places: Mapping[str, tuple[int, ...]]
    guessed: str

    def words(self, field: str, row: Sequence[str]) -> str:
        """The field's cells of a row, joined: paragraphs of a text, else words."""
        cells = [row[place].strip() for place in self.places.get(field, ()) if place < len(row)]
        return ("\n\n" if field == "text" else " ").join(cell for cell in cells if cell)


def columns_named(given: Sequence[str]) -> Columns:
    """What "text=Notes", "published=Day" mean; a field that comes twice has several columns.

    Raises: WrongUse for anything else.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pair in given:
        field, sign, header = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not sign or not header:
            raise WrongUse(f"{shown(pair)!r} is no column such as text=Notes; the fields are {', '.join(FIELDS)}")
        found[field] = (*found.get(field, ()), header)
    return MappingProxyType(found)


def layout_of(headers: Sequence[str], columns: Columns) -> Layout | None:
    """The layout of a table with these headers; None where none is its text, or one that was named is missing."""
    places: dict[str, tuple[int, ...]] = {}
    guessed: list[str] = []
    alike = [_alike(header) for header in headers]
    taken: set[int] = set()
    for field in FIELDS:
        if field in columns:
            wanted = [_place(header, headers, alike) for header in columns[field]]
            if None in wanted:
                return None
            places[field] = tuple(place for place in wanted if place is not None)
            taken.update(places[field])
    for field in FIELDS:
        usual = next((header for header in _usual(field) if header in alike and alike.index(header) not in taken), None)
        if field not in columns and usual is not None:
            places[field] = (alike.index(usual),)
            taken.update(places[field])
            guessed.append(f"{field} from {shown(headers[places[field][0]], _LONGEST_HEADER)!r}")
    return Layout(MappingProxyType(places), ", ".join(guessed)) if "text" in places else None


def missing(headers: Sequence[str], columns: Columns) -> str:
    """Why a table whose first row is `headers` cannot be read, and what to do."""
    alike = [_alike(header) for header in headers]
    absent = [one for named in columns.values() for one in named if _place(one, headers, alike) is None]
    if absent:
        return f"there is no column {', '.join(shown(one) for one in absent)!r}; {_seen(headers)}"
    return f"no column is known to hold the text; {_seen(headers)}; say which it is: --column text=NAME"


def _seen(headers: Sequence[str]) -> str:
    """A first row that does not look like headers holds data, which may name somebody, and is not shown."""
    filled = [header.strip() for header in headers if header.strip()]
    if any(len(header) > _LONGEST_HEADER or any(letter.isdigit() for letter in header) for header in filled):
        return "its first row holds no headers"
    return f"its columns are {', '.join(repr(shown(header)) for header in filled)}"


def _place(header: str, headers: Sequence[str], alike: Sequence[str]) -> int | None:
    if header in headers:
        return headers.index(header)
    return alike.index(_alike(header)) if _alike(header) in alike else None


@cache
def _usual(field: str) -> tuple[str, ...]:
    return tuple(_alike(header) for header in word_list("columns.toml", field))


def _alike(header: str) -> str:
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", header).casefold()).strip()
