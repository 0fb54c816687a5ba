"""Sentences: where a text falls apart, and that nothing of it is changed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model.span import Span
from khronika.reading.segmentation import LONGEST_SENTENCE, segment


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Police fired. Two men fell.", 2),
        ("Col. Radan Voss said so. He left.", 2),
        ("It began at 4 p.m. in Orun.", 1),
        ("By 12.45 the town was in turmoil. Nobody slept.", 2),
        ("“Go home!” he said. They stayed.", 2),
        ("They came from the U.S. Embassy yesterday.", 1),
        ("J. R. Orvo spoke. Then it rained.", 2),
        ("Who began it? Nobody says.", 2),
        ("It began at 4 p.m. The town slept.", 2),
        ("The answer was no. Nobody came.", 2),
        ("They live at No. 4 on the hill.", 1),
        ("On Dec. 16 it began. It ended in Dec. The town was quiet.", 3),
        ("He came, he says… Then he left.", 2),
        ("WHAT HAPPENED? THE POLICE FIRED.", 2),
    ],
)
def test_a_stop_ends_a_sentence_but_not_an_abbreviation(text: str, count: int) -> None:
    assert len(texts(text)) == count


def test_a_short_line_without_a_stop_is_a_heading() -> None:
    found = segment(
        "The village in flames\n\nFighting went on for hours. Nobody came.\n\nWhat happened yesterday?\n\nPolice fired."
    )
    assert [sentence.heading for sentence in found] == [True, False, False, True, False]


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    text = (
        "Police in the town of Orun fired on a crowd that had gathered in\n"
        "front of the refinery on Thursday morning, and eleven people were\n"
        "killed, the governor's office said in a statement read on the\n"
        "radio. Nobody could say how many were wounded, since the hospital\n"
        "let nobody in.\n\n"
        "The strike goes on, and the refinery has not worked since Monday\n"
        "when the pickets closed its gates for good."
    )
    found = segment(text)
    assert {sentence.paragraph for sentence in found} == {0, 1}
    assert found[0].text.endswith("radio.")


def test_the_cells_of_a_table_are_sentences_of_their_own() -> None:
    found = segment("| Sefa Orvo, lawyer | Detained on 14 March. Released on 15 March. |")
    assert [s.text for s in found] == ["Sefa Orvo, lawyer", "Detained on 14 March.", "Released on 15 March."]
    assert {s.paragraph for s in found} == {0}


def test_furniture_is_left_out_and_joins_nothing() -> None:
    text = "Police fired.\nDonate now\nTwo men fell."
    start = text.index("Donate")
    assert [s.text for s in segment(text, [Span(start, start + len("Donate now"))])] == [
        "Police fired.",
        "Two men fell.",
    ]


def test_an_endless_sentence_is_cut_and_nothing_is_lost() -> None:
    text = "word " * 2000
    found = segment(text)
    assert max(len(sentence.text) for sentence in found) <= LONGEST_SENTENCE
    assert " ".join(sentence.text for sentence in found).split() == text.split()


@given(st.text(alphabet=st.sampled_from("aB .!?\n\r“”,;:’'0é\u2028\t"), max_size=300))
def test_sentences_are_stretches_of_the_text_in_order_that_hold_every_letter(text: str) -> None:
    found = segment(text)
    covered = set()
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
        assert before.paragraph <= after.paragraph
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert sentence.text == sentence.span.of(text) == sentence.text.strip() != ""
        covered |= set(range(*sentence.span))
    assert all(i in covered for i, character in enumerate(text) if character.isalnum())


def test_a_long_line_without_a_stop_is_no_heading() -> None:
    assert [s.heading for s in segment("word " * 19 + "\n\n" + "w" * 131 + "\n\nFlames in Orun")] == [
        False,
        False,
        True,
    ]


def test_what_stands_beside_furniture_in_its_line_is_kept() -> None:
    text = "Police fired. Donate now Two men fell."
    assert [s.text for s in segment(text, [Span(14, 24)])] == ["Police fired.", "Two men fell."]
