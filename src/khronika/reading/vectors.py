"""What an ordinary word is like: the numbers of ``languages/en/word_vectors.txt``.

Words used alike have vectors that point alike, so that what was learnt of "gendarme" holds for "constable".
"""

import struct
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError

DIMENSIONS = 50
_SCALE = 200
"""Units of the file to 1.0."""


def vector(word: str) -> tuple[int, ...] | None:
    """The vector of a word in lower case, None for a word that has none.

    Shape: (50,), length near 1. Unit: 1/200. Source: GloVe, Pennington, Socher and Manning 2014, centred.
    Raises: VocabularyError where the file is missing or the word's row is damaged.
    """
    row = _rows().get(word)
    return None if row is None else _decoded(word, row)


def mean_direction(weighed: Mapping[str, float]) -> tuple[float, ...]:
    """The sum of the words' vectors by their weights, over the length of the weights; zeros where no word has one.

    Shape: (50,). Dividing by the length and not by the sum lets several words of one kind tell more than one.
    """
    total, squares = [0.0] * DIMENSIONS, 0.0
    for word, weight in weighed.items():
        found = vector(word)
        if found is not None:
            total = [held + weight * part for held, part in zip(total, found, strict=True)]
            squares += weight * weight
    length = _SCALE * (squares**0.5 or 1.0)
    return tuple(part / length for part in total)


@cache
def _decoded(word: str, row: str) -> tuple[int, ...]:
    try:
        held = struct.unpack(f"{DIMENSIONS}b", b64decode(row, validate=True))
    except (Error, struct.error) as error:
        raise VocabularyError(f"word_vectors.txt: the row of {word!r} cannot be read ({error})") from error
    return held


@cache
def _rows() -> Mapping[str, str]:
    """Word -> its row as written. Raises: VocabularyError where the file is missing."""
    path = files("khronika.reading").joinpath("languages", "en", "word_vectors.txt")
    try:
        lines = path.read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(
            f"word_vectors.txt cannot be read ({error}); training/word_vectors.py writes it"
        ) from error
    pairs = (line.split(" ", 1) for line in lines if line and line[0] != "#")
    return {pair[0]: pair[-1] for pair in pairs}
