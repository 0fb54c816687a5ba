"""The language of a text.

Most texts give themselves away by their small words, which costs nothing to count. Only where those do not settle it
is the statistical detector asked (py3langid, after Lui and Baldwin 2012, ACL demonstrations, 25-30): it takes half a
second to load.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOOKED_AT = 4000
"""Code points that are looked at, from the start of the text."""
_ENOUGH_WORDS = 12
_ENOUGH_LETTERS = 40
_SURE_SHARE = 0.12
_SURE_LEAD = 1.6
_SURE_LOG_LEAD = 0.8


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language, or None where the text is too short or nothing is sure."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    if sum(map(len, words)) < _ENOUGH_LETTERS:
        return None
    by_small_words = _by_small_words(words) if len(words) >= _ENOUGH_WORDS else None
    return by_small_words or _by_statistics(text[:_LOOKED_AT])


def _by_small_words(words: list[str]) -> str | None:
    """The language whose small words make up enough of the text, and clearly more than any other's."""
    counts = Counter(words)
    shares = sorted(
        ((sum(map(counts.__getitem__, small)) / len(words), code) for code, small in _small_words().items()),
        reverse=True,
    )
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= _SURE_SHARE and best >= _SURE_LEAD * second else None


def _by_statistics(text: str) -> str | None:
    # a heavy engine: half a second to load, and seldom needed
    import py3langid  # type: ignore[import-untyped]  # noqa: PLC0415

    ranked = py3langid.rank(text.lower())
    (code, best), (_, second) = ranked[0], ranked[1]
    return str(code) if best - second >= _SURE_LOG_LEAD else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    try:
        table = tomllib.loads(files("khronika.intake").joinpath("small_words.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"small_words.toml: {error}") from None
    if len(table) < 2:
        raise VocabularyError("small_words.toml: two languages at least are needed to tell one from another")
    return {code: frozenset(str(words).split()) for code, words in table.items()}
