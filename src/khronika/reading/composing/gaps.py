"""What the dispatch speaks of and does not hold: the update only linked, the video only mentioned."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from khronika.model.chronicle import NotHeld
from khronika.model.ids import DocId
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence
from khronika.reading.spotting import Spotter

_LONGEST = 240
"""Code points of the words that are shown for it."""


def find_gaps(doc_id: DocId, sentences: Sequence[Sentence]) -> list[NotHeld]:
    """Things linked or mentioned that are not among the words of the dispatch."""
    found = []
    for sentence in sentences:
        for kind in _kinds_in(sentence.text.lower(), sentence.language):
            end = min(sentence.span.end, sentence.span.start + _LONGEST)
            words = sentence.text[: end - sentence.span.start]
            found.append(NotHeld(doc_id=doc_id, start=sentence.span.start, end=end, what=words, kind=kind))
    return found


def _kinds_in(words: str, language: str) -> Iterator[str]:
    """The kind of thing that a sentence, in lower case, points to or says to exist; one at most."""
    spotted = _spotter(language).tags_in(words)
    if not spotted:
        return
    for kind in lexicon(language, "gaps")["pointers"]:
        if ("pointer", kind) in spotted:
            yield kind
            return
    if not _verbs(language).search(words):
        return
    for kind, pattern in _things(language):
        if ("thing", kind) in spotted and pattern.search(words):
            yield kind
            return


@cache
def _spotter(language: str) -> Spotter[tuple[str, str]]:
    """What points to something and what is spoken of, each with its kind."""
    lists = (("pointer", lexicon(language, "gaps")["pointers"]), ("thing", _nouns(language)))
    return Spotter((word, (sort, kind)) for sort, kinds in lists for kind, words in kinds.items() for word in words)


def _nouns(language: str) -> dict[str, list[str]]:
    """The nouns of what is spoken of, by kind."""
    data = lexicon(language, "gaps")["things"]
    return {kind: nouns for kind, nouns in data.items() if kind not in ("verbs", "verb_forms", "denials")}


@cache
def _things(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    denied = "|".join(lexicon(language, "gaps")["things"]["denials"])
    kinds = _nouns(language)
    return tuple(
        (kind, re.compile(rf"(?:^|\b(?!(?:{denied})\b)\w+ )(?:{'|'.join(map(re.escape, nouns))})s?\b"))
        for kind, nouns in kinds.items()
    )


@cache
def _verbs(language: str) -> re.Pattern[str]:
    """The verbs in their regular forms, and the irregular forms as they are listed."""
    data = lexicon(language, "gaps")["things"]
    return re.compile(rf"\b(?:(?:{'|'.join(data['verbs'])})(?:s|ed|d|ing|n)?|{'|'.join(data['verb_forms'])})\b")
