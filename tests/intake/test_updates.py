"""Rolling reports: each update with its own stretch of the text and its own time."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.hooks import Draft
from khronika.intake.dispatching import Naming, dispatch_of
from khronika.intake.publication import Standing
from khronika.model.dispatch import Dispatch, Version
from khronika.model.ids import DocId
from khronika.model.span import Span

SAID = "Soldiers fired on the crowd again and the dockers stayed where they were."
PAGE_TIME = datetime(2031, 12, 17, 23, 0, tzinfo=UTC)


def read(text: str, published: datetime | None = PAGE_TIME) -> Dispatch:
    draft = Draft(raw=text.encode(), text=text, encoding="utf-8")
    return dispatch_of(draft, "a.txt", "text/plain", Standing(published=published), Naming())[0]


def times(dispatch: Dispatch) -> list[str | None]:
    return [version.published and f"{version.published:%d %H:%M}" for version in dispatch.versions]


def openings(dispatch: Dispatch) -> list[str]:
    return [version.span.of(dispatch.text).split("\n")[0][:20] for version in dispatch.versions]


def test_it_keeps_a_report_in_one_piece_as_one_version() -> None:
    dispatch = read(f"Four dead in Orun\n\n{SAID} At 12.45 the square was empty.\n\n{SAID}\n")
    assert [version.span for version in dispatch.versions] == [(0, len(dispatch.text))]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Update 17/12 22:30 GMT: Shots again", "Update 16/12 09:00 GMT: First shots"), ["17 22:30", "16 09:00"]),
        (("UPDATE @ 9.15 pm –", "UPDATE @ 8 pm –"), ["17 21:15", "17 20:00"]),
        (("Updated at 9.15pm", "Updated at 4pm"), ["17 21:15", "17 16:00"]),
        (("[14:05]", "[14:30]"), ["17 14:05", "17 14:30"]),
        (("14:05 — ", "23:50 — "), ["17 14:05", "17 23:50"]),
        (("16 December, 18:00: ", "17 December, 07:00: "), ["16 18:00", "17 07:00"]),
        (("16 December 2031", "17 December 2031"), ["16 00:00", "17 00:00"]),
        (("1st update:", "2nd update:"), [None, None]),
        (("UPDATE (12/17 at 4 p.m.):", "ORIGINAL STORY"), ["17 16:00", None]),
        (("Update Saturday 5:45 am:", "Update Friday 11 pm:"), ["20 05:45", "19 23:00"]),
        (("4:20 P.M. UPDATE:", "PREVIOUS:"), ["17 16:20", None]),
        (("**Update, 18:30 GMT**", "**Update, 12:30 GMT**"), ["17 18:30", "17 12:30"]),
    ],
)
def test_it_cuts_at_headings_of_every_kind(headings: tuple[str, str], expected: list[str | None]) -> None:
    first, second = headings
    text = f"The harbour of Orun, as it happened\n\n{first}\n{SAID}\n\n{SAID}\n\n{second}\n{SAID}\n"
    dispatch = read(text)
    assert times(dispatch) == [None, *expected]
    assert [version.span.of(text).startswith((first, second)) for version in dispatch.versions] == [False, True, True]


def test_it_finds_the_midnight_between_entries_in_either_order() -> None:
    newest_first = "".join(f"[{clock}]\n{SAID}\n" for clock in ("01:30", "00:10", "23:50", "22:00"))
    assert times(read(newest_first)) == ["17 01:30", "17 00:10", "16 23:50", "16 22:00"]
    oldest_first = "".join(f"[{clock}]\n{SAID}\n" for clock in ("22:00", "23:50", "00:10", "01:30"))
    morning = datetime(2031, 12, 17, 2, 0, tzinfo=UTC)
    assert times(read(oldest_first, published=morning)) == ["16 22:00", "16 23:50", "17 00:10", "17 01:30"]


def test_it_points_at_the_words_that_gave_the_time() -> None:
    dispatch = read(f"Update 17/12 22:30 GMT: Shots\n\n{SAID}\n")
    span = dispatch.versions[0].published_span
    assert span is not None
    assert span.of(dispatch.text) == "17/12 22:30 GMT"


def test_it_leaves_announcements_of_updates_to_the_page() -> None:
    dispatch = read(
        "Halvenia: shots in Orun\n\nUPDATE @ 22:30 GMT – Only a strike can end it\n\n"
        "The most recent update as of 18/12 22:30 GMT can be found here\n\n"
        f"Update 17/12 21:30 GMT: Shots again\n\n{SAID}\n\n{SAID}\n"
    )
    assert times(dispatch) == [None, "17 21:30"]


def test_it_takes_a_link_to_an_update_for_none_though_a_report_follows() -> None:
    text = f"Shots in Orun\n\nLatest update, 18/12 23:30 GMT: can be found here\n\n{SAID}\n\n{SAID}\n"
    assert len(read(text).versions) == 1


def test_it_begins_an_older_report_at_a_second_headline() -> None:
    dispatch = read(
        "Halvenia: Bloody attack on striking dockers\n\n"
        f"Update 17/12 22:30 GMT: Shots\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n"
        f"Halvenia: Brutal and bloody attack on striking dockers\n\nOur reporters in Orun\n\n{SAID}\n\n{SAID}\n"
    )
    assert openings(dispatch)[-1] == "Halvenia: Brutal and"
    assert times(dispatch) == [None, "17 22:30", None]
    assert dispatch.published_at(len(dispatch.text) - 5) == dispatch.published


def test_it_does_not_cut_at_a_caption_that_repeats_the_headline() -> None:
    headline = "Bloody attack on the striking dockers of Orun"
    dispatch = read(
        f"{headline}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{headline} (video)\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n"
    )
    assert len(dispatch.versions) == 1


def test_it_takes_the_year_of_an_update_from_the_foot_of_the_page() -> None:
    text = f"Update 17/12 22:30 GMT: Shots\n\n{SAID}\n\n{SAID}\n\nDecember 2031\n"
    for option in (None, datetime(2040, 1, 1, tzinfo=UTC)):
        found = read(text, published=option)
        assert found.versions[0].published == datetime(2031, 12, 17, 22, 30, tzinfo=UTC)
        assert (found.published, found.published_from) == (found.versions[0].published, "text")


def test_it_gives_no_time_where_no_day_is_known() -> None:
    assert times(read(f"[14:05]\n{SAID}\n[14:30]\n{SAID}\n", published=None)) == [None, None]


def test_it_dates_a_dispatch_by_its_newest_update_where_nothing_else_does() -> None:
    dispatch = read(f"Update 16/12/2031 09:00 GMT:\n{SAID}\nUpdate 17/12/2031 21:00 GMT:\n{SAID}\n", published=None)
    assert dispatch.published == datetime(2031, 12, 17, 21, tzinfo=UTC)
    assert dispatch.published_from == "text"


def test_it_does_not_place_a_live_page_after_its_own_time() -> None:
    morning = datetime(2031, 12, 17, 6, 0, tzinfo=UTC)
    assert times(read(f"[23:30]\n{SAID}\n[22:30]\n{SAID}\n[21:00]\n{SAID}\n", published=morning))[0] == "16 23:30"


LINES = st.sampled_from(
    ["Update 17/12 22:30 GMT: Shots", "[14:05]", "ORIGINAL STORY", "16 December, 18:00:", SAID, SAID, "", "  ", "---"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_its_versions_cover_the_text_without_gaps_in_order(lines: list[str], end: str) -> None:
    text = end.join(lines) + "x"
    dispatch = read(text)
    bounds = [version.span for version in dispatch.versions]
    assert bounds[0].start == 0
    assert bounds[-1].end == len(text)
    assert all(before.end == after.start for before, after in pairwise(bounds))
    assert all(span.start < span.end for span in bounds)
    assert all(a.end <= b.start for a, b in pairwise(dispatch.furniture))


def test_an_undated_report_below_a_newer_update_is_from_before_it() -> None:
    body = f"{SAID}\n\n" * 4
    report = (
        f"Orun: strikers have taken the gate of the refinery\n\nUpdate 14/3 18:30 GMT: The gate is still held\n\n{body}"
        f"Orun: angry strikers have taken the gate of the refinery\n\nBy our reporters\n\n{body}"
    )
    newest = datetime(2031, 3, 14, 18, 30, tzinfo=UTC)
    dispatch = read(report, newest)
    last = dispatch.versions[-1]
    assert (last.published, last.not_after) == (None, newest)
    assert dispatch.published_at(len(report) - 1) == newest


def test_an_undated_stretch_below_updates_that_go_on_in_time_is_not_older() -> None:
    report = (
        f"Update 14/3 12:00 GMT: The gate\n\n{SAID}\n\nUpdate 14/3 18:30 GMT: The bridge\n\n{SAID}\n\n"
        f"Update: the harbour\n\n{SAID}"
    )
    assert [version.not_after for version in read(report).versions] == [None] * len(read(report).versions)


def test_the_update_at_every_offset_is_the_one_whose_stretch_holds_it() -> None:
    stretches = [Span(2, 5), Span(5, 9), Span(12, 13)]
    dispatch = Dispatch(
        doc_id=DocId("a"), text="x" * 15, versions=tuple(Version(span=span, published=None) for span in stretches)
    )
    for offset in range(16):
        found = dispatch.version_at(offset)
        held = [span for span in stretches if span.start <= offset < span.end]
        assert ([found.span] if found else []) == held
