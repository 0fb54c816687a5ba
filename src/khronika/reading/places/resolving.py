"""Which of the places that bear a name is meant, over the text as a whole.

One sense a text for each name. Every entry that a name could mean is scored by a learned linear model; what
the other names of the text could mean votes for countries, regions and squares of the map, and the
scoring is repeated once with those votes. Sources: one sense per discourse (Gale, Church and Yarowsky 1992);
votes by containment and nearness as in Lieberman, Samet and Sankaranarayanan 2010 (ICDE).
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.describing import Describer, inside
from khronika.reference.gazetteer import Entry, Hit, PlaceKind

_MOST_ENTRIES = 60
_ROUNDS = 2
_VOTES_OF_ONE_NAME = 8
Place = tuple[float, ...]


@dataclass(slots=True)
class Name:
    """One name of a text with what it may mean.

    shares: how much of the belief each hit has. around: entries that the text says it lies in.
    """

    key: str
    hits: tuple[Hit, ...]
    kinds: set[str] = field(default_factory=set)
    around: list[Entry] = field(default_factory=list)
    times: int = 0
    shares: list[float] = field(default_factory=list)


class Resolver:
    """Resolves the chosen candidates of one text. `hint`: ISO code of a country that the text is from."""

    def __init__(self, weights: dict[str, float], describer: Describer, hint: str | None = None) -> None:
        self.weights = weights
        self.describer = describer
        self.hint = hint

    def names(self, chosen: list[Candidate]) -> list[Name]:
        """The distinct names, in the order of the text."""
        names: dict[str, Name] = {}
        by_start = {candidate.first: candidate for candidate in chosen}
        for candidate in chosen:
            if not candidate.hits:
                continue
            key = key_of(candidate)
            name = names.setdefault(key, Name(key, candidate.hits[:_MOST_ENTRIES]))
            name.times += 1
            if candidate.kind:
                name.kinds.add(candidate.kind)
            for other in self.describer.following(candidate):
                if by_start.get(other.first) is other:
                    name.around += [hit.entry for hit in other.hits[:4] if any(inside(h.entry, hit.entry) for h in name.hits)]
        return list(names.values())

    def resolve(self, chosen: list[Candidate]) -> dict[str, Entry]:
        """For each name (see ``key_of``) the entry that it means."""
        names = self.names(chosen)
        self.settle(names)
        return {name.key: name.hits[best(name.shares)].entry for name in names}

    def settle(self, names: list[Name]) -> list[list[list[str]]]:
        """Fill in the shares; returns the features of every hit of every name in the last round."""
        bare = [[self._alone(name, hit) for hit in name.hits] for name in names]
        alone = [[self._sum(features) for features in rows] for rows in bare]
        described = bare
        for name, scores in zip(names, alone, strict=True):
            name.shares = softmax(scores)
        for _ in range(_ROUNDS):
            votes = Votes(names)
            described = []
            settled = []
            for name, rows, scores in zip(names, bare, alone, strict=True):
                with_others = [votes.features(name, at) for at in range(len(name.hits))]
                described.append([row + more for row, more in zip(rows, with_others, strict=True)])
                settled.append(softmax([s + self._sum(more) for s, more in zip(scores, with_others, strict=True)]))
            for name, shares in zip(names, settled, strict=True):
                name.shares = shares
        return described

    def _sum(self, features: list[str]) -> float:
        get = self.weights.get
        return sum([get(feature, 0.0) for feature in features])

    def _alone(self, name: Name, hit: Hit) -> list[str]:
        entry = hit.entry
        size = round(2 * math.log10(entry.population + 1))
        found = [f"kind={entry.kind}", f"{entry.kind},size={size}", f"size={size}", f"main={hit.main},{entry.kind}"]
        if hit is name.hits[0]:
            found.append("largest")
        if entry.capital:
            found.append("capital")
        found += [f"called {kind},{entry.kind}" for kind in sorted(name.kinds)]
        if name.around:
            found.append("in what follows" if any(inside(entry, other) for other in name.around) else "not in what follows")
        if self.hint:
            found.append("hint" if entry.country == self.hint else "not hint")
        return found


class Votes:
    """What all names of a text together say about countries, regions and squares of the map."""

    def __init__(self, names: list[Name]) -> None:
        self.own: dict[str, tuple[dict[str, float], dict[int, float], dict[tuple[int, int], float]]] = {}
        self.countries: dict[str, float] = defaultdict(float)
        self.regions: dict[int, float] = defaultdict(float)
        self.squares: dict[tuple[int, int], float] = defaultdict(float)
        self.total = 0.0
        for name in names:
            self._add(name)

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
                row, column = square_of(entry)
                for near_row in (row - 1, row, row + 1):
                    for near_column in (column - 1, column, column + 1):
                        squares[near_row, near_column] += share
        self.own[name.key] = (countries, regions, squares)
        self.total += 1.0
        for mine, all_of_them in ((countries, self.countries), (regions, self.regions), (squares, self.squares)):
            for key, share in mine.items():
                all_of_them[key] += share  # type: ignore[index]

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
            found.append(f"country votes={bucket(votes)}")
            found.append(f"country share={round(5 * votes / others)},{entry.kind}")
        if entry.kind is not PlaceKind.COUNTRY and entry.admin1_index >= 0:
            votes = self.regions[entry.admin1_index] - regions.get(entry.admin1_index, 0.0)
            found.append(f"region votes={bucket(votes)}")
            found.append(f"region share={round(5 * votes / others)},{entry.kind}")
        if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2):
            square = square_of(entry)
            found.append(f"near votes={bucket(self.squares[square] - squares.get(square, 0.0))}")
        return found


def key_of(candidate: Candidate) -> str:
    """Candidates with the same key mean the same place throughout a text."""
    called = candidate.kind if candidate.kind in ("admin1", "admin2") else ""
    demonym = "demonym" if candidate.origin is Origin.DEMONYM else ""
    return f"{candidate.form}|{called}{demonym}"


def square_of(entry: Entry) -> tuple[int, int]:
    """The square of one degree by one (fewer towards the poles) that a place lies in."""
    return round(entry.lat), round(entry.lon * max(0.2, math.cos(math.radians(round(entry.lat)))))


def bucket(votes: float) -> int:
    """Votes on a coarse scale: 0 for next to none, then 1 for 0.1, 2 for 0.3, 3 for 1, 4 for 3, 5 for more."""
    return sum(votes >= step for step in (0.1, 0.3, 0.9, 2.5, 6.0))


def softmax(scores: list[float]) -> list[float]:
    """Shares that add up to one, each growing with the exponential of its score."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def best(shares: list[float]) -> int:
    """Index of the largest share, the first of equals."""
    return max(range(len(shares)), key=lambda at: (shares[at], -at))
