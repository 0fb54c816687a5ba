"""Values of number words and digits: "fifty-two", "1,500", "two hundred and ten", "half a dozen", "40th"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
_ORDINAL = re.compile(r"(\d[\d,]*)(?:st|nd|rd|th)")
_HYPHENATED = re.compile(r"[a-z]+-[a-z]+")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lexicon in the shape that is looked up."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[tuple[str, ...], int]
    vague_exact: frozenset[tuple[str, ...]]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    ordinals: Mapping[str, int]
    openers: frozenset[str]


@cache
def number_words() -> NumberWords:
    """The lexicon of numbers, read once."""
    data: dict[str, Any] = lexicon("en", "numbers")
    bounds = {tuple(p.split()): kind for kind, phrases in data["before"].items() for p in phrases}
    after = {tuple(p.split()): kind for kind, phrases in data["after"].items() for p in phrases}
    vague = {tuple(k.split()): v for k, v in data["vague"].items() if isinstance(v, int)}
    exact = frozenset(tuple(k.split()) for k in data["vague"]["exact"])
    openers = {*data["units"], *data["tens"], *(k[0] for k in vague), "a", "an", "half", "between", "from"}
    return NumberWords(
        data["units"],
        data["tens"],
        data["multipliers"],
        vague,
        exact,
        bounds,
        after,
        data["ordinals"],
        frozenset(openers),
    )


def value_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The value of the number that begins at a token, and the index of its last token."""
    if at >= len(tokens):
        return None
    lower = tokens[at].lower
    if lower in ("a", "half", "an"):
        return _article_value(tokens, at)
    if lower[0].isdecimal():
        if not _DIGITS.fullmatch(lower):
            return _decimal_value(tokens, at)
        return _multiplied(tokens, int(lower.replace(",", "")), at)
    plain = _plain_at(tokens, at)
    return None if plain is None else _multiplied(tokens, *plain)


def _plain_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The value of the number below a hundred that begins at a token, in words, and the index of its last token."""
    words = number_words()
    lower = tokens[at].lower if at < len(tokens) else ""
    if lower in words.units or lower in words.tens:
        return _small(tokens, at)
    if not _HYPHENATED.fullmatch(lower):
        return None
    tens, unit = lower.split("-")
    if tens not in words.tens or unit not in words.units:
        return None
    return words.tens[tens] + words.units[unit], at


def _small(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """ "fifty", "fifty two", "fifty - two"."""
    words = number_words()
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
    words = number_words()
    rest = [token.lower for token in tokens[at : at + 4]]
    if rest[:2] == ["half", "a"] and len(rest) > 2 and rest[2] in words.multipliers:
        return words.multipliers[rest[2]] // 2, at + 2
    if rest[0] == "a" and len(rest) > 2 and rest[1] == "half" and rest[2] in words.multipliers:
        return words.multipliers[rest[2]] // 2, at + 2
    if (
        rest[0] == "a"
        and len(rest) > 1
        and rest[1] in words.multipliers
        and (rest[1] != "score" or rest[2:3] == ["of"])
    ):
        return words.multipliers[rest[1]], at + 1
    return None


def _decimal_value(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "1.5 million"; a decimal without a multiplier counts nobody."""
    lower = tokens[at].lower
    if not _DECIMAL.fullmatch(lower) or at + 1 >= len(tokens):
        return None
    factor = number_words().multipliers.get(tokens[at + 1].lower)
    return (round(float(lower) * factor), at + 1) if factor and factor >= 1000 else None


def _multiplied(tokens: Sequence[Token], value: int, to: int) -> tuple[int, int]:
    """Takes in "hundred", "thousand", "and fifty" behind a number."""
    words = number_words()
    while to + 1 < len(tokens) and tokens[to + 1].lower in words.multipliers:
        factor = words.multipliers[tokens[to + 1].lower]
        value, to = value * factor, to + 1
        rest = to + 1
        if factor not in (100, 1000):
            continue
        if rest < len(tokens) and tokens[rest].lower == "and":
            rest += 1
        if rest >= len(tokens) or tokens[rest].lower in ("a", "half", "an") or tokens[rest].lower[0].isdecimal():
            continue
        more = _plain_at(tokens, rest) if factor == 100 else value_at(tokens, rest)
        if more is not None and more[0] < factor:
            value, to = value + more[0], more[1]
    return value, to


def ordinal_value(lower: str) -> int | None:
    """7 for "seventh" and "7th", 42 for "forty-second"; None for what is no ordinal."""
    words = number_words()
    digits = _ORDINAL.fullmatch(lower)
    if digits:
        return int(digits.group(1).replace(",", ""))
    if lower in words.ordinals:
        return words.ordinals[lower]
    if _HYPHENATED.fullmatch(lower):
        tens, unit = lower.split("-")
        if tens in words.tens and words.ordinals.get(unit, 10) < 10:
            return words.tens[tens] + words.ordinals[unit]
    return None
