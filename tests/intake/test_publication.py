"""When a dispatch was published, and by what right we say so."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.intake.door import take_in
from khronika.model.dispatch import Dispatch
from khronika.reference.instants import Moment, closest_day, moment_in

BODY = "\n\nSoldiers fired on a crowd in the harbour on Friday and killed four people, doctors said.\n"


def taken(tmp_path: Path, text: str, name: str = "a.txt", **options: object) -> Dispatch:
    path = tmp_path / name
    path.write_text(text)
    return take_in([path], **options).dispatches[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Published: 17 December 2031 22:30 GMT", "2031-12-17T22:30:00+00:00"),
        ("Posted on Dec. 17, 2031 at 9:15 p.m. EST", "2031-12-17T21:15:00-05:00"),
        ("Date: Wed, 17 Dec 2031 22:30:00 +0600", "2031-12-17T22:30:00+06:00"),
        ("2031-12-17T22:30:15Z", "2031-12-17T22:30:15+00:00"),
        ("17/12/2031 22.30 hrs GMT", "2031-12-17T22:30:00+00:00"),
        ("12/17/2031 10:30 pm", "2031-12-17T22:30:00+00:00"),
        ("03/04/2031", "2031-04-03T00:00:00+00:00"),
        ("Saturday, 17 December 2031", "2031-12-17T00:00:00+00:00"),
        ("le 17 décembre 2031 à 22h30", "2031-12-17T22:30:00+00:00"),
        ("17 DEC 89", "1989-12-17T00:00:00+00:00"),
        ("2230 GMT 17 December 2031", "2031-12-17T22:30:00+00:00"),
        ("12:15 AM, 3rd of May 2031", "2031-05-03T00:15:00+00:00"),
    ],
)
def test_it_reads_the_times_that_headers_write(words: str, expected: str) -> None:
    moment = moment_in(words)
    assert moment is not None
    assert moment.year is not None
    day = moment.day_of(moment.year)
    assert day is not None
    assert moment.on(day, UTC).isoformat() == expected


@pytest.mark.parametrize(
    "words", ["between 50 and 70 people", "4,000 workers", "31/31/2031", "a 9.5 m wall", "$1.50 pm", ""]
)
def test_it_takes_no_other_number_for_a_time(words: str) -> None:
    assert moment_in(words) is None


@given(st.text(max_size=80))
def test_it_points_at_the_words_of_the_time_whatever_the_line(line: str) -> None:
    moment = moment_in(line)
    if moment is not None:
        assert 0 <= moment.span.start < moment.span.end <= len(line)
        assert moment.has_day or moment.has_clock


@given(st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_it_reads_back_every_iso_time(instant: datetime, offset: int) -> None:
    instant = instant.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    moment = moment_in(instant.isoformat())
    assert moment is not None
    assert moment.on(instant.date(), UTC) == instant


def test_it_settles_a_doubtful_order_by_the_page_it_stands_on() -> None:
    moment = moment_in("3/10 at 12:45 p.m.")
    assert moment is not None
    assert closest_day(moment, date(2031, 3, 7)) == date(2031, 3, 10)
    assert closest_day(moment, date(2031, 10, 4)) == date(2031, 10, 3)


def test_it_asks_record_before_header_before_dateline_before_file_name_before_option(tmp_path: Path) -> None:
    header, dateline = "Published: 16 March 2031 10:00 GMT", "ORUN, 15 March 2031 (Halda Wire) -- "
    option = datetime(2031, 3, 20, 8, tzinfo=UTC)
    record = '{"published": "2031-03-17", "text": "Four people died in the harbour of Orun."}'
    found = [
        taken(tmp_path, record, "a.jsonl", published=option),
        taken(tmp_path, f"{header}\n\n{dateline}{BODY.strip()}", "2031-03-14 orun.txt", published=option),
        taken(tmp_path, f"Four dead\n\n{dateline}{BODY.strip()}", "2031-03-14 orun.txt", published=option),
        taken(tmp_path, BODY, "2031-03-14 orun.txt", published=option),
        taken(tmp_path, BODY, "orun.txt", published=option),
        taken(tmp_path, BODY, "orun.txt"),
    ]
    assert [(d.published and d.published.day, d.published_from) for d in found] == [
        (17, "record"),
        (16, "header"),
        (15, "text"),
        (14, "file name"),
        (20, "option"),
        (None, None),
    ]


def test_it_takes_times_without_a_zone_to_be_in_the_zone_that_is_named(tmp_path: Path) -> None:
    text = "Published: 17 December 2031 22:30" + BODY
    assert taken(tmp_path, text, timezone="+05:00").published == datetime(2031, 12, 17, 17, 30, tzinfo=UTC)
    assert taken(tmp_path, text, timezone="Asia/Aqtau").published == datetime(2031, 12, 17, 17, 30, tzinfo=UTC)
    assert taken(tmp_path, text).published == datetime(2031, 12, 17, 22, 30, tzinfo=UTC)


def test_it_reads_times_that_were_run_together_with_the_headline(tmp_path: Path) -> None:
    text = "Four dead in Orun Posted: Friday, 14 March 2031 9:45 PM GMT Updated: Sunday, 16 March 2031 1:10 PM GMT"
    assert taken(tmp_path, text + BODY).published == datetime(2031, 3, 14, 21, 45, tzinfo=UTC)


def test_it_adds_the_clock_time_of_a_header_to_the_day_of_a_record(tmp_path: Path) -> None:
    text = "Published: 14 March 2031 22:30 GMT\\n\\nFour people died in the harbour of Orun."
    found = taken(tmp_path, f'{{"published": "2031-03-14", "text": "{text}"}}', "a.jsonl")
    assert (found.published, found.published_from) == (datetime(2031, 3, 14, 22, 30, tzinfo=UTC), "record")


def test_it_says_where_a_records_time_cannot_be_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"doc_id": "a", "published": "last Tuesday", "text": "Four people died in the harbour."}\n')
    taken_in = take_in([path])
    assert taken_in.dispatches[0].published is None
    assert "last Tuesday" in taken_in.refusals[0].reason


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("ORUN, 14 March 2031 (Halda Wire) -- ", "ORUN", "Halda Wire", "2031-03-14"),
        ("NEW ORUN, Halvenia, 14 MAR 31 -- [TEXT] ", "NEW ORUN", None, "2031-03-14"),
        ("ORUN (HALVENIA), 14 MAR 31 (HALDA-EFE) -- ", "ORUN", "HALDA-EFE", "2031-03-14"),
        ("ORUN (Halda Wire) — ", "ORUN", "Halda Wire", None),
        ("Orun, March 14, 2031 (Halda Wire) - ", "Orun", "Halda Wire", "2031-03-14"),
        ("ORUN, Fla. - ", "ORUN", None, None),
    ],
)
def test_it_reads_datelines(tmp_path: Path, line: str, place: str, agency: str | None, day: str | None) -> None:
    found = taken(tmp_path, line + BODY.strip())
    assert (found.filing_place, found.publisher) == (place, agency)
    assert (found.published.date().isoformat() if found.published else None) == day


@pytest.mark.parametrize(
    "line", ["UPDATE - ", "BREAKING NEWS - ", "Witnesses - ", "The governor (an engineer) said - "]
)
def test_it_takes_no_other_dash_for_a_dateline(tmp_path: Path, line: str) -> None:
    assert taken(tmp_path, line + BODY.strip()).filing_place is None


def test_it_gives_a_dateline_without_a_year_the_year_that_lies_near(tmp_path: Path) -> None:
    text = "ORUN, 30 December (Halda Wire) -- " + BODY.strip()
    found = taken(tmp_path, text, published=datetime(2031, 1, 3, 9, tzinfo=UTC))
    assert found.published == datetime(2030, 12, 30, tzinfo=UTC)
    assert taken(tmp_path, text).published is None


def test_it_has_no_day_that_the_calendar_lacks() -> None:
    moment = moment_in("29 February")
    assert isinstance(moment, Moment)
    assert moment.day_of(2031) is None
    assert closest_day(moment, date(2034, 3, 1)) is None
    assert closest_day(moment, date(2032, 3, 1)) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("HARBOUR GUILD\nStatement of the board, 16 March 2031", "2031-03-16T00:00:00+00:00"),
        ("Bar of Orun, duty group. Monday, 17 March 2031, 10:00", "2031-03-17T10:00:00+00:00"),
        ("*Taken down by the guild in Orun on 16 March 2031. We changed nothing.*", "2031-03-16T00:00:00+00:00"),
        ("Published: 18 March 2031\nStatement of the board, 16 March 2031", "2031-03-18T00:00:00+00:00"),
        ("The harbour fire of 5 May 1999", None),
        ("Dozens killed on 5 May 2030", None),
    ],
)
def test_a_line_under_the_headline_may_end_in_the_date(tmp_path: Path, head: str, expected: str | None) -> None:
    published = taken(tmp_path, f"What happened\n\n{head}{BODY}").published
    assert (published.isoformat() if published else None) == expected
