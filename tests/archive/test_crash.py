"""Killed, short of disk, or not allowed to write: what was acknowledged is kept, and nobody has to repair anything."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.disguises import Grep

from archive.conftest import IDENTITY, Team
from khronika.archive.adding import Custody, add_files
from khronika.archive.index import Index
from khronika.archive.laying_out import laid_out
from khronika.archive.sessions import memory_folder, swept
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError

KILLS = 30

WORKER = """
import sys
from pathlib import Path
from khronika.archive.adding import Custody, add_files
from khronika.archive.store import Archive
from archive.conftest import IDENTITY

path, home, inputs, encrypted = sys.argv[1:5]
files = [(p, p.name) for p in sorted(Path(inputs).iterdir())]
with Archive(Path(path), home=Path(home), identities=[IDENTITY] if encrypted == "1" else []) as archive:
    for start in range(0, len(files), 7):
        done = add_files(archive, files[start:start + 7], Custody(why="kept"))
        for file, name in files[start:start + 7]:
            print(name, flush=True)
"""
"""Says each name only when it was told that the file is safe."""


def started(team: Team, path: Path, inputs: Path) -> subprocess.Popen[bytes]:
    tests = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])}
    command = [sys.executable, "-c", WORKER, path, team.home("one"), inputs, str(int(team.encrypted))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


@pytest.mark.slow
def test_what_was_acknowledged_survives_being_killed_at_any_moment(team: Team) -> None:
    path = team.found()
    inputs = team.folder / "many"
    inputs.mkdir()
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for kill in range(KILLS // 2):
        for number in range(40):
            (inputs / f"{kill:03}-{number:03}.txt").write_text(f"{kill} {number}" * 50)
        with started(team, path, inputs) as process:
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(chance.randrange(1, 30))]
            for _ in range(chance.randrange(20_000)):
                pass  # a moment that no write has agreed to
            process.send_signal(signal.SIGKILL)
            said += process.stdout.readlines()
        acknowledged |= {line.decode().strip() for line in said if line.endswith(b"\n")}
        with team.open(path) as archive:
            assert acknowledged <= {item.name for item in archive.index.items()}
            assert archive.faults == []
            found = verify(archive)
            assert found.holds, (kill, found.faults)
            assert len(archive.index.heads()) == 1
    team.add(path, {"after.txt": "after"})
    with team.open(path) as archive:
        assert "after.txt" in {item.name for item in archive.index.items()}
        assert verify(archive).notes == []


@pytest.mark.parametrize("file", ["entries", "payloads", "keys"])
@pytest.mark.parametrize("torn", [b"{", b'{"at":"2031', b"\n\n\n", b"x" * 5000])
def test_a_write_that_was_torn_is_passed_over_and_written_over(team: Team, file: str, torn: bytes) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    (log,) = (path / "logs").iterdir()
    if not (log / file).exists():
        pytest.skip("there are no keys in a plain archive")
    with (log / file).open("ab") as stream:
        stream.write(torn)
    (path / "items/.part").mkdir(exist_ok=True)
    (path / "items/.part/half").write_bytes(torn)
    with team.open(path) as archive:
        assert verify(archive).holds
    team.add(path, {"b.txt": "b"})
    with team.open(path) as archive:
        assert [item.name for item in archive.index.items()] == ["a.txt", "b.txt"]
        assert verify(archive).holds
        assert verify(archive).notes == []


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop()), resource.RLIM_INFINITY))
"""


@pytest.mark.parametrize("most", [1_000, 3_000, 9_000, 20_000])
def test_a_disk_that_is_full_loses_nothing_that_was_acknowledged(team: Team, most: int) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    inputs = team.folder / "many"
    inputs.mkdir()
    for number in range(60):
        (inputs / f"{number:03}.txt").write_text(str(number))
    tests = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])}
    command = [sys.executable, "-c", FULL + WORKER, path, team.home("one"), inputs, str(int(team.encrypted)), str(most)]
    done = subprocess.run(command, capture_output=True, env=environment)
    assert done.returncode != 0
    assert b"cannot be written" in done.stderr or b"disk" in done.stderr, done.stderr
    said = set(done.stdout.decode().split())
    with team.open(path) as archive:
        assert said | {"a.txt"} <= {item.name for item in archive.index.items()}
        assert verify(archive).holds, verify(archive).faults
    team.add(path, {"after.txt": "after"})
    with team.open(path) as archive:
        assert verify(archive).holds


def test_a_disk_that_cannot_be_written_can_be_read(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    before = sorted((p, p.stat().st_mtime_ns) for p in path.rglob("*"))
    with team.open(path) as archive:
        assert [item.name for item in archive.index.items()] == ["a.txt"]
        assert verify(archive).holds
        with pytest.raises(ArchiveError, match="cannot be written"):
            add_files(archive, [], Custody(why="kept"))
    assert sorted((p, p.stat().st_mtime_ns) for p in path.rglob("*")) == before


def test_a_founding_that_was_stopped_leaves_nothing_that_looks_like_an_archive(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        team.found()
    monkeypatch.undo()
    assert not (team.folder / "a").exists()
    team.found()


def test_an_encrypted_archive_that_is_killed_while_open_leaves_nothing_readable(tmp_path: Path) -> None:
    team = Team(tmp_path, encrypted=True)
    path = team.found()
    inputs = tmp_path / "many"
    inputs.mkdir()
    secret = "Мариям Сағынтай сөйледі"
    for number in range(40):
        (inputs / f"{secret} {number:03}.txt").write_text(f"{secret} {number}" * 300, encoding="utf-8")
    with started(team, path, inputs) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    folders = path, team.home("one")
    files = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
    assert len(files) > 8
    assert Grep([secret]).below(*folders) == {}
    for file in files:
        assert b"kept" not in file.read_bytes(), file


LAYING_OUT = """
import os, signal, sys
from pathlib import Path
from khronika.archive.laying_out import laid_out
from khronika.archive.store import Archive

with Archive(Path(sys.argv[1]), home=Path(sys.argv[2]), identities=[sys.argv[3]]) as archive, laid_out(archive) as out:
    print(out.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(memory_folder() is None, reason="no folder in memory")
def test_what_a_killed_command_had_laid_out_in_memory_is_taken_away_by_the_next_one(tmp_path: Path) -> None:
    team = Team(tmp_path, encrypted=True)
    path = team.found()
    team.add(path, {"a.txt": "nine were killed"})
    command = [sys.executable, "-c", LAYING_OUT, path, team.home("one"), IDENTITY]
    done = subprocess.run(command, capture_output=True, check=False)
    left = Path(done.stdout.decode().strip())
    assert (left / "a.txt").read_text() == "nine were killed"
    with team.open(path) as archive, laid_out(archive) as ours:
        assert not left.exists()
        assert swept() == 0
        assert ours.folder.exists()


def test_an_index_in_memory_sorts_in_memory() -> None:
    for index in (Index.in_memory(), Index.in_memory(Index.in_memory().bytes())):
        assert index._db.execute("PRAGMA temp_store").fetchone() == (2,)
