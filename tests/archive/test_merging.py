"""Copies that went their own ways become one, in whatever order they meet."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.conftest import Team
from khronika.archive.bundles import check_bundle, opened_bundle, write_bundle
from khronika.archive.founding import Introduction
from khronika.archive.joining import admit, join
from khronika.archive.merging import merge
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError, VerificationError

DEVICES = ("one", "two", "three")


def copies(team: Team) -> list[Path]:
    """A copy for each of three devices that belong."""
    path = team.found()
    for device in DEVICES[1:]:
        with team.open(path, device) as archive:
            key = join(archive, Introduction(member=device, device=device, why="asks"))
        with team.open(path) as archive:
            admit(archive, key, role="keeper", why="met")
    paths = [path]
    for device in DEVICES[1:]:
        shutil.copytree(path, team.folder / device)
        paths.append(team.folder / device)
    return paths


def state(team: Team, path: Path) -> object:
    with team.open(path) as archive:
        assert archive.faults == []
        rows = [row for table, row in archive.index.contents()]
        return rows, sorted(archive.items.names())


def meet(team: Team, path: Path, other: Path, device: str) -> None:
    with team.open(path, device) as archive:
        assert merge(archive, other).refused == []


def test_two_copies_become_one(team: Team) -> None:
    one, two, _ = copies(team)
    team.add(one, {"a.txt": "a", "same.txt": "same"}, "one")
    team.add(two, {"b.txt": "b", "same.txt": "same"}, "two")
    meet(team, one, two, "one")
    meet(team, two, one, "two")
    assert state(team, one) == state(team, two)
    with team.open(one) as archive:
        assert sorted(item.name for item in archive.index.items()) == ["a.txt", "b.txt", "same.txt", "same.txt"]
        assert verify(archive).holds


def test_merging_again_changes_nothing(team: Team) -> None:
    one, two, _ = copies(team)
    team.add(two, {"b.txt": "b"}, "two")
    meet(team, one, two, "one")
    before = state(team, one)
    with team.open(one) as archive:
        again = merge(archive, two)
        assert (again.entries, again.items, again.refused) == (0, 0, [])
    assert state(team, one) == before


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=6), data=st.data())
def test_copies_that_have_met_in_any_order_are_one(
    new_team: Callable[..., Team], steps: list[tuple[int, int, bool]], data: st.DataObject
) -> None:
    team = new_team()
    paths = copies(team)
    for number, (here, there, merges) in enumerate(steps):
        if merges and here != there:
            meet(team, paths[here], paths[there], DEVICES[here])
        else:
            team.add(paths[here], {f"{number}.txt": f"{number}"}, DEVICES[here])
    order = data.draw(st.permutations([0, 1, 2]))
    for here in order:
        for there in order:
            if here != there:
                meet(team, paths[here], paths[there], DEVICES[here])
    for here in order:
        for there in order:
            if here != there:
                meet(team, paths[here], paths[there], DEVICES[here])
    assert state(team, paths[0]) == state(team, paths[1]) == state(team, paths[2])


def test_another_archive_is_refused(team: Team) -> None:
    one = team.found()
    other = team.found("other", "two")
    with team.open(one) as archive, pytest.raises(ArchiveError, match="another archive"):
        merge(archive, other)


@pytest.mark.parametrize("file", ["entries", "checkpoint", "payloads"])
def test_a_copy_that_was_altered_is_refused_by_name_and_the_rest_goes_in(team: Team, file: str) -> None:
    one, two, three = copies(team)
    team.add(two, {"b.txt": "b"}, "two")
    meet(team, two, three, "two")
    team.add(three, {"c.txt": "c"}, "three")
    meet(team, two, three, "two")
    with team.open(two, "two") as archive:
        log = next(archive.index.items()).log
        names = {item.log: item.name for item in archive.index.items()}
    target = two / "logs" / log / file
    data = target.read_bytes()
    target.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    with team.open(one) as archive:
        (refused,) = merge(archive, two).refused
        assert refused.name == f"log {log}"
        (left,) = archive.index.items()
        assert left.name != names[log]
        assert verify(archive).holds


def test_an_item_that_was_altered_is_refused_and_comes_from_a_third_copy(team: Team) -> None:
    one, two, three = copies(team)
    team.add(two, {"b.txt": "b"}, "two")
    meet(team, three, two, "three")
    item = next((two / "items").glob("??/*"))
    item.write_bytes(b"altered")
    with team.open(one) as archive:
        (refused,) = merge(archive, two).refused
        assert refused.name == f"item {item.name}"
        assert [fault.name for fault in verify(archive).faults[7]] == [f"item {item.name}"]
        assert merge(archive, three).refused == []
        assert verify(archive).holds


def test_a_copy_mends_what_is_damaged_here(team: Team) -> None:
    one, two, _ = copies(team)
    team.add(one, {"a.txt": "a"})
    meet(team, two, one, "two")
    with team.open(one) as archive:
        log = next(archive.index.items()).log
    payloads = one / "logs" / log / "payloads"
    data = payloads.read_bytes()
    payloads.write_bytes(data[:30] + b"xx" + data[32:])
    (one / "index.sqlite").unlink(missing_ok=True)
    (one / "index.sealed").unlink(missing_ok=True)
    with team.open(one) as archive:
        assert [fault.name for fault in archive.faults] == [f"entry {log}/0"]
        merge(archive, two)
        assert verify(archive).holds
    assert payloads.read_bytes() == data


def test_a_log_that_is_damaged_in_both_copies_stays_where_it_is_and_is_named(team: Team) -> None:
    path = team.found()
    team.add(path, {"1.txt": "Four miners were killed.\n"})
    (log,) = (path / "logs").iterdir()
    entries = (log / "entries").read_bytes()
    (log / "entries").write_bytes(entries.replace(b'"item"', b'"ITEM"'))
    for name in ("index.sqlite", "index.sealed"):
        (path / name).unlink(missing_ok=True)
    shutil.copytree(path, team.folder / "copy")
    with team.open(path) as archive:
        assert [fault.name for fault in archive.faults] == [f"log {log.name}"]
        done = merge(archive, team.folder / "copy")
        assert [fault.name for fault in done.refused] == [f"log {log.name}"]
        assert [fault.name for fault in archive.faults] == [f"log {log.name}"]
    assert (log / "entries").exists()
    (team.folder / "copy/logs" / log.name / "entries").write_bytes(entries)
    with team.open(path) as archive:
        assert merge(archive, team.folder / "copy").refused == []
        assert verify(archive).holds


def test_an_item_whose_bytes_were_changed_comes_back_from_a_copy(team: Team) -> None:
    path = team.found()
    team.add(path, {"1.txt": "Four miners were killed.\n"})
    shutil.copytree(path, team.folder / "copy")
    (item,) = (path / "items").glob("??/*")
    item.write_bytes(item.read_bytes()[:-1] + b"x")
    with team.open(path) as archive:
        assert not verify(archive).holds
        assert merge(archive, team.folder / "copy", mend=True).items == 1
        assert verify(archive).holds
        assert merge(archive, team.folder / "copy", mend=True).items == 0


def met(team: Team) -> tuple[Path, Path, str]:
    """Two copies, the second one's item in both, and the log that brought it."""
    one, two, _ = copies(team)
    team.add(two, {"b.txt": "b"}, "two")
    meet(team, one, two, "one")
    with team.open(one) as archive:
        return one, two, next(archive.index.items()).log


def test_a_log_that_is_damaged_here_as_a_whole_is_taken_from_a_copy(team: Team) -> None:
    one, two, log = met(team)
    (one / "logs" / log / "checkpoint").write_bytes(b"")
    with team.open(one) as archive:
        assert archive.faults
        merge(archive, two)
        assert verify(archive).holds, verify(archive).faults


@pytest.mark.parametrize("file", ["entries", "payloads"])
@pytest.mark.parametrize("harm", [lambda data: data[:-50], lambda data: data[:-60] + b"xx" + data[-58:]])
def test_a_log_that_was_harmed_behind_an_index_that_is_whole_is_taken_from_a_copy(
    team: Team, file: str, harm: Callable[[bytes], bytes]
) -> None:
    one, two, _ = copies(team)
    team.add(one, {"a.txt": "a"})
    meet(team, two, one, "two")
    with team.open(one) as archive:
        log = next(archive.index.items()).log
    path = one / "logs" / log / file
    data = path.read_bytes()
    path.write_bytes(harm(data))
    with team.open(one) as archive:
        assert archive.faults == []  # the index looks at what is new, and nothing is
        assert merge(archive, two).refused == []
        assert verify(archive).holds, verify(archive).faults
        assert [item.name for item in archive.index.items()] == ["a.txt"]
    assert path.read_bytes() == data


def test_a_log_that_was_lost_behind_an_index_that_is_whole_is_taken_from_a_copy(team: Team) -> None:
    one, two, log = met(team)
    shutil.rmtree(one / "logs" / log)
    with team.open(one) as archive:
        assert merge(archive, two).logs == [log]
        assert verify(archive).holds, verify(archive).faults


def test_a_log_that_is_harmed_is_not_given_up_for_a_shorter_one(team: Team) -> None:
    one, two, _ = copies(team)
    team.add(one, {"a.txt": "a"})
    with team.open(one) as archive:
        log = next(archive.index.items()).log
    path = one / "logs" / log / "entries"
    path.write_bytes(harmed := path.read_bytes()[:-50])
    with team.open(one) as archive:
        (refused,) = merge(archive, two).refused
        assert refused.name == f"log {log}"
        assert "damaged here" in refused.reason
    assert path.read_bytes() == harmed


def test_a_bundle_carries_an_archive_in_one_file(team: Team) -> None:
    one, two, _ = copies(team)
    team.add(two, {"b.txt": "b"}, "two")
    bundle = team.folder / "two.zip"
    with team.open(two, "two") as archive:
        write_bundle(archive, bundle)
        signer = check_bundle(bundle)
        assert signer in archive.index.heads()
        again = team.folder / "again.zip"
        write_bundle(archive, again)
    assert again.read_bytes() == bundle.read_bytes()
    with team.open(one) as archive:
        with opened_bundle(bundle, archive.path) as folder:
            assert merge(archive, folder).refused == []
        assert [item.name for item in archive.index.items()] == ["b.txt"]
        assert verify(archive).holds
        assert verify(archive).notes == []


def test_a_bundle_that_was_unpacked_is_an_archive_that_holds(plain_team: Team) -> None:
    path = plain_team.found()
    with plain_team.open(path) as archive:
        write_bundle(archive, plain_team.folder / "a.zip")
    unpacked = plain_team.folder / "unpacked"
    with zipfile.ZipFile(plain_team.folder / "a.zip") as bundle:
        bundle.extractall(unpacked)
    with plain_team.open(unpacked) as archive:
        found = verify(archive)
        assert found.holds
        assert [note.partition(":")[0] for note in found.notes] == ["SHA256SUMS"]


def test_every_byte_of_a_bundle_that_is_changed_is_found(plain_team: Team) -> None:
    path = plain_team.found()
    plain_team.add(path, {"a.txt": "a"})
    bundle = plain_team.folder / "a.zip"
    with plain_team.open(path) as archive:
        write_bundle(archive, bundle)
    data = bundle.read_bytes()
    for place in range(len(data)):
        bundle.write_bytes(data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :])
        with pytest.raises((VerificationError, ArchiveError)):
            check_bundle(bundle)
    for cut in range(0, len(data), 97):
        bundle.write_bytes(data[:cut])
        with pytest.raises((VerificationError, ArchiveError)):
            check_bundle(bundle)
    bundle.write_bytes(data)
    assert check_bundle(bundle)


def test_a_bundle_that_names_files_elsewhere_is_refused(plain_team: Team) -> None:
    bundle = plain_team.folder / "evil.zip"
    with zipfile.ZipFile(bundle, "w") as zipped:
        zipped.writestr("../evil", b"x")
        zipped.writestr("SHA256SUMS", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  ../evil\n")
    with pytest.raises(VerificationError):
        check_bundle(bundle)
    assert not (plain_team.folder.parent / "evil").exists()


def test_a_merge_that_was_stopped_goes_on(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, _ = copies(team)
    team.add(two, {f"{n}.txt": str(n) for n in range(10)}, "two")
    replace = os.replace

    def fails(source: str, target: str) -> None:
        if "checkpoint" in str(target):
            raise OSError(28, "No space left on device")
        replace(source, target)

    with team.open(one) as archive:
        monkeypatch.setattr(os, "replace", fails)
        with pytest.raises(ArchiveError, match="No space left"):
            merge(archive, two)
        monkeypatch.undo()
        assert list(archive.index.items()) == []
        assert merge(archive, two).refused == []
        assert len(list(archive.index.items())) == 10
        assert verify(archive).holds
