"""What speaks for and against one event, as numbers that a documenter can read: ``weights.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError

_FILE = "weights.toml"
_SECTIONS = (
    "time", "place", "people", "within", "limits", "repeats", "main", "date", "facets", "ground", "site", "lead",
)  # fmt: skip


_LINKING = "linking.toml"
_LINKING_SECTIONS = ("across", "kind", "reality", "time", "place", "people", "counts", "harm", "wording", "means")


_PEOPLE = "people.toml"
_PEOPLE_SECTIONS = (
    "before", "names", "names_most", "names_left", "names_at_most", "ties", "days", "ages", "states", "bounds",
)  # fmt: skip


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Every weight by section and name. Raises: VocabularyError where the file lacks a section or holds no number."""
    return _read(_FILE, _SECTIONS)


@cache
def linking_weights() -> Mapping[str, Mapping[str, float]]:
    """Every learned weight of two dispatches telling of one event, by section and name. Raises: VocabularyError."""
    return _read(_LINKING, _LINKING_SECTIONS)


@cache
def people_weights() -> Mapping[str, Mapping[str, float]]:
    """Every weight of two people being one, by section and name. Raises: VocabularyError."""
    return _read(_PEOPLE, _PEOPLE_SECTIONS)


def _read(name: str, sections: tuple[str, ...]) -> Mapping[str, Mapping[str, float]]:
    try:
        found = tomllib.loads(files("khronika.reconciling").joinpath(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: {error}") from None
    for section in sections:
        if section not in found:
            raise VocabularyError(f"{name}: the section [{section}] is missing")
        for entry, value in found[section].items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise VocabularyError(f"{name}: {section}.{entry} is no number")
    return MappingProxyType({section: MappingProxyType(dict(found[section])) for section in sections})


@cache
def weight(section: str, name: str) -> float:
    """One weight. Raises: VocabularyError where the file has none of this name."""
    try:
        return float(weights()[section][name])
    except KeyError:
        raise VocabularyError(f"{_FILE}: {section}.{name} is missing") from None


@cache
def linking(section: str, name: str) -> float:
    """One learned weight. Raises: VocabularyError where the file has none of this name."""
    try:
        return float(linking_weights()[section][name])
    except KeyError:
        raise VocabularyError(f"{_LINKING}: {section}.{name} is missing") from None


@cache
def person_weight(section: str, name: str) -> float:
    """One weight of two people being one, in bits. Raises: VocabularyError where the file has none of this name."""
    try:
        return float(people_weights()[section][name])
    except KeyError:
        raise VocabularyError(f"{_PEOPLE}: {section}.{name} is missing") from None
