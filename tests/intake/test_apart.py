"""Engines in processes of their own: whatever becomes of one, there is an answer."""

from pathlib import Path

import pytest

from khronika.errors import InputError, LimitExceeded
from khronika.intake.formats import apart


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(apart, "files", lambda package: tmp_path)
    return tmp_path


def test_it_hands_over_the_bytes_and_gives_back_the_output(programs: Path) -> None:
    (programs / "p.py").write_text("import sys; print(sys.argv[1], len(sys.stdin.buffer.read())); sys.exit(4)")
    assert apart.run_apart("p.py", b"abc", "x", name="a.pdf", seconds=0) == (4, b"x 3\n")


@pytest.mark.parametrize("end", ["import os; os.abort()", "raise ValueError", "import sys; sys.exit(9)"])
def test_a_program_that_falls_is_an_input_that_cannot_be_read(programs: Path, end: str) -> None:
    (programs / "p.py").write_text(end)
    with pytest.raises(InputError, match=r"a.pdf: the file brings its reader down"):
        apart.run_apart("p.py", b"", name="a.pdf", seconds=0)


def test_a_program_that_does_not_end_is_ended(programs: Path) -> None:
    (programs / "p.py").write_text("import time; time.sleep(60)")
    with pytest.raises(LimitExceeded, match=r"a.pdf: over the limit item_seconds = 1"):
        apart.run_apart("p.py", b"", name="a.pdf", seconds=1)
