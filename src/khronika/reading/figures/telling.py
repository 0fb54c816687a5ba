"""Tells numbers that count from those that do not: dates, times, ages, money, shares, distances, addresses."""

import re
from collections.abc import Sequence

from khronika.model.figure import Exactness
from khronika.reading.figures.numerals import number_words
from khronika.reading.figures.phrase import NumberPhrase
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Token

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COMPOUND = re.compile(
    r"(?:\d+|[a-z]+)-(?:year|month|week|day)s?-olds?|\d+-(?:hour|minute|day|week|month|year|mile|mm|foot|story|storey)\b",
    re.I,
)
_LAST_DAY = 31
_SHORT_YEAR = 99
_LARGEST = 10_000_000
"""A bare number above it is a telephone number or a file's."""


def counts_nobody(tokens: Sequence[Token], phrase: NumberPhrase) -> bool:
    """Whether the number is a date, a time, an age, money, a share, a distance, an address or a mere "one"."""
    number = tokens[phrase.at].lower
    after, behind = _lower(tokens, phrase.to + 1), _lower(tokens, phrase.to + 2)
    before = _lower(tokens, phrase.at - 1)
    months = word_set("en", "numbers", "not_a_count.months")
    if after.rstrip(".") in months and (phrase.high or 0) <= _LAST_DAY:
        return True
    if before.rstrip(".") in months and not (before == "may" and not number.isdigit()):
        return (phrase.high or 0) <= _SHORT_YEAR or bool(_YEAR.fullmatch(number))
    if _COMPOUND.match(tokens[phrase.to].text) or after in word_set("en", "numbers", "not_a_count.after"):
        return True
    if after in ("-", "–") and behind in word_set("en", "numbers", "not_a_count.after_hyphen"):
        return True
    if before in ("$", "£", "€") or (number == "one" and before in word_set("en", "numbers", "not_a_count.before_one")):
        return True
    if number[0].isdigit() and _labels(tokens, phrase, before, after):
        return True
    if (
        after == "in"
        and phrase.low is not None
        and behind in number_words().units
        and phrase.low < number_words().units[behind]
    ):
        return True
    if before == "in" and _lower(tokens, phrase.at - 2) in number_words().units and phrase.low == phrase.high:
        return True
    return _an_age(tokens, phrase, before, after) or _offspring(tokens, phrase, before, after)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _labels(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """Digits that name something: "bus 12", "at 9", "in 1912", "007", a telephone number."""
    number = tokens[phrase.at].lower
    if before in word_set("en", "numbers", "not_a_count.before") and phrase.exactness is Exactness.EXACT:
        return before not in ("at", "from", "until", "since", "number") or (
            after in ("", ".", ",") and before in ("until", "since")
        )
    year = (
        _YEAR.fullmatch(number)
        and phrase.at == phrase.to
        and not (before == "to" and _lower(tokens, phrase.at - 2) == "up")
    )
    if year and before == "the" and phrase.exactness is Exactness.EXACT:
        return True
    if year and before in word_set("en", "numbers", "not_a_count.before_year"):
        return True
    if before == "-" and phrase.at > 1 and tokens[phrase.at - 2].end == tokens[phrase.at - 1].start:
        return tokens[phrase.at - 1].end == tokens[phrase.at].start
    return number.startswith("0") or (number.isdigit() and int(number) > _LARGEST)


def _an_age(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """ "Ilan Orvo, 34, was ...", "two girls aged nine and 11", "children as young as six"."""
    if phrase.low is None or phrase.low >= 110 or phrase.exactness is Exactness.VAGUE:
        return False
    if before in ("aged", "age", "ages") or (_lower(tokens, phrase.at - 2) in ("young", "old") and before == "as"):
        return True
    words = {_lower(tokens, i) for i in range(max(0, phrase.at - 6), phrase.at)}
    if words & {"aged", "ages"} and before in ("and", "or", ",", "to", "between"):
        return True
    named = phrase.at > 1 and tokens[phrase.at - 2].pos in ("PROPN", "NOUN") and phrase.at == phrase.to
    bare = after in (",", ".", ";", "", "of", "was", "is", "and", ")", "from", "in")
    closes = after in (",", ";") or (tokens[phrase.at - 2].pos == "PROPN" and bare) if named else False
    return before in (",", "(") and closes and tokens[phrase.at].lower[0].isdigit() and phrase.low > 0


def _offspring(tokens: Sequence[Token], phrase: NumberPhrase, before: str, after: str) -> bool:
    """ "a mother of three": they are hers, and nothing befell them here."""
    if before != "of" or _lower(tokens, phrase.at - 2) not in word_set("en", "numbers", "not_a_count.parents"):
        return False
    return phrase.to + 1 >= len(tokens) or tokens[phrase.to + 1].pos not in ("NOUN", "ADJ")
