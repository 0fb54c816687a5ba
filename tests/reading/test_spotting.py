from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.spotting import Spotter


@given(st.lists(st.text("ab ", min_size=1, max_size=4), max_size=6), st.text("ab ", max_size=20))
def test_what_is_spotted_is_what_stands_in_the_text(phrases: list[str], text: str) -> None:
    spotter = Spotter((phrase, number) for number, phrase in enumerate(phrases))
    assert spotter.tags_in(text) == {number for number, phrase in enumerate(phrases) if phrase in text}
