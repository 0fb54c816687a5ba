"""Date arithmetic on the proleptic Gregorian calendar: moving by units, weekdays, weeks, feasts.

Easter is by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
"""

from datetime import date, timedelta

FIRST, LAST = date.min, date.max


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def moved(day: date, unit: str, count: int) -> date:
    """The day `count` units later (earlier where negative).

    unit: D, N (a night, and so a day), W, F (two weeks), M, Q, Y, DE (ten years), CE (a hundred years),
        ML (a thousand).
    The day of the month is cut to the month's length. Stays within the years 1 to 9999.

    Raises: ValueError for another unit.
    """
    if unit in ("D", "N", "W", "F"):
        days = count * {"W": 7, "F": 14}.get(unit, 1)
        ordinal = min(max(day.toordinal() + days, FIRST.toordinal()), LAST.toordinal())
        return date.fromordinal(ordinal)
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}.get(unit)
    if months is None:
        raise ValueError(f"no unit of the calendar: {unit!r}")
    index = min(max(day.year * 12 + day.month - 1 + count * months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def weekday_before(day: date, weekday: int, *, same_day: bool) -> date:
    """The latest `weekday` (ISO, Monday is 1) before `day`, or `day` itself where `same_day` allows."""
    back = (day.isoweekday() - weekday) % 7
    return moved(day, "D", -(back if back or same_day else 7))


def weekday_after(day: date, weekday: int, *, same_day: bool) -> date:
    """The first `weekday` (ISO, Monday is 1) after `day`, or `day` itself where `same_day` allows."""
    ahead = (weekday - day.isoweekday()) % 7
    return moved(day, "D", ahead if ahead or same_day else 7)


def iso_week(day: date) -> str:
    """The week that the day lies in, as ISO 8601 writes it: "1998-W02"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter(day: date) -> int:
    """The quarter of the calendar year, 1 to 4."""
    return (day.month + 2) // 3


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth `weekday` (ISO) of the month; -1 is the last.

    Raises: ValueError where the month has no such day.
    """
    if nth < 0:
        return weekday_before(date(year, month, days_in_month(year, month)), weekday, same_day=True)
    first = weekday_after(date(year, month, 1), weekday, same_day=True)
    return date(year, month, first.day + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, for the years 1900 to 2099 (Meeus, chapter 8, Julian Easter)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def islamic(year: int, month: int, day: int) -> date:
    """The first day in a year of the common era, from 623 on, that is this day of the tabular Islamic calendar.

    Reingold and Dershowitz, Calendrical Calculations, chapter 7. What is observed may differ by a day.
    """
    lunar = (year - 622) * 33 // 32 - 1
    while True:
        ordinal = (11 * lunar + 3) // 30 + 354 * lunar + 30 * month - (month - 1) // 2 + day + 226630
        found = date.fromordinal(min(ordinal, LAST.toordinal()))
        if found.year >= year:
            return found
        lunar += 1


def feast(rule: str, year: int) -> date:
    """The day of a feast in a year.

    rule: "12-25" (month and day), "easter -2" and "orthodox 0" (days from Easter), "islamic 10 1" (month and day),
    "11 4 4" (month, weekday, which).
    """
    if rule.startswith("orthodox"):
        return orthodox_easter(year) + timedelta(days=int(rule.split()[1]))
    if rule.startswith("islamic"):
        month, day = (int(part) for part in rule.split()[1:])
        return islamic(max(year, 624), month, day)
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.split()[1]))
    if "-" in rule[1:3]:
        month_day = rule.split("-")
        return date(year, int(month_day[0]), int(month_day[1]))
    month, weekday, nth = (int(part) for part in rule.split())
    return nth_weekday(year, month, weekday, nth)
