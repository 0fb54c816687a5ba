"""What a language brings to reading: an answer to each question, in the mentions that all languages share.

A language is a folder, ``languages/<code>/``: lexicons, and a module ``reader.py`` whose ``LANGUAGE`` says who answers
which question. What makes claims of mentions (``composing``) is the same for all. See docs/languages.md.
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from khronika.errors import ModelError
from khronika.model.span import Span
from khronika.reading.mentions import (
    AttributionMention,
    EventMention,
    FigureMention,
    PersonMention,
    PlaceMention,
    TimeMention,
)
from khronika.reading.sentence import Sentence
from khronika.reference.gazetteer import Gazetteer

Profile = Literal["full", "fast"]
Published = Callable[[int], datetime | date | None]
"""When the words at an offset were published."""

Entry = Callable[[str, str], str | None]
"""From the words and the value to the entry of a lexicon that gives it, in words; None where none does."""

LANGUAGES = ("en", "ru")
"""Languages that have a reader, by ISO 639-1 code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Who answers the questions of reading in one language.

    analyse: the same sentences with their tokens, dependencies named as in ``grammar.py``.
    worth_parsing, worth_a_glance, hold_events, holds_attribution: the first pass.
    places_by_words: whether `find_places` needs sentences with tokens; else it reads the text alone.
    find_attributions: those of each sentence, `within` also those inside what another speaker said;
        carry_on: those that go on from an earlier sentence.
    annotate_times: as `find_times`, with the extents and values of the guidelines of annotation.
    narrative: from the times of a text to the time told of at an offset.
    event_entry, figure_entry: the entry of a lexicon behind an event type or a measure, None where English's are asked.
    tells_mainly: whether there are words (``main_telling.toml``) for which day and place a text is mainly about.
    """

    code: str
    analyse: Callable[[Sequence[Sentence], Profile], list[Sentence]]
    worth_parsing: Callable[[Sequence[Sentence]], list[bool]]
    worth_a_glance: Callable[[Sentence], bool]
    hold_events: Callable[[Sequence[Sentence]], list[bool]]
    holds_attribution: Callable[[Sentence], bool]
    find_times: Callable[[str, Published], list[TimeMention]]
    annotate_times: Callable[[str, Published], list[TimeMention]]
    narrative: Callable[[str, list[TimeMention], Published], Callable[[int], TimeMention | None]]
    find_places: Callable[[str, Sequence[Sentence], Gazetteer], list[PlaceMention]]
    places_by_words: bool
    find_figures: Callable[[Sequence[Sentence]], list[FigureMention]]
    find_events: Callable[[str, Sequence[Sentence]], list[EventMention]]
    main_event: Callable[[str, Sequence[Sentence], Sequence[EventMention]], EventMention | None]
    find_attributions: Callable[[str, Sequence[Sentence], bool], list[AttributionMention]]
    carry_on: Callable[[str, Sequence[Sentence], Sequence[AttributionMention]], list[AttributionMention]]
    find_people: Callable[[Sequence[Sentence], Sequence[Span]], list[PersonMention]]
    tells_mainly: bool = False
    event_entry: Entry | None = None
    figure_entry: Entry | None = None


@cache
def language(code: str) -> Language:
    """The reader of a language, loaded when a text first needs it.

    Raises: ModelError where the language has no reader, or what its reader needs is not installed.
    """
    if code not in LANGUAGES:
        raise ModelError(f"there is no reader for the language {code}")
    module: Any = importlib.import_module(f"khronika.reading.languages.{code}.reader")
    found: Language = module.LANGUAGE
    return found
