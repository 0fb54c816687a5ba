"""Lexicons of a language: files that a documenter can edit, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import VocabularyError


@cache
def lexicon(language: str, question: str) -> dict[str, Any]:
    """The parsed file ``languages/<language>/<question>.toml``; callers never change it.

    Raises: VocabularyError, naming the file, where it is missing or no valid TOML.
    """
    path = files("khronika.reading").joinpath("languages", language, f"{question}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(f"there is no lexicon languages/{language}/{question}.toml") from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"languages/{language}/{question}.toml: {error}") from error


@cache
def word_set(language: str, question: str, key: str) -> frozenset[str]:
    """A list of words of a lexicon, as a set of lower-case forms. `key` may be dotted.

    Raises: VocabularyError where the file has no such list.
    """
    value: Any = lexicon(language, question)
    for part in key.split("."):
        if not isinstance(value, dict) or part not in value:
            raise VocabularyError(f"languages/{language}/{question}.toml has no list {key}")
        value = value[part]
    return frozenset(str(word).lower() for word in value)
