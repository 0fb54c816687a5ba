"""A round of work: every text is accounted for, and what one of them does never loses another."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import khronika
from khronika import rounds
from khronika.errors import GazetteerError, ModelError, WrongUse
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reading.analysis import Profile
from khronika.reading.reader import Reading, read_dispatch
from khronika.reference.gazetteer import Gazetteer, default_path

pytestmark = pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
DAY = datetime(2031, 3, 15, 18, tzinfo=UTC)
ONE = "Soldiers killed eleven people in the town of Orvana on Thursday. The union called for a strike in Orvana."
TWO = "Police detained forty miners in the village of Velkiny on Friday night. The mayor said that nobody was hurt."


def dispatch(doc_id: str, text: str) -> Dispatch:
    return Dispatch(doc_id=DocId(doc_id), text=text, published=DAY, language="en")


def failing(fault: Exception):  # type: ignore[no-untyped-def]
    """A reader that fails at the dispatch "bad" and reads the others."""

    def read(one: Dispatch, gazetteer: Gazetteer, profile: Profile = "full") -> Reading:
        if one.doc_id == "bad":
            raise fault
        return read_dispatch(one, gazetteer, profile)

    return read


def test_one_text_that_trips_the_reader_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "read_dispatch", failing(ZeroDivisionError("Ilan Orvo")))
    told = khronika.chronicle([dispatch("a", ONE), dispatch("bad", TWO), dispatch("c", TWO + " So.")], profile="fast")
    assert {claim.doc_id for claim in told.claims} == {"a", "c"}
    (refusal,) = told.refusals
    assert (refusal.step, refusal.name) == ("reading", "bad")
    assert "ZeroDivisionError at test_rounds.py:" in refusal.reason
    assert "Ilan" not in refusal.reason
    assert [one.doc_id for one in told.dispatches] == ["a", "bad", "c"]


def test_a_text_that_keeps_the_reader_busy_is_given_up_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(one: Dispatch, gazetteer: Gazetteer, profile: Profile = "full") -> Reading:
        while one.doc_id == "bad":
            pass
        return read_dispatch(one, gazetteer, profile)

    monkeypatch.setattr(rounds, "read_dispatch", busy)
    monkeypatch.setattr(rounds, "default_count", lambda name: {"reading_seconds": 1}[name])
    told = khronika.chronicle([dispatch("a", ONE), dispatch("bad", TWO), dispatch("c", TWO + " So.")], profile="fast")
    assert {claim.doc_id for claim in told.claims} == {"a", "c"}
    (refusal,) = told.refusals
    assert (refusal.step, refusal.name, refusal.unread) == ("reading", "bad", True)
    assert "reading_seconds = 1" in refusal.reason


@pytest.mark.parametrize("fault", [ModelError("no model"), GazetteerError("no gazetteer")])
def test_what_no_text_can_be_read_without_ends_the_round(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "read_dispatch", failing(fault))
    with pytest.raises(type(fault)):
        khronika.chronicle([dispatch("bad", ONE)], profile="fast")


def test_a_dispatch_in_another_language_is_kept_and_refused() -> None:
    other = Dispatch(doc_id=DocId("x"), text=ONE, language="xx")
    told = khronika.chronicle([other, dispatch("a", TWO)], profile="fast")
    assert [refusal.name for refusal in told.refusals] == ["x"]
    assert {claim.doc_id for claim in told.claims} == {"a"}


def test_copies_are_marked_and_are_one_voice() -> None:
    told = khronika.chronicle([dispatch("a", ONE), dispatch("b", ONE), dispatch("c", TWO)], profile="fast")
    assert [one.copy_of for one in told.dispatches] == [None, "a", None]


def test_progress_is_called_for_every_dispatch_and_step(tmp_path: Path) -> None:
    for name, text in (("a.txt", ONE), ("b.txt", TWO)):
        (tmp_path / name).write_text(text, "utf-8")
    seen: list[tuple[str, int, int | None]] = []
    rounds.chronicle_of([tmp_path], rounds.Order(profile="fast"), lambda *call: seen.append(call))
    assert [call for call in seen if call[0] == "reading"] == [("reading", 1, 2), ("reading", 2, 2)]
    assert [call for call in seen if call[0] == "reconciling"] == [("reconciling", 0, None), ("reconciling", 2, 2)]
    assert ("taking in", 2, None) in seen


def test_the_order_of_the_paths_is_no_part_of_what_they_say(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (ONE, TWO), strict=True):
        path.write_text(text, "utf-8")
    order = rounds.Order(profile="fast", published=DAY)
    first, second = rounds.chronicle_of(paths, order), rounds.chronicle_of(paths[::-1], order)
    assert first.as_dict() == second.as_dict()
    assert {one.published for one in first.dispatches} == {DAY}


def test_a_path_that_does_not_exist_and_an_unknown_policy_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        rounds.chronicle_of([tmp_path / "nothing.txt"], rounds.Order())
    with pytest.raises(WrongUse):
        khronika.chronicle([dispatch("a", ONE)], policy="no such policy", profile="fast")


def test_a_text_is_read_by_a_script_as_the_design_says() -> None:
    (killed, *_) = claims = khronika.read(ONE, published="2031-03-15T18:00Z")
    assert all(isinstance(claim, khronika.Claim) for claim in claims)
    assert claims == khronika.read(ONE, published=DAY)
    assert killed.when is not None
    assert killed.when.start == "2031-03-13"
    undated = khronika.read(ONE, profile="fast")
    assert undated
    assert all(claim.when is None or claim.when.basis != "published" for claim in undated)


def test_a_script_is_told_what_is_no_time_and_reads_nothing_of_another_language() -> None:
    with pytest.raises(WrongUse, match="last week"):
        khronika.read(ONE, published="last week")
    assert khronika.read(ONE, language="xx") == []


def test_a_chronicle_of_dispatches_is_what_the_design_says() -> None:
    made = [khronika.Dispatch(doc_id=DocId("d"), text=ONE, title=None, published=DAY)]
    told = khronika.chronicle(made)
    assert isinstance(told, khronika.Chronicle)
    held = told.as_dict()
    assert held["schema_version"]
    assert {"dispatches", "incidents", "claims", "people", "sources", "refusals"} <= set(held)
    assert told.as_dict() == khronika.chronicle(made).as_dict()


def test_nothing_makes_an_empty_chronicle() -> None:
    told = khronika.chronicle([])
    assert (told.claims, told.incidents, told.refusals) == ((), (), ())
