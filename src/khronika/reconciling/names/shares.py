"""How frequent a name is, frozen: ``name_shares.tsv``. What is compared never changes with the dispatches at hand."""

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.reconciling.names.given_names import spelling_groups
from khronika.reconciling.names.romanising import is_patronymic

_FILE = "name_shares.tsv"
RARE = 0.0003
"""The share of a name that no list has."""
_SHORT, _LETTERS = 0.005, 3
"""The share of a word of so few letters that no list has: there are not many of them."""
_FATHER = 0.02
"""The share of a patronymic: about that of the father's name."""


@cache
def _shares() -> Mapping[str, float]:
    """Name in one spelling -> its share, as given or as family name, whichever is larger. Raises: VocabularyError."""
    text = files("khronika.reconciling.names").joinpath(_FILE).read_text("utf-8")
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            try:
                word, share = line.split("\t")
                found[word] = float(share)
            except ValueError:
                raise VocabularyError(f"{_FILE}: {line[:60]!r} is no name with a share") from None
    return found


@cache
def share_of(word: str) -> float:
    """The share of people who bear a word in one spelling, or another spelling of it, as one of their names."""
    found = max(_shares().get(one, 0.0) for one in {word, *spelling_groups(word)})
    if is_patronymic(word):
        found = max(found, _FATHER)
    return max(found, RARE if len(word) > _LETTERS else _SHORT)


def rarity_of(word: str) -> float:
    """How much it says to share the word, in bits: 2 where one in four bears it, 11.7 for what no list has."""
    return -math.log2(share_of(word))
