"""Relatives who are named beside somebody ("her brother Tomas", "Tomas, her brother"): names that lead to a witness."""

import re
from functools import cache

from khronika.publishing.withholding.protecting import lists

_NAME = r"[^\W\d_a-z][\w’'\-]+(?:\s+[^\W\d_a-z][\w’'\-]+){0,2}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kin = "|".join(sorted(map(re.escape, lists()["kin_words"]), key=lambda word: (-len(word), word)))
    whose = r"(?i:\b(?:her|his|my|our|their|whose))"
    before = re.compile(rf"{whose}\s+(?:[a-z\-]+\s+){{0,2}}(?i:{kin})s?(?:\s+named|\s+called)?,?\s+(?P<name>{_NAME})")
    after = re.compile(rf"(?P<name>{_NAME}),?\s+(?:\(|who is\s+|)(?:{whose})\s+(?:[a-z\-]+\s+){{0,2}}(?i:{kin})\b")
    return before, after


def kin_spans(text: str) -> list[tuple[int, int]]:
    """Where relatives are named in a text, in order."""
    found = {match.span("name") for pattern in _patterns() for match in pattern.finditer(text)}
    return sorted(found)


def kin_named(text: str) -> list[str]:
    """The names of relatives in a text, each once, in order."""
    return list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in kin_spans(text)))
