"""Whether a figure counts the whole, a part, an addition or a running total."""

import re
from functools import cache

from khronika.model.figure import Scope
from khronika.reading.figures.counted import Count
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence


def scope_of(sentence: Sentence, count: Count) -> Scope:
    """Scope by the words around the number."""
    if count.addition:
        return Scope.ADDITION
    if count.sort == "ordinal":
        return Scope.RUNNING_TOTAL
    if count.sort == "none":
        return Scope.WHOLE
    before = _words(sentence, max(0, count.first - 6), count.first)
    after = _words(sentence, count.to + 1, count.to + 4)
    part = lexicon("en", "figures")["part"]
    if _part_before().search(before) or any(f"{after} ".startswith(f"{phrase} ") for phrase in part["after"]):
        return Scope.PART
    if after.split(" ")[0] in part["adverbs"] and count.first > 0:
        return Scope.PART
    if any(f" {before}".endswith(f" {phrase}") for phrase in lexicon("en", "figures")["addition"]["joints"]):
        return Scope.ADDITION
    if any(words in sentence.text.lower() for words in part["own_house"]):
        return Scope.PART
    if _words(sentence, count.last + 1, count.last + 2) in ("others",) or after.split(" ")[0] in ("other", "others"):
        return Scope.ADDITION
    if _grew_by(sentence, count.first):
        return Scope.ADDITION
    clause = f" {_words(sentence, max(0, count.first - 10), min(len(sentence.tokens), count.last + 8))} "
    if _running().search(clause):
        return Scope.RUNNING_TOTAL
    if any(f" {word} " in clause for word in part["each"]):
        return Scope.PART
    return Scope.WHOLE


def _grew_by(sentence: Sentence, at: int) -> bool:
    """ "the toll rose BY six": what is told is what was added."""
    before = sentence.tokens[max(0, at - 3) : at]
    changes = word_set("en", "figures", "toll.changes")
    return bool(before) and before[-1].lower == "by" and any(token.lemma in changes for token in before)


def _words(sentence: Sentence, first: int, stop: int) -> str:
    return " ".join(token.lower for token in sentence.tokens[first:stop])


@cache
def _part_before() -> re.Pattern[str]:
    """One of the phrases at the end, a "the" or "at least" between allowed."""
    phrases = "|".join(re.escape(phrase) for phrase in lexicon("en", "figures")["part"]["before"])
    return re.compile(rf"(?:^|\s)(?:{phrases})(?:\s(?:the|at|least|about|some|are|were|is|was))*$")


@cache
def _running() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in lexicon("en", "figures")["running"]["words"])
    return re.compile(rf" (?:{phrases}) ")
