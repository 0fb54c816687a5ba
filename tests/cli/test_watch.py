"""``khronika watch``: the chronicle of a folder kept up to date, and what moved said."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import BULLETIN, KHRONIKA, STORY, contents, hear_ctrl_c, khronika
from khronika import rounds
from khronika.cli.watch import settled, state_of
from khronika.rounds import Kept, Order, chronicle_of

THREE = (
    "ORUN, 14 March 2031 (Radio Halda) -- Soldiers fired on a crowd in the harbour of Orun on Thursday morning. "
    "The hospital of Orun said that three people had been killed.\n"
)


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "wire.txt").write_text(STORY, encoding="utf-8")
    return folder


def test_a_round_writes_what_the_chronicle_would_be_and_the_next_what_moved(incoming: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = khronika("watch", incoming, "-o", out, "--once", "--profile", "fast")
    assert first.returncode == 0
    assert b"1 dispatch, " in first.stdout
    (incoming / "radio.txt").write_text(THREE, encoding="utf-8")
    (incoming / "empty.txt").write_bytes(b"")
    second = khronika("watch", incoming, "-o", out, "--once", "--profile", "fast")
    assert second.returncode == 1
    lines = second.stdout.decode().splitlines()
    assert "  + dispatch  radio.txt" in lines
    assert "  + set aside  empty.txt: the file is empty" in lines
    (tally,) = [line for line in lines if line.startswith("  ~ tally  ")]
    assert tally.endswith(": killed: at least 4 -> at least 3, by a protected source (hospital) 1")
    assert b"not read: empty.txt" in second.stderr
    khronika("chronicle", incoming, "-o", tmp_path / "fresh", "--profile", "fast")
    assert contents(out) == contents(tmp_path / "fresh")


def test_a_name_that_is_withheld_is_not_printed(incoming: Path, tmp_path: Path) -> None:
    khronika("watch", incoming, "-o", tmp_path / "out", "--once", "--profile", "fast")
    (incoming / "more.txt").write_text("ORUN, 15 March 2031 -- Police released Ivo Taral in Orun on Friday.\n")
    done = khronika("watch", incoming, "-o", tmp_path / "out", "--once", "--profile", "fast")
    assert b"~ person" in done.stdout
    assert b"Taral" not in done.stdout + done.stderr


def test_a_round_tells_programs_what_moved(incoming: Path, tmp_path: Path) -> None:
    arguments = ("watch", incoming, "-o", tmp_path / "out", "--once", "--json", "--profile", "fast")
    assert json.loads(khronika(*arguments).stdout)["moved"] is None
    assert not any(json.loads(khronika(*arguments).stdout)["moved"].values())
    (incoming / "wire.txt").unlink()
    assert json.loads(khronika(*arguments).stdout)["moved"]["dispatches_out"] == ["wire.txt"]


def test_it_goes_on_until_it_is_interrupted_and_leaves_the_chronicle_whole(incoming: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [KHRONIKA, "watch", incoming, "-o", out, "--every", "0.2", "--profile", "fast"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c)
    try:
        wait_for(out / "index.html")
        (incoming / "radio.txt").write_text(BULLETIN, encoding="utf-8")
        wait_for(out / "data/chronicle.json", "radio.txt")
    finally:
        running.send_signal(signal.SIGINT)
    said, complained = running.communicate(timeout=60)
    assert running.returncode == 0
    assert b"+ dispatch  radio.txt" in said
    assert b"watching ended" in complained
    assert b"Traceback" not in complained
    khronika("chronicle", incoming, "-o", tmp_path / "fresh", "--profile", "fast")
    assert contents(out) == contents(tmp_path / "fresh")


def wait_for(path: Path, words: str = "", longest: float = 120) -> None:
    """Until the file is there and holds the words."""
    end = time.monotonic() + longest
    while not (path.exists() and words in path.read_text("utf-8")):
        assert time.monotonic() < end, f"{path} never came"
        time.sleep(0.1)


def test_what_was_read_is_kept_and_the_result_is_that_of_a_fresh_round(
    incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = rounds.read_dispatch
    monkeypatch.setattr(rounds, "read_dispatch", lambda one, *more: (read.append(one.doc_id), real(one, *more))[1])
    order, kept = Order(profile="fast"), Kept()
    chronicle_of([incoming], order, kept=kept)
    (incoming / "radio.txt").write_text(BULLETIN, encoding="utf-8")
    told = chronicle_of([incoming], order, kept=kept)
    assert read == ["wire.txt", "radio.txt"]
    assert told == chronicle_of([incoming], order)
    (incoming / "wire.txt").unlink()
    chronicle_of([incoming], order, kept=kept)
    assert [dispatch.doc_id for dispatch in kept] == ["radio.txt"]


def test_a_file_that_is_still_being_written_is_waited_for(
    incoming: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([10, 20, 30])

    def write(_seconds: float) -> None:
        size = next(sizes, None)
        if size:
            (incoming / "growing.txt").write_bytes(b"x" * size)

    monkeypatch.setattr(time, "sleep", write)
    states: Iterator[frozenset[tuple[str, int, int, int]]] = settled(incoming, tmp_path / "out", 1)
    assert {size for path, size, *_ in next(states) if path.endswith("growing.txt")} == {30}


def test_the_chronicle_itself_and_hidden_files_are_not_watched(incoming: Path) -> None:
    before = state_of(incoming, incoming / "out")
    (incoming / "out").mkdir()
    (incoming / "out/index.html").write_text("ours")
    (incoming / ".part").write_text("a download")
    assert state_of(incoming, incoming / "out") == before


def test_a_folder_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    done = khronika("watch", tmp_path / "nowhere", "-o", tmp_path / "out", "--once")
    assert done.returncode == 2
    assert b"there is no such folder" in done.stderr
