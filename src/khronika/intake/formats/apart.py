"""Engines written in C and C++ run in a process of their own.

A file that brings one down, keeps it busy or fills its memory is then refused by name, and the others go on.
"""

import subprocess
import sys
from importlib.resources import as_file, files

from khronika.errors import InputError, LimitExceeded

CLOSED, UNREADABLE = 3, 4
"""Exit codes of the programs: the file is closed by a password; it is nothing that the engine can read."""


def run_apart(program: str, data: bytes, *arguments: str, name: str, seconds: int) -> tuple[int, bytes]:
    """Exit code (0, `CLOSED` or `UNREADABLE`) and output of a program beside this module, with `data` on its input.

    seconds: the longest that it may take; 0 sets no limit.
    Raises: LimitExceeded, InputError where the program came to any other end.
    """
    with as_file(files("khronika.intake.formats").joinpath(program)) as path:
        command = [sys.executable, "-P", str(path), *arguments]
        try:
            done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=seconds or None)
        except subprocess.TimeoutExpired:
            raise LimitExceeded(name, f"over the limit item_seconds = {seconds}") from None
    if done.returncode not in (0, CLOSED, UNREADABLE):
        raise InputError(name, "the file brings its reader down")
    return done.returncode, done.stdout
