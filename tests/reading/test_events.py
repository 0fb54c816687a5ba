"""Events are found where words name them, with their reality, their means and their clause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.model.claim import Reality
from khronika.reading.analysis import Profile, analyse
from khronika.reading.events import find_events, trigger_phrases, trigger_words
from khronika.reading.events.finding import LONGEST_SPAN
from khronika.reading.mentions import EventMention
from khronika.reading.segmentation import segment
from khronika.reference.vocabulary import event_types

BOTH: tuple[Profile, ...] = ("full", "fast")


def read(text: str, profile: Profile = "full") -> list[EventMention]:
    """The events of a text."""
    return find_events(text, analyse(segment(text), profile))


def realities(text: str, event_type: str, profile: Profile = "full") -> set[Reality]:
    """The realities of the events of one type."""
    return {mention.reality for mention in read(text, profile) if mention.event_type == event_type}


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("Police opened fire on the strikers.", "shooting", Reality.ACTUAL),
        ("Police tried to arrest the lawyer.", "arrests", Reality.ATTEMPTED),
        ("In an attempt to seal the town, guards tried to detain three clerks.", "arrests", Reality.ATTEMPTED),
        ("They will start executing the prisoners in a week.", "execution", Reality.PLANNED),
        ("The neighbours are sending some of their special troops.", "troop deployment", Reality.PLANNED),
        ("The miners plan to march to the capital.", "protest", Reality.PLANNED),
        ("There are reports of planned protests in other towns.", "protest", Reality.PLANNED),
        ("The guards vowed to shoot at the crowd.", "shooting", Reality.PLANNED),
        ("The police did not arrest anybody.", "arrests", Reality.DID_NOT_HAPPEN),
        ("There were no arrests in Varda.", "arrests", Reality.DID_NOT_HAPPEN),
        ("The march was called off.", "protest", Reality.DID_NOT_HAPPEN),
        ("The guards never fired at the miners.", "shooting", Reality.DID_NOT_HAPPEN),
        ("Troops may have shot at the miners.", "shooting", Reality.UNCLEAR),
        ("It is not known whether the guards shot anybody.", "shooting", Reality.UNCLEAR),
        ("Gunfire can be heard in the old town.", "shooting", Reality.ACTUAL),
        ("The police began to arrest people at noon.", "arrests", Reality.ACTUAL),
        ("The pumping stations are not working.", "strike", Reality.ACTUAL),
        ("The authorities are refusing to hand over the bodies.", "withholding of bodies", Reality.ACTUAL),
        ("The hospitals cannot cope with the wounded.", "hospital overload", Reality.ACTUAL),
    ],
)
def test_it_tells_what_happened_from_what_was_tried_planned_denied_or_left_open(
    text: str, event_type: str, reality: Reality, profile: Profile
) -> None:
    assert realities(text, event_type, profile) == {reality}


@pytest.mark.parametrize("profile", BOTH)
def test_it_says_of_what_is_denied_that_it_is_negated(profile: Profile) -> None:
    (denied,) = read("No shots were fired and the guards never opened fire.", profile)[-1:]
    assert denied.negated
    assert not read("Guards opened fire.", profile)[0].negated


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The miners began a strike over wages.", "strike"),
        ("An air strike hit the grain store.", "air/drone strike"),
        ("Guards fired at the crowd.", "shooting"),
        ("The owners fired 200 workers.", "dismissal"),
        ("The internet is blocked in the district.", "communications blackout"),
        ("Three news sites have been blocked.", "site blocking"),
        (
            "Sites such as www.varda.example (Varda Post) and the paper of the union (Bread) have been blocked.",
            "site blocking",
        ),
        ("Farmers blocked the railway line.", "blockade"),
        ("The only road to the town has been blocked off.", "movement restriction"),
        ("Rebels seized the border post.", "non-state actor overtakes territory"),
        ("Soldiers seized forty rifles.", "disrupted weapons use"),
        ("The army seized the rebel town of Varda.", "government regains territory"),
        ("Villagers have torn up the railway tracks.", "blockade"),
        ("Public assembly and marches are forbidden.", "ban on assembly"),
        ("Work at all the wells has ceased.", "strike"),
        ("They were charged with incitement.", "charges"),
    ],
)
def test_it_tells_the_senses_of_a_word_apart_by_who_does_what_to_whom(text: str, wanted: str, profile: Profile) -> None:
    assert wanted in {mention.event_type for mention in read(text, profile)}


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("An air strike hit the grain store.", "strike"),
        ("The owners fired 200 workers.", "shooting"),
        ("They were charged with incitement.", "attack"),
        ("The film was shot in Varda in two weeks, said the crew that shot the film.", "shooting"),
        ("The study demonstrated that wages fell.", "protest"),
        ("The company released a statement.", "release"),
        ("The ministry sent a letter.", "troop deployment"),
        ("The festival opens in March.", "protest"),
    ],
)
def test_it_does_not_take_one_sense_for_the_other(text: str, unwanted: str) -> None:
    for profile in BOTH:
        assert unwanted not in {mention.event_type for mention in read(text, profile)}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Police fired rubber bullets at the marchers and shot two.", "rubber bullets"),
        ("Guards used live bullets to fire into the crowd.", "live ammunition"),
        ("A police car drove into the crowd.", "vehicle"),
        ("A clerk was stabbed with a knife.", "knife"),
        ("A man was murdered.", None),
    ],
)
def test_it_names_what_it_was_done_with(text: str, means: str | None) -> None:
    assert means in {mention.means for mention in read(text)}


def test_it_gives_no_weapon_to_what_needs_none() -> None:
    assert {mention.means for mention in read("A curfew was declared after tanks came.")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Like the shooting of the miners on the Lena in 1912, this day will be remembered.",
        "Hundreds came on the anniversary of the massacre.",
    ],
)
def test_it_sets_comparisons_with_other_events_aside(text: str) -> None:
    assert all(mention.aside for mention in read(text) if mention.event_type in ("shooting", "killing"))
    assert any(mention.event_type in ("shooting", "killing") for mention in read(text))


def test_it_does_not_set_aside_what_is_told_of_a_crowd_of_1500() -> None:
    assert not any(mention.aside for mention in read("The strikers, up to 1500, marched to the square."))


def test_it_passes_over_sentences_that_were_not_analysed() -> None:
    assert find_events("Guards opened fire.", segment("Guards opened fire.")) == []


def test_it_cuts_a_long_clause_around_the_trigger() -> None:
    text = "The guards " + "and the old and tired clerks " * 30 + "opened fire " + "near the old mill " * 30 + "."
    for profile in BOTH:
        for mention in read(text, profile):
            assert mention.span.end - mention.span.start <= LONGEST_SPAN
            assert mention.span.contains(mention.trigger)


WORDS = [
    *("police", "opened", "fire", "on", "the", "crowd", "no", "strike", "was", "tried", "to", "arrest", "killed", "if"),
    *("three", ",", ".", ";", "İstanbul", "“", "blocked", "road", "will", "March", "1912", "like", "-", "and", "\n"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_it_gives_spans_of_the_text_in_order_and_types_of_the_vocabulary(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text, "fast")
    assert [mention.trigger for mention in found] == sorted(mention.trigger for mention in found)
    for mention in found:
        assert 0 <= mention.span.start <= mention.trigger.start < mention.trigger.end <= mention.span.end <= len(text)
        assert mention.event_type in event_types()
        assert mention.negated <= (mention.reality is Reality.DID_NOT_HAPPEN)
    assert found == read(text, "fast")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_it_finds_events_only_where_a_trigger_phrase_stands(words: list[str]) -> None:
    text = " ".join(words)
    if read(text, "fast"):
        assert any(phrase in " ".join(text.lower().split()) for phrase in trigger_phrases())
        assert set(text.lower().split()) & trigger_words()
