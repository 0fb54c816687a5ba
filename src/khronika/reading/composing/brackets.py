"""What the author says in brackets against whoever is cited around them.

"The ministry says that guests broke in (even though no door was damaged)": the door is the author's word.
"""

import re
from collections.abc import Sequence
from functools import cache

from khronika.model.span import Span
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import AttributionMention

_LONGEST = 400
"""Code points of a bracket that is looked into."""


def asides_of_the_author(text: str, within: Span, language: str) -> list[Span]:
    """The brackets in a stretch of the text that open with words of contradiction, in order; none in a quotation."""
    pattern = _brackets(language)
    if pattern is None or "(" not in text[within.start : within.end]:
        return []
    found = [Span(*match.span()) for match in pattern.finditer(text, within.start, within.end)]
    return [one for one in found if not _quoted(text[within.start : one.start])]


def speaking_at(
    mentions: Sequence[AttributionMention], asides: Sequence[Span], words: Span
) -> list[AttributionMention]:
    """The attributions that can hold of the words: in the author's bracket only those that are made there."""
    aside = next((one for one in asides if one.contains(words)), None)
    if aside is None:
        return list(mentions)
    return [one for one in mentions if any(aside.contains(cue) for cue in one.cue)]


def without_asides(clause: Span, asides: Sequence[Span], core: Span) -> Span:
    """The clause, cut at the author's brackets that its own words, the core, lie outside of."""
    start, end = clause
    for aside in asides:
        if core.end <= aside.start < end:
            end = aside.start
        elif start < aside.end <= core.start:
            start = aside.end
    return Span(start, end)


def _quoted(before: str) -> bool:
    """Whether a quotation is open where the stretch ends."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


@cache
def _brackets(language: str) -> re.Pattern[str] | None:
    words = lexicon(language, "attribution").get("brackets", {}).get("contradicting", [])
    if not words:
        return None
    openings = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\((?:{openings})\b[^()]{{0,{_LONGEST}}}\)", re.IGNORECASE)
