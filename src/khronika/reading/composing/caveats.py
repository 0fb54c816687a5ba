"""Passages that say why counts are low: bodies withheld, wounded turned away, records closed, places cut off."""

import re
from collections.abc import Sequence
from functools import cache

from khronika.model.caveat import Caveat
from khronika.model.ids import DocId
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence
from khronika.reading.spotting import Spotter

_LONGEST = 240
"""Code points of the words that are shown."""


def find_caveats(doc_id: DocId, sentences: Sequence[Sentence]) -> list[Caveat]:
    """The sentences that say so, each under one kind, by ``caveats.toml``."""
    found = []
    for sentence in sentences:
        kind = _kind_of(sentence.text.lower())
        if kind is not None:
            end = min(sentence.span.end, sentence.span.start + _LONGEST)
            words = sentence.text[: end - sentence.span.start]
            found.append(Caveat(doc_id=doc_id, start=sentence.span.start, end=end, words=words, kind=kind))
    return found


def _kind_of(words: str) -> str | None:
    spotted = _spotter().tags_in(words)
    for number, (kind, patterns) in enumerate(_kinds()):
        if all((number, at) in spotted for at in range(len(patterns))) and all(p.search(words) for p in patterns):
            return kind
    return None


@cache
def _spotter() -> Spotter[tuple[int, int]]:
    """Every entry, with the number of its caveat and of its list."""
    return Spotter(
        (entry.removesuffix("*"), (number, at))
        for number, row in enumerate(lexicon("en", "caveats")["caveat"])
        for at, entries in enumerate(row["lists"])
        for entry in entries
    )


@cache
def _kinds() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    data = lexicon("en", "caveats")
    denied = "".join(rf"(?<!\b{re.escape(word)} )" for word in data["denials"]["words"])
    return tuple(
        (row["kind"], tuple(_pattern(entry, denied if entry is row["lists"][-1] else "") for entry in row["lists"]))
        for row in data["caveat"]
    )


def _pattern(entries: Sequence[str], before: str) -> re.Pattern[str]:
    """One of the entries as whole words; those with a star as the beginning of a word."""
    listed = "|".join(re.escape(one.removesuffix("*")) + (r"\w*" if one.endswith("*") else "") for one in entries)
    return re.compile(rf"{before}\b(?:{listed})\b")
