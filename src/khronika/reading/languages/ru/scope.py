"""Whether a Russian figure counts the whole, a part, an addition or a count that runs on; which were taken back."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from khronika.model.figure import Scope
from khronika.reading.languages.ru.measuring import nouns
from khronika.reading.languages.ru.numbers import Number
from khronika.reading.languages.ru.words import plain, word_list
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Token

if TYPE_CHECKING:
    from khronika.reading.languages.ru.figures import Clauses

_VICTIMS = frozenset({"killed", "injured", "shot", "detained", "missing", "hospitalised", "displaced", "released"})


@cache
def _phrases(key: str) -> tuple[str, ...]:
    return tuple(f" {plain(phrase)} " for phrase in lexicon("ru", "figures")["scope"][key])


def scope_of(clauses: "Clauses", number: Number, measure: str) -> tuple[Scope, bool]:
    """The scope, and whether the number is what a total has changed to ("выросло ДО 34")."""
    tokens = clauses.tokens
    chunk = clauses.chunks[clauses.at(number.core)]
    lemmas = [tokens[at].lemma for at in chunk]
    growing = any(lemma in word_list("figures", "scope.growing") for lemma in lemmas)
    changing = growing or any(lemma in word_list("figures", "scope.changing") for lemma in lemmas)
    if _is_addition(tokens, number):
        return Scope.ADDITION, changing
    if _is_part(clauses, number, chunk):
        return Scope.PART, changing
    if growing or (measure in _VICTIMS and _runs_on(clauses, number, chunk)):
        return Scope.RUNNING_TOTAL, changing
    return (Scope.PART if _is_seen(clauses) or _is_shared_out(clauses, number) else Scope.WHOLE), changing


def _is_addition(tokens: Sequence[Token], number: Number) -> bool:
    before = [tokens[at].lower for at in range(max(0, number.first - 2), number.first)]
    behind = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else ""
    added = word_list("figures", "scope.addition_before")
    return any(word in added for word in before) or behind in word_list("figures", "scope.addition_behind")


def _is_part(clauses: "Clauses", number: Number, chunk: range) -> bool:
    """A part by its words: "среди них двое", "трое из них", "восемь из 19", "по трое"."""
    tokens = clauses.tokens
    behind = tokens[number.last + 1 : number.last + 3]
    if len(behind) == 2 and behind[0].lower == "из" and (behind[1].pos in ("PRON", "NUM") or behind[1].text.isdigit()):
        return True
    before = tokens[number.first - 1].lower if number.first else ""
    if before == "по" and number.exactness.value == "exact" and tokens[number.core].case in ("Acc", "Nom", "Dat", ""):
        return True
    here = clauses.at(number.core)
    start = clauses.chunks[max(0, here - 1)].start if here else 0
    words = f" {' '.join(token.lower for token in tokens[start : number.first])} "
    if any(phrase in words for phrase in _phrases("part")):
        return True
    if _is_of_those(clauses, number, start):
        return True
    opened = [at for at in range(start, number.first) if tokens[at].lower in ("из", "среди", "числе")]
    held = any(token.start <= one.number.start for one in clauses.made for token in tokens[opened[0] : opened[0] + 1]
               ) if opened else False  # fmt: skip
    if opened and held and clauses.made and clauses.made[-1].number.start > tokens[opened[-1]].start:
        return True
    severe = word_list("figures", "severity.words")
    around = [tokens[at].lower for at in range(chunk.start, chunk.stop)]
    if here + 1 < len(clauses.chunks) and len(chunk) <= 3:
        around += [tokens[at].lower for at in clauses.chunks[here + 1]]
    in_ward = len(around) <= 6 and "реанимации" in around
    return bool(clauses.made) and (any(word in severe for word in around) or in_ward)


def _is_of_those(clauses: "Clauses", number: Number, start: int) -> bool:
    """ "Из пропавших семеро вернулись": those of whom it is a part are named before it, uncounted."""
    tokens = clauses.tokens
    for at in range(start, number.first - 1):
        if tokens[at].lower in ("из", "среди") and tokens[at + 1].lemma in nouns():
            return True
    return False


def _runs_on(clauses: "Clauses", number: Number, chunk: range) -> bool:
    tokens = clauses.tokens
    words = f" {' '.join(token.lower for token in tokens)} "
    if any(phrase in words for phrase in _phrases("running")):
        return True
    if number.ordinal and any(tokens[at].lemma in ("стать", "жертва") for at in chunk):
        return True
    near = [tokens[at].lower for at in range(max(chunk.start, number.first - 3), number.first)]
    return any(word in word_list("figures", "scope.running_adverbs") for word in near)


def _is_seen(clauses: "Clauses") -> bool:
    """Whether somebody tells what they saw themselves, which need not be all."""
    words = f" {' '.join(token.lower for token in clauses.tokens)} "
    listed = word_list("figures", "scope.seen")
    return any(token.lemma in listed for token in clauses.tokens) or any(
        f" {phrase} " in words for phrase in listed if " " in phrase
    )


def _is_shared_out(clauses: "Clauses", number: Number) -> bool:
    """Whether the sentence counts the same in several places ("в Марске пятеро, в Оруне двое")."""
    tokens = clauses.tokens
    named = [
        at
        for at in range(1, len(tokens))
        if tokens[at].text[:1].isupper() and tokens[at].pos in ("PROPN", "NOUN") and tokens[at - 1].lower in ("в", "на")
    ]
    counts = [at for at, token in enumerate(tokens) if token.pos == "NUM" or token.text.isdigit()]
    return len(named) >= 2 and len(counts) >= 2 and all(tokens[at - 1].lower == "в" for at in named)


def is_retracted(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number is said not to be the one ("а НЕ 40", "НЕ шесть, а семь", "вместо 40")."""
    before = tokens[number.first - 1].lower if number.first else ""
    return before in ("не", "вместо") and not number.bound
