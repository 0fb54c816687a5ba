"""Whether a figure counts the whole, a part, an addition or a running total, and whether it is of this event."""

import re

from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reading.figures.numbers import NumberPhrase
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

_OLD_YEAR = re.compile(r"\b(?:in|of|since|on|from|during)\s+(?:[A-Za-z]+\s+){0,2}(1[5-9]\d\d|20[0-9]\d)\b")


def scope_of(sentence: Sentence, number: NumberPhrase) -> Scope:
    """Scope by the words around the number."""
    if number.addition:
        return Scope.ADDITION
    before = _words(sentence, max(0, number.first - 5), number.first)
    after = _words(sentence, number.last + 1, number.last + 4)
    part = lexicon("en", "figures")["part"]
    if _ends_with(before, part["before"]) or any(after.startswith(phrase) for phrase in part["after"]):
        return Scope.PART
    if after.split(" ")[0] in part["adverbs"] and number.first > 0:
        return Scope.PART
    clause = f" {_words(sentence, max(0, number.first - 10), min(len(sentence.tokens), number.last + 6))} "
    if any(f" {word} " in clause for word in lexicon("en", "figures")["running"]["words"]):
        return Scope.RUNNING_TOTAL
    return Scope.WHOLE


def _words(sentence: Sentence, first: int, stop: int) -> str:
    return " ".join(token.lower for token in sentence.tokens[first:stop])


def _ends_with(words: str, phrases: list[str]) -> bool:
    """Whether one of the phrases stands at the end, a "the" or "at least" between allowed."""
    trimmed = re.sub(r"(?:\s(?:the|at|least|about|some))+$", "", " " + words)
    return any(trimmed.endswith(" " + phrase) for phrase in phrases)


def is_aside(sentence: Sentence, words: Span) -> bool:
    """Whether the figure is of another event, named for comparison ("like the 270 killed in 1912")."""
    offset = sentence.span.start
    before = sentence.text[: words.start - offset].lower()
    tail = " ".join(before.split()[-6:])
    behind = sentence.text[words.start - offset : words.end - offset + 60]
    old = _OLD_YEAR.search(behind)
    compares = any(
        re.search(rf"\b{re.escape(phrase)}\b", tail) for phrase in lexicon("en", "figures")["aside"]["before"]
    )
    return compares or (
        old is not None and any(re.search(rf"\b{p}\b", before) for p in ("when", "where", "since", "after", "like"))
    )


def toll_nouns() -> frozenset[str]:
    """Nouns that announce a count."""
    return word_set("en", "figures", "toll.nouns")
