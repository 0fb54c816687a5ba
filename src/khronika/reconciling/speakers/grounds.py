"""Which of the places that bear a name is meant, where the words leave it open: by the ground that an outlet covers.

A local paper writes "Orun" and means the one of its own district. What the other dispatches of the outlet tell of, and
after it what the chronicle as a whole tells of, is weighed against what the words of the dispatch say (the reader's
share of belief in each bearer of the name), by the section [ground] of ``weights.toml``. Source: the local lexicon of
Lieberman, Samet and Sankaranarayanan 2010, "Geotagging with local lexicons to build indexes for textually-specified
spatial data" (ICDE), here learned from the chronicle's own dispatches. No dispatch speaks for its own ground.
"""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.place import Bearer, Place, PlacePrecision
from khronika.reconciling.aspects.whereabouts import folded
from khronika.reconciling.speakers.sources import carrier_key
from khronika.reconciling.weights import weight
from khronika.reference.hosts import host_of

_ROUNDS = 2
_NARROW = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2)
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


Town = tuple[str, str, str, float, float]
"""Name, region, country, latitude and longitude of a town."""


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


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is known of the ground of all outlets before a dispatch is looked at; it does not move as others come in.

    Matching rests on no other statistic of the collection: words are weighed by a list that is shipped.

    own: what each dispatch that was counted, and that leaves places open, brought to the grounds.
    towns: for each outlet its towns, each with the number of its dispatches that surely tell of it, most first.
    towns_of: the towns that each dispatch that was counted brought. dispatches: how many of each outlet were counted.
    """

    everywhere: Ground = field(default_factory=Ground)
    outlets: Mapping[str, Ground] = field(default_factory=dict)
    own: Mapping[DocId, Mapping[object, float]] = field(default_factory=dict)
    towns: Mapping[str, Sequence[tuple[Town, int]]] = field(default_factory=dict)
    towns_of: Mapping[DocId, frozenset[Town]] = field(default_factory=dict)
    dispatches: Mapping[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of all that it holds, in hexadecimal."""
        grounds = {"": self.everywhere, **self.outlets}
        said = (
            [(name, one.dispatches, sorted(map(repr, one.parts.items()))) for name, one in sorted(grounds.items())],
            [(doc_id, sorted(map(repr, areas.items()))) for doc_id, areas in sorted(self.own.items())],
            sorted((name, list(towns)) for name, towns in self.towns.items()),
            [(doc_id, sorted(towns)) for doc_id, towns in sorted(self.towns_of.items())],
            sorted(self.dispatches.items()),
        )
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()

    def weighed(
        self, doc_id: DocId, outlet_name: str, names: Mapping[Name, Sequence[Likely]]
    ) -> dict[Name, list[Likely]]:
        """What the names of a dispatch may mean, weighed by the ground that the others of its outlet cover."""
        outlet, own = self.outlets.get(outlet_name, _NOWHERE), self.own.get(doc_id, {})
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

    def home(self, doc_id: DocId, outlet: str) -> Home | None:
        """The town that enough other dispatches of the outlet tell of."""
        own = self.towns_of.get(doc_id, frozenset())
        others = self.dispatches.get(outlet, 0) - (doc_id in self.towns_of)
        best: tuple[int, Town] | None = None
        for town, count in self.towns.get(outlet, ()):  # most first, so that one that is not its own ends the search
            here = -(count - (town in own)), town
            best = min(best or here, here)
            if town not in own:
                break
        needed = max(weight("ground", "home_least"), weight("ground", "home_part") * others)
        if best is None or -best[0] < needed:
            return None
        name, admin1, country, lat, lon = best[1]
        return Home(outlet, name, admin1, country, (lat, lon))


_NOWHERE = Ground()
NO_CALIBRATION = Calibration()
"""Nothing is known of any outlet; each dispatch is settled by its own words."""


def _normed(likely: Sequence[Likely]) -> list[Likely]:
    total = math.fsum(one.share for one in likely)
    return [one._replace(share=round(one.share / total, 9)) for one in likely]


def calibrated(claims: Sequence[Claim], dispatches: Mapping[DocId, Dispatch]) -> Calibration:
    """The calibration that a collection gives itself: no dispatch will speak for its own ground.

    The grounds are those of the places that claims surely tell of; the places that they leave open are counted, in a
    second round, where the first has made them sure.
    """
    read = _told(claims)
    outlet_of = {doc_id: outlet_of_dispatch(dispatches.get(doc_id), doc_id) for doc_id in sorted(read)}
    left_open = [doc_id for doc_id in outlet_of if _leaves_open(read[doc_id])]
    likely: dict[DocId, Mapping[Name, Sequence[Likely]]] = dict(read)
    areas = {doc_id: areas_told(read[doc_id]) for doc_id in outlet_of}
    found = NO_CALIBRATION
    for _ in range(_ROUNDS):
        found = _counted(areas, outlet_of, left_open)
        likely |= {doc_id: found.weighed(doc_id, outlet_of[doc_id], read[doc_id]) for doc_id in left_open}
        areas |= {doc_id: areas_told(likely[doc_id]) for doc_id in left_open}
    towns_of = {doc_id: _towns(likely[doc_id]) for doc_id in outlet_of}
    counted: dict[str, Counter[Town]] = defaultdict(Counter)
    for doc_id, towns in towns_of.items():
        counted[outlet_of[doc_id]].update(towns)
    return replace(
        found,
        towns={outlet: _most_first(towns) for outlet, towns in counted.items()},
        towns_of=towns_of,
        dispatches=Counter(outlet_of.values()),
    )


def _counted(
    areas: Mapping[DocId, Mapping[object, float]], outlet_of: Mapping[DocId, str], left_open: Sequence[DocId]
) -> Calibration:
    """The grounds of all outlets, and of the chronicle."""
    everywhere = Ground()
    outlets: dict[str, Ground] = defaultdict(Ground)
    for doc_id, outlet in outlet_of.items():
        everywhere.take(areas[doc_id])
        outlets[outlet].take(areas[doc_id])
    return Calibration(everywhere, dict(outlets), {doc_id: areas[doc_id] for doc_id in left_open})


def _most_first(towns: Counter[Town]) -> list[tuple[Town, int]]:
    """Those that may be a home at all; leaving one out never lifts another over the least that is needed."""
    enough = [(town, count) for town, count in towns.items() if count >= weight("ground", "home_least")]
    return sorted(enough, key=lambda row: (-row[1], row[0]))


def _towns(names: Mapping[Name, Sequence[Likely]]) -> frozenset[Town]:
    """The towns that a dispatch surely tells of."""
    sure = (_sure(likely) for likely in names.values())
    return frozenset(
        (one.name, one.admin1 or "", one.country or "", one.lat, one.lon)
        for one in sure
        if one and one.precision is PlacePrecision.EXACT
    )


def settled(
    claims: Sequence[Claim], dispatch: Dispatch | None, doc_id: DocId, calibration: Calibration
) -> tuple[list[Claim], Home | None]:
    """The claims of one dispatch, each with the place that is meant and nothing left open; and the outlet's home.

    Where the ground of the outlet speaks for another bearer of the name than the words alone do, that one is taken, and
    ``Place.why`` says so. The home is that of the outlet by its other dispatches, for a dispatch that names a place.
    """
    names = _told(claims).get(doc_id, {})
    outlet = outlet_of_dispatch(dispatch, doc_id)
    home = calibration.home(doc_id, outlet) if names else None
    if not any(claim.place is not None and claim.place.others for claim in claims):
        return list(claims), home
    likely = calibration.weighed(doc_id, outlet, names)
    return [_settled(claim, likely, outlet) for claim in claims], home


def with_places_settled(
    claims: Sequence[Claim], dispatches: Mapping[DocId, Dispatch], calibration: Calibration | None = None
) -> tuple[list[Claim], dict[DocId, Home]]:
    """The claims, in their order, settled dispatch by dispatch, and homes by dispatch.

    calibration: that which the collection gives itself, where none is given.
    """
    known = calibrated(claims, dispatches) if calibration is None else calibration
    by_dispatch: dict[DocId, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_dispatch[claim.doc_id].append(claim)
    meant: dict[ClaimId, Claim] = {}
    homes: dict[DocId, Home] = {}
    for doc_id, here in by_dispatch.items():
        found, home = settled(here, dispatches.get(doc_id), doc_id, known)
        meant |= {claim.claim_id: claim for claim in found}
        if home is not None:
            homes[doc_id] = home
    return [meant[claim.claim_id] for claim in claims], homes


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


def _leaves_open(names: Mapping[Name, Sequence[Likely]]) -> bool:
    return any(len(likely) > 1 for likely in names.values())


def outlet_of_dispatch(dispatch: Dispatch | None, doc_id: DocId) -> str:
    """What stands for the outlet of a dispatch: the domain of its address, else its publisher, else itself."""
    return (host_of(dispatch.url) if dispatch else None) or carrier_key(dispatch, doc_id)


def _settled(claim: Claim, likely: Mapping[Name, Sequence[Likely]], outlet: str) -> Claim:
    place = claim.place
    if place is None or not place.others:
        return claim
    found = likely[_name(place)]
    best = max(range(len(found)), key=lambda at: (found[at].share, -at))
    if best == 0:
        return replace(claim, place=replace(place, others=()))
    meant = found[best].bearer
    why = f"several places are called {meant.name}; the other dispatches of {outlet} tell of the ground of this one"
    moved = replace(place, admin1=meant.admin1, country=meant.country, lat=meant.lat, lon=meant.lon, others=(), why=why)
    if place.near is None:
        moved = replace(
            moved, name=meant.name, kind=meant.kind, precision=meant.precision, geonames_id=meant.geonames_id
        )
    else:
        moved = replace(moved, near=meant.name)
    return replace(claim, place=moved)
