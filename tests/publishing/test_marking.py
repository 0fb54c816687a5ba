"""Cutting a text at the boundaries of its claims."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId
from khronika.model.span import Span
from khronika.publishing.marking import marked
from khronika.publishing.searching import Hit


@st.composite
def text_with_claims(draw: st.DrawFn) -> tuple[str, list[Claim]]:
    text = draw(st.text(alphabet="ab .\n\u202e", min_size=1, max_size=60))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=8))
    claims = [
        Claim(
            claim_id=ClaimId(f"c{number}"), doc_id=DocId("d"), span=Span(min(pair), max(pair)),
            quote=text[min(pair) : max(pair)], trigger=Span(0, 0), event_type="x", reality=Reality.ACTUAL,
        )
        for number, pair in enumerate(spans)
    ]  # fmt: skip
    return text, claims


@given(text_with_claims())
def test_it_keeps_every_visible_character_and_lights_up_each_claim_whole(case: tuple[str, list[Claim]]) -> None:
    text, claims = case
    found: dict[str, str] = {}
    firsts: list[str] = []
    shown = ""
    for paragraph in marked(text, claims).paragraphs:
        stack: list[str] = []
        for piece in paragraph.pieces:
            stack = stack[: len(stack) - piece.closes]
            stack += [opening.claim for opening in piece.opens]
            firsts += [opening.claim for opening in piece.opens if opening.first]
            assert len(stack) == len(set(stack))
            for claim in stack:
                found[claim] = found.get(claim, "") + piece.text
            shown += piece.text
        assert len(stack) == paragraph.trailing
    assert "".join(shown.split()) == "".join(text.split())
    for claim in claims:
        assert "".join(found.get(claim.claim_id, "").split()) == "".join(claim.quote.split())
        assert firsts.count(claim.claim_id) == (1 if claim.claim_id in found else 0)
        assert (claim.claim_id in found) or not claim.quote.strip()


def test_a_gap_bears_its_name() -> None:
    pieces = marked("She said so. He did not.", [], [Hit(0, 3, "Person 1")]).paragraphs[0].pieces
    assert [(piece.text, piece.gap) for piece in pieces] == [("She", "Person 1"), (" said so. He did not.", "")]
