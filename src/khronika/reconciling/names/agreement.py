"""Whether two written names can be one person's: spelling, script, order, initials and patronymics.

Conservative on purpose (field practice: two men with one name merged do more harm than one man listed twice):
given name and family name must both agree, and what cannot be told stays apart.
"""

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from khronika.reconciling.names.given_names import one_spelling, two_names
from khronika.reconciling.names.romanising import parts_of

_ALIKE = 82.0
_SHORT_ALIKE = 75.0
_VOWELS = frozenset("aeiou")
_CONSONANTS = 3
"""Consonants that a word written without vowels needs, so that "hsn" is Hasan and "mr" is nobody."""


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """One string for every order of a name's words in one spelling."""
    return " ".join(sorted(parts_of(name)))


def words_alike(one: str, other: str) -> bool:
    """Whether two words of names are spellings of one: the first letter and four letters in five agree."""
    if one == other or one_spelling(one, other) or written_without_vowels(one, other):
        return True
    if not one or not other or one[0] != other[0] or min(len(one), len(other)) < 4:
        return False
    if endings_differ(one, other) or two_names(one, other):
        return False
    needed = _ALIKE if min(len(one), len(other)) > 5 else _SHORT_ALIKE
    return ratio(one, other) >= needed and JaroWinkler.similarity(one, other) >= 0.88


def written_without_vowels(one: str, other: str) -> bool:
    """Whether a word that is written without vowels, as in Arabic, has the consonants of the other."""
    if two_names(one, other):
        return False
    bare = [word for word in (one, other) if _VOWELS.isdisjoint(word)]
    return len(bare) == 1 and len(bare[0]) >= _CONSONANTS and _consonants(one) == _consonants(other)


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


def endings_differ(one: str, other: str) -> bool:
    """Whether only the last letter tells the two apart: Maria and Mario, Petrov and Petrova are two people."""
    short, long = sorted((one, other), key=len)
    return short == long[:-1] or (len(short) == len(long) and short[:-1] == long[:-1])


@lru_cache(maxsize=262144)
def names_alike(one: str, other: str) -> bool:
    """Whether two names can be one person's.

    Every word of the shorter name has its counterpart in the longer, in any order, so that a patronymic or a second
    given name may be missing; both have at least two words; an initial agrees with a word that it begins, and at
    least one whole word agrees with a whole word.
    """
    short, long = sorted((parts_of(one), parts_of(other)), key=lambda parts: (len(parts), parts))
    if len(short) < 2:
        return False
    free, whole = list(long), 0
    for part in sorted(short, key=lambda word: (-len(word), word)):
        match = next((word for word in free if _stands_for(part, word)), None)
        if match is None:
            return False
        free.remove(match)
        whole += len(part) > 1 and len(match) > 1
    return whole >= 1


def has_initial(name: str) -> bool:
    """Whether a word of the name is only a letter."""
    return any(len(part) == 1 for part in parts_of(name))


def _stands_for(part: str, word: str) -> bool:
    if len(part) == 1 or len(word) == 1:
        return part[:1] == word[:1]
    return words_alike(part, word)


def skeleton(word: str) -> str:
    """The first letter and the consonants after it, three at most."""
    return word[:1] + _consonants(word[1:])[:3]
