"""Rates and shares, which tell of no event: "three people a day die here", "12 murders per 100,000", "one in four"."""

from collections.abc import Sequence
from functools import cache

from khronika.reading.figures.counted import Count
from khronika.reading.figures.numerals import value_at
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence, Token

_REACH = 10
"""Tokens behind the count and what befell them in which the rate is said, as long as their clause runs on."""
_NEAR = 5
"""Of these the tokens over which a comma does not end the clause."""
_JOINTS = (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every"))
_ARTICLES = ("a", "an")
_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000, 10_000, 100_000})
"""Numbers of which a share is told. "11 out of 37 died" counts people."""


def is_rate(sentence: Sentence, count: Count, trigger: Trigger | None) -> bool:
    """Whether the number is one that comes again and again, or a share."""
    lower = sentence.text.lower()
    rates = lexicon("en", "figures")["rates"]
    if any(phrase in lower for phrase in rates["anywhere"]) or _is_share(sentence.tokens, count):
        return True
    last = count.last if trigger is None else max(count.last, trigger.last)
    tail = [token.lower for token in sentence.tokens[count.to + 1 : _clause_end(sentence.tokens, last + 1)]]
    near = tail[: last - count.to + _NEAR]
    return _recurs(tail) or any(
        _says_so(near if phrase[0] in _ARTICLES else tail, phrase) for phrase in _rates_after() if phrase[0] in tail
    )


@cache
def _rates_after() -> tuple[tuple[str, ...], ...]:
    """The words of each phrase that makes a rate of the number before it."""
    return tuple(tuple(phrase.split()) for phrase in lexicon("en", "figures")["rates"]["after"])


def _says_so(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    """Whether the phrase stands among the words; "A MONTH ago" and "over AN HOUR" are no rates."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        if tuple(words[at : at + size]) == phrase and not (phrase[0] in ("a", "an") and _stretch(words, at, size)):
            return True
    return False


def _stretch(words: Sequence[str], at: int, size: int) -> bool:
    """Whether "a month" there is how long or how long ago something was."""
    before, behind = words[max(0, at - 1) : at], words[at + size : at + size + 1]
    return any(word in word_set("en", "figures", "rates.stretch_before") for word in before) or any(
        word in word_set("en", "figures", "rates.stretch_behind") for word in behind
    )


def _clause_end(tokens: Sequence[Token], at: int) -> int:
    """Index of the mark that ends the clause, or of the last token in reach."""
    for i in range(at, min(at + _REACH, len(tokens))):
        if tokens[i].lower in (";", ":") or (i >= at + _NEAR and tokens[i].lower in (",", "and", "but", "when", "as")):
            return i
    return min(at + _REACH, len(tokens))


def _recurs(words: Sequence[str]) -> bool:
    """ "EVERY ELEVEN MINUTES", "every two to three days"."""
    units = word_set("en", "figures", "rates.units")
    return any(word == "every" and units & set(words[i + 2 : i + 5]) for i, word in enumerate(words))


def _is_share(tokens: Sequence[Token], count: Count) -> bool:
    """ "ONE IN FOUR villagers", "SEVEN OUT OF TEN wounded": whether the count is either number."""
    if count.sort not in ("number", "single"):
        return False
    for joint in _JOINTS:
        if _words(tokens, count.to + 1, len(joint)) == joint:
            whole = value_at(tokens, count.to + 1 + len(joint))
            if whole is not None and whole[0] in _WHOLES and (count.high or whole[0]) < whole[0]:
                return True
        start = count.at - len(joint)
        if start > 0 and _words(tokens, start, len(joint)) == joint and count.high in _WHOLES:
            part = value_at(tokens, start - 1)
            if part is not None and part[0] < count.high:
                return True
    return False


def _words(tokens: Sequence[Token], at: int, length: int) -> tuple[str, ...]:
    return tuple(token.lower for token in tokens[at : at + length])
