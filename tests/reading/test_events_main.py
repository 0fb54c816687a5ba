"""The event that a text is about is told from those that it only mentions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.reading.analysis import analyse
from khronika.reading.events import acled_name, classify_snippet, find_events, main_event
from khronika.reading.events.weighing import weigh, weights
from khronika.reading.segmentation import segment
from khronika.reference.vocabulary import event_types


@pytest.mark.parametrize(
    ("text", "sub_event_type"),
    [
        ("Sappers found rifles and grenades in a cellar in Varda on Monday.", "Disrupted weapons use"),
        ("A man blew himself up in a crowded tea house, killing five guests.", "Suicide bomb"),
        ("Policemen broke up a sit-in of pensioners with tear gas.", "Protest with intervention"),
        ("Some 400 bakers marched peacefully through Olenka and demanded flour.", "Peaceful protest"),
        (
            "Soldiers fired live rounds at unarmed demonstrators, killing two of them.",
            "Excessive force against protesters",
        ),
        ("Rebels captured the town of Tesk from the army after heavy fighting.", "Non-state actor overtakes territory"),
        ("Police arrested three members of the opposition party at their homes.", "Arrests"),
        ("Warplanes bombed two villages in the valley overnight.", "Air/drone strike"),
        ("Gunmen kidnapped an engineer and asked his family for a ransom.", "Abduction/forced disappearance"),
        ("Both governments signed a ceasefire after long peace talks.", "Agreement"),
        ("Protesters threw stones at the police and set a bus on fire.", "Violent demonstration"),
        ("Mortar shells landed on the old town and wounded a family.", "Shelling/artillery/missile attack"),
    ],
)
def test_it_codes_what_a_snippet_is_about_as_acled_would(text: str, sub_event_type: str) -> None:
    for profile in ("full", "fast"):
        assert classify_snippet(text, profile)[1] == sub_event_type


def test_it_codes_nothing_where_there_is_no_sign_of_an_event() -> None:
    assert classify_snippet("The weather was mild and the linden trees smelled sweet.") == (None, None)
    assert classify_snippet("") == (None, None)


def test_it_keeps_the_closer_word_where_acled_codes_it_the_same() -> None:
    text = "Gunmen shot dead a journalist in front of his house in Varda."
    assert classify_snippet(text)[0] in {"killing", "shooting"}
    assert classify_snippet(text)[1] == "Attack"


def test_it_marks_one_of_the_mentions_and_leaves_the_rest_as_they_are() -> None:
    text = "Police arrested nine strikers in Varda. The strike began in May."
    sentences = analyse(segment(text), "fast")
    mentions = find_events(text, sentences)
    found = main_event(text, sentences, mentions)
    assert found is not None
    assert found.main
    assert found.trigger in {mention.trigger for mention in mentions}
    assert not any(mention.main for mention in mentions)


def test_it_prefers_an_event_of_the_text_to_an_aside() -> None:
    text = "On the anniversary of the massacre, police arrested nine mourners."
    sentences = analyse(segment(text), "fast")
    found = main_event(text, sentences, find_events(text, sentences))
    assert found is not None
    assert not found.aside


def test_it_weighs_every_sub_event_type_of_acled_and_no_other() -> None:
    acled = {name for name in event_types() if acled_name(name) == name}
    assert set(weights().types) == acled
    assert len(weights().types) == 25
    assert all(len(row) == len(weights().types) for row in weights().features.values())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Police arrested nine men.", "Rebels seized the town.", "It rained.", "A bomb went off."])
    )
)
def test_it_marks_a_main_event_exactly_where_there_is_a_sign(parts: list[str]) -> None:
    text = " ".join(parts)
    sentences = analyse(segment(text), "fast")
    mentions = find_events(text, sentences)
    found = main_event(text, sentences, mentions)
    assert (found is not None) == bool(weigh(sentences, mentions))
    if found is not None:
        assert event_types()[found.event_type].acled_sub_event_type is not None
