"""What speaks for and against one event, as numbers that a documenter can read: ``weights.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError

_FILE = "weights.toml"
_SECTIONS = (
    "kind", "reality", "time", "place", "people", "counts", "wording", "means", "within", "across", "limits", "main", "date", "facets",
)  # fmt: skip


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Every weight by section and name. Raises: VocabularyError where the file lacks a section or holds no number."""
    try:
        found = tomllib.loads(files("khronika.reconciling").joinpath(_FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    for section in _SECTIONS:
        if section not in found:
            raise VocabularyError(f"{_FILE}: the section [{section}] is missing")
        for name, value in found[section].items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise VocabularyError(f"{_FILE}: {section}.{name} is no number")
    return MappingProxyType({section: MappingProxyType(dict(found[section])) for section in _SECTIONS})


@cache
def weight(section: str, name: str) -> float:
    """One weight. Raises: VocabularyError where the file has none of this name."""
    try:
        return float(weights()[section][name])
    except KeyError:
        raise VocabularyError(f"{_FILE}: {section}.{name} is missing") from None
