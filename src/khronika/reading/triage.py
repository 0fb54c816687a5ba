"""The first pass: which sentences can hold a figure, an event or somebody's words, and so deserve a parser."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from khronika.reading.attribution import cue_words
from khronika.reading.events import trigger_words as event_words
from khronika.reading.figures.triggers import trigger_words as figure_words
from khronika.reading.inflection import lemma
from khronika.reading.sentence import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_TAGS = ("VBD", "VBZ", "VBG", "NNS")


def worth_parsing(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence names an event or a figure, or says who speaks next to one that does.

    Shape: one for each sentence.
    """
    telling = [any(_tells(word) for word in words_in(sentence.text)) for sentence in sentences]
    kept = list(telling)
    for i, sentence in enumerate(sentences):
        if kept[i]:
            continue
        beside = (
            telling[j] and sentences[j].paragraph == sentence.paragraph
            for j in (i - 1, i + 1)
            if 0 <= j < len(sentences)
        )
        kept[i] = any(beside) and (_quotes(sentence.text) or any(_cues(word) for word in words_in(sentence.text)))
    return kept


def holds_attribution(sentence: Sentence) -> bool:
    """Whether somebody may be cited in the sentence."""
    return _quotes(sentence.text) or any(_cues(word) for word in words_in(sentence.text))


def holds_event(sentence: Sentence) -> bool:
    """Whether the sentence may name an event or count somebody."""
    return any(_tells(word) for word in words_in(sentence.text))


def words_in(text: str) -> Iterable[str]:
    """Words in lower case, once each."""
    return set(_WORD.findall(text.lower()))


def _quotes(text: str) -> bool:
    return any(mark in text for mark in '"“”«»„')


@cache
def _telling() -> frozenset[str]:
    return frozenset(event_words()) | figure_words()


@lru_cache(maxsize=65536)
def _tells(word: str) -> bool:
    return word in _telling() or any(lemma(word, tag) in _telling() for tag in _TAGS)


@lru_cache(maxsize=65536)
def _cues(word: str) -> bool:
    return word in cue_words() or any(lemma(word, tag) in cue_words() for tag in _TAGS)
