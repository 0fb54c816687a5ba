"""Given names with several spellings, and short names (Bob, Robert): ``given_names.toml`` and the library nicknames."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nicknames import NickNamer

from khronika.errors import VocabularyError
from khronika.reconciling.names.romanising import parts_of

_FILE = "given_names.toml"
_PARTS = ("spelling", "family", "short")
Names = Mapping[str, frozenset[str]]


def spelling_groups(word: str) -> frozenset[str]:
    """The names, each by its first spelling, that a word in the one spelling is a way of writing."""
    return _spellings().get(word, frozenset())


def full_names(word: str) -> frozenset[str]:
    """The names that a word in the one spelling is short for."""
    return _fuller().get(word, frozenset())


def one_spelling(one: str, other: str) -> bool:
    """Whether two words, both in the one spelling, are ways of writing one name: "muhamad", "mohamed"."""
    return not _spellings().get(one, frozenset()).isdisjoint(_spellings().get(other, frozenset()))


def two_names(one: str, other: str) -> bool:
    """Whether two words are known to be two names, however alike they are written: "karim" and "karam"."""
    known, known2 = _spellings().get(one), _spellings().get(other)
    return known is not None and known2 is not None and known.isdisjoint(known2)


def short_for(one: str, other: str) -> bool:
    """Whether one of the words is short for the other, or for another spelling of it: "bob" and "robert"."""
    return _is_short(one, other) or _is_short(other, one)


def _is_short(short: str, full: str) -> bool:
    known = _fuller().get(short, frozenset())
    return full in known or any(one_spelling(full, name) for name in known)


@cache
def _rows() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The groups of the file, in the one spelling. Raises: VocabularyError."""
    try:
        found = tomllib.loads(files("khronika.reconciling.names").joinpath(_FILE).read_text("utf-8"))
        return {part: tuple(tuple(map(_plain, group)) for group in found[part]["groups"]) for part in _PARTS}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None


@cache
def _spellings() -> Names:
    """Each spelling with the groups that it stands in, by their first names."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in (*_rows()["spelling"], *_rows()["family"]):
        for name in group:
            found[name].add(group[0])
    return {name: frozenset(groups) for name, groups in found.items()}


@cache
def _fuller() -> Names:
    """Each short name with the names that it is short for."""
    found: dict[str, set[str]] = defaultdict(set)
    for full, *shorts in _rows()["short"]:
        for short in shorts:
            found[short].add(full)
    for full, short_names in NickNamer().nickname_lookup.items():
        for short in short_names:
            found[_plain(short)].add(_plain(full))
    return {name: frozenset(names) for name, names in found.items()}


def _plain(name: str) -> str:
    return "".join(parts_of(name))
