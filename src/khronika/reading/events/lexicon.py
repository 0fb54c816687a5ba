"""The words of events, compiled into one automaton.

The lexicons are ``events.toml`` (triggers), ``event_kinds.toml`` (kinds of people, things and doings), ``means.toml``
and ``event_forms.toml`` under ``languages/en/``; their heads say what each field means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import ahocorasick  # type: ignore[import-not-found]

from khronika.errors import VocabularyError
from khronika.model.claim import Reality
from khronika.reading.events.phrases import noun_phrases, verb_phrases
from khronika.reading.lexicon import lexicon
from khronika.reference.vocabulary import event_types

NOTHING: frozenset[str] = frozenset()
_REMEMBERED = 1024
"""Sentences of which it is remembered what stands in them: more than most dispatches have."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "‐": "-", "‑": "-"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trigger:
    """One entry of ``events.toml``: words that name an event of a type under certain conditions."""

    number: int
    type: str
    example: str
    object: frozenset[str] = NOTHING
    subject: frozenset[str] = NOTHING
    near: frozenset[str] = NOTHING
    not_object: frozenset[str] = NOTHING
    not_subject: frozenset[str] = NOTHING
    not_near: frozenset[str] = NOTHING
    after: frozenset[str] = NOTHING
    before: frozenset[str] = NOTHING
    not_after: frozenset[str] = NOTHING
    not_before: frozenset[str] = NOTHING
    passive: bool | None = None
    score: float = 1.0
    reality: Reality | None = None


@dataclass(slots=True)
class Meaning:
    """What one surface form may be: triggers in the order of the file, kinds, a means, or no event at all."""

    length: int
    verbs: list[Trigger] = field(default_factory=list)
    others: list[Trigger] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    means: str | None = None
    blocks: bool = False

    @property
    def triggers(self) -> list[Trigger]:
        """All entries that this form may trigger, in the order of the file."""
        return sorted({*self.verbs, *self.others}, key=lambda trigger: trigger.number)


class Found(NamedTuple):
    """A form that stands in a text; start and end are code points of what was searched."""

    start: int
    end: int
    meaning: Meaning


def plain(text: str) -> str:
    """The text in lower case with plain quotes, hyphens and blanks.

    Shape: as long as `text`, code point by code point.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_PLAIN)


@lru_cache(maxsize=_REMEMBERED)
def find(text: str) -> tuple[Found, ...]:
    """Every form of the lexicon that stands in `text` as whole words, in the order of their ends.

    Remembered for a while, since the first pass and the search for events ask it of the same sentences.
    """
    found = []
    lowered = plain(text)
    last = len(lowered)
    for stop, meaning in automaton().iter(lowered):
        start, end = stop - meaning.length + 1, stop + 1
        if (start == 0 or not lowered[start - 1].isalnum()) and (end == last or not lowered[end].isalnum()):
            found.append(Found(start, end, meaning))
    return tuple(found)


@cache
def automaton() -> Any:
    """All surface forms with their meanings; built once, in some hundredths of a second."""
    built = ahocorasick.Automaton()
    for form, meaning in meanings().items():
        built.add_word(form, meaning)
    built.make_automaton()
    return built


@cache
def meanings() -> Mapping[str, Meaning]:
    """What every surface form of the lexicons may mean."""
    found: dict[str, Meaning] = {}

    def at(form: str) -> Meaning:
        return found.setdefault(form, Meaning(len(form)))

    for row, trigger in zip(lexicon("en", "events")["trigger"], triggers(), strict=True):
        for phrase in row.get("verbs", ()):
            for form in verb_phrases(phrase):
                at(form).verbs.append(trigger)
        for form in _nominal_forms(row):
            at(form).others.append(trigger)
    for row in lexicon("en", "events")["no_event"]:
        for phrase in row["phrases"]:
            at(phrase).blocks = True
    for kind, row in lexicon("en", "event_kinds").items():
        for form in {*_nominal_forms(row), *(f for v in row.get("verbs", ()) for f in verb_phrases(v))}:
            at(form).kinds.add(kind)
    for row in lexicon("en", "means")["means"]:
        for phrase in row["words"]:
            at(phrase).means = row["name"]
    return found


def _nominal_forms(row: Mapping[str, Any]) -> set[str]:
    return {form for noun in row.get("nouns", ()) for form in noun_phrases(noun)} | set(row.get("words", ()))


@cache
def triggers() -> tuple[Trigger, ...]:
    """The entries of ``events.toml`` in order. Raises: VocabularyError, naming file and entry."""
    return tuple(_trigger(number, row) for number, row in enumerate(lexicon("en", "events")["trigger"]))


def _trigger(number: int, row: Mapping[str, Any]) -> Trigger:
    where = f"languages/en/events.toml: [[trigger]] {number + 1} ({row.get('type', 'no type')})"
    if row.get("type") not in event_types():
        raise VocabularyError(f"{where}: the vocabulary of event types has no such type")
    if "example" not in row:
        raise VocabularyError(f"{where}: the example is missing")
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("verbs", "nouns", "words"):
            continue
        if name not in Trigger.__dataclass_fields__:
            raise VocabularyError(f"{where}: unknown field {name!r}")
        values[name] = frozenset(value) if isinstance(value, list) else value
    for name in ("object", "subject", "near", "not_object", "not_subject", "not_near"):
        for kind in values.get(name, ()):
            if kind not in lexicon("en", "event_kinds"):
                raise VocabularyError(f"{where}: event_kinds.toml has no kind {kind!r}")
    if "reality" in values:
        values["reality"] = Reality(values["reality"])
    return Trigger(number=number, **values)


@cache
def trigger_words() -> frozenset[str]:
    """A word, in lower case, out of every phrase that can name an event: its longest, since "the" tells nothing.

    A sentence that holds none of them names no event; `trigger_phrases` selects more closely.
    """
    return frozenset(max(phrase.split(), key=len) for phrase in trigger_phrases())


def trigger_phrases() -> Iterable[str]:
    """Every whole phrase, in lower case and in every form, that can name an event."""
    return (form for form, meaning in meanings().items() if meaning.verbs or meaning.others)
