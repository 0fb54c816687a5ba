"""The hand-made answers are themselves held against the dispatches."""

import importlib.util
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
spec = importlib.util.spec_from_file_location("check_answers", EXAMPLES / "check_answers.py")
assert spec is not None
assert spec.loader is not None
check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check)

ANSWERS = check.read_answers()
TEXTS = check.read_texts()


def test_it_quotes_every_answer_where_it_stands() -> None:
    assert check.complaints(ANSWERS, TEXTS) == []


def test_it_notices_a_quote_that_has_moved() -> None:
    moved = next(a for a in ANSWERS if a["kind"] == "figure" and a["start"] is not None) | {"start": 1}
    assert len(check.complaints([moved], TEXTS)) == 1


def test_it_has_answers_for_every_dispatch() -> None:
    assert {a["doc_id"] for a in ANSWERS if "doc_id" in a} == set(TEXTS)


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a["kind"] == "figure"], ids=lambda a: a["quote"][:40])
def test_it_gives_figures_that_the_model_allows(answer: dict) -> None:
    low, high = answer["low"], answer["high"]
    assert low is None or high is None or low <= high
    assert answer["exactness"] in {"exact", "about", "at least", "up to", "range", "vague", "uncounted"}
    assert answer["scope"] in {"whole", "part", "addition", "running total"}
