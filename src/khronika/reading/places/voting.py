"""What the names of a text say about each other: votes for countries, regions and squares of the map."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from khronika.reference.gazetteer import Entry, Hit, PlaceKind

_VOTES_OF_ONE_NAME = 6
_SHRINKING = [max(0.2, math.cos(math.radians(degrees))) for degrees in range(91)]
_STEPS = (0.1, 0.3, 0.9, 2.5, 6.0)
_COUNTRY_VOTES, _REGION_VOTES, _NEAR_VOTES = (
    tuple(f"{what} votes={step}" for step in range(len(_STEPS) + 1)) for what in ("country", "region", "near")
)
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Name:
    """One name of a text with what it may mean.

    shares: how much of the belief each hit has. around: entries that the text says it lies in.
    squares: of the hits that are counted by squares of the map (see ``square_of``), by index, once they were asked for.
    """

    key: str
    hits: tuple[Hit, ...]
    kinds: set[str] = field(default_factory=set)
    around: list[Entry] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    squares: dict[int, tuple[int, int]] = field(default_factory=dict)

    def square(self, at: int) -> tuple[int, int]:
        """The square of the map of the hit at that index."""
        found = self.squares.get(at)
        if found is None:
            found = self.squares[at] = square_of(self.hits[at].entry)
        return found


class Votes:
    """What all names of a text together say about countries, regions and squares of the map."""

    def __init__(self, names: list[Name], hint: str | None = None) -> None:
        """hint: ISO code of a country, which counts like one more name of it."""
        self.own: dict[str, tuple[dict[str, float], dict[int, float], dict[tuple[int, int], float]]] = {}
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.regions: defaultdict[int, float] = defaultdict(float)
        self.squares: defaultdict[tuple[int, int], float] = defaultdict(float)
        self.total = 0.0
        for name in names:
            self._add(name)
        if hint:
            self.countries[hint] += 1.0
            self.total += 1.0

    def _add(self, name: Name) -> None:
        countries: dict[str, float] = defaultdict(float)
        regions: dict[int, float] = defaultdict(float)
        squares: dict[tuple[int, int], float] = defaultdict(float)
        order = sorted(range(len(name.hits)), key=lambda at: -name.shares[at])[:_VOTES_OF_ONE_NAME]
        for at in order:
            entry, share = name.hits[at].entry, name.shares[at]
            if entry.country:
                countries[entry.country] += share
            if entry.admin1_index >= 0:
                regions[entry.admin1_index] += share
            if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2):
                row, column = name.square(at)
                for near_row in (row - 1, row, row + 1):
                    for near_column in (column - 1, column, column + 1):
                        squares[near_row, near_column] += share
        self.own[name.key] = (countries, regions, squares)
        self.total += 1.0
        _add_up(self.countries, countries)
        _add_up(self.regions, regions)
        _add_up(self.squares, squares)

    def features(self, name: Name, at: int) -> list[str]:
        """What the other names say for the hit at that index."""
        entry = name.hits[at].entry
        countries, regions, squares = self.own[name.key]
        others = self.total - 1.0
        if others < 0.5:
            return ["no other names"]
        found = []
        if entry.country:
            votes = self.countries[entry.country] - countries.get(entry.country, 0.0)
            found.append(_COUNTRY_VOTES[bucket(votes)])
            found.append(f"country share={round(5 * votes / others)},{entry.kind}")
        if entry.kind is not PlaceKind.COUNTRY and entry.admin1_index >= 0:
            votes = self.regions[entry.admin1_index] - regions.get(entry.admin1_index, 0.0)
            found.append(_REGION_VOTES[bucket(votes)])
            found.append(f"region share={round(5 * votes / others)},{entry.kind}")
        if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2):
            square = name.square(at)
            found.append(_NEAR_VOTES[bucket(self.squares[square] - squares.get(square, 0.0))])
        return found


def square_of(entry: Entry) -> tuple[int, int]:
    """The square of about one degree by one (111 km) that a place lies in."""
    row = round(entry.lat)
    return row, round(entry.lon * _SHRINKING[abs(row)])


def bucket(votes: float) -> int:
    """Votes on a coarse scale: 0 for next to none, then 1 for 0.1, 2 for 0.3, 3 for 1, 4 for 3, 5 for more."""
    return bisect_right(_STEPS, votes)


def _add_up(total: defaultdict[Key, float], more: Mapping[Key, float]) -> None:
    for key, share in more.items():
        total[key] += share
