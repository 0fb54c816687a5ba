"""``python -m khronika.reference.gazetteer.build [OUT]``: compile the gazetteer; same packages, same bytes."""

import argparse
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from khronika.errors import GazetteerError, KhronikaError
from khronika.reference.gazetteer import sources
from khronika.reference.gazetteer.entry import PlaceKind
from khronika.reference.gazetteer.laying import lay
from khronika.reference.gazetteer.layout import CAPITAL, NO_COUNTRY, POINT_FROM_TOWNS, RECORD, digest_of
from khronika.reference.gazetteer.lookup import default_path
from khronika.reference.gazetteer.naming import RegionNames, latin_names, spellings, worth_keeping
from khronika.reference.gazetteer.rows import Key, Row, middle
from khronika.reference.gazetteer.spelling import normalise

Say = Callable[[str], None]
Parts = dict[str, bytes | dict[str, list[int]] | list[str]]


def gather(say: Say) -> list[Row]:
    """Every place, in the order of the file: regions and countries first, then towns by size."""
    own = sources.own_places()
    nations, codes = sources.countries(own)
    regions = sources.subdivisions(codes, own)
    say(f"{len(nations)} countries, {len(regions)} regions")
    towns = sorted(sources.towns(codes, regions), key=lambda row: (-row.population, row.geonames_id))
    say(f"{len(towns)} towns")
    _mark_capitals(towns)
    for key in _name_as_in_news(towns, own["city_names"]):
        say(f"regions.toml: no town is called {key!r}")
    names = RegionNames(own)
    country_names = {row.country: row.name for row in nations.values()}
    seats: dict[Key, str] = {}
    for town in towns:
        if town.admin1:
            seats.setdefault(town.admin1, town.name)
    for row in regions.values():
        names.settle(row, seats.get(row.key), country_names.get(row.country or "", ""))
    _place_regions(list(nations.values()), list(regions.values()), towns)
    for row in regions.values():
        if row.iso_code in own["subdivision_points"]:
            row.lat, row.lon = own["subdivision_points"][row.iso_code]
            row.point_from_towns = False
    placed = [row for row in [*nations.values(), *regions.values()] if row.lat is not None]
    return [*placed, *sources.continents(), *sources.own_rows(own), *towns]


def _name_as_in_news(towns: list[Row], names: dict[str, list[str]]) -> list[str]:
    """Give the most populous town of each country and name its names in the news; the keys that no town has."""
    left = dict(names)
    for town in towns:
        town.main.update(left.pop(f"{town.country} {town.name}", ()))
    return sorted(left)


def _mark_capitals(towns: list[Row]) -> None:
    """Mark the most populous town of the country that bears the capital's name, if only as an alternate one."""
    wanted = {iso: normalise(name) for iso, name in sources.capitals().items()}
    for alternate in (False, True):
        for town in towns:
            form = wanted.get(town.country or "")
            if form and any(normalise(name) == form for name in (town.other if alternate else town.main)):
                town.capital = True
                del wanted[town.country or ""]


def _place_regions(nations: list[Row], regions: list[Row], towns: list[Row]) -> None:
    """Give every region the middle of its towns and their inhabitants; one without towns its parent's point."""
    points: dict[Key, list[tuple[float, float]]] = defaultdict(list)
    people: dict[Key, int] = defaultdict(int)
    for town in towns:
        for key in {town.admin1, town.admin2} - {None}:
            assert key is not None
            points[key].append((town.lat or 0.0, town.lon or 0.0))
            people[key] += town.population
        points["country", _code_number(town.country)].append((town.lat or 0.0, town.lon or 0.0))
    rows = {row.key: row for row in regions}
    by_code = {row.country: row for row in nations}
    for nation in nations:
        if nation.lat is None:
            _stand_at(nation, middle(points["country", _code_number(nation.country)]))
    for row in sorted(regions, key=lambda row: row.kind is PlaceKind.ADMIN2):
        row.population = people[row.key]
        parent = rows.get(row.admin1) if row.admin1 and row.admin1 != row.key else by_code.get(row.country)
        above = (parent.lat, parent.lon) if parent and parent.lat is not None and parent.lon is not None else None
        _stand_at(row, middle(points[row.key]) or above)


def _code_number(code: str | None) -> int:
    return int.from_bytes((code or "").encode(), "big")


def _stand_at(row: Row, point: tuple[float, float] | None) -> None:
    if point:
        row.lat, row.lon = point
        row.point_from_towns = True


def compile_rows(rows: list[Row], say: Say) -> Parts:
    """The sections of the file, and for its header the list of countries and the towns of each region."""
    numbers = {row.key: number for number, row in enumerate(rows)}
    countries = sorted({row.country for row in rows if row.country})
    country_number = {code: number for number, code in enumerate(countries)}
    records, names = bytearray(), bytearray()
    filed: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        main = spellings(row.main)
        other = {name for name in row.other if worth_keeping(name)}
        for form in main | spellings(other):
            filed[form].append(number << 1 | (form in main))
        written = "\n".join([row.name, *latin_names(row.name, row.main | other)]).encode()
        flags = CAPITAL * row.capital | POINT_FROM_TOWNS * row.point_from_towns
        admins = (numbers.get(key, -1) if key else -1 for key in (row.admin1, row.admin2))
        country = country_number[row.country] if row.country else NO_COUNTRY
        point = (round((row.lat or 0.0) * 1e5), round((row.lon or 0.0) * 1e5))
        kind = list(PlaceKind).index(row.kind)
        population = min(row.population, 2**32 - 1)
        records += RECORD.pack(
            row.geonames_id, *point, population, *admins, len(names), len(written), country, kind, flags
        )
        names += written
    say(f"{len(filed)} names of {len(rows)} places")
    members, starts = _members(rows, numbers)
    return {**_index(filed, rows), "records": bytes(records), "names": bytes(names), "members": members,
            "countries": countries, "member_starts": starts,
"nations": nations_of(rows)}  # fmt: skip


def nations_of(rows: list[Row]) -> dict[str, list[int]]:
    """For each ISO code the number of the country, then those of its first-level regions."""
    countries = [(number, row) for number, row in enumerate(rows) if row.kind is PlaceKind.COUNTRY]
    nations = {row.country: [number] for number, row in countries if row.country}
    for number, row in enumerate(rows):
        if row.kind is PlaceKind.ADMIN1 and row.country in nations:
            nations[row.country].append(number)
    return nations


def _index(filed: dict[str, list[int]], rows: list[Row]) -> dict[str, bytes]:
    by_digest = {digest_of(form): form for form in filed}
    if len(by_digest) != len(filed):
        raise GazetteerError("two names share one digest: change the digest in layout.py")
    starts, postings = array("I", [0]), array("I")
    for digest in sorted(by_digest):
        found = filed[by_digest[digest]]
        postings.extend(sorted(found, key=lambda posting: _rank(rows[posting >> 1], posting)))
        starts.append(len(postings))
    return {
        "digests": _little_endian(array("Q", sorted(by_digest))),
        "starts": _little_endian(starts),
        "postings": _little_endian(postings),
    }


def _rank(row: Row, posting: int) -> tuple[bool, int, int]:
    """Parts of the world and seas that go by the name first (they have no inhabitants), then the most populous."""
    wide = row.kind in (PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.WATER) and bool(posting & 1)
    return (not wide, -row.population, posting >> 1)


def _members(rows: list[Row], numbers: dict[Key, int]) -> tuple[bytes, dict[str, list[int]]]:
    inside: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.kind is PlaceKind.CITY and row.admin1 in numbers:
            inside[numbers[row.admin1]].append(number)
    members, starts = array("I"), {}
    for region in sorted(inside):
        starts[str(region)] = [len(members), len(members) + len(inside[region])]
        members.extend(inside[region])
    return _little_endian(members), starts


def _little_endian(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def write(parts: Parts, out: Path, entries: int) -> str:
    """Write the file in one step and return the digest of its content."""
    sections = {name: section for name, section in parts.items() if isinstance(section, bytes)}
    header = {
        "countries": parts["countries"],
        "entries": entries,
        "members": parts["member_starts"],
        "nations": parts["nations"],
        "sources": sources.versions(),
    }
    return lay(sections, header, out)


def build(out: Path, say: Say = lambda line: None) -> str:
    """Compile the gazetteer to `out`; returns its digest. Raises: GazetteerError where a source is missing."""
    sources.versions()
    rows = gather(say)
    return write(compile_rows(rows, say), out, len(rows))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Compile Khronika's gazetteer (about a minute, 60 MB).")
    parser.add_argument("out", nargs="?", type=Path, default=default_path(), help="where to (default: %(default)s)")
    out: Path = parser.parse_args().out
    try:
        digest = build(out, lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    except (KhronikaError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{out}  sha256 {digest}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
