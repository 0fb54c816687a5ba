"""The sentences with figures are well formed, and their score can tell right from wrong."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "data" / "score_tolls.py"
spec = importlib.util.spec_from_file_location("score_tolls", SCRIPT)
assert spec is not None
assert spec.loader is not None
tolls = importlib.util.module_from_spec(spec)
sys.modules["score_tolls"] = tolls
spec.loader.exec_module(tolls)

ROWS = tolls.read_rows("tolls.jsonl")
UNREAD = tolls.read_rows("tolls_unread.jsonl")


def perfect(rows: list[dict]) -> dict[str, list[dict]]:
    return {
        row["id"]: [figure | {"end": figure["start"] + len(figure["quote"])} for figure in row["figures"]]
        for row in rows
    }


@pytest.mark.parametrize("row", ROWS + UNREAD, ids=lambda row: row["id"])
def test_it_gives_every_figure_where_it_stands(row: dict) -> None:
    for figure in row["figures"]:
        assert row["text"].startswith(figure["quote"], figure["start"])
        for low, high in tolls.bounds(figure):
            assert low is None or high is None or 0 <= low <= high
        assert figure["exactness"] in {"exact", "about", "at least", "up to", "range", "vague", "uncounted"}
        assert figure["scope"] in {"whole", "part", "addition", "running total"}


def test_it_keeps_unread_sentences_apart() -> None:
    assert all(row.get("unread") for row in UNREAD)
    assert not any(row.get("unread") for row in ROWS)
    assert not {row["text"] for row in ROWS} & {row["text"] for row in UNREAD}
    assert len(ROWS) + len(UNREAD) >= 240
    assert {row["construction"] for row in ROWS} == {row["construction"] for row in UNREAD}


def test_its_score_of_the_answers_themselves_is_full() -> None:
    result = tolls.score(ROWS, perfect(ROWS))
    assert (result.recall, result.precision, result.lines) == (1.0, 1.0, [])
    assert [result.of_found(name) for name in ("group", "exactness", "scope")] == [1.0, 1.0, 1.0]


def test_its_score_of_nothing_is_none() -> None:
    assert tolls.score(ROWS, {}).recall == 0.0


def test_it_counts_what_should_not_be_there() -> None:
    row = next(row for row in ROWS if not row["figures"])
    mention = {"start": 0, "end": 5, "measure": "killed", "low": 1, "high": 1}
    assert tolls.score([row], {row["id"]: [mention]}).extra.total() == 1
