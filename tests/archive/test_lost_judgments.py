"""Where judgments are damaged, any of them may have protected somebody: nothing leaves as if none had."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive.conftest import Desk, Team
from khronika.archive.adding import Custody, add_files
from khronika.archive.belonging import KEEPER
from khronika.archive.bundles import write_bundle
from khronika.archive.founding import Introduction
from khronika.archive.joining import admit, join, revoke
from khronika.archive.judging import Verdict, judge
from khronika.archive.lost_judgments import lost_judgments
from khronika.archive.merging import merge
from khronika.archive.store import Archive
from khronika.errors import ArchiveError
from khronika.leaving import require_unprotected
from khronika.rounds import Order

NAME = "Ivo Taral"
"""A person whom nothing withholds but the judgment."""
LEAVING = {
    "chronicle": ("chronicle", "a", "-o", "out"),
    "publish": ("publish", "a", "-o", "out", "--why", "first"),
    "export": ("export", "--to", "geojson", "a", "-o", "out"),
    "table": ("export", "a", "--csv", "-o", "out.csv"),
    "bundle": ("bundle", "a", "-o", "out.zip"),
    "lint": ("lint", "reports", "--archive", "a"),
    "watch": ("watch", "a", "-o", "out", "--once"),
}


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder: an archive in which somebody is protected, and a copy that is whole."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.run("init", "a", "--member", "Ana")
    (desk.folder / "notice.txt").write_text(f"ORUN, 15 March 2031. {NAME}, the mayor, said that three were killed.\n")
    desk.run("add", "a", "notice.txt")
    desk.run("record", "a", "--profile", "fast", "--quiet")
    desk.run("judge", "a", "protect", NAME, "--why", "threatened")
    shutil.copytree(desk.folder / "a", desk.folder / "whole")
    return desk.folder


@pytest.fixture
def desk(protected: Path, tmp_path: Path) -> Desk:
    shutil.copytree(protected, tmp_path / "desk", copy_function=shutil.copy)
    shutil.rmtree(tmp_path / "desk/reports")
    return Desk(tmp_path / "desk")


def log_of(archive: Path) -> Path:
    """The log of the archive, which nothing has read yet on this device."""
    for index in archive.glob("index.*"):
        index.unlink()
    (log,) = (archive / "logs").iterdir()
    return log


def change_last_payload(log: Path) -> None:
    lines = (log / "payloads").read_bytes().split(b"\n")
    assert NAME.encode() in lines[-2]
    lines[-2] = lines[-2].replace(b"threatened", b"threatenxd")
    (log / "payloads").write_bytes(b"\n".join(lines))


def blank_last_payload(log: Path) -> None:
    lines = (log / "payloads").read_bytes().split(b"\n")
    lines[-2] = b"-" * len(lines[-2])
    (log / "payloads").write_bytes(b"\n".join(lines))


def change_entry(log: Path) -> None:
    data = (log / "entries").read_bytes()
    (log / "entries").write_bytes(data[:-40] + bytes([data[-40] ^ 1]) + data[-39:])


@pytest.mark.parametrize("damage", [change_last_payload, blank_last_payload, change_entry])
def test_nothing_leaves_an_archive_whose_judgments_are_damaged(desk: Desk, damage: Callable[[Path], None]) -> None:
    damage(log_of(desk.folder / "a"))
    for name, verb in LEAVING.items():
        told = desk.run(*verb, "--profile", "fast", code=2)
        assert "may protect somebody" in told, name
        assert "--despite-damage" in told
        assert NAME not in told
        assert "Taral" not in told
        assert not [one for one in desk.folder.glob("out*") if one.is_file() or any(one.rglob("*"))], name


def test_who_says_so_goes_on_without_the_judgment_that_is_damaged(desk: Desk) -> None:
    change_last_payload(log_of(desk.folder / "a"))
    desk.run(*LEAVING["chronicle"], "--profile", "fast", "--despite-damage", code=1)
    assert NAME in (desk.folder / "out/index.html").read_text("utf-8")
    desk.run("chronicle", "a", "--profile", "fast", "--include-names", "-o", "named", code=1)


def test_the_words_of_claims_are_not_shown_where_judgments_are_damaged(desk: Desk) -> None:
    change_last_payload(log_of(desk.folder / "a"))
    for verb in ("log", "decisions"):
        told = desk.run(verb, "a", out=1, notes=True) + desk.run(verb, "a", out=1)
        assert "Taral" not in told


def test_a_whole_copy_brings_the_judgment_back(desk: Desk) -> None:
    for damage in (change_last_payload, change_entry):
        damage(log_of(desk.folder / "a"))
        desk.run("merge", "a", "whole", "--mend")
        desk.run(*LEAVING["chronicle"], "--profile", "fast")
        assert NAME not in (desk.folder / "out/index.html").read_text("utf-8")
        desk.remove("out")


def test_damage_that_no_judgment_stands_in_keeps_nothing_back(desk: Desk) -> None:
    log = log_of(desk.folder / "a")
    lines = (log / "payloads").read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b"notice", b"notixe")
    (log / "payloads").write_bytes(b"\n".join(lines))
    desk.run(*LEAVING["chronicle"], "--profile", "fast", code=1)
    assert NAME not in (desk.folder / "out/index.html").read_text("utf-8")


@pytest.fixture
def met(team: Team) -> tuple[Path, Path]:
    """An archive of two devices, of which the founder's has seen a judgment of the other; the other's log."""
    path = team.found()
    key = team.admitted(path, KEEPER)
    with team.open(path, "two") as archive:
        judge(archive, Verdict(act="protect", source=NAME, why="threatened"))
    team.add(path, {"a.txt": "nine were killed"})
    return path, path / "logs" / key


def lost_in(team: Team, path: Path, device: str = "one") -> list[str]:
    """What is lost to a device that has read nothing of the archive yet."""
    for index in path.glob("index.*"):
        index.unlink()
    with team.open(path, device) as archive:
        return [one.name for one in lost_judgments(archive)]


def test_of_an_archive_that_is_whole_nothing_is_lost(team: Team, met: tuple[Path, Path]) -> None:
    assert lost_in(team, met[0]) == []


def test_a_log_that_another_had_seen_and_that_is_gone_is_lost(team: Team, met: tuple[Path, Path]) -> None:
    path, log = met
    shutil.rmtree(log)
    assert lost_in(team, path) == [f"log {log.name}"]


def test_a_log_that_is_shorter_than_another_had_seen_it_is_lost(team: Team, met: tuple[Path, Path]) -> None:
    path, log = met
    with team.open(path, "two") as archive:
        judge(archive, Verdict(act="protect", source="Dana Merev", why="threatened, too"))
    older = {one.name: one.read_bytes() for one in log.iterdir()}
    team.add(path, {"b.txt": "eleven"})
    assert lost_in(team, path) == []
    with team.open(path, "two") as archive:
        judge(archive, Verdict(act="protect", source="Pavel Lomyr", why="threatened, too"))
    team.add(path, {"c.txt": "twelve"})
    for name, data in older.items():
        (log / name).write_bytes(data)
    assert lost_in(team, path) == [f"log {log.name}"]


def test_what_a_revoked_key_had_signed_before_is_lost_with_its_log_and_what_it_signs_since_is_not(
    team: Team, met: tuple[Path, Path]
) -> None:
    path, log = met
    with team.open(path) as archive:
        revoke(archive, log.name, why="seized")
    whole = {one.name: one.read_bytes() for one in log.iterdir()}
    (log / "entries").write_bytes(whole["entries"][:-9])
    assert lost_in(team, path) == [f"log {log.name}"]
    (log / "entries").write_bytes(whole["entries"])
    with team.open(path, "two") as archive, suppress(ArchiveError):
        judge(archive, Verdict(act="protect", source="Dana Merev", why="threatened, too"))
    assert lost_in(team, path) == []


def test_what_this_device_has_signed_itself_and_is_not_in_the_copy_is_lost(team: Team) -> None:
    path, older = team.found(), team.folder / "older"
    shutil.copytree(path, older)
    with team.open(path) as archive:
        judge(archive, Verdict(act="protect", source=NAME, why="threatened"))
    (log,) = (path / "logs").iterdir()
    assert lost_in(team, path) == []
    assert lost_in(team, older) == [f"log {log.name}"]
    with team.open(older) as archive:
        assert [one.reason for one in lost_judgments(archive)] == ["1 entries are here, and this device has signed 2"]
    team.add(older, {"a.txt": "nine were killed"})  # with a new key, since the old one would go two ways
    assert lost_in(team, older) == [f"log {log.name}"]
    with team.open(older) as archive:
        merge(archive, path)
    assert lost_in(team, older) == []


def test_a_log_of_this_device_that_is_not_in_the_copy_is_lost_unless_it_only_asked_to_join(team: Team) -> None:
    path, older = team.found(), team.folder / "older"
    shutil.copytree(path, older)
    with team.open(path, "two") as archive:
        key = join(archive, Introduction(member="Bo", device="phone", why="asks"))
    assert lost_in(team, older, "two") == []
    with team.open(path) as archive:
        admit(archive, key, role=KEEPER, why="met in person")
    with team.open(path, "two") as archive:
        judge(archive, Verdict(act="protect", source=NAME, why="threatened"))
    assert lost_in(team, older, "two") == [f"log {key}"]


def test_nothing_leaves_an_older_copy_than_this_device_has_signed(desk: Desk) -> None:
    shutil.copytree(desk.folder / "a", desk.folder / "older")
    desk.run("judge", "a", "protect", "Dana Merev", "--why", "threatened")
    told = desk.run("publish", "older", "-o", "out", "--why", "first", "--profile", "fast", code=2)
    assert "and this device has signed" in told
    desk.run("merge", "older", "a")
    desk.run("publish", "older", "-o", "out", "--why", "first", "--profile", "fast")


def test_a_bundle_holds_nothing_that_was_not_searched(desk: Desk) -> None:
    (desk.folder / "curfew.txt").write_text("ORUN, 15 March 2031. A curfew was imposed in Orun from 10 p.m.\n")
    desk.run("init", "b", "--member", "Ana")
    desk.run("add", "b", "curfew.txt")
    home, path = desk.folder / "one", desk.folder / "b"
    with Archive(path, home=home) as archive:
        searched = require_unprotected(archive, Order(profile="fast"), "")
        assert searched
        with Archive(path, home=home) as other:
            add_files(other, [(desk.folder / "notice.txt", "again.txt")], Custody(why="meanwhile"))
        with pytest.raises(ArchiveError, match="was changed while it was searched"):
            write_bundle(archive, desk.folder / "b.zip", searched)
    assert not list(desk.folder.glob("*b.zip*"))


def test_an_index_that_somebody_has_changed_decides_nothing_that_leaves(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "a/index.sqlite")) as index, index:
        assert index.execute("DELETE FROM entries WHERE kind = 'judgment'").rowcount == 1
    desk.run(*LEAVING["chronicle"], "--profile", "fast")
    assert NAME not in (desk.folder / "out/index.html").read_text("utf-8")


def test_an_index_from_which_evidence_was_taken_hides_none_of_it(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "a/index.sqlite")) as index, index:
        assert index.execute("DELETE FROM items").rowcount > 0
    told = desk.told()
    assert [dispatch["item"]["name"] for dispatch in told["dispatches"]] == ["notice.txt"]
