"""Which of the places that bear a name is meant, over the text as a whole.

One sense a text for each name. Every entry that a name could mean is scored by a learned linear model; what
the other names of the text could mean votes for countries, regions and squares of the map, and the
scoring is repeated once with those votes. Sources: one sense per discourse (Gale, Church and Yarowsky 1992);
votes by containment and nearness as in Lieberman, Samet and Sankaranarayanan 2010 (ICDE).
"""

import math
from typing import NamedTuple

from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.describing import Describer, inside
from khronika.reading.places.voting import Name, Votes
from khronika.reference.gazetteer import Entry, Hit, PlaceKind

_MOST_ENTRIES = 60
_SHARE_OF_SEAT = 0.5
_REGIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
_ROUNDS = 2
_HELD_TRIED = 8
_GOVERNMENT = 2.0  # log-odds; too rare in the training texts to be learned
_WIDER_TRIED = 4
_MOST_OTHERS = 12
_LEAST_SHARE = 0.000001


class Meant(NamedTuple):
    """What a name means: the likeliest entry, and others with their shares of the belief, the likelier first."""

    entry: Entry
    others: tuple[tuple[Entry, float], ...] = ()


class Resolver:
    """Resolves the chosen candidates of one text. `hint`: ISO code of a country that the text is from."""

    def __init__(self, weights: dict[str, float], describer: Describer, hint: str | None = None) -> None:
        self.weights = weights
        self.describer = describer
        self.hint = hint

    def names(self, chosen: list[Candidate]) -> list[Name]:
        """The distinct names, in the order of the text."""
        names: dict[str, Name] = {}
        pairs: dict[tuple[str, str], None] = {}
        by_start = {candidate.first: candidate for candidate in chosen}
        for candidate in chosen:
            if not candidate.hits:
                continue
            key = key_of(candidate)
            name = names.setdefault(key, Name(key, candidate.hits[:_MOST_ENTRIES]))
            if candidate.kind:
                name.kinds.add(candidate.kind)
            for other in self.describer.following(candidate):
                if by_start.get(other.first) is other:
                    pairs[key, key_of(other)] = None
                    known = {region.number for region in name.around}
                    wider = [hit.entry for hit in other.hits[:_WIDER_TRIED] if hit.entry.number not in known]
                    name.around += [region for region in wider if any(inside(hit.entry, region) for hit in name.hits)]
            if self._speaks(candidate):
                name.kinds.add("speaks")
        for name in names.values():
            held = [names[narrow].hits for narrow, wide in pairs if wide == name.key]
            name.hits = holding(within_reach(name), held[:_HELD_TRIED])
        return list(names.values())

    def _speaks(self, candidate: Candidate) -> bool:
        """ "Moscow said": a government stands behind the name."""
        words, after = self.describer.words, candidate.last
        return words.gaps[after] == " " and words.lower[after] in self.describer.lexicon.speaking

    def resolve(self, chosen: list[Candidate]) -> dict[str, Meant]:
        """For each name (see ``key_of``) the entry that it means, and those that it may mean as well."""
        names = self.names(chosen)
        self.settle(names)
        bare = self.describer.lexicon.bare_states
        return {
            name.key: _meant(name, town_for_region(name, name.hits[best(name.shares)].entry, bare)) for name in names
        }

    def settle(self, names: list[Name]) -> list[list[list[str]]]:
        """Fill in the shares; returns the features of every hit of every name in the last round."""
        bare = [[self._alone(name, hit) for hit in name.hits] for name in names]
        alone = [[self._sum(features) for features in rows] for rows in bare]
        described, get = bare, self.weights.get
        for name, scores in zip(names, alone, strict=True):
            name.shares = softmax(scores)
        for _ in range(_ROUNDS):
            votes = Votes(names, self.hint)
            described = []
            settled = []
            for name, rows, scores in zip(names, bare, alone, strict=True):
                if len(rows) == 1:
                    described.append(rows)
                    settled.append(name.shares)
                    continue
                with_others = [votes.features(name, at) for at in range(len(name.hits))]
                described.append([row + more for row, more in zip(rows, with_others, strict=True)])
                more = [sum([get(feature, 0.0) for feature in features]) for features in with_others]
                settled.append(softmax([score + said for score, said in zip(scores, more, strict=True)]))
            for name, shares in zip(names, settled, strict=True):
                name.shares = shares
        return described

    def _sum(self, features: list[str]) -> float:
        get = self.weights.get
        return sum([get(feature, 0.0) for feature in features]) + _GOVERNMENT * ("government speaks" in features)

    def _alone(self, name: Name, hit: Hit) -> list[str]:
        entry = hit.entry
        size = round(2 * math.log10(entry.population + 1))
        found = [f"kind={entry.kind}", f"{entry.kind},size={size}", f"size={size}", f"main={hit.main},{entry.kind}"]
        if hit is name.hits[0]:
            found.append("largest")
        if "speaks" in name.kinds and (entry.capital or entry.kind is PlaceKind.COUNTRY):
            found.append("government speaks")
        if entry.capital:
            found.append("capital" if name.around else "capital, nothing follows")
        if name.kinds:
            found += [f"called {kind},{entry.kind}" for kind in sorted(name.kinds - {"speaks"})]
        if name.around:
            found.append(
                "in what follows" if any(inside(entry, other) for other in name.around) else "not in what follows"
            )
        return found


def _meant(name: Name, entry: Entry) -> Meant:
    ordered = sorted(zip(name.shares, name.hits, strict=True), key=lambda pair: -pair[0])
    others = [(hit.entry, share) for share, hit in ordered if hit.entry.number != entry.number]
    return Meant(entry, tuple(pair for pair in others[:_MOST_OTHERS] if pair[1] >= _LEAST_SHARE))


def within_reach(name: Name) -> tuple[Hit, ...]:
    """The hits that lie in the region that follows ("Athens, Ga."), all of them where none follows.

    A state followed by states ("Washington, Oregon and Idaho") is a list, and nothing lies in what follows.
    """
    if not name.around or name.hits[0].entry.kind is PlaceKind.ADMIN1:
        return name.hits
    return tuple(hit for hit in name.hits if any(inside(hit.entry, region) for region in name.around))


def holding(hits: tuple[Hit, ...], held: list[tuple[Hit, ...]]) -> tuple[Hit, ...]:
    """The hits that hold most of the names said to lie in them ("Brazzaville in Congo"); all where none holds any."""
    if not held or len(hits) == 1:
        return hits
    counts = [sum(any(inside(it.entry, hit.entry) for it in name if it.main) for name in held) for hit in hits]
    most = max(counts)
    return tuple(hit for hit, count in zip(hits, counts, strict=True) if count == most)


def town_for_region(name: Name, entry: Entry, bare_states: frozenset[str]) -> Entry:
    """The town where a region is named after its seat ("San Salvador"), unless the text says "region".

    In `bare_states` (countries whose states go by their bare name: "New York") only where a first-level region is
    little more than the town.
    """
    if entry.kind not in _REGIONS or not name.kinds.isdisjoint(_REGIONS):
        return entry
    by_bare_name = entry.kind is PlaceKind.ADMIN1 and (entry.country or "").lower() in bare_states
    least = _SHARE_OF_SEAT if by_bare_name else _SHARE_OF_SEAT / 10
    for hit in name.hits:
        town = hit.entry
        if town.kind is PlaceKind.CITY and entry.number in (town.admin1_index, town.admin2_index):
            return town if town.population >= least * entry.population else entry
    return entry


def key_of(candidate: Candidate) -> str:
    """Candidates with the same key mean the same place throughout a text."""
    called = candidate.kind if candidate.kind in ("admin1", "admin2") else ""
    demonym = "demonym" if candidate.origin is Origin.DEMONYM else ""
    return f"{candidate.form}|{called}{demonym}"


def softmax(scores: list[float]) -> list[float]:
    """Shares that add up to one, each growing with the exponential of its score."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def best(shares: list[float]) -> int:
    """Index of the largest share, the first of equals."""
    return max(range(len(shares)), key=lambda at: (shares[at], -at))
