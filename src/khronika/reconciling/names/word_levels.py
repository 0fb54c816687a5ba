"""How far two words of names agree, as a level with a name."""

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from khronika.reconciling.names.agreement import endings_differ, written_without_vowels
from khronika.reconciling.names.given_names import one_spelling, short_for, two_names

_ALIKE = 0.92
_NEAR = 0.8
_LONG = 4


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


def finer_level(one: str, other: str) -> str:
    """How far two words agree, told finer: what names of people of a chronicle are compared by.

    "another spelling": of one name by the lists of spellings; "consonants": one is written without vowels; "an ending":
    only the ending tells them apart (Maria, Mario), as it tells a sister from a brother.
    """
    if 1 in (len(one), len(other)):
        return "initial" if one[0] == other[0] else "different"
    if one == other:
        return "same"
    if one_spelling(one, other):
        return "another spelling"
    if written_without_vowels(one, other):
        return "consonants"
    if endings_differ(one, other) and not short_for(one, other):
        return "an ending"
    return word_level(one, other)
