"""Expressions that count from a year before Christ: "the following year", "that summer", "two years later".

Years before Christ run backwards and no calendar of the standard library has them. TIMEX3 writes them with the letters
in front ("BC0264"), and only years, seasons and months are reckoned here.
"""

from khronika.reading.times.partial import Partial

_LATER = {"last": -1, "before": -1, "next": 1, "after": 1}
_YEARS = {"Y": 1, "DE": 10, "CE": 100}


def year_before_christ(year: int, later: int = 0) -> str:
    """The year so many years later than `year` BC, with the letters where it is still before Christ."""
    found = year - later
    return f"BC{found:04d}" if found > 0 else f"{1 - found:04d}"


def value_before_christ(partial: Partial, year: int) -> str | None:
    """The TIMEX3 value of what is told in the year `year` BC; None where the words do not count from it."""
    if partial.year is not None or partial.weekday or partial.feast:
        return None
    if partial.shift is not None:
        return _shifted(partial, year)
    told = year_before_christ(year, _LATER.get(partial.relative, 0))
    if partial.season:
        return f"{told}-{partial.season}"
    if partial.month:
        return f"{told}-{partial.month:02d}" + (f"-{partial.day:02d}" if partial.day else "")
    if partial.unit == "Y":
        return told
    if partial.unit in ("D", "M") and partial.relative:
        return year_before_christ(year) + ("-XX-XX" if partial.unit == "D" else "-XX")
    return None


def _shifted(partial: Partial, year: int) -> str | None:
    if not partial.exact or partial.shift is None:
        return None
    if partial.unit in _YEARS:
        return year_before_christ(year, round(partial.shift * _YEARS[partial.unit]))
    if partial.unit in ("D", "W", "M") and partial.narrative:
        return year_before_christ(year) + {"D": "-XX-XX", "W": "-WXX", "M": "-XX"}[partial.unit]
    return None
