"""The words of time of one language, read from ``languages/<code>/times.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year with a name; `on` is a rule of ``reference.calendar.feast``, `days` how many it lasts."""

    on: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Every list of the lexicon, keyed by the word (or turn of words) in lower case; see the file for what each holds.

    small: word -> name of its list under ``[words]``; tense: word -> past, future, plan, present or reporting;
    not_times: name of a list under ``[not_times]`` -> its words.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    decades: dict[str, str]
    units: dict[str, str]
    parts_of_day: dict[str, str]
    hours_of_day: dict[str, str]
    days: dict[str, dict[str, Any]]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    zones: dict[str, str]
    sets: dict[str, str]
    lengths: dict[str, str]
    middles: dict[str, str]
    vague_numbers: dict[str, str]
    parts: dict[str, str]
    borders: dict[str, str]
    relative: dict[str, str]
    fixed: dict[str, str]
    histories_only: frozenset[str]
    modifiers: dict[str, str]
    holidays: dict[str, Holiday]
    small: dict[str, str]
    doubtful: frozenset[str]
    same: frozenset[str]
    throughout: frozenset[str]
    comparing: frozenset[str]
    phrases: dict[str, frozenset[str]]
    in_a_row: frozenset[str]
    left_outside: frozenset[str]
    tense: dict[str, str]
    not_times: dict[str, frozenset[str]]
    headings_now: frozenset[str]
    asking: frozenset[str]
    scheduled: frozenset[str]
    possible: frozenset[str]
    put_off: frozenset[str]
    ranked: frozenset[str]


def _many(raw: dict[str, Any], key: str, value: str) -> dict[str, str]:
    return {word: entry[value] for entry in raw[key] for word in entry["words"]}


def _first_listed(lists: dict[str, list[str]]) -> dict[str, str]:
    """Word -> name of the first list that holds it."""
    table: dict[str, str] = {}
    for name, words in lists.items():
        for word in words:
            table.setdefault(word, name)
    return table


@cache
def time_words(language: str = "en") -> TimeWords:
    """The lexicon of `language` (ISO 639-1).

    Raises: VocabularyError where the file is missing, is no TOML, or lacks a section.
    """
    source = files("khronika.reading") / "languages" / language / "times.toml"
    try:
        raw = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(f"times.toml: no words of time for language {language!r}") from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"times.toml ({language}): {error}") from error
    try:
        doubtful = raw["doubtful"]
        return TimeWords(
            months=raw["months"],
            weekdays=raw["weekdays"],
            seasons=raw["seasons"],
            decades=raw["decades"],
            units=raw["units"],
            parts_of_day=raw["parts_of_day"],
            hours_of_day=raw["hours_of_day"],
            days=raw["days"],
            numbers=raw["numbers"],
            ordinals=raw["ordinals"],
            zones=raw["zones"],
            sets=raw["sets"],
            lengths=raw["lengths"],
            middles=raw["middles"],
            vague_numbers=raw["vague_numbers"],
            parts=raw["parts"] | raw["borders"],
            borders=raw["borders"],
            relative=raw["relative"],
            fixed=_many(raw, "fixed", "value"),
            histories_only=frozenset(w for entry in raw["fixed"] if entry.get("in_histories") for w in entry["words"]),
            modifiers=_many(raw, "modifiers", "mod"),
            holidays={
                name: Holiday(entry["on"], entry.get("days", 1)) for entry in raw["holidays"] for name in entry["names"]
            },
            small={word: name for name, words in raw["words"].items() for word in words},
            doubtful=frozenset(
                doubtful["months"] + doubtful["weekdays"] + doubtful["holidays"] + raw["doubtful_seasons"]["words"]
            ),
            same=frozenset(raw["same_word"]["words"]),
            throughout=frozenset(raw["throughout"]["words"]),
            comparing=frozenset(raw["comparing"]["words"]),
            phrases={name: frozenset(words) for name, words in raw["phrases"].items()},
            in_a_row=frozenset(raw["in_a_row"]["words"]),
            left_outside=frozenset(raw["left_outside"]["words"]),
            tense=_first_listed(raw["tense"]),
            not_times={name: frozenset(words) for name, words in raw["not_times"].items()},
            asking=frozenset(raw["asking"]["words"]),
            scheduled=frozenset(raw["scheduled"]["words"]),
            possible=frozenset(raw["possible"]["words"]),
            put_off=frozenset(raw["put_off"]["words"]),
            ranked=frozenset(raw["ranked"]["words"]),
            headings_now=frozenset(raw["headings"]["now"]),
        )
    except KeyError as error:
        raise VocabularyError(f"times.toml ({language}): the section {error} is missing") from error
