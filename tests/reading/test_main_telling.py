"""Which day and which place a dispatch is mainly about, for claims whose own words name none."""

from datetime import UTC, datetime

import pytest

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.composing.choosing import bucket, shares
from khronika.reading.reader import read_dispatch
from khronika.reference.gazetteer import Gazetteer

WEDNESDAY = datetime(2031, 3, 12, 15, 0, tzinfo=UTC)


def _read(text: str, title: str | None = None) -> list[Claim]:
    dispatch = Dispatch(doc_id=DocId("d"), text=text, title=title, published=WEDNESDAY, language="en")
    with Gazetteer.open() as gazetteer:
        return list(read_dispatch(dispatch, gazetteer).claims)


def _days(claims: list[Claim]) -> set[str]:
    return {(claim.when.start or "")[:10] for claim in claims if claim.when and claim.event_type != "arrests"}


def test_the_day_that_the_text_names_once_is_that_of_its_deeds() -> None:
    claims = _read(
        "Police say two men were shot outside a bar in Lisbon.\nThe incident happened Monday night, police said.\n"
        "The two men were wounded in the legs."
    )
    assert _days(claims) == {"2031-03-10"}


def test_an_hour_without_a_day_is_on_the_day_of_the_deed() -> None:
    claims = _read(
        "Two people were shot in Lisbon on Tuesday night, police said.\n"
        "Shots were fired around 8:30 p.m. and two people were wounded."
    )
    assert _days(claims) == {"2031-03-11"}


def test_a_title_takes_the_day_and_the_place_from_the_text_and_points_at_no_words_of_its_own() -> None:
    claims = _read("A man was shot in Lisbon on Monday night, police said.", title="Man shot outside bar")
    titled = [claim for claim in claims if claim.field == "title"]
    assert titled
    for claim in titled:
        assert claim.when is not None
        assert (claim.when.start or "")[:10] == "2031-03-10"
        assert claim.when.span is None
        assert claim.place is not None
        assert (claim.place.name, claim.place.written, claim.place.span) == ("Lisbon", "Lisbon", None)


def test_the_day_of_the_report_stands_where_the_text_names_no_other() -> None:
    assert _days(_read("Two people were shot in Lisbon, police said.")) == {"2031-03-12"}


def test_a_name_that_several_places_bear_is_left_open() -> None:
    places = [claim.place for claim in _read("Two people were shot in Springfield, police said.") if claim.place]
    assert places
    assert all(other.share > 0 for place in places for other in place.others)
    assert len({other.geonames_id for place in places for other in place.others}) > 2


def test_shares_make_one_and_grow_with_the_weights() -> None:
    found = shares([{"a": 1.0}, {"b": 1.0}, {}], {"a": 2.0, "b": -1.0})
    assert sum(found) == pytest.approx(1.0)
    assert found[0] > found[2] > found[1]
    assert [bucket(amount, (0, 2, 5)) for amount in (0, 1, 5, 6)] == ["to 0", "to 2", "to 5", "more"]
