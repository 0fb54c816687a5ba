"""Which of the places that bear a name is meant, where the words leave it open: by the ground that an outlet covers.

A local paper writes "Orun" and means the one of its own district. What the other dispatches of the outlet tell of, and
after it what the chronicle as a whole tells of, is weighed against what the words of the dispatch say (the reader's
share of belief in each bearer of the name), by the section [ground] of ``weights.toml``. Source: the local lexicon of
Lieberman, Samet and Sankaranarayanan 2010, "Geotagging with local lexicons to build indexes for textually-specified
spatial data" (ICDE), here learned from the chronicle's own dispatches. No dispatch speaks for its own ground.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.place import Bearer, Place, PlacePrecision
from khronika.reconciling.aspects.whereabouts import folded
from khronika.reconciling.speakers.sources import carrier_key
from khronika.reconciling.weights import weight
from khronika.reference.hosts import host_of

_ROUNDS = 2
_NARROW = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2)
_POLE = 90
Square = tuple[int, int]
Name = tuple[str, float, float]
"""A name as a dispatch means it: folded, with the point of the place that the reader chose."""


class Home(NamedTuple):
    """The town that most of an outlet's dispatches lie near."""

    outlet: str
    name: str
    admin1: str
    country: str
    point: tuple[float, float]


class Likely(NamedTuple):
    """A place that a name may mean, and how much speaks for it: 0 to 1."""

    bearer: Bearer
    share: float


Told = Mapping[DocId, Mapping[Name, Sequence[Likely]]]
"""For each dispatch the names of its claims, with all that each may mean; the reader's choice first."""


@dataclass(slots=True)
class Ground:
    """Where dispatches lie: how many of them, in parts of dispatches, in each country, region and square of the map."""

    dispatches: int = 0
    parts: dict[object, float] = field(default_factory=lambda: defaultdict(float))

    def take(self, areas: Mapping[object, float]) -> None:
        """Count a dispatch by the areas that it surely tells of; one that tells of none does not count."""
        self.dispatches += bool(areas)
        for area, part in areas.items():
            self.parts[area] += part

    def share(self, area: object, *, without: Mapping[object, float]) -> float:
        """The part of the dispatches, but for the one that brought `without`, that lies in an area."""
        others = self.dispatches - bool(without)
        return max(0.0, self.parts.get(area, 0.0) - without.get(area, 0.0)) / others if others > 0 else 0.0


def areas_told(names: Mapping[Name, Sequence[Likely]]) -> dict[object, float]:
    """How much of one dispatch lies in each country, region and square with those around it."""
    found: dict[object, float] = defaultdict(float)
    sure = [bearer for bearer in map(_sure, names.values()) if bearer]
    for bearer in sure:
        for area in (bearer.country, region_of(bearer), *_squares_around(bearer)):
            if area:
                found[area] += 1 / len(sure)
    return found


def _sure(likely: Sequence[Likely]) -> Bearer | None:
    best = max(likely, key=lambda one: one.share)
    return best.bearer if best.share >= weight("ground", "sure") else None


def region_of(bearer: Bearer) -> tuple[str | None, str] | None:
    """Country and first-level region."""
    return (bearer.country, bearer.admin1) if bearer.admin1 else None


def square_of(bearer: Bearer) -> Square:
    """The square of about 100 km by 100 that a place lies in."""
    row = round(bearer.lat)
    return row, round(bearer.lon * max(0.2, math.cos(math.radians(row))))


def _squares_around(bearer: Bearer) -> Iterable[Square]:
    if bearer.precision not in _NARROW:
        return
    row, column = square_of(bearer)
    for near in (row - 1, row, row + 1):
        for beside in (column - 1, column, column + 1):
            yield near, beside


@dataclass(slots=True)
class Covered:
    """The grounds of all outlets, and of the chronicle."""

    outlet_of: Mapping[DocId, str]
    everywhere: Ground = field(default_factory=Ground)
    outlets: dict[str, Ground] = field(default_factory=lambda: defaultdict(Ground))
    own: dict[DocId, dict[object, float]] = field(default_factory=dict)

    def take(self, told: Told) -> None:
        """Count every dispatch with its outlet and with the chronicle."""
        for doc_id in sorted(told):
            self.own[doc_id] = areas_told(told[doc_id])
            self.everywhere.take(self.own[doc_id])
            self.outlets[self.outlet_of[doc_id]].take(self.own[doc_id])

    def weighed(self, doc_id: DocId, names: Mapping[Name, Sequence[Likely]]) -> dict[Name, list[Likely]]:
        """What the names of a dispatch may mean, weighed by the ground that the others of its outlet cover."""
        outlet, own = self.outlets[self.outlet_of[doc_id]], self.own[doc_id]
        others = outlet.dispatches - bool(own)
        trust = others / (others + weight("ground", "doubt"))

        def fits(bearer: Bearer) -> float:
            near = outlet.share(square_of(bearer), without=own) if bearer.precision in _NARROW else 0.0
            region = outlet.share(region_of(bearer), without=own)
            country = self.everywhere.share(bearer.country, without=own)
            nation = weight("ground", "anywhere") + country
            own_ground = weight("ground", "region") * region + weight("ground", "near") * near
            return math.pow(nation, weight("ground", "country")) * (weight("ground", "beyond") + trust * own_ground)

        words = weight("ground", "words")
        return {
            name: _normed([Likely(one.bearer, math.pow(one.share, words) * fits(one.bearer)) for one in likely])
            for name, likely in names.items()
        }


def _normed(likely: Sequence[Likely]) -> list[Likely]:
    total = math.fsum(one.share for one in likely)
    return [one._replace(share=round(one.share / total, 9)) for one in likely]


def with_places_settled(
    claims: Sequence[Claim], dispatches: Mapping[DocId, Dispatch]
) -> tuple[list[Claim], dict[DocId, Home]]:
    """The claims, in their order, each with the place that is meant and nothing left open; and homes by dispatch.

    Where the ground of the outlet speaks for another bearer of the name than the words alone do, that one is taken, and
    ``Place.why`` says so. The home of a dispatch is that of its outlet by the other dispatches, where it has one.
    """
    read = _told(claims)
    covered = Covered({doc_id: _outlet(doc_id, dispatches) for doc_id in read})
    likely: Told = read
    for _ in range(_ROUNDS):
        covered = Covered(covered.outlet_of)
        covered.take(likely)
        likely = {doc_id: covered.weighed(doc_id, read[doc_id]) for doc_id in likely}
    settled = [_settled(claim, likely, covered) for claim in claims]
    return settled, homes_of(likely, covered.outlet_of)


def homes_of(told: Told, outlet_of: Mapping[DocId, str]) -> dict[DocId, Home]:
    """For each dispatch the town that enough others of its outlet tell of."""
    towns: dict[str, dict[DocId, set[Bearer]]] = defaultdict(dict)
    for doc_id in sorted(told):
        sure = (_sure(likely) for likely in told[doc_id].values())
        towns[outlet_of[doc_id]][doc_id] = {one for one in sure if one and one.precision is PlacePrecision.EXACT}
    found: dict[DocId, Home] = {}
    for outlet, by_dispatch in towns.items():
        counted = Counter(
            (one.name, one.admin1 or "", one.country or "", one.lat, one.lon)
            for sure in by_dispatch.values()
            for one in sure
        )
        for doc_id, own in by_dispatch.items():
            others = len(by_dispatch) - 1
            mine = {(one.name, one.admin1 or "", one.country or "", one.lat, one.lon) for one in own}
            best = min(counted, key=lambda town: (-(counted[town] - (town in mine)), town), default=None)
            if best and counted[best] - (best in mine) >= max(
                weight("ground", "home_least"), weight("ground", "home_part") * others
            ):
                found[doc_id] = Home(outlet, best[0], best[1], best[2], (best[3], best[4]))
    return found


def _told(claims: Iterable[Claim]) -> dict[DocId, dict[Name, list[Likely]]]:
    found: dict[DocId, dict[Name, list[Likely]]] = defaultdict(dict)
    for claim in claims:
        place = claim.place
        if place is not None and place.lat is not None and place.lon is not None:
            found[claim.doc_id].setdefault(_name(place), _bearers(place))
    return found


def _name(place: Place) -> Name:
    return folded(place.near or place.name), place.lat or 0.0, place.lon or 0.0


def _bearers(place: Place) -> list[Likely]:
    left = 1.0 - math.fsum(other.share for other in place.others)
    chosen = Bearer(
        name=place.near or place.name, kind=place.kind, precision=place.precision, geonames_id=place.geonames_id,
        admin1=place.admin1, country=place.country, lat=place.lat or 0.0, lon=place.lon or 0.0, share=max(0.0, left),
    )  # fmt: skip
    return [Likely(bearer, bearer.share) for bearer in (chosen, *place.others)]


def _outlet(doc_id: DocId, dispatches: Mapping[DocId, Dispatch]) -> str:
    dispatch = dispatches.get(doc_id)
    return (host_of(dispatch.url) if dispatch else None) or carrier_key(dispatch, doc_id)


def _settled(claim: Claim, likely: Told, covered: Covered) -> Claim:
    place = claim.place
    if place is None or not place.others:
        return claim
    found = likely[claim.doc_id][_name(place)]
    best = max(range(len(found)), key=lambda at: (found[at].share, -at))
    if best == 0:
        return replace(claim, place=replace(place, others=()))
    meant = found[best].bearer
    outlet = covered.outlet_of[claim.doc_id]
    why = f"several places are called {meant.name}; the other dispatches of {outlet} tell of the ground of this one"
    settled = replace(
        place, admin1=meant.admin1, country=meant.country, lat=meant.lat, lon=meant.lon, others=(), why=why
    )
    if place.near is None:
        settled = replace(
            settled, name=meant.name, kind=meant.kind, precision=meant.precision, geonames_id=meant.geonames_id
        )
    else:
        settled = replace(settled, near=meant.name)
    return replace(claim, place=settled)
