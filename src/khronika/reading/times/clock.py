"""Normalising times of the clock and dates in digits."""

from khronika.model.when import TimexType
from khronika.reading.times.partial import Partial
from khronika.reading.times.slots import Slots, century_of, number_of

_MINUTES = {"half": 30, "quarter": 15}
# From the day of the report: "at nine last night", "half past nine this morning".
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_AFTERNOON = ("AF", "EV", "NI")


def _hour(hour: int, slots: Slots) -> int | None:
    """The hour of 24 by "p.m." or "in the evening"; None where there is no such hour."""
    marks = "".join(letter for word in slots.all_words() for letter in _letters(word))
    part = slots.lexicon.parts_of_day.get(slots.text("part"), "")
    if slots.has("dayword"):
        part = part or slots.lexicon.days[slots.text("dayword")].get("part", "")
    if "pm" in marks.split("|"):
        return hour % 12 + 12 if 1 <= hour <= 12 else None
    if "am" in marks.split("|"):
        return hour % 12 if 1 <= hour <= 12 else None
    if part in _AFTERNOON and 1 <= hour <= 12:
        if part == "NI" and (hour < 5 or hour == 12):
            return hour % 12
        return hour % 12 + 12
    return hour if 0 <= hour <= 24 else None


def _letters(word: str) -> str:
    bare = word.replace(".", "").replace(" ", "")
    return f"|{bare}|" if bare in ("am", "pm") else ""


def _read_clock(slots: Slots) -> str | None:
    """The time of day as "HH:MM[:SS]", or None."""
    if slots.has("hourword"):
        return slots.lexicon.hours_of_day[slots.text("hourword")]
    if slots.has("dir"):
        return _past_hour(slots)
    if slots.has("military"):
        digits = slots.text("military")
        return f"{digits[:2]}:{digits[2:]}" if len(digits) == 4 and digits[:2] < "25" and digits[2:] < "60" else None
    word = next((slots.text(n) for n in ("clocktime", "plainclock", "oclock", "bare") if slots.has(n)), "")
    if word[:1].isdecimal():
        pieces = word.replace(".", ":").split(":")
        if len(pieces[0]) > 4 or (len(pieces) > 1 and len(pieces[1]) != 2):
            return None
        hour, rest = int(pieces[0]), pieces[1:]
    else:
        number = number_of([word], slots.lexicon)
        if number is None:
            return None
        hour, rest = int(number), []
    found = _hour(hour, slots)
    if found is None or any(int(piece) > 59 for piece in rest):
        return None
    return ":".join([f"{found:02d}", *(rest or ["00"])])


def _past_hour(slots: Slots) -> str | None:
    """ "half past two", "a quarter to six", "ten past three"; None where it is no such hour."""
    minutes = _MINUTES.get(slots.text("dir").split()[0])
    if minutes is None:
        said = number_of(slots.listed("past") or slots.text("dir").split()[:1], slots.lexicon)
        minutes = int(said) if said is not None and 1 <= said < 30 else None
    hour = number_of(slots.listed("hour"), slots.lexicon)
    if minutes is None or hour is None or not 1 <= hour <= 12:
        return None
    found = _hour(int(hour), slots)
    if found is None:
        return None
    if slots.text("dir").endswith("to"):
        found, minutes = (found - 1) % 24, 60 - minutes
    return f"{found:02d}:{minutes:02d}"


def _zone(slots: Slots) -> str:
    lexicon = slots.lexicon
    for index in range(slots.found.first, slots.found.last):
        word = slots.words.lower[index]
        if word in lexicon.zones and slots.words.text[slots.words.starts[index]].isupper():
            return lexicon.zones[word]
    return ""


def clock_time(slots: Slots) -> Partial | None:
    """ "By 12.45", "4:16 p.m. on Tuesday", "8 in the evening", "22:30 GMT", "noon"."""
    clock = _read_clock(slots)
    if clock is None:
        return None
    day = slots.nth("day")
    shift = slots.lexicon.days[slots.text("dayword")]["days"] if slots.has("dayword") else None
    if shift is None and slots.has("rel") and slots.text("rel") != "that":
        shift = _SHIFTS.get(slots.relative())
    return Partial(
        type=TimexType.TIME,
        clock=clock,
        zone=_zone(slots),
        year=slots.year(),
        month=slots.month(),
        day=day,
        weekday=slots.weekday(),
        shift=shift,
        unit="D" if shift is not None else "",
    )


def day_first_of(texts: list[str], default: bool) -> bool:
    """Whether "05/06" is the 5th of June: as the unmistakable dates of the same text have it, else `default`."""
    for text in texts:
        pieces = [int(piece) for piece in text.replace("-", "/").replace(".", "/").split("/")[:2]]
        if pieces[0] > 12:
            return True
        if pieces[1] > 12:
            return False
    return default


def numeric_date(slots: Slots, day_first: bool = True) -> Partial | None:
    """ "17/12", "12/16/2011", "16.12.11", "18/12 22:30 GMT"."""
    pieces = slots.text("date").replace("-", "/").replace(".", "/").split("/")
    numbers = [int(piece) for piece in pieces]
    day, month = (numbers[0], numbers[1]) if day_first else (numbers[1], numbers[0])
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = None
    if len(numbers) == 3:
        year = numbers[2] if len(pieces[2]) == 4 else century_of(numbers[2])
    clock = slots.text("plainclock") or slots.text("clocktime")
    if clock:
        hour, *rest = clock.replace(".", ":").split(":")
        found = _hour(int(hour), slots)
        if found is None:
            return None
        return Partial(
            type=TimexType.TIME,
            year=year,
            month=month,
            day=day,
            clock=":".join([f"{found:02d}", *(rest or ["00"])]),
            zone=_zone(slots),
        )
    return Partial(year=year, month=month, day=day)
