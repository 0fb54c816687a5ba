"""Crowds that nothing but their number tells of: "there were two thousand people here", "about 60 of us"."""

from khronika.reading.figures.counted import Count
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence


def is_a_crowd(sentence: Sentence, count: Count) -> bool:
    """Whether people are only said to be there, so many that they gathered, or with the one who tells it."""
    if count.sort != "number":
        return False
    least = lexicon("en", "figures")["crowd"]
    people = count.low or count.high or 0
    if _with_us(sentence, count):
        return people >= int(least["least"])
    return people >= int(least["there"]) and count.kind == "people" and _there_are(sentence, count)


def _with_us(sentence: Sentence, count: Count) -> bool:
    """ "about 60 OF US", where no verb says what befell them."""
    behind = sentence.tokens[count.to + 1 : count.to + 3]
    return [token.lower for token in behind] == ["of", "us"]


def _there_are(sentence: Sentence, count: Count) -> bool:
    lead = sentence.tokens[max(0, count.first - 4) : count.first]
    words = " ".join(token.lower for token in lead)
    behind = sentence.tokens[count.last + 1 : count.last + 2]
    if behind and behind[0].lower in ("who", "that", "which", "whom"):
        return False  # "there are thousands of people WHO smoke"
    return any(words.endswith(phrase) for phrase in lexicon("en", "figures")["crowd"]["existing"])
