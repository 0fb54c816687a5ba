"""When it was: the clause before the sentence, the narrative before the report, and nothing that was not said of it."""

from datetime import UTC, datetime

import pytest
from tests.reading.telling import BUILT, PUBLISHED, claims, counting, day, of_type, span

from khronika.model.dispatch import Version
from khronika.model.span import Span
from khronika.model.when import When
from khronika.reading.analysis import Profile
from khronika.reading.composing.dating import TimesKnown, when_of
from khronika.reading.mentions import TimeMention

needs_gazetteer = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
TEXT = "On Monday a hall burned down, and on Friday four men were killed."
MONDAY, FRIDAY = day(TEXT, "Monday", "2031-03-10"), day(TEXT, "Friday", "2031-03-14")
SECOND = Span(TEXT.index("on Friday"), len(TEXT) - 1)


def when(
    stated: list[TimeMention],
    *,
    told_of: TimeMention | None = None,
    published: datetime | None = PUBLISHED,
    event_type: str = "killing",
    happened: bool = True,
    clause: Span = SECOND,
) -> When | None:
    known = TimesKnown(stated=stated, told_of=told_of, published=published)
    return when_of(span(TEXT, "killed"), clause, event_type, known, happened=happened)


def test_a_time_of_its_own_clause_goes_before_one_of_the_sentence() -> None:
    found = when([MONDAY, FRIDAY])
    assert found is not None
    assert (found.start, found.basis, found.span) == ("2031-03-14", "stated", FRIDAY.span)


def test_a_time_told_before_the_clause_dates_it_where_it_has_none() -> None:
    found = when([MONDAY])
    assert found is not None
    assert (found.start, found.basis) == ("2031-03-10", "stated")


def test_a_time_told_behind_the_clause_is_not_carried_back() -> None:
    first = Span(0, TEXT.index(", and"))
    found = when([FRIDAY], clause=first)
    assert found is not None
    assert (found.start, found.basis) == ("2031-03-15", "published")


def test_the_nearest_of_several_in_the_clause_is_taken() -> None:
    found = when([MONDAY, FRIDAY], clause=Span(0, len(TEXT)))
    assert found is not None
    assert found.start == "2031-03-14"


def test_a_duration_or_a_name_of_a_period_dates_nothing() -> None:
    vague = TimeMention(span=FRIDAY.span, type=FRIDAY.type, value="P3D", start="2031-03-14", anchors=False)
    found = when([vague])
    assert found is not None
    assert found.basis == "published"


def test_the_narrative_goes_before_the_report() -> None:
    found = when([], told_of=MONDAY)
    assert found is not None
    assert (found.start, found.basis) == ("2031-03-10", "narrative")


def test_the_day_of_the_report_stands_in_and_nothing_where_that_is_unknown() -> None:
    found = when([])
    assert found is not None
    assert (found.start, found.end, found.edtf, found.basis, found.span) == (
        "2031-03-15",
        "2031-03-15",
        "2031-03-15",
        "published",
        None,
    )
    assert when([], published=None) is None


@pytest.mark.parametrize("told_of", [None, day(TEXT, "Friday", "2031-03-16")])
def test_no_day_after_the_report_dates_what_has_happened(told_of: TimeMention | None) -> None:
    later = day(TEXT, "Friday", "2031-03-16")
    found = when([later], told_of=told_of)
    assert found is not None
    assert (found.start, found.basis) == ("2031-03-15", "published")
    planned = when([later], happened=False)
    assert planned is not None
    assert planned.start == "2031-03-16"


def test_the_day_of_the_report_itself_can_be_the_day() -> None:
    found = when([day(TEXT, "Friday", "2031-03-15")])
    assert found is not None
    assert found.basis == "stated"


@pytest.mark.parametrize(
    ("preposition", "start", "end", "edtf"),
    [
        ("since", "2031-03-14", None, "2031-03-14/.."),
        ("before", None, "2031-03-14", "../2031-03-14"),
        ("by", "2031-03-14", "2031-03-14", "2031-03-14"),
    ],
)
def test_since_and_before_leave_one_end_open(preposition: str, start: str | None, end: str | None, edtf: str) -> None:
    found = when([day(TEXT, "Friday", "2031-03-14", preposition)])
    assert found is not None
    assert (found.start, found.end, found.edtf) == (start, end, edtf)


def test_until_bounds_what_lasts_and_does_not_date_a_deed() -> None:
    until = day(TEXT, "Friday", "2031-03-20", "until")
    curfew = when([until], event_type="curfew")
    assert curfew is not None
    assert (curfew.start, curfew.end, curfew.edtf) == ("2031-03-15", "2031-03-20", "2031-03-15/2031-03-20")
    undated = when([until], event_type="curfew", published=None)
    assert undated is not None
    assert (undated.start, undated.edtf) == (None, "../2031-03-20")
    killed = when([day(TEXT, "Friday", "2031-03-14", "until"), MONDAY], clause=Span(0, len(TEXT)))
    assert killed is not None
    assert killed.start == "2031-03-10"


@needs_gazetteer
@pytest.mark.parametrize(
    ("text", "start", "basis"),
    [
        ("Eleven people were killed on Thursday and twelve were hurt on Friday.", "2031-03-13", "stated"),
        ("Police said on Friday that eleven people had been killed.", "2031-03-15", "published"),
        ("Eleven people were killed on Thursday, police said on Friday.", "2031-03-13", "stated"),
        ("Eleven people will be killed on Monday, the rebels warned.", "2031-03-17", "stated"),
        ("The hall burned on Thursday. Then eleven people were killed.", "2031-03-13", "narrative"),
        ("The mayor said eleven people were killed in Thursday's raid.", "2031-03-13", "stated"),
        ("The clinic counted eleven dead from Thursday's explosion.", "2031-03-13", "stated"),
    ],
)
def test_a_toll_is_dated_by_what_is_said_of_it(text: str, start: str, basis: str) -> None:
    found = counting(claims(text), "killed").when
    assert found is not None
    if "said on Friday that" in text:  # the day of the saying may be told of, but never as stated of the deed
        assert found.basis != "stated"
        return
    assert ((found.start or "")[:10], found.basis) == (start, basis)


@needs_gazetteer
def test_the_day_of_a_possessive_belongs_to_its_noun() -> None:
    found = claims("After yesterday's march and a quiet stretch with hardly anybody about, police arrested four men.")
    march, arrest = of_type(found, "protest").when, of_type(found, "arrests").when
    assert march is not None
    assert arrest is not None
    assert (march.start, march.basis) == ("2031-03-14", "stated")
    assert arrest.basis != "stated"


@needs_gazetteer
def test_each_update_is_dated_by_its_own_time() -> None:
    text = "Four men were shot today.\n\nSix women were arrested today."
    cut = text.index("Six")
    versions = (
        Version(span=Span(0, cut), published=datetime(2031, 3, 15, 9, tzinfo=UTC)),
        Version(span=Span(cut, len(text)), published=datetime(2031, 3, 12, 9, tzinfo=UTC)),
    )
    found = claims(text, versions=versions)
    days = [counting(found, measure).when for measure in ("shot", "detained")]
    assert [day and day.start for day in days] == ["2031-03-15", "2031-03-12"]


@needs_gazetteer
@pytest.mark.parametrize("profile", ["full", "fast"])
@pytest.mark.parametrize(
    ("text", "rally"),
    [
        ("At 10:30 students rallied in Orun for the jailed lawyer Nila Orvo.", "protest"),
        ("At noon on 14 March weavers marched through Orun and demanded freedom for the imprisoned poet.", "protest"),
        ("On 12 March miners marched through Vidre demanding the release of Ilan Sorve.", "protest"),
        ("At nine on 13 March carters gathered in Orun for a rally for the three murdered drivers.", "protest"),
    ],
)
def test_who_is_held_already_was_not_seized_at_the_hour_of_the_rally(text: str, rally: str, profile: Profile) -> None:
    found = claims(text, profile)
    assert any(c.event_type == rally and c.when is not None and c.when.basis == "stated" for c in found)
    held = [c.when for c in found if c.event_type in ("arrests", "killing")]
    assert held
    assert all(when is not None and when.basis != "stated" for when in held)


@needs_gazetteer
def test_whoever_is_seized_at_an_hour_was_seized_then() -> None:
    for text in (
        "At noon on 14 March police arrested the lawyer Nila Orvo at a rally.",
        "Two miners killed in Orun on 14 March were buried.",
        "On 14 March six students were jailed.",
    ):
        held = [c.when for c in claims(text) if c.event_type in ("arrests", "killing")]
        assert [when.start[:10] for when in held if when is not None and when.start] == ["2031-03-14"]
