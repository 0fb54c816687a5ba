"""Numbers in a sentence, with the words that bound them, before anybody asks what they count."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from khronika.model.figure import Exactness
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence, Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_HYPHENATED = re.compile(r"[a-z]+-[a-z]+")
_AGE = re.compile(
    r"\d+-(?:year|month|week|day)s?-old|\d+-(?:hour|minute|day|week|month|year|mile|mm|foot|story|storey)\b", re.I
)
_DIGIT_RANGE = re.compile(r"(\d[\d,]*)[-–—](\d[\d,]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPhrase:
    """A number with its bounds.

    first, last: token indices of the whole phrase, bounding words included; last is inclusive.
    at, to: token indices of the number itself, inclusive.
    low, high: as in ``model.figure.Figure``.
    addition: said to come on top of another ("another 3", "three more").
    """

    first: int
    last: int
    at: int
    to: int
    low: int | None
    high: int | None
    exactness: Exactness = Exactness.EXACT
    addition: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon in the shape that is looked up."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[tuple[str, ...], int]
    vague_exact: frozenset[tuple[str, ...]]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = lexicon("en", "numbers")
    bounds = {tuple(p.split()): kind for kind, phrases in data["before"].items() for p in phrases}
    after = {tuple(p.split()): kind for kind, phrases in data["after"].items() for p in phrases}
    vague = {tuple(k.split()): v for k, v in data["vague"].items() if isinstance(v, int)}
    exact = frozenset(tuple(k.split()) for k in data["vague"]["exact"])
    return _Words(data["units"], data["tens"], data["multipliers"], vague, exact, bounds, after)


def number_phrases(sentence: Sentence) -> list[NumberPhrase]:
    """The numbers of a sentence that may count people or things, in order.

    Years, dates, times of day, ages, money, shares, distances and addresses are left out.
    """
    found: list[NumberPhrase] = []
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        phrase = _range_at(tokens, at) or _single_at(tokens, at)
        if phrase is None:
            at += 1
            continue
        at = phrase.to + 1
        if not _no_count(tokens, phrase):
            found.append(_bounded(tokens, phrase))
    return found


def _range_at(tokens: Sequence[Token], at: int) -> NumberPhrase | None:
    """ "between 50 and 70", "from 50 to 150", "50-70", "two or three", "10 to 12"."""
    own = _DIGIT_RANGE.fullmatch(tokens[at].text)
    if own:
        low, high = (int(part.replace(",", "")) for part in own.groups())
        return _ranged(at, at, low, high) if low < high else None
    led = tokens[at].lower in ("between", "from")
    start = at + 1 if led else at
    first = _value_at(tokens, start)
    if first is None:
        return None
    low, to = first
    joint = to + 1
    joints = word_set("en", "numbers", "range.between" if led else "range.plain")
    if joint + 1 >= len(tokens) or tokens[joint].lower not in joints:
        return None
    second = _value_at(tokens, joint + 1)
    if second is None and tokens[joint + 1].lower in ("over", "about", "around", "as", "possibly", "perhaps"):
        second = _value_at(tokens, joint + 2) if joint + 2 < len(tokens) else None
    if second is None:
        return None
    high, end = second
    if not led and tokens[joint].lower == "or" and high - low > max(5, low):
        return None
    if low < 20 and high >= 1000 and tokens[start].lower.isalpha() and (high % 1000 == 0):
        low *= 1000
    return _ranged(at if led else start, end, low, high, number_at=start) if low < high else None


def _ranged(first: int, last: int, low: int, high: int, number_at: int | None = None) -> NumberPhrase:
    return NumberPhrase(
        first=first, last=last, at=first if number_at is None else number_at, to=last,
        low=low, high=high, exactness=Exactness.RANGE,
    )  # fmt: skip


def _single_at(tokens: Sequence[Token], at: int) -> NumberPhrase | None:
    words = _words()
    for length in (3, 2, 1):
        phrase = tuple(token.lower for token in tokens[at : at + length])
        if phrase in words.vague:
            if phrase == ("several",) and at + 1 < len(tokens) and tokens[at + 1].lower in words.multipliers:
                value = 3 * words.multipliers[tokens[at + 1].lower]
                return NumberPhrase(
                    first=at, last=at + 1, at=at, to=at + 1, low=value, high=None, exactness=Exactness.VAGUE
                )
            low = words.vague[phrase]
            high = low if phrase in words.vague_exact else None
            end = at + length - 1
            return NumberPhrase(first=at, last=end, at=at, to=end, low=low, high=high, exactness=Exactness.VAGUE)
    value_at = _value_at(tokens, at)
    if value_at is None:
        return None
    value, to = value_at
    return NumberPhrase(first=at, last=to, at=at, to=to, low=value, high=value)


def _value_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The value of the number that begins at a token, and the index of its last token."""
    if at >= len(tokens):
        return None
    words, token = _words(), tokens[at]
    lower = token.lower
    if lower in ("a", "half", "an"):
        return _article_value(tokens, at)
    if lower[0].isdigit():
        if not _DIGITS.fullmatch(lower):
            return _decimal_value(tokens, at)
        value, to = int(lower.replace(",", "")), at
    elif lower in words.units or lower in words.tens:
        value, to = _small(tokens, at)
    elif _HYPHENATED.fullmatch(lower):
        tens, unit = lower.split("-")
        if tens not in words.tens or unit not in words.units:
            return None
        value, to = words.tens[tens] + words.units[unit], at
    else:
        return None
    return _multiplied(tokens, value, to)


def _small(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """ "fifty", "fifty two", "fifty - two"."""
    words = _words()
    lower = tokens[at].lower
    if lower in words.units:
        return words.units[lower], at
    value = words.tens[lower]
    following = at + 1
    if following < len(tokens) and tokens[following].lower in ("-", "‑"):
        following += 1
    if following < len(tokens) and 0 < words.units.get(tokens[following].lower, 0) < 10:
        return value + words.units[tokens[following].lower], following
    return value, at


def _article_value(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "a hundred", "half a dozen", "a thousand"."""
    words = _words()
    rest = [token.lower for token in tokens[at : at + 4]]
    if rest[:2] == ["half", "a"] and len(rest) > 2 and rest[2] in words.multipliers:
        return words.multipliers[rest[2]] // 2, at + 2
    if rest[0] == "a" and len(rest) > 2 and rest[1] == "half" and rest[2] in words.multipliers:
        return words.multipliers[rest[2]] // 2, at + 2
    if rest[0] == "a" and len(rest) > 1 and rest[1] in words.multipliers and rest[1] != "score":
        return words.multipliers[rest[1]], at + 1
    return None


def _decimal_value(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "1.5 million"; a decimal without a multiplier counts nobody."""
    lower = tokens[at].lower
    if not re.fullmatch(r"\d+\.\d+", lower) or at + 1 >= len(tokens):
        return None
    factor = _words().multipliers.get(tokens[at + 1].lower)
    return (round(float(lower) * factor), at + 1) if factor and factor >= 1000 else None


def _multiplied(tokens: Sequence[Token], value: int, to: int) -> tuple[int, int]:
    """Takes in "hundred", "thousand", "and fifty" behind a number."""
    words = _words()
    while to + 1 < len(tokens) and tokens[to + 1].lower in words.multipliers:
        factor = words.multipliers[tokens[to + 1].lower]
        value, to = value * factor, to + 1
        rest = to + 1
        if rest < len(tokens) and tokens[rest].lower == "and" and factor in (100, 1000):
            rest += 1
        if rest < len(tokens) and factor in (100, 1000):
            more = _value_at(tokens, rest) if tokens[rest].lower not in ("a", "half", "an") else None
            if more is not None and more[0] < factor and tokens[rest].lower.isalpha():
                value, to = value + more[0], more[1]
    return value, to


def _no_count(tokens: Sequence[Token], phrase: NumberPhrase) -> bool:
    """Whether the number is a date, a time, an age, money, a share, a distance or an address."""
    number = tokens[phrase.at].lower
    after = tokens[phrase.to + 1].lower if phrase.to + 1 < len(tokens) else ""
    behind = tokens[phrase.to + 2].lower if phrase.to + 2 < len(tokens) else ""
    before = tokens[phrase.at - 1].lower if phrase.at else ""
    months = word_set("en", "numbers", "not_a_count.months")
    if _AGE.match(tokens[phrase.to].text) or after.rstrip(".") in months or before.rstrip(".") in months:
        return not (before == "may" and after not in months and not number.isdigit()) or after in months
    if after in word_set("en", "numbers", "not_a_count.after"):
        return True
    if after in ("-", "–") and behind in (
        "year",
        "years",
        "month",
        "day",
        "hour",
        "week",
        "mile",
        "mm",
        "minute",
        "foot",
        "story",
    ):
        return True
    if number[0].isdigit():
        if before in word_set("en", "numbers", "not_a_count.before") and phrase.exactness is Exactness.EXACT:
            return before not in ("at", "from", "until", "since") or (
                after in ("", ".", ",") and before in ("until", "since")
            )
        if (
            _YEAR.fullmatch(number)
            and phrase.at == phrase.to
            and before in word_set("en", "numbers", "not_a_count.before_year")
            and not (before == "to" and phrase.at > 1 and tokens[phrase.at - 2].lower == "up")
        ):
            return True
        if number.startswith("0") or (
            len(number) > 4 and "," not in number and number.isdigit() and int(number) > 10_000_000
        ):
            return True
    return before in ("$", "£", "€") or (before in (",", "aged") and after in (",", ".") and _an_age(tokens, phrase))


def _an_age(tokens: Sequence[Token], phrase: NumberPhrase) -> bool:
    """ "Ilan Orvo, 34, was ..." : a number between commas right behind a name."""
    name = tokens[phrase.at - 2] if phrase.at > 1 else None
    return name is not None and name.pos in ("PROPN", "NOUN") and phrase.low is not None and phrase.low < 110


def _bounded(tokens: Sequence[Token], phrase: NumberPhrase) -> NumberPhrase:
    """The number with the words before and after it that bound it."""
    words = _words()
    for _ in range(3):
        for length in (3, 2, 1):
            start = phrase.first - length
            lead = tuple(token.lower for token in tokens[max(0, start) : phrase.first])
            if start >= 0 and lead in words.before:
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
    if bound == "fewer_than":
        return replace(phrase, low=None, high=value - 1, exactness=Exactness.UP_TO)
    if bound == "nearly":
        return replace(phrase, low=None, high=value, exactness=Exactness.ABOUT)
    return replace(phrase, exactness=Exactness.ABOUT)
