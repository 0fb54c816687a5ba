"""What the head and the foot of a text say about when, where and by whom it was published."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from khronika.intake.dateline import Dateline, dateline_of
from khronika.intake.lexicon import either, word_list
from khronika.intake.lines import Line
from khronika.model.span import Span
from khronika.reference.instants import Moment, moment_in

_HEAD_LINES = 14
_FOOT_LINES = 4
_GLUED_LINES = 4
_BYLINES = 6
"""Lines at the head of a text that may end in its date, or say when a testimony was taken."""
_BYLINE_WORDS = 6
_LONGEST_BYLINE = 200
_WEEKDAY_LAST = re.compile(r"(?:^|(?<=[\s,.|]))[^\W\d_]+day,?\s*$", re.IGNORECASE)
_BARE_WORDS = 12
"""Words that a line with nothing but a date may have ("Saturday, 17 December 2011, 10:15 pm GMT")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A time that stands in the text; span: the words, in code points of the whole text."""

    moment: Moment
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a text says about itself.

    published: what its header lines say, the best first: "Published: ..." before a line that is nothing but a date,
        that before "Updated: ...".
    months: months with their year that stand alone in the foot ("December 2011"), as evidence of the year.
    """

    published: tuple[Stated, ...]
    publisher: str | None
    dateline: Dateline | None
    months: tuple[Moment, ...]


def header_of(lines: list[Line], headings: Collection[int] = (), *, month_first: bool = False) -> Header:
    """The header of a text, from its first and last lines; `headings`: lines that head an update, and so are none."""
    head = [line for number, line in enumerate(lines[:_HEAD_LINES]) if number not in headings]
    foot = lines[-_FOOT_LINES:]
    published: list[tuple[int, Stated]] = []
    for rank, pattern in ((0, _after("published")), (2, _after("updated"))):
        for line in head:
            match = pattern.match(line.text)
            moment = match and moment_in(line.text[match.end() : match.end() + 200], month_first=month_first)
            if match and moment and moment.has_day and _says_little_else(line, match.end(), moment):
                published.append((rank, _stated(line, moment, match.end())))
    for line in head[:_GLUED_LINES]:
        for rank, pattern in ((0, _glued("published")), (2, _glued("updated"))):
            glued = pattern.search(line.text, 0, 400) if ":" in line.text else None
            moment = glued and moment_in(line.text[glued.end() : glued.end() + 60], month_first=month_first)
            if glued and moment and moment.has_day and moment.span.start <= 1:
                published.append((rank, _stated(line, moment, glued.end())))
    for line in [*head[:8], *lines[max(_HEAD_LINES, len(lines) - _FOOT_LINES) :]]:
        moment = moment_in(line.text, month_first=month_first) if line.words <= _BARE_WORDS else None
        if moment and moment.has_date and _is_bare(line.text, moment):
            published.append((1, _stated(line, moment, 0)))
    for line in head[:_BYLINES]:
        moment = _ends_in_a_date(line, month_first=month_first) or _taken_down(line, month_first=month_first)
        if moment:
            published.append((3, _stated(line, moment, 0)))
    published.sort(key=lambda pair: pair[0])
    months = [moment_in(line.text, bare_year=True) for line in foot if line.words <= 3]
    return Header(
        published=tuple(stated for _, stated in published),
        publisher=_publisher(head),
        dateline=dateline_of(lines, month_first=month_first),
        months=tuple(month for month in months if month and month.year and month.month and not month.day),
    )


def _stated(line: Line, moment: Moment, skipped: int) -> Stated:
    start = line.span.start + skipped
    return Stated(moment=moment, span=Span(start + moment.span.start, start + moment.span.end))


def _is_bare(text: str, moment: Moment) -> bool:
    """Whether the line is a date and nothing more, but for marks, a weekday, "at", "|" and the like."""
    rest = text[: moment.span.start] + text[moment.span.end :]
    return sum(character.isalnum() for character in rest) <= 10


def _ends_in_a_date(line: Line, *, month_first: bool) -> Moment | None:
    """The full date that a short line under the headline ends in: "Statement of the management, 16 March 2031"."""
    moment = moment_in(line.text, month_first=month_first) if line.words <= _BARE_WORDS + _BYLINE_WORDS else None
    if moment is None or not (moment.has_date and moment.year) or line.text[moment.span.end :].strip(" *_|)"):
        return None
    lead = _WEEKDAY_LAST.sub("", line.text[: moment.span.start]).rstrip(" *_")
    return moment if lead.endswith((",", ".", "|", "·", "-", "–", "—", ":")) else None


def _taken_down(line: Line, *, month_first: bool) -> Moment | None:
    """The date in the first sentence of "Taken down by the guild in Orun on 16 March 2031. We changed nothing."."""
    opening = re.match(rf"[*_\s]*(?:{either(word_list('headers.toml', 'taken_down'))})\b", line.text, re.IGNORECASE)
    moment = moment_in(line.text[:_LONGEST_BYLINE], month_first=month_first) if opening else None
    return moment if moment and moment.has_date and moment.year else None


def _says_little_else(line: Line, after: int, moment: Moment) -> bool:
    """Whether it is a header line: "Published by A. Writer on 5 March" is, "Published in 1999, the book ..." is not."""
    rest = line.text[after : after + moment.span.start] + line.text[after + moment.span.end :]
    return len(rest.split()) <= 8 and not line.text.rstrip().endswith((".", "!", "?"))


def _publisher(head: list[Line]) -> str | None:
    for line in head:
        match = _publisher_line().match(line.text)
        if match and line.words <= 10 and not line.is_sentence:
            return match["name"].strip()
    return None


@cache
def _after(key: str) -> re.Pattern[str]:
    return re.compile(
        rf"[#*_>(\s-]*(?:{either(word_list('headers.toml', key))})\b[*_]*(?:\s*:\s*[*_]*|\s+)", re.IGNORECASE
    )


@cache
def _glued(key: str) -> re.Pattern[str]:
    """The same in the midst of a line, as pages have it whose elements were run together."""
    return re.compile(rf"\s(?:{either(word_list('headers.toml', key))})\s*:\s*", re.IGNORECASE)


@cache
def _publisher_line() -> re.Pattern[str]:
    words = either(word_list("headers.toml", "publisher"))
    return re.compile(rf"[*_\s-]*(?:{words})[*_]*\s*:\s*[*_]*(?P<name>[^\s:][^:]{{1,60}})$", re.IGNORECASE)
