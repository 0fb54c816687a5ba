"""Numbers in a sentence, with the words that bound them, before anybody asks what they count."""

import re
from collections.abc import Sequence
from dataclasses import replace

from khronika.model.figure import Exactness
from khronika.reading.figures.bounding import bounded
from khronika.reading.figures.numerals import number_words, ordinal_value, value_at
from khronika.reading.figures.phrase import NumberPhrase
from khronika.reading.figures.telling import counts_nobody
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

__all__ = ["NumberPhrase", "number_phrases", "ordinal_value"]

_DIGIT_RANGE = re.compile(r"(\d[\d,]*)[-–—](\d[\d,]*)")


_PERHAPS = ("maybe", "perhaps", "possibly")


def number_phrases(sentence: Sentence) -> list[NumberPhrase]:
    """The numbers of a sentence that may count people or things, in order.

    Years, dates, times of day, ages, money, shares, distances and addresses are left out.
    """
    found: list[NumberPhrase] = []
    tokens, at, openers = sentence.tokens, 0, number_words().openers
    count = len(tokens)
    while at < count:
        lower = tokens[at].lower
        if not (lower in openers or lower[0].isdigit() or "-" in lower):
            at += 1
            continue
        phrase = _range_at(tokens, at) or _single_at(tokens, at)
        if phrase is None:
            at += 1
            continue
        at = phrase.to + 1
        if not counts_nobody(tokens, phrase):
            found.append(bounded(tokens, phrase))
    return _joined(tokens, found)


def _joined(tokens: Sequence[Token], phrases: list[NumberPhrase]) -> list[NumberPhrase]:
    """A least and a most side by side as one range: "more than 20 but fewer than 30"."""
    kept: list[NumberPhrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if before is not None and before.exactness is Exactness.AT_LEAST and phrase.exactness is Exactness.UP_TO:
            beside = phrase.first == before.last + 2 and tokens[before.last + 1].lower in ("and", "but")
            if beside and (before.low or 0) < (phrase.high or 0):
                high, exactness = phrase.high, Exactness.RANGE
                kept[-1] = replace(before, last=phrase.last, to=phrase.to, high=high, exactness=exactness)
                continue
        kept.append(phrase)
    return kept


def _range_at(tokens: Sequence[Token], at: int) -> NumberPhrase | None:
    """ "between 50 and 70", "from 50 to 150", "50-70", "two or three", "a low of eight killed to a high of 22"."""
    own = _DIGIT_RANGE.fullmatch(tokens[at].text)
    if own:
        low, high = (int(part.replace(",", "")) for part in own.groups())
        return _ranged(at, at, low, high) if low < high else None
    led = tokens[at].lower in ("between", "from")
    if _tells_change(tokens, at if led else at - 1):
        return None
    start = _past(tokens, at + 1, "range.low") if led else at
    first = value_at(tokens, start)
    if first is None:
        return None
    low, to = first
    joint = to + 1
    if led and joint < len(tokens) and tokens[joint].lower in word_set("en", "figures", "bland.harms"):
        joint += 1
    joints = word_set("en", "numbers", "range.between" if led else "range.plain")
    if joint + 1 < len(tokens) and tokens[joint].lower == "," and tokens[joint + 1].lower in _PERHAPS:
        joints |= {","}
    if joint + 1 < len(tokens) and tokens[joint].lower in ("and", "but") and tokens[joint + 1].lower in _PERHAPS:
        joints |= {"and", "but"}
    if joint + 1 >= len(tokens) or tokens[joint].lower not in joints:
        return None
    second = value_at(tokens, _past(tokens, joint + 1, "range.high"))
    if second is None:
        return None
    high, end = second
    if not led and tokens[joint].lower == "or" and high - low > max(5, low):
        return None
    factor = number_words().multipliers.get(tokens[end].lower, 1)
    if factor > 1 and low < factor and low * factor < high:  # "two to three HUNDRED" begins at two hundred
        low *= factor
    return _ranged(at if led else start, end, low, high, number_at=start) if low < high else None


_CHANGE = 5
"""Tokens before "from" in which the verb of a change stands ("RAISED the official death toll from 38 to 41")."""


def _tells_change(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands there that tells where a change began, or how large it was ("CLIMBED FROM 12 to 15",
    "rose BY 12 to 144").
    """
    if at < 1 or tokens[at].lower not in ("from", "by"):
        return False
    changes = word_set("en", "figures", "toll.changes")
    return any(token.lemma in changes or token.lower in changes for token in tokens[max(0, at - _CHANGE) : at])


def _past(tokens: Sequence[Token], at: int, key: str) -> int:
    """Past the words before the end of a range ("a high of", "possibly as many as")."""
    skipped = word_set("en", "numbers", key)
    start = at
    while at < len(tokens) and at - start < 5 and tokens[at].lower in skipped and value_at(tokens, at) is None:
        at += 1
    return at


def _ranged(first: int, last: int, low: int, high: int, number_at: int | None = None) -> NumberPhrase:
    return NumberPhrase(
        first=first, last=last, at=first if number_at is None else number_at, to=last,
        low=low, high=high, exactness=Exactness.RANGE,
    )  # fmt: skip


def _single_at(tokens: Sequence[Token], at: int) -> NumberPhrase | None:
    vague = _vague_at(tokens, at)
    if vague is not None:
        return vague
    found = value_at(tokens, at)
    if found is None:
        return None
    value, to = found
    return NumberPhrase(first=at, last=to, at=at, to=to, low=value, high=value)


def _counts_two(tokens: Sequence[Token], at: int) -> bool:
    """ "BOTH his sons" are two; "both the town and the village", and ", both in Quarry Street" add nobody."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None:
        return True
    if at and tokens[at - 1].lower == "," and ((behind.pos == "ADP" and behind.lower != "of") or behind.tag == "VBG"):
        return False
    return behind.pos not in ("DET", "PRON", "PROPN") or behind.tag == "PRP$"


def _vague_at(tokens: Sequence[Token], at: int) -> NumberPhrase | None:
    """ "dozens", "several hundred", "a couple of": the lower bound that the lexicon gives."""
    words = number_words()
    for length in (3, 2, 1):
        phrase = tuple(token.lower for token in tokens[at : at + length])
        if len(phrase) < length or phrase not in words.vague:
            continue
        low, end = words.vague[phrase], at + length - 1
        if phrase == ("both",) and not _counts_two(tokens, end):
            return None
        if low < 10 and end + 1 < len(tokens) and tokens[end + 1].lower in words.multipliers:
            low, end = low * words.multipliers[tokens[end + 1].lower], end + 1
        high = low if phrase in words.vague_exact else None
        return NumberPhrase(first=at, last=end, at=at, to=end, low=low, high=high, exactness=Exactness.VAGUE)
    return None
