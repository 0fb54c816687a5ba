"""The table of the benchmarks holds what was measured, and what cannot be run says why."""

import csv
from pathlib import Path

import pytest
from benchmarks import layers
from benchmarks.table import COLUMNS, Result, keep, markdown

ONE = Result("when", "a corpus", "read", "F1 | strict", "90.0", "others 80.0")


def test_the_table_has_a_row_for_each_result_and_breaks_at_no_cell() -> None:
    lines = markdown([ONE]).splitlines()
    assert len(lines) == 3
    assert {len(line) for line in lines} == {len(lines[0])}
    assert "F1 \\| strict" in lines[2]


def test_results_are_kept_as_csv_and_markdown(tmp_path: Path) -> None:
    keep([ONE], tmp_path / "results")
    with (tmp_path / "results" / "results.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table == [list(COLUMNS), ["when", "a corpus", "read", "F1 | strict", "90.0", "others 80.0", ""]]
    assert (tmp_path / "results" / "results.md").read_text("utf-8") == markdown([ONE])


def test_a_layer_without_its_corpus_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layers, "CORPORA", tmp_path)
    assert "timex is not there" in layers.missing("when")
    assert layers.missing("how-many") == ""


def test_a_corpus_without_the_scorer_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "timex").mkdir()
    monkeypatch.setattr(layers, "CORPORA", tmp_path)
    monkeypatch.setattr(layers, "SCORER", tmp_path / "score.py")
    assert "score.py is not there" in layers.missing("when")


def test_slow_layers_are_layers() -> None:
    assert set(layers.LAYERS) > layers.SLOW
