"""Numbers that count the deeds of a year, a month or a city, and not those of the event that is told.

"The city's 48th homicide of the year" and "60 killings so far in 2031" stand in reports of one killing. They are kept,
as told for comparison, and bound no toll.
"""

import re
from functools import cache

from khronika.reading.figures.counted import Count
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = 7
"""Tokens behind a bare number in which the whole stands that it is a part of ("41 of 123 officer FATALITIES")."""
_YEAR_NAMED = re.compile(r"\b(?:in|for|of|during) (?:19|20)\d\d\b")


def counts_a_period(sentence: Sentence, count: Count) -> bool:
    """Whether what is counted is spread over a period, by the section [periods] of ``figures.toml``."""
    if count.sort == "number" and (count.low or 0) > 1 and _of_a_year(sentence, count):
        return True
    if count.head is None or count.sort not in ("number", "ordinal"):
        return _so_far(sentence) and count.sort == "number" and (count.low or 0) > 1
    deed = sentence.tokens[count.head].lemma in word_set("en", "figures", "periods.deeds")
    over = _over_a_period(sentence)
    if count.sort == "ordinal":
        return deed or over
    return (deed and over) or (_so_far(sentence) and (count.low or 0) > 1)


def _of_a_year(sentence: Sentence, count: Count) -> bool:
    """ "41 of 123 officer FATALITIES IN 2015", "412 people were killed in 2029 NATIONWIDE": the statistics of a year.

    The year is named without a month, and with it what makes a statistic: a noun for deaths, a whole country, a count
    that somebody keeps.
    """
    tokens = sentence.tokens
    if not any(_whole_year(sentence, at) for at in range(len(tokens) - 1)):
        return False
    head = tokens[count.head].lemma if count.head is not None else ""
    deaths = word_set("en", "figures", "periods.statistics")
    beside = tokens if tokens[0].lower in ("of", "among") else tokens[count.last + 1 : count.last + _PART]
    part = any(token.lemma in deaths for token in beside)
    return head in deaths or (count.head is None and part) or bool(_pattern("wide").search(sentence.text))


def _whole_year(sentence: Sentence, at: int) -> bool:
    """ "in 2015", "during 2014"; not "in May 2015" nor "in 2015's siege"."""
    tokens = sentence.tokens
    if tokens[at].lower not in ("in", "during", "for", "throughout") or not _YEAR.fullmatch(tokens[at + 1].text):
        return False
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    return behind is None or behind.pos not in ("NOUN", "PROPN", "PART")


def _over_a_period(sentence: Sentence) -> bool:
    return bool(_pattern("stretches").search(sentence.text) or _YEAR_NAMED.search(sentence.text))


def _so_far(sentence: Sentence) -> bool:
    return bool(_pattern("so_far").search(sentence.text))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = lexicon("en", "figures")["periods"]
    listed = [*data["stretches"], *data["so_far"]] if key == "stretches" else data[key]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.I)
