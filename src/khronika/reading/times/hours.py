"""Hours and parts of a day that do not say of which day: "at 3:40", "by the evening"."""

import re
from collections.abc import Collection
from dataclasses import replace

from khronika.model.when import TimexType
from khronika.reading.mentions import TimeMention
from khronika.reading.times.cues import Cue
from khronika.reading.times.frame import Frame
from khronika.reading.times.narrative import is_heading
from khronika.reading.times.partial import Partial
from khronika.reading.times.resolving import value_of

# How far a day may stand from its hour, in code points: about a clause.
_REACH = 150
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘]?[A-Z]|\n")
_BOUNDING = frozenset(("until", "till", "since", "before", "after"))


def lacks_day(partial: Partial) -> bool:
    """Whether it gives an hour or a part of a day and not which day."""
    if not (partial.clock or partial.part) or partial.value or partial.feast:
        return False
    named = partial.day or partial.month or partial.weekday or partial.year
    return not named and (partial.shift is None or partial.relative == "same")


def hour_value(partial: Partial, told: TimeMention | None, frame: Frame, cue: Cue) -> str:
    """The TIMEX3 value of an hour on the day `told`; of a habit ("daily") on no day; else on that of the report."""
    if told is not None and told.type is TimexType.SET:
        return f"XXXX-XX-XXT{partial.clock or partial.part}{partial.zone}"
    if told is not None and _DAY.match(told.value):
        day = told.value
        frame = replace(frame, year=int(day[:4]), month=int(day[5:7]), day=int(day[8:10]))
    elif not frame.history:
        frame = Frame(frame.published)
    return value_of(partial, frame, cue)


def day_beside(text: str, mentions: list[TimeMention], waiting: Collection[int], index: int) -> TimeMention | None:
    """A day, or a habit before the hour, that the same sentence names: the nearest before it, else after it.

    waiting: indices of the mentions that are hours without a day themselves; `index` is one of them.
    """
    here = mentions[index].span
    for other in range(index - 1, -1, -1):
        between = text[mentions[other].span.end : here.start + 1]  # with the letter that may begin a sentence
        if len(between) > _REACH or _SENTENCE_BREAK.search(between):
            break
        if other not in waiting and (mentions[other].type is TimexType.SET or _names_day(mentions[other])):
            return mentions[other]
    for other in range(index + 1, len(mentions)):
        between = text[here.end : mentions[other].span.start + 1]
        if len(between) > _REACH or _SENTENCE_BREAK.search(between):
            break
        if other not in waiting and _names_day(mentions[other]):
            return mentions[other]
    return None


def holds_here(text: str, told: TimeMention, start: int) -> bool:
    """Whether a day goes on at `start` of a rolling report: in its paragraph, or under the heading that names it.

    Each paragraph of such a report is news by itself: "at dawn" is this day's, whatever day was told of before.
    """
    end = text.find("\n", told.span.end, start)
    return end < 0 or is_heading(text[text.rfind("\n", 0, told.span.start) + 1 : end])


def _names_day(mention: TimeMention) -> bool:
    in_calendar = mention.type in (TimexType.DATE, TimexType.TIME) and _DAY.match(mention.value) is not None
    return in_calendar and mention.preposition not in _BOUNDING
