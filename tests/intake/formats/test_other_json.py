"""JSON of other kinds: its signs and keys are never read as a report."""

import json

import pytest
from tests.intake.formats.taking import read_names, taken, told


@pytest.mark.parametrize("name", ["a.json", "a.geojson", "download"])
@pytest.mark.parametrize("value", [{"a": {"text": "Four people died."}}, [{"text": "Four people died."}], ["x", "y"]])
def test_it_is_refused_with_what_to_do(name: str, value: object) -> None:
    for written in (json.dumps(value, indent=1), json.dumps(value, indent=4)):
        (outcome,) = told(taken(name, written.encode())).values()
        assert outcome.startswith("refused: JSON of no known kind; hand in records a line each")


def test_records_that_go_by_json_are_read_as_records() -> None:
    lines = "".join(json.dumps({"doc_id": name, "text": "Four people died."}) + "\n" for name in "ab")
    assert read_names(taken("a.json", lines.encode())) == ["a.json:1", "a.json:2"]
