"""Names found in other scripts and other spellings than the one in which they are known.

A full name is found by the keys of two of its words, side by side or with one word between, in either order; endings of
cases are allowed for. One word of a name alone is not looked for: too many words sound like it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from khronika.publishing.withholding.protecting import name_parts
from khronika.publishing.withholding.searching import Hit
from khronika.publishing.withholding.spelling import forms, is_article, script_of, skeleton, sounded

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_FEWEST_CONSONANTS = 5
_FEWEST_IN_A_WORD = 2
_LONGEST_ENDING = 1
_BETWEEN = 2
_LONGEST_BLANK = 3
_LONGEST_GAP = 6
"""Signs between two words of a name: a blank, or an article between blanks."""
_Key = tuple[str, str]
"""How the key was made ("sound", "bones", "arabic"), and the key."""


class AcrossScripts:
    """Finds names of two words and more."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """names: each with what stands in its place."""
        self._words: dict[_Key, set[int]] = defaultdict(set)
        self._names: list[tuple[tuple[str, ...], str]] = []
        for name, label in names:
            parts = tuple(dict.fromkeys(name_parts(name)))
            bones = [skeleton(part) for part in parts]
            if len(parts) < 2 or sum(map(len, bones)) < _FEWEST_CONSONANTS:
                continue
            self._names.append((parts, label))
            for part in parts:
                for key in _keys_of_all(part, script_of(name)):
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
        for how, key in _keys_of_all(word, None):
            lengths = range(len(key), max(len(key) - _LONGEST_ENDING, _FEWEST_IN_A_WORD) - 1, -1)
            for length in lengths if how != "sound" else (len(key),):
                found |= self._words.get((how, key[:length]), set())
        return found

    def _differ(self, index: int, one: str, other: str) -> bool:
        """Whether two words fit two different parts of a name, and not one twice."""
        parts = self._names[index][0]
        pairs = [(a, b) for a in range(len(parts)) for b in range(len(parts)) if a != b]
        return any(_fits(parts[a], one) and _fits(parts[b], other) for a, b in pairs)


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
    return [(how, key) for how, key in keys if len(key) >= _FEWEST_IN_A_WORD]


def _fits(part: str, word: str) -> bool:
    of_part = set(_keys_of_all(part, script_of(part)))
    for how, key in _keys_of_all(word, None):
        for length in range(len(key), max(len(key) - _LONGEST_ENDING, _FEWEST_IN_A_WORD) - 1, -1):
            if (how, key[:length]) in of_part and (how != "sound" or length == len(key)):
                return True
    return False
