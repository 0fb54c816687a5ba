"""The author's own word in a bracket against the speaker who is cited around it."""

import pytest
from tests.reading.telling import BUILT, claims

from khronika.model.claim import Claim

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")


def one_of(found: list[Claim], words: str) -> Claim:
    """The first claim whose event is named by the words."""
    return next(c for c in found if words in c.quote[c.trigger.start - c.span.start : c.trigger.end - c.span.start])


@pytest.mark.parametrize(
    ("text", "speaker", "cited", "own"),
    [
        (
            "The ministry says that guests attacked the guards (even though two guests were killed) and ran off.",
            "The ministry",
            "attacked",
            "killed",
        ),
        (
            "The governor claims that rebels shot at the mill (although nobody was injured there).",
            "The governor",
            "shot at",
            "injured",
        ),
        (
            "According to the mayor, the miners set fire to the hall (but soldiers had arrested them at dawn).",
            "the mayor",
            "set fire",
            "arrested",
        ),
    ],
)
def test_a_contradiction_in_brackets_is_the_authors(text: str, speaker: str, cited: str, own: str) -> None:
    found = claims(text)
    told = one_of(found, cited)
    assert told.attribution is not None
    assert told.attribution.speaker == speaker
    assert "(" not in told.quote
    assert one_of(found, own).attribution is None


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The ministry says that rebels shot at the mill (two guards were injured).", "injured"),
        ("The ministry says: “Rebels shot at the mill (although nobody was injured).”", "injured"),
    ],
)
def test_a_speaker_may_use_brackets_too(text: str, own: str) -> None:
    told = one_of(claims(text), own).attribution
    assert told is not None
    assert told.speaker == "The ministry"


def test_whoever_is_cited_in_the_bracket_says_what_stands_there() -> None:
    text = "The governor claims that rebels shot at the mill (though a nurse said that soldiers injured two)."
    told = one_of(claims(text), "injured").attribution
    assert told is not None
    assert told.speaker == "a nurse"
