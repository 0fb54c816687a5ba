"""What holds of attributions whatever the text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.model.span import Span
from khronika.reading.analysis import analyse
from khronika.reading.attribution import attribution_at, carry_on, find_attributions
from khronika.reading.attribution.quotes import quotes
from khronika.reading.segmentation import segment

PIECES = st.sampled_from(
    [
        "The governor",
        "she",
        "They",
        "said",
        "claims",
        "that",
        "nine people died",
        "according to",
        "According to",
        "residents",
        ",",
        ".",
        "“",
        "”",
        '"',
        "''",
        "\n\n",
        "was told",
        "is reported",
        "also",
        "call for",
        ":",
        ";",
        "Mr. Orte",
        "Estimates",
        "range",
        "of",
        "puts the toll at 9",
        "—",
        "whose",
        "the claim",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_span_is_a_trimmed_stretch_of_the_text(text: str) -> None:
    sentences = analyse(segment(text), "fast")
    found = find_attributions(text, sentences)
    for mention in [*found, *carry_on(text, sentences, found)]:
        for part in (mention.source, mention.cue, mention.content):
            assert list(part) == sorted(part)
            for span in part:
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text).strip() == span.of(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    sentences = analyse(segment(text), "fast")
    assert find_attributions(text, sentences) == find_attributions(text, sentences)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(1, 20))
def test_whoever_answers_for_a_stretch_holds_its_beginning(text: str, start: int, length: int) -> None:
    sentences = analyse(segment(text), "fast")
    found = find_attributions(text, sentences)
    answer = attribution_at(found, Span(start, start + length))
    if answer is not None:
        spans = [*answer.source, *answer.cue, *answer.content]
        assert min(spans).start <= start < max(span.end for span in spans)
        assert answer.reports


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_quotations_neither_overlap_nor_run_over_a_line(text: str) -> None:
    found = quotes(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for quote in found:
        assert "\n" not in quote.span.of(text)
