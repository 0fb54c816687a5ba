"""When a dispatch and each of its updates were published, weighed from everything that says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from khronika.intake.updates import Cut
from khronika.model.dispatch import Version
from khronika.model.span import Span
from khronika.reference.instants import Moment, closest_day, nearest_year, real_day

_DAY = timedelta(days=1)
_SLACK = timedelta(hours=1)
"""How far an update may seem to lie ahead of the page's own time: clocks of pages and of writers differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One thing that says when a dispatch was published; `says` is the word for it in ``published_from``."""

    moment: Moment
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands in where the input is silent.

    published: the option of that name, or the time of the file that this one stands in. says: the word for it
    in ``published_from``. zone: where a time without one is taken to be; None: UTC.
    months: years with their month that the text's foot gives.
    """

    published: datetime | None = None
    says: str = "option"
    zone: tzinfo | None = None
    months: tuple[Moment, ...] = ()


def publication(testimonies: Sequence[Testimony], standing: Standing) -> tuple[datetime | None, str | None]:
    """The instant of publication and what it came from.

    The first testimony that amounts to a day wins (its year may come from the foot, another testimony or the option);
    where it gives no clock time, another one for the same day, or the option for that day, may add it.
    """
    zone = standing.zone or UTC
    days = [(testimony, _day(testimony.moment, _near(testimonies, standing, zone))) for testimony in testimonies]
    chosen = next(((testimony, day) for testimony, day in days if day), None)
    if chosen is None:
        return (standing.published, standing.says) if standing.published else (None, None)
    testimony, day = chosen
    if testimony.moment.has_clock:
        return testimony.moment.on(day, zone), testimony.says
    for other, other_day in days:
        if other_day == day and other.moment.has_clock:
            return other.moment.on(day, zone), testimony.says
    if standing.published and standing.published.date() == day:
        return standing.published, standing.says
    return testimony.moment.on(day, zone), testimony.says


def versions(
    cuts: Sequence[Cut], starts: Sequence[int], length: int, published: datetime | None, standing: Standing
) -> tuple[Version, ...]:
    """The stretches of a text from cut to cut, with their times; one that covers it all where there is no cut.

    starts: offset of each cut's line. length: of the text, in code points.
    A stretch above the first cut is the page's head, without a time of its own, like every stretch whose heading
    gives none or whose day cannot be told.
    """
    if not cuts or length == 0:
        return (Version(span=Span(0, length), published=None),)
    times = _resolved(cuts, published, standing)
    found = [] if starts[0] == 0 else [Version(span=Span(0, starts[0]), published=None)]
    ends = [*starts[1:], length]
    for cut, start, end, time in zip(cuts, starts, ends, times, strict=True):
        found.append(Version(span=Span(start, end), published=time, published_span=cut.span if time else None))
    return tuple(_older_below(found, [time for time in times if time]))


def _older_below(versions: Sequence[Version], times: Sequence[datetime]) -> list[Version]:
    """Where the newest stands first, a report without a time below a dated update was published before it."""
    if not times or any(earlier < later for earlier, later in pairwise(times)):
        return list(versions)
    above: datetime | None = None
    found = []
    for version in versions:
        found.append(version if version.published or above is None else replace(version, not_after=above))
        above = version.published or above
    return found


def _near(testimonies: Iterable[Testimony], standing: Standing, zone: tzinfo) -> date | None:
    """A day to which a date without a year lies near."""
    for testimony in testimonies:
        if testimony.moment.has_date and testimony.moment.year:
            return testimony.moment.day_of(testimony.moment.year)
    if standing.months:
        month = standing.months[-1]
        return _end_of_month(month.year or 1, month.month or 1)
    if standing.published is None:
        return None
    return standing.published.astimezone(standing.zone or standing.published.tzinfo).date()


def _end_of_month(year: int, month: int) -> date:
    return next(day for day in (real_day(year, month, number) for number in (31, 30, 29, 28)) if day)


def _day(moment: Moment, near: date | None) -> date | None:
    if moment.year is not None:
        return moment.day_of(moment.year)
    if near is None or moment.month is None or moment.day is None:
        return None
    return nearest_year(moment.month, moment.day, near)


def _resolved(cuts: Sequence[Cut], published: datetime | None, standing: Standing) -> list[datetime | None]:
    """The instant of each cut; None where its heading gives no time or no day can be told for it."""
    said = next((cut.moment.zone for cut in cuts if cut.moment and cut.moment.zone), None)
    zone = standing.zone or (published.tzinfo if published and said is None else said) or UTC
    near = published.astimezone(zone).date() if published else _near([], standing, zone)
    days = [_day_of_cut(cut, near) for cut in cuts]
    _fill_days(cuts, days, near)
    times = [cut.moment.on(day, zone) if cut.moment and day else None for cut, day in zip(cuts, days, strict=True)]
    return _not_ahead(cuts, times, published)


def _day_of_cut(cut: Cut, near: date | None) -> date | None:
    """The day that a heading names: an update may come well after the page's own time, so either side counts."""
    if cut.moment is None:
        return None
    if near is None or not (cut.moment.has_day or cut.weekday is not None):
        return _day(cut.moment, near)
    if cut.moment.has_day:
        return closest_day(cut.moment, near)
    return near + _DAY * ((((cut.weekday or 0) - near.weekday() + 3) % 7) - 3)


def _fill_days(cuts: Sequence[Cut], days: list[date | None], near: date | None) -> None:
    """Gives a day to the headings that name only a clock time.

    The day carries on from the heading before. Where the clock turns back (or on, where the newest stands first), a
    midnight lies between. The first such headings take the first named day below them, else the page's.
    """
    clocks = [(cut.moment.hour or 0, cut.moment.minute) for cut in cuts if cut.moment and cut.moment.has_clock]
    falls = sum(later < earlier for earlier, later in pairwise(clocks))
    rises = sum(later > earlier for earlier, later in pairwise(clocks))
    newest_first = falls > rises
    current = next((day for day in days if day), near)
    before: tuple[int, int] | None = None
    for index, cut in enumerate(cuts):
        if cut.moment is None or not cut.moment.has_clock:
            continue
        clock = (cut.moment.hour or 0, cut.moment.minute)
        if days[index] is None and current is not None:
            if before is not None and newest_first and clock > before:
                current -= _DAY
            elif before is not None and not newest_first and clock < before:
                current += _DAY
            days[index] = current
        current, before = days[index] or current, clock


def _not_ahead(cuts: Sequence[Cut], times: list[datetime | None], published: datetime | None) -> list[datetime | None]:
    """The same times, those without a day of their own moved back where they would lie ahead of the page's time."""
    if published is None:
        return times
    loose = [
        time
        for cut, time in zip(cuts, times, strict=True)
        if time and cut.moment and not cut.moment.has_day and cut.weekday is None
    ]
    if not loose or len(loose) < sum(time is not None for time in times):
        return times
    # a page that gives its day only may be of any hour of it
    whole_day = (published.hour, published.minute) == (0, 0)
    ahead = max(loose) - published - (_DAY if whole_day else timedelta())
    if ahead <= _SLACK:
        return times
    back = _DAY * -(-(ahead - _SLACK) // _DAY)
    return [time - back if time else None for time in times]
