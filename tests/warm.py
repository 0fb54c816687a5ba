"""The command as a user runs it, but for its start: each call runs in a copy of a process that has loaded everything.

Starting takes most of the time of a short command (modules, word lists, templates), and tests of an archive run
hundreds. ``tests/cli`` runs the installed command itself.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_LONGEST_SECONDS = 300
_TEXT = "ORUN, 14 March 2031 (Halda Wire) - Two people were killed on Friday, said Dana Merev, a nurse who saw it.\n"


def khronika(*arguments: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """The command run to its end; a traceback fails the test, whatever it is about.

    env: all of the environment; a value "" takes the variable away.
    """
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("out", "err")]
        call = {
            "arguments": arguments, "cwd": str(cwd), "env": {name: value for name, value in env.items() if value},
            "streams": [str(stream) for stream in streams],
        }  # fmt: skip
        server.stdin.write(json.dumps(call).encode() + b"\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (stream.read_bytes() for stream in streams)
    for stream in (out, err):
        assert b"Traceback" not in stream, stream.decode()
    return subprocess.CompletedProcess(["khronika", *arguments], code, out, err)


@cache
def _server() -> subprocess.Popen[bytes]:
    server = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(server.terminate)
    return server


def _serve() -> None:
    from khronika.cli.main import main  # noqa: PLC0415  (only the server needs it)

    answers = os.dup(1)
    with tempfile.TemporaryDirectory() as folder:
        for words in _that_load_most(Path(folder)):
            _here(main, words, Path(folder))
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            os.close(answers)
            _answer(main, json.loads(line))
        _, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def _that_load_most(folder: Path) -> list[tuple[str, ...]]:
    (folder / "a.txt").write_text(_TEXT, encoding="utf-8")
    archive, fast = str(folder / "archive"), ("--profile", "fast")
    return [
        ("init", archive, "--member", "Ana"), ("add", archive, str(folder / "a.txt")), ("record", archive, *fast),
        ("chronicle", archive, *fast, "-o", str(folder / "out")), ("decisions", archive),
        ("lint", str(folder / "out"), "--archive", archive, *fast),
    ]  # fmt: skip


def _here(main: Callable[[], None], words: Sequence[str], home: Path) -> None:
    """Runs a command in this process itself, so that the copies have what it loads."""
    before = dict(os.environ)
    os.environ["KHRONIKA_HOME"] = str(home / "home")
    sys.argv = ["khronika", *words]
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        _ended(main)
    os.environ.clear()
    os.environ.update(before)


def _answer(main: Callable[[], None], call: Mapping[str, Any]) -> None:
    """Takes the folder, the surroundings and the streams of a call, and does not come back from it."""
    signal.alarm(_LONGEST_SECONDS)
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    sys.argv = ["khronika", *call["arguments"]]
    for number, path in enumerate([os.devnull, *call["streams"]]):
        os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, "w" if number else "r") for number in range(3))  # noqa: SIM115
    os._exit(_ended(main))


def _ended(main: Callable[[], None]) -> int:
    try:
        main()
        code: object = 0
    except SystemExit as end:
        code = end.code or 0
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    _serve()
