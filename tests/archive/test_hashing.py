"""Many items are hashed by programs of their own; what comes back is what would have been found here."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.archive import hashing
from khronika.archive.hashing import Looked, looked_at
from khronika.archive.items import Items
from khronika.errors import VerificationError


@pytest.fixture
def items(tmp_path: Path) -> Items:
    kept = Items(tmp_path / "items")
    for number in range(20):
        kept.keep([str(number).encode() * 40_000 * (number % 3)], None)
    return kept


def all_of(items: Items, names: Sequence[str]) -> dict[str, str]:
    with looked_at(items, names) as looked:
        return {name: _said(error) for name, error in looked}


def _said(error: VerificationError | OSError | None) -> str:
    return f"{type(error).__name__} {error}" if error else ""


def test_programs_find_what_is_found_here(items: Items, monkeypatch: pytest.MonkeyPatch) -> None:
    names = list(items.names())
    altered, missing, unreadable = names[:3]
    items.path(altered).write_bytes(b"x")
    items.path(missing).unlink()
    items.path(unreadable).unlink()
    items.path(unreadable).mkdir()
    asked = [*names, "..", f"{names[4]}\n", "zz"]
    here = all_of(items, asked)
    monkeypatch.setattr(hashing, "_FEW", 1)
    apart = all_of(items, asked)
    assert apart == here
    assert {name for name, said in apart.items() if said} == {altered, missing, unreadable, *asked[-3:]}
    assert hashlib.sha256(b"x").hexdigest() in apart[altered]


def test_what_a_program_leaves_out_is_looked_at_here(items: Items, monkeypatch: pytest.MonkeyPatch) -> None:
    names = list(items.names())
    items.path(names[7]).write_bytes(b"x")
    wanted = all_of(items, names)
    monkeypatch.setattr(hashing, "_FEW", 1)
    monkeypatch.setattr(hashing, "_started", _brought_down(hashing._started))
    assert all_of(items, names) == wanted


def _brought_down(started):  # type: ignore[no-untyped-def]
    def start(items: Items):  # type: ignore[no-untyped-def]
        program = started(items)
        program.kill()
        return program

    return start


def test_whoever_leaves_early_waits_for_nothing(items: Items, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_FEW", 1)
    programs = []
    started = hashing._started
    monkeypatch.setattr(hashing, "_started", lambda items: programs.append(started(items)) or programs[-1])
    with pytest.raises(KeyboardInterrupt), looked_at(items, list(items.names())):
        raise KeyboardInterrupt
    assert all(program.wait(10) is not None for program in programs)


@given(said=st.lists(st.text(max_size=70), max_size=5))
def test_nothing_a_program_says_makes_a_damaged_item_whole(
    said: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    items = Items(tmp_path_factory.mktemp("items"))
    name = items.keep([b"whole"], None).stored
    items.path(name).write_bytes(b"not")
    found: list[Looked] = list(hashing._checked(items, [name], said))
    assert [bool(error) for _, error in found] == [True]
