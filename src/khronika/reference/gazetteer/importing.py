"""GeoNames' full dump on top of the gazetteer that is compiled from packages: millions of places, memory bounded.

The rows of the packages come first, with their curated names; the dump gives regions and countries the points of
GeoNames, known places more names, and adds every place that is not there yet. Everything goes to work files beside
the gazetteer (``spool``) with checkpoints, so that an import that was broken off goes on where it stood; the
gazetteer itself is replaced in one step at the end.
"""

import os
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khronika.errors import GazetteerError
from khronika.reference.gazetteer import sources
from khronika.reference.gazetteer.build import gather, nations_of
from khronika.reference.gazetteer.dump import DumpRow, lines, opened, parsed
from khronika.reference.gazetteer.entry import PlaceKind
from khronika.reference.gazetteer.indexing import FormSpool
from khronika.reference.gazetteer.laying import lay
from khronika.reference.gazetteer.layout import CAPITAL, NO_COUNTRY, POINT_FROM_TOWNS, RECORD
from khronika.reference.gazetteer.naming import RegionNames, latin_names, spellings, worth_keeping
from khronika.reference.gazetteer.rows import Row
from khronika.reference.gazetteer.spool import Spool

CLASSES = "APHLT"
"""Feature classes that are taken: regions, populated places, waters, areas and parks, mountains and islands.
Left out unless asked for: S (buildings, farms), R (roads), U (under the sea), V (woods)."""

CHECKPOINT_LINES = 500_000
_SPELLING_POOL = 500  # people; towns below are not looked through for misspellings
_KINDS = tuple(PlaceKind)
_POINT = struct.Struct("<ii")
_POINT_AT = 4  # bytes into a record
_FLAGS_AT = RECORD.size - 1
_MEMBER = struct.Struct("<II")
_MOST_NAME_BYTES = 2**32 - 1
_MOST_NAMED = 20
Say = Callable[[str], None]


@dataclass(slots=True)
class Progress:
    """How far an import is; what a checkpoint keeps.

    line: lines of the dump that are done; refused: bad ones; newest: the latest change of a row in it.
    base: entries that come from the packages; numbers: GeoNames id -> number of the entry, of those and of regions.
    codes: GeoNames' code of a region ("US.GA", "US.GA.121") -> its number; nations: as in the header.
    """

    dump: list[Any]
    line: int = 0
    entries: int = 0
    base: int = 0
    left_out: int = 0
    refused: int = 0
    name_bytes: int = 0
    newest: str = ""
    countries: list[str] = field(default_factory=list)
    nations: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it.

    entries: places in the gazetteer; added: those that only the dump has; left_out: rows of other classes;
    refused: bad rows; refusals: a file that names each with its line and the reason, None where all were good.
    """

    digest: str
    entries: int
    added: int
    left_out: int
    refused: int
    refusals: Path | None


def import_dump(
    dump: Path, out: Path, *, classes: str = CLASSES, codes: Sequence[Path] = (), say: Say = lambda line: None
) -> Imported:
    """Compile `out` from the packages and GeoNames' dump.

    classes: letters of GeoNames' feature classes that are taken.
    codes: ``admin1CodesASCII.txt``, ``admin2Codes.txt``, where there are any: further codes of regions that are known.
    Raises: GazetteerError where the dump is missing, no dump, or a source package is missing.
    """
    spool = Spool(out.with_name(out.name + ".import"))
    try:
        job = _Import(spool, dump, classes, say)
        job.begin(codes)
        job.places()
        return job.finish(out)
    finally:
        spool.close()


class _Import:
    def __init__(self, spool: Spool, dump: Path, classes: str, say: Say) -> None:
        self.spool, self.dump, self.classes, self.say = spool, dump, classes, say
        self.forms = FormSpool(spool)
        self.names = RegionNames(sources.own_places())
        self.progress = Progress(_identity(dump, classes))
        self.seen = bytearray()

    def begin(self, codes: Sequence[Path]) -> None:
        """The rows of the packages and the dump's regions, or what an earlier run left of the same dump."""
        saved = self.spool.resume()
        if saved and saved["dump"] == self.progress.dump:
            self.progress = Progress(**saved)
            self.say(f"goes on after {self.progress.line:,} lines")
            return
        self.spool.clear()
        self._base(gather(self.say))
        for path in codes:
            self._codes(path)
        with opened(self.dump) as file:
            for number, line in enumerate(lines(file), 1):
                if b"\tA\t" in line and (row := _good(line)) and _is_region(row):
                    self._region(row, number)
        self.spool.checkpoint(self.progress.as_dict())

    def _base(self, rows: list[Row]) -> None:
        numbers = {row.key: number for number, row in enumerate(rows)}
        self.progress.countries = sorted({row.country for row in rows if row.country})
        self.progress.nations = nations_of(rows)
        for number, row in enumerate(rows):
            if row.geonames_id:
                self.progress.numbers[str(row.geonames_id)] = number
            if row.geonames_code:
                self.progress.codes[row.geonames_code] = number
            admins = [numbers.get(key, -1) if key else -1 for key in (row.admin1, row.admin2)]
            wide = row.kind in (PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.WATER)
            other = [name for name in row.other if worth_keeping(name)]
            self._add(row, admins, [row.name, *latin_names(row.name, row.main | set(other))])
            self._index(number, row.main, other, people=row.population, wide=wide)
            if row.kind is PlaceKind.CITY and admins[0] >= 0:
                self.spool.append("members.pairs", _MEMBER.pack(admins[0], number))

        self.progress.base = self.progress.entries

    def _add(self, row: Row, admins: Sequence[int], names: Iterable[str]) -> int:
        """Append a record; its number."""
        written = "\n".join(names).encode()
        if self.progress.name_bytes + len(written) > _MOST_NAME_BYTES:
            raise GazetteerError("the names of the dump take more than 4 GiB: choose fewer classes")
        flags = CAPITAL * row.capital | POINT_FROM_TOWNS * row.point_from_towns
        point = (round((row.lat or 0.0) * 1e5), round((row.lon or 0.0) * 1e5))
        people = min(row.population, 2**32 - 1)
        kind = _KINDS.index(row.kind)
        at, country = self.progress.name_bytes, self._country(row.country)
        record = RECORD.pack(row.geonames_id, *point, people, *admins, at, len(written), country, kind, flags)
        self.spool.append("records", record)
        self.spool.append("names", written)
        self.progress.name_bytes += len(written)
        self.progress.entries += 1
        return self.progress.entries - 1

    def _country(self, code: str | None) -> int:
        if not code:
            return NO_COUNTRY
        if code not in self.progress.countries:
            self.progress.countries.append(code)
        return self.progress.countries.index(code)

    def _index(self, number: int, main: Iterable[str], other: Iterable[str], *, people: int, wide: bool) -> None:
        forms = spellings(main)
        for form in forms:
            self.forms.add(form, number << 1 | 1, people=people, wide=wide)
        for form in spellings(other) - forms:
            self.forms.add(form, number << 1, people=people, wide=False)

    def _codes(self, path: Path) -> None:
        """Codes of regions that are known, from GeoNames' lists of them: code, name, name in ASCII, id."""
        try:
            table = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path}: cannot be read: {error}") from error
        for line in table:
            columns = line.split("\t")
            number = self.progress.numbers.get(columns[3].strip()) if len(columns) == 4 else None
            if number is not None:
                self.progress.codes.setdefault(columns[0], number)

    def _region(self, row: DumpRow, line: int) -> None:
        """A country or a region: the point of one that is known, a new entry else."""
        code = ".".join(part for part in (row.country, row.admin1, row.admin2) if part)
        first_level = row.feature in ("A.ADM1", "A.ADM1H")
        number = self.progress.numbers.get(str(row.geonames_id))
        if number is None and not row.feature.startswith("A.PCL"):
            number = self._new(row, PlaceKind.ADMIN1 if first_level else PlaceKind.ADMIN2)
            self.progress.numbers[str(row.geonames_id)] = number
            if first_level and row.country in self.progress.nations:
                self.progress.nations[row.country].append(number)
        elif number is not None:
            at = number * RECORD.size
            self.spool.patch("records", at + _POINT_AT, _POINT.pack(round(row.lat * 1e5), round(row.lon * 1e5)))
            self.spool.patch("records", at + _FLAGS_AT, b"\0")
        if number is not None and not row.feature.endswith("H") and not row.feature.startswith("A.PCL"):
            self.progress.codes.setdefault(row.country + "." + row.admin1 if first_level else code, number)

    def _new(self, row: DumpRow, kind: PlaceKind) -> int:
        main = {row.name} | ({self.names.bare(row.name)} if kind is PlaceKind.ADMIN1 else set())
        other = {name for name in row.other if worth_keeping(name)} - main
        made = Row(("dump", row.geonames_id), kind, row.name, row.country or None, row.geonames_id, row.lat, row.lon)
        made.population, made.capital = row.population, row.feature == "P.PPLC"
        admin1 = self.progress.codes.get(f"{row.country}.{row.admin1}", -1)
        admin2 = self.progress.codes.get(f"{row.country}.{row.admin1}.{row.admin2}", -1) if row.admin2 else -1
        own = self.progress.entries
        admins = [own if kind is PlaceKind.ADMIN1 else admin1, own if kind is PlaceKind.ADMIN2 else admin2]
        number = self._add(made, admins, [row.name, *latin_names(row.name, main | other)])
        self._index(number, main, other, people=row.population, wide=False)
        if kind is PlaceKind.CITY and admin1 >= 0 and row.population >= _SPELLING_POOL:
            self.spool.append("members.pairs", _MEMBER.pack(admin1, number))
        return number

    def places(self) -> None:
        """Every other row of the dump, with a checkpoint now and then."""
        with opened(self.dump) as file:
            for number, line in enumerate(lines(file), 1):
                if number <= self.progress.line:
                    self._mark(line)
                    continue
                try:
                    self._place(line)
                except ValueError as error:
                    self._refuse(number, str(error))
                self.progress.line = number
                if number % CHECKPOINT_LINES == 0:
                    self.spool.checkpoint(self.progress.as_dict())
                    self.say(f"{number:,} lines, {self.progress.entries:,} places")
        if not self.progress.line or self.progress.refused == self.progress.line:
            self.spool.clear()
            raise GazetteerError(f"{self.dump}: is no dump of GeoNames: none of its lines has its columns")
        self.spool.checkpoint(self.progress.as_dict())

    def _place(self, line: bytes) -> None:
        row = parsed(line)
        if self._told_before(row.geonames_id):
            raise ValueError(f"tells of {row.geonames_id} a second time")
        self.progress.newest = max(self.progress.newest, row.modified)
        number = self.progress.numbers.get(str(row.geonames_id))
        if number is not None:
            self._index(number, (), filter(worth_keeping, row.other), people=row.population, wide=False)
        elif row.feature[:1] in self.classes and row.feature[:1] and not _is_region(row):
            self._new(row, _kind(row))
        else:
            self.progress.left_out += 1

    def _mark(self, line: bytes) -> None:
        """Remember the id of a line that an earlier run did."""
        first = line.split(b"\t", 1)[0]
        if first.isdigit() and len(first) < 11:
            self._told_before(int(first))

    def _told_before(self, geonames_id: int) -> bool:
        """Whether a row of that id was read; a bit an id."""
        at, bit = geonames_id >> 3, 1 << (geonames_id & 7)
        if at >= len(self.seen):
            self.seen.extend(bytes(at + 1 - len(self.seen) + (1 << 16)))
        told = bool(self.seen[at] & bit)
        self.seen[at] |= bit
        return told

    def _refuse(self, line: int, reason: str) -> None:
        self.progress.refused += 1
        self.spool.append("refused.tsv", f"{self.dump.name}\t{line}\t{reason}\n".encode())
        if self.progress.refused <= _MOST_NAMED:
            self.say(f"{self.dump.name}, line {line}: {reason}: passed over")

    def finish(self, out: Path) -> Imported:
        """Sort the names, put the file in place, remove the work files."""
        progress = self.progress
        self.say(f"sorts the names of {progress.entries:,} places")
        index = self.forms.sorted_index()
        members, starts = _members(self.spool)
        stored = {name: self.spool.path(name) for name in ("records", "names")}
        header = {
            "countries": progress.countries,
            "entries": progress.entries,
            "members": starts,
            "nations": progress.nations,
            "sources": sources.versions() | {"geonames dump": progress.newest},
        }
        digest = lay({**index, **stored, "members": members}, header, out)
        refusals = None
        if progress.refused:
            refusals = out.with_name(out.name + ".refused.tsv")
            os.replace(self.spool.path("refused.tsv"), refusals)
        self.spool.clear()
        self.spool.folder.rmdir()
        added = progress.entries - progress.base
        return Imported(digest, progress.entries, added, progress.left_out, progress.refused, refusals)


def _identity(dump: Path, classes: str) -> list[Any]:
    """What tells one dump from another: an import goes on only with the same."""
    try:
        status = dump.stat()
    except OSError as error:
        raise GazetteerError(f"{dump}: cannot be read: {error.strerror or error}") from error
    return [dump.name, status.st_size, status.st_mtime_ns, "".join(sorted(set(classes))), sources.versions()]


def _good(line: bytes) -> DumpRow | None:
    try:
        return parsed(line)
    except ValueError:
        return None  # named when the places are read


def _is_region(row: DumpRow) -> bool:
    """Whether it has been dealt with before the places: countries and the first two levels of regions."""
    return row.feature in ("A.ADM1", "A.ADM1H", "A.ADM2") or row.feature.startswith("A.PCL")


def _kind(row: DumpRow) -> PlaceKind:
    if row.feature[0] == "P":
        return PlaceKind.CITY
    if row.feature.startswith("A.ADM"):
        return PlaceKind.ADMIN2
    return PlaceKind.WATER if row.feature[0] == "H" else PlaceKind.REGION


def _members(spool: Spool) -> tuple[bytes, dict[str, list[int]]]:
    """The towns of each region, in the order of their numbers."""
    pairs = sorted(_MEMBER.iter_unpack(spool.path("members.pairs").read_bytes()))
    starts: dict[str, list[int]] = {}
    for at, (region, _) in enumerate(pairs):
        starts.setdefault(str(region), [at, at])[1] = at + 1
    return struct.pack(f"<{len(pairs)}I", *(number for _, number in pairs)), starts
