"""Numbers in Russian words and digits, with their bounds: "не менее девяти", "от 31 до 38", "человек двадцать"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from khronika.model.figure import Exactness
from khronika.reading.languages.ru.words import plain
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Token

_DIGITS = re.compile(r"\d{1,7}(?:[.,]\d{1,3})?$")
_RANGE = re.compile(r"(\d{1,6})[-–—](\d{1,6})$")
_THREE = re.compile(r"\d{3}$")
_DASHES = ("-", "–", "—")
_LONGEST_BOUND = 3
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence.

    first, last: its tokens, the words that bound it included; core: the first token of the number itself.
    ordinal: "седьмой". bound: the kind of the words before it (a section of ``numbers.toml``), "" where there are none.
    """

    first: int
    last: int
    core: int
    low: int | None
    high: int | None
    exactness: Exactness = Exactness.EXACT
    ordinal: bool = False
    bound: str = ""


@cache
def _table(section: str) -> dict[str, float]:
    return {plain(word): value for word, value in lexicon("ru", "numbers")[section].items()}


@cache
def _bounds(section: str) -> dict[str, str]:
    data = lexicon("ru", "numbers")[section]
    return {plain(words): kind for kind, phrases in data.items() for words in phrases}


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(lexicon("ru", "numbers")["words"][key])


@cache
def number_lemmas() -> frozenset[str]:
    """Dictionary forms of every word that is a number or part of one."""
    words = (word for section in ("units", "whole", "multipliers", "vague") for word in _table(section))
    return frozenset(part for word in words for part in word.split()) | _listed("uncounted") | _listed("ordinals")


def numbers_of(tokens: Sequence[Token]) -> list[Number]:
    """Every number in order; none overlaps another."""
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = _at(tokens, at)
        if number is None:
            at += 1
            continue
        number = _ranged(tokens, number)
        found.append(_bounded(tokens, number, found[-1].last if found else -1))
        at = number.last + 1
    return found


def _at(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token, without bounds."""
    token = tokens[at]
    between = _RANGE.match(token.text)
    if between:
        low, high = int(between[1]), int(between[2])
        last = at + 1 if at + 1 < len(tokens) and _factor(tokens[at + 1]) > 100 else at
        factor = _factor(tokens[last]) if last > at else 1
        whole = Number(at, last, at, int(low * factor), int(high * factor), Exactness.RANGE)
        return whole if low < high else None
    if "-" in token.text and not token.text[0].isdigit():
        return _hyphened(token, at)
    if token.lemma in _listed("uncounted") and token.pos not in ("VERB",):
        return Number(at, at, at, None, None, Exactness.UNCOUNTED)
    vague = _vague(tokens, at)
    if vague is not None:
        return vague
    if token.lemma in _listed("ordinals"):
        value = [*lexicon("ru", "numbers")["words"]["ordinals"]].index(token.lemma) + 1
        return Number(at, at, at, value, value, ordinal=True)
    return _counted(tokens, at)


def _hyphened(token: Token, at: int) -> Number | None:
    """ "пять-шесть"."""
    parts = [_table("units").get(_root(part)) for part in token.lower.split("-")]
    if len(parts) != 2 or None in parts:
        return None
    low, high = (int(part or 0) for part in parts)
    return Number(at, at, at, low, high, Exactness.RANGE) if low < high else None


@cache
def _root(word: str) -> str:
    from khronika.reading.languages.ru.words import lemma  # noqa: PLC0415  (a word within a word; seldom)

    return lemma(word, "NUM")


def _vague(tokens: Sequence[Token], at: int) -> Number | None:
    """ "десятки тысяч", "несколько сотен", "сотни": the plural only, since "сотня" is a hundred."""
    table = _table("vague")
    first = tokens[at]
    if first.lemma not in table or not _may_be_many(tokens, at):
        return None
    pair = f"{first.lemma} {tokens[at + 1].lemma}" if at + 1 < len(tokens) else ""
    last = at + 1 if pair in table else at
    return Number(at, last, at, int(table[pair if last > at else first.lemma]), None, Exactness.VAGUE)


def _may_be_many(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is plural: "сотни людей" are many, "около сотни" is one hundred."""
    plurals = lexicon("ru", "numbers")["words"]["plurals"]
    before = tokens[at - 1].lower if at else ""
    return tokens[at].lower in plurals["surely"] or (
        tokens[at].lower in plurals["perhaps"] and before not in _bounds("bounds")
    )


def _counted(tokens: Sequence[Token], at: int) -> Number | None:
    """A number that somebody has counted: digits, words, or digits with "тысяч"."""
    total, part, last, words = 0.0, 0.0, at - 1, 0
    here = at
    while here < len(tokens) and words < _MOST_WORDS:
        value, until = _value(tokens, here)
        if value is None or (part and value >= part and not _factor(tokens[here])):
            break
        factor = _factor(tokens[here])
        if factor:
            total, part = total + (part or 1) * factor, 0.0
        else:
            part += value
        last, here, words = until, until + 1, words + 1
        if value != int(value) and not (here < len(tokens) and _factor(tokens[here])):
            break
    amount = total + part
    if last < at or amount != int(amount) or (amount == 0 and tokens[at].lemma != "ноль"):
        return None
    return Number(at, last, at, int(amount), int(amount))


def _factor(token: Token) -> int:
    return int(_table("multipliers").get(token.lemma.rstrip("."), 0))


def _value(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """What one word or one group of digits is worth, and where it ends; None where it is no number."""
    token = tokens[at]
    if _DIGITS.match(token.text):
        text, last = token.text, at
        while (
            last + 1 < len(tokens) and len(text) <= 7 and _THREE.match(tokens[last + 1].text) and _close(tokens, last)
        ):
            last += 1
            text += tokens[last].text
        return (float(text.replace(",", ".")) if "." not in token.text else None), last
    value = _table("units").get(token.lemma, _table("whole").get(token.lemma))
    if value is None and _factor(token):
        return 1.0, at
    if token.lemma == "пара" and (at + 1 >= len(tokens) or tokens[at + 1].case != "Gen"):
        return None, at
    return value, at


def _close(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next token stands one blank away and this one can lead a group of three digits."""
    return tokens[at + 1].start - tokens[at].end == 1 and "," not in tokens[at].text and len(tokens[at].text) <= 3


def _ranged(tokens: Sequence[Token], number: Number) -> Number:
    """The number with a second one that makes a range of both: "двое или трое", "от 31 до 38", "10 – 12"."""
    at = number.last + 1
    if number.ordinal or number.exactness is not Exactness.EXACT or at + 1 >= len(tokens):
        return number
    joint = tokens[at].lower
    before = tokens[number.first - 1].lower if number.first else ""
    opened = (before == "от" and joint == "до") or (before == "между" and joint == "и")
    if not (opened or joint == "или" or (joint in _DASHES and tokens[at].start == tokens[at - 1].end)):
        return number
    second = _at(tokens, at + 1)
    if second is None or second.ordinal or second.low is None or number.low is None or second.low <= number.low:
        return number
    first = number.first - 1 if opened else number.first
    return Number(first, second.last, number.core, number.low, second.high, Exactness.RANGE)


def _bounded(tokens: Sequence[Token], number: Number, after: int) -> Number:
    """The number with the words before and behind it that bound it; none of them lies before the token `after`."""
    if number.exactness is not Exactness.EXACT or number.ordinal or number.low is None:
        return number
    kind, first = _before(tokens, number.first, after)
    behind = " ".join(token.lower for token in tokens[number.last + 1 : number.last + 3])
    if not kind and behind in _bounds("behind"):
        kind = _bounds("behind")[behind]
        number = replace(number, last=number.last + 2)
    return with_bound(replace(number, first=first), kind)


def _before(tokens: Sequence[Token], first: int, after: int) -> tuple[str, int]:
    """The kind of bound before a token, and where its words begin."""
    for length in range(_LONGEST_BOUND, 0, -1):
        start = first - length
        if start <= after:
            continue
        words = " ".join(token.lower for token in tokens[start:first])
        if words in _bounds("bounds"):
            return _bounds("bounds")[words], start
    return "", first


def with_bound(number: Number, kind: str) -> Number:
    """The number under a bound, a section of ``numbers.toml``."""
    value = number.low or 0
    if kind == "at least":
        return replace(number, high=None, exactness=Exactness.AT_LEAST, bound=kind)
    if kind == "up to":
        return replace(number, low=None, exactness=Exactness.UP_TO, bound=kind)
    if kind == "fewer":
        return replace(number, low=None, high=max(0, value - 1), exactness=Exactness.UP_TO, bound=kind)
    if kind == "about":
        return replace(number, exactness=Exactness.ABOUT, bound=kind)
    if kind == "nearly":
        return replace(number, low=None, exactness=Exactness.ABOUT, bound=kind)
    return number


def without_bound(number: Number) -> Number:
    """The number by itself: "выросло ДО 34" bounds nothing."""
    value = number.high if number.high is not None else number.low
    return replace(number, low=value, high=value, exactness=Exactness.EXACT, bound="")
