"""From the words of a found expression to what they say (`Partial`), rule by rule of the grammar."""

from collections.abc import Callable
from dataclasses import replace

from khronika.model.when import TimexType
from khronika.reading.times import durations
from khronika.reading.times.antiquity import value_before_christ
from khronika.reading.times.clock import clock_time, numeric_date
from khronika.reading.times.partial import Partial
from khronika.reading.times.relative import (
    ago,
    anniversary,
    day_word,
    each_end,
    middle,
    nth_straight,
    quarter,
    relative_month,
    relative_part,
    relative_unit,
    relative_weekday,
    same_stretch,
    the_unit,
    unit_and_half,
    unit_beyond,
    year_earlier,
)
from khronika.reading.times.slots import Slots, century_of, number_of

_LONGEST_YEAR = 9
"""Digits of a year that are read; whoever writes more means none."""


def _part(slots: Slots) -> str:
    return slots.lexicon.parts_of_day.get(slots.text("part"), "")


def _type(part: str) -> TimexType:
    return TimexType.TIME if part else TimexType.DATE


def _narrated_year(slots: Slots) -> tuple[str, str]:
    """ "of that year", "of last year": its relation and unit, empty where not said."""
    return slots.relative("yearrel"), slots.unit("yearunit")


def _iso(slots: Slots) -> Partial | None:
    text = slots.all_words()[0].upper().replace(" ", "T").replace("/", "-")
    return Partial(type=TimexType.TIME if "T" in text else TimexType.DATE, value=text)


def _calendar_day(slots: Slots) -> Partial | None:
    part = _part(slots)
    relative, unit = _narrated_year(slots)
    if slots.has("yearrel") and unit != "Y":
        return None
    day = slots.nth("day")
    if day is not None and not 1 <= day <= 31:
        return None
    return Partial(
        type=_type(part),
        year=slots.year(),
        month=slots.month(),
        day=day,
        weekday=slots.weekday(),
        part=part,
        relative=relative,
        unit="Y" if relative else "",
        mod=slots.mod(),
    )


def _early_hours(slots: Slots) -> Partial | None:
    """ "the early hours of Sunday"."""
    if slots.unit("hours") != "TH":
        return None
    if slots.has("month"):
        day = _calendar_day(slots)
        return replace(day, type=TimexType.TIME, part="MO") if day else None
    return _weekday_part(slots)


def _weekday_part(slots: Slots) -> Partial | None:
    part = _part(slots) or "MO"
    if slots.has("dayword"):
        days = slots.lexicon.days[slots.text("dayword")]["days"]
        return Partial(type=TimexType.TIME, shift=days, unit="D", part=part, mod=slots.mod())
    if slots.text("part").endswith("s") and not slots.has("rel"):  # "on Saturday nights"
        return Partial(type=TimexType.SET, value=f"XXXX-WXX-{slots.weekday()}T{part}")
    return Partial(type=TimexType.TIME, weekday=slots.weekday(), relative=slots.relative(), part=part, mod=slots.mod())


def _weekday(slots: Slots) -> Partial | None:
    word = slots.text("weekday")
    if word.endswith("days"):
        return Partial(type=TimexType.SET, value=f"XXXX-WXX-{slots.lexicon.weekdays[word]}")
    return Partial(weekday=slots.weekday())


def _season(slots: Slots) -> Partial | None:
    relative, unit = _narrated_year(slots)
    if slots.has("yearrel") and unit != "Y":
        return None
    season = slots.lexicon.seasons[slots.text("season")]
    return Partial(
        season=season,
        year=slots.year(),
        relative=relative or slots.relative(),
        unit="Y" if relative else "SEASON" if slots.has("rel") else "",
        mod=slots.mod(),
    )


def _year(slots: Slots) -> Partial | None:
    if slots.has("yearword") and slots.text("yearword") not in ("year", "years"):
        return None
    return Partial(year=slots.year(), mod=slots.mod())


def _season_spelled(slots: Slots) -> Partial | None:
    """ "the winter of nineteen ninety-four"."""
    spelled = _spelled_year(slots)
    return replace(spelled, season=slots.lexicon.seasons[slots.text("season")], mod=slots.mod()) if spelled else None


def _year_spelled(slots: Slots) -> Partial | None:
    """ "the year two thousand and five"."""
    number = number_of([word for word in slots.listed("thousand") if word != "-"], slots.lexicon)
    if slots.text("yearword") != "year" or number is None or not 1000 <= number <= 2100:
        return None
    return Partial(year=int(number))


def _weekday_nth(slots: Slots) -> Partial | None:
    """ "Friday the 16th"."""
    day = slots.nth("day")
    return Partial(weekday=slots.weekday(), day=day) if day and 1 <= day <= 31 else None


def _season_of(slots: Slots) -> str:
    return slots.lexicon.seasons.get(slots.text("season"), "")


def _ancient_year(slots: Slots) -> Partial | None:
    """ "480 BC", "AD 70": TIMEX3 writes years before Christ with the letters in front."""
    number = int(slots.text("year")[:_LONGEST_YEAR])
    if slots.found.rule == "ancient_part":
        value = value_before_christ(
            Partial(season=_season_of(slots), month=slots.month(), day=slots.nth("day")), number
        )
        return Partial(value=value or "", mod=slots.mod()) if value else None
    before_christ = slots.text("era")[:1] == "b" or not slots.has("era")
    return Partial(value=f"{'BC' if before_christ else ''}{number:04d}", mod=slots.mod())


def _day_of_range(slots: Slots) -> Partial | None:
    """ "22" of "22-25 April", "5" of "May 4 and 5": month and year come from its neighbour."""
    return Partial(day=slots.nth("day"))


def _short_year(slots: Slots) -> Partial | None:
    return Partial(year=slots.year())


def _tail_year(slots: Slots) -> Partial | None:
    short = slots.text("short")
    before = slots.words.lower[slots.found.first - 2]
    if len(short) != 2 or int(short) <= int(before[2:]):
        return None
    return Partial(year=int(before[:2] + short))


def _decade(slots: Slots) -> Partial | None:
    if slots.text("decade") in slots.lexicon.decades:
        if slots.has("century") and slots.number("century") != 19:
            return None
        return Partial(value=slots.lexicon.decades[slots.text("decade")], mod=slots.mod())
    if slots.has("century"):
        return None
    digits = "".join(letter for letter in slots.text("decade") if letter.isdecimal())
    year = int(digits) if len(digits) == 4 else century_of(int(digits))
    if not 1000 <= year <= 2100:
        return None
    return Partial(value=str(year // 10), mod=slots.mod())


def _century(slots: Slots) -> Partial | None:
    nth = slots.nth()
    if "CE" not in (slots.unit("century"), slots.unit("quarter")) or nth is None or not 2 <= nth <= 30:
        return None
    return Partial(value=f"{'BC' if slots.has('era') else ''}{nth - 1:02d}", mod=slots.mod())


def _nth_unit(slots: Slots) -> Partial | None:
    """ "the third quarter", "the 19th century", "the second day": by their unit."""
    unit = slots.unit("quarter")
    if unit == "CE":
        return _century(slots)
    if unit in ("TH", "W", "M", "Y") and slots.all_words()[0] == "the" and not slots.has("year"):
        return Partial(type=TimexType.DURATION, value=durations.duration_value(1, unit), unit=unit)
    return the_unit(slots) if unit == "D" and slots.all_words()[0] == "the" else quarter(slots)


def _spelled_year(slots: Slots) -> Partial | None:
    """ "nineteen ninety-six"."""
    century = number_of(slots.listed("century"), slots.lexicon)
    rest = number_of([word for word in slots.listed("rest") if word != "-"], slots.lexicon)
    if century is None or rest is None or not 13 <= century <= 20 or not 10 <= rest <= 99:
        return None
    return Partial(year=int(century * 100 + rest))


def _holiday(slots: Slots) -> Partial | None:
    """ "last Christmas", "Easter week", "the Labor Day weekend"."""
    holiday = slots.lexicon.holidays[slots.text("holiday")]
    stretch = slots.unit("stretch")
    return Partial(
        feast=holiday.on, feast_days=holiday.days, year=slots.year(), relative=slots.relative(), unit=stretch
    )


def _fixed(slots: Slots) -> Partial | None:
    return Partial(value=slots.lexicon.fixed[slots.text("fixed")])


def _current(slots: Slots) -> Partial | None:
    return Partial(value="PRESENT_REF")


def _the_past(slots: Slots) -> Partial | None:
    """ "in the past"."""
    return Partial(value="PAST_REF") if slots.text("rel") == "past" else None


def _week_of(slots: Slots) -> Partial | None:
    """ "the week of March 6"."""
    if slots.unit("weekof") != "W":
        return None
    return Partial(month=slots.month(), day=slots.nth("day"), unit="W")


def _weekday_of_week(slots: Slots) -> Partial | None:
    """ "Tuesday of last week"."""
    return Partial(weekday=slots.weekday(), relative=slots.relative(), unit="W")


def _bare_part(slots: Slots) -> Partial | None:
    part = _part(slots)
    return Partial(type=TimexType.TIME, part=part, relative="same", mod=slots.mod())


_RULES: dict[str, Callable[[Slots], Partial | None]] = {
    "iso": _iso,
    "numeric": numeric_date,
    "clock_date": clock_time,
    "clock_day": clock_time,
    "clock_part": clock_time,
    "day_clock": clock_time,
    "clock": clock_time,
    "decimal_clock": clock_time,
    "part_of_date": _calendar_day,
    "weekday_date": _calendar_day,
    "weekday_nth": _weekday_nth,
    "season_spelled": _season_spelled,
    "year_spelled": _year_spelled,
    "unit_beyond": unit_beyond,
    "nth_straight": nth_straight,
    "anniversary": anniversary,
    "day_month": _calendar_day,
    "month_day": _calendar_day,
    "month_year": _calendar_day,
    "month_that_year": _calendar_day,
    "month": _calendar_day,
    "day_before_day": _day_of_range,
    "day_after_day": _day_of_range,
    "lone_day": _day_of_range,
    "ancient_year": _ancient_year,
    "anno": _ancient_year,
    "ancient_century": _century,
    "ancient_part": _ancient_year,
    "ancient_range": _ancient_year,
    "bare_ancient_year": _ancient_year,
    "rel_month": relative_month,
    "each": durations.every,
    "per": durations.every,
    "often": durations.every,
    "set": durations.regular,
    "season": _season,
    "season_count": durations.seasons,
    "quarter": _nth_unit,
    "year_quarter": quarter,
    "year_earlier": year_earlier,
    "same_stretch": same_stretch,
    "nth_century": _century,
    "age": durations.duration,
    "rel_count": durations.duration,
    "count": durations.duration,
    "earlier_count": durations.duration,
    "the_count": durations.duration,
    "week_of": _week_of,
    "the_past": _the_past,
    "half_unit": durations.halved,
    "unit_and_half": unit_and_half,
    "early_hours": _early_hours,
    "part_of_stretch": durations.stretch_of,
    "single": durations.duration,
    "another": durations.duration,
    "unit_long": durations.duration,
    "length": durations.in_one_word,
    "plural": durations.vague_duration,
    "ago": ago,
    "rel_part": relative_part,
    "weekday_part": _weekday_part,
    "rel_weekday": relative_weekday,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "dayword": day_word,
    "holiday": _holiday,
    "rel_unit": relative_unit,
    "edge_unit": each_end,
    "unit_end": each_end,
    "unit_middle": middle,
    "the_unit": the_unit,
    "decade": _decade,
    "year": _year,
    "tail_year": _tail_year,
    "spelled_year": _spelled_year,
    "short_year": _short_year,
    "part": _bare_part,
    "current": _current,
    "fixed": _fixed,
}


def normalised(slots: Slots) -> Partial | None:
    """What the expression says, or None where its words are no time after all."""
    rule = _RULES.get(slots.found.rule)
    return rule(slots) if rule else None
