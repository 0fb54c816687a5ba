"""One key for all the spellings of a name: Latin, Cyrillic and Arabic letters, and the many ways of writing one sound.

The letters and sounds are data: ``spelling.toml``. A key says nothing by itself and is never shown.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby

from khronika.errors import VocabularyError
from khronika.publishing.withholding.folding import fold_word

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_SHORTEST_AFTER_ARTICLE = 4
"""Letters of a name that may be written as one with the article before it; "Alan" and "Elena" have none."""
_VOWELS_OF_AN_ENDING = 2
_SHORTEST_STEM = 2
_NOT_A_LETTER = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class _Table:
    cyrillic: dict[int, str]
    arabic: dict[int, str]
    prefixes: tuple[str, ...]
    articles: frozenset[str]
    joined: tuple[str, ...]
    marked: tuple[tuple[str, str], ...]
    sounds: tuple[tuple[str, str], ...]
    in_arabic: dict[int, str]
    vowels: frozenset[str]
    alike: dict[int, str]
    endings: tuple[str, ...]


@cache
def _table() -> _Table:
    """The table of letters and sounds. Raises: VocabularyError where it is malformed."""
    text = (resources.files("khronika.publishing.withholding") / "spelling.toml").read_text(encoding="utf-8")
    try:
        said = tomllib.loads(text)
        sounds = said["sounds"]
        return _Table(
            cyrillic=str.maketrans(dict(_pairs(said["cyrillic"]["letters"]))),
            arabic=str.maketrans(dict(_pairs(said["arabic"]["letters"]))),
            prefixes=tuple(said["arabic"]["prefixes"]),
            articles=frozenset(said["arabic"]["articles"]),
            joined=tuple(sorted(said["arabic"]["joined"], key=len, reverse=True)),
            marked=tuple(_pairs(said["marked"]["replaced"])),
            sounds=tuple(_pairs(sounds["replaced"])),
            in_arabic=str.maketrans(dict(_pairs(sounds["in_arabic"]))),
            vowels=frozenset(sounds["vowels"]),
            alike=str.maketrans(dict(_pairs(sounds["alike"]))),
            endings=tuple(said["endings"]["cyrillic"].split()),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise VocabularyError(f"spelling.toml: {error}") from None


def _pairs(words: str) -> list[tuple[str, str]]:
    return [(left, right) for left, _, right in (pair.partition("=") for pair in words.split())]


def script_of(word: str) -> str:
    """latin, cyrillic or arabic, by the first letter that is one of the last two."""
    if _CYRILLIC.search(word):
        return "cyrillic"
    return "arabic" if _ARABIC.search(word) else "latin"


def is_article(word: str) -> bool:
    """Whether it is the Arabic article, in Latin or Cyrillic letters: "al", "аль"."""
    return word.casefold() in _table().articles


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """The word, what it is without the Arabic article, and each of these as letters with marks are read.

    "al-Husseini" and "Alhusseini" are "Husseini" too, and "Ščerbakova" is "shcherbakova".
    """
    return tuple(dict.fromkeys(read for form in _without_article(word) for read in (form, _marked(form))))


def _without_article(word: str) -> tuple[str, ...]:
    before, line, after = word.partition("-")
    if line and after and is_article(before):
        return word, after
    letters = word.casefold()
    joined = next((one for one in _table().joined if letters.startswith(one)), "")
    rest = word[len(joined) :]
    return (word, rest) if joined and len(rest) >= _SHORTEST_AFTER_ARTICLE else (word,)


def _marked(word: str) -> str:
    """The word with the values that its letters have where one stands for one sound; as it is where that is the same.

    One pass, so that the "ch" that "č" has become is not read again.
    """
    if script_of(word) != "latin":
        return word
    letters = unicodedata.normalize("NFC", word.casefold())
    read = _of_marked().sub(lambda found: _values()[found[0]], letters)
    return read if read != letters else word


@cache
def _values() -> dict[str, str]:
    return dict(_table().marked)


@cache
def _of_marked() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_values(), key=len, reverse=True))))


@lru_cache(maxsize=200_000)
def ending_apart(word: str) -> tuple[str, ...]:
    """The word as it sounds, and without its last vowel or two, which cases change: "Ева", "Еву", "Евой"."""
    sounds, vowels = sounded(word), _table().vowels
    found = [sounds]
    while len(found[-1]) > 2 and len(found) <= _VOWELS_OF_AN_ENDING and found[-1][-1] in vowels:
        found.append(found[-1][:-1])
    return tuple(found)


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """The word as it sounds, and without what may be the ending of a case: "Омаром" is "umarum" and "umar".

    Of a word that is not in Cyrillic letters, a last vowel alone may be one: "Ada" is "ada" and "ad".
    """
    whole = sounded(word)
    endings = _sounds_of_endings() if script_of(word) == "cyrillic" else tuple(_table().vowels)
    rest = [whole.removesuffix(ending) for ending in endings if whole.endswith(ending)]
    return tuple(dict.fromkeys((whole, *(stem for stem in rest if len(stem) >= _SHORTEST_STEM))))


@cache
def _sounds_of_endings() -> tuple[str, ...]:
    return tuple(dict.fromkeys(sounded(ending) for ending in _table().endings))


@lru_cache(maxsize=200_000)
def sounded(word: str, *, arabic: bool = False) -> str:
    """The word as it sounds, its vowels brought to three: what spellings of one script have in common.

    arabic: as Arabic script could write it, which has doubled letters nowhere and hardly tells w from a vowel.
    """
    table = _table()
    letters = _latin(word)
    if arabic:
        letters = letters.replace("w", "")
    for written, sound in table.sounds:
        letters = letters.replace(written, sound)
    merged = letters.translate(table.alike)
    if script_of(word) == "arabic":
        return merged
    return "".join(letter for letter, _ in groupby(merged))


@lru_cache(maxsize=200_000)
def skeleton(word: str, *, arabic: bool = False) -> str:
    """The consonants of a word as they sound: what spellings of several scripts have in common.

    arabic: only those that Arabic script tells apart.
    """
    table = _table()
    sounds = sounded(word, arabic=arabic)
    if arabic:
        sounds = sounds.translate(table.in_arabic)
    return "".join(letter for letter in sounds if letter not in table.vowels)


def _latin(word: str) -> str:
    table = _table()
    letters = word.casefold()
    if script_of(letters) == "arabic":
        prefix = next((one for one in table.prefixes if letters.startswith(one) and len(letters) > len(one) + 2), "")
        letters = letters.removeprefix(prefix).translate(table.arabic)
    return _NOT_A_LETTER.sub("", fold_word(letters.translate(table.cyrillic)))
