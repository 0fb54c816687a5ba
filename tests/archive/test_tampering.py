"""Whatever is changed is found, and named."""

import shutil
import tempfile
from pathlib import Path

import pytest

from archive.conftest import Team
from khronika.archive.store import Archive
from khronika.archive.verifying import Verification, verify
from khronika.errors import ArchiveError

TEXTS = {"a.txt": "nine were killed", "b.txt": "eleven"}


def checked(team: Team, path: Path) -> Verification | ArchiveError:
    try:
        with team.open(path) as archive:
            return verify(archive)
    except ArchiveError as error:
        return error


def sealed_files(path: Path) -> list[Path]:
    return [one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith("index.")]


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_every_byte_of_an_archive_that_is_changed_is_found_and_named(encrypted: bool) -> None:
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # thousands of writes that need no disk
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        check_every_byte(Team(Path(folder), encrypted=encrypted))


def check_every_byte(team: Team) -> None:
    path = team.found()
    team.add(path, TEXTS)
    whole = checked(team, path)
    assert isinstance(whole, Verification)
    assert whole.holds
    for file in sealed_files(path):
        data = file.read_bytes()
        # README.txt is compared as a whole with the one text that it can be
        for place in range(0, len(data), 50 if file.name == "README.txt" else 1):
            file.write_bytes(data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :])
            found = checked(team, path)
            if isinstance(found, Verification):
                named = " ".join(f"{fault.name} {fault.reason}" for faults in found.faults.values() for fault in faults)
                parts = [
                    part for part in file.relative_to(path).parts if len(part) > 20 or part.endswith((".json", ".txt"))
                ]
                assert not found.holds, (file, place)
                assert any(part.removesuffix(".age") in named for part in parts), (file, place, named)
        file.write_bytes(data)
    again = checked(team, path)
    assert isinstance(again, Verification)
    assert again.holds


@pytest.mark.parametrize("file", ["entries", "payloads", "checkpoint", "item", "README.txt", "archive.json"])
def test_a_file_that_is_missing_is_named(team: Team, file: str) -> None:
    path = team.found()
    team.add(path, TEXTS)
    (gone,) = [
        one for one in sealed_files(path) if file in (one.name, "item") and ("items" in one.parts) == (file == "item")
    ][:1]
    gone.unlink()
    found = checked(team, path)
    assert isinstance(found, ArchiveError) or not found.holds


def test_a_log_that_was_cut_to_an_earlier_state_of_itself_is_given_away_by_who_saw_it(plain_team: Team) -> None:
    path = plain_team.found()
    plain_team.add(path, {"a.txt": "a"})
    earlier = plain_team.folder / "earlier"
    shutil.copytree(path, earlier)
    plain_team.add(path, {"b.txt": "b"})
    (log,) = (path / "logs").iterdir()
    # a second device that has seen all of it
    with plain_team.open(path, "two") as archive:
        key = archive.devices.new(None)
        writer = archive.writer_with(key)
        writer.append("join", {"member": "Bo", "why": "joins"}, {"archive": archive.id})
        writer.commit()
    shutil.rmtree(log)
    shutil.copytree(earlier / "logs" / log.name, log)
    found = checked(plain_team, path)
    assert isinstance(found, Verification)
    assert [fault.name for fault in found.faults[5]] == [f"log {log.name}"]
    assert "cut short" in found.faults[5][0].reason


def test_what_has_no_place_in_an_archive_is_named(team: Team) -> None:
    path = team.found()
    (path / "items/notes.txt").write_text("secret")
    found = checked(team, path)
    assert isinstance(found, Verification)
    assert [fault.name for fault in found.faults[1]] == ["items/notes.txt"]


def test_entries_of_another_archive_are_no_entries_of_this_one(team: Team) -> None:
    path = team.found()
    other = team.found("other", device="two")
    (log,) = (other / "logs").iterdir()
    shutil.copytree(log, path / "logs" / log.name)
    found = checked(team, path)
    assert isinstance(found, Verification)
    assert [fault.name for fault in found.faults[2]] == [f"log {log.name}"]


@pytest.mark.parametrize("how", ["a letter of it is another", "its log is gone"])
def test_a_genesis_entry_that_does_not_hold_hides_no_other_fault(team: Team, how: str) -> None:
    path = team.found()
    team.add(path, TEXTS)
    (founder,) = (path / "logs").iterdir()
    with team.open(path, "two") as archive:
        key = archive.devices.new(archive.vault)
        writer = archive.writer_with(key)
        writer.append("join", {"member": "Bo", "why": "joins"}, {"archive": archive.id})
        writer.append("future", {"why": "of a later version"}, {})
        writer.commit()
    item, other = sorted((path / "items").glob("??/*"))
    item.write_bytes(b"altered")
    payloads = path / "logs" / key.log / "payloads"
    lines = payloads.read_bytes().split(b"\n")
    payloads.write_bytes(b"\n".join([lines[0], lines[1][:-2] + b"!!", b""]))
    if how == "its log is gone":
        shutil.rmtree(founder)
    else:
        entries = founder / "entries"
        entries.write_bytes(entries.read_bytes().replace(b"T18", b"T19", 1))
    with pytest.raises(ArchiveError):
        team.open(path)
    with Archive(path, home=team.home("one"), identities=team.identities, unfounded_too=True) as archive:
        found = verify(archive)
    names = {step: {fault.name for fault in faults} for step, faults in found.faults.items() if faults}
    assert f"genesis entry {archive.id}" in names[3]
    assert (f"log {founder.name}" in names[3]) == (how != "its log is gone")
    assert names[4] == {f"entry {key.log}/1"}
    assert names[7] == {f"item {item.name}"}
    assert not any("nobody has admitted" in note for note in found.notes)
    assert other.is_file()


@pytest.mark.parametrize("file", ["entries", "checkpoint"])
def test_in_a_log_that_does_not_hold_each_payload_that_was_changed_is_named_too(team: Team, file: str) -> None:
    path = team.found()
    team.add(path, TEXTS)
    (log,) = (path / "logs").iterdir()
    lines = (log / "payloads").read_bytes().split(b"\n")
    (log / "payloads").write_bytes(b"\n".join([lines[0], lines[1], lines[2][:-2] + b"!!", b""]))
    gone = sorted((path / "items").glob("??/*"))[0]
    gone.unlink()
    before, after = {"entries": (b"T18", b"T19"), "checkpoint": (b"\n3\n", b"\n4\n")}[file]
    (log / file).write_bytes((log / file).read_bytes().replace(before, after, 1))
    with Archive(path, home=team.home("one"), identities=team.identities, unfounded_too=True) as archive:
        found = verify(archive)
    assert f"log {log.name}" in {fault.name for step in (2, 3) for fault in found.faults[step]}
    assert [fault.name for fault in found.faults[4]] == [f"entry {log.name}/2"]
    assert {fault.name for fault in found.faults[7]} <= {f"item {gone.name}"}
