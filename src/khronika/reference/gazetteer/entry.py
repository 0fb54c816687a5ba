"""What the gazetteer knows of one place."""

from enum import StrEnum
from typing import NamedTuple


class PlaceKind(StrEnum):
    """What a place is. The order is that of the codes in the compiled file: append, never reorder."""

    CITY = "city"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRY = "country"
    CONTINENT = "continent"
    REGION = "region"
    WATER = "water"


class Entry(NamedTuple):
    """One place of the gazetteer.

    number: its number in the compiled file; means nothing outside it.
    geonames_id: None for places of our own list and a few regions that GeoNames lacks.
    name: the name to print, in Latin letters.
    country: ISO 3166-1 alpha-2, or None for what spans several countries.
    admin1, admin2: names of the first- and second-level regions it lies in (its own for a region), or None.
    admin1_index, admin2_index: the entries of those regions, -1 where there is none.
    lat, lon: WGS 84 degrees of a point that stands for it.
    population: inhabitants; for a region the sum of its towns, 0 where unknown.
    capital: True for the capital of a country.
    point_from: "gazetteer", or "towns" where the point is the mean of the towns in the region.
    """

    number: int
    geonames_id: int | None
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    admin1_index: int
    admin2_index: int
    lat: float
    lon: float
    population: int
    capital: bool
    point_from: str


class Hit(NamedTuple):
    """An entry that bears a name; `main` is False where it is one of its alternate names."""

    entry: Entry
    main: bool
