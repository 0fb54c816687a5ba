"""Normalising durations, ages and sets: values that need no day to count from."""

from khronika.model.when import TimexType
from khronika.reading.times.partial import Partial
from khronika.reading.times.slots import Slots

# How TIMEX3 writes a unit in a duration; fortnights, nights and the like in the unit that carries them.
_WRITTEN = {
    "F": ("W", 2.0),
    "N": ("N", 1.0),
    "ML": ("Y", 1000.0),
    "WE": ("WE", 1.0),
    "QC": ("Y", 25.0),
    "HC": ("Y", 50.0),
}
# "half a century" is said in years.
_IN_YEARS = {"DE": 10, "CE": 100}
# A vague count keeps its unit: "decades" are PXDE.
_VAGUE_UNITS = {"F": "W", "CE": "CE", "ML": "ML"}


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: "P8M", "PT30M", "P2.5Y"; X for a vague count."""
    if unit == "PERIOD":
        return "PXX"
    if count is None:
        unit = _VAGUE_UNITS.get(unit, unit)
        return f"PTX{unit[1]}" if len(unit) == 2 and unit[0] == "T" else f"PX{unit}"
    unit, times = _WRITTEN.get(unit, (unit, 1.0))
    amount = f"{count * times:g}" if count * times < 1e6 else f"{count * times:.0f}"
    return f"PT{amount}{unit[1]}" if len(unit) == 2 and unit[0] == "T" else f"P{amount}{unit}"


def duration(slots: Slots) -> Partial | None:
    """ "two weeks", "nearly a month", "the last eight months", "18 years old", "week-long"."""
    unit = slots.unit()
    if not unit:
        return None
    several = slots.found.rule == "unit_long" and slots.text("unit").endswith("s")  # "months-long"
    several = several or (slots.found.rule == "another" and slots.text("unit").endswith("s"))  # "more hours"
    count = slots.number() if slots.has("num") else None if several else 1.0
    if count == 0 or (unit == "PERIOD" and (count is None or count != 1)):
        return None
    if slots.all_words() == ["one", "day"] and slots.before() in slots.lexicon.not_times["modal"]:
        return Partial(value="FUTURE_REF")  # "will one day be"
    value = duration_value(count, unit)
    return Partial(type=TimexType.DURATION, value=value, unit=unit, shift=count, mod=slots.mod())


def seasons(slots: Slots) -> Partial | None:
    """ "the past three summers"."""
    return Partial(
        type=TimexType.DURATION, value=duration_value(slots.number(), slots.lexicon.seasons[slots.text("season")])
    )


def in_one_word(slots: Slots) -> Partial | None:
    """ "daylong", "yearlong"."""
    return Partial(type=TimexType.DURATION, value=slots.lexicon.lengths[slots.text("length")])


def vague_duration(slots: Slots) -> Partial | None:
    """ "months", "the weeks ahead": as many as one likes."""
    word = slots.text("unit")
    unit = slots.unit()
    if not unit or unit in ("PERIOD", "Q", "TM", "TS") or not (word.endswith("s") or word == "millennia"):
        return None
    if unit == "WE" and not slots.has("ahead"):
        return Partial(type=TimexType.SET, value="XXXX-WXX-WE")
    return Partial(type=TimexType.DURATION, value=duration_value(None, unit))


def halved(slots: Slots) -> Partial | None:
    """ "half an hour", "a half-hour", "a year and a half"."""
    unit = slots.unit()
    if not unit or unit == "PERIOD":
        return None
    of_a = any(slots.lexicon.small.get(word) == "a" for word in slots.all_words()[1:])
    if slots.found.rule == "half_unit" and unit != "TH" and not of_a:
        return None  # "the half year" is one of the calendar
    count = 0.5 if slots.found.rule == "half_unit" else 1.5
    if unit in _IN_YEARS:
        return Partial(
            type=TimexType.DURATION, value=duration_value(count * _IN_YEARS[unit], "Y"), unit=unit, mod=slots.mod()
        )
    value = f"PT{int(count * 60)}M" if unit == "TH" else duration_value(count, unit)
    return Partial(type=TimexType.DURATION, value=value, unit=unit, shift=count, mod=slots.mod())


def every(slots: Slots) -> Partial | None:
    """ "every Tuesday night", "each month", "per day"."""
    word = slots.text("what") or slots.text("unit")
    lexicon = slots.lexicon
    if word in lexicon.weekdays:
        part = lexicon.parts_of_day.get(slots.text("part"), "")
        return Partial(type=TimexType.SET, value=f"XXXX-WXX-{lexicon.weekdays[word]}" + (f"T{part}" if part else ""))
    if word in lexicon.months:
        return Partial(type=TimexType.SET, value=f"XXXX-{lexicon.months[word]:02d}")
    if word in lexicon.seasons:
        return Partial(type=TimexType.SET, value=f"XXXX-{lexicon.seasons[word]}")
    if word in lexicon.parts_of_day and word != "night":
        return Partial(type=TimexType.SET, value=f"XXXX-XX-XXT{lexicon.parts_of_day[word]}")
    unit = lexicon.units.get(word, "")
    if not unit or unit == "PERIOD":
        return None
    count = 2.0 if slots.text("num") == "other" else slots.number() if slots.has("num") else 1.0
    if count is None and slots.text("num") not in slots.lexicon.vague_numbers:
        count = 1.0
    return Partial(type=TimexType.SET, value=duration_value(count, "D" if unit == "N" else unit))


def regular(slots: Slots) -> Partial | None:
    """ "daily", "annually"."""
    return Partial(type=TimexType.SET, value=slots.lexicon.sets[slots.text("set")])


def stretch_of(slots: Slots) -> Partial | None:
    """ "the last two weeks of February 1951": a length of time, with the month or year that it is cut from."""
    unit = slots.unit()
    if unit not in ("D", "W", "M"):
        return None
    count = slots.number() if slots.has("num") else (None if slots.text("unit").endswith("s") else 1.0)
    day = slots.nth("rel")
    if unit == "D" and count == 1 and day and slots.has("month"):
        return Partial(year=slots.year(), month=slots.month(), day=day)  # "the first day of May"
    return Partial(
        type=TimexType.DURATION,
        value=duration_value(count, unit),
        month=slots.month(),
        year=slots.year(),
        relative=slots.relative(),
        shift=count,
        unit=unit,
    )
