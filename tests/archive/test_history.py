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

from archive.conftest import IDENTITY, Desk, Team, recipient
from cli.conftest import KHRONIKA
from khronika.archive.index import Index
from khronika.archive.judging import Verdict, judge
from khronika.archive.rows import Row, Wanted
from khronika.archive.store import Archive


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


def judged(desk: Desk) -> dict[str, str]:
    """An archive in which every claim has a note of its own; claims by their words."""
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", "--profile", "fast")
    with Archive(desk.folder / "a", home=desk.folder / "one") as archive:
        claims = {claim.quote: claim.claim_id for claim in archive.index.claims()}
        for claim_id in sorted(set(claims.values())):
            judge(archive, Verdict(act="note", why="read again", claims=(claim_id,)))
    return claims


def test_a_judgment_is_shown_with_the_words_and_the_values_of_its_claims(desk: Desk) -> None:
    claims = judged(desk)
    dead = next(claim for words, claim in claims.items() if "dead at four" in words)
    desk.run("judge", "a", "correct", dead, "--field", "figure.low", "--value", "3", "--why", "a list")
    entry = desk.run("judge", "a", "reject", dead, "--why", "of another town").strip()
    desk.run("judge", "a", "undo", entry, "--why", "wrong after all")
    *_, corrected, rejected, undone = desk.run("log", "a").splitlines()
    assert f"correct {dead} “The governor's office put the number of dead at four" in corrected
    assert "” (killing, 4 killed): figure.low: 4 -> 3 (a list)" in corrected
    assert "(killing, 4 killed) (of another town)" in rejected
    assert f"undo {entry} (wrong after all)" in undone
    (decided,) = desk.run("decisions", "a").splitlines()
    assert "dead at four" in decided
    assert "” (killing, 4 killed): figure.low: 4 -> 3  (Ana" in decided
    assert "dead at four" in json.loads(desk.run("decisions", "a", "--json"))["claims"][0]


def test_nobody_who_is_protected_is_named_beside_a_judgment(desk: Desk) -> None:
    judged(desk)
    for name in ("Dana Merev", "the dockers' union"):
        desk.run("judge", "a", "protect", name, "--why", f"{name} was threatened")
    for verb, more in (("log", ("--kind", "judgment")), ("decisions", ()), ("decisions", ("--json",))):
        told = desk.run(verb, "a", *more)
        assert "protect" in told
        assert "withheld" in told
        assert "Merev" not in told
        assert "Taral" not in told
        (desk.folder / "told.txt").write_text(told, encoding="utf-8")
        desk.run("lint", "told.txt", "--archive", "a", "--profile", "fast")
        assert "Dana Merev" in desk.run(verb, "a", *more, "--include-names")


def test_whoever_a_correction_names_as_a_witness_is_withheld_beside_it(desk: Desk) -> None:
    claims = judged(desk)
    dead = next(claim for words, claim in claims.items() if "dead at four" in words)
    for field, value in (("attribution.kind", "eyewitness"), ("attribution.speaker", "Nadia Ulanova")):
        desk.run("judge", "a", "correct", dead, "--field", field, "--value", value, "--why", "so she told us")
    for verb, more in (("log", ("--kind", "judgment")), ("decisions", ()), ("decisions", ("--json",))):
        told = desk.run(verb, "a", *more)
        assert "Ulanova" not in told
        assert "dead at four" not in told


def test_a_value_that_names_somebody_protected_is_withheld_in_json_too(desk: Desk) -> None:
    claims = judged(desk)
    dead = next(claim for words, claim in claims.items() if "dead at four" in words)
    desk.run("judge", "a", "protect", "Dana Merev", "--why", "threatened")
    value = ("--field", "attribution.speaker", "--value", "Dana Merev")
    desk.run("judge", "a", "correct", dead, *value, "--why", "so she told us")
    told = desk.run("decisions", "a", "--json")
    assert "Merev" not in told
    decided = next(one for one in map(json.loads, told.splitlines()) if one["things"][1:] == ["attribution.speaker"])
    assert "withheld" in json.loads(decided["verdicts"][0])["value"]
    assert "Dana Merev" in desk.run("decisions", "a", "--json", "--include-names")


def test_in_an_archive_that_is_locked_nothing_of_a_judgment_is_shown(desk: Desk) -> None:
    (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
    desk.run("init", "a", "--member", "Ana", "--recipient", recipient())
    opening = ("--identity", "key.txt")
    desk.run("add", "a", "reports", *opening)
    desk.run("record", "a", "--profile", "fast", *opening)
    claim = json.loads(desk.run("find", "a", "dead", "--json", *opening).splitlines()[0])["claim"]["claim_id"]
    desk.run("judge", "a", "reject", claim, "--why", "denied", *opening)
    assert "dead" in desk.run("log", "a", "--kind", "judgment", *opening)
    assert desk.run("log", "a", "--kind", "judgment", "--include-names").rstrip().endswith("judgment  (locked)")
    assert desk.run("decisions", "a", "--include-names") == ""


def test_a_judgment_of_claims_whose_reading_is_damaged_is_shown_without_their_words(desk: Desk) -> None:
    claims = judged(desk)
    readings = [json.loads(line) for line in desk.run("log", "a", "--kind", "reading", "--json").splitlines()]
    for one in readings:
        stored = one["payload"]["item"]["stored"]
        (desk.folder / "a/items" / stored[:2] / stored).write_bytes(b"other bytes")
    told = desk.run("log", "a", "--kind", "judgment", out=1)
    assert told.count("its words are not at hand") == len(set(claims.values()))
    assert "dead at four" not in told
