"""The words of Russian events: ``events.toml``, by the first word of each phrase."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khronika.errors import VocabularyError
from khronika.reading.languages.ru.words import plain
from khronika.reading.lexicon import lexicon
from khronika.reference.vocabulary import event_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase that names an event.

    words: dictionary forms, the first being the one that decides; the others stand near it in any order.
    near: words of which one must stand in the same sentence, where it is not empty; without: words that forbid it.
    """

    type: str
    words: tuple[str, ...]
    near: frozenset[str]
    without: frozenset[str]
    example: str


@cache
def phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """First word -> phrases, the longest first. Raises: VocabularyError, naming the entry."""
    found: dict[str, list[Phrase]] = {}
    for number, row in enumerate(lexicon("ru", "events")["trigger"], 1):
        where = f"languages/ru/events.toml: [[trigger]] {number} ({row.get('type', 'no type')})"
        if row.get("type") not in event_types():
            raise VocabularyError(f"{where}: the vocabulary of event types has no such type")
        if "example" not in row or not row.get("phrases"):
            raise VocabularyError(f"{where}: the example or the phrases are missing")
        for phrase in row["phrases"]:
            words = tuple(plain(phrase).split())
            near, without = (frozenset(map(plain, row.get(key, ()))) for key in ("near", "without"))
            made = Phrase(type=row["type"], words=words, near=near, without=without, example=row["example"])
            found.setdefault(words[0], []).append(made)
    return {first: tuple(sorted(listed, key=lambda one: -len(one.words))) for first, listed in found.items()}


@cache
def event_lemmas() -> frozenset[str]:
    """Dictionary forms one of which stands in every sentence that names an event."""
    return frozenset(phrases())


@cache
def no_events() -> tuple[tuple[str, ...], ...]:
    """Phrases in which such words mean something else."""
    return tuple(tuple(plain(phrase).split()) for phrase in lexicon("ru", "events")["no_event"]["phrases"])


@cache
def means() -> Mapping[str, str]:
    """Dictionary form of a weapon or tool -> its name."""
    return {plain(word): row["name"] for row in lexicon("ru", "events")["means"] for word in row["words"]}
