"""Small archives, and a clock that stands where it is put."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cli.conftest import BULLETIN, STORY
from khronika.archive.adding import Custody, add_files
from khronika.archive.founding import Introduction, found
from khronika.archive.joining import admit, join
from khronika.archive.store import Archive
from warm import khronika

settings.register_profile("archive", deadline=None)  # they write to the disk, which takes as long as it takes
settings.load_profile("archive")
pyrage = pytest.importorskip("pyrage")
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
"""The key that the age specification's own test vectors use."""


def recipient() -> str:
    return str(pyrage.x25519.Identity.from_str(IDENTITY).to_public())


class Clock:
    """A minute later each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2031, 3, 14, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Team:
    """Several devices, each with a home of its own, that work on copies of one archive."""

    def __init__(self, folder: Path, *, encrypted: bool = False) -> None:
        self.folder, self.encrypted, self.clock = folder, encrypted, Clock()
        self.identities = [IDENTITY] if encrypted else []

    def home(self, device: str) -> Path:
        return self.folder / "homes" / device

    def found(self, name: str = "a", device: str = "one") -> Path:
        recipients: Sequence[str] = [recipient()] if self.encrypted else []
        path = self.folder / name
        found(
            path, home=self.home(device), recipients=recipients,
            who=Introduction(member="Ana", device=device, why="founded"),
            clock=self.clock,
        )  # fmt: skip
        return path

    def open(self, path: Path, device: str = "one", *, locked: bool = False) -> Archive:
        identities = [] if locked else self.identities
        return Archive(path, home=self.home(device), identities=identities, clock=self.clock)

    def admitted(self, path: Path, role: str, device: str = "two") -> str:
        """A second member's device, which the founder has admitted; its key."""
        with self.open(path, device) as archive:
            key = join(archive, Introduction(member="Bo", device="phone", why="asks"))
        with self.open(path) as archive:
            admit(archive, key, role=role, why="met in person")
        return key

    def add(self, path: Path, texts: dict[str, str], device: str = "one") -> None:
        inputs = self.folder / "inputs"
        inputs.mkdir(exist_ok=True)
        for name, text in texts.items():
            (inputs / name).write_text(text, encoding="utf-8")
        with self.open(path, device) as archive:
            add_files(archive, [(inputs / name, name) for name in texts], Custody(why="kept"))


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Team:
    return Team(tmp_path, encrypted=request.param)


@pytest.fixture
def plain_team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@pytest.fixture
def new_team(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Team]:
    return lambda **how: Team(tmp_path_factory.mktemp("team"), **how)


class Desk:
    """A folder with two devices."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.reports.mkdir()
        (self.reports / "wire.txt").write_text(STORY, encoding="utf-8")
        (self.reports / "bulletin.txt").write_text(BULLETIN, encoding="utf-8")

    def told(self, archive: str = "a", out: str = "out", *more: str) -> dict[str, Any]:
        """The record of the archive's chronicle, made anew."""
        self.run("chronicle", archive, "--profile", "fast", "-o", out, "--quiet", *more)
        return json.loads((self.folder / out / "data/chronicle.json").read_text("utf-8"))  # type: ignore[no-any-return]

    def remove(self, name: str) -> None:
        """Takes a file or folder away, where it is there."""
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def run(self, *arguments: str, device: str = "one", code: int = 0, out: int = 0, notes: bool = False) -> str:
        """What the command says: on stdout, or where it is to end with `code`, on stderr.

        out: the code that it ends with, and stdout all the same. notes: stderr all the same.
        """
        environment = {**os.environ, "KHRONIKA_HOME": str(self.folder / device), "XDG_RUNTIME_DIR": ""}
        done = khronika(*arguments, cwd=self.folder, env=environment)
        assert done.returncode == (code or out), done.stderr.decode()
        return (done.stdout if code == 0 and not notes else done.stderr).decode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
