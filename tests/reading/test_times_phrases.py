"""In histories ``annotate`` marks the whole phrase around a time; the chronicle and the news stop at the unit."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.reading.times import annotate_times, find_times

TODAY = date(2013, 3, 20)
HISTORY = "The war began in 1861. The town fell in 1862. Peace came in 1865. "


def marked(text: str) -> list[str]:
    """The words of each mention of a history after its three years."""
    return [mention.span.of(HISTORY + text) for mention in annotate_times(HISTORY + text, published=TODAY)][3:]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("After two months of fierce battles, the army withdrew.", "two months of fierce battles"),
        ("They held out for ten days of sporadic fighting in the north.", "ten days of sporadic fighting in the north"),
        ("On the first day of the rising successfully armed men came.", "the first day of the rising"),
        ("Years of conflict and neglect ended.", "Years of conflict and neglect"),
        ("Days of the siege ended badly.", "Days of the siege"),
        ("Eight days after the fall of the fort, he left.", "Eight days after the fall of the fort"),
        ("He fled two weeks after the truce took effect.", "two weeks after the truce took effect"),
        ("It was held for only two years.", "only two years"),
        ("They spoke of the final years of the republic.", "the final years of the republic"),
        ("They signed a sixty-day period.", "a sixty-day period"),
        ("It cost most in the first year of the war.", "the first year of the war"),
        ("Forts were built five years previously.", "five years previously"),
    ],
)
def test_a_history_is_marked_with_whole_phrases(text: str, words: str) -> None:
    assert marked(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He fled a week after in 1863 the town fell.", "a week"),
        ("He called it “ten days”, of which he was proud.", "ten days"),
        ("They met on the first day, of all days.", "the first day"),
    ],
)
def test_a_phrase_goes_no_further_than_its_clause(text: str, words: str) -> None:
    assert marked(text)[0] == words


def test_a_phrase_does_not_end_inside_of_a_quotation_that_began_before_it() -> None:
    assert marked('They called it "57 days of hell" later.') == ["57 days of hell"]


def test_news_and_the_chronicle_stop_at_the_unit() -> None:
    news = "After two months of fierce battles, the army withdrew on Monday."
    assert [mention.span.of(news) for mention in annotate_times(news, published=TODAY)] == ["two months", "Monday"]
    text = HISTORY + news
    assert "two months" in [mention.span.of(text) for mention in find_times(text, published=TODAY)]


_WORDS = (
    """two months years the first day of after before war battles fierce and in the 1863 , . \" ' s only just period"""
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_phrases_hold_their_times_and_never_overlap(text: str) -> None:
    plain = find_times(HISTORY + text, published=TODAY)
    whole = annotate_times(HISTORY + text, published=TODAY)
    assert len(plain) == len(whole)
    for short, long in zip(plain, whole, strict=True):
        assert long.span.start <= short.span.start
        assert short.span.end <= long.span.end
        assert (long.value, long.type) == (short.value, short.type)
    for before, after in pairwise(whole):
        assert before.span.end <= after.span.start


def test_annotate_gives_the_hours_of_news_without_their_zone() -> None:
    text = "He spoke at 9 p.m. EST on Monday."
    assert [mention.value for mention in annotate_times(text, published=TODAY)] == ["2013-03-18T21:00"]
    assert [mention.value for mention in find_times(text, published=TODAY)] == ["2013-03-18T21:00-05"]
