"""Long lists in pages of their own, each named for what it begins and ends with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One page of a list: its path below the folder, its number from 1, from what to what, how many rows."""

    page: str
    number: int
    title: str
    count: int
    rows: tuple[Row, ...]


def in_parts(name: str, rows: Sequence[Row], label: Callable[[Row], str], *, longest: int) -> list[Part[Row]]:
    """The rows in pages of at most `longest` rows: ``name.html``, ``name-2.html`` and so on."""
    found = []
    for start in range(0, len(rows), longest):
        held, number = tuple(rows[start : start + longest]), start // longest + 1
        page = f"{name}.html" if number == 1 else f"{name}-{number}.html"
        found.append(Part(page, number, _from_to(label(held[0]), label(held[-1])), len(held), held))
    return found


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
