"""Whether two places can be one: by gazetteer number, name, what holds what, and distance."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from khronika.model.place import Place, PlacePrecision
from khronika.reconciling.weights import weight

_FACILITIES = frozenset({"facility", "field", "square", "street", "building", "water"})
_LEVELS = {
    PlacePrecision.ADMIN2: 1,
    PlacePrecision.ADMIN1: 2,
    PlacePrecision.PART_OF_COUNTRY: 2,
    PlacePrecision.COUNTRY: 3,
    PlacePrecision.INTERNATIONAL: 4,
}
_WIDE_KINDS = {"admin2": 1, "admin1": 2, "region": 2, "country": 3}
_EARTH_KM = 12742.0


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name for comparing: lower case, accents and punctuation left out."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as comparing goes.

    town: folded name of the town or village, None for a facility that nobody ties to one, and for wider areas.
    area: folded name of a region or country, where the place is no narrower than that.
    level: 0 town or narrower, 1 district, 2 region, 3 country, 4 wider.
    stated: whether the claim's own sentence names it.
    """

    town: str | None
    facility: str | None
    area: str | None
    level: int
    geonames_id: int | None
    admin1: str | None
    country: str | None
    point: tuple[float, float] | None
    stated: bool


def spot_of(place: Place | None) -> Spot | None:
    """What is compared of a place; None where there is none."""
    if place is None:
        return None
    level = _WIDE_KINDS.get(place.kind, _LEVELS.get(place.precision, 0))
    name = folded(place.name)
    facility = name if place.kind in _FACILITIES and level == 0 else None
    town = (folded(place.near) if place.near else None) if facility else name
    return Spot(
        town=town if level == 0 else None,
        facility=facility,
        area=name if level else None,
        level=level,
        geonames_id=place.geonames_id,
        admin1=folded(place.admin1) if place.admin1 else None,
        country=folded(place.country) if place.country else None,
        point=(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        stated=place.basis == "stated",
    )


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance along the surface between two points (latitude, longitude in degrees), by the haversine formula."""
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def relation(one: Spot | None, other: Spot | None) -> str:
    """How two places lie to one another; a name of the section [place] of ``weights.toml``."""
    if one is None or other is None:
        return "unknown"
    if one.level == 0 and other.level == 0:
        return _of_towns(one, other)
    wide, narrow = (one, other) if one.level >= other.level else (other, one)
    if one.level == other.level and wide.area == narrow.area:
        return "same_region" if _administered_alike(one, other) else "apart"
    return _of_areas(wide, narrow)


def _of_towns(one: Spot, other: Spot) -> str:
    if one.facility and one.facility == other.facility:
        known = one.town and other.town and one.town != other.town
        return "apart" if known else "same_place"
    if one.town is None or other.town is None:
        return "other_facility" if one.facility and other.facility else "unknown"
    if same_town(one, other):
        return "other_facility" if one.facility and other.facility else "same_town"
    if one.point and other.point and kilometres(one.point, other.point) <= weight("limits", "near_km"):
        return "near"
    return "apart"


def _of_areas(wide: Spot, narrow: Spot) -> str:
    """Whether the wider of the two holds the narrower, as far as anything is known of it."""
    if wide.level >= 4:
        return "unknown"
    if wide.country and narrow.country and wide.country != narrow.country:
        return "apart"
    if wide.level == 3:
        return "within" if narrow.country in (wide.area, wide.country) and narrow.country else "unknown"
    if wide.admin1 and narrow.admin1:
        return "within" if wide.admin1 == narrow.admin1 or wide.area == narrow.admin1 else "apart"
    return "within" if wide.area and wide.area == narrow.admin1 else "unknown"


def same_town(one: Spot, other: Spot) -> bool:
    """Whether both stand in one town: by gazetteer number, else by name unless country or region differ."""
    if one.geonames_id and other.geonames_id and not one.facility and not other.facility:
        return one.geonames_id == other.geonames_id
    return one.town == other.town and one.town is not None and _administered_alike(one, other)


def _administered_alike(one: Spot, other: Spot) -> bool:
    return not (
        (one.country and other.country and one.country != other.country)
        or (one.admin1 and other.admin1 and one.admin1 != other.admin1)
    )
