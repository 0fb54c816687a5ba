"""Entries as columns: each value once, and which of them every entry has. What is compared, and how, is told here."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khronika.model.entry import Entry
from khronika.reconciling.linking import levels
from khronika.reconciling.linking.entries import Name, age_of, code_of, date_of, month_first_in, name_of, plain
from khronika.reconciling.linking.fields import NAMES, fields
from khronika.reconciling.linking.name_levels import further_level, name_level

Ints = NDArray[np.int32]
Shared = tuple[str, Hashable]
"""What two values have in common: as what ("given", "family", "any" word of a name, the "value"), and it."""
NONE = -1
"""The code of an entry that says nothing."""

_LEVEL: dict[str, Callable[[Any, Any], str]] = {
    "date": levels.date_level,
    "age": levels.age_level,
    "text": levels.text_level,
    "code": levels.code_level,
    "category": levels.category_level,
}
_PLAIN: dict[str, Callable[[str], str]] = {"age": age_of, "text": plain, "code": code_of, "category": plain}


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is compared of every entry.

    field: its name; "name" and "further names" are made of all columns that hold names.
    kind: how two values are compared.
    values: every value that occurs, once.
    codes: for each entry the number of its value, or NONE. Shape: (entries,).
    """

    field: str
    kind: str
    values: tuple[Any, ...]
    codes: Ints

    def level(self, one: int, other: int) -> tuple[str, tuple[Shared, ...]]:
        """How far two values agree, and what they have in common that may be rare or frequent."""
        first, second = self.values[one], self.values[other]
        if self.kind == "name":
            return name_level(first, second)
        if self.kind == "further":
            return further_level(first, second), ()
        found = _LEVEL[self.kind](first, second)
        return found, ((("value", first),) if found == "same" else ())

    def shares(self) -> dict[Shared, float]:
        """Of the entries that say anything, the share that has each word or value."""
        counts = np.bincount(self.codes[self.codes != NONE], minlength=len(self.values))
        found: Counter[Shared] = Counter()
        for value, count in zip(self.values, counts.tolist(), strict=True):
            for one in _parts(value) if self.kind == "name" else {("value", value)}:
                found[one] += count
        return {one: count / max(1, int(counts.sum())) for one, count in found.items()}


def _parts(name: Name) -> set[Shared]:
    return {("given", name.given), ("family", name.family), *(("any", word) for word in name.words)}


def columns_of(entries: Sequence[Entry]) -> list[Column]:
    """The columns of entries, names first; a field that nobody fills is left out."""
    names = [name_of(entry) for entry in entries]
    found = [_column("name", "name", names)]
    if any(name.further for name in names if name):
        found.append(_column("further names", "further", [name.further or None if name else None for name in names]))
    said = {name for entry in entries for name in entry.said}
    for name, field in fields().items():
        if name in said and field.kind not in (*NAMES, "key"):
            found.append(_column(name, field.kind, _plain_values(entries, name, field.kind)))
    return found


def _plain_values(entries: Sequence[Entry], name: str, kind: str) -> list[str | None]:
    written = [entry.said.get(name, "") for entry in entries]
    if kind == "date":
        month_first = month_first_in(entries, name)
        pairs = zip(entries, written, strict=True)
        return [
            date_of(words, month_first=month_first[entry.list]) or None if words else None for entry, words in pairs
        ]
    return [_PLAIN[kind](words) or None if words else None for words in written]


def _column(field: str, kind: str, given: Sequence[Hashable | None]) -> Column:
    numbers: dict[Hashable, int] = {}
    codes = [NONE if value is None else numbers.setdefault(value, len(numbers)) for value in given]
    return Column(field, kind, tuple(numbers), np.array(codes, dtype=np.int32))
