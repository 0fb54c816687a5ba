"""Each layer answers with its own fields, and with spans that slice to their words."""

import pytest
from tests.reading.telling import BUILT, PUBLISHED

from khronika.reading.analysis import Profile
from khronika.reading.annotating import LAYERS, Row, annotate
from khronika.reference.gazetteer import Gazetteer

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
TEXT = (
    "Soldiers killed eleven people in the town of Orvana on Thursday, the governor said. "
    "It was cold. Nobody slept in Nairobi.\n\nThe union said that 40 miners had been detained yesterday."
)
FIELDS = {
    "times": {"type", "value", "edtf", "mod"},
    "places": {"name", "geonames_id", "lat", "lon", "country", "kind", "precision", "role"},
    "figures": {"measure", "low", "high", "group", "exactness", "scope", "reality"},
    "attributions": {"source", "cue", "content", "speaker", "kind", "stance", "basis"},
    "events": {"event_type", "acled_sub_event_type", "reality", "main"},
}


def rows(layer: str, text: str = TEXT, profile: Profile = "full") -> list[Row]:
    with Gazetteer.open() as gazetteer:
        return annotate(layer, text, published=PUBLISHED, gazetteer=gazetteer, profile=profile)


@pytest.mark.parametrize("profile", ["full", "fast"])
@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_has_its_fields_and_its_words(layer: str, profile: Profile) -> None:
    found = rows(layer, profile=profile)
    assert len(found) >= 2
    for row in found:
        assert set(row) == FIELDS[layer] | {"start", "end", "text"}
        start, end = row["start"], row["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert TEXT[start:end] == row["text"] != ""


@pytest.mark.parametrize("layer", LAYERS)
def test_a_text_without_words_has_no_mentions(layer: str) -> None:
    assert rows(layer, "") == rows(layer, " \n\n ") == []


def test_each_layer_says_what_stands_there() -> None:
    assert [row["value"] for row in rows("times")] == ["2031-03-13", "2031-03-14"]
    assert {row["text"]: row["country"] for row in rows("places")} == {"Orvana": None, "Nairobi": "KE"}
    assert [(row["measure"], row["low"]) for row in rows("figures")] == [("killed", 11), ("detained", 40)]
    assert [row["speaker"] for row in rows("attributions")] == ["the governor", "The union"]
    assert [row["main"] for row in rows("events")].count(True) == 1


def test_spans_of_an_attribution_lie_in_its_own() -> None:
    for row in rows("attributions"):
        for name in ("source", "cue", "content"):
            pieces = row[name]
            assert isinstance(pieces, list)
            assert all(row["start"] <= piece["start"] < piece["end"] <= row["end"] for piece in pieces)


def test_only_the_layer_of_places_needs_a_gazetteer() -> None:
    assert annotate("times", TEXT, published=PUBLISHED, gazetteer=None)
    with pytest.raises(ValueError, match="gazetteer"):
        annotate("places", TEXT, published=PUBLISHED, gazetteer=None)
