"""Who is counted: one word for a group, and whether two groups can hold the same person (``groups.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError
from khronika.reconciling.aspects.whereabouts import folded

_FILE = "groups.toml"
_MARKS = ("sex", "age", "part")
_ARTICLES = ("the ", "a ", "an ")


@cache
def _tables() -> tuple[
    Mapping[str, str], Mapping[str, Mapping[str, str]], frozenset[str], frozenset[str], frozenset[str]
]:
    """Group by word, marks by group, words for everybody, words that count one, and speakers that are the dispatch.

    Raises: VocabularyError where the file is malformed.
    """
    try:
        found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8"))
        words = {word: row["name"] for row in found["group"] for word in (row["name"], *row["words"])}
        marks = {row["name"]: {mark: row[mark] for mark in _MARKS if mark in row} for row in found["group"]}
        everybody, one = frozenset(found["everybody"]), frozenset(found["one"])
        return MappingProxyType(words), MappingProxyType(marks), everybody, one, frozenset(found["ourselves"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None


def group_named(words: str | None) -> str | None:
    """The group under one name: "policemen" gives "police", "the people" and None give None, others stay as written."""
    if words is None:
        return None
    known, _, everybody, _, _ = _tables()
    name = folded(words)
    for article in _ARTICLES:
        name = name.removeprefix(article)
    if not name or name in everybody:
        return None
    return known.get(name, name)


def sets_apart(name: str) -> bool:
    """Whether others can be set against a group (women, police), or it only says what people were (miners)."""
    return _words("roles").isdisjoint(name.split()[-1:])


def disjoint(one: str, other: str) -> bool:
    """Whether two groups, as `group_named` gives them, cannot have a person in common."""
    _, marks, _, _, _ = _tables()
    here, there = marks.get(one, {}), marks.get(other, {})
    return any(mark in there and there[mark] != value for mark, value in here.items())


@cache
def _words(name: str) -> frozenset[str]:
    """A list of the file. Raises: VocabularyError where the file has none of this name."""
    found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8")).get(name)
    if not isinstance(found, list):
        raise VocabularyError(f"{_FILE}: {name} is missing")
    return frozenset(found)


def is_doer(words: str | None) -> bool:
    """Whether the words of a figure's group single out those who did it ("the gunman", "himself")."""
    return words is not None and (by_own_hand(words) or not _words("doers").isdisjoint(folded(words).split()[-1:]))


def by_own_hand(words: str) -> bool:
    """Whether the words of a figure's group are for those who died by their own hand, and so for no victims."""
    return folded(words) in _words("own_hand")


def counts_one(words: str) -> bool:
    """Whether the words of a figure of one count ("one man", "only 1"), rather than describe somebody ("the man")."""
    return not _tables()[3].isdisjoint(folded(words).split())


@cache
def _phrases(section: str) -> tuple[str, ...]:
    """The stretches of words of a section. Raises: VocabularyError where the file has none."""
    found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8")).get(section)
    if not isinstance(found, list):
        raise VocabularyError(f"{_FILE}: {section} is missing")
    return tuple(f" {folded(words)} " for words in found)


def _hold(words: str, section: str) -> bool:
    said = f" {folded(words)} "
    return any(phrase in said for phrase in _phrases(section))


def none_of_some(words: str) -> bool:
    """Whether the words of a figure of none leave those out who were counted before ("no one else was hurt")."""
    return _hold(words, "none_of_some")


def counts_remaining(words: str) -> bool:
    """Whether the words count those who are left ("three are still missing"), whoever was counted before."""
    return _hold(words, "remaining")


def counts_of_those(words: str) -> bool:
    """Whether the words count some of those who were counted just before ("five of them died")."""
    return _hold(words, "of_those")


def speaks_for_itself(speaker: str) -> bool:
    """Whether a speaker is the dispatch itself ("we")."""
    return folded(speaker) in _tables()[4]


def is_thing(words: str) -> bool:
    """Whether words for a doer end in a thing ("armoured vehicles"), which can answer for nothing."""
    return bool(parts := folded(words).split()) and parts[-1] in _words("things")
