"""The log of an archive, as much of it as is asked for, a page at a time."""

import json
import os
import pty
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.conftest import Desk, Team
from cli.conftest import KHRONIKA
from khronika.archive.index import Index
from khronika.archive.rows import Row, Wanted


def shown(desk: Desk, *more: str, code: int = 0) -> list[tuple[str, int]]:
    """Kind and number of each entry that is shown."""
    lines = desk.run("log", "a", "--json", *more, code=code).splitlines()
    return [(one["kind"], one["seq"]) for one in map(json.loads, lines)]


def two_members(desk: Desk) -> str:
    """An archive of two; the key of the second."""
    desk.run("init", "a", "--member", "Desk 1")
    desk.run("add", "a", "reports")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    key = desk.run("join", "b", "--member", "Desk 2", device="two").strip()
    desk.run("merge", "a", "b")
    desk.run("admit", "a", key[:8], "--why", "met")
    return key


def test_the_last_entries_the_kinds_and_the_members_that_are_asked_for(desk: Desk) -> None:
    key = two_members(desk)
    every = shown(desk)
    assert len(every) == 5
    assert every[-1] in {("admit", 3), ("join", 0)}  # written within one second, they stand in the order of their logs
    assert shown(desk, "--last", "1") == every[-1:]
    assert shown(desk, "--kind", "item", "--kind", "genesis", "--last", "2") == [("item", 1), ("item", 2)]
    for who in ("desk 2", key[:6], f"Desk 2 {key[:8]}"):
        assert shown(desk, "--of", who) == [("join", 0)]
    assert len(shown(desk, "--of", "Desk 1", "--of", "Desk 2")) == 5


def test_a_member_that_there_is_none_of_is_named_with_those_that_there_are(desk: Desk) -> None:
    two_members(desk)
    told = desk.run("log", "a", "--of", "Desk", code=2)
    assert "Desk: no member of this archive is called so" in told
    assert "Desk 1" in told
    assert "Desk 2" in told


def test_from_a_time_on_and_before_one(desk: Desk) -> None:
    two_members(desk)
    year = datetime.now(UTC).year
    assert len(shown(desk, "--since", f"{year - 1}-01-01")) == 5
    assert shown(desk, "--since", f"{year + 2}-01-01") == []
    assert shown(desk, "--before", f"{year - 1}-01-01") == []
    first = json.loads(desk.run("log", "a", "--json").splitlines()[0])["at"]
    assert shown(desk, "--before", first) == []
    assert len(shown(desk, "--since", first)) == 5
    assert "no time such as" in desk.run("log", "a", "--since", "soon", code=2)


def in_a_terminal(desk: Desk, *more: str, **environment: str) -> str:
    """What the command writes where stdout is a terminal."""
    ours, theirs = pty.openpty()
    surroundings = {**os.environ, "KHRONIKA_HOME": str(desk.folder / "one"), "TERM": "xterm", **environment}
    with subprocess.Popen(
        [KHRONIKA, "log", "a", *more], cwd=desk.folder, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        told = b""
        try:
            while more_of_it := os.read(ours, 4096):
                told += more_of_it
        except OSError:  # the terminal is gone with the command
            pass
        assert running.wait(60) == 0
    os.close(ours)
    return told.decode()


def test_a_pager_shows_it_in_a_terminal_and_nowhere_else(desk: Desk) -> None:
    two_members(desk)
    pager = desk.folder / "pager"
    pager.write_text('#!/bin/sh\necho "history: $LESSHISTFILE"\nsed "s/^/| /"\n')
    pager.chmod(0o755)
    told = in_a_terminal(desk, PAGER=str(pager))
    assert "history: -" in told
    assert told.count("| ") >= 5
    assert "| " not in in_a_terminal(desk, "--no-pager", PAGER=str(pager))
    assert "| " not in in_a_terminal(desk, "--json", PAGER=str(pager))
    assert "wire.txt" in in_a_terminal(desk, PAGER="cat")


def test_a_pager_that_has_seen_enough_is_no_error(desk: Desk) -> None:
    two_members(desk)
    assert in_a_terminal(desk, PAGER="true").strip() == ""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Index:
    team = Team(tmp_path_factory.mktemp("team"), encrypted=True)  # whose index lives in memory
    path = team.found()
    for number in range(4):
        team.add(path, {f"{number}.txt": f"{number}"})
    with team.open(path) as archive:
        return Index.in_memory(archive.index.bytes())


INSTANTS = st.none() | st.sampled_from([f"2031-03-14T18:{minute:02}:00Z" for minute in range(9)])
KINDS = st.none() | st.lists(st.sampled_from(["genesis", "item", "edition"]), unique=True, min_size=1)


@given(st.builds(Wanted, last=st.none() | st.integers(1, 9), kinds=KINDS, since=INSTANTS, before=INSTANTS))
def test_what_is_wanted_is_what_is_given(history: Index, wanted: Wanted) -> None:
    kept = [row for row in sorted(history.rows(), key=order) if wants(wanted, row)]
    assert list(history.history(wanted)) == kept[-(wanted.last or len(kept)) :]


def wants(wanted: Wanted, row: Row) -> bool:
    kind = wanted.kinds is None or row.kind in wanted.kinds
    return kind and (wanted.since or "") <= row.at < (wanted.before or "Z")


def order(row: Row) -> tuple[str, str, int]:
    return row.at, row.log, row.seq


def test_it_comes_one_at_a_time_and_in_order(history: Index) -> None:
    coming = history.history(Wanted())
    rows: Sequence[Row] = [next(coming), *coming]
    assert all(order(one) < order(other) for one, other in pairwise(rows))
