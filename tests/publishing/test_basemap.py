"""The land of the map: what comes into view is kept, and nothing is drawn across it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.publishing.pages.basemap import Box, _arcs, _box, _countries, basemap_script, cut_out

VIEWS = st.builds(
    lambda lon, lat, wide, high: Box(lon, lat, min(180.0, lon + wide), min(85.0, lat + high)),
    st.floats(-180, 160),
    st.floats(-80, 70),
    st.floats(2, 60),
    st.floats(2, 40),
)


def value(script: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(script[script.index("globalThis.khronikaBaseMap = ") + 29 :].rstrip(";\n"))
    return found


def points(lines: list[list[tuple[float, float]]], ring: list[int]) -> list[tuple[float, float]]:
    return [point for arc in ring for point in (lines[arc] if arc >= 0 else lines[~arc][::-1])]


def holds(ring: list[tuple[float, float]], lon: float, lat: float) -> bool:
    """Whether the point lies within the ring, by counting the crossings of a line to the east."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def country_at(topology: dict[str, Any], lon: float, lat: float) -> set[str]:
    lines = list(_arcs(topology))  # once: the outlines of all countries take long to read
    return {
        shape["properties"]["name"]
        for shape in topology["objects"]["countries"]["geometries"]
        for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
        if holds(points(lines, polygon[0]), lon, lat)
    }


@settings(max_examples=10, deadline=None)
@given(VIEWS, st.floats(0, 1), st.floats(0, 1))
def test_a_point_in_view_lies_in_the_same_country_as_before(view: Box, across: float, up: float) -> None:
    lon = view.west + across * (view.east - view.west)
    lat = view.south + up * (view.north - view.south)
    assert country_at(cut_out(_countries(), view), lon, lat) == country_at(_countries(), lon, lat)


@settings(max_examples=20, deadline=None)
@given(VIEWS)
def test_an_outline_that_is_not_in_view_is_two_points_and_stays_out_of_view(view: Box) -> None:
    short = [line for line in _arcs(cut_out(_countries(), view)) if not _box(line).meets(view)]
    assert all(len(line) == 2 for line in short)


def test_the_map_of_a_town_is_light_and_names_its_country() -> None:
    script = basemap_script([(43.34, 52.86)])
    assert len(script) < 60_000
    names = [shape["properties"]["name"] for shape in value(script)["topology"]["objects"]["countries"]["geometries"]]
    assert "Kazakhstan" in names
    assert "Brazil" not in names


@pytest.mark.parametrize("places", [[(0.0, 0.0)], [(-85.0, -180.0), (85.0, 180.0)], [(89.9, 10.0)]])
def test_the_view_stays_on_the_globe(places: list[tuple[float, float]]) -> None:
    west, south, east, north = value(basemap_script(places))["view"]
    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85


def test_the_same_places_give_the_same_map() -> None:
    assert basemap_script([(1.0, 2.0), (3.0, 4.0)]) == basemap_script([(1.0, 2.0), (3.0, 4.0)])
