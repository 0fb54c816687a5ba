"""Each in a process of its own: what is imported stays imported."""

import json
import subprocess
import sys
from typing import Any


def _in_a_process(code: str) -> Any:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_nothing_that_fetches_is_loaded_to_read() -> None:
    found = _in_a_process("""
import json, sys
from khronika.reading.pipeline import pipeline
pipeline()
print(json.dumps(sorted({"spacy", "spacy.cli", "spacy.cli.info", "requests", "httpx", "typer"} & set(sys.modules))))
""")
    assert found == ["spacy"]


def test_others_find_spacy_as_it_always_is() -> None:
    found = _in_a_process("""
import json
from khronika.reading.lean_spacy import import_spacy
import_spacy()
import spacy
version = spacy.info(silent=True)["spacy_version"]
from spacy.cli import download
from spacy.cli.info import info
print(json.dumps([version == spacy.__version__, spacy.cli.download is download, spacy.cli.info.__module__,
                  info.__module__, hasattr(spacy, "no_such_name")]))
""")
    assert found == [True, True, "spacy.cli.info", "spacy.cli.info", False]


def test_its_command_line_is_there_by_attribute_alone() -> None:
    found = _in_a_process("""
import json
from khronika.reading.lean_spacy import import_spacy
import_spacy()
import spacy
print(json.dumps([callable(spacy.cli.download), spacy.cli.__name__]))
""")
    assert found == [True, "spacy.cli"]


def test_what_was_imported_before_is_left_as_it_is() -> None:
    found = _in_a_process("""
import json, spacy
before = dict(vars(spacy))
from khronika.reading.lean_spacy import import_spacy
import_spacy()
print(json.dumps(vars(spacy) == before))
""")
    assert found is True
