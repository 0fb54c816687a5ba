"""Normalising expressions that count from the day of the report or of the narrative."""

from khronika.model.when import TimexType
from khronika.reading.times.cues import ends_sentence
from khronika.reading.times.durations import duration_value, halved
from khronika.reading.times.partial import Partial
from khronika.reading.times.slots import Slots

_SEEN_FROM_NARRATIVE = ("before", "after", "same")
# Units that are counted in finer ones: a fortnight is two weeks.
_IN_FINER = {"F": ("W", 2), "QC": ("Y", 25), "HC": ("Y", 50)}
_YEARS_IN = {"DE": 10, "CE": 100}
# Units whose span is a stretch of the calendar; the clock's have none.
_CALENDAR = ("D", "W", "F", "WE", "M", "Q", "Y", "QC", "HC", "DE", "CE")
# So many words before "a year ago" a figure is one that it compares.
_NEAR = 10
_YEARS_ON = {"last": -1, "before": -1, "this": 0, "next": 1}
# Units that "the last ..." measures back from now, rather than naming the one before.
_MEASURED = ("W", "M", "Y", "DE", "CE")


def _said(slots: Slots) -> str:
    """The relation that the words name; "that same", "the very next" by their last word."""
    return slots.relative("rel") or slots.relative("same")


def relative_month(slots: Slots) -> Partial | None:
    """ "last April", "this September", "the previous April"."""
    return Partial(month=slots.month(), day=slots.nth("day"), relative=_said(slots), unit="MONTHNAME", mod=slots.mod())


def relative_weekday(slots: Slots) -> Partial | None:
    """ "last Tuesday", "earlier Sunday"."""
    relative = slots.relative("same") or slots.relative("rel")  # "this coming Friday"
    return Partial(weekday=slots.weekday(), relative=relative, mod=slots.mod())


def relative_part(slots: Slots) -> Partial | None:
    """ "this morning", "last night", "the next morning", "later this afternoon"."""
    part = slots.lexicon.parts_of_day.get(slots.text("part"), "")
    relative = _said(slots)
    shift = {"last": -1, "this": 0, "next": 1, "after": 1, "before": -1, "same": 0, "latest": 0}[relative]
    if relative == "this" and slots.text("rel") == "that":
        relative = "same"
    seen_from_narrative = relative in ("next", *_SEEN_FROM_NARRATIVE)
    if relative == "last" and part != "NI" and slots.text("part") != "evening":
        return None
    return Partial(
        type=TimexType.TIME, shift=shift, unit="D", part=part, narrative=seen_from_narrative, mod=slots.mod()
    )


def relative_unit(slots: Slots) -> Partial | None:
    """ "last week", "earlier this year", "the following day", "that month", "the past decade"."""
    unit = slots.unit()
    relative = _said(slots)
    if unit == "PERIOD" and relative == "latest":
        return Partial(relative="focus", unit="Q")
    if not unit or unit == "PERIOD":
        return None
    if slots.text("unit").endswith("s") or unit not in _CALENDAR or _measures(slots, unit, relative):
        return _stretch(slots, unit, relative)
    if unit == "D" and relative in ("last", "latest"):
        return None
    return Partial(
        relative=relative,
        unit="W" if unit == "F" else unit,
        narrative=relative in _SEEN_FROM_NARRATIVE,
        mod=slots.mod(),
    )


def _measures(slots: Slots, unit: str, relative: str) -> bool:
    """Whether the words give a length up to now or from now on: "the last year", "over the next decade"."""
    if slots.text("rel").endswith("past"):
        return unit != "WE"
    if unit not in _MEASURED or slots.all_words()[0] != "the" or slots.has("edge"):
        return False
    return relative == "last" or (
        slots.text("rel") in ("next", "coming") and slots.before() in slots.lexicon.throughout
    )


def _stretch(slots: Slots, unit: str, relative: str) -> Partial | None:
    """ "the past decade", "these months", "the following days": a length of time."""
    if relative == "same" and unit not in _CALENDAR:
        return None
    plural = slots.text("unit").endswith("s")
    if plural and relative in ("last", "before") and slots.text("rel") != "last" and slots.all_words()[0] != "the":
        return Partial(value="PAST_REF")  # "in past years"
    return Partial(type=TimexType.DURATION, value=duration_value(None if plural else 1, unit), mod=None)


def ago(slots: Slots) -> Partial | None:
    """ "two years ago", "three days later", "a week earlier", "moments later"."""
    unit = slots.unit()
    if not unit or unit == "PERIOD":
        return None
    shift = slots.text("shift")
    count = slots.number() if slots.has("num") else (1.0 if not slots.text("unit").endswith("s") else None)
    kind = slots.lexicon.small[shift]
    sign = -1 if kind in ("ago", "earlier", "before") else 1
    narrative = kind not in ("ago", "hence")
    if unit not in _CALENDAR:
        if kind != "ago" and not slots.has("num") and unit == "TS":
            return None
        return Partial(
            type=TimexType.TIME,
            value="",
            shift=sign * (1 if count is None else count),
            unit=unit,
            exact=count is not None,
            narrative=narrative,
        )
    if unit in _IN_FINER:
        unit, times = _IN_FINER[unit]
        count = None if count is None else times * count
    elif unit in _YEARS_IN and count is not None and count % 1:  # "half a century ago"
        unit, count = "Y", count * _YEARS_IN[unit]
    return Partial(
        shift=sign * (1 if count is None else count),
        unit=unit,
        relative="focus" if unit == "Y" and count == 1 and sign < 0 and _compares(slots) else "",
        exact=count is not None,
        narrative=narrative,
        mod=slots.mod(),
    )


def _compares(slots: Slots) -> bool:
    """Whether figures are set beside those of a year before: "from $2 million a year earlier"."""
    if slots.before() in slots.lexicon.comparing:
        return True
    for index in range(slots.found.first - 1, max(slots.found.first - 1 - _NEAR, -1), -1):
        if ends_sentence(slots.words, index):
            return False
        if slots.words.lower[index][:1].isdecimal():
            return True
    return False


def unit_and_half(slots: Slots) -> Partial | None:
    """ "a year and a half", "the past year and a half", "a year and a half ago"."""
    unit, kind = slots.unit(), slots.lexicon.small.get(slots.text("shift"), "")
    if not kind or unit not in ("TH", "W", "M", "Y", "DE", "CE"):
        return halved(slots)
    unit, count = ("Y", 1.5 * _YEARS_IN[unit]) if unit in _YEARS_IN else (unit, 1.5)
    return Partial(
        type=TimexType.TIME if unit == "TH" else TimexType.DATE,
        shift=-count if kind in ("ago", "earlier", "before") else count,
        unit=unit,
        narrative=kind not in ("ago", "hence"),
        mod=slots.mod(),
    )


def year_earlier(slots: Slots) -> Partial | None:
    """ "the year-ago quarter", "year-earlier", "the prior-year period": the same stretch one unit before."""
    unit = slots.unit()
    if unit not in _CALENDAR or (slots.has("rel") and slots.relative() != "before"):
        return None
    number = slots.nth()
    if number and slots.unit("what") == "Q":
        return Partial(quarter=number, relative="last", unit="Y")
    what = slots.unit("what")
    if what == "M" and unit == "Y":  # "the year-ago month"
        return Partial(shift=-12, unit="M", narrative=True)
    return Partial(shift=-1, unit="Q" if what == "Q" and unit == "Y" else unit, narrative=True, relative="focus")


def same_stretch(slots: Slots) -> Partial | None:
    """ "the same quarter last year", "the corresponding period of 1988", "the same month a year earlier"."""
    unit, year = slots.unit(), slots.year()
    years = -1 if slots.has("shift") else _YEARS_ON.get(slots.relative("yearrel"))
    if year is None and (slots.unit("yearunit") != "Y" or years is None):
        return None
    if unit in ("Q", "PERIOD"):
        return Partial(relative="focus", unit="Q" if unit == "Q" else "Y", year=year, shift=None if year else years)
    in_a_year = {"M": 12, "W": 52}.get(unit)
    if in_a_year is None or years is None:
        return None
    return Partial(shift=years * in_a_year, unit=unit, narrative=True)


def day_word(slots: Slots) -> Partial | None:
    """ "yesterday", "late yesterday", "tonight"."""
    entry = slots.lexicon.days[slots.text("dayword")]
    part = entry.get("part", "")
    return Partial(
        type=TimexType.TIME if part else TimexType.DATE, shift=entry["days"], unit="D", part=part, mod=slots.mod()
    )


def quarter(slots: Slots) -> Partial | None:
    """ "the third quarter of 1990", "fiscal second-quarter", "the first half of 2008", "this year's third quarter"."""
    year = slots.year() or slots.year("leadyear")
    relative = slots.relative("yearrel") or slots.relative("leadrel")
    if slots.has("yearunit") and not relative:
        relative = "this"  # "the first half of the year"
    if slots.has("half"):
        word = slots.text("nth")
        half = slots.nth() or (1 if word in ("early", "earlier") else 2)
        if half > 2 or (year is None and not relative):
            return None
        return Partial(half=half, year=year, relative=relative, unit="Y" if relative else "", mod=slots.mod())
    if slots.has("unit"):  # the 1988 quarter, the 1988 period
        unit = slots.unit()
        return Partial(year=year, relative="focus", unit=unit) if unit in ("Q", "PERIOD") else None
    number = slots.nth()
    if slots.unit("quarter") != "Q" or number is None or number > 4:
        return None
    return Partial(quarter=number, year=year, relative=relative, unit="Y" if relative else "", mod=slots.mod())


def each_end(slots: Slots) -> Partial | None:
    """ "the end of the month", "year-end", "earlier in the year"."""
    unit = slots.unit()
    later = slots.text("edge") in ("earlier", "later")  # "the end of the day" is mostly a turn
    if unit not in ("W", "WE", "M", "Q", "Y", "DE", "CE") and not (unit == "D" and later):
        return None
    if slots.found.rule == "unit_end" and (unit not in ("Y", "M") or slots.text("edge") != "end"):
        return None
    if slots.has("year"):
        return Partial(year=slots.year(), mod=slots.mod()) if unit == "Y" else None  # "year-end 1990"
    return Partial(relative="same", unit=unit, mod=slots.mod(), narrative=True, unpointed=True)


def middle(slots: Slots) -> Partial | None:
    """ "mid-year", "midsummer"."""
    word = slots.text("midword")
    unit = slots.lexicon.middles[word] if word else slots.unit()
    if not word and slots.mod() != "MID":
        return None
    if unit in ("SU", "WI"):
        return Partial(season=unit, year=slots.year(), mod="MID")
    if unit in ("MO", "AF"):
        return Partial(type=TimexType.TIME, part=unit, relative="same", mod="MID")
    if slots.has("year"):
        return Partial(year=slots.year(), mod="MID") if unit == "Y" else None
    return Partial(relative="focus", unit=unit, mod="MID") if unit in ("W", "M", "Y", "DE", "CE") else None


def unit_beyond(slots: Slots) -> Partial | None:
    """ "the week before last", "the year after next"."""
    unit = slots.unit()
    signs = {("last", "before"): -2, ("next", "after"): 2}
    shift = signs.get((slots.relative(), slots.lexicon.small.get(slots.text("shift"), "")))
    if unit not in _CALENDAR or shift is None or slots.text("rel") not in ("last", "next"):
        return None
    return Partial(shift=shift, unit=unit)


def nth_straight(slots: Slots) -> Partial | None:
    """ "the second straight day", "a third consecutive week": the stretch that is being told of."""
    in_a_row = any(word in slots.lexicon.in_a_row for word in slots.all_words())
    unit = slots.unit()
    if not in_a_row or unit not in ("D", "W", "M", "Q", "Y"):
        return None
    return Partial(relative="same", unit=unit, narrative=True)


def anniversary(slots: Slots) -> Partial | None:
    """ "the sixth anniversary": of what, the words do not say in a way that is read here; on the day told of."""
    return Partial(relative="same", unit="D", narrative=True)


def the_unit(slots: Slots) -> Partial | None:
    """ "the week", "the quarter", "the second day", "the year"."""
    unit = slots.unit() or slots.unit("quarter")
    if slots.has("nth"):
        number = slots.nth()
        if unit != "D" or number is None:
            return None
        return Partial(relative="same", unit="D", narrative=True)
    part = slots.lexicon.parts_of_day.get(slots.text("unit"), "")
    word = slots.text("unit")
    following = slots.text("shift")
    later = slots.lexicon.small.get(following) in ("later", "after", "hence")
    sign = (1 if later or slots.lexicon.relative.get(following) == "after" else -1) if following else 0
    if part:
        return Partial(type=TimexType.TIME, shift=sign, unit="D", part=part, narrative=True)
    if following:
        return Partial(shift=sign, unit=unit, narrative=True) if unit in _CALENDAR else None
    if word.endswith("s"):
        return Partial(type=TimexType.DURATION, value=duration_value(None, unit)) if unit in _CALENDAR else None
    if unit not in ("D", "W", "WE", "M", "Q", "Y"):
        return None
    if unit in ("Y", "M") and slots.after() in ("ended", "ending"):  # "the year ended March 31"
        return Partial(type=TimexType.DURATION, value=duration_value(1, unit))
    return Partial(relative="focus", unit=unit)
