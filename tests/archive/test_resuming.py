"""What was stopped half-way and is done again: adding many files, copying a bundle, taking one in."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.conftest import IDENTITY, Desk, recipient
from cli.conftest import hear_ctrl_c

FILES = 200
BATCH = 20

WORKER = f"""
import time
from khronika.archive import adding
from khronika.cli import add, main

class Told(add.StepProgress):
    def __call__(self, step, done, of):
        print(done, flush=True)
        time.sleep(0.05)

adding.default_count = lambda name, usual=adding.default_count: {BATCH} if name == "commit_entries" else usual(name)
add.StepProgress = Told
main.main()
"""
"""The command itself, in batches that are as many times smaller as the files here are fewer; says how many are safe."""


class Many:
    """An archive, and a folder of many files for it: two cannot be read, one is there twice."""

    def __init__(self, desk: Desk, *, encrypted: bool) -> None:
        self.desk = desk
        self.chance = random.Random(11)
        self.inputs = desk.folder / "many"
        self.inputs.mkdir()
        self.names = [f"{number:03}.txt" for number in range(FILES)]
        for name in self.names:
            (self.inputs / name).write_text(f"statement {name}", encoding="utf-8")
        (self.inputs / "100-again.txt").write_text("statement 100.txt", encoding="utf-8")
        for name in ("000-link.txt", "199-link.txt"):
            (self.inputs / name).symlink_to("/etc/hostname")
        (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
        desk.run("init", "a", "--member", "Ana", *(("--recipient", recipient()) if encrypted else ()))
        self.command = ("add", "a", "many", *(("--identity", "key.txt") if encrypted else ()))

    def stopped(self, by: signal.Signals, after: int) -> tuple[list[int], int, str]:
        """Stops an order after so many batches and a while: what it said was safe, its code, its complaints."""
        environment = {
            **os.environ, "KHRONIKA_HOME": str(self.desk.folder / "one"), "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, *self.command], cwd=self.desk.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            said = [process.stdout.readline() for _ in range(after)]
            time.sleep(self.chance.uniform(0, 0.08))
            process.send_signal(by)
            said += process.stdout.readlines()
            complaints = process.stderr.read()
        return [int(line) for line in said if line.strip().isdigit()], process.returncode, complaints

    def kept(self) -> list[str]:
        """The names of what is there; the file that is there twice may be so under either of its names."""
        identity = self.command[3:]
        lines = self.desk.run("log", "a", "--kind", "item", "--json", *identity).splitlines()
        names = (Path(json.loads(line)["payload"]["item"]["name"]).name for line in lines)
        return sorted(name.replace("-again", "") for name in names)


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def many(request: pytest.FixtureRequest, desk: Desk) -> Many:
    return Many(desk, encrypted=request.param)


def finish(many: Many, before: int) -> None:
    """The same command, to its end: it skips what is there, brings in the rest, names what it could not keep."""
    summary = many.desk.run(*many.command, "--json", out=1)
    assert json.loads(summary) == {
        "kept": FILES - before, "linked": 0, "skipped": before + 1, "restored": 0, "refused": 2,
    }  # fmt: skip
    assert many.kept() == many.names
    complaints = many.desk.run(*many.command, code=1)
    assert all(name in complaints for name in ("000-link.txt", "199-link.txt"))
    assert many.kept() == many.names
    many.desk.run("verify", "a", *many.command[3:])


def test_whoever_is_killed_adds_again_and_all_is_there_once(many: Many) -> None:
    for batches in (2, 1, 2):
        safe, code, _ = many.stopped(signal.SIGKILL, batches)
        assert code == -signal.SIGKILL
        kept = many.kept()
        assert len(set(kept)) == len(kept)
        assert set(many.names[: safe[-1] - 2]) <= set(kept), "of what was told of as safe two may be links or copies"
    before = len(many.kept())
    assert 0 < before < FILES
    finish(many, before)


def test_whoever_is_stopped_by_hand_is_told_how_many_are_kept_and_what_is_not(many: Many) -> None:
    safe, code, complaints = many.stopped(signal.SIGINT, 2)
    assert code == 1
    assert "Traceback" not in complaints
    kept = many.kept()
    assert len(kept) >= 2 * BATCH
    assert f"stopped half-way; {len(kept)} kept; the same command goes on with the rest" in complaints
    assert "000-link.txt" in complaints
    assert "199-link.txt" not in complaints
    assert set(many.names[: safe[-1] - 2]) <= set(kept)
    finish(many, len(kept))


def test_a_bundle_that_was_copied_half_way_is_refused_by_name_and_taken_in_once_it_is_whole(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    desk.run("add", "a", "reports")
    desk.run("bundle", "a", "-o", "whole.zip", "--with-protected-names")
    data, carried = (desk.folder / "whole.zip").read_bytes(), desk.folder / "carried.zip"
    for length in (len(data) // 3, len(data) - 200, len(data) - 1):
        carried.write_bytes(data[:length])
        told = desk.run("merge", "b", "carried.zip", code=2)
        assert "carried.zip: a bundle that was cut short" in told
        assert "finish the copy or make it anew, and merge again" in told
    assert "1 entries, 0 items" in desk.run("verify", "b")
    with carried.open("ab") as stream:  # as rsync --append and the like go on
        stream.write(data[length:])
    assert "2 items came in; 0 refused" in desk.run("merge", "b", "carried.zip")
    assert "everything holds" in desk.run("verify", "b")
    assert not list((desk.folder / "b").glob(".bundle*"))


STOPPED_MERGE = """
import os, signal, sys
from khronika.archive import merging
from khronika.cli import main

def stopped(archive, news, items, done, usual=merging._take_items):
    usual(archive, news[:1], items, done)
    os.kill(os.getpid(), signal.SIGKILL)

merging._take_items = stopped
main.main()
"""
"""A merge that is killed when the first of the items is in, and no log."""


def test_a_merge_from_a_bundle_that_was_killed_is_started_again(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    desk.run("add", "a", "reports")
    desk.run("bundle", "a", "-o", "carried.zip", "--with-protected-names")
    environment = {
        **os.environ, "KHRONIKA_HOME": str(desk.folder / "one"), "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    command = [sys.executable, "-c", STOPPED_MERGE, "merge", "b", "carried.zip"]
    done = subprocess.run(command, cwd=desk.folder, env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "everything holds" in desk.run("verify", "b")
    assert "2 entries" in desk.run("merge", "b", "carried.zip")
    assert desk.run("log", "a", "--json") == desk.run("log", "b", "--json")
    assert "everything holds" in desk.run("verify", "b")
    assert not list((desk.folder / "b").glob(".bundle*")), "what the killed merge had unpacked is taken away"
