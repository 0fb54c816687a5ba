"""From TIMEX3 values to intervals and to EDTF, the extended dates of ISO 8601-2:2019, and from EDTF back to days.

EDTF strings here: days, months, years ("2011-12-16"), decades and centuries by X ("199X", "19XX"), seasons 21-24,
quarters 33-36 and halves 40-41 of a year ("1998-33"), intervals with open ends ("../2012-01-05"), "~" for about.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.reference.calendar import days_in_month

# Seasons as quarters of the year of the northern hemisphere; a winter runs into the next year.
SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
# Hours of the parts of a day, local time: first minute, last minute; True where the last is the next day's.
_PARTS = {
    "MO": ("05:00", "11:59", False),
    "MI": ("12:00", "12:59", False),
    "AF": ("12:00", "17:59", False),
    "EV": ("17:00", "22:59", False),
    "NI": ("18:00", "05:59", True),
    "DT": ("06:00", "18:59", False),
}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"(?:T(?:(?P<part>[A-Z]{2})|(?P<clock>\d\d(?::\d\d(?::\d\d)?)?)(?P<zone>Z|[+-]\d\d(?::\d\d)?)?))?$"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Earliest and latest day or minute (ISO 8601 prefixes, both inclusive; None where open), and the EDTF for it."""

    start: str | None
    end: str | None
    edtf: str


UNKNOWN = Interval(None, None, "")


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last_year, last = divmod(year * 12 + first - 2 + count, 12)
    if last_year > 9999:
        last_year, last = 9999, 11
    return date(year, first, 1), date(last_year, last + 1, days_in_month(last_year, last + 1))


def _week(year: int, week: int, weekday: str | None) -> tuple[date, date]:
    if weekday == "WE":
        return date.fromisocalendar(year, week, 6), date.fromisocalendar(year, week, 7)
    if weekday:
        day = date.fromisocalendar(year, week, int(weekday))
        return day, day
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def _thirds(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The first, middle or last third of a stretch: "early", "mid", "late"."""
    size = (last - first).days + 1
    if size in (365, 366):  # a year falls into thirds of four months
        month = {"START": 1, "MID": 5}.get(mod or "", 9)
        return _months(first.year, month, 4)
    third = max(size // 3, 1)
    if mod == "START":
        return first, first + timedelta(days=third - 1)
    if mod == "MID":
        return first + timedelta(days=third), last - timedelta(days=third) if size > 2 else last
    return last - timedelta(days=third - 1), last


def interval_of_timex(value: str, mod: str | None = None) -> Interval:
    """The interval that a TIMEX3 value of a date or time names; `UNKNOWN` where it names none.

    mod: TIMEX3 mod; START, MID and END take the third of the stretch that they name, APPROX adds "~".
    """
    if re.fullmatch(r"\d{2,3}", value):
        return _decade(value, mod)
    match = _VALUE.match(value)
    if match is None:
        return UNKNOWN
    try:
        first, last, edtf = _days(match)
    except ValueError:  # the 31st of a month that has 30 days; the 53rd week of a year that has 52
        return UNKNOWN
    if mod in ("START", "MID", "END") and first != last:
        first, last = _thirds(first, last, mod)
        edtf = f"{first}/{last}"
    if match["part"] in _PARTS:
        begins, ends, overnight = _PARTS[match["part"]]
        until = last + timedelta(days=1) if overnight and last < date.max else last
        return Interval(f"{first}T{begins}", f"{until}T{ends}", edtf)
    if match["clock"]:
        return _clock(first, match["clock"], match["zone"] or "", mod)
    return Interval(first.isoformat(), last.isoformat(), edtf + ("~" if mod == "APPROX" and "/" not in edtf else ""))


def _decade(value: str, mod: str | None) -> Interval:
    width = 4 - len(value)
    first, last = date(max(int(value) * 10**width, 1), 1, 1), date((int(value) + 1) * 10**width - 1, 12, 31)
    if mod in ("START", "MID", "END"):
        first, last = _thirds(first, last, mod)
        return Interval(f"{first.year:04d}-01-01", f"{last.year:04d}-12-31", f"{first.year:04d}/{last.year:04d}")
    return Interval(first.isoformat(), last.isoformat(), value + "X" * width)


def _days(match: re.Match[str]) -> tuple[date, date, str]:
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day, day.isoformat()
    if match["month"]:
        return *_months(year, int(match["month"]), 1), f"{year:04d}-{match['month']}"
    if match["week"]:
        first, last = _week(year, int(match["week"]), match["weekday"])
        return first, last, first.isoformat() if first == last else f"{first}/{last}"
    if match["quarter"]:
        number = int(match["quarter"])
        return *_months(year, 3 * number - 2, 3), f"{year:04d}-{32 + number}"
    if match["half"]:
        number = int(match["half"])
        return *_months(year, 6 * number - 5, 6), f"{year:04d}-{39 + number}"
    if match["season"]:
        code = SEASONS[match["season"]]
        return *_months(year, _SEASON_MONTHS[code], 3), f"{year:04d}-{code}"
    return date(year, 1, 1), date(year, 12, 31), f"{year:04d}"


def _clock(day: date, clock: str, zone: str, mod: str | None) -> Interval:
    if clock.startswith("24"):
        day, clock = (day + timedelta(days=1) if day < date.max else day), "00" + clock[2:]
    full = clock if ":" in clock else clock + ":00"
    instant = f"{day}T{full}{zone}"
    # EDTF wants seconds with a time of the clock and has no "about" for one
    edtf = f"{day}T{full if full.count(':') == 2 else full + ':00'}{zone}"
    return Interval(instant, instant, day.isoformat() + "~" if mod == "APPROX" else edtf)


def opened(interval: Interval, preposition: str) -> Interval:
    """The stretch that a preposition makes of a point: "until 5 January" has no start, "since" no end."""
    point = interval.edtf.split("/")
    if not interval.edtf:
        return interval
    if preposition in ("until", "till", "by", "before", "up to"):
        return Interval(None, interval.end, f"../{point[-1]}")
    if preposition in ("since", "from", "after"):
        return Interval(interval.start, None, f"{point[0]}/..")
    return interval


def days_of_edtf(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF string of the kinds above; None where open.

    Raises: ValueError where the string is none of them.
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        return (
            None if left in ("..", "") else days_of_edtf(left)[0],
            None if right in ("..", "") else days_of_edtf(right)[1],
        )
    bare = edtf.rstrip("~?%").split("T")[0]
    if match := re.fullmatch(r"(\d{2,3})X{1,2}", bare):
        found = _decade(match[1], None)
        return date.fromisoformat(found.start or ""), date.fromisoformat(found.end or "")
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", bare):
        year, part = int(match[1]), int(match[2] or 0)
        if match[3]:
            day = date(year, part, int(match[3]))
            return day, day
        if part in _SEASON_MONTHS:
            return _months(year, _SEASON_MONTHS[part], 3)
        if 33 <= part <= 36:
            return _months(year, 3 * (part - 32) - 2, 3)
        if part in (40, 41):
            return _months(year, 6 * (part - 39) - 5, 6)
        return _months(year, part, 1) if match[2] else (date(year, 1, 1), date(year, 12, 31))
    raise ValueError(f"no EDTF that is read here: {edtf!r}")
