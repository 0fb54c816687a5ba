"""Whether words tell of another event for comparison ("like the shootings of 1912"), not of this one."""

import re
from functools import cache

from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence

_YEAR = re.compile(r"(?<=[ (,\s-])(?:1[5-9]\d\d|20\d\d)\b(?!,?\d)")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|of|since|during|from|the|year|after|until|by|late|early|mid)[ -]|[(,]\s?)\Z", re.IGNORECASE
)
_LONGEST_BEFORE = 7
"""Code points of "during "."""
_DATE = re.compile(r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b")
_OLD = 5
"""Years before the latest year of the text from which an event counts as history."""
_NEAR = 60
"""Code points around the trigger in which a year is taken for its own."""


def latest_year(text: str) -> int | None:
    """The latest year that the text names, else None."""
    return max(_years_in(text), default=None)


def _years_in(text: str) -> list[int]:
    """The years that the words before them tell from other numbers."""
    return [
        int(year.group())
        for year in _YEAR.finditer(text)
        if _BEFORE_YEAR.search(text, max(0, year.start() - _LONGEST_BEFORE), year.start())
    ]


def is_aside(sentence: Sentence, start: int, end: int, latest: int | None) -> bool:
    """Whether the trigger at code points `start` to `end` of the sentence belongs to a comparison.

    latest: the latest year of the whole text.
    """
    lowered = sentence.text.lower()
    comparison = _openings().match(lowered)
    if comparison and start < _end_of_opening(lowered):
        return True
    before = lowered[max(0, start - _NEAR) : start]
    clause = before[before.rfind(", ") + 1 :]
    if any(word in clause for word in word_set("en", "reality", "aside.words")):
        return True
    return _in_the_past(lowered, start, end, latest)


def _end_of_opening(lowered: str) -> int:
    """Where the comparison at the head of the sentence ends: its last comma, or the sentence's end."""
    comma = lowered.find(", ")
    return comma if comma > 0 else len(lowered)


def _in_the_past(lowered: str, start: int, end: int, latest: int | None) -> bool:
    """Whether the nearest year beside the trigger lies well before the text's own."""
    around = lowered[max(0, start - _NEAR) : end + _NEAR]
    years = _years_in(around)
    if not years or (_DATE.search(around) and max(years) > 1990):
        return False
    return max(years) < 1950 or (latest is not None and max(years) <= latest - _OLD)


@cache
def _openings() -> re.Pattern[str]:
    words = sorted(word_set("en", "reality", "aside.openings"), key=len, reverse=True)
    return re.compile(r"[\W_]*(?:" + "|".join(map(re.escape, words)) + r")\b")
