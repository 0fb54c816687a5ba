"""What is kept is there again, in a plain archive and in an encrypted one."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from archive import conftest
from archive.conftest import IDENTITY, Team
from khronika.archive.adding import Custody, add_files
from khronika.archive.entries import entry_of
from khronika.archive.judging import Verdict, judge
from khronika.archive.store import Archive
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError, Locked, VerificationError, WrongUse

TEXTS = {"a.txt": "nine were killed", "b.txt": "eleven were killed", "c.txt": ""}


def names(archive: Archive) -> list[str]:
    return [item.name for item in archive.index.items()]


def test_what_was_added_is_there_and_holds(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    with team.open(path) as archive:
        assert names(archive) == list(TEXTS)
        for item in archive.index.items():
            assert archive.items.read(item.stored, item.key).decode() == TEXTS[item.name]
        found = verify(archive)
        assert (found.holds, found.entries, found.items) == (True, 4, 3), found.faults


def test_an_entry_says_who_when_and_why_and_how_it_was_come_by(team: Team) -> None:
    path = team.found()
    (team.folder / "photo.jpg").write_bytes(b"\xff\xd8")
    custody = Custody(why="shown to us by the family", method="sent by mail", source_url="https://example.org/1")
    with team.open(path) as archive:
        add_files(archive, [(team.folder / "photo.jpg", "photo.jpg")], custody)
        (row,) = archive.rows("item")
        assert row.payload is not None
        assert row.payload["why"] == "shown to us by the family"
        assert row.payload["custody"]["source_url"] == "https://example.org/1"
        assert row.payload["custody"]["method"] == "sent by mail"
        assert row.payload["custody"]["tool"].startswith("khronika ")
        assert row.payload["custody"]["collected_at"].startswith("2031-03-14T18:")
        assert row.payload["item"]["media_type"] == "image/jpeg"
        assert row.at.startswith("2031-03-14T18:")


def test_the_log_shows_no_name_no_reason_and_no_digest_of_an_item(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    with team.open(path) as archive:
        items = list(archive.index.items())
        log = next(iter(archive.index.heads()))
    shown = (path / "logs" / log / "entries").read_text("ascii")
    for secret in ["Ana", "kept", *TEXTS, *(item.sha256 for item in items)]:
        assert secret not in shown


def test_two_items_that_are_alike_cannot_be_told_from_the_log(team: Team) -> None:
    path = team.found()
    team.add(path, {"a.txt": "the same"})
    log = next((path / "logs").iterdir())
    one = entry_of((log / "entries").read_bytes().splitlines()[1], log.name, 1)
    other_team = Team(team.folder / "other", encrypted=team.encrypted)
    team.folder.joinpath("other").mkdir()
    other = other_team.found()
    other_team.add(other, {"a.txt": "the same"})
    log = next((other / "logs").iterdir())
    two = entry_of((log / "entries").read_bytes().splitlines()[1], log.name, 1)
    assert (one.payload, one.sealed) != (two.payload, two.sealed)


def test_adding_again_skips_what_is_there(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    with team.open(path) as archive:
        files = [(team.folder / "inputs" / name, name) for name in [*TEXTS, "a.txt"]]
        done = add_files(archive, files, Custody(why="again"))
        assert (done.kept, done.skipped, done.refusals) == (0, 4, [])


def test_a_file_that_cannot_be_read_is_refused_by_name_and_the_rest_goes_on(team: Team) -> None:
    path = team.found()
    (team.folder / "here.txt").write_text("here")
    files = [(team.folder / "gone.txt", "gone.txt"), (team.folder, "a folder"), (team.folder / "here.txt", "here.txt")]
    with team.open(path) as archive:
        done = add_files(archive, files, Custody(why="kept"))
        assert done.kept == 1
        assert [refusal.name for refusal in done.refusals] == ["gone.txt", "a folder"]
        assert verify(archive).holds


def test_a_name_that_is_no_text_is_kept_to_the_byte(plain_team: Team) -> None:
    path = plain_team.found()
    name = os.fsdecode(b"\xff\xfe.txt")
    (plain_team.folder / "x").write_text("x")
    with plain_team.open(path) as archive:
        add_files(archive, [(plain_team.folder / "x", name)], Custody(why="kept"))
        (row,) = archive.rows("item")
        assert row.payload is not None
        assert bytes.fromhex(row.payload["item"]["name_bytes"]) == b"\xff\xfe.txt"


def test_an_item_that_was_lost_is_put_back_when_it_is_added_again(plain_team: Team) -> None:
    path = plain_team.found()
    plain_team.add(path, TEXTS)
    with plain_team.open(path) as archive:
        archive.items.path(next(iter(archive.index.items())).stored).unlink()
        assert not verify(archive).holds
        done = add_files(archive, [(plain_team.folder / "inputs/a.txt", "a.txt")], Custody(why="again"))
        assert (done.kept, done.restored) == (0, 1)
        assert verify(archive).holds


def test_an_item_is_checked_when_it_is_read(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    with team.open(path) as archive:
        item = next(iter(archive.index.items()))
        archive.items.path(item.stored).write_bytes(b"something else")
        with pytest.raises(VerificationError, match=item.stored):
            archive.items.read(item.stored, item.key)


def test_a_locked_archive_can_be_checked_but_not_read_or_written(tmp_path: Path) -> None:
    team = Team(tmp_path, encrypted=True)
    path = team.found()
    team.add(path, TEXTS)
    with team.open(path, locked=True) as archive:
        assert [row.payload for row in archive.index.rows()] == [None] * 4
        found = verify(archive)
        assert (found.holds, found.locked, found.items) == (True, True, 3)
        with pytest.raises(Locked), archive.writing():
            pass
        item = next((path / "items").glob("??/*"))
        item.unlink()
        (fault,) = verify(archive).faults[7]
        assert item.name in fault.name


def test_a_stranger_opens_nothing(tmp_path: Path) -> None:
    team = Team(tmp_path, encrypted=True)
    path = team.found()
    stranger = str(conftest.pyrage.x25519.Identity.generate())
    with pytest.raises(Locked):
        Archive(path, home=team.home("one"), identities=[stranger])
    with pytest.raises(WrongUse):
        Archive(path, home=team.home("one"), identities=["no key"])


def test_an_archive_is_founded_only_where_nothing_is(plain_team: Team) -> None:
    path = plain_team.found()
    with pytest.raises(ArchiveError, match="something is here"):
        plain_team.found()
    (plain_team.folder / "empty").mkdir()
    plain_team.found("empty")
    with plain_team.open(path) as archive:
        assert verify(archive).holds


def test_an_archive_of_a_later_version_is_refused(plain_team: Team) -> None:
    path = plain_team.found()
    said = json.loads((path / "archive.json").read_text())
    (path / "archive.json").write_text(json.dumps(said | {"version": 2}))
    with pytest.raises(ArchiveError, match="newer Khronika"):
        plain_team.open(path)


def test_large_items_come_back_as_they_were(team: Team) -> None:
    path = team.found()
    sizes = [0, 1, 65535, 65536, 65537, 3 * 65536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1]
    for size in sizes:
        (team.folder / str(size)).write_bytes(os.urandom(size))
    with team.open(path) as archive:
        add_files(archive, [(team.folder / str(size), str(size)) for size in sizes], Custody(why="kept"))
        for item in archive.index.items():
            assert archive.items.read(item.stored, item.key) == (team.folder / item.name).read_bytes()
        assert verify(archive).holds


def test_the_index_can_be_deleted_at_any_time(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    for name in ("index.sqlite", "index.sealed"):
        (path / name).unlink(missing_ok=True)
    with team.open(path) as archive:
        assert names(archive) == list(TEXTS)


@pytest.mark.parametrize("damage", ["emptied", "garbage", "a flipped byte", "another version"])
def test_a_damaged_index_is_made_anew(team: Team, damage: str) -> None:
    path = team.found()
    team.add(path, TEXTS)
    index = path / ("index.sealed" if team.encrypted else "index.sqlite")
    data = index.read_bytes()
    changed = {
        "emptied": b"",
        "garbage": b"garbage" * 1000,
        "a flipped byte": data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
        "another version": data[:60] + b"\x00\x00\x00\x63" + data[64:],
    }[damage]
    index.write_bytes(changed)
    with team.open(path) as archive:
        verify(archive)
        assert names(archive) == list(TEXTS)
        assert verify(archive).holds


def test_the_key_of_this_device_opens_only_with_the_archive(tmp_path: Path) -> None:
    team = Team(tmp_path, encrypted=True)
    team.found()
    (kept,) = team.home("one").rglob("*.key")
    assert "seed" not in json.loads(kept.read_text())
    assert kept.stat().st_mode & 0o077 == 0
    assert IDENTITY not in kept.read_text()


def made_from(archive: Archive) -> list[tuple[str, str | None]]:
    """Name and original of each entry that brought an item in."""
    return [
        (row.payload["item"]["name"], row.payload["custody"].get("working_copy_of"))
        for row in archive.rows("item")
        if row.payload
    ]


def test_a_working_copy_is_tied_to_its_original_also_where_it_is_there_already(team: Team) -> None:
    path = team.found()
    team.add(path, {"photo.txt": "original", "turned.txt": "turned"})
    original = hashlib.sha256(b"original").hexdigest()
    inputs = team.folder / "inputs"
    (inputs / "new.txt").write_text("cut")
    files = [(inputs / name, name) for name in ("turned.txt", "new.txt", "photo.txt")]
    custody = Custody(why="turned upright", working_copy_of=original)
    with team.open(path) as archive:
        done = add_files(archive, files, custody)
        assert (done.kept, done.linked, done.skipped) == (1, 1, 0)
        assert [one.reason for one in done.refusals] == [
            "is the original itself, to the byte, and no working copy of it"
        ]
    with team.open(path) as archive:
        again = add_files(archive, files[:2], custody)
        assert (again.kept, again.linked, again.skipped) == (0, 0, 2)
        assert made_from(archive) == [
            ("photo.txt", None), ("turned.txt", None), ("turned.txt", original), ("new.txt", original),
        ]  # fmt: skip
        assert verify(archive).holds
        judge(archive, Verdict(act="withdraw", why="asked to", items=(original,)))
    with team.open(path) as archive:
        assert list(archive.index.items()) == []
        assert verify(archive).holds


def test_a_working_copy_of_what_is_not_there_is_refused(team: Team) -> None:
    path = team.found()
    team.add(path, {"turned.txt": "turned"})
    with team.open(path) as archive, pytest.raises(WrongUse, match="no item of this archive"):
        add_files(
            archive, [(team.folder / "inputs/turned.txt", "turned.txt")], Custody(why="k", working_copy_of="0" * 64)
        )


def test_copies_of_copies_are_withdrawn_in_whatever_order_they_were_tied(plain_team: Team) -> None:
    path = plain_team.found()
    plain_team.add(path, {"a": "a", "b": "b", "c": "c"})
    inputs, digests = plain_team.folder / "inputs", {name: hashlib.sha256(name.encode()).hexdigest() for name in "abc"}
    with plain_team.open(path) as archive:
        for copy, original in (("c", "b"), ("b", "a"), ("a", "c")):
            custody = Custody(why="made from it", working_copy_of=digests[original])
            assert add_files(archive, [(inputs / copy, copy)], custody).linked == 1
        judge(archive, Verdict(act="withdraw", why="asked to", items=(digests["b"],)))
    with plain_team.open(path) as archive:
        assert list(archive.index.items()) == []
