"""What a number counts: the noun beside it, and whether anybody or anything of interest is counted at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khronika.reading.languages.ru.measuring import counted, nouns, people_nouns
from khronika.reading.languages.ru.numbers import Number
from khronika.reading.languages.ru.words import is_animate, plain, word_list
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Token

_BETWEEN = 3
"""Adjectives that may stand between a number and its noun."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a number counts.

    noun: the token of the noun, None where there is none. first: where its adjectives begin.
    """

    noun: int | None
    first: int


def thing_of(tokens: Sequence[Token], number: Number) -> Thing:
    """The noun behind a number, past adjectives and participles; the one before it where that makes it "about"."""
    if number.bound == "about" and tokens[number.first].lemma == "человек":
        return Thing(number.first, number.first)
    at = number.last + 1
    first = at
    while at < len(tokens) and at - first < _BETWEEN and _describes(tokens[at]):
        at += 1
    if at < len(tokens) and tokens[at].lemma == "не" and at + 1 < len(tokens):  # "девять, а не девятнадцать"
        return Thing(None, first)
    if at < len(tokens) and tokens[at].pos in ("NOUN", "PROPN") and not tokens[at].text[:1].isupper():
        return Thing(at, first)
    if at > first and tokens[at - 1].lemma in people_nouns() | nouns().keys():
        return Thing(at - 1, first)
    if at < len(tokens) and (tokens[at].text == "%" or tokens[at].text.isupper()) and tokens[at].text.isalpha():
        return Thing(at, first)
    return Thing(at if at < len(tokens) and tokens[at].text == "%" else None, first)


def _describes(token: Token) -> bool:
    participle = token.tag in ("VBN", "VBG") and token.lemma.endswith(("ый", "ий", "ой", "ся"))
    return token.pos in ("ADJ", "DET") or participle


def is_measured(tokens: Sequence[Token], number: Number, thing: Thing) -> bool:
    """Whether the number is a length, an age, an hour, money, an address: nobody and nothing that is counted here."""
    units = word_list("figures", "no_counts.units")
    if thing.noun is not None and tokens[thing.noun].lemma in units:
        return True
    core = tokens[number.core]
    if number.first and tokens[number.first - 1].lemma in word_list("figures", "no_counts.labels"):
        return core.text[0].isdigit()
    behind = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else ""
    return behind in ("с", "-", "%") and "полов" in " ".join(t.lower for t in tokens[number.last + 1 : number.last + 3])


def is_somebody(tokens: Sequence[Token], thing: Thing) -> bool:
    """Whether the noun is for people, or there is none."""
    if thing.noun is None:
        return True
    token = tokens[thing.noun]
    known = token.lemma in people_nouns() or token.lemma in nouns()
    return known or is_animate(token.text.lower())


def group_of(tokens: Sequence[Token], thing: Thing) -> str | None:
    """Who is counted, in the words of the text; None for people, victims, the wounded."""
    if thing.noun is None:
        return None
    token = tokens[thing.noun]
    if token.lemma in _no_groups():
        return None
    words = [t.text for t in tokens[thing.first : thing.noun] if t.pos == "ADJ" and t.tag == "JJ" and _kept(t)]
    return " ".join((*words, token.text))


def _kept(token: Token) -> bool:
    return not token.text[0].isdigit() and token.lemma not in ("другой", "новый", "остальной", "весь", "этот")


@cache
def _no_groups() -> frozenset[str]:
    """Nouns that say nothing of who is counted: the plain ones, and those of victims."""
    victims = ("killed", "injured", "missing", "shot", "hospitalised", "detained", "released", "sought")
    listed = {noun for noun, measure in nouns().items() if measure in victims}
    return frozenset(listed | set(map(plain, lexicon("ru", "figures")["people"]["plain"])))


def carried(tokens: Sequence[Token], thing: Thing) -> str | None:
    """Whom a vehicle carries: the forces in the instrumental behind "с" ("три автобуса с ОМОНом")."""
    if thing.noun is None:
        return None
    behind = tokens[thing.noun + 1 : thing.noun + 4]
    if len(behind) < 2 or behind[0].lower not in ("с", "со"):
        return None
    forces = [t for t in behind[1:] if t.lemma in counted("forces") or t.text[:2].isupper() or t.lemma == "омон"]
    return forces[0].text if forces else None
