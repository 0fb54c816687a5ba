"""What holds for every exchange format: nothing is dropped without a word, nothing is written where it may not be."""

import builtins
import hashlib
import io
import json
import re
import runpy
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from khronika.errors import MissingExtra, OutputError, VocabularyError, WrongUse
from khronika.hooks import BUILT_IN
from khronika.model.chronicle import Chronicle
from khronika.publishing import publish
from khronika.publishing.exchange import Export, Exporter, Loss, export, exporter_named, exporters
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.statement import dropped_csv
from publishing.exchanging import FORMATS, back, chronicles, exported, table
from publishing.sample import CHRONICLE

EMPTY = replace(
    CHRONICLE,
    dispatches=(),
    claims=(),
    incidents=(),
    people=(),
    undecided=(),
    sources=(),
    not_held=(),
    refusals=(),
    incidents_of={},
)
EXPORTERS = pytest.mark.parametrize("name", FORMATS)
LIBRARY = {"ftm": "followthemoney", "parquet": "pyarrow"}


@pytest.fixture(autouse=True)
def _skip_what_is_not_installed(request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params.get("name", "") if hasattr(request.node, "callspec") else ""
    if name in LIBRARY and "without" not in request.node.name:
        pytest.importorskip(LIBRARY[name])


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@EXPORTERS
def test_the_manifest_counts_and_seals_what_is_there(name: str, tmp_path: Path) -> None:
    recalled = back(CHRONICLE)
    export(recalled, exporter_named(name), tmp_path / "out")
    written = content(tmp_path / "out")
    manifest = json.loads(written.pop("manifest.json"))
    assert manifest["sha256"] == {file: hashlib.sha256(data).hexdigest() for file, data in written.items()}
    assert manifest["chronicle"]["sha256"] == recalled.sha256
    assert manifest["to"] == name
    dropped = table(written["dropped.csv"])
    assert manifest["counts"]["dropped.csv"] == len(dropped)
    assert set(manifest["counts"]) == set(written) - {"statement.txt"}
    gone = Counter(row["rule"] for row in dropped if row["exported"] == "false")
    poorer = Counter(row["rule"] for row in dropped if row["exported"] == "true")
    assert manifest["left_out"] == gone
    assert manifest["poorer"] == poorer
    assert all(row["why"] and row["record"] and row["id"] for row in dropped)


@EXPORTERS
def test_the_statement_says_each_rule_in_words_with_its_number(name: str, tmp_path: Path) -> None:
    done = export(back(CHRONICLE), exporter_named(name), tmp_path)
    text = " ".join((tmp_path / "statement.txt").read_text("utf-8").split())
    rules = exporter_named(name).rules
    for rule in {**done.left_out, **done.poorer}:
        assert rules[rule] in text, rule
    for file, count in done.counts.items():
        assert file == "dropped.csv" or re.search(rf"{re.escape(file)}: {count:,} records?", text)


@EXPORTERS
def test_every_record_of_the_chronicle_is_in_the_export_or_in_the_list_of_losses(name: str) -> None:
    made = exported(name)
    listed = {(loss.record, loss.record_id) for loss in made.losses}
    held = b"".join(made.files.values())
    for kind, ids in {
        "claim": [one.claim_id for one in CHRONICLE.claims],
        "source": [one.source_id for one in CHRONICLE.sources],
        "dispatch": [one.doc_id for one in CHRONICLE.dispatches],
        "incident": [one.incident_id for one in CHRONICLE.incidents],
        "refusal": [one.name for one in CHRONICLE.refusals],
    }.items():
        for one in ids:
            assert {(kind, one), ("episode", one)} & listed or one.encode() in held, (kind, one)
    for person in CHRONICLE.people:
        assert ("person", person.person_id) in listed or person.name.encode() in held


@EXPORTERS
def test_no_rule_is_written_down_that_no_code_uses(name: str) -> None:
    folder = files("khronika.publishing.exchange")
    code = "".join(entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".py"))
    assert [rule for rule in codes(name)["rules"] if f'"{rule}"' not in code] == []


@EXPORTERS
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chronicle=chronicles)
def test_whatever_the_incidents_every_loss_has_its_rule(name: str, chronicle: Chronicle) -> None:
    exporter, made = exporter_named(name), exported(name, chronicle)
    assert {loss.rule for loss in made.losses} <= set(exporter.rules)
    assert len(table(dropped_csv(exporter, made.losses))) == len(made.losses)


def test_the_page_on_exports_is_made_of_these_codes() -> None:
    docs = Path(__file__).parents[2] / "docs"
    page = runpy.run_path(str(docs / "write_export.py"))["page"]()
    assert (docs / "export.md").read_text("utf-8") == page, "run python docs/write_export.py"


@EXPORTERS
def test_the_columns_that_are_said_to_be_empty_are(name: str) -> None:
    held = codes(name)
    unfilled = {column for column, rule in held.get("columns", {}).items() if not rule}
    assert unfilled == set(held["empty"])
    if unfilled:
        (rows,) = [table(content) for content in exported(name).files.values()]
        assert rows
        assert {row[column] for row in rows for column in unfilled} == {""}


def records_in(name: str, content: bytes) -> int:
    """Records of a file, counted by a reader of its kind."""
    if name.endswith(".csv"):
        return len(table(content))
    if name.endswith(".parquet"):
        return int(pytest.importorskip("pyarrow.parquet").read_metadata(io.BytesIO(content)).num_rows)
    if name.endswith(".ftm.json"):
        return len([json.loads(line) for line in content.decode("utf-8").split("\n") if line])
    held = json.loads(content)
    return len(held["features" if name.endswith(".geojson") else "@graph"])


@EXPORTERS
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chronicle=chronicles)
def test_whatever_the_incidents_the_counts_are_those_of_a_reader(name: str, chronicle: Chronicle) -> None:
    made = exported(name, chronicle)
    assert {file: records_in(file, data) for file, data in made.files.items()} == dict(made.counts)


@EXPORTERS
def test_the_same_chronicle_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        export(back(CHRONICLE), exporter_named(name), tmp_path / folder)
    assert content(tmp_path / "one") == content(tmp_path / "two")


@EXPORTERS
def test_an_empty_chronicle_gives_an_empty_export_that_says_so(name: str, tmp_path: Path) -> None:
    done = export(back(EMPTY), exporter_named(name), tmp_path)
    assert "Nothing." in (tmp_path / "statement.txt").read_text("utf-8")
    assert done.left_out == done.poorer == {}


@EXPORTERS
def test_withheld_names_and_quotes_are_in_no_file(name: str, tmp_path: Path) -> None:
    publish(CHRONICLE, tmp_path / "chronicle")
    export(back(CHRONICLE, include_names=False), exporter_named(name), tmp_path / "out")
    for file, data in content(tmp_path / "out").items():
        for word in ("Marat", "Ulanov", "Zo\u00eb", "Dinara", "Velikhanova", "three dead on the steps"):
            assert word.encode() not in data, (file, word)


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_even_with_names_a_protected_speaker_of_a_toll_is_named_by_kind_only(name: str, tmp_path: Path) -> None:
    export(back(CHRONICLE), exporter_named(name), tmp_path)
    for file, data in content(tmp_path).items():
        assert b"Dinara" not in data, file
    held = b"".join(exported(name).files.values()).decode("utf-8")
    assert "a protected source (eyewitness)" in held


@EXPORTERS
def test_a_folder_of_somebody_else_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="not empty"):
        export(back(CHRONICLE), exporter_named(name), tmp_path)
    assert content(tmp_path) == {"mine.txt": b"mine"}


def test_neither_a_chronicle_nor_an_export_to_another_format_is_overwritten(tmp_path: Path) -> None:
    publish(CHRONICLE, tmp_path / "chronicle")
    export(back(CHRONICLE), exporter_named("acled"), tmp_path / "acled")
    before = content(tmp_path)
    for folder in ("chronicle", "acled"):
        with pytest.raises(OutputError, match="no export to ucdp of ours"):
            export(back(CHRONICLE), exporter_named("ucdp"), tmp_path / folder)
    with pytest.raises(OutputError, match="no chronicle of ours"):
        publish(CHRONICLE, tmp_path / "acled")
    assert content(tmp_path) == before


def test_a_second_export_replaces_the_first_and_nothing_else(tmp_path: Path) -> None:
    export(back(CHRONICLE), exporter_named("geojson"), tmp_path)
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    export(back(EMPTY), exporter_named("geojson"), tmp_path)
    assert json.loads((tmp_path / "incidents.geojson").read_bytes())["features"] == []
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@EXPORTERS
def test_no_text_acts_on_a_terminal_that_shows_the_statement(name: str, tmp_path: Path) -> None:
    odd = replace(
        CHRONICLE,
        incidents=tuple(replace(one, title=f"\x1b[2J\u202e{one.title}\n# x") for one in CHRONICLE.incidents),
    )
    export(back(odd), exporter_named(name), tmp_path)
    text = (tmp_path / "statement.txt").read_text("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\n# x" not in text


def test_no_cell_of_the_losses_starts_a_formula(tmp_path: Path) -> None:
    odd = replace(CHRONICLE, incidents=tuple(replace(one, title="=1+1") for one in CHRONICLE.incidents))
    export(back(odd), exporter_named("acled"), tmp_path)
    rows = table((tmp_path / "dropped.csv").read_bytes())
    assert {"'=1+1"} == {row["title"] for row in rows if "=1+1" in row["title"]}
    assert not [row for row in rows for value in row.values() if value.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(("name", "library"), LIBRARY.items())
def test_without_its_library_a_format_says_what_to_install(
    name: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., object] = builtins.__import__

    def refuse(module: str, *rest: object) -> object:
        if module.split(".")[0] == library:
            raise ImportError(module)
        return real(module, *rest)

    recalled = back(CHRONICLE)
    exporter = exporter_named(name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r"khronika\[exchange\]"):
        exporter.export(recalled)


def test_an_unknown_format_is_wrong_use_and_names_the_known_ones() -> None:
    with pytest.raises(WrongUse, match=r"acled.*ucdp"):
        exporter_named("hxl")


def test_a_loss_without_a_rule_is_an_error_and_not_a_silence() -> None:
    exporter = exporter_named("acled")
    with pytest.raises(VocabularyError, match="'whim' has no rule"):
        dropped_csv(exporter, [Loss(rule="whim", record="incident", record_id="x")])


def test_every_built_in_format_is_there() -> None:
    assert set(exporters()) == set(FORMATS)
    assert len(BUILT_IN["exporter"]) == len(FORMATS)


NOTHING = Exporter(
    name="nothing", title="Nothing", about="", rules={}, empty={}, export=lambda _: Export(files={}, counts={})
)


def test_an_exporter_of_somebody_else_comes_in_by_the_same_door(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("khronika.publishing.exchange.exporter.plugged_in", lambda kind: [("theirs", NOTHING)])
    done = export(back(CHRONICLE), exporter_named("nothing"), tmp_path)
    assert done.files == ("dropped.csv", "statement.txt", "manifest.json")


def test_a_plug_in_that_is_no_exporter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khronika.publishing.exchange.exporter.plugged_in", lambda kind: [("odd", 3)])
    with pytest.raises(WrongUse, match="'odd' is no Exporter"):
        exporters()
