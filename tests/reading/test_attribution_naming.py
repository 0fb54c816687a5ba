"""The name under which a speaker is known."""

import pytest

from khronika.model.span import Span
from khronika.reading.attribution.speakers import name_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("one of the shopkeepers, who asked not to be named", "one of the shopkeepers"),
        ("A student who stood in the second row", "A student"),
        ("the union's", "the union"),
        ("Colonel Radko Shilmer, a spokesman for the ministry,", "Colonel Radko Shilmer, a spokesman for the ministry"),
        ("Who", "Who"),
    ],
)
def test_a_name_is_short_of_relative_clauses_and_possessives(words: str, name: str) -> None:
    assert name_of(Span(0, len(words)), words) == name
