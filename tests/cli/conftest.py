"""What the tests of the command line share: the installed command, run as a user runs it, and small inputs."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

KHRONIKA = Path(sys.executable).parent / "khronika"
Run = Callable[..., subprocess.CompletedProcess[bytes]]

STORY = """ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour of Orun on Thursday morning.

The governor's office put the number of dead at four. The dockers' union said that at least twelve people had
been killed. "They did not warn anybody," said Dana Merev, a crane driver who stood at the gate.

On 13 March about 300 workers had gone on strike. Police detained the union's chairman, Ivo Taral, at night.
"""
BULLETIN = """HALDA, 15 March 2031 (Radio Halda) -- The hospital of Orun said on Friday that seven people had died.

A curfew was imposed in Orun from 10 p.m. Web sites of two papers could not be opened.
"""


def khronika(
    *arguments: str | bytes | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    before: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """The command run to its end; a traceback fails the test, whatever it is about.

    env: added to the environment; a value "" takes the variable away. before: a command that runs ours.
    """
    surroundings = {name: value for name, value in {**os.environ, **(env or {})}.items() if value or not env}
    done = subprocess.run(
        [*before, KHRONIKA, *arguments], cwd=cwd, env=surroundings, input=stdin, capture_output=True, timeout=300
    )
    for stream in (done.stdout, done.stderr):
        assert b"Traceback" not in stream, stream.decode()
    return done


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: path -> bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two dispatches, one of them in a folder below."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "radio").mkdir()
    (folder / "wire.txt").write_text(STORY, encoding="utf-8")
    (folder / "radio/bulletin.txt").write_text(BULLETIN, encoding="utf-8")
    return folder


def hear_ctrl_c() -> None:
    """For ``preexec_fn``: a shell that starts the tests in the background makes what it starts deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
