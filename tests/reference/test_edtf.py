"""TIMEX3 values become intervals and EDTF strings that lead back to the same days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reference.edtf import UNKNOWN, Interval, days_of_edtf, interval_of_timex, opened


@pytest.mark.parametrize(
    ("value", "mod", "start", "end", "edtf"),
    [
        ("2011-12-16", None, "2011-12-16", "2011-12-16", "2011-12-16"),
        ("2011-12-16", "APPROX", "2011-12-16", "2011-12-16", "2011-12-16~"),
        ("2011-12", None, "2011-12-01", "2011-12-31", "2011-12"),
        ("2012-02", None, "2012-02-01", "2012-02-29", "2012-02"),
        ("2011-12", "START", "2011-12-01", "2011-12-10", "2011-12-01/2011-12-10"),
        ("2011-12", "MID", "2011-12-11", "2011-12-21", "2011-12-11/2011-12-21"),
        ("2011-12", "END", "2011-12-22", "2011-12-31", "2011-12-22/2011-12-31"),
        ("1990", "START", "1990-01-01", "1990-04-30", "1990-01-01/1990-04-30"),
        ("1905", None, "1905-01-01", "1905-12-31", "1905"),
        ("199", None, "1990-01-01", "1999-12-31", "199X"),
        ("19", None, "1900-01-01", "1999-12-31", "19XX"),
        ("1998-Q1", None, "1998-01-01", "1998-03-31", "1998-33"),
        ("2008-H2", None, "2008-07-01", "2008-12-31", "2008-41"),
        ("1955-SU", None, "1955-06-01", "1955-08-31", "1955-22"),
        ("1955-WI", None, "1955-12-01", "1956-02-29", "1955-24"),
        ("1998-W02", None, "1998-01-05", "1998-01-11", "1998-01-05/1998-01-11"),
        ("1998-W02-WE", None, "1998-01-10", "1998-01-11", "1998-01-10/1998-01-11"),
        ("2011-12-17T22:30Z", None, "2011-12-17T22:30Z", "2011-12-17T22:30Z", "2011-12-17T22:30:00Z"),
        ("2011-12-16T12:45", None, "2011-12-16T12:45", "2011-12-16T12:45", "2011-12-16T12:45:00"),
        ("2011-12-16T24:00", None, "2011-12-17T00:00", "2011-12-17T00:00", "2011-12-17T00:00:00"),
        ("2011-12-16TNI", None, "2011-12-16T18:00", "2011-12-17T05:59", "2011-12-16"),
        ("2011-12-17TMO", None, "2011-12-17T05:00", "2011-12-17T11:59", "2011-12-17"),
    ],
)
def test_it_turns_a_timex_value_into_its_days(value: str, mod: str | None, start: str, end: str, edtf: str) -> None:
    assert interval_of_timex(value, mod) == Interval(start, end, edtf)


@pytest.mark.parametrize("value", ["P8M", "PRESENT_REF", "XXXX-XX-XX", "2011-02-30", "1999-W53", "", "BC0480"])
def test_it_says_unknown_where_a_value_names_no_day(value: str) -> None:
    assert interval_of_timex(value) is UNKNOWN


def test_it_opens_an_interval_by_its_preposition() -> None:
    day = interval_of_timex("2012-01-05")
    assert opened(day, "until") == Interval(None, "2012-01-05", "../2012-01-05")
    assert opened(day, "since") == Interval("2012-01-05", None, "2012-01-05/..")
    assert opened(day, "on") == day
    assert opened(UNKNOWN, "until") is UNKNOWN


def test_it_refuses_a_string_that_is_no_edtf() -> None:
    with pytest.raises(ValueError, match="no EDTF"):
        days_of_edtf("last week")


def test_it_reads_open_intervals_back() -> None:
    assert days_of_edtf("../2012-01-05") == (None, date(2012, 1, 5))
    assert days_of_edtf("2012-01/..") == (date(2012, 1, 1), None)


_VALUES = st.one_of(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.integers(1000, 2999).map(str),
    st.integers(100, 299).map(str),
    st.integers(10, 29).map(str),
    st.builds("{:04d}-W{:02d}".format, st.integers(1000, 2999), st.integers(1, 52)),
    st.builds("{:04d}-Q{}".format, st.integers(1000, 2999), st.integers(1, 4)),
    st.builds("{:04d}-H{}".format, st.integers(1000, 2999), st.integers(1, 2)),
    st.builds("{:04d}-{}".format, st.integers(1000, 2999), st.sampled_from(["SP", "SU", "FA", "WI"])),
)


@given(_VALUES, st.sampled_from([None, "START", "MID", "END", "APPROX"]))
def test_it_gives_an_edtf_that_leads_back_to_the_same_days(value: str, mod: str | None) -> None:
    interval = interval_of_timex(value, mod)
    first, last = days_of_edtf(interval.edtf)
    assert first is not None
    assert last is not None
    assert (first.isoformat(), last.isoformat()) == (interval.start, interval.end)
    assert first <= last


@given(_VALUES, st.sampled_from(["START", "MID", "END"]))
def test_it_cuts_a_part_out_of_the_whole(value: str, mod: str) -> None:
    whole, part = interval_of_timex(value), interval_of_timex(value, mod)
    assert (whole.start or "") <= (part.start or "") <= (part.end or "") <= (whole.end or "")
    assert part.start
