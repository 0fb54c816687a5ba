"""Places that no gazetteer has: known by how the text treats their names."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.telling import place

from khronika.model.place import PlacePrecision
from khronika.reading.places import unlisted
from khronika.reading.places.unlisted import with_unlisted


def found(text: str) -> dict[str, tuple[str, str]]:
    """Words -> name and kind, with no gazetteer at all."""
    return {m.span.of(text): (m.name, m.kind) for m in with_unlisted(text, [])}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The village of Orunzhar burned.", "village"),
        ("They left Orunzhar, a town of 48,000 on the river.", "city"),
        ("Shots were heard across Orunzhar region.", "admin1"),
        ("A camp called Orunzhar was set up.", "village"),
        ("Eleven people were detained in Orunzhar.", "unknown"),
        ("ORUNZHAR, 14 March (Halda Wire) -- Nobody slept. Orunzhar is quiet.", "city"),
    ],
)
def test_a_name_that_the_text_calls_or_treats_as_a_place_is_one(text: str, kind: str) -> None:
    assert found(text)["Orunzhar"] == ("Orunzhar", kind)


def test_every_mention_of_it_is_one_then_but_not_within_a_longer_name() -> None:
    text = "The village of Orunzhar burned. Orunzhar is far. Radio Orunzhar and the Orunzhar Times said so."
    mentions = with_unlisted(text, [])
    assert [m.span.of(text) for m in mentions] == ["Orunzhar", "Orunzhar"]
    assert {(m.name, m.precision, m.lat) for m in mentions} == {("Orunzhar", PlacePrecision.UNLOCATED, None)}


@pytest.mark.parametrize("wrong", ["Orunzahr", "Orunzar", "Orunzhaar"])
def test_a_misspelling_where_things_are_placed_is_the_place(wrong: str) -> None:
    text = f"The village of Orunzhar burned. Orunzhar is far. Nine died near {wrong}."
    assert found(text)[wrong] == ("Orunzhar", "village")


def test_another_name_is_no_misspelling() -> None:
    assert found("The village of Orunzhar burned. Orunzhar is far. Nine died near Velkiny.")["Velkiny"] == (
        "Velkiny",
        "unknown",
    )


@pytest.mark.parametrize(
    "text",
    [
        "They spoke in Halvenian.",
        "The union has faith in Comrade Bortnik.",
        "People believe in Orvo. Mr Orvo said so. Ilan Orvo spoke.",
        "In Monday they trust.",
        "The king lives. Long live the king.",
        "",
    ],
)
def test_peoples_persons_and_days_are_no_places(text: str) -> None:
    assert found(text) == {}


def test_what_the_gazetteer_found_stays_and_nothing_overlaps() -> None:
    text = "The village of Orunzhar lies in Kenya. Kenya is far from Orunzhar."
    known = [place(text, "Kenya", "country", lat=0.0, lon=37.0), place(text, "Kenya", "country", nth=1, lat=0.0)]
    mentions = with_unlisted(text, known)
    assert [m.span.of(text) for m in mentions] == ["Orunzhar", "Kenya", "Kenya", "Orunzhar"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert [m for m in mentions if m.name == "Kenya"] == known


def test_a_long_name_may_be_two_letters_off_and_a_short_one_but_one() -> None:
    long = "The village of Orunzharov burned. Orunzharov is far. Nine died near Orunzarof."
    assert found(long)["Orunzarof"] == ("Orunzharov", "village")
    short = "The village of Velkin burned. Velkin is far. Nine died near Velkony."
    assert found(short).get("Velkony") != ("Velkin", "village")


WORDS = ("in", "In", "the", "Town", "towns", "of", "camp at", "Orun", "Varda", "x-in")


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_names_behind_a_word_are_those_that_an_expression_finds(words: list[str]) -> None:
    text = " ".join(words)
    listed = unlisted._placing("placing_surely")
    expression = re.compile(rf"\b(?i:{'|'.join(listed)}) ({unlisted._NAME})")
    found = [match.span(1) for _, match in unlisted._behind(text, unlisted._NAMED, listed)]
    assert found == [match.span(1) for match in expression.finditer(text)]
