"""Times and figures in words for a reader of English."""

import re
from datetime import datetime, timedelta

from khronika.model.figure import Exactness, Figure
from khronika.publishing.pages.naming import singular
from khronika.reference.vocabulary import measures

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_POINT = re.compile(
    r"^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?([~?%]?)$"
)
_DECADE = re.compile(r"^(\d{2,3})(X{1,2})$")
# Parts of a year that EDTF numbers after the months. Source: ISO 8601-2:2019, 4.8.
_PARTS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "first quarter of", 34: "second quarter of",
    35: "third quarter of", 36: "last quarter of", 40: "first half of", 41: "second half of",
}  # fmt: skip
_MARKS = {"~": "about ", "?": "possibly ", "%": "possibly about "}


def in_words(edtf: str | None) -> str:
    """EDTF as a reader says it: "2011-12-16/2011-12-17" -> "16 to 17 December 2011"; other words as they are."""
    if not edtf:
        return ""
    if "/" not in edtf:
        return _point(edtf)
    start, _, end = edtf.partition("/")
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end in ("", ".."):
        return f"from {_point(start)}"
    return _range(start, end)


def _point(edtf: str) -> str:
    found = _POINT.match(edtf)
    if not found:
        decade = _DECADE.match(edtf)
        return f"the {decade[1]}{'0' * len(decade[2])}s" if decade else edtf
    year, month, day, clock, zone, mark = found.groups()
    words = year
    if month and 1 <= int(month) <= 12:
        words = f"{MONTHS[int(month) - 1]} {year}"
        words = f"{int(day)} {words}" if day else words
    elif month:
        words = f"{_PARTS[int(month)]} {year}" if int(month) in _PARTS and not day else edtf
    if clock:
        words += f", {clock}" + (" UTC" if zone == "Z" else f" {zone}" if zone else "")
    return _MARKS.get(mark, "") + words


def _range(start: str, end: str) -> str:
    first, last = _POINT.match(start), _POINT.match(end)
    if start == end:
        return _point(start)
    if (
        first
        and last
        and first[3]
        and last[3]
        and _is_month(first[2])
        and _is_month(last[2])
        and not first[4]
        and not last[4]
        and first[1] == last[1]
    ):
        if first[2] == last[2]:
            return f"{_MARKS.get(first[6], '')}{int(first[3])} to {_point(end)}"
        return f"{_MARKS.get(first[6], '')}{int(first[3])} {MONTHS[int(first[2]) - 1]} to {_point(end)}"
    return f"{_point(start)} to {_point(end)}"


def _is_month(number: str) -> bool:
    return 1 <= int(number) <= 12


def instant(moment: datetime | None) -> str:
    """An instant with its zone: "17 December 2011, 22:30 UTC"; of midnight UTC only the day.

    A source that states a day and no hour is held as midnight UTC; "00:00" would be a time that nobody gave.
    """
    if moment is None:
        return "time not given"
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    offset = moment.utcoffset()
    if offset is None:
        return f"{day}, {moment:%H:%M}"
    if not offset and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return day
    return f"{day}, {moment:%H:%M} UTC{_offset(offset)}"


def _offset(offset: timedelta) -> str:
    """ "+3", "-3:30"; "" for UTC itself."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def bounds(low: int | None, high: int | None) -> str:
    """Bounds in words: "11", "50 to 70", "at least 50", "up to 150", "not counted"."""
    if low is None and high is None:
        return "not counted"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,} to {high:,}"


def figure_in_words(figure: Figure) -> str:
    """The figure with what it counts: "50 to 70 killed", "about 12 vehicles (riot police)"."""
    about = "about " if figure.exactness is Exactness.ABOUT else ""
    return about + counted(figure.low, figure.high, figure.measure, figure.group)


def counted(low: int | None, high: int | None, measure: str, group: str | None) -> str:
    """Bounds with what they count, in its number: "1 participant (woman)", "4 participants (women)"."""
    agreed = singular if low == high == 1 else str
    return f"{bounds(low, high)} {agreed(measure)}" + (f" ({agreed(group)})" if group else "")


def plural(count: int, word: str, many: str = "") -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def asked(measure: str, group: str | None) -> str:
    """How a number is asked for: "How many were killed (police)?", "How many vehicles?"."""
    known = measures().get(measure)
    verb = "were " if known is not None and known.state else ""
    return f"How many {verb}{measure}{f' ({group})' if group else ''}?"


def read_in_words(unread: int, notes: int) -> str:
    """What came of the inputs, as page and command say it: "1 input not read, 9 notes", "all inputs read"."""
    words = f"{plural(unread, 'input')} not read" if unread else "all inputs read"
    return f"{words}, {plural(notes, 'note')}" if notes else words
