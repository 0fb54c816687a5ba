"""Which names a region goes by, and which of them is printed."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import Indel

from khronika.reference.gazetteer.rows import Row
from khronika.reference.gazetteer.spelling import is_latin, normalise

_AIRPORT_CODE = re.compile(r"[A-Z]{1,3}")
_LIKE_ENOUGH = 0.55
_MOST_OTHER_NAMES = 24


class RegionNames:
    """Leaves out of a region's name the word that says what kind of region it is."""

    def __init__(self, own: dict[str, Any]) -> None:
        words = "|".join(map(re.escape, sorted(own["english_types"] + own["local_types"], key=len, reverse=True)))
        prefixes = "|".join(map(re.escape, sorted(own["prefixes"], key=len, reverse=True)))
        local = "|".join(map(re.escape, sorted(own["local_types"], key=len, reverse=True)))
        self._around = re.compile(rf"^(?:(?:{prefixes})\s+)?(.+?)(?:\s+(?:{words}))?$", re.I)
        self._foreign = re.compile(rf"^(?:{prefixes})\s|\s(?:{local})$", re.I)

    def bare(self, name: str) -> str:
        """ "Mangystau Region" -> "Mangystau"; a name without such a word is returned as it is."""
        match = self._around.match(name)
        return match.group(1) if match else name

    def settle(self, row: Row, seat: str | None, country: str) -> None:
        """Choose the name to print and add the bare names: to the main ones those of the first level.

        seat: name of its largest town; a region called after it is printed by the town's English name.
        country: English name of its country; a name that ends in it ("West Kazakhstan") is English too.
        """
        row.other |= {self.bare(name) for name in row.main | row.other}
        if seat in row.other and seat not in row.main:
            row.name = seat
        elif not row.name.isascii() or self._foreign.search(row.name):
            english = sorted(name for name in row.other if name.isascii() and name.endswith(" " + country))
            row.name = english[0] if english else self._printable(row.name, row.other)
        row.main |= {row.name}
        if row.kind.value == "admin1":
            row.main.add(self.bare(row.name))

    def _printable(self, name: str, others: Iterable[str]) -> str:
        plain = without_accents(self.bare(name))
        fitting = [
            o
            for o in sorted(others)
            if o.isascii() and len(o) > 2 and not self._foreign.search(o) and self.bare(o) == o
        ]
        scored = [(Indel.normalized_similarity(plain.casefold(), other.casefold()), other) for other in fitting]
        likest = max(scored, default=(0.0, plain))
        return likest[1] if likest[0] >= _LIKE_ENOUGH else plain


def without_accents(name: str) -> str:
    """The name in plain Latin letters, case kept ("Cândido" -> "Candido", "Ra’s" -> "Ra's")."""
    letters = unicodedata.normalize("NFKD", name.translate(str.maketrans("’‘ʻʼıłŁøØ", "''''ilLoO")))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def worth_keeping(name: str) -> bool:
    """Whether an alternate name is one that a text may use.

    Left out: codes of airports ("SCO"), single letters, and the machine transliterations that GeoNames
    writes without capitals ("a ke tao").
    """
    if len(name) < 2 or _AIRPORT_CODE.fullmatch(name) or not any(letter.isalpha() for letter in name):
        return False
    if name[0].isdigit() or "http" in name:
        return False
    return not is_latin(name) or any(letter.isupper() for letter in name)


def latin_names(name: str, names: Iterable[str]) -> list[str]:
    """Those of a place's other names that are kept for misspellings: in Latin letters, two dozen at most."""
    return sorted({other for other in names if other != name and is_latin(other)})[:_MOST_OTHER_NAMES]


def spellings(names: Iterable[str]) -> set[str]:
    """The normalised forms of names, empty ones left out; a leading "the" is optional."""
    forms = {normalise(name) for name in names}
    forms |= {form.removeprefix("the ") for form in forms}
    return forms - {""}
