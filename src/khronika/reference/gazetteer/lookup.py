"""Looking up names in the compiled gazetteer."""

import json
import mmap
import os
import struct
import sys
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from khronika.errors import GazetteerError
from khronika.reference.gazetteer.entry import Entry, Hit, PlaceKind
from khronika.reference.gazetteer.layout import CAPITAL, MAGIC, NO_COUNTRY, POINT_FROM_TOWNS, RECORD, digest_of
from khronika.reference.gazetteer.spelling import normalise

_BUILD = "khronika gazetteer build"
_KINDS = tuple(PlaceKind)
_CACHED_ENTRIES = 1 << 16
_CACHED_REGIONS = 64
_CACHED_SPELLINGS = 512
_SHORTEST_SPELLING = 4
_MOST_EDITS = 2

Spelled = dict[str, tuple[list[str], list[int]]]
"""First letter -> normalised names, and beside each the number of its entry."""


def default_path() -> Path:
    """Where the gazetteer lies: $KHRONIKA_GAZETTEER, else share/khronika under the environment's prefix."""
    named = os.environ.get("KHRONIKA_GAZETTEER")
    return Path(named) if named else Path(sys.prefix) / "share" / "khronika" / "gazetteer.bin"


def allowed_edits(name: str) -> int:
    """How many letters a misspelling may change: none below five letters, one below eight, else two.

    A swap of two neighbours counts as one (optimal string alignment distance).
    """
    return 0 if len(name) < 5 else 1 if len(name) < 8 else 2


class Gazetteer:
    """An open gazetteer: read-only, mapped into memory, safe to use from several threads.

    digest: SHA-256 of everything in it, for the record of a reading.
    """

    def __init__(self, mapped: mmap.mmap, header: dict[str, Any], body: int) -> None:
        self._map = mapped
        self._view = memoryview(mapped)
        self.digest: str = header["digest"]
        self.sources: dict[str, str] = header["sources"]
        self.entry_count: int = header["entries"]
        self._countries: list[str] = header["countries"]
        sections = {name: self._view[body + at : body + at + size] for name, (at, size) in header["sections"].items()}
        self._digests = sections["digests"].cast("Q")
        self._starts = sections["starts"].cast("I")
        self._postings = sections["postings"].cast("I")
        self._records = sections["records"]
        self._names = sections["names"]
        self._members = sections["members"].cast("I")
        self._member_starts: dict[str, tuple[int, int]] = {key: (a, b) for key, (a, b) in header["members"].items()}
        self._nations: dict[str, list[int]] = header["nations"]
        self._views = [*sections.values(), self._digests, self._starts, self._postings, self._members]
        self.entry = lru_cache(maxsize=_CACHED_ENTRIES)(self._entry)
        self.hits = lru_cache(maxsize=_CACHED_ENTRIES)(self._hits)
        self.forms = lru_cache(maxsize=_CACHED_ENTRIES)(self._forms)
        self._region_name = lru_cache(maxsize=_CACHED_ENTRIES)(lambda number: self.names_of(number)[0])
        self._written_within = lru_cache(maxsize=_CACHED_REGIONS)(self._written)
        self._spelled_within = lru_cache(maxsize=_CACHED_SPELLINGS)(self._spelled_from)

    @classmethod
    def open(cls, path: Path | str | None = None) -> "Gazetteer":
        """Open the gazetteer at `path` (default: ``default_path()``); reads only its header.

        Raises: GazetteerError where it is missing or damaged, with the command that builds it.
        """
        place = Path(path) if path else default_path()
        try:
            with place.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"no gazetteer at {place} ({error}); build it with: {_BUILD}") from error
        try:
            if mapped[: len(MAGIC)] != MAGIC:
                raise ValueError("not a gazetteer of this version")
            (length,) = struct.unpack_from("<I", mapped, len(MAGIC))
            start = len(MAGIC) + 4
            header = json.loads(mapped[start : start + length])
            body = -(-(start + length) // 8) * 8
            if body + header["body"] != len(mapped):
                raise ValueError("it is cut short")
            return cls(mapped, header, body)
        except (ValueError, KeyError, struct.error) as error:
            raise GazetteerError(
                f"the gazetteer at {place} is damaged ({error}); build it anew with: {_BUILD}"
            ) from error

    def __enter__(self) -> "Gazetteer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; lookups fail after it."""
        self.entry.cache_clear()
        self.hits.cache_clear()
        for view in self._views:
            view.release()
        self._view.release()
        self._map.close()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place that bears `name`, in whatever case, accents and script; the most populous first."""
        return tuple(hit.entry for hit in self.hits(normalise(name)))

    def _hits(self, normalised: str) -> tuple[Hit, ...]:
        """As ``lookup``, for a name already normalised, with whether it is the place's main name."""
        digest = digest_of(normalised)
        at = bisect_left(self._digests, digest)
        if at == len(self._digests) or self._digests[at] != digest:
            return ()
        postings = self._postings[self._starts[at] : self._starts[at + 1]]
        return tuple(Hit(self.entry(posting >> 1), bool(posting & 1)) for posting in postings)

    def _entry(self, index: int) -> Entry:
        """The entry of that number (0 to `entry_count` - 1)."""
        fields = RECORD.unpack_from(self._records, index * RECORD.size)
        geonames_id, lat, lon, population, admin1, admin2, _, _, country, kind, flags = fields
        return Entry(
            number=index,
            geonames_id=geonames_id or None,
            name=self.names_of(index)[0],
            kind=_KINDS[kind],
            country=None if country == NO_COUNTRY else self._countries[country],
            admin1=self._region_name(admin1) if admin1 >= 0 else None,
            admin2=self._region_name(admin2) if admin2 >= 0 else None,
            admin1_index=admin1,
            admin2_index=admin2,
            lat=lat / 1e5,
            lon=lon / 1e5,
            population=population,
            capital=bool(flags & CAPITAL),
            point_from="towns" if flags & POINT_FROM_TOWNS else "gazetteer",
        )

    def names_of(self, index: int) -> list[str]:
        """The name to print of an entry, then its other names in Latin letters."""
        fields = RECORD.unpack_from(self._records, index * RECORD.size)
        return bytes(self._names[fields[6] : fields[6] + fields[7]]).decode().split("\n")

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        numbers = self._nations.get(code)
        return self.entry(numbers[0]) if numbers else None

    def within(self, region: Entry) -> list[int]:
        """Numbers of the towns in a first-level region."""
        return self._within(region.number)

    def _within(self, number: int) -> list[int]:
        start, end = self._member_starts.get(str(number), (0, 0))
        return self._members[start:end].tolist()

    def regions_of(self, code: str) -> list[Entry]:
        """The first-level regions of the country of that ISO code."""
        return [self.entry(number) for number in self._nations.get(code, ())[1:]]

    def near_spellings(self, name: str, among: Iterable[Entry]) -> list[Entry]:
        """Those of `among` one of whose names `name` may be a misspelling of, the nearest first.

        As many edits as ``allowed_edits`` grants, the first letter kept.
        """
        return self.nearest(name, self.spelled(among))

    def near_spellings_within(self, name: str, region: Entry, most_edits: int = _MOST_EDITS) -> list[Entry]:
        """As ``near_spellings``, among the towns of a first-level region; `most_edits` may grant fewer edits."""
        wanted = normalise(name)
        return self._nearest(wanted, self._spelled_within(region.number, wanted[:1]), most_edits)

    def spelled(self, entries: Iterable[Entry]) -> Spelled:
        """The spellings of entries, to look for several names among the same ones (see ``nearest``)."""
        return self._spelled([entry.number for entry in entries])

    def nearest(self, name: str, spelled: Spelled) -> list[Entry]:
        """As ``near_spellings``, among entries made ready by ``spelled``."""
        return self._nearest(normalise(name), spelled)

    def _forms(self, number: int) -> tuple[str, ...]:
        """The normalised names of an entry, each once; kept, since text after text asks for a region's towns."""
        return tuple(sorted({normalise(name) for name in self.names_of(number)}))

    def _spelled(self, numbers: Iterable[int]) -> Spelled:
        spelled: Spelled = {}
        for number in numbers:
            for form in self.forms(number):
                if len(form) >= _SHORTEST_SPELLING:
                    forms, owners = spelled.setdefault(form[0], ([], []))
                    forms.append(form)
                    owners.append(number)
        return spelled

    def _written(self, number: int) -> dict[str, list[tuple[str, int]]]:
        """The names of the towns in a first-level region, each with its town, by their first letter once normalised."""
        written: dict[str, list[tuple[str, int]]] = {}
        for town in self._within(number):
            for name in self.names_of(town):
                first = name[:1]
                plain = first.isascii() and first.isalpha()  # such a letter stays the first, in lower case
                letter = first.lower() if plain else normalise(name)[:1]
                written.setdefault(letter, []).append((name, town))
        return written

    def _spelled_from(self, number: int, letter: str) -> Spelled:
        """As ``_spelled``, of the towns in a first-level region, of the names that begin with a letter."""
        forms = sorted({(town, normalise(name)) for name, town in self._written_within(number).get(letter, ())})
        long_enough = [(form, town) for town, form in forms if len(form) >= _SHORTEST_SPELLING]
        return {letter: ([form for form, _ in long_enough], [town for _, town in long_enough])}

    def _nearest(self, wanted: str, spelled: Spelled, most_edits: int = _MOST_EDITS) -> list[Entry]:
        edits = min(allowed_edits(wanted), most_edits)
        if not edits:
            return []
        forms, numbers = spelled.get(wanted[0], ((), ()))
        nearest: dict[int, int] = {}
        for _, distance, at in process.extract(wanted, forms, scorer=OSA.distance, score_cutoff=edits, limit=None):
            nearest[numbers[at]] = min(nearest.get(numbers[at], edits), int(distance))
        found = [self.entry(number) for number in nearest]
        return sorted(found, key=lambda entry: (nearest[entry.number], -entry.population, entry.number))
