"""The code lists of the exchange formats: ``codes/*.toml``, which a documenter may edit.

Every file has a `title`, an `about`, a table `rules` (a loss -> why) and may have a table `empty` (a column -> why it
is never filled); what else it has is for the module of its format, and said in the file's head.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import VocabularyError


@cache
def codes(name: str) -> dict[str, Any]:
    """The code list of one format. Raises: VocabularyError where the file is missing or malformed."""
    where = f"codes/{name}.toml"
    try:
        found = tomllib.loads(files("khronika.publishing.exchange").joinpath(where).read_text("utf-8"))
    except FileNotFoundError:
        raise VocabularyError(f"{where}: the file is missing from the package") from None
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{where}: {error}") from None
    for field in ("title", "about"):
        if not isinstance(found.get(field), str):
            raise VocabularyError(f"{where}: no text {field!r}")
    found.setdefault("empty", {})
    for table in ("rules", "empty"):
        texts = found.get(table)
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise VocabularyError(f"{where}: {table!r} must be a table of texts")
    return found
