"""The day being told of follows headings, leads and tense."""

from datetime import date

from khronika.reading.times import find_times, narrative_days
from khronika.reading.times.narrative import is_heading

PUBLISHED = date(2011, 12, 17)

REPORT = """Following yesterday’s violent attack, the authorities are facing new protests. Troops hold the station.

What happened yesterday?

At eleven o’clock workers gathered in the square of Orlan.

Marta Ilin, mayor of Orlan

By 12.45 the police opened fire. Fighting continued through the night.

Present situation

The town is quiet. A curfew lasts from 8 in the evening till 7 in the morning every day.
"""


def frame(text: str, words: str) -> str | None:
    """Value of the frame at the place of `words`."""
    mentions = find_times(text, published=PUBLISHED)
    found = narrative_days(text, mentions, PUBLISHED).frame_at(text.index(words))
    return found.value if found else None


def test_it_does_not_move_the_story_by_a_day_that_only_belongs_to_something() -> None:
    assert frame(REPORT, "the authorities are facing") is None
    assert frame(REPORT, "Troops hold") is None


def test_it_keeps_the_day_of_a_heading_until_a_heading_of_the_present() -> None:
    assert frame(REPORT, "workers gathered") == "2011-12-16"
    assert frame(REPORT, "police opened fire") == "2011-12-16"
    assert frame(REPORT, "The town is quiet") is None


def test_it_puts_hours_on_the_day_being_told_of() -> None:
    values = {m.span.of(REPORT): m.value for m in find_times(REPORT, published=PUBLISHED)}
    assert values["eleven o’clock"] == "2011-12-16T11:00"
    assert values["12.45"] == "2011-12-16T12:45"
    assert values["the night"] == "2011-12-16TNI"


def test_it_puts_hours_of_a_habit_on_no_day() -> None:
    text = "A daily curfew lasts from 8 in the evening till 7 in the morning."
    assert [m.value for m in find_times(text, published=PUBLISHED)] == ["P1D", "XXXX-XX-XXT20:00", "XXXX-XX-XXT07:00"]


def test_it_carries_a_dated_lead_through_what_follows_in_the_past() -> None:
    text = (
        "On Friday morning, police surrounded the square. Two men fell. The mayor is silent.\n\n"
        "Snipers fired from the roof.\n\nThe hospital has no beds.\n\nA crowd gathered at the gate."
    )
    assert frame(text, "police surrounded") == "2011-12-16TMO"
    assert frame(text, "Two men fell") == "2011-12-16TMO"
    assert frame(text, "The mayor is silent") is None
    assert frame(text, "Snipers fired") == "2011-12-16TMO"
    assert frame(text, "The hospital has") is None
    assert frame(text, "A crowd gathered") is None


def test_it_is_not_moved_by_days_to_come_or_by_bounds() -> None:
    assert frame("The funeral will be held on Monday. Shots rang out.", "Shots") is None
    assert frame("They have been held since Friday. Shots rang out.", "Shots") is None


def test_it_starts_anew_with_each_update() -> None:
    text = "What happened yesterday?\n\nPolice fired.\n\nAn older update said this.\n\nA man fell."
    border = text.index("An older")
    published = lambda offset: date(2011, 12, 17) if offset < border else date(2011, 12, 15)  # noqa: E731
    narrative = narrative_days(text, find_times(text, published=published), published)
    assert narrative.frame_at(text.index("Police fired")) is not None
    assert narrative.frame_at(text.index("A man fell")) is None


def test_it_has_no_frame_in_an_empty_text() -> None:
    assert narrative_days("", [], PUBLISHED).frame_at(0) is None


def test_it_tells_headings_from_sentences() -> None:
    assert is_heading("What happened yesterday?")
    assert is_heading("The village of Orlan in flames")
    assert not is_heading("The village burnt.")
    assert not is_heading("They demand an end to the violence and the release of all who were taken in the square")


def test_it_does_not_hold_a_heading_of_the_day_of_the_report_for_another_day() -> None:
    assert frame("Update 17/12 22:30 GMT\n\nThe road was blocked.", "The road") is None


def test_it_carries_the_day_of_a_dated_hour_and_not_the_hour() -> None:
    assert frame("At 4 p.m. on Friday police fired. Two men fell.", "Two men") == "2011-12-16"


def test_it_lets_a_year_long_past_hold_for_its_paragraph() -> None:
    text = "In 1912 soldiers fired on miners. Two hundred fell.\n\nPolice fired again."
    assert frame(text, "Two hundred") == "1912"
    assert frame(text, "Police fired again") is None
