"""Times and figures in words."""

import pytest

from khronika.publishing.pages.wording import bounds, in_words, plural


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2031-05-14", "14 May 2031"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("2031~", "about 2031"),
        ("2031-05-14/2031-05-16", "14 to 16 May 2031"),
        ("2031-05-30/2031-06-02", "30 May to 2 June 2031"),
        ("2031-12-30/2032-01-02", "30 December 2031 to 2 January 2032"),
        ("../2031-05-14", "until 14 May 2031"),
        ("2031-05-14/..", "from 14 May 2031"),
        ("2031-05-14T12:45", "14 May 2031, 12:45"),
        ("2031-05-14T12:45:00", "14 May 2031, 12:45"),
        ("2031-05-14T22:30Z", "14 May 2031, 22:30 UTC"),
        ("199X", "the 1990s"),
        ("1998-21", "spring 1998"),
        ("1998-33", "first quarter of 1998"),
        ("1998-21-01/1998-21-02", "1998-21-01 to 1998-21-02"),
        ("", ""),
        (None, ""),
        ("who knows", "who knows"),
    ],
)
def test_a_time_reads_as_people_write_it(edtf: str | None, words: str) -> None:
    assert in_words(edtf) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(11, 11, "11"), (50, 70, "50 to 70"), (1000, None, "at least 1,000"), (None, 1500, "up to 1,500"), (0, 0, "0")],
)
def test_a_figure_keeps_its_bounds(low: int | None, high: int | None, words: str) -> None:
    assert bounds(low, high) == words


def test_what_nobody_counted_is_not_zero() -> None:
    assert bounds(None, None) == "not counted"


def test_one_is_not_plural() -> None:
    assert [plural(1, "dispatch", "dispatches"), plural(2, "dispatch", "dispatches")] == ["1 dispatch", "2 dispatches"]
