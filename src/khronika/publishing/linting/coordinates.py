"""Points in a file that are finer than may be shown: none of the public places, and exact to less than a kilometre."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from khronika.publishing.linting.values import DECIMALS, ROUGH
from khronika.publishing.withholding.redaction import BLOCK
from khronika.reference.cells import allow_cells, separator_of

_PAIR = re.compile(r"(?<![\d.\-])(-?\d{1,3}\.\d{3,})\s*[°NS]*[,;/|\s]\s*(-?\d{1,3}\.\d{3,})(?![\d.])")
_LAT, _LON = ("lat", "latitude"), ("lon", "lng", "longitude")
_Points = frozenset[tuple[float, float]]
RECORDS = (".json", ".geojson", ".jsonld", ".jsonl", ".ndjson")
"""Endings of the names of files that are JSON, or lines of it."""


def fine_points(name: str, text: str, points: _Points) -> Iterator[str]:
    """Where points stand that are not public and have three decimals and more."""
    if name.lower().endswith(RECORDS):
        found = _in_json(text)
    elif name.lower().endswith(".csv"):
        found = _in_table(text)
    else:
        found = ((f"line {line}", lat, lon) for line, lat, lon in _in_words(text))
    return _fine(found, points)


def fine_points_of(rows: Sequence[Mapping[str, Any]], points: _Points, first: int = 1) -> Iterator[str]:
    """The same of rows of a table (name of the column -> value), numbered from the first."""
    return _fine(_in_values([(f"row {number}", row) for number, row in enumerate(rows, first)]), points)


def without_fine_points(text: str, points: _Points) -> str:
    """A text with a block in the place of every point that `fine_points` would find in its words."""

    def shown(match: re.Match[str]) -> str:
        return BLOCK * len(match[0]) if _is_told(float(match[1]), float(match[2]), points) else match[0]

    return _PAIR.sub(shown, text)


def _fine(found: Iterable[tuple[str, float, float]], points: _Points) -> Iterator[str]:
    for where, lat, lon in found:
        if _is_told(lat, lon, points):
            yield where


def _is_told(lat: float, lon: float, points: _Points) -> bool:
    """Whether a point is finer than may be shown, and none of the public ones."""
    return _is_fine(lat, lon) and not points & {_rounded(lat, lon), _rounded(lon, lat)}


def _is_fine(lat: float, lon: float) -> bool:
    on_earth = abs(lat) <= 180 and abs(lon) <= 180 and min(abs(lat), abs(lon)) <= 90
    return on_earth and (round(lat, ROUGH) != lat or round(lon, ROUGH) != lon)


def _rounded(lat: float, lon: float) -> tuple[float, float]:
    return round(lat, DECIMALS), round(lon, DECIMALS)


def _in_words(text: str) -> Iterator[tuple[int, float, float]]:
    for match in _PAIR.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, float(match[1]), float(match[2])


def _in_table(text: str) -> Iterator[tuple[str, float, float]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    for number in count(2):
        allow_cells(len(text) + 1)
        if (row := next(rows, None)) is None:
            return
        yield from _in_values([(f"row {number}", row)])


def _in_json(text: str) -> Iterator[tuple[str, float, float]]:
    try:
        return _in_values([("", json.loads(text))])
    except (ValueError, RecursionError):
        return _in_values([*_lines_of_json(text)])


def _lines_of_json(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        with suppress(ValueError, RecursionError):
            yield f"line {number}", json.loads(line)


def _in_values(waiting: list[tuple[str, Any]]) -> Iterator[tuple[str, float, float]]:
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            named = {str(key).lower().rpartition(":")[2]: one for key, one in value.items()}
            for lat, lon in zip(_numbers(named, _LAT), _numbers(named, _LON), strict=False):
                yield path or "the whole", lat, lon
            waiting += [(f"{path}.{key}".lstrip(".")[:80], one) for key, one in value.items()]
        elif isinstance(value, list):
            numbers = [_number(one) for one in value[:2]]
            if path.endswith("coordinates") and len(value) in (2, 3) and None not in numbers:
                yield path, *(number for number in numbers if number is not None)  # type: ignore[misc]
            waiting += [
                (f"{path}[{index}]" if not path.endswith("coordinates") else path, one)
                for index, one in enumerate(value)
            ]
        elif isinstance(value, str):
            yield from ((path or "the whole", lat, lon) for _, lat, lon in _in_words(value))


def _numbers(named: Mapping[str, Any], names: tuple[str, ...]) -> list[float]:
    """The numbers under the first of the names that is there, of which FollowTheMoney and JSON-LD keep lists."""
    said = next((named[one] for one in names if one in named), None)
    numbers = [_number(one) for one in (said if isinstance(said, list) else [said])]
    return [number for number in numbers if number is not None]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
