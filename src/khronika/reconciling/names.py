"""Whether two written names can be one person's: spelling, script, order, initials and patronymics.

Conservative on purpose (field practice: two men with one name merged do more harm than one man listed twice):
given name and family name must both agree, and what cannot be told stays apart.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from khronika.errors import VocabularyError

_FILE = "romanising.toml"
_ALIKE = 82.0
_SHORT_ALIKE = 75.0


@cache
def _tables() -> tuple[dict[int, str], tuple[tuple[str, str], ...], frozenset[str]]:
    """Letters, sounds and titles. Raises: VocabularyError."""
    try:
        found = tomllib.loads(files("khronika.reconciling").joinpath(_FILE).read_text("utf-8"))
        letters = str.maketrans(found["cyrillic"])
        sounds = tuple((row["written"], row["as"]) for row in found["sound"])
        return letters, sounds, frozenset(found["titles"]["words"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, titles left out: "Ilkhan Dzheretov" gives ("ilhan", "jeretov")."""
    letters, sounds, titles = _tables()
    latin = name.casefold().replace("’s", "").replace("'s", "").translate(letters)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(mark))
    words = "".join(mark if mark.isalnum() else "" if mark in "'’`" else " " for mark in plain).split()
    return tuple(_sounded(word, sounds) for word in words if word not in titles or len(words) == 1)


def _sounded(word: str, sounds: tuple[tuple[str, str], ...]) -> str:
    for written, spoken in sounds:
        word = word.replace(written, spoken)
    return "".join(mark for index, mark in enumerate(word) if index == 0 or mark != word[index - 1])


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """One string for every order of a name's words in one spelling."""
    return " ".join(sorted(parts_of(name)))


def words_alike(one: str, other: str) -> bool:
    """Whether two words of names are spellings of one: the first letter and four letters in five agree."""
    if one == other:
        return True
    if not one or not other or one[0] != other[0] or min(len(one), len(other)) < 4 or _endings_differ(one, other):
        return False
    needed = _ALIKE if min(len(one), len(other)) > 5 else _SHORT_ALIKE
    return ratio(one, other) >= needed and JaroWinkler.similarity(one, other) >= 0.88


def _endings_differ(one: str, other: str) -> bool:
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
