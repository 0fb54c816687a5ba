"""What is known where an expression stands: the day of the report, and the day that is being told of."""

from dataclasses import dataclass, replace
from datetime import date

from khronika.reading.times.partial import Partial
from khronika.reference.calendar import moved, quarter


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that an expression may count from.

    published: day of the report, None where unknown.
    history: the text narrates years long past, so that bare months belong to the years it names.
    year, month, day: what the narrative last named, each None from where it was not said.
    before_christ: the year BC that a history is telling of, None where it tells of none.
    focus: value of the quarter or year last named ("1989-Q3"), "" before any.
    """

    published: date | None
    history: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None
    focus: str = ""
    before_christ: int | None = None

    def told(self) -> date | None:
        """The day being told of: the narrative's, as far as named, else that of the report."""
        if self.year is None:
            return None if self.history else self.published
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return date(self.year, self.month or 1, 28)

    def seen_from(self) -> date | None:
        """The day that "last", "next" and "ago" count from."""
        if self.published is None:
            return None
        return self.told() if self.history else self.published

    def after(self, partial: Partial, value: str) -> "Frame":
        """The frame after the date `value`, which came from `partial`, was named."""
        if value[:2] == "BC" and value[2:6].isdigit() and len(value) >= 6:
            return replace(self, before_christ=int(value[2:6]))
        if not value[:4].isdigit() or len(value) < 4 or value[:4] == "0000":  # the calendar has no year 0
            return self
        year, rest = int(value[:4]), value[5:10]
        if rest[:1] in ("Q", "H"):
            named = partial.quarter is not None and partial.relative in ("", "this")
            return replace(self, focus=value[:7]) if named and not self._ahead(value) else self
        if rest[:1] == "W" or rest[:2] in ("SP", "SU", "FA", "WI"):
            return replace(self, year=year, month=None, day=None) if self.history else self
        month = int(rest[:2]) if rest[:2].isdigit() else None
        day = int(rest[3:5]) if month and rest[3:5].isdigit() else None
        if self.history and self.year is not None and partial.aside:
            return self
        return replace(self, year=year, month=month, day=day, before_christ=None)

    def _ahead(self, quarter_year: str) -> bool:
        """Whether the quarter ("1989-Q4") has not ended on the day of the report: no results of it are compared yet."""
        return self.published is not None and quarter_year >= f"{self.published.year:04d}-Q{quarter(self.published)}"


def with_day(frame: Frame, day: date) -> Frame:
    """The frame told of `day`."""
    return replace(frame, year=day.year, month=day.month, day=day.day)


def coarse(day: date, unit: str, count: float) -> date:
    """`day` moved by `count` units, which may be broken ("a year and a half")."""
    whole = int(count)
    moved_by = moved(day, unit, whole)
    broken = count - whole
    if broken and unit in ("Y", "M", "W"):
        finer, times = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7)}[unit]
        return moved(moved_by, finer, round(broken * times))
    return moved_by
