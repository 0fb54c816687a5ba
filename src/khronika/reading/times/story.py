"""Which year each month and day of a history belongs to, where its words name none.

A history names a year now and then and goes on with "In May", "on 11 March". It mostly moves forward; it steps aside
to other years ("a report of 2005", "promised for 1976") and comes back. The years are chosen all at once, so that the
steps of the whole text cost least (Viterbi 1967): a month after the one before it costs nothing, going back or leaping
costs by how far. Time and memory are linear in the expressions, with a bounded number of years at each.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# What a step costs. Chosen on the public histories that were read; only their order of size matters.
_BACK_IN_YEAR = 1.0  # "In March" after "In May" of the same year: told out of order
_BACK_A_MONTH = 0.15
_INTO_NEXT_YEAR = 1.2  # "In January" after "In November"
_NEXT_YEAR_UNSAID = 3.0  # "In May" of the next year after "In March" of this one
_OTHER_YEAR = 5.0
_A_YEAR_AWAY = 0.5
_SAID_FORWARD = 0.2  # "In 1956" after 1955
_SAID_BACK = 1.5
_FARTHEST = 6
# What it costs to take a stated year for an aside: nothing in brackets, much in a heading.
_ASIDE = {"bracket": -0.5, "year": 1.2, "month": 2.0, "day": 3.0, "told": 5.0, "heading": 8.0}
# Years that are weighed at an expression: those stated in so many expressions before and after it.
_BEFORE, _AFTER = 8, 3


@dataclass(frozen=True, slots=True)
class Stated:
    """One expression of a history that names a month, a year, or both.

    key: the caller's name for it; year, month: as far as said; form: how the year is stated: "bracket", "year",
    "month", "day", "told" (the next expression counts from it) or "heading".
    """

    key: int
    year: int | None
    month: int | None
    form: str


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to a year: what it costs, the last month named on it, the years chosen on the way."""

    cost: float
    month: int | None
    moved: bool
    before: "_Path | None"
    year: int


def years_told(stated: list[Stated]) -> dict[int, tuple[int, bool]]:
    """Key -> the year of the story there, and whether the expression belongs to it (a stated year may be an aside)."""
    paths: dict[int, _Path] = {}
    named = [(index, one.year) for index, one in enumerate(stated) if one.year is not None]
    if not named:
        return {}
    at = 0
    for index, one in enumerate(stated):
        while at < len(named) and named[at][0] <= index:
            at += 1
        near = {year for _, year in named[max(at - _BEFORE, 0) : at + _AFTER]}
        paths = _next(paths, one, near | {year + 1 for year in near})
    return _traced(min(paths.values(), key=lambda path: (path.cost, path.year)), stated)


def _next(paths: dict[int, _Path], one: Stated, years: Iterable[int]) -> dict[int, _Path]:
    found: dict[int, _Path] = {}
    for year in sorted(years):
        best: _Path | None = None
        for path in paths.values() or [_Path(0.0, None, False, None, year)]:
            for cost, month, moved in _steps(path, one, year):
                if best is None or path.cost + cost < best.cost:
                    best = _Path(path.cost + cost, month, moved, path if paths else None, year)
        if best is not None:
            found[year] = best
    return found


def _steps(path: _Path, one: Stated, year: int) -> Iterable[tuple[float, int | None, bool]]:
    """The ways to come from `path` to `year` by what is stated: cost, month, whether the story moves with it."""
    if one.year is None:
        yield _to_month(path, one.month or 1, year), one.month, True
        return
    if one.year == year:
        month = path.month if one.month is None and path.year == year else one.month
        yield _to_stated(path.year, year) + _order(path, one, year), month, True
    if path.year == year:
        yield _ASIDE[one.form], path.month, False


def _order(path: _Path, one: Stated, year: int) -> float:
    """What a stated month costs for standing before the last one of the same year."""
    if year != path.year or path.month is None or one.month is None or one.month >= path.month:
        return 0.0
    return _BACK_A_MONTH * (path.month - one.month)


def _to_stated(before: int, year: int) -> float:
    away = min(abs(year - before), _FARTHEST)
    if year >= before:
        return _SAID_FORWARD * away
    return _SAID_BACK + _A_YEAR_AWAY * away


def _to_month(path: _Path, month: int, year: int) -> float:
    last = path.month
    if year == path.year:
        return 0.0 if last is None or month >= last else _BACK_IN_YEAR + _BACK_A_MONTH * (last - month)
    if year == path.year + 1:
        return _INTO_NEXT_YEAR if last is not None and last - month >= 5 else _NEXT_YEAR_UNSAID
    return _OTHER_YEAR + _A_YEAR_AWAY * min(abs(year - path.year), _FARTHEST)


def _traced(last: _Path, stated: list[Stated]) -> dict[int, tuple[int, bool]]:
    found: dict[int, tuple[int, bool]] = {}
    path: _Path | None = last
    for one in reversed(stated):
        if path is None:
            break
        found[one.key] = (path.year, path.moved)
        path = path.before
    return found
