"""The words by which a language lays a claim to somebody (``languages/<code>/attribution.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import VocabularyError
from khronika.model.attribution import Basis, Stance
from khronika.reference.source_kinds import source_kinds


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, by dictionary form in lower case.

    verbs, nouns, adverbs: the stance that a cue of this word gives.
    reporting: the verbs that tell what somebody said, wrote or found.
    belief: the verbs that tell what somebody believes (the others tell of an attitude).
    object_said: reporting verbs whose bare object is what was said.
    raised: verbs that take what was said apart ("five buses are said to be on their way").
    inserted: reporting verbs that stand with their speaker amid what was said, between commas.
    quoting: verbs that are cues only beside a quotation ("continue").
    figures: nouns that a speaker puts at a number.
    phrases: stance of a verb with its particle ("call for").
    doubting: words that judge an account ("underestimate").
    standing: adjectives that stand for the speaker of an account ("the official version").
    basis: for each word, what a speaker who is called so, or does so, knows it from.
    kinds: for each word in a source, the rank and name of the kind; the lowest rank wins.
    phrase_kinds: the same for kinds told by two words or more.
    carriers: words that come before the carrier inside a source ("interviewed").
    """

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    adverbs: Mapping[str, Stance]
    reporting: frozenset[str]
    belief: frozenset[str]
    object_said: frozenset[str]
    raised: frozenset[str]
    inserted: frozenset[str]
    quoting: frozenset[str]
    figures: frozenset[str]
    phrases: Mapping[str, Stance]
    doubting: frozenset[str]
    standing: frozenset[str]
    basis: Mapping[str, tuple[Basis, ...]]
    kinds: Mapping[str, tuple[int, str]]
    phrase_kinds: Mapping[str, tuple[int, str]]
    carriers: frozenset[str]

    def stance_of(self, words: str, lemma: str) -> Stance:
        """The stance of a cue: of the phrase `words` ("call for") where it has one of its own, else of `lemma`."""
        for table, key in ((self.phrases, words), (self.verbs, lemma), (self.nouns, lemma), (self.adverbs, lemma)):
            if key in table:
                return table[key]
        return Stance.ASSERTS


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language (ISO 639-1). Raises: VocabularyError, with file and entry."""
    where = f"languages/{language}/attribution.toml"
    try:
        data = tomllib.loads(files("khronika.reading").joinpath(where).read_text("utf-8"))
    except FileNotFoundError:
        raise VocabularyError(f"{where}: the file is missing from the package") from None
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{where}: {error}") from None
    reporting = _by_stance(where, data, "reporting")
    belief = _by_stance(where, data, "belief")
    kinds = _kinds(where, data)
    return Lexicon(
        verbs=_by_stance(where, data, "attitude") | belief | reporting,
        nouns=_by_stance(where, data, "nouns"),
        adverbs=_by_stance(where, data, "adverbs"),
        reporting=frozenset(reporting),
        belief=frozenset(belief),
        object_said=frozenset(_section(where, data, "object_said")),
        raised=frozenset(_section(where, data, "raised")),
        inserted=frozenset(_section(where, data, "inserted")),
        quoting=frozenset(_section(where, data, "quoting")),
        figures=frozenset(_section(where, data, "figures")),
        phrases=_by_stance(where, data, "phrases"),
        doubting=frozenset(_section(where, data, "doubting")),
        standing=frozenset(_section(where, data, "standing")),
        basis=_bases(where, data),
        kinds={word: kind for word, kind in kinds.items() if " " not in word},
        phrase_kinds={word: kind for word, kind in kinds.items() if " " in word},
        carriers=frozenset(_section(where, data, "carriers")),
    )


def _section(where: str, data: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    if not isinstance(found, dict) or not found:
        raise VocabularyError(f"{where}: the section [{name}] is missing")
    return found


def _by_stance(where: str, data: Mapping[str, Any], name: str) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for stance, words in _section(where, data, name).items():
        if stance not in {known.value for known in Stance}:
            raise VocabularyError(f"{where}: [{name}.{stance}]: unknown stance")
        found |= dict.fromkeys(words, Stance(stance))
    return found


def _bases(where: str, data: Mapping[str, Any]) -> dict[str, tuple[Basis, ...]]:
    found: dict[str, tuple[Basis, ...]] = {}
    for basis, words in _section(where, data, "basis").items():
        if basis not in {known.value for known in Basis}:
            raise VocabularyError(f"{where}: [basis.{basis}]: unknown basis")
        for word in words:
            found[word] = (*found.get(word, ()), Basis(basis))
    return found


def _kinds(where: str, data: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for rank, (kind, words) in enumerate(_section(where, data, "kinds").items()):
        if kind not in source_kinds():
            raise VocabularyError(f"{where}: [kinds.{kind}]: unknown kind of source")
        for word in words:
            found.setdefault(word, (rank, kind))
    return found
