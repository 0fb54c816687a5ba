"""Texts that tell of years long past: which they are, and which year each of their months belongs to."""

import re
from dataclasses import replace
from datetime import date

from khronika.model.when import TimexType
from khronika.reading.times.grammar import Found
from khronika.reading.times.narrative import is_heading
from khronika.reading.times.partial import Partial
from khronika.reading.times.slots import Slots
from khronika.reading.times.story import Stated, years_told
from khronika.reading.times.tokens import CODES, Words

# An expression and what it says; None where its words are no time after all.
Said = tuple[Slots, Partial | None]

# A text narrates history where so many of its years lie so far before the report.
_HISTORY_YEARS = 3
_HISTORY_DISTANCE = 2
_HISTORY_SHARE = 0.6
# It tells them month by month, or is dense with years; an essay of news names ten years and hardly a month.
_MONTHS = 4
_MONTHS_TO_NEWS = 6
_DENSE = 0.02  # years to words
# A month that stands for a season in the order of a story; a winter lies in two years and stands for none.
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10}
_CALENDAR_SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}
_LINE = re.compile(r"[^\n]+")
_BRACKETS = frozenset(CODES[name] for name in ("lparen", "rparen"))
_JOINING = frozenset(CODES[name] for name in ("and", "to", "hyphen", "dash", "comma", "dot"))


def narrates_history(years: list[int], published: date | None, partials: list[Said]) -> bool:
    """Whether the text tells of years long past rather than of the days before it was written."""
    if published is None:
        return bool(years)
    far = [year for year in years if published.year - year >= _HISTORY_DISTANCE]
    if len(far) < _HISTORY_YEARS or len(far) <= _HISTORY_SHARE * len(years):
        return False
    near = sum(partial is not None and _seen_from_report(slots, partial) for slots, partial in partials)
    months = sum(partial is not None and _tells_month(partial, published) for _, partial in partials)
    dense = not near and len(far) >= _DENSE * len(partials[0][0].words.starts)
    return len(far) > 4 * near and (dense or months >= max(_MONTHS, _MONTHS_TO_NEWS * near))


def _tells_month(partial: Partial, published: date) -> bool:
    """Whether it names a month of no year or of one long before the report."""
    return partial.month is not None and (partial.year is None or published.year - partial.year >= _HISTORY_DISTANCE)


def _seen_from_report(slots: Slots, partial: Partial) -> bool:
    """Whether the expression only makes sense from the day of the report: "yesterday", "Monday", "last week"."""
    if slots.has("dayword") or (slots.has("weekday") and not slots.has("day")):
        return True
    return partial.relative in ("last", "this", "next") and partial.type is TimexType.DATE and not partial.narrative


def with_years_of_story(words: Words, partials: list[Said]) -> list[Said]:
    """The expressions of a history, each bare month with its year, each year beside the story marked as such."""
    stated = []
    headings = [line.span() for line in _LINE.finditer(words.text) if is_heading(line.group())]
    at = 0
    for index, (slots, partial) in enumerate(partials):
        if partial is None or partial.relative or partial.value:
            continue
        month = partial.month or _SEASON_MONTH.get(partial.season)
        if partial.year is None and month is None:
            continue
        start = words.starts[slots.found.first]
        while at < len(headings) and headings[at][1] <= start:
            at += 1
        heading = at < len(headings) and headings[at][0] <= start
        form = _form(words, slots.found, partial, heading)
        stated.append(Stated(index, partial.year, month, "told" if _told_on(partials, index) else form))
    told = years_told(stated)
    found: list[Said] = []
    for index, (slots, partial) in enumerate(partials):
        if partial is not None and index in told:
            year, moves = told[index]
            partial = replace(partial, year=partial.year or year, aside=not moves)
        found.append((slots, partial))
    return found


def _form(words: Words, found: Found, partial: Partial, heading: bool) -> str:
    """How a year is stated, for `story`."""
    if heading:
        return "heading"
    if _beside_the_story(words, found):
        return "bracket"
    return "day" if partial.day else "month" if partial.month else "year"


def _told_on(partials: list[Said], index: int) -> bool:
    """Whether the next expression counts from this one: "by 1940. In August of that year"."""
    following = partials[index + 1][1] if index + 1 < len(partials) else None
    return following is not None and following.relative in ("same", "after") and following.unit in ("Y", "M")


def _beside_the_story(words: Words, found: Found) -> bool:
    """Whether a bare year only dates a thing in passing: in brackets, in "1973-1975", as "the 1968 offensive"."""
    before, after = _code(words, found.first - 1), _code(words, found.last)
    return before in _BRACKETS or after in _BRACKETS


def _code(words: Words, index: int) -> str:
    return words.codes[index] if 0 <= index < len(words.codes) else ""


def with_calendar_set(slots: Slots, partial: Partial | None) -> Partial | None:
    """A set as histories are annotated, by the calendar: "every day" is XXXX-XX-XX (TIMEX2), not P1D as in news."""
    if partial is None or partial.type is not TimexType.SET or slots.found.rule not in ("set", "each"):
        return partial
    return replace(partial, value=_CALENDAR_SETS.get(partial.value, partial.value))


def with_neighbour(partials: list[Said], index: int) -> Partial | None:
    """The expression with what is said once for two: the year of "April and June 1955", the month of "22-25 April"."""
    slots, partial = partials[index]
    if partial is None:
        return None
    if slots.found.rule == "day_before_day" and index + 1 < len(partials):
        following = partials[index + 1][1]
        return replace(partial, month=following.month, year=following.year) if following else partial
    if partial.month and partial.year is None and not partial.relative:
        return replace(partial, year=_year_ahead(slots, partials, index))
    return partial


def _year_ahead(slots: Slots, partials: list[Said], index: int) -> int | None:
    """The year said once for two: "April and June 1955", "5-12 September 1914"."""
    if index + 1 == len(partials):
        return None
    following, partial = partials[index + 1]
    gap = slots.words.codes[slots.found.last : following.found.first]
    joined = len(gap) in (1, 2) and all(code in _JOINING for code in gap)
    if partial is None or not joined or partial.year is None or partial.month is None:
        return None
    return partial.year - (1 if partial.month < (slots.month() or 0) else 0)
