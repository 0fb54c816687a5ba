"""When, in Russian: dates, days of the week, days from the report, hours, spans; resolved against the report's time.

One pass of regular expressions made of ``times.toml``, the longest first; then hours and parts of a day that name no
day take the one named in their sentence, else the day that is told of (``narrative``), else the day of the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from khronika.model.span import Span
from khronika.model.when import TimexType
from khronika.reading.language import Published
from khronika.reading.languages.ru.narrative import narrative
from khronika.reading.languages.ru.time_patterns import patterns, table, value_in
from khronika.reading.languages.ru.words import is_future
from khronika.reading.mentions import TimeMention
from khronika.reference.calendar import moved, weekday_after, weekday_before
from khronika.reference.edtf import UNKNOWN, Interval, interval_of_timex

_WORD = re.compile(r"[а-я]+")
_SENTENCE = re.compile(r"[^.!?\n]+")
_NOON = {"полдень": "12:00", "полудню": "12:00", "полночь": "24:00", "полуночи": "24:00"}
_BEHIND_NOON = frozenset({"дня", "вечера", "пополудни"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression before its time is known: the rule's name and the match."""

    rule: str
    match: re.Match[str]

    def group(self, name: str) -> str:
        """The words of a group, "" where it has none."""
        return (self.match.groupdict().get(name) or "") if name else self.match.group()


def find_times(text: str, published: Published) -> list[TimeMention]:
    """Every time expression in the order of the text, none overlapping another."""
    lowered = _lowered(text)
    found = sorted(_matches(lowered), key=lambda one: one.match.start())
    made: list[TimeMention] = []
    waiting: list[int] = []
    for one in found:
        now = _day(published(one.match.start()))
        value, kind = _value(one, lowered, now)
        if value is None:
            continue
        if value.startswith("T"):
            waiting.append(len(made))
        made.append(_mention(one, lowered, value, kind))
    return _with_days(text, lowered, made, waiting, published) if waiting else made


def _lowered(text: str) -> str:
    """The text in lower case, ё as е, code point by code point."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.replace("ё", "е").replace("\u00a0", " ")


def _matches(lowered: str) -> Iterator[_Found]:
    """The longest of overlapping expressions, those of an earlier rule first where they are as long."""
    every = [_Found(rule, match) for rule, pattern in patterns() for match in pattern.finditer(lowered)]
    taken: list[tuple[int, int]] = []
    for one in sorted(every, key=lambda one: (one.match.start() - one.match.end(), one.match.start())):
        start, end = one.match.span()
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            yield one


def _day(moment: datetime | date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _value(one: _Found, lowered: str, now: date | None) -> tuple[str | None, TimexType]:
    """The TIMEX3 value; it begins with T where the day is still to be found. None where nothing is known."""
    rule = one.rule
    if rule in ("duration", "set"):
        return _span_of_time(one), TimexType.SET if rule == "set" else TimexType.DURATION
    if rule == "clock":
        return _clock(one), TimexType.TIME
    if rule == "alone":
        return "T" + str(value_in("parts", one.group("alone")) or "DT"), TimexType.TIME
    day = _days(one, lowered, now)
    if day is None:
        return None, TimexType.DATE
    if rule == "range":
        return _of_range(one, day), TimexType.DATE
    part = value_in("parts", one.group("part")) if one.group("part") else None
    hour = _clock(one) if one.group("hour") or one.group("digital") else None
    if rule == "night":
        return f"{moved(date.fromisoformat(day), 'D', -1).isoformat()}TNI" if len(day) == 10 else day, TimexType.TIME
    if hour and len(day) == 10:
        return day + hour, TimexType.TIME
    return (f"{day}T{part}", TimexType.TIME) if part and len(day) == 10 else (day, TimexType.DATE)


def _of_range(one: _Found, last: str) -> str:
    """Both days of "с 16 по 18 декабря", as EDTF divides them."""
    first = f"{last[:8]}{int(one.group('first')):02d}"
    return f"{first}/{last}" if first < last and len(last) == 10 else last


def _days(one: _Found, lowered: str, now: date | None) -> str | None:
    """The day, week, month or year that is meant, as TIMEX3 writes it."""
    if one.group("month"):
        return _of_month(one, lowered, now)
    if one.group("numeric"):
        return _numeric(one.group("numeric"))
    if one.group("year"):
        return one.group("year")
    if now is None:
        return None
    if one.group("relative"):
        shift = value_in("days", one.group("relative"))
        return moved(now, "D", int(shift)).isoformat() if shift is not None else None
    if one.group("weekday"):
        return _weekday(one, lowered, now).isoformat()
    if one.group("ago"):
        return _ago(one, now)
    if one.group("period"):
        return _period(one, now)
    return None


def _of_month(one: _Found, lowered: str, now: date | None) -> str | None:
    month = value_in("months", one.group("month"))
    if month is None:
        return None
    number, day = int(month), int(one.group("day") or 0)
    if one.group("year"):
        year = int(one.group("year"))
    elif now is None:
        return f"XXXX-{number:02d}" + (f"-{day:02d}" if day else "")
    else:
        year = _nearest_year(now, number, day or 1, ahead=_is_ahead(one, lowered))
    if one.group("shift") and now is not None:
        year = now.year + int(value_in("shifts", one.group("shift")) or 0)
    return f"{year:04d}-{number:02d}" + (f"-{day:02d}" if day else "")


def _nearest_year(now: date, month: int, day: int, *, ahead: bool) -> int:
    """The year in which the day lies nearest before the report, or after it where the words look ahead."""
    if ahead:
        return now.year if (month, day) >= (now.month, now.day) else now.year + 1
    return now.year if (month, day) <= (now.month, now.day) else now.year - 1


def _is_ahead(one: _Found, lowered: str) -> bool:
    """Whether the words look ahead: "до", or a verb in the future tense in the same sentence."""
    before = lowered[max(0, one.match.start() - 4) : one.match.start()].split()
    if one.group("preposition").strip() == "до" or (before and before[-1] == "до"):
        return True
    start = max(lowered.rfind(mark, 0, one.match.start()) for mark in ".!?\n") + 1
    sentence = _SENTENCE.match(lowered, start)
    words = _WORD.findall(sentence.group()) if sentence else []
    return any(len(word) > 3 and is_future(word) for word in words)


def _numeric(written: str) -> str | None:
    parts = [int(part) for part in re.split(r"[./-]", written)]
    if parts[0] > 31:
        year, month, day = parts
    else:
        day, month, year = parts
    year += 2000 if year < 100 else 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _weekday(one: _Found, lowered: str, now: date) -> date:
    wanted = int(value_in("weekdays", one.group("weekday")) or 1)
    shift = value_in("shifts", one.group("shift")) if one.group("shift") else None
    if shift == 1 or (shift is None and _is_ahead(one, lowered)):
        return weekday_after(now, wanted, same_day=shift is None)
    return weekday_before(now, wanted, same_day=shift is None)


def _ago(one: _Found, now: date) -> str | None:
    """ "два дня назад", "через неделю"; of hours the day stays."""
    unit = str(value_in("units", one.group("unit")) or "D")
    count = _count(one.group("count"))
    if unit in ("H", "MIN"):
        return now.isoformat()
    shifted = moved(now, unit, -count if "наза" in one.group("ago") or "спустя" not in one.group("ago") else count)
    if one.group("ago").startswith("через"):
        shifted = moved(now, unit, count)
    return {"Y": shifted.isoformat()[:4], "M": shifted.isoformat()[:7]}.get(unit, shifted.isoformat())


def _count(words: str) -> int:
    words = words.strip()
    if words.isdecimal():
        return int(words)
    return int(table("counts").get(words, 1))


def _period(one: _Found, now: date) -> str:
    """ "на прошлой неделе", "в этом году"."""
    unit = str(value_in("units", one.group("unit")) or "W")
    shift = int(value_in("shifts", one.group("shift")) or 0)
    shifted = moved(now, unit, shift)
    if unit == "W":
        year, week, _ = shifted.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return shifted.isoformat()[: {"Y": 4, "M": 7}.get(unit, 10)]


def _clock(one: _Found) -> str | None:
    """ "T12:45"; the part of the day behind it tells which half is meant."""
    for word, clock in _NOON.items():
        if word in one.group(""):
            return "T" + clock
    if one.group("digital"):
        hour, minute = re.split(r"[.:]", one.group("digital"))
        return f"T{int(hour):02d}:{minute}" if int(hour) < 25 and int(minute) < 60 else None
    written = one.group("hour")
    hours = int(written) if written.isdecimal() else int(table("hours").get(written, 0))
    half = one.group("half")
    if (half in _BEHIND_NOON and hours < 12) or (half == "ночи" and hours in (11, 12)):
        hours += 12
    elif half in ("ночи",) and hours == 12:
        hours = 24
    return f"T{hours:02d}:00" if 0 < hours < 25 else None


def _span_of_time(one: _Found) -> str:
    unit = str(value_in("units", one.group("unit")) or "D")
    count = _count(one.group("count")) if one.group("count") else 1
    return {"H": f"PT{count}H", "MIN": f"PT{count}M"}.get(unit, f"P{count}{unit}")


def _mention(one: _Found, lowered: str, value: str, kind: TimexType) -> TimeMention:
    start, end = one.match.span("said")
    written = one.group("preposition").strip() or _word_before(lowered, start)
    first, _, last = value.partition("/")
    interval = _interval(first, kind, written)
    if last:  # TIMEX3 has no value for two days: the first stands for both, the interval for all of them
        value, interval, written = first, Interval(first, last, f"{first}/{last}"), ""
    return TimeMention(
        span=Span(start, end), type=kind, value=value, start=interval.start, end=interval.end, edtf=interval.edtf,
        anchors=interval is not UNKNOWN, preposition=str(table("prepositions").get(written, "")),
    )  # fmt: skip


def _interval(value: str, kind: TimexType, preposition: str) -> Interval:
    if kind not in (TimexType.DATE, TimexType.TIME) or value.startswith("T"):
        return UNKNOWN
    return interval_of_timex(value, "APPROX" if preposition == "около" and "T" in value else None)


def _word_before(lowered: str, start: int) -> str:
    words = lowered[max(0, start - 16) : start].split()
    return words[-1] if words else ""


def _with_days(
    text: str, lowered: str, made: list[TimeMention], waiting: list[int], published: Published
) -> list[TimeMention]:
    """Hours and parts of a day on their day."""
    dated = [one for index, one in enumerate(made) if index not in waiting]
    told = narrative(text, dated, published)
    for index in waiting:
        one = made[index]
        beside = _beside(lowered, dated, one.span)
        frame = beside or told(one.span.start)
        now = _day(published(one.span.start))
        day = frame.value[:10] if frame is not None and len(frame.value) >= 10 else now.isoformat() if now else ""
        value = day + one.value if day else "XXXX-XX-XX" + one.value
        interval = _interval(value, one.type, "") if day else UNKNOWN
        made[index] = replace(
            one,
            value=value,
            start=interval.start,
            end=interval.end,
            edtf=interval.edtf,
            anchors=interval is not UNKNOWN,
        )
    return made


def _beside(lowered: str, dated: list[TimeMention], span: Span) -> TimeMention | None:
    """The day named nearest in the same sentence."""
    start = max(lowered.rfind(mark, 0, span.start) for mark in ("\n", ". ", "! ", "? "))
    ends = [at for mark in ("\n", ". ", "! ", "? ") if (at := lowered.find(mark, span.end)) >= 0]
    end = min(ends, default=len(lowered))
    near = [one for one in dated if start <= one.span.start < end and re.match(r"\d{4}-\d\d-\d\d", one.value)]
    near = [one for one in near if one.preposition not in ("until", "since")] or near
    return min(near, key=lambda one: abs(one.span.start - span.start), default=None)
