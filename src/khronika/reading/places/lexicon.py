"""The words by which a text shows where a place is meant, compiled once a language."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.reading.lexicon import lexicon, word_set


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lexicon ``places.toml`` of a language and its three word lists. Sets hold lower-case forms.

    demonyms: form in lower case -> ISO code of a country, or the gazetteer's name of a region.
    abbreviations: as written -> name of the state.
    name_ends, name_starts: capitalised word as written -> kind of place; part of the name.
    kinds_after, kinds_before: lower-case words -> kind of place; not part of the name.
    """

    demonyms: dict[str, str]
    abbreviations: dict[str, str]
    abbreviation_pattern: re.Pattern[str]
    name_ends: dict[str, str]
    name_starts: dict[str, str]
    numbered_roads: frozenset[str]
    kinds_after: dict[str, str]
    kinds_before: dict[str, str]
    titles: frozenset[str]
    organisations: frozenset[str]
    speaking: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    directions: frozenset[str]
    locating: frozenset[str]
    bare_states: frozenset[str]
    seldom_places: frozenset[str]
    ordinary: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]


@cache
def place_words(language: str = "en") -> PlaceWords:
    """The words of a language. Raises: VocabularyError where a file is missing or malformed."""
    data = lexicon(language, "places")
    abbreviations = {short: name for name, shorts in data["abbreviations"].items() for short in shorts}
    longest_first = sorted((re.escape(short) for short in abbreviations), key=len, reverse=True)
    starts = _by_word(data["name_starts"])
    return PlaceWords(
        demonyms=_demonyms(data["demonyms"]),
        abbreviations=abbreviations,
        abbreviation_pattern=re.compile(rf"(?<![\w.])(?:{'|'.join(longest_first)})(?!\w)"),
        name_ends=_by_word(data["name_ends"]),
        name_starts={word: kind for word, kind in starts.items() if kind != "road_with_number"},
        numbered_roads=frozenset(data["name_starts"]["road_with_number"]),
        kinds_after=_by_word(data["kinds_after"]),
        kinds_before=_by_word(data["kinds_before"]),
        titles=word_set(language, "places", "titles"),
        organisations=word_set(language, "places", "organisations"),
        speaking=word_set(language, "places", "speaking"),
        particles=word_set(language, "places", "particles"),
        articles=word_set(language, "places", "articles"),
        directions=word_set(language, "places", "directions"),
        locating=word_set(language, "places", "locating"),
        bare_states=word_set(language, "places", "bare_states"),
        seldom_places=word_set(language, "places", "seldom_places"),
        ordinary=_lines(language, "ordinary_words"),
        given_names=_lines(language, "given_names"),
        surnames=_lines(language, "surnames"),
    )


def _by_word(kinds: dict[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in reversed(kinds.items()) for word in words}


def _demonyms(listed: dict[str, list[str]]) -> dict[str, str]:
    forms = {}
    for place, words in listed.items():
        for word in words:
            forms[word.lower()] = place
            forms[word.lower() + "s"] = place
    return forms


def _lines(language: str, name: str) -> frozenset[str]:
    path = files("khronika.reading").joinpath("languages", language, f"{name}.txt")
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise VocabularyError(f"there is no word list languages/{language}/{name}.txt") from error
    return frozenset(line.lower() for line in lines if line and line[0] != "#")
