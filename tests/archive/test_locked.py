"""Locked, or killed while open, an encrypted archive shows nobody: every file is searched for every disguise."""

import base64
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from benchmarks.disguises import ENCODINGS, FEWEST_BYTES, Grep, spellings
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.conftest import IDENTITY, Desk, recipient
from cli.conftest import KHRONIKA, STORY
from khronika.archive.sessions import memory_folder
from khronika.publishing.withholding.across import AcrossScripts

KAZAKH, RUSSIAN, ARABIC, LATIN = "Мәриям Сағынтайқызы", "Наталья Щербакова", "مريم الحسيني", "Zoë Håkansson-Šťastný"
PHONE, PLACE = "+7 701 555 01 23", "Камышлы-Бұлақ"
ELSEWHERE = {
    KAZAKH: ("Mariam Sagyntaikyzy", "Mariyam Saghyntaykyzy", "مريم ساغينتايكيزي"),
    RUSSIAN: ("Natalia Shcherbakova", "ناتاليا شيرباكوفا"),
    ARABIC: ("Марьям Хусейни",),
    LATIN: ("Zoe Hakansson",),
}
"""Spellings in other letters by which the linter knows them."""
VALUES = [KAZAKH, RUSSIAN, ARABIC, LATIN, PHONE, PLACE, *(one for many in ELSEWHERE.values() for one in many)]

STATEMENTS = {
    KAZAKH: f'"Soldiers shot nine people," said {KAZAKH} ({", ".join(ELSEWHERE[KAZAKH])}), who lives near {PLACE}.',
    RUSSIAN: f"«Погибли девять человек», — сказала {RUSSIAN} ({', '.join(ELSEWHERE[RUSSIAN])}) 14 марта 2031 года.",
    ARABIC: f'"Four were killed," said {ARABIC} ({ELSEWHERE[ARABIC][0]}), a docker; she can be reached at {PHONE}.',
    LATIN: f'{LATIN} ({ELSEWHERE[LATIN][0]}) said: "They shot at us for an hour, and twelve were wounded."',
    PHONE: f"The hospital of Orun ({PHONE}) said that seven people had died of their wounds.",
}

pytestmark = pytest.mark.skipif(memory_folder() is None, reason="no folder in memory")


@pytest.fixture(scope="module")
def grep() -> Grep:
    return Grep(VALUES)


@pytest.fixture
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Files whose names and words name everybody, the folder for temporary files among those that are searched."""
    (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
    (desk.folder / "told").mkdir()
    for value, words in STATEMENTS.items():
        (desk.folder / "told" / f"{value}.txt").write_text(
            f"{words} {STORY if value != RUSSIAN else ''}\n", encoding="utf-8"
        )
    (desk.folder / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(desk.folder / "temporary"))
    return desk


def steps() -> Iterator[tuple[str, ...]]:
    """Orders that put every value into names, words, reasons, custody, judgments, claims, tables and editions."""
    yield (
        "add", "a", "told", "--why", f"{KAZAKH} asked for it", "--method", f"handed over by {ARABIC}",
        "--collected-by", LATIN, "--source-url", f"https://example.org/{RUSSIAN}?tel={PHONE}",
    )  # fmt: skip
    yield ("record", "a", "--profile", "fast", "--why", f"for {PLACE}")
    for value in (KAZAKH, RUSSIAN, ARABIC, LATIN):
        yield ("judge", "a", "protect", value, "--why", f"{value} was threatened in {PLACE}, call {PHONE}")
    yield ("find", "a", *KAZAKH.split())
    yield ("decisions", "a")
    yield ("export", "a", "--csv", "-o", "claims.csv", "--profile", "fast", "--why", f"for {LATIN}", "--include-names")
    yield ("publish", "a", "-o", "edition", "--profile", "fast", "--why", "monthly", "--quiet")
    yield ("bundle", "a", "-o", "carried.zip")


def searched(desk: Desk) -> list[Path]:
    return [desk.folder / "a", desk.folder / "one", desk.folder / "temporary"]


@pytest.mark.slow
def test_no_file_of_a_locked_archive_shows_anybody(told: Desk, grep: Grep) -> None:
    told.run("init", "a", "--member", LATIN, "--device", KAZAKH, "--why", f"for {ARABIC}", "--recipient", recipient())
    for step in steps():
        told.run(*step, "--identity", "key.txt")
        assert grep.below(*searched(told)) == {}, step[0]
    assert grep.in_file(told.folder / "carried.zip") == set()
    assert "everything holds" in told.run("verify", "a")
    told.run("open", "a", "--identity", "key.txt")
    told.run("find", "a", *RUSSIAN.split())
    assert grep.below(*searched(told)) == {}
    told.run("seal", "a")
    assert grep.below(*searched(told)) == {}


@pytest.mark.slow
def test_no_file_of_an_archive_that_was_killed_while_open_shows_anybody(told: Desk, grep: Grep) -> None:
    told.run("init", "a", "--member", LATIN, "--recipient", recipient())
    environment = {**os.environ, "KHRONIKA_HOME": str(told.folder / "one")}
    environment.pop("XDG_RUNTIME_DIR", None)
    chance = random.Random(12)
    for step in [step for step in steps() if step[0] in ("add", "record", "publish")]:  # the benchmark kills all
        command: list[str | Path] = [KHRONIKA, *step, "--identity", "key.txt"]
        with subprocess.Popen(
            command, cwd=told.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            until_open(process)
            time.sleep(chance.uniform(0.02, 1.2 if step[0] in ("record", "publish") else 0.2))
            process.send_signal(signal.SIGKILL)
        assert grep.below(*searched(told)) == {}, step[0]
        shutil.rmtree(told.folder / "edition", ignore_errors=True)
        told.run(*step, "--identity", "key.txt")  # so that the next one finds what it needs; nothing has to be mended
        assert grep.below(*searched(told)) == {}, step[0]
    assert "everything holds" in told.run("verify", "a", "--identity", "key.txt")


def until_open(process: subprocess.Popen[bytes], most: float = 60) -> None:
    """Waits until a command has loaded what it opens the archive with, or is at its end."""
    until = time.monotonic() + most
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError):
            if "pyrage" in Path(f"/proc/{process.pid}/maps").read_text("utf-8", "replace"):
                return
        time.sleep(0.005)


def test_an_archive_that_is_not_encrypted_shows_them_so_that_the_search_can_be_believed(told: Desk, grep: Grep) -> None:
    told.run("init", "a", "--member", LATIN)
    told.run("add", "a", "told", "--why", f"{KAZAKH} asked for it")
    shown = set().union(*grep.below(told.folder / "a").values())
    assert shown >= {KAZAKH, RUSSIAN, ARABIC, LATIN, PHONE, PLACE}
    named = grep.below(told.folder / "told")
    assert {path.stem for path in named} == set(STATEMENTS)


def test_the_linter_knows_the_spellings_in_other_letters() -> None:
    for name, others in ELSEWHERE.items():
        across = AcrossScripts([(name, "")])
        for other in others:
            assert across.hits(f"said {other} today"), other


@given(
    st.sampled_from(VALUES), st.data(), st.sampled_from(ENCODINGS), st.binary(max_size=7), st.binary(max_size=7),
    st.sampled_from(["plain", "hex", "HEX", "base64", "json", "json in json"]),
)  # fmt: skip
def test_a_value_is_found_in_every_spelling_and_encoding(
    grep: Grep, value: str, data: st.DataObject, encoding: str, before: bytes, after: bytes, how: str
) -> None:
    spelling = data.draw(st.sampled_from(sorted(spellings(value))))
    try:
        held = spelling.encode(encoding)
    except UnicodeEncodeError:
        held = spelling.encode()
    escaped = json.dumps(spelling).encode()
    # "SRBKF" is five bytes, which stand in any ciphertext by chance; of base64 up to two bytes hang on what is beside
    letters = len(escaped) - len('""') if how.startswith("json") else len(held)
    assume(letters >= FEWEST_BYTES + 2 * (how == "base64"))
    held = before + held + after
    forms = {
        "plain": held, "hex": held.hex().encode(), "HEX": held.hex().upper().encode(),
        "base64": base64.b64encode(held), "json": escaped, "json in json": json.dumps(escaped.decode()).encode(),
    }  # fmt: skip
    assert grep.in_bytes(forms[how]), (spelling, encoding, how)


def test_bytes_by_chance_are_no_value(grep: Grep) -> None:
    chance = random.Random(5)
    assert grep.in_bytes(chance.randbytes(3_000_000)) == set()
    assert grep.in_bytes(base64.b64encode(chance.randbytes(300_000))) == set()
