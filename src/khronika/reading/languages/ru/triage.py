"""The first pass over Russian sentences: which can hold a figure, an event or somebody's words."""

import re
from collections.abc import Sequence
from functools import cache

from khronika.reading.first_pass import with_speakers_before
from khronika.reading.languages.ru.event_words import event_lemmas
from khronika.reading.languages.ru.measuring import telling_lemmas
from khronika.reading.languages.ru.numbers import number_lemmas
from khronika.reading.languages.ru.words import lemmas, plain
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_TWO_CAPITALS = re.compile(r"[A-ZА-ЯЁ][\w’'.-]* [A-ZА-ЯЁ]")
_QUOTES = re.compile('["“”«»„]')
_TAKES_UP = re.compile(r"^\W*(?:он|она|они|оно|мы|я|там|это)\b|\bтакже\b|[\"“«]", re.IGNORECASE)


def worth_parsing(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence may name an event or count somebody, or may cite who goes on to do so in the next one."""
    return with_speakers_before(sentences, hold_events(sentences), _TAKES_UP, holds_attribution)


def worth_a_glance(sentence: Sentence) -> bool:
    """Whether somebody may be named or cited in a sentence that tells nothing itself."""
    return _TWO_CAPITALS.search(sentence.text) is not None or holds_attribution(sentence)


def hold_events(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence may name an event or count somebody."""
    return [holds_event(sentence) for sentence in sentences]


def holds_event(sentence: Sentence) -> bool:
    """Whether the sentence may name an event or count somebody."""
    telling = _telling()
    return any(not telling.isdisjoint(lemmas(word)) for word in _words(sentence))


def holds_attribution(sentence: Sentence) -> bool:
    """Whether somebody may be cited in the sentence."""
    if _QUOTES.search(sentence.text):
        return True
    cues = _cues()
    return any(not cues.isdisjoint(lemmas(word)) for word in _words(sentence))


def _words(sentence: Sentence) -> set[str]:
    return set(_WORD.findall(sentence.text.lower()))


@cache
def _telling() -> frozenset[str]:
    return telling_lemmas() | event_lemmas() | _people_of_note()


@cache
def _people_of_note() -> frozenset[str]:
    """Verbs and nouns that say what befell somebody by name."""
    data = lexicon("ru", "people")
    return frozenset(map(plain, (*data["states"], *data["state_verbs"])))


@cache
def _cues() -> frozenset[str]:
    data = lexicon("ru", "attribution")
    verbs = {plain(verb) for listed in data["verbs"].values() for verb in listed}
    return frozenset(verbs | {plain(noun) for noun in data["according"]["nouns"]} | {"согласно"}) - number_lemmas()
