"""The words of an entry in the form in which they are compared."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from khronika.model.entry import Entry
from khronika.reconciling.linking.fields import NAMES, fields
from khronika.reconciling.names.romanising import is_patronymic, parts_of
from khronika.reference.instants import moment_in, writes_month_first

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SIGNS = re.compile(r"[^\w@]+")
_SAMPLE = 2000


class Name(NamedTuple):
    """A name as compared: its words in one spelling.

    Where nothing else is known the first word is the given name and the last the family name; either may be empty.
    """

    given: str
    further: tuple[str, ...]
    family: str

    @property
    def words(self) -> tuple[str, ...]:
        """Every word in order."""
        return tuple(word for word in (self.given, *self.further, self.family) if word)


def written_name(entry: Entry) -> str:
    """The name as the entry writes it, its parts put together."""
    return " ".join(entry.said[name] for name in fields() if fields()[name].kind in NAMES and name in entry.said)


def name_of(entry: Entry) -> Name | None:
    """The name of an entry, or None where it has none."""
    said = {field.kind: entry.said[name] for name, field in fields().items() if name in entry.said}
    further = parts_of(said.get("further", ""))
    if "given" in said or "family" in said:
        given, family = parts_of(said.get("given", "")), parts_of(said.get("family", ""))
        found = Name("".join(given[:1]), (*given[1:], *further, *family[:-1]), "".join(family[-1:]))
        return found if found.words else None
    family_first, comma, rest = said.get("name", "").partition(",")
    words = [*parts_of(rest), *parts_of(family_first)] if comma else list(parts_of(family_first))
    if not words:
        return None
    if len(words) > 2 and is_patronymic(words[-1]):  # as in papers: family name, given name, patronymic
        words = [*words[1:], words[0]]
    words[1:1] = further
    return Name(words[0], tuple(words[1:-1]), words[-1] if len(words) > 1 else "")


def month_first_in(entries: Sequence[Entry], field: str) -> dict[str, bool]:
    """For each list whether its dates put the month first ("12/17/2031")."""
    written: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if field in entry.said and len(written[entry.list]) < _SAMPLE:
            written[entry.list].append(entry.said[field])
    return {name: writes_month_first("\n".join(dates)) for name, dates in written.items()}


@lru_cache(maxsize=65536)
def date_of(written: str, *, month_first: bool = False) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; what is no date comes back as its letters, to be compared as such."""
    digits = _DIGITS.fullmatch(written)
    if digits:
        return "-".join(digits.groups())
    if _ISO.fullmatch(written):
        return written
    moment = moment_in(written, month_first=month_first)
    if moment is not None and moment.has_date:
        return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    return "".join(_WORD.findall(written)).casefold()


def plain(written: str) -> str:
    """Words in one spelling, in their order."""
    return " ".join(parts_of(written))


def code_of(written: str) -> str:
    """A number or address in lower case, one space for what stands between its parts; the @ of an address stays."""
    return _SIGNS.sub(" ", written.casefold()).strip()


def age_of(written: str) -> str:
    """An age as its number of years."""
    found = re.search(r"\d{1,3}", written)
    return found.group().lstrip("0") or "0" if found else ""
