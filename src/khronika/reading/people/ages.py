"""The age that stands beside a name: "Ilan Orvo, 24,", "Ilan Orvo (24)", "the 24-year-old welder Ilan Orvo"."""

import re
from functools import cache

from khronika.model.span import Span
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence

_OLDEST = 115


def age_beside(sentence: Sentence, name: Span) -> int | None:
    """Years, as the words next to the name give them; None where they do not, or the name stands elsewhere.

    name: in the text of the dispatch.
    """
    start, end = name.start - sentence.span.start, name.end - sentence.span.start
    if not 0 <= start < end <= len(sentence.text):
        return None
    after, before = _patterns(sentence.language)
    found = after.match(sentence.text, end) or before.search(sentence.text[:start])
    years = int(found[1]) if found else None
    return years if years is not None and years <= _OLDEST else None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    ages = lexicon(language, "people")["ages"]
    return re.compile(ages["after"]), re.compile(rf"(?:{ages['before']})$")
