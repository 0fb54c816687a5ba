"""Numbers that count the deeds of a year, a month or a city, and not those of the event that is told.

"The city's 48th homicide of the year" and "60 killings so far in 2031" stand in reports of one killing. They are kept,
as told for comparison, and bound no toll.
"""

import re
from functools import cache

from khronika.reading.figures.counted import Count
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

_YEAR_NAMED = re.compile(r"\b(?:in|for|of|during) (?:19|20)\d\d\b")


def counts_a_period(sentence: Sentence, count: Count) -> bool:
    """Whether what is counted is spread over a period, by the section [periods] of ``figures.toml``."""
    if count.head is None or count.sort not in ("number", "ordinal"):
        return _so_far(sentence) and count.sort == "number" and (count.low or 0) > 1
    deed = sentence.tokens[count.head].lemma in word_set("en", "figures", "periods.deeds")
    over = _over_a_period(sentence)
    if count.sort == "ordinal":
        return deed or over
    return (deed and over) or (_so_far(sentence) and (count.low or 0) > 1)


def _over_a_period(sentence: Sentence) -> bool:
    return bool(_pattern("stretches").search(sentence.text) or _YEAR_NAMED.search(sentence.text))


def _so_far(sentence: Sentence) -> bool:
    return bool(_pattern("so_far").search(sentence.text))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = lexicon("en", "figures")["periods"]
    listed = data[key] if key == "so_far" else [*data["stretches"], *data["so_far"]]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.I)
