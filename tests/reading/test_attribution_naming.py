"""The name under which a speaker is known."""

import pytest

from khronika.model.span import Span
from khronika.reading.analysis import analyse
from khronika.reading.attribution import find_attributions
from khronika.reading.attribution.speakers import name_of
from khronika.reading.segmentation import segment


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


def test_a_speaker_behind_the_content_is_not_joined_to_it() -> None:
    text = "Nine men died, the governor of Orun, Ilan Orvo, told reporters."
    mentions = find_attributions(text, analyse(segment(text)))
    assert [mention.speaker for mention in mentions] == ["the governor of Orun, Ilan Orvo"]
