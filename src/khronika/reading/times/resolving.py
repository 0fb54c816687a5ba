"""From what words say (`Partial`) to a TIMEX3 value, by the day of the report and of the narrative.

The choices follow HeidelTime's treatment of news and narratives (Stroetgen and Gertz 2013): in news a name without
a year is resolved against the day of the report by the tense around it, in histories against what was last named.
"""

from datetime import date

from khronika.model.when import TimexType
from khronika.reading.times.antiquity import value_before_christ
from khronika.reading.times.cues import Cue
from khronika.reading.times.frame import Frame, coarse
from khronika.reading.times.partial import Partial
from khronika.reference.calendar import (
    FIRST,
    LAST,
    days_in_month,
    feast,
    iso_week,
    moved,
    quarter,
    weekday_after,
    weekday_before,
)

_HALF_A_WEEK = 3
# So many days after a feast it is still the one that is told of, whatever the verb.
_JUST_OVER = 14
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def value_of(partial: Partial, frame: Frame, cue: Cue) -> str:
    """The TIMEX3 value; X stands for what cannot be known ("XXXX-XX-XX")."""
    if partial.value:
        return partial.value
    if frame.before_christ is not None and frame.history:
        told = value_before_christ(partial, frame.before_christ)
        if told is not None:
            return told
    day = _date_value(partial, frame, cue)
    if partial.clock:
        return f"{day}T{partial.clock}{partial.zone}" if len(day) >= 10 else f"XXXX-XX-XXT{partial.clock}{partial.zone}"
    if partial.part:
        return f"{day}T{partial.part}"
    return day


def _date_value(partial: Partial, frame: Frame, cue: Cue) -> str:
    if partial.feast:
        return _feast(partial, frame, cue)
    if partial.relative == "focus":
        return _focus(partial, frame, cue)
    if partial.quarter or partial.half:
        return _quarter(partial, frame, cue)
    if partial.season:
        return _season(partial, frame, cue)
    if partial.month and partial.unit == "W":
        day = _month(partial, frame, cue)
        return iso_week(date.fromisoformat(day)) if day[0] != "X" else "XXXX-WXX"
    if partial.month:
        return _month(partial, frame, cue)
    if partial.day:
        return _day_alone(partial, frame)
    if partial.weekday:
        return _weekday(partial, frame, cue)
    if partial.year:
        return f"{partial.year:04d}"
    if partial.shift is not None:
        return _shifted(partial, frame, cue)
    if partial.relative and partial.unit:
        return _relative(partial, frame, cue)
    told = _told_day(frame)
    return told.isoformat() if told else "XXXX-XX-XX"


def _told_day(frame: Frame) -> date | None:
    """The day of the narrative where a day was named, else that of the report."""
    if frame.year is not None and frame.month and frame.day:
        return frame.told()
    return None if frame.history else frame.published


def _year_near(frame: Frame, cue: Cue, month: int, day: int | None) -> int | None:
    """The year of a month or day that is named without one."""
    if frame.history or frame.published is None:
        return _year_of_story(frame, month)
    published = frame.published
    this = date(published.year, month, min(day or 1, 28))
    ahead = (this - published).days if day else (month - published.month) * 30
    if cue.preposition in ("until", "till"):
        return published.year + (1 if ahead < 0 else 0)
    if cue.tense == "future" or (cue.preposition == "by" and cue.tense != "past"):
        return published.year + (1 if ahead < -60 else 0)
    if cue.tense == "past":  # plans are told in the past tense too: "the meeting set for November"
        return published.year - (1 if ahead > (60 if day else 31) else 0)
    if ahead > 183:
        return published.year - 1
    return published.year + (1 if ahead < -240 else 0)


def _year_of_story(frame: Frame, month: int) -> int | None:
    if frame.year is None:
        return None
    # a story goes on: January after November is of the next year
    if frame.month and frame.month - month >= 9:
        return frame.year + 1
    return frame.year


def _relative_year(partial: Partial, frame: Frame) -> int | None:
    base = frame.told() if partial.relative in ("same", "before", "after") else frame.seen_from()
    if base is None:
        return None
    return base.year + {"last": -1, "before": -1, "next": 1, "after": 1}.get(partial.relative, 0)


def _month(partial: Partial, frame: Frame, cue: Cue) -> str:
    month = partial.month or 1
    year = partial.year
    if year is None and partial.unit == "Y":
        year = _relative_year(partial, frame)
    elif year is None and partial.relative:
        year = _related_month(partial.relative, month, frame)
    elif year is None and partial.weekday and partial.day and frame.published:
        year = _year_with_weekday(frame, month, partial.day, partial.weekday) or _year_near(
            frame, cue, month, partial.day
        )
    elif year is None:
        year = _year_near(frame, cue, month, partial.day)
    text = f"{year:04d}" if year is not None else "XXXX"
    return f"{text}-{month:02d}-{partial.day:02d}" if partial.day else f"{text}-{month:02d}"


def _year_with_weekday(frame: Frame, month: int, day: int, weekday: int) -> int | None:
    """The nearest year in which that day is that weekday: "Friday Oct. 13"."""
    base = frame.told()
    for year in (base.year, base.year - 1, base.year + 1) if base else ():
        try:
            if date(year, month, day).isoweekday() == weekday:
                return year
        except ValueError:
            continue
    return None


def _related_month(relative: str, month: int, frame: Frame) -> int | None:
    """ "last April", "this September", "next May"."""
    base = frame.told() if relative in ("before", "after", "same") else frame.seen_from()
    if base is None:
        return None
    if relative in ("last", "before", "latest"):
        adjacent = month == base.month - 1  # this year's would be called last month
        return base.year - (1 if month >= base.month or (adjacent and relative == "last") else 0)
    if relative in ("next", "after"):
        return base.year + (1 if month <= base.month else 0)
    return base.year


def _day_alone(partial: Partial, frame: Frame) -> str:
    if partial.weekday and (base := frame.told()):
        return _nearest_month(base, partial.day or 1, partial.weekday)
    if frame.year is None or frame.month is None:
        return f"{frame.published.isoformat()[:7] if frame.published else 'XXXX-XX'}-{partial.day:02d}"
    return f"{frame.year:04d}-{frame.month:02d}-{partial.day:02d}"


def _nearest_month(base: date, day: int, weekday: int) -> str:
    """The nearest month in which that day is that weekday: "Friday the 16th"."""
    for months in (0, -1, 1, -2, 2, -3, 3):
        month = moved(base.replace(day=1), "M", months)
        if day <= days_in_month(month.year, month.month) and month.replace(day=day).isoweekday() == weekday:
            return month.replace(day=day).isoformat()
    return f"{base.isoformat()[:7]}-{day:02d}"


def _weekday(partial: Partial, frame: Frame, cue: Cue) -> str:
    base = _told_day(frame) if frame.history or partial.relative in ("before", "after") else frame.published
    if base is None:
        return f"XXXX-WXX-{partial.weekday}"
    weekday = partial.weekday or 1
    if partial.unit == "W":  # "Tuesday of last week"
        return moved(moved(base, "W", _ON.get(partial.relative, 0)), "D", weekday - base.isoweekday()).isoformat()
    if partial.relative in ("last", "before"):
        return weekday_before(base, weekday, same_day=False).isoformat()
    if partial.relative in ("next", "after"):
        return weekday_after(base, weekday, same_day=False).isoformat()
    ahead = cue.tense == "future" or cue.preposition in ("until", "till")
    if cue.preposition == "for" and not ahead:  # "the march announced for Sunday was banned": whichever is nearer
        ahead = cue.tense != "past" or (weekday - base.isoweekday()) % 7 <= _HALF_A_WEEK
    if ahead and not frame.history:
        return weekday_after(base, weekday, same_day=True).isoformat()
    return weekday_before(base, weekday, same_day=True).isoformat()


def _quarter(partial: Partial, frame: Frame, cue: Cue) -> str:
    name = f"Q{partial.quarter}" if partial.quarter else f"H{partial.half}"
    first = ((partial.quarter or 1) - 1) * 3 + 1 if partial.quarter else ((partial.half or 1) - 1) * 6 + 1
    year = partial.year
    if year is None and partial.relative:
        year = _relative_year(partial, frame)
    if year is None:
        base = frame.seen_from()
        if base is None:
            return f"XXXX-{name}"
        ahead = cue.tense == "future"
        year = base.year - (1 if first > base.month and not ahead else 0)
    return f"{year:04d}-{name}"


def _season(partial: Partial, frame: Frame, cue: Cue) -> str:
    year = partial.year
    base = frame.told() if frame.history else frame.published
    if year is None and partial.unit == "Y":
        year = _relative_year(partial, frame)
    if year is None and base is not None:
        month = _SEASON_MONTH[partial.season]
        year = base.year
        if frame.history:
            return f"{year:04d}-{partial.season}"
        started = month <= base.month
        ended = started and base.month >= month + 3
        if partial.relative in ("last", "before"):
            year -= 0 if ended else 1
        elif partial.relative in ("next", "after"):
            year += 1 if started else 0
        elif not started and not partial.relative and cue.tense != "future":
            year -= 1
        elif ended and cue.tense == "future" and not partial.relative:
            year += 1
    return f"{year:04d}-{partial.season}" if year is not None else f"XXXX-{partial.season}"


def _feast(partial: Partial, frame: Frame, cue: Cue) -> str:
    days = [_feast_day(partial, rule, frame, cue) for rule in partial.feast.split(" | ")]
    base = frame.told() if frame.history else frame.published
    day = min(days, key=lambda day: abs((day - base).days)) if base else days[0]
    if partial.year is None and base is None:
        return "XXXX-XX" if partial.feast_days > 1 else "XXXX-XX-XX"
    if partial.unit == "W":  # "Easter week"
        return iso_week(day)
    if partial.unit == "WE":  # that of Labor Day, a Monday, lies before it
        return _at_grain(moved(day, "D", -3) if day.isoweekday() <= 2 else day, "WE")
    # a feast of many days is written as the month in which most of it lies
    return moved(day, "D", partial.feast_days // 2).isoformat()[:7] if partial.feast_days > 1 else day.isoformat()


def _feast_day(partial: Partial, rule: str, frame: Frame, cue: Cue) -> date:
    base = frame.told() if frame.history else frame.published
    if partial.year is not None or base is None:
        return feast(rule, partial.year or 1)
    day = feast(rule, base.year)
    year = base.year
    if not frame.history:
        if partial.relative == "last" or (cue.tense != "future" and not partial.relative):
            year -= 1 if (day - base).days > (0 if partial.relative else 60) else 0
        elif partial.relative == "next" or cue.tense == "future":
            year += 1 if (base - day).days > _JUST_OVER else 0
    return feast(rule, min(max(year, FIRST.year), LAST.year))


def _at_grain(day: date, unit: str) -> str:
    """A day as coarse as the unit that led to it."""
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{quarter(day)}"
    if unit == "W":
        return iso_week(day)
    if unit == "WE":
        return f"{iso_week(day)}-WE"
    if unit == "DE":
        return f"{day.year // 10}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    return day.isoformat()


_ON = {"last": -1, "before": -1, "latest": -1, "next": 1, "after": 1}

_UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX", "DE": "XXX", "CE": "XX"}


def _shifted(partial: Partial, frame: Frame, cue: Cue) -> str:
    shift = partial.shift or 0
    if not partial.exact:
        told = _told_day(frame) if partial.narrative and partial.unit[:1] == "T" else None
        if told is not None:
            return f"{told.isoformat()}TXX"  # "hours later" is mostly still that day
        return "FUTURE_REF" if shift > 0 else "PAST_REF"
    base = frame.told() if partial.narrative and not _week_of_ours(partial, frame) else frame.seen_from()
    if frame.history and partial.unit == "D" and not partial.narrative and partial.type is TimexType.DATE:
        base = None  # "today" in a history is the day of whoever is quoted
    if partial.narrative and partial.unit == "D" and frame.year is not None:
        base = _told_day(frame) if frame.day else None
        if base is None:
            return f"{frame.year:04d}-{frame.month:02d}-XX" if frame.month else f"{frame.year:04d}-XX-XX"
    if partial.unit[:1] == "T":
        return "XXXX-XX-XXTXX:XX" if base is None else f"{base.isoformat()}TXX:XX"
    if base is None:
        return _UNKNOWN.get(partial.unit, "XXXX-XX-XX")
    unit = "W" if partial.unit == "WE" else partial.unit
    day = coarse(base, unit, shift)
    told_ahead = partial.narrative and shift > 0 and cue.tense == "past" and not frame.history
    if told_ahead and frame.published is not None and day > frame.published:
        return _UNKNOWN.get(partial.unit, "XXXX-XX-XX")  # "two years later he fled": it was after another day
    return _at_grain(day, partial.unit)


def _edge_of_ours(partial: Partial, frame: Frame) -> bool:
    """Whether "the end of the year" is of the report's year: where no more than a year was named, "the 1994 crisis"."""
    named = frame.day if partial.unit in ("D", "W", "WE") else frame.month
    return partial.unpointed and named is None and not frame.history


def _week_of_ours(partial: Partial, frame: Frame) -> bool:
    """Whether "the week before" counts from the report: news named a month or a year, which has no one week."""
    return partial.unit in ("W", "WE") and frame.day is None and not frame.history


def _relative(partial: Partial, frame: Frame, cue: Cue) -> str:
    ours = _edge_of_ours(partial, frame) or _week_of_ours(partial, frame)
    base = frame.told() if partial.narrative and not ours else frame.seen_from()
    if base is None:
        return _UNKNOWN.get(partial.unit, "XXXX-XX-XX")
    if partial.relative == "same" and partial.unit == "D" and frame.year is not None and not frame.day:
        return f"{frame.year:04d}-{frame.month:02d}-XX" if frame.month else f"{frame.year:04d}-XX-XX"
    count = _ON.get(partial.relative, 0)
    if partial.unit == "WE":
        return _at_grain(
            moved(base, "W", -1 if count == 0 and base.isoweekday() < 5 and cue.tense != "future" else count), "WE"
        )
    return _at_grain(moved(base, partial.unit, count), partial.unit)


def _focus(partial: Partial, frame: Frame, cue: Cue) -> str:
    """ "the quarter", "the week", "the year-ago quarter": what the text is about, or as long before it."""
    if partial.year is not None:
        past = moved(frame.published, "Q", -1) if partial.unit == "Q" and frame.published else None
        return f"{partial.year:04d}" + (frame.focus[4:] or (f"-Q{quarter(past)}" if past else ""))
    if partial.shift is not None and frame.focus:
        return f"{int(frame.focus[:4]) + int(partial.shift):04d}{frame.focus[4:]}"
    if partial.shift is not None:
        base = frame.told() if partial.narrative and frame.history else frame.seen_from()
        if base is not None and partial.unit == "Q":  # the quarter of the year before that results are told of
            return _at_grain(moved(moved(base, "Q", -1), "Y", int(partial.shift)), "Q")
        return _at_grain(coarse(base, partial.unit, partial.shift), partial.unit) if base else "XXXX"
    if partial.unit == "Q" and frame.focus:
        return frame.focus
    base = frame.told() if frame.history or (partial.unit == "D" and frame.day) else frame.published
    if base is None:
        return _UNKNOWN.get(partial.unit, "XXXX-XX-XX")
    if partial.unit == "Q":
        return _at_grain(moved(base, "Q", -1), "Q")
    if partial.unit == "WE":
        return _at_grain(moved(base, "W", -1 if base.isoweekday() < 5 else 0), "WE")
    return _at_grain(base, partial.unit)
