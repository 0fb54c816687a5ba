"""The lexicons of intake: TOML files beside this module, that a documenter can edit."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError
from khronika.reference.vocabulary import AnyEntry, entry_of


@cache
def _parsed(file_name: str) -> Mapping[str, object]:
    try:
        return MappingProxyType(tomllib.loads(files("khronika.intake").joinpath(file_name).read_text("utf-8")))
    except FileNotFoundError:
        raise VocabularyError(f"{file_name}: the file is missing from the package") from None
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{file_name}: {error}") from None


def word_list(file_name: str, key: str) -> tuple[str, ...]:
    """The list of words under `key`. Raises: VocabularyError where it is missing or holds anything else."""
    words = _parsed(file_name).get(key)
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise VocabularyError(f"{file_name}: {key}: a list of words is wanted")
    return tuple(words)


def entries(file_name: str, table: str, kind: type[AnyEntry]) -> tuple[AnyEntry, ...]:
    """The entries [[table]] as instances of the dataclass `kind`. Raises: VocabularyError, naming the entry."""
    rows = _parsed(file_name).get(table)
    if not isinstance(rows, list) or not rows:
        raise VocabularyError(f"{file_name}: no entries [[{table}]]")
    return tuple(entry_of(f"{file_name}: {table} {number}", row, kind) for number, row in enumerate(rows, 1))


def either(words: tuple[str, ...]) -> str:
    """A pattern that matches any of the words, longest first, whatever the white space between their parts."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first)
