"""Who stands on which lists, with the names left out.

An overlap says, for every set of lists, how many people stand on exactly those lists. It is all that an estimator of
the people on no list gets to see.
"""

from dataclasses import dataclass
from typing import NamedTuple

from khronika.errors import OverlapError


class Cell(NamedTuple):
    """The people who stand on exactly these lists and on no others."""

    lists: frozenset[str]
    people: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """People counted by the exact set of lists that name them.

    lists: their names, in alphabetical order; the order carries no meaning.
    cells: one for each set of lists with people on it; a set that is left out counts as zero.

    Raises: OverlapError where there are no lists, or, naming the set at fault, where a cell is empty, comes twice,
        has a list that is not named, or counts below zero.
    """

    lists: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not self.lists or self.lists != tuple(sorted(set(self.lists))):
            raise OverlapError("an overlap takes lists with names of their own, in alphabetical order")
        seen: set[frozenset[str]] = set()
        for group, people in self.cells:
            if not group or group in seen or not group <= set(self.lists) or people < 0:
                raise OverlapError(f"no cell can hold {people} people of {sorted(group)}")
            seen.add(group)

    @property
    def documented(self) -> int:
        """People who stand on one list at least. Unit: people."""
        return sum(cell.people for cell in self.cells)

    def by_breadth(self) -> tuple[int, ...]:
        """People on exactly one list, on exactly two, up to all k.

        Shape: (k,); index 0 holds those whom a single list names.
        Unit: people; the entries add up to `documented`.
        """
        breadth = [0] * len(self.lists)
        for group, people in self.cells:
            breadth[len(group) - 1] += people
        return tuple(breadth)

    def on(self, lists: frozenset[str]) -> int:
        """People who stand on all of these lists, whatever others they stand on. Unit: people."""
        return sum(people for group, people in self.cells if lists <= group)

    def as_dict(self) -> dict[str, object]:
        """The overlap as the JSON of an estimation holds it: lists in order, cells by breadth, then by name."""
        cells = sorted((sorted(group), people) for group, people in self.cells if people)
        cells.sort(key=lambda cell: len(cell[0]))
        return {
            "lists": list(self.lists),
            "documented": self.documented,
            "people_on_list": {name: self.on(frozenset([name])) for name in self.lists},
            "cells": [{"lists": group, "people": people} for group, people in cells],
        }
