"""Date arithmetic keeps to the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reference.calendar import (
    days_in_month,
    easter,
    feast,
    iso_week,
    moved,
    nth_weekday,
    quarter,
    weekday_after,
    weekday_before,
)


@pytest.mark.parametrize(
    ("day", "unit", "count", "result"),
    [
        (date(2011, 12, 17), "W", 2, date(2011, 12, 31)),
        (date(2011, 3, 31), "M", -1, date(2011, 2, 28)),
        (date(2012, 2, 29), "Y", 1, date(2013, 2, 28)),
        (date(2011, 12, 17), "Q", 1, date(2012, 3, 17)),
        (date(2011, 12, 17), "DE", -2, date(1991, 12, 17)),
        (date(2, 1, 1), "CE", -1, date(1, 1, 1)),
        (date(9999, 12, 1), "D", 90, date(9999, 12, 31)),
    ],
)
def test_it_moves_a_day_by_units_of_the_calendar(day: date, unit: str, count: int, result: date) -> None:
    assert moved(day, unit, count) == result


def test_it_refuses_a_unit_that_is_none() -> None:
    with pytest.raises(ValueError, match="no unit"):
        moved(date(2011, 1, 1), "TH", 1)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1916, date(1916, 4, 23)), (1972, date(1972, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))],
)
def test_it_knows_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_it_finds_the_day_of_a_feast_by_its_rule() -> None:
    assert feast("12-25", 2011) == date(2011, 12, 25)
    assert feast("easter -2", 2000) == date(2000, 4, 21)
    assert feast("11 4 4", 1999) == date(1999, 11, 25)
    assert feast("5 1 -1", 2011) == date(2011, 5, 30)
    assert nth_weekday(2011, 1, 6, 1) == date(2011, 1, 1)


def test_it_names_weeks_and_quarters() -> None:
    assert iso_week(date(1998, 1, 8)) == "1998-W02"
    assert iso_week(date(2012, 1, 1)) == "2011-W52"
    assert [quarter(date(2011, month, 1)) for month in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert days_in_month(2011, 12) == 31


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(1, 7))
def test_it_finds_weekdays_within_a_week_on_either_side(day: date, weekday: int) -> None:
    before, after = weekday_before(day, weekday, same_day=False), weekday_after(day, weekday, same_day=False)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 1 <= (day - before).days <= 7
    assert 1 <= (after - day).days <= 7
    assert (
        weekday_before(day, day.isoweekday(), same_day=True)
        == day
        == weekday_after(day, day.isoweekday(), same_day=True)
    )


@pytest.mark.parametrize(
    ("rule", "observed"),
    [
        ("islamic 10 1", date(2011, 8, 30)),
        ("islamic 10 1", date(2024, 4, 10)),
        ("islamic 12 10", date(2023, 6, 28)),
        ("islamic 9 1", date(2010, 8, 11)),
        ("islamic 1 10", date(1980, 11, 19)),
    ],
)
def test_it_reckons_islamic_feasts_to_within_a_day_of_their_sighting(rule: str, observed: date) -> None:
    assert abs((feast(rule, observed.year) - observed).days) <= 1


@pytest.mark.parametrize("day", [date(2010, 4, 4), date(2011, 4, 24), date(2024, 5, 5)])
def test_it_reckons_the_easter_of_the_eastern_churches(day: date) -> None:
    assert feast("orthodox 0", day.year) == day
