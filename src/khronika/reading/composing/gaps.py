"""What the dispatch speaks of and does not hold: the update only linked, the video only mentioned."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from khronika.model.chronicle import NotHeld
from khronika.model.ids import DocId
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence

_LONGEST = 240


def find_gaps(doc_id: DocId, sentences: Sequence[Sentence]) -> list[NotHeld]:
    """Things linked or mentioned that are not among the words of the dispatch."""
    found = []
    for sentence in sentences:
        for kind in _kinds_in(sentence.text.lower()):
            end = min(sentence.span.end, sentence.span.start + _LONGEST)
            words = sentence.text[: end - sentence.span.start]
            found.append(NotHeld(doc_id=doc_id, start=sentence.span.start, end=end, what=words, kind=kind))
    return found


def _kinds_in(words: str) -> Iterator[str]:
    for kind, pointers in lexicon("en", "gaps")["pointers"].items():
        if any(pointer in words for pointer in pointers):
            yield kind
            return
    if not _verbs().search(words):
        return
    for kind, pattern in _things():
        if pattern.search(words):
            yield kind
            return


@cache
def _things() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = lexicon("en", "gaps")["things"]
    denied = "|".join(data["denials"])
    kinds = {k: v for k, v in data.items() if k not in ("verbs", "denials")}
    return tuple(
        (k, re.compile(rf"\b(?<!\w)(?:(?!{denied})\w+ )(?:" + "|".join(re.escape(n) for n in v) + r")s?\b"))
        for k, v in kinds.items()
    )


@cache
def _verbs() -> re.Pattern[str]:
    verbs = lexicon("en", "gaps")["things"]["verbs"]
    return re.compile(r"\b(?:" + "|".join(verbs) + r")(?:s|ed|d|ing|n)?\b|\b(?:shown|seen|made|sent|taken|held)\b")
