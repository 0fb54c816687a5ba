"""``khronika export`` as a user meets it."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from cli.conftest import contents, khronika

OFFLINE = ("acled", "ucdp", "geojson", "jsonld")


@pytest.fixture(scope="module")
def chronicle(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "out"
    assert khronika("chronicle", reports, "--profile", "fast", "--quiet", "-o", folder).returncode == 0
    return folder


@pytest.mark.parametrize("name", [*OFFLINE, "ftm", "parquet"])
def test_it_writes_the_export_with_statement_losses_and_manifest_and_nothing_else(
    name: str, chronicle: Path, tmp_path: Path
) -> None:
    pytest.importorskip({"ftm": "followthemoney", "parquet": "pyarrow"}.get(name, "json"))
    before = contents(chronicle)
    done = khronika("export", "--to", name, chronicle, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "khronika: note: nothing protected is known of a folder, so what is written is not searched;"
        " --archive ARCHIVE searches it"
    ]
    assert done.stdout.decode().splitlines()[-1] == "read out/statement.txt before you pass it on"
    written = contents(tmp_path)
    manifest = json.loads(written["out/manifest.json"])
    assert set(written) == {"out/manifest.json"} | {f"out/{file}" for file in manifest["sha256"]}
    assert {"out/statement.txt", "out/dropped.csv"} < set(written)
    assert contents(chronicle) == before


def test_the_file_alone_does_as_well_as_the_folder(chronicle: Path, tmp_path: Path) -> None:
    khronika("export", "--to", "ucdp", chronicle, "-o", tmp_path / "a")
    khronika("export", "--to", "ucdp", chronicle / "data/chronicle.json", "-o", tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a")


def test_the_contested_toll_of_the_reports_is_one_row_with_every_account(chronicle: Path, tmp_path: Path) -> None:
    khronika("export", "--to", "acled", chronicle, "-o", tmp_path)
    rows = list(csv.DictReader((tmp_path / "acled.csv").open(encoding="utf-8", newline="")))
    (row,) = [row for row in rows if row["fatalities"] != "0"]
    assert row["fatalities"] == "4"
    for words in ("4", "12", "7"):
        assert words in row["notes"]
    assert "Merev" not in (tmp_path / "acled.csv").read_text("utf-8") + (tmp_path / "dropped.csv").read_text("utf-8")


def test_the_summary_as_json_counts_what_was_written(chronicle: Path, tmp_path: Path) -> None:
    done = khronika("export", "--to", "acled", chronicle, "-o", tmp_path / "out", "--json")
    summary = json.loads(done.stdout)
    assert summary["counts"]["acled.csv"] == len((tmp_path / "out/acled.csv").read_bytes().split(b"\r\n")) - 2
    assert set(summary) == {"to", "out", "files", "counts", "left_out", "poorer"}


def test_a_record_that_was_changed_since_it_was_written_is_named(chronicle: Path, tmp_path: Path) -> None:
    shutil.copytree(chronicle, tmp_path / "copy")
    record = tmp_path / "copy/data/chronicle.json"
    record.write_bytes(record.read_bytes() + b"\n")
    done = khronika("export", "--to", "geojson", "copy", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "khronika: note: copy: chronicle.json is not the one that its manifest lists: it was changed since"
        in done.stderr.decode().splitlines()
    )


def test_quiet_says_nothing(chronicle: Path, tmp_path: Path) -> None:
    done = khronika("export", "--to", "geojson", chronicle, "-o", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_export_is_not_read_as_a_dispatch(chronicle: Path, tmp_path: Path) -> None:
    khronika("export", "--to", "acled", chronicle, "-o", tmp_path / "reports/acled")
    (tmp_path / "reports/a.txt").write_text("Soldiers shot four people in Oslo on 14 March 2031.", "utf-8")
    done = khronika("chronicle", "reports", "--profile", "fast", "--json", "-o", "out", cwd=tmp_path)
    assert json.loads(done.stdout)["dispatches"] == 1
    assert b"acled" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "hxl", "CHRONICLE", "-o", "out"], "acled"),
        (["CHRONICLE", "-o", "out"], "--to"),
        (["--to", "acled", "CHRONICLE"], "--out"),
        (["--to", "acled", "-o", "out"], "CHRONICLE"),
        (["--to", "acled", "missing", "-o", "out"], "missing"),
        (["--to", "acled", "foreign", "-o", "out"], "data/chronicle.json"),
        (["--to", "acled", "CHRONICLE", "-o", "foreign"], "foreign"),
        (["--to", "acled", "CHRONICLE", "-o", "broken.json"], "broken.json"),
        (["--to", "acled", "broken.json", "-o", "out"], "broken.json: no chronicle that can be read: not JSON"),
        (["--to", "acled", "newer.json", "-o", "out"], "newer.json: no chronicle that can be read: schema version 2.0"),
        (["--to", "acled", "empty.json", "-o", "out"], "empty.json: no chronicle that can be read: the file is empty"),
        (["--to", "acled", "deep.json", "-o", "out"], "nested too deeply"),
        (["--to", "acled", "huge.json", "-o", "out"], "thousands of digits"),
    ],
)
def test_wrong_use_and_hostile_files_end_with_2_a_line_and_nothing_written(
    arguments: list[str], says: str, chronicle: Path, tmp_path: Path
) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/mine.txt").write_text("mine", "utf-8")
    (tmp_path / "broken.json").write_text('{"schema_version": "1.0", "claims": [', "utf-8")
    (tmp_path / "newer.json").write_text('{"schema_version": "2.0"}', "utf-8")
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / "deep.json").write_bytes(b"[" * 100_000)
    (tmp_path / "huge.json").write_bytes(b"9" * 100_000)
    before = contents(tmp_path)
    given = [str(chronicle) if one == "CHRONICLE" else one for one in arguments]
    done = khronika("export", *given, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stdout == b""
    assert contents(tmp_path) == before


def test_a_file_name_that_acts_on_a_terminal_is_shown_harmless(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.json").write_bytes(b"{}")
    done = khronika("export", "--to", "acled", "a\x1b[2J.json", "-o", "out", cwd=tmp_path)
    assert b"\x1b" not in done.stderr
    assert done.returncode == 2
