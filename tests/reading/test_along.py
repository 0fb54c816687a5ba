"""Things along a text."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.model.span import Span
from khronika.reading.along import Along

spans = st.tuples(st.integers(0, 3000), st.integers(1, 1500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=20), spans)
def test_it_finds_what_a_walk_over_all_would_find(held: list[Span], asked: Span) -> None:
    along = Along((span, index) for index, span in enumerate(held))
    assert along.touching(asked) == [index for index, span in enumerate(held) if span.overlaps(asked)]
