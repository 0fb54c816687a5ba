"""The command as a whole: help, version, completion, streams, being stopped, and what it may not touch."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from cli.conftest import KHRONIKA, STORY, contents, hear_ctrl_c, khronika
from khronika.cli.main import VERBS, main
from khronika.cli.main import khronika as group

DOCS = Path(__file__).parents[2] / "docs"


def commands() -> dict[str, click.Command]:
    """Every verb and what stands below it: "gazetteer build" -> the command."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for verb in VERBS:
        command = group.get_command(context, verb)
        assert command is not None
        found[verb] = command
        if isinstance(command, click.Group):
            found |= {f"{verb} {name}": below for name, below in command.commands.items()}
    return found


def test_the_version_is_said() -> None:
    assert re.fullmatch(rb"khronika, version \d+\.\d+\.\d+\n", khronika("--version").stdout)


@pytest.mark.parametrize("verb", ["", *commands()])
def test_the_help_of_every_verb_has_an_example(verb: str) -> None:
    done = khronika(*verb.split(), "--help")
    assert done.returncode == 0
    assert re.search(rf"Examples?:\s+khronika {verb}".encode(), done.stdout)


@pytest.mark.parametrize("verb", commands())
def test_every_option_stands_in_the_documentation(verb: str) -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    start = text.index(f"## khronika {verb}\n")
    section = text[start : text.find("\n## ", start + 1)]
    for parameter in commands()[verb].params:
        for option in parameter.opts if isinstance(parameter, click.Option) else []:
            assert f"`{option}" in section, option


def test_the_table_of_the_documentation_has_every_verb() -> None:
    table = (DOCS / "cli.md").read_text("utf-8").split("```")[1]
    named = {word for line in table.splitlines() for word in re.split(r" [A-Z]| -|  ", line)[0].split() if word != "|"}
    assert set(VERBS) - named == set()


def test_the_examples_of_the_documentation_look_like_what_is_printed_and_agree() -> None:
    for page in ("cli.md", "archive.md"):
        assert (
            re.findall(r"(?<![\w/])[0-9a-f]{12}(?!\w)", (DOCS / page).read_text("utf-8")) == []
        )  # a claim's id has a c
    text = (DOCS / "cli.md").read_text("utf-8")
    told = re.search(r"^(\d+) dispatches, (\d+) claims, (\d+) incidents", text, re.MULTILINE)
    as_json = re.search(r'"dispatches": (\d+), "claims": (\d+), "incidents": (\d+)', text)
    assert told
    assert as_json
    assert told.groups() == as_json.groups()


def test_no_verb_is_wrong_use_with_the_help() -> None:
    done = khronika()
    assert done.returncode == 2
    assert b"Usage: khronika" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_it_writes_a_script_that_completes_its_verbs(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    done = khronika(env={"_KHRONIKA_COMPLETE": f"{shell}_source", "PATH": os.environ["PATH"]})
    assert done.returncode == 0
    assert b"khronika" in done.stdout
    words = {"COMP_WORDS": "khronika chr", "COMP_CWORD": "1"}
    if shell == "bash":
        done = khronika(env={"_KHRONIKA_COMPLETE": "bash_complete", **words})
        assert done.stdout == b"plain,chronicle\n"


def test_read_shows_the_claims_and_their_words(reports: Path) -> None:
    done = khronika("read", reports / "wire.txt", "--profile", "fast")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“" in done.stdout.decode()
    assert "killed 12" in done.stdout.decode()


def test_read_explains_its_claims_when_asked(reports: Path) -> None:
    done = khronika("read", reports / "wire.txt", "--profile", "fast", "--explain")
    assert done.returncode == 0
    assert "“gone on strike”, by events.toml" in done.stdout.decode()


def test_read_makes_escape_sequences_and_markup_harmless(tmp_path: Path) -> None:
    text = f"---\ntitle: '[/red] [bold]\x1b[31m'\n---\n\n{STORY.replace('crowd', chr(27) + '[2Jcrowd' + chr(0x202E))}"
    (tmp_path / "a\x1b[31m.md").write_text(text, encoding="utf-8")
    done = khronika("read", "a\x1b[31m.md", "--profile", "fast", cwd=tmp_path)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout.decode()
    assert b"[/red] [bold]" in done.stdout


def test_the_gazetteer_says_what_it_holds_and_whom_to_credit() -> None:
    done = khronika("gazetteer", "show")
    assert done.returncode == 0
    assert b"GeoNames" in done.stdout


def test_a_missing_gazetteer_is_said_with_what_to_do(reports: Path, tmp_path: Path) -> None:
    nowhere = {"KHRONIKA_GAZETTEER": str(tmp_path / "none.bin")}
    done = khronika("chronicle", reports, "-o", tmp_path / "out", env={**os.environ, **nowhere})
    assert done.returncode == 2
    assert b"khronika gazetteer build" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_reader_of_the_pipe_that_leaves_early_gets_no_complaint(tmp_path: Path) -> None:
    lines = "".join(f'{{"doc_id": {n}, "text": "On Friday, on Monday and on Sunday."}}\n' for n in range(3000))
    (tmp_path / "texts.jsonl").write_text(lines, encoding="utf-8")
    command = [KHRONIKA, "annotate", "--layer", "times", tmp_path / "texts.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_full_disk_behind_stdout_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([KHRONIKA, "--version"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def wait_until_it_reads(process: int) -> None:
    """Until the gazetteer is mapped, which is the first thing that reading does."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if "gazetteer.bin" in Path(f"/proc/{process}/maps").read_text("utf-8"):
            return
        time.sleep(0.05)
    pytest.fail("it never began to read")


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc to see when reading begins")
def test_ctrl_c_half_way_leaves_the_earlier_chronicle_and_prints_one_line(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(1500):
        (reports / f"{number}.txt").write_text(STORY.replace("twelve", str(number + 12)), encoding="utf-8")
    (tmp_path / "one.txt").write_text(STORY, encoding="utf-8")
    khronika("chronicle", "one.txt", "--profile", "fast", "-o", "out", cwd=tmp_path)
    before = contents(tmp_path / "out")
    for out in ("out", "new"):
        command = [KHRONIKA, "chronicle", "reports", "--profile", "fast", "-o", out]
        with subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c
        ) as process:
            wait_until_it_reads(process.pid)
            process.send_signal(signal.SIGINT)
            stdout, stderr = process.communicate(timeout=60)
        assert process.returncode == 1
        assert (stdout, stderr.count(b"\n")) == (b"", 1)
        assert b"stopped" in stderr
    assert contents(tmp_path / "out") == before
    assert not (tmp_path / "new").exists()


def test_ctrl_c_while_its_libraries_are_still_loading_prints_one_line(tmp_path: Path) -> None:
    spy = "import sys\n\n\nclass Stop:\n    def find_spec(self, name, *_):\n        if name == 'click':\n"
    spy += "            raise KeyboardInterrupt\n\n\nsys.meta_path.insert(0, Stop())\n"
    (tmp_path / "sitecustomize.py").write_text(spy, encoding="utf-8")
    stopped = khronika("--help", env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (stopped.returncode, stopped.stdout, stopped.stderr.count(b"\n")) == (1, b"", 1)
    assert b"stopped" in stopped.stderr


def test_it_opens_no_connection(reports: Path, tmp_path: Path) -> None:
    spy = "import socket\n\n\ndef refused(*_a, **_k):\n    raise SystemExit('a connection was opened')\n\n\n"
    spy += "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused\n"
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(spy, encoding="utf-8")
    page = "<html><head><script src='http://example.org/x.js'></script></head><body><p>" + STORY + "</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    watched = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    proof = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        env=watched,
        capture_output=True,
    )
    assert b"a connection was opened" in proof.stderr, socket
    done = khronika("chronicle", reports, tmp_path / "a.html", "-o", tmp_path / "out", "--quiet", env=watched)
    assert (done.returncode, done.stderr) == (0, b"")


def test_it_needs_no_home_and_no_folder_to_write_but_out(reports: Path, tmp_path: Path) -> None:
    poor = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "TMPDIR": "/nonexistent"}
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    surroundings = {**dict.fromkeys(os.environ, ""), **poor}
    done = khronika("chronicle", reports, "-o", tmp_path / "out", "--quiet", cwd=locked, env=surroundings)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_out_that_cannot_be_written_is_said_in_one_line(reports: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file/out"
    blocked.parent.write_text("mine", encoding="utf-8")
    done = khronika("chronicle", reports, "-o", blocked, "--profile", "fast")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert str(blocked).encode() in done.stderr


def test_progress_is_drawn_on_a_terminal_only(reports: Path, tmp_path: Path) -> None:
    if shutil.which("script") is None:
        pytest.skip("no script(1) to play a terminal")
    line = f"{KHRONIKA} chronicle {reports} --profile fast -o {tmp_path / 'out'}"
    done = subprocess.run(
        ["script", "-qec", line, "/dev/null"], capture_output=True, stdin=subprocess.DEVNULL, timeout=120
    )
    for step in (b"taking in", b"reading", b"reconciling", b"publishing"):
        assert step in done.stdout
    assert b"2/2" in done.stdout


def test_a_fault_of_our_own_is_one_sentence_without_words_of_the_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Dana Merev")

    monkeypatch.setattr(group, "main", fail)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert re.fullmatch(
        r"khronika: a fault in Khronika: ValueError at test_use.py:\d+; please report this\n", capsys.readouterr().err
    )


def test_an_empty_path_is_not_taken_for_the_folder_that_one_stands_in(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY, encoding="utf-8")
    for arguments in (("chronicle", "", "-o", "out"), ("chronicle", "one.txt", "-o", "")):
        done = khronika(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert b"empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]
