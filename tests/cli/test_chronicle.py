"""``khronika chronicle`` as a user meets it: what it writes, says and returns."""

import csv
import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import jsonschema
import pytest

from cli.conftest import BULLETIN, STORY, contents, khronika
from khronika.publishing import schema

Done = CompletedProcess[bytes]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def done(reports: Path, work: Path) -> Done:
    """One run of the full profile over the folder, in an empty folder."""
    return khronika("chronicle", reports, "-o", "out", cwd=work)


@pytest.fixture(scope="module")
def record(done: Done, work: Path) -> dict[str, Any]:
    assert done.returncode == 0
    found: dict[str, Any] = json.loads((work / "out/data/chronicle.json").read_bytes())
    return found


def test_it_ends_with_0_and_says_what_came_out(done: Done, record: dict[str, Any]) -> None:
    assert done.returncode == 0
    assert done.stderr == b""
    first, *_, last = done.stdout.decode().splitlines()
    assert first.startswith(f"2 dispatches, {len(record['claims'])} claims, ")
    assert first.endswith("; all inputs read")
    assert last == "open out/index.html"


def test_it_writes_nothing_outside_of_out(done: Done, work: Path, reports: Path) -> None:
    assert [path.name for path in work.iterdir()] == ["out"]
    assert set(contents(reports)) == {"wire.txt", "radio/bulletin.txt"}


def test_its_files_are_those_of_the_contract(done: Done, work: Path) -> None:
    tables = ("dispatches", "claims", "incidents", "tallies", "people", "sources", "places")
    promised = {"index.html", "data/datapackage.json", "data/incidents.geojson", "data/chronicle.json"}
    assert set(contents(work / "out")) >= promised | {f"data/{table}.csv" for table in tables}


def test_the_record_fits_the_schema(record: dict[str, Any]) -> None:
    jsonschema.validate(record, schema())
    assert [dispatch["doc_id"] for dispatch in record["dispatches"]] == ["radio/bulletin.txt", "wire.txt"]


def test_every_quote_stands_at_its_offsets(record: dict[str, Any]) -> None:
    texts = {dispatch["doc_id"]: dispatch["text"] for dispatch in record["dispatches"]}
    assert record["claims"]
    for claim in record["claims"]:
        assert claim["quote"] == texts[claim["doc_id"]][claim["start"] : claim["end"]]


def test_the_text_of_a_plain_file_is_kept_unchanged_where_names_are_included(reports: Path, tmp_path: Path) -> None:
    done = khronika("chronicle", reports, "--include-names", "--profile", "fast", "-o", tmp_path / "out")
    record = json.loads((tmp_path / "out/data/chronicle.json").read_bytes())
    assert {dispatch["text"] for dispatch in record["dispatches"]} == {STORY, BULLETIN}
    assert b"withheld" not in done.stdout


def test_names_at_risk_are_withheld_unless_asked_for_and_counted(done: Done, work: Path) -> None:
    assert not [name for name, content in contents(work / "out").items() if b"Merev" in content]
    assert b"withheld: " in done.stdout


def test_the_same_input_gives_the_same_bytes_in_whatever_order_it_is_named(reports: Path, tmp_path: Path) -> None:
    one, two = reports / "wire.txt", reports / "radio/bulletin.txt"
    khronika("chronicle", one, two, "--quiet", "-o", tmp_path / "a", env={"PYTHONHASHSEED": "1"})
    khronika("chronicle", two, one, "--quiet", "-o", tmp_path / "b", env={"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"})
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a")


def test_a_second_run_replaces_the_first_and_reads_none_of_its_pages(reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "wire.txt").write_text(STORY, encoding="utf-8")
    first = khronika("chronicle", ".", "-o", "out", "--profile", "fast", "--json", cwd=folder)
    before = contents(folder / "out")
    second = khronika("chronicle", ".", "-o", "out", "--profile", "fast", "--json", cwd=folder)
    assert (first.returncode, second.returncode) == (0, 0)
    assert json.loads(first.stdout)["dispatches"] == json.loads(second.stdout)["dispatches"] == 1
    assert set(contents(folder / "out")) == set(before)


def test_an_input_that_cannot_be_read_is_named_and_the_rest_is_done(reports: Path, tmp_path: Path) -> None:
    broken = tmp_path / "photo.txt"
    broken.write_bytes(bytes(range(256)) * 8)
    done = khronika("chronicle", reports, broken, "--profile", "fast", "--json", "--quiet", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "khronika: not read: photo.txt: not a text: it holds bytes that no text has"
    ]
    summary = json.loads(done.stdout)
    assert (summary["dispatches"], summary["unread"]) == (2, 1)
    record = json.loads((tmp_path / "out/data/chronicle.json").read_bytes())
    assert [(refusal["name"], refusal["unread"]) for refusal in record["refusals"] if refusal["unread"]] == [
        ("photo.txt", True)
    ]
    assert "photo.txt" in (tmp_path / "out/index.html").read_text("utf-8")


def test_a_text_in_a_language_without_a_reader_is_kept_and_named_as_unread(tmp_path: Path) -> None:
    text = "Ayer la policía mató a tiros a cinco personas en la ciudad, dijo el sindicato. Los vecinos salieron."
    (tmp_path / "es.txt").write_text(text, encoding="utf-8")
    done = khronika("chronicle", "es.txt", "--include-names", "-o", "out", cwd=tmp_path)
    record = json.loads((tmp_path / "out/data/chronicle.json").read_bytes())
    assert done.returncode == 1
    assert b"es.txt" in done.stderr
    assert record["dispatches"][0]["text"] == text
    assert record["claims"] == []


def test_quiet_says_nothing_where_all_went_well(reports: Path, tmp_path: Path) -> None:
    done = khronika("chronicle", reports, "--quiet", "--profile", "fast", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_summary_as_json_is_one_object_on_stdout(reports: Path, tmp_path: Path) -> None:
    done = khronika("chronicle", reports, "--json", "--profile", "fast", "-o", tmp_path / "out")
    summary = json.loads(done.stdout)
    assert done.stdout.count(b"\n") == 1
    assert {"page", "dispatches", "claims", "incidents", "people", "sources", "unread", "notes", "withheld"} == set(
        summary
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.txt", "-o", "out"], "missing.txt"),
        (["wire.txt"], "--out"),
        (["-o", "out"], "PATHS"),
        (["wire.txt", "-o", "out", "--published", "some day"], "2031-03-14T18:00Z"),
        (["wire.txt", "-o", "out", "--timezone", "Mars/North"], "Asia/Aqtau"),
        (["wire.txt", "-o", "out", "--policy", "median"], "ucdp"),
        (["wire.txt", "-o", "out", "--profile", "slow"], "fast"),
        (["wire.txt", "-o", "foreign"], "foreign"),
        (["wire.txt", "-o", "wire.txt"], "wire.txt"),
        (["wire.txt", "-o", "out", "--colour"], "--colour"),
    ],
)
def test_wrong_use_ends_with_2_says_what_to_do_and_writes_nothing(
    arguments: list[str], says: str, tmp_path: Path
) -> None:
    (tmp_path / "wire.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/mine.txt").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)
    done = khronika("chronicle", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stdout == b""
    assert contents(tmp_path) == before
    assert not (tmp_path / "out").exists()


def test_published_and_timezone_stand_in_where_a_text_is_silent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Yesterday soldiers shot dead four people in Oslo.", encoding="utf-8")
    options = ("--published", "2031-03-14 18:00", "--timezone", "+05:00", "--profile", "fast")
    khronika("chronicle", "a.txt", *options, "-o", "out", cwd=tmp_path)
    record = json.loads((tmp_path / "out/data/chronicle.json").read_bytes())
    assert record["dispatches"][0]["published"] == "2031-03-14T18:00:00+05:00"
    assert record["claims"][0]["when"]["edtf"] == "2031-03-13"


def test_a_cell_of_the_tables_never_starts_a_formula(tmp_path: Path) -> None:
    line = {"doc_id": "=1+1", "title": "=HYPERLINK(0)", "text": f"@SUM(1+1)*cmd. {STORY}", "url": "javascript:alert(1)"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    khronika("chronicle", "a.jsonl", "--profile", "fast", "-o", "out", cwd=tmp_path)
    for table in (tmp_path / "out/data").glob("*.csv"):
        for row in csv.reader(table.open(encoding="utf-8-sig", newline="")):
            assert not [cell for cell in row if cell[:1] in "=@+" and cell], table
    assert 'href="javascript' not in (tmp_path / "out/index.html").read_text("utf-8")
