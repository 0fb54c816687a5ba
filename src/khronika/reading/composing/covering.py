"""What days and what place a figure says itself that it covers, and when the count stood (``covering.toml``).

"84 people have been killed in the whole country since Friday" counts more than any one shooting does. Where the words
say nothing, nothing is filled in: not stated.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.mentions import FigureMention, PlaceMention, TimeMention
from khronika.reading.sentence import Sentence

_JOINTS = re.compile(r"\s*(?:to|through|until|till|–|-|and)\s*", re.IGNORECASE)
_BEFORE = 24
"""Code points before a time in which the words that lead to it stand."""
_DAY = 10
"""Characters of an ISO date."""


class Cover(NamedTuple):
    """EDTF days and a place in the text's words, each None where not stated; as-of time in EDTF; scope."""

    days: str | None
    place: str | None
    as_of: str | None
    scope: Scope


def cover_of(
    figure: FigureMention,
    sentence: Sentence,
    times: Sequence[TimeMention],
    places: Sequence[PlaceMention],
    *,
    beside: Sequence[FigureMention],
    published: datetime | None,
) -> Cover:
    """What a figure covers, by the words of its sentence.

    times, places, beside: those of the sentence; `beside` are its other figures, since a time or place behind another
    figure is that one's.
    """
    if figure.scope is Scope.PART or figure.scope is Scope.ADDITION:
        return Cover(None, None, None, figure.scope)
    own = [time for time in times if not _anothers(time.span, figure, beside)]
    days = _days(figure, sentence, own, published)
    scope = Scope.RUNNING_TOTAL if days is not None and figure.scope is Scope.WHOLE else figure.scope
    return Cover(days, _place(figure, sentence, places, beside), _as_of(sentence, own), scope)


def _anothers(words: Span, figure: FigureMention, beside: Sequence[FigureMention]) -> bool:
    """Whether another figure stands between a figure and the words behind it."""
    return any(figure.span.end <= other.span.start and other.span.end <= words.start for other in beside)


def _before(sentence: Sentence, words: Span) -> str:
    """The words right before, in lower case."""
    at = words.start - sentence.span.start
    return sentence.text[max(0, at - _BEFORE) : at].lower().rstrip()


def _days(
    figure: FigureMention, sentence: Sentence, times: Sequence[TimeMention], published: datetime | None
) -> str | None:
    """A stretch of more than one day that the words say the figure covers."""
    if figure.measure in word_set("en", "covering", "days.states"):
        return None
    dated = [time for time in times if time.start and time.anchors]
    for first, last in pairwise(dated):
        between = sentence.text[first.span.end - sentence.span.start : last.span.start - sentence.span.start]
        if _JOINTS.fullmatch(between) and _leads(sentence, first, between) and _day(first) < _day(last):
            return f"{_day(first)}/{_day(last)}"
    for time in dated:
        if time.preposition == "since" and published is not None and not _owns(sentence, time):
            last_day = published.date().isoformat()
            return f"{_day(time)}/{last_day}" if _day(time) < last_day else None
    return None


def _leads(sentence: Sentence, time: TimeMention, between: str) -> bool:
    """Whether the words before two times make a stretch of them; "and" needs "between"."""
    if between.strip().lower() == "and":
        return _before(sentence, time.span).endswith("between")
    return True


def _owns(sentence: Sentence, time: TimeMention) -> bool:
    """ "since FRIDAY'S shooting": the day is that of the shooting."""
    behind = sentence.text[time.span.end - sentence.span.start :]
    return behind.startswith(("'s", "’s")) or time.span.of(sentence.text).endswith(("'s", "’s"))


def _day(time: TimeMention) -> str:
    return (time.start or "")[:_DAY]


def _as_of(sentence: Sentence, times: Sequence[TimeMention]) -> str | None:
    """The time at which the count stood, where the words say so."""
    counted = any(f" {word}" in sentence.text.lower() for word in lexicon("en", "covering")["asof"]["with_by"])
    for time in times:
        lead = _before(sentence, time.span)
        for words in lexicon("en", "covering")["asof"]["before"]:
            if time.start and re.search(rf"\b{words}$", lead) and (words != "by" or counted):
                return time.edtf
    return None


def _place(
    figure: FigureMention, sentence: Sentence, places: Sequence[PlaceMention], beside: Sequence[FigureMention]
) -> str | None:
    """An area that is said to be covered whole, or two towns that are counted together."""
    for pattern in _areas():
        found = pattern.search(sentence.text)
        if found:
            words = Span(sentence.span.start + found.start("area"), sentence.span.start + found.end("area"))
            if not _anothers(words, figure, beside):
                return found["area"]
    towns = [place for place in places if place.role == "event" and place.precision.value not in _WIDE]
    for one, other in pairwise(towns):
        between = sentence.text[one.span.end - sentence.span.start : other.span.start - sentence.span.start]
        if between == " and " and not _anothers(one.span, figure, beside):
            return sentence.text[one.span.start - sentence.span.start : other.span.end - sentence.span.start]
    return None


_WIDE = ("country", "international", "part_of_country")


@cache
def _areas() -> tuple[re.Pattern[str], ...]:
    """ "in the whole country", and "across the Orun region" or "throughout Halvenia"."""
    data = lexicon("en", "covering")["place"]
    whole = "|".join(sorted(map(re.escape, data["whole"]), key=len, reverse=True))
    across = "|".join(map(re.escape, data["across"]))
    nouns = "|".join(data["areas"])
    return (
        re.compile(rf"\b(?P<area>{whole})\b", re.IGNORECASE),
        re.compile(rf"\b(?i:{across})\s+(?i:the\s+)?(?P<area>(?:[A-Z][\w'’-]*\s+){{0,3}}(?:{nouns})s?|[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*)"),
    )  # fmt: skip
