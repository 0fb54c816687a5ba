"""Which day is being told of at each place of a Russian text, for what carries no time of its own.

As in English (``times/narrative.py``): a heading that names a day sets it for what stands under it; a sentence in the
past that names a day moves the story there for its paragraph; the day of a paragraph's first sentence holds for those
after it that go on in the past; each update of a rolling report starts anew.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from khronika.model.when import TimexType
from khronika.reading.language import Published
from khronika.reading.mentions import TimeMention
from khronika.reading.times.narrative import is_heading

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r".+?(?:[.!?…]+[»”\")]*(?=\s+[«“(\"]?[А-ЯЁA-Z])|$)")
_PAST = re.compile(r"\b[а-яё]{2,}(?:л|ла|ло|ли)(?:ся|сь)?\b|\b[а-яё]{3,}(?:ан|ен|ён|ят|ит|ут)(?:а|о|ы)?\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BOUNDING = frozenset({"until", "since", "by", "after", "before"})


def narrative(text: str, times: list[TimeMention], published: Published) -> Callable[[int], TimeMention | None]:
    """From an offset to the expression that names the day told of there; None where it is the day of the report."""
    days = [one for one in times if one.type in (TimexType.DATE, TimexType.TIME) and _DAY.match(one.value)]
    starts: list[int] = []
    frames: list[TimeMention | None] = []
    section: TimeMention | None = None
    carried: TimeMention | None = None
    topic: TimeMention | None = None
    update: object = None
    for line in _LINE.finditer(text):
        now = published(line.start())
        if now != update:
            section, carried, topic, update = None, None, None, now
        if is_heading(line.group()):
            named = [one for one in days if line.start() <= one.span.start < line.end()]
            if named:
                section, carried, topic = _day_alone(named[0]), None, None
            starts.append(line.start())
            frames.append(section)
            continue
        for number, sentence in enumerate(_SENTENCE.finditer(text, line.start(), line.end())):
            own = [one for one in days if sentence.start() <= one.span.start < sentence.end()]
            moving = [one for one in own if one.preposition not in _BOUNDING]
            past = _PAST.search(sentence.group()) is not None
            if number == 0:
                carried = topic
            if moving and past:
                carried = _other_day(moving, now)
            elif not past and number == 0:
                carried = None
            if number == 0:
                topic = carried
            starts.append(sentence.start())
            frames.append((carried if past else None) or section)
    return lambda offset: frames[bisect_right(starts, offset) - 1] if bisect_right(starts, offset) else None


def _other_day(moving: list[TimeMention], now: datetime | date | None) -> TimeMention | None:
    """The first day named that is not the report's own, as a dateline names it; None where there is none."""
    today = now.date() if isinstance(now, datetime) else now
    other = [one for one in moving if today is None or one.value[:10] != today.isoformat()]
    return _day_alone(other[0]) if other else None


def _day_alone(mention: TimeMention) -> TimeMention:
    """The mention without its hour or part of the day."""
    day = mention.value[:10]
    return replace(mention, type=TimexType.DATE, value=day, start=day, end=day, edtf=day)
