"""The first pass drops nothing in which the questions would find something."""

import json
from itertools import chain
from pathlib import Path

import pytest

from khronika.reading.analysis import analyse
from khronika.reading.events import find_events
from khronika.reading.figures import find_figures
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reading.triage import holds_attribution, holds_event, worth_a_glance, worth_parsing

ROOT = Path(__file__).parents[2]


def sentences_at_hand() -> list[Sentence]:
    """Those of the sentences with figures, and of the dispatches of the examples."""
    tolls = ROOT / "tests" / "data" / "tolls.jsonl"
    texts = [json.loads(line)["text"] for line in tolls.read_text("utf-8").splitlines()]
    examples = (ROOT / "examples" / "dispatches").glob("*.txt")
    return list(chain.from_iterable(map(segment, [*texts, *(path.read_text("utf-8") for path in examples)])))


def test_a_sentence_with_an_event_or_a_figure_is_never_dropped() -> None:
    every = sentences_at_hand()
    assert len(every) > 300
    dropped = analyse([s for s in every if not holds_event(s)])
    assert [s.text for s in dropped if find_events(s.text, [s])] == []
    assert [s.text for s in dropped if find_figures([s])] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Eleven people were killed.", True),
        ("Two buses came.", True),
        ("Buses came.", False),
        ("Police took four men into custody.", True),
        ("It was cold, and the sky was grey.", False),
        ("", False),
    ],
)
def test_what_tells_by_itself_or_beside_a_number_is_kept(text: str, kept: bool) -> None:
    assert [holds_event(s) for s in segment(text)] == ([kept] if text else [])


def test_only_what_may_tell_is_parsed_and_who_is_named_or_cited_gets_a_glance() -> None:
    text = "A nurse told us all. She saw eleven people killed. The sky was grey.\n\nHere stood Mira Satek."
    sentences = segment(text)
    assert worth_parsing(sentences) == [True, True, False, False]
    after = segment("Eleven people were killed. It was cold, said the mayor.\n\nIt was late, said Mira Satek.")
    assert worth_parsing(after) == [True, False, False]
    assert [worth_a_glance(sentence) for sentence in sentences] == [True, True, False, True]
    assert worth_parsing([]) == []


@pytest.mark.parametrize(
    ("text", "cited"), [("The mayor said so.", True), ("“Go home!”", True), ("The sky was grey.", False)]
)
def test_a_cue_or_a_quotation_mark_may_cite_somebody(text: str, cited: bool) -> None:
    assert [holds_attribution(s) for s in segment(text)] == [cited]
