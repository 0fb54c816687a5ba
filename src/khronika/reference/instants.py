"""The time of publication, as headers, datelines and the headings of updates write it.

Only what such lines hold is understood here: a calendar date, a clock time, a zone, in the usual orders. The times
that a report's sentences speak of ("yesterday", "by 12.45") are reading's business.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.model.span import Span
from khronika.reference.casing import lowered


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a line says of a time; a part that it leaves open is None.

    year, month, day: of the calendar; a year of two digits is taken as 1970 to 2069.
    hour, minute, second: of the clock; second 0 where only hour and minute are given.
    zone: the offset that stands with the time.
    span: the words, in code points of the line.
    either_order: day and month are numbers that may stand in either order ("3/10").
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    zone: tzinfo | None = None
    either_order: bool = False

    @property
    def has_day(self) -> bool:
        """Whether day and month are given; the year may still be missing."""
        return self.day is not None and self.month is not None

    @property
    def has_date(self) -> bool:
        """Whether it names one day of one year."""
        return self.has_day and self.year is not None

    @property
    def has_clock(self) -> bool:
        """Whether it gives a time of day."""
        return self.hour is not None

    def on(self, day: date, zone: tzinfo) -> datetime:
        """The instant on `day`, at the start of it where no clock time is given; `zone` where none stands here."""
        return datetime(
            day.year, day.month, day.day, self.hour or 0, self.minute, self.second, tzinfo=self.zone or zone
        )

    def day_of(self, year: int) -> date | None:
        """Its day in `year`, or None where it names none, or none that the calendar has."""
        return real_day(year, self.month, self.day) if self.month and self.day else None


def moment_in(line: str, *, month_first: bool = False, bare_year: bool = False) -> Moment | None:
    """The first time that a line gives: a date with or without year, a clock time, or both side by side.

    month_first: how to take "03/04" where neither number settles it.
    bare_year: whether "December 2011" counts too (a footer's month); its `day` is then None.
    """
    if not _DIGIT.search(line):
        return None
    found = _date_in(line, month_first)
    clock = _clock_in(line, found.span if found else None)
    if found is None and clock is None:
        return _month_in(line) if bare_year else None
    if found is None or clock is None:
        return found or clock
    span = Span(min(found.span.start, clock.span.start), max(found.span.end, clock.span.end))
    return replace(found, span=span, hour=clock.hour, minute=clock.minute, second=clock.second, zone=clock.zone)


def parse_instant(words: str, zone: tzinfo = UTC) -> datetime | None:
    """The instant that a value such as "2031-03-14T18:00Z", "14 March 2031 18:00" or an RFC 2822 date gives.

    zone: taken where the words state none. None where they give no day of a year.
    """
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        found = moment_in(words)
        day = found.day_of(found.year) if found is not None and found.year is not None else None
        return found.on(day, zone) if found is not None and day is not None else None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int, near: date) -> date | None:
    """The day `month`/`day` of that year which lies nearest to `near`; a report is seldom dated ahead.

    A day more than two days after `near` counts as the year before: on 3 January, "31 December" is last week.
    """
    days = (real_day(near.year + step, month, day) for step in (1, 0, -1))
    return next((found for found in days if found and found <= near + timedelta(days=2)), None)


def closest_day(moment: Moment, near: date, within: timedelta = timedelta(days=45)) -> date | None:
    """The day that a date names, its missing year and its doubtful order settled by what lies closest to `near`.

    "3/10" beside a page of 7 March is 10 March: the order is turned only where that comes within `within` of `near`
    and the order as read does not. None where it names no day that the calendar has.
    """
    if moment.month is None or moment.day is None:
        return None
    years = [moment.year] if moment.year is not None else [near.year - 1, near.year, near.year + 1]
    orders = [(moment.month, moment.day)] + ([(moment.day, moment.month)] if moment.either_order else [])
    best: date | None = None
    for month, day in orders:
        days = [found for found in (real_day(year, month, day) for year in years) if found]
        closest = min(days, key=lambda found: abs(found - near), default=None)
        if closest and (best is None or abs(best - near) > within >= abs(closest - near)):
            best = closest
    return best


def writes_month_first(text: str) -> bool:
    """Whether a date in the text ("12/17/2011") can only be read with the month first, and none the other way."""
    numbers = [(int(match["a"]), int(match["b"])) for match in _NUMERIC.finditer(text[:20_000])]
    return any(first <= 12 < second <= 31 for first, second in numbers) and not any(first > 12 for first, _ in numbers)


_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)|"
    r"(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d/.,:-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?:(?P=sep)(?P<y>(?:19|20)\d\d|\d\d))?(?![\d/:]|[.-]\d)"
)


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for months in _table("months.toml").values():
        if not isinstance(months, list) or len(months) != 12:
            raise VocabularyError("months.toml: every language has twelve months")
        for number, forms in enumerate(months, 1):
            names.update({str(form): number for form in forms})
    return names


@cache
def _worded() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _month_names()), key=len, reverse=True))
    year = r"(?P<NAME>(?:19|20)\d\d\b|['’]?\d\d\b(?![:.h]\d|\s*(?:[ap]\.?m\b|gmt|utc|hrs|hours)))"
    day = r"(?P<NAME>[0-3]?\d)(?:st|nd|rd|th|er|\.)?"
    day_1, day_2 = (day.replace("NAME", name) for name in ("d1", "d2"))
    year_1, year_2 = (year.replace("NAME", name) for name in ("y1", "y2"))
    return re.compile(
        rf"\b{_WEEKDAY}{day_1}\s*(?:of\s+|de\s+|-)?(?P<m1>{months})\b\.?(?:(?:,?\s+|-|\s+de\s+){year_1})?"
        rf"|\b{_WEEKDAY}(?P<m2>{months})\b\.?\s+{day_2}\b(?!\s*[:.h]\d)(?:,?\s+{year_2})?",
        re.IGNORECASE,
    )


@cache
def _monthly() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _month_names()), key=len, reverse=True))
    return re.compile(rf"\b(?P<m>{months})\b\.?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)


@cache
def _clocked() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _zone_names()), key=len, reverse=True))
    offset = r"(?:GMT|UTC)?\s?[+−-]\d{1,2}(?::?\d\d)?\b"
    zone = rf"(?:\s*\(?(?P<ZONE>{offset}|(?:{names})\b)\)?)"
    hour, minute = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
    return re.compile(
        rf"(?<![\d:./,€$£])(?P<h1>{hour})[:h](?P<n1>{minute})(?::(?P<s1>{minute})(?:[.,]\d+)?)?(?!\d|:\d)"
        rf"(?:\s?(?P<p1>[ap])\.?m\b\.?)?{zone.replace('ZONE', 'z1')}?"
        rf"|(?<![\d:/,€$£])(?P<h2>{hour})(?:\.(?P<n2>{minute}))?\s?(?P<p2>[ap])\.?m\b\.?{zone.replace('ZONE', 'z2')}?"
        rf"|(?<![\d:/,.€$£])(?P<h3>{hour})[.]?(?P<n3>{minute})\s?(?:hours\b|hrs?\b|h\b)?{zone.replace('ZONE', 'z3')}"
        rf"|(?:\bat\s+|@\s*)(?P<h4>{hour})\.(?P<n4>{minute})(?![\d.%]|\s?[ap]\.?m\b)",
        re.IGNORECASE,
    )


@cache
def _zone_names() -> dict[str, int]:
    return {name: minutes for name, minutes in _table("zones.toml").items() if isinstance(minutes, int)}


def _table(name: str) -> dict[str, list[list[str]] | int]:
    try:
        return tomllib.loads(files("khronika.reference").joinpath(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: {error}") from None


def _date_in(line: str, month_first: bool) -> Moment | None:
    found = [date for date in (_iso_in(line), _worded_in(line), _numeric_in(line, month_first)) if date]
    return min(found, key=lambda moment: moment.span.start, default=None)


def _iso_in(line: str) -> Moment | None:
    for match in _ISO.finditer(line):
        year, month, day = (int(match[name] or match[f"{name}2"]) for name in "ymd")
        if real_day(year, month, day):
            return Moment(span=Span(*match.span()), year=year, month=month, day=day)
    return None


def _worded_in(line: str) -> Moment | None:
    for match in _worded().finditer(line):
        month = _month_names()[lowered(match["m1"] or match["m2"])]
        year = _full_year(match["y1"] or match["y2"])
        day = int(match["d1"] or match["d2"])
        if real_day(year or 2000, month, day):
            return Moment(span=Span(*match.span()), year=year, month=month, day=day)
    return None


def _numeric_in(line: str, month_first: bool) -> Moment | None:
    for match in _NUMERIC.finditer(line):
        # without a year, "9.15" and "50-70" are a time and a range; only a stroke makes a date
        if match["y"] is None and match["sep"] != "/":
            continue
        first, second = int(match["a"]), int(match["b"])
        day, month = (second, first) if second > 12 or (month_first and first <= 12) else (first, second)
        year = _full_year(match["y"])
        if real_day(year or 2000, month, day) if 1 <= month <= 12 else None:
            either = first != second and max(first, second) <= 12
            return Moment(span=Span(*match.span()), year=year, month=month, day=day, either_order=either)
    return None


def _month_in(line: str) -> Moment | None:
    match = _monthly().search(line)
    return match and Moment(span=Span(*match.span()), year=int(match["y"]), month=_month_names()[lowered(match["m"])])


def _clock_in(line: str, taken: Span | None) -> Moment | None:
    for match in _clocked().finditer(line):
        if taken and Span(*match.span()).overlaps(taken):
            continue
        number = next(number for number in "1234" if match[f"h{number}"])
        parts = match.groupdict()
        hour = _on_24(int(parts[f"h{number}"]), parts.get(f"p{number}"))
        if hour is None:
            continue
        return Moment(
            span=Span(*match.span()),
            hour=hour,
            minute=int(parts[f"n{number}"] or 0),
            second=int(parts.get(f"s{number}") or 0),
            zone=_zone_of(parts.get(f"z{number}")),
        )
    return None


def _on_24(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour if hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _full_year(words: str | None) -> int | None:
    if words is None:
        return None
    year = int(words.strip("'’"))
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _zone_of(words: str | None) -> tzinfo | None:
    if words is None:
        return None
    minutes = _zone_names().get(words.upper())
    if minutes is None:
        match = re.search(r"([+−-])(\d{1,2}):?(\d\d)?", words)
        if match is None:
            return None
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
