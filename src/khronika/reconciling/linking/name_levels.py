"""How far two names agree: word by word, with nicknames, initials, exchanged order and words left out."""

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from khronika.reconciling.linking.entries import Name
from khronika.reconciling.names.agreement import written_without_vowels
from khronika.reconciling.names.given_names import one_spelling, short_for, two_names

_ALIKE = 0.92
_NEAR = 0.8
_LONG = 4
_FAR = ("near", "different", "initial")


@lru_cache(maxsize=1 << 18)
def word_level(one: str, other: str) -> str:
    """How far two words of names agree."""
    if one == other:
        return "same"
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return "initial"
    if two_names(one, other):
        return "nickname" if short_for(one, other) else "different"
    likeness = JaroWinkler.similarity(one, other)
    shorter = min(len(one), len(other))
    if likeness >= _ALIKE or (shorter >= _LONG and OSA.distance(one, other, score_cutoff=1) == 1):
        return "alike"
    if one_spelling(one, other) or written_without_vowels(one, other):
        return "alike"
    if short_for(one, other):
        return "nickname"
    near = likeness >= _NEAR or (shorter >= _LONG - 1 and (one.startswith(other) or other.startswith(one)))
    return "near" if near else "different"


def name_level(one: Name, other: Name) -> tuple[str, tuple[tuple[str, str], ...]]:
    """How far two names agree, and the words that are the same in both, by which the agreement is the rarer.

    The level is "same/alike" (given name the same, family names alike) and so on, or what else holds of the two:
    "order exchanged", "half exchanged", "a word shared", "one name same".
    """
    if not (one.given and one.family and other.given and other.family):
        return _one_word(one, other)
    given, family = word_level(one.given, other.given), word_level(one.family, other.family)
    if "same" not in (given, family) and (one.given == other.family or one.family == other.given):
        both = one.given == other.family and one.family == other.given
        shared = one.given if one.given == other.family else one.family
        words = (("any", one.given), ("any", one.family)) if both else (("any", shared),)
        return "order exchanged" if both else "half exchanged", words
    if given in _FAR and family in _FAR:
        common = set(one.words) & set(other.words)
        if common:
            return "a word shared", (("any", max(common, key=lambda word: (len(word), word))),)
    parts = ((given, ("given", one.given)), (family, ("family", one.family)))
    agreed = [part for level, part in parts if level == "same"]
    return f"{given}/{family}", tuple(agreed)


def _one_word(one: Name, other: Name) -> tuple[str, tuple[tuple[str, str], ...]]:
    short, long = sorted((one.words, other.words), key=lambda words: (len(words), words))
    found = [(word_level(word, whole), word) for word in short for whole in long]
    for level in ("same", "alike", "nickname"):
        hits = [word for each, word in found if each == level]
        if hits:
            rare = (("any", max(hits, key=lambda word: (len(word), word))),) if level == "same" else ()
            return f"one name {level}", rare
    return "one name different", ()


def further_level(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """How far the words between given name and family name agree: patronymics, second given names."""
    if one == other:
        return "same"
    pairs = {word_level(a, b) for a in one for b in other}
    if pairs & {"same", "alike", "initial"}:
        return "partly"
    return "different"
