"""Who dies by their own hand: "then killed HIMSELF", "took her own life", "a murder-SUICIDE".

Some count whoever kills others and then himself among the dead, some leave him out, so the two have to be told apart:
the figure of who dies so has the word for it, or "suicide", as its group.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from khronika.model.figure import Exactness
from khronika.model.span import Span
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence

_LEAD = 40
"""Code points before the words in which an attempt, a threat or a denial may stand."""
_LEAD_WORDS = 4
_SUICIDE = "suicide"
_WORD = re.compile(r"n['’]t|[^\W\d_]+")


class _Said(NamedTuple):
    """The words, the word of them that becomes the group, and how many others they say to be killed."""

    span: Span
    word: str
    others: int


def with_own_hand(sentence: Sentence, told: Sequence[FigureMention]) -> list[FigureMention]:
    """The figures of a sentence, with those of who died by their own hand.

    "A man killed two women and then himself": two, and one. A figure of one in the same words, which singles nobody
    out, takes the group. "A murder-suicide" says of itself that two died at least.
    """
    found = list(told)
    for said in _said(sentence, told):
        same = [one for one in found if one.measure == "killed" and one.trigger.overlaps(said.span) and one.high == 1]
        if same and not said.others:
            found = [replace(one, group=said.word) if one in same and one.group is None else one for one in found]
            continue
        if said.others and not any(one.measure == "killed" and one.low for one in told):
            found.append(_mention(said.span, said.others + (said.others == 1), None))
        found.append(_mention(said.span, 1, said.word))
    return sorted(found, key=lambda one: one.span) if len(found) > len(told) else found


def _mention(span: Span, low: int, group: str | None) -> FigureMention:
    exactness = Exactness.EXACT if group else Exactness.AT_LEAST
    return FigureMention(
        span=span, number=span, trigger=span, measure="killed", low=low, high=low if group else None, group=group,
        exactness=exactness,
    )  # fmt: skip


def _said(sentence: Sentence, told: Sequence[FigureMention]) -> Iterator[_Said]:
    """Once a sentence: the words that say most."""
    lower = sentence.text.lower()
    if not any(part in lower for part in lexicon("en", "figures")["own_hand"]["parts"]):
        return
    times: Mapping[str, int] = lexicon("en", "figures")["multiples"]["times"]
    start = sentence.span.start
    for sort in ("many", "both", "alone", "behind"):
        for match in _pattern(sort).finditer(sentence.text):
            if not _happened(sentence.text[: match.start()]):
                continue
            words = [group.lower() for group in match.groups() if group]
            span = Span(start + match.start(), start + match.end())
            word = words[-1] if words[-1] in word_set("en", "figures", "reporting.reflexive") else _SUICIDE
            if sort == "behind" and not any(one.measure == "killed" and one.span.start < span.start for one in told):
                continue
            yield _Said(span, word, {"many": times.get(words[0], 1), "both": 1}.get(sort, 0))
            return


def _happened(before: str) -> bool:
    words = _WORD.findall(before[-_LEAD:].lower())[-_LEAD_WORDS:]
    return not any(word in word_set("en", "figures", "own_hand.unless") for word in words)


@cache
def _pattern(sort: str) -> re.Pattern[str]:
    forms = "|".join(lexicon("en", "figures")["own_hand"][sort])
    return re.compile(rf"(?:(?<![^\W\d_])|(?=,))(?:{forms})(?![^\W\d_])", re.IGNORECASE)
