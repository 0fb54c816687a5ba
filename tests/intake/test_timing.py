"""No input may hold up the others for long."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from khronika.errors import LimitExceeded
from khronika.hooks import Draft, Format, Limits
from khronika.intake import door
from khronika.intake.timing import no_longer_than
from khronika.model.refusal import Refusal


def test_what_takes_too_long_is_given_up_by_name() -> None:
    with pytest.raises(LimitExceeded, match=r"slow\.html.*item_seconds = 1"), no_longer_than(1, "slow.html"):
        time.sleep(5)


def test_what_is_quick_is_let_be_and_no_limit_is_none() -> None:
    with no_longer_than(1, "quick.txt"):
        pass
    with no_longer_than(0, "slow.txt"):
        time.sleep(0.01)
    time.sleep(1.1)  # no alarm is left behind


def test_waiting_is_no_work() -> None:
    with no_longer_than(1, "patient.txt", "reading_seconds", working=True):
        time.sleep(1.1)


def test_work_is_given_up_by_the_name_of_its_own_limit() -> None:
    def busy() -> None:
        with no_longer_than(1, "busy.txt", "reading_seconds", working=True):
            while True:
                pass

    with pytest.raises(LimitExceeded, match=r"busy\.txt.*reading_seconds = 1"):
        busy()


def test_the_files_beside_a_slow_one_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Refusal]:
        time.sleep(5)
        yield Draft(raw=data, text="late", encoding="utf-8")

    known = door.formats()
    stuck = Format(name="slow", suffixes=(".slow",), media_type="text/slow", recognises=lambda head: False, read=slow)
    monkeypatch.setattr(door, "formats", lambda: (stuck, *known))
    (tmp_path / "a.slow").write_text("x", "utf-8")
    (tmp_path / "b.txt").write_text("Police fired on a crowd in Orun on Friday, and two men fell.", "utf-8")
    taken = door.take_in([tmp_path], limits=replace(door.DEFAULT_LIMITS, item_seconds=1))
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["b.txt"]
    assert [(r.name, r.unread) for r in taken.refusals] == [("a.slow", True)]
