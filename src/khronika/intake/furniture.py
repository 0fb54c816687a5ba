"""Which stretches of a text are no part of the report: menus, appeals, forms, credits.

Two signs are used: the words of ``furniture.toml``, and the shape of a page's foot, where a run of short lines without
a sentence follows such words. Lines that could be the report's own (a list of demands, a caption, a name) stay unless
both signs meet.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from khronika.errors import VocabularyError
from khronika.intake.lexicon import entries
from khronika.intake.lines import Line
from khronika.model.span import Span

_REACHES = ("line", "block", "appeal", "rest")
_APPEAL_LINES = 8
_LINK_WORDS = 14
_LONGEST_LINE = 1000
"""Code points of a line that is looked at; a longer one of few words is no line of anybody's."""
_REPORT_WORDS = 60
"""A report stands above a comment form when it has this many words in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An entry of the lexicon; the head of the file says what the fields mean."""

    reach: str
    pattern: str
    longest: int
    example: str
    hints: tuple[str, ...] = ()


def furniture_of(text: str, lines: list[Line]) -> tuple[Span, ...]:
    """The stretches that are no part of the report, in order, whole lines each, neighbours joined."""
    marked = [False] * len(lines)
    said_above = 0
    for index, line in enumerate(lines):
        reach = _reach_of(line)
        if reach == "rest" and said_above >= _REPORT_WORDS:
            marked[index:] = [True] * (len(lines) - index)
            break
        if reach is not None:
            for other in range(index, _end_of(lines, index, reach)):
                marked[other] = True
        elif not marked[index] and line.is_sentence:
            said_above += line.words
    _mark_between_links(lines, marked)
    return joined(text, [line.span for line, is_marked in zip(lines, marked, strict=True) if is_marked])


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those joined that overlap or have only white space between them."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or not text[found[-1].end : span.start].strip()):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _reach_of(line: Line) -> str | None:
    """How far what this line begins goes, or None where it begins nothing."""
    if line.words > _longest() or len(line.text) > _LONGEST_LINE:
        return None
    text = line.text.strip("*_> \t").lower()
    opens = _opening().match(text) is not None
    for phrase in _phrases():
        if phrase.longest and line.words > phrase.longest:
            continue
        if phrase.hints:
            if any(hint in text for hint in phrase.hints) and phrase.found(text):
                return phrase.reach
        elif opens and phrase.found(text):
            return phrase.reach
    return None


def _end_of(lines: list[Line], index: int, reach: str) -> int:
    """Index after the last line that belongs to what begins at `index`."""
    if reach == "block":
        end = index + 1
        while end < len(lines) and lines[end].words <= _LINK_WORDS and not lines[end].is_sentence:
            end += 1
        # what runs into the report again was a box in its midst; a caption at its end would be lost, a link list is not
        return end if end - index > 2 or end == len(lines) else index + 1
    if reach == "appeal":
        ahead = range(index + 1, min(index + 1 + _APPEAL_LINES, len(lines)))
        return max((other for other in ahead if _reach_of(lines[other])), default=index) + 1
    return index + 1


def _mark_between_links(lines: list[Line], marked: list[bool]) -> None:
    """Marks one or two short lines that are no sentences with furniture on both sides of them, below the report.

    No more than two, and only there: a list of names or demands at the end of a report looks much like a list of links.
    """
    last_sentence = max((i for i, line in enumerate(lines) if line.is_sentence and not marked[i]), default=len(lines))
    known = [i for i in range(last_sentence + 1, len(lines)) if marked[i] and lines[i].words]
    for before, after in pairwise(known):
        between = range(before + 1, after)
        if len(between) <= 2 and all(lines[i].words <= _LINK_WORDS and not lines[i].is_sentence for i in between):
            for index in between:
                marked[index] = True


@dataclass(frozen=True, slots=True)
class _Known:
    """A phrase made ready; found: whether its pattern occurs in a line in lower case."""

    reach: str
    longest: int
    hints: tuple[str, ...]
    found: Callable[[str], object]


@cache
def _phrases() -> tuple[_Known, ...]:
    found = []
    for phrase in entries("furniture.toml", "phrase", Phrase):
        where = f"furniture.toml: {phrase.example}"
        if phrase.reach not in _REACHES:
            raise VocabularyError(f"{where}: there is no reach {phrase.reach!r}")
        if not phrase.pattern.startswith("^") and not phrase.hints:
            raise VocabularyError(f"{where}: a pattern that does not begin with ^ needs hints")
        try:
            pattern = re.compile(phrase.pattern)
        except re.error as error:
            raise VocabularyError(f"{where}: {error}") from None
        found.append(_Known(phrase.reach, phrase.longest, phrase.hints, pattern.search))
    return tuple(found)


@cache
def _longest() -> int:
    """The most words that a line of furniture has; longer ones are not looked at."""
    return max(phrase.longest for phrase in _phrases())


@cache
def _opening() -> re.Pattern[str]:
    """All patterns that begin at the start of a line in one, so that most lines are tried once."""
    patterns = (phrase.pattern for phrase in entries("furniture.toml", "phrase", Phrase) if not phrase.hints)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
