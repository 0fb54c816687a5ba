"""How rare a word is, by frozen counts: ``word_rarity.tsv``.

The counts do not depend on the dispatches at hand, so that one more dispatch changes no weight of a word. Inverse
document frequency after Spärck Jones (1972), "A statistical interpretation of term specificity".
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError

_FILE = "word_rarity.tsv"
_WORD = re.compile(r"\w+(?:-\w+)*")
_SHORTEST = 3
_UNLISTED = 2.0  # texts in a thousand that are taken to hold a word that is not in the list
_RARE = 5.0


def words_in(text: str) -> set[str]:
    """The words of a text in lower case, three letters and more; "19-year-old" is one, and gives its parts as well."""
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        found.add(word)
        if "-" in word:
            found.update(word.split("-"))
    return {word for word in found if len(word) >= _SHORTEST}


@cache
def _shares() -> Mapping[str, float]:
    """Texts in a thousand that hold each listed word. Raises: VocabularyError where a line is malformed."""
    found: dict[str, float] = {}
    for line in files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8").splitlines():
        word, _, share = line.partition("\t")
        try:
            found[word] = float(share)
        except ValueError:
            raise VocabularyError(f"{_FILE}: {line!r} is no word with a number") from None
    return MappingProxyType(found)


def rarity(word: str) -> float:
    """The weight of a word: 0 for one that every text holds."""
    return math.log(1000.0 / min(1000.0, max(1.0, _shares().get(word, _UNLISTED))))


def is_rare(word: str) -> bool:
    """Whether fewer than five texts in a thousand hold the word."""
    return _shares().get(word, _UNLISTED) < _RARE


def weighed(words: Iterable[str]) -> dict[str, float]:
    """Words with their weights, scaled so that the squares sum up to 1; empty where no word weighs anything."""
    found = {word: rarity(word) for word in sorted(words)}
    length = math.sqrt(sum(value * value for value in found.values()))
    return {word: value / length for word, value in found.items() if value} if length else {}


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two rows of weighed words, 0 to 1."""
    small, large = sorted((one, other), key=len)
    return round(sum(value * large[word] for word, value in sorted(small.items()) if word in large), 6)
