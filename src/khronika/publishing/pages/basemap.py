"""The land around the places of a chronicle, cut out of Natural Earth's countries (public domain, 1:50 million).

An outline that does not come into view is replaced by its two ends: the straight line between them lies in the
outline's bounding box, so it does not come into view either, and what it encloses there stays the same.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, NamedTuple, cast

from khronika.publishing.pages.assets import licensed

_COUNTRIES = "countries-50m.json"
_LEAST_DEGREES = 6.0
_AROUND = 0.6


class Box(NamedTuple):
    """Degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


def basemap_script(points: Iterable[tuple[float, float]]) -> str:
    """A script that sets ``khronikaBaseMap``: a TopoJSON of the countries in view, and the view itself.

    points: latitude and longitude of what will be on the map.
    """
    view = _view(list(points))
    value = {"view": [view.west, view.south, view.east, view.north], "topology": cut_out(_countries(), view)}
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return licensed(_COUNTRIES, f"globalThis.khronikaBaseMap = {text};\n")


def cut_out(topology: dict[str, Any], view: Box) -> dict[str, Any]:
    """The part of a quantised topology that comes into view, with the names of its countries."""
    boxes = [_box(points) for points in _arcs(topology)]
    kept: dict[int, int] = {}
    geometries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        seen = [polygon for polygon in polygons if _around(polygon[0], boxes).meets(view)]
        if seen:
            arcs = [[[_renumbered(arc, kept) for arc in ring] for ring in polygon] for polygon in seen]
            name = {"name": shape["properties"]["name"]}
            geometries.append({"type": "MultiPolygon", "arcs": arcs, "properties": name})
    lines = topology["arcs"]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [lines[arc] if boxes[arc].meets(view) else _ends(lines[arc]) for arc in kept],
    }


@cache
def _countries() -> dict[str, Any]:
    file = resources.files("khronika.publishing.pages") / "vendor" / _COUNTRIES
    return cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8")))


def _view(points: list[tuple[float, float]]) -> Box:
    """What the map may show: the places with as much again around them, and never less than six degrees."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    high = max(_LEAST_DEGREES, _AROUND * (max(lats) - min(lats)))
    wide = max(2 * _LEAST_DEGREES, _AROUND * (max(lons) - min(lons)))
    return Box(
        max(-180.0, min(lons) - wide),
        max(-85.0, min(lats) - high),
        min(180.0, max(lons) + wide),
        min(85.0, max(lats) + high),
    )


def _arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Each arc's points in degrees; they are stored as steps on a grid (TopoJSON 1.0, 2.1.4)."""
    (by_x, by_y), (to_x, to_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        yield [(x * by_x + to_x, y * by_y + to_y) for x, y in zip(xs, ys, strict=True)]


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _around(ring: list[int], boxes: list[Box]) -> Box:
    """The box of a ring; an arc run backwards is numbered ~i (TopoJSON 1.0, 2.1.5)."""
    parts = [boxes[arc if arc >= 0 else ~arc] for arc in ring]
    return Box(
        min(part.west for part in parts),
        min(part.south for part in parts),
        max(part.east for part in parts),
        max(part.north for part in parts),
    )


def _renumbered(arc: int, kept: dict[int, int]) -> int:
    """The arc's number in the new topology, given to it in the order of first use."""
    forwards = kept.setdefault(arc if arc >= 0 else ~arc, len(kept))
    return forwards if arc >= 0 else ~forwards


def _ends(arc: list[list[int]]) -> list[list[int]]:
    """First and last point, as steps."""
    steps = arc[1:]
    return [arc[0], [sum(step[0] for step in steps), sum(step[1] for step in steps)]]
