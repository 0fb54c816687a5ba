"""Cutting a text at the boundaries of its marks."""

from hypothesis import given
from hypothesis import strategies as st
from tests.working import lines_run

from khronika.model.span import Span
from khronika.publishing.pages.marking import Mark, marked
from khronika.publishing.withholding.searching import Hit


@st.composite
def text_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab .\n\u202e", min_size=1, max_size=60))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=8))
    return text, [Mark(f"c{number}", Span(min(pair), max(pair))) for number, pair in enumerate(spans)]


@given(text_with_marks())
def test_it_keeps_every_visible_character_and_lights_up_each_mark_whole(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found: dict[str, str] = {}
    firsts: list[str] = []
    shown = ""
    for paragraph in marked(text, marks).paragraphs:
        stack: list[str] = []
        for piece in paragraph.pieces:
            stack = stack[: len(stack) - piece.closes]
            stack += [opening.anchor for opening in piece.opens]
            firsts += [opening.anchor for opening in piece.opens if opening.first]
            assert len(stack) == len(set(stack))
            for anchor in stack:
                found[anchor] = found.get(anchor, "") + piece.text
            shown += piece.text
        assert len(stack) == paragraph.trailing
    assert "".join(shown.split()) == "".join(text.split())
    for mark in marks:
        assert "".join(found.get(mark.anchor, "").split()) == "".join(mark.span.of(text).split())
        assert firsts.count(mark.anchor) == (1 if mark.anchor in found else 0)


def test_a_gap_bears_its_name() -> None:
    pieces = marked("She said so. He did not.", [], [Hit(0, 3, "Person 1")]).paragraphs[0].pieces
    assert [(piece.text, piece.gap) for piece in pieces] == [("She", "Person 1"), (" said so. He did not.", "")]


def test_a_paragraph_of_a_thousand_marks_is_no_more_work_for_each() -> None:
    def work(count: int) -> int:
        marks = [Mark(f"m{index}", Span(20 * index, 20 * index + 15)) for index in range(count)]
        return lines_run(lambda: marked("four people killed, " * count, marks))

    assert work(800) < 4 * 1.2 * work(200)
