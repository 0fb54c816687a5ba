"""Names found in other scripts and other spellings than the one in which they are known.

A full name is found by the keys of two of its words, side by side or with one word between, in either order; endings of
cases are allowed for. One word of a name alone is not looked for: too many words sound like it. Where a name has few
consonants ("Ali Omar"), its vowels have to agree, too, and so it is not looked for in Arabic letters, which have none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from khronika.publishing.withholding.protecting import lists, name_parts
from khronika.publishing.withholding.searching import Hit
from khronika.publishing.withholding.spelling import (
    ending_apart,
    forms,
    is_article,
    script_of,
    skeleton,
    sounded,
    stems,
)

_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670])*"
"""With marks that stand by themselves: accents in names of files, vowels in Arabic."""
_WORD = re.compile(rf"{_LETTERS}(?:[’'\-]{_LETTERS})*")
_FEWEST_CONSONANTS = 5
"""Of a name that is known by its consonants; one with fewer is known by its vowels, too."""
_FEWEST_SOUNDS = 6
"""Of a name that is known by its vowels, too: "Li Na" is not looked for."""
_FEWEST_IN_A_WORD = 2
_LONGEST_ENDING = 1
_BETWEEN = 2
_LONGEST_BLANK = 3
_LONGEST_GAP = 6
"""Signs between two words of a name: a blank, or an article between blanks."""
_FEWEST_LETTERS = 3
"""Of a word with a single consonant: shorter ones are as a rule prepositions."""
_Key = tuple[str, str]
"""How the key was made ("sound", "bones", "arabic"), and the key."""
_WHOLE = (
    "sound", "short bones", "short latin", "short arabic", "short latin-arabic", "stem in cyrillic", "stem in latin"
)  # fmt: skip
"""Kinds of key that are compared as a whole; of the others the end may be that of a case."""
_STEMS = {
    ("cyrillic", True): ("stem in cyrillic", "stem in latin"),
    ("latin", True): ("stem in cyrillic",),
    ("cyrillic", False): ("stem in cyrillic",),
    ("latin", False): ("stem in latin",),
}
"""By the script of a word, and whether it is a name's: the kinds of key that its stems are."""


class AcrossScripts:
    """Finds names of two words and more."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """names: each with what stands in its place."""
        self._words: dict[_Key, set[int]] = defaultdict(set)
        self._names: list[tuple[tuple[frozenset[_Key], ...], str]] = []
        for name, label in names:
            parts = tuple(dict.fromkeys(name_parts(name)))
            if len(parts) < 2:
                continue
            if sum(len(skeleton(part)) for part in parts) >= _FEWEST_CONSONANTS:
                keys = [frozenset(_keys_of_all(part, script_of(name))) for part in parts]
            elif sum(len(sounded(part)) for part in parts) >= _FEWEST_SOUNDS:
                keys = [frozenset(_keys_with_vowels(part, of_name=True)) for part in parts]
            else:
                continue
            self._names.append((tuple(keys), label))
            for key in frozenset().union(*keys):
                self._words[key].add(len(self._names) - 1)

    def hits(self, text: str) -> list[Hit]:
        """The stretches that hold a name, in order and without overlap."""
        if not self._names:
            return []
        words = [word for word in _WORD.finditer(text) if not word[0].islower()]
        found: list[Hit] = []
        last = -1
        for at, word in enumerate(words):
            if at <= last:
                continue
            here = self._names_with(word[0])
            for step in range(1, _BETWEEN + 1):
                if not here or at + step >= len(words) or not _near(text, words[at : at + step + 1]):
                    break
                for index in sorted(here & self._names_with(words[at + step][0])):
                    if self._differ(index, word[0], words[at + step][0]):
                        found.append(Hit(word.start(), words[at + step].end(), self._names[index][1]))
                        last = at + step
                        break
                if last >= at:
                    break
        return found

    def _names_with(self, word: str) -> set[int]:
        """The names of which a word may be a part."""
        found: set[int] = set()
        for key in _keys_in_text(word):
            found |= self._words.get(key, set())
        return found

    def _differ(self, index: int, one: str, other: str) -> bool:
        """Whether two words fit two different parts of a name, and not one twice."""
        parts = self._names[index][0]
        pairs = [(a, b) for a in range(len(parts)) for b in range(len(parts)) if a != b]
        of_one, of_other = _keys_in_text(one), _keys_in_text(other)
        return any(parts[a] & of_one and parts[b] & of_other for a, b in pairs)


def _near(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but a space, a full stop, a comma or (in names of files) a low line stands between the words.

    An article may: "Maryam al Husseini".
    """
    gaps = [text[one.end() : other.start()] for one, other in pairwise(words)]
    return all(len(gap) <= _LONGEST_GAP and _says_nothing(gap.strip(" .,_\u00a0\n\t\u060c"), gap) for gap in gaps)


def _says_nothing(words: str, gap: str) -> bool:
    return is_article(words) if words else len(gap) <= _LONGEST_BLANK


def _keys_of_all(word: str, of_name: str | None) -> list[_Key]:
    """The keys of a word with its article and without."""
    return [key for form in forms(word) for key in _keys(form, of_name)]


def _keys(word: str, of_name: str | None) -> list[_Key]:
    """The keys of a word of a text, or of a name in some script (which is looked for in the others, too)."""
    script = of_name or script_of(word)
    keys = []
    if script == "latin":
        keys.append(("sound", sounded(word)))
    if script == "cyrillic" or (of_name and script == "latin"):
        keys.append(("bones", skeleton(word)))
    if script == "latin" and not of_name:
        keys.append(("latin", skeleton(word)))
    if of_name == "cyrillic":
        keys.append(("latin", skeleton(word)))
    if script == "arabic" or of_name:
        keys.append(("arabic", skeleton(word, arabic=True)))
    if script == "arabic" and of_name:
        keys += [("latin-arabic", skeleton(word, arabic=True))]
    if not of_name and script != "arabic":
        keys.append(("latin-arabic", skeleton(word, arabic=True)))
    return [(how, key) for how, key in keys if len(key) >= _FEWEST_IN_A_WORD] + _keys_of_short(word, script, of_name)


def _keys_of_short(word: str, script: str, of_name: str | None) -> list[_Key]:
    """The keys of a word with a single consonant or none ("Zoë", "Ева"), which are compared as a whole.

    Where one of the scripts writes no vowels, the consonant alone has to do; the rest of the name tells.
    """
    bones = skeleton(word)
    if len(bones) >= _FEWEST_IN_A_WORD or len(word) < _FEWEST_LETTERS or word.casefold() in lists()["small_words"]:
        return []
    keys = []
    if script == "cyrillic" or (of_name and script == "latin"):
        keys += [("short bones", key) for key in ending_apart(word)]
    if (script == "latin" and not of_name) or of_name == "cyrillic":
        keys += [("short latin", key) for key in ending_apart(word)]
    if script == "arabic" or of_name:
        keys.append(("short arabic", skeleton(word, arabic=True)))
    if (script != "arabic" and not of_name) or of_name == "arabic":
        keys.append(("short latin-arabic", skeleton(word, arabic=True)))
    return [(how, key) for how, key in keys if key]


def _keys_with_vowels(word: str, *, of_name: bool) -> list[_Key]:
    """The keys of a word of which the vowels count: as it sounds, and what case endings leave of it.

    A case has an ending in Cyrillic only: of two words in Latin letters, both as a whole are compared.
    """
    kinds = _STEMS.get((script_of(word), of_name))
    if kinds is None:
        return []
    return [("sound", sounded(word)), *((kind, stem) for kind in kinds for stem in stems(word))]


@lru_cache(maxsize=200_000)
def _keys_in_text(word: str) -> frozenset[_Key]:
    """What the part of a name that a word of a text is may have as a key."""
    told = [(how, start) for how, key in _keys_of_all(word, None) for start in _starts(how, key)]
    return frozenset((*told, *(key for form in forms(word) for key in _keys_with_vowels(form, of_name=False))))


def _starts(how: str, key: str) -> list[str]:
    """What of a word's key a name's may be: all of it, and where it may have the ending of a case, the rest."""
    shortest = len(key) if how in _WHOLE else max(len(key) - _LONGEST_ENDING, _FEWEST_IN_A_WORD)
    return [key[:length] for length in range(len(key), shortest - 1, -1)]
