"""The words before and after a number that bound it: "at least 12", "up to 80", "50 or more", "another three"."""

from collections.abc import Sequence
from dataclasses import replace

from khronika.model.figure import Exactness
from khronika.reading.figures.numerals import number_words
from khronika.reading.figures.phrase import NumberPhrase
from khronika.reading.sentence import Token


def bounded(tokens: Sequence[Token], phrase: NumberPhrase) -> NumberPhrase:
    """The number with the words before and after it that bound it."""
    words = number_words()
    for _ in range(3):
        for length in (4, 3, 2, 1):
            start = phrase.first - length
            lead = tuple(token.lower for token in tokens[max(0, start) : phrase.first])
            if start >= 0 and lead in words.before and not _the_rest(tokens, start, lead):
                phrase = replace(_apply(phrase, words.before[lead]), first=start)
                break
        else:
            break
    for length in (2, 1):
        trail = tuple(token.lower for token in tokens[phrase.last + 1 : phrase.last + 1 + length])
        if len(trail) == length and trail in words.after and not _comparison(tokens, phrase.last + length):
            phrase = replace(_apply(phrase, words.after[trail]), last=phrase.last + length)
            break
    return phrase


def _the_rest(tokens: Sequence[Token], at: int, lead: tuple[str, ...]) -> bool:
    """ "THE OTHER three" are what is left of those counted before; "other three" adds nothing to them."""
    return lead == ("other",) and at > 0 and tokens[at - 1].lower in ("the", "its", "their", "his", "her")


def _comparison(tokens: Sequence[Token], at: int) -> bool:
    """ "three more than" compares; it adds nothing."""
    return at + 1 < len(tokens) and tokens[at + 1].lower == "than"


def _apply(phrase: NumberPhrase, bound: str) -> NumberPhrase:
    """The phrase under one bounding word."""
    value = phrase.low
    if bound == "additional":
        return replace(phrase, addition=True)
    if value is None or phrase.exactness in (Exactness.RANGE, Exactness.AT_LEAST, Exactness.UP_TO):
        return phrase
    if bound in ("at_least", "more_than"):
        return replace(phrase, high=None, exactness=Exactness.AT_LEAST)
    if phrase.exactness is Exactness.VAGUE:
        return phrase
    if bound == "up_to":
        return replace(phrase, low=None, high=value, exactness=Exactness.UP_TO)
    if bound == "fewer_than" and value < 2:  # "UNDER ONE of the cars"
        return phrase
    if bound == "fewer_than":
        return replace(phrase, low=None, high=value - 1, exactness=Exactness.UP_TO)
    if bound == "nearly":
        return replace(phrase, low=None, high=value, exactness=Exactness.ABOUT)
    return replace(phrase, exactness=Exactness.ABOUT)
