"""Whose the vehicles are: forces come in buses, but the bus that farmers stop or burn is no deployment."""

from khronika.reading.figures.counted import Count
from khronika.reading.figures.nouns import kind_of
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence

_BEFORE = 5
_BEHIND = 4
"""Words before a count, and behind its noun, in which what is done to the vehicles may stand."""


def of_forces(sentence: Sentence, count: Count) -> bool:
    """Whether the count speaks for forces: True for all that are no vehicles."""
    if count.kind != "vehicles" or count.head is None:
        return True
    tokens = sentence.tokens
    carried = range(count.head + 1, min(count.head + 5, len(tokens)))
    if any(
        kind_of(sentence, at) == "forces" for at in carried if tokens[count.head + 1].lower in ("of", "with", "full")
    ):
        return True
    if _targeted(sentence, count, count.head):
        return False
    own, noun = word_set("en", "figures", "vehicles_of_forces.own"), tokens[count.head].lemma
    if noun in own or f"{tokens[count.head - 1].lower} {noun}" in own:
        return True
    words = word_set("en", "figures", "vehicles_of_forces.words")
    return any(kind_of(sentence, at) == "forces" or token.lemma in words for at, token in enumerate(tokens))


def _targeted(sentence: Sentence, count: Count, head: int) -> bool:
    """ "they set FIRE to three wagons", "four buses were BURNT"; not "opened fire FROM two lorries"."""
    tokens, words = sentence.tokens, word_set("en", "figures", "vehicles_of_forces.targeted")
    if count.first and tokens[count.first - 1].lower in word_set("en", "figures", "vehicles_of_forces.by"):
        return False
    before = tokens[max(0, count.first - _BEFORE) : count.first]
    for at in range(len(before) - 1, -1, -1):
        if before[at].lemma in words:
            return True
        if before[at].text in (",", ";", ":"):
            break
    behind = tokens[head + 1 : head + 1 + _BEHIND]
    passive = any(token.lemma in ("be", "get") for token in behind)
    return passive and any(token.lemma in words for token in behind)
