"""Points in a file that are finer than may be shown: none of the public places, and exact to less than a kilometre."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from khronika.publishing.linting.values import DECIMALS, ROUGH

_PAIR = re.compile(r"(?<![\d.\-])(-?\d{1,3}\.\d{3,})\s*[°NS]*[,;/|\s]\s*(-?\d{1,3}\.\d{3,})(?![\d.])")
_LAT, _LON = ("lat", "latitude"), ("lon", "lng", "longitude")


def fine_points(name: str, text: str, points: frozenset[tuple[float, float]]) -> Iterator[str]:
    """Where points stand that are not public and have three decimals and more."""
    if name.lower().endswith((".json", ".geojson")):
        found = _in_json(text)
    elif name.lower().endswith(".csv"):
        found = _in_table(text)
    else:
        found = ((f"line {line}", lat, lon) for line, lat, lon in _in_words(text))
    for where, lat, lon in found:
        if _is_fine(lat, lon) and not points & {_rounded(lat, lon), _rounded(lon, lat)}:
            yield where


def _is_fine(lat: float, lon: float) -> bool:
    on_earth = abs(lat) <= 180 and abs(lon) <= 180 and min(abs(lat), abs(lon)) <= 90
    return on_earth and (round(lat, ROUGH) != lat or round(lon, ROUGH) != lon)


def _rounded(lat: float, lon: float) -> tuple[float, float]:
    return round(lat, DECIMALS), round(lon, DECIMALS)


def _in_words(text: str) -> Iterator[tuple[int, float, float]]:
    for match in _PAIR.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, float(match[1]), float(match[2])


def _in_table(text: str) -> Iterator[tuple[str, float, float]]:
    rows = csv.DictReader(io.StringIO(text))
    try:
        for number, row in enumerate(rows, 2):
            named = {str(key).lower(): value for key, value in row.items()}
            lat, lon = (_number(next((named[one] for one in names if one in named), None)) for names in (_LAT, _LON))
            if lat is not None and lon is not None:
                yield f"row {number}", lat, lon
    except csv.Error:
        return


def _in_json(text: str) -> Iterator[tuple[str, float, float]]:
    try:
        waiting: list[tuple[str, Any]] = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            named = {key.lower(): one for key, one in value.items()}
            lat, lon = (_number(next((named[one] for one in names if one in named), None)) for names in (_LAT, _LON))
            if lat is not None and lon is not None:
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


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
