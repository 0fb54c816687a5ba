"""The real command over the bad files, with good ones beside them: each is accounted for, and nothing gets out."""

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from hostile.cases import CASES, STORY, Case, Fate
from hostile.make_hostile import write_all
from khronika.reference.cells import allow_cells
from khronika.reference.display import sayable, shown

KHRONIKA = Path(sys.executable).with_name("khronika")
EXAMPLES = Path(__file__).parents[2] / "examples" / "dispatches"
GOOD = [
    "01-wire-lantern-square.txt",
    "02-union-statement.md",
    "03-state-agency.html",
    "04-rolling-report.txt",
    "05-toll-corrected.txt",
    "06-radio-bulletins.jsonl",
    "07-ngo-list.md",
    "22-evening-post-monday.txt",
]
SCALE = 0.005
MEMORY = 4 << 30
"""Bytes of address space, which is more than what is ever in memory; ``benchmarks/hostile.py`` measures that."""
ACTS_ON_A_SCREEN = "\x1b\x9b\x07\x08\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass
class Done:
    """What a run of the command left behind, and where it ran."""

    code: int
    stderr: str
    work: Path
    out: Path

    @cached_property
    def record(self) -> Any:
        return json.loads((self.out / "data" / "chronicle.json").read_text("utf-8"))

    @cached_property
    def pages(self) -> dict[str, str]:
        return {str(path.relative_to(self.out)): path.read_text("utf-8") for path in self.out.rglob("*.html")}


def run(folder: Path, work: Path) -> Done:
    """The command in a folder of its own, with a home and a place for temporary files that are watched."""
    for name in ("home", "temporary"):
        (work / name).mkdir(parents=True, exist_ok=True)
    out = work / "out"
    surroundings = os.environ | {"HOME": str(work / "home"), "TMPDIR": str(work / "temporary")}
    done = subprocess.run(
        [KHRONIKA, "chronicle", folder, "-o", out, "--include-names"],
        cwd=work,
        env=surroundings,
        capture_output=True,
        timeout=600,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    return Done(done.returncode, done.stderr.decode("utf-8"), work, out)


def everything(folder: Path, *, but: Path | None = None) -> set[str]:
    """Every path below a folder, links and pipes too."""
    found = set()
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(here, name) != but]
        found |= {os.path.join(here, name) for name in (*folders, *files)}
    return found


def good_ones(folder: Path) -> None:
    for name in GOOD:
        shutil.copy(EXAMPLES / name, folder / name)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def before(place: Path) -> set[str]:
    """What there was before the command ran."""
    folder = place / "in"
    folder.mkdir()
    write_all(folder, SCALE)
    good_ones(folder)
    (place / "work").mkdir()
    return everything(place)


@pytest.fixture(scope="module")
def done(place: Path, before: set[str]) -> Done:
    return run(place / "in", place / "work")


def named(done: Done, case: Case) -> tuple[list[str], list[dict[str, Any]]]:
    """The dispatches that were read from a bad file, and what was set aside of it."""
    name = os.fsdecode(case.name).split("/")[0]
    items = [dispatch["item"]["name"] for dispatch in done.record["dispatches"]]
    of_it = (sayable(name), f"{sayable(name)}:", f"{sayable(name)}/")
    refusals = [r for r in done.record["refusals"] if begins(r["name"], shown(name))]
    return [item for item in items if item == of_it[0] or item.startswith(of_it[1:])], refusals


def begins(name: str, file: str) -> bool:
    return name == file or name.startswith((f"{file}:", f"{file}/"))


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 100


def test_the_command_ends_with_1_and_no_traceback(done: Done) -> None:
    assert done.code == 1, done.stderr[-2000:]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda case: shown(os.fsdecode(case.name), 40))
def test_each_is_read_or_refused_with_a_reason(done: Done, case: Case) -> None:
    read, refusals = named(done, case)
    lost = [refusal for refusal in refusals if refusal["unread"]]
    assert all(refusal["reason"] for refusal in refusals)
    match case.fate:
        case Fate.REFUSED:
            assert lost, case.about
            assert not read, case.about
        case Fate.READ:
            assert read, case.about
        case Fate.LEFT:
            assert refusals, case.about
            assert not lost, case.about
        case Fate.EITHER:
            assert read or refusals, case.about


def test_each_refusal_is_named_on_stderr_and_in_the_page(done: Done) -> None:
    told = set(done.stderr.splitlines())
    words = Words(*done.pages.values())
    for refusal in done.record["refusals"]:
        if refusal["unread"]:
            line = f"khronika: not read: {refusal['name']}: {refusal['reason']}"
            assert shown(line, 2000) in told
            assert " ".join(refusal["name"].split()) in words.text


def test_the_good_ones_are_read_whole(done: Done, tmp_path: Path) -> None:
    alone = tmp_path / "in"
    alone.mkdir()
    good_ones(alone)
    wanted = {d["doc_id"]: d["text"] for d in run(alone, tmp_path / "work").record["dispatches"]}
    got = {d["doc_id"]: d["text"] for d in done.record["dispatches"]}
    assert len(wanted) == 9
    assert {doc: got.get(doc) for doc in wanted} == wanted


def test_nothing_is_written_outside_of_out(done: Done, place: Path, before: set[str]) -> None:
    ours = {str(place / "work" / name) for name in ("home", "temporary", "out")}
    assert everything(place, but=done.out) - before - ours == set()
    assert not list(Path("/tmp").glob("escaped*"))


def test_what_it_says_does_nothing_to_a_terminal_and_is_its_own(done: Done) -> None:
    assert not set(ACTS_ON_A_SCREEN) & set(done.stderr)
    assert [line for line in done.stderr.splitlines() if not line.startswith("khronika: ")] == []


class Words(HTMLParser):
    """What a browser sees in pages: words, tags, addresses, handlers."""

    def __init__(self, *pages: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[tuple[str, str | None]] = []
        self.addresses: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        for page in pages:
            self.feed(page)
            self.reset()
        self.text = " ".join(" ".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "form":
            self.forms.append(dict(attrs))
        self.handlers += [(name, value) for name, value in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def test_no_script_of_theirs_is_in_a_page(done: Done) -> None:
    for name, page in done.pages.items():
        seen = Words(page)
        assert seen.handlers == [], name
        assert not {"iframe", "object", "embed", "base"} & set(seen.tags), name
        assert all(form.get("class") == "filters" and "action" not in form for form in seen.forms), name
        outside = [
            a for a in seen.addresses if a.strip().lower().startswith(("javascript:", "data:text", "file:", "//"))
        ]
        assert outside == [], name
        assert not set(ACTS_ON_A_SCREEN) & set(page), name
        for script in scripts_in(page):
            assert "alert(" not in script, name


def scripts_in(page: str) -> Iterable[str]:
    """What a browser would run; data in JSON is only read."""
    for part in page.split("<script")[1:]:
        if not part.startswith(' type="application/json"'):
            yield part.partition("</script")[0]


def test_no_cell_of_a_table_is_a_formula(done: Done) -> None:
    for path in (done.out / "data").glob("*.csv"):
        allow_cells(1 << 30)
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path.name, cell[:80])
                    assert not cell.startswith("-") or cell[1:2].isdigit(), (path.name, cell[:80])


def test_no_secret_of_the_system_is_in_the_chronicle(done: Done) -> None:
    users = Path("/etc/passwd").read_text("utf-8").splitlines()[0]
    for path in done.out.rglob("*"):
        assert not path.is_file() or users.encode() not in path.read_bytes(), path


TWELVE = [
    b"empty.txt", b"noise.txt", b"gzip-truncated.txt.gz", b"nested-60000.html", b"a-page-of-6mb.html",
    b"no-objects.jsonl",
    b"cut-short.pdf", b"no-text.docx", b"only-an-end.zip", b"link-to-users.txt", b"pipe.txt", b"cut-short.docx",
]  # fmt: skip


def test_twelve_bad_and_eight_good_files_come_out_as_said(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad = [case for case in CASES if case.name in TWELVE]
    write_all(folder, SCALE, bad)
    good_ones(folder)
    done = run(folder, tmp_path / "work")
    assert done.code == 1
    unread = [refusal["name"] for refusal in done.record["refusals"] if refusal["unread"]]
    for case in bad:
        assert any(begins(name, shown(os.fsdecode(case.name))) for name in unread), case.name
    read = {dispatch["item"]["name"].split(":")[0] for dispatch in done.record["dispatches"]}
    assert read == set(GOOD)


def test_a_file_that_grows_and_shrinks_while_it_is_read_loses_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good_ones(folder)
    moving, over = folder / "moving.txt", threading.Event()
    moving.write_text(STORY, "utf-8")

    def move() -> None:
        while not over.wait(0.001):
            with moving.open("r+b") as stream:
                stream.truncate(len(STORY))
                stream.seek(0, os.SEEK_END)
                stream.write(STORY.encode() * 200)

    mover = threading.Thread(target=move)
    mover.start()
    try:
        done = run(folder, tmp_path / "work")
    finally:
        over.set()
        mover.join()
    names = [dispatch["item"]["name"] for dispatch in done.record["dispatches"]]
    assert done.code == 0 if "moving.txt" in names else done.code == 1
    assert {name.split(":")[0] for name in names} >= set(GOOD)
