"""Where a text falls into paragraphs, headings and sentences.

Nothing is normalised: every sentence is a span of the dispatch's text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from khronika.model.span import Span
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence

LONGEST_SENTENCE = 1200
"""Code points; a longer stretch is cut at a semicolon or a space, since parsing time grows with length."""

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*([^\W_])?")
_LAST_WORD = re.compile(r"(\w[\w.&'’-]*)$")
_CELL = re.compile(r"[^|\n]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$|^[^\W\d_]$")
_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*$")
_WRAPPED_LINE = (45, 100)
"""Code points of a line that a program may have broken at its margin."""


def segment(text: str, furniture: Sequence[Span] = (), language: str = "en") -> list[Sentence]:
    """Sentences of the text in order, furniture left out.

    language: whose abbreviations end no sentence (``languages/<code>/abbreviations.toml``).

    Shape: non-empty spans that neither overlap nor begin or end in white space; a heading is one of them.
    """
    found: list[Sentence] = []
    for number, block in enumerate(_paragraphs(text, furniture)):
        spans = list(_sentences(text, block, language))
        heading = len(spans) == 1 and _is_heading(text, block)
        for span in spans:
            found.append(Sentence(len(found), span, text[span.start : span.end], number, heading, language=language))
    return found


def _paragraphs(text: str, furniture: Sequence[Span]) -> Iterator[Span]:
    """Blocks of lines that belong together; furniture never joins one."""
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    wrapped = _looks_wrapped(text, lines)
    start: int | None = None
    for position, line in enumerate(lines):
        if any(line.overlaps(stretch) for stretch in furniture):
            pieces = list(_outside(line, furniture))
            if start is not None:
                yield Span(start, lines[position - 1].end)
                start = None
            yield from (piece for piece in pieces if text[piece.start : piece.end].strip())
            continue
        if start is None:
            start = line.start
        following = lines[position + 1] if position + 1 < len(lines) else None
        if following is None or not _runs_on(text, line, following, wrapped=wrapped):
            yield Span(start, line.end)
            start = None


def _outside(line: Span, furniture: Sequence[Span]) -> Iterator[Span]:
    """The parts of a line that no furniture covers."""
    at = line.start
    for stretch in sorted(furniture):
        if stretch.overlaps(line):
            if stretch.start > at:
                yield Span(at, stretch.start)
            at = max(at, stretch.end)
    if at < line.end:
        yield Span(at, line.end)


def _looks_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether a program broke the lines at a margin: most neighbours touch, and most lines are near as long."""
    if len(lines) < 4:
        return False
    touching = sum(_touch(text, a, b) for a, b in pairwise(lines))
    long_enough = sum(_WRAPPED_LINE[0] <= b - a <= _WRAPPED_LINE[1] for a, b in lines)
    return touching > 0.5 * len(lines) and long_enough > 0.5 * len(lines)


def _touch(text: str, line: Span, following: Span) -> bool:
    """Whether no blank line stands between."""
    return text.count("\n", line.end, following.start) <= 1 and text.count("\r", line.end, following.start) <= 1


def _runs_on(text: str, line: Span, following: Span, *, wrapped: bool) -> bool:
    """Whether the second line continues the first one's sentence or paragraph."""
    if not _touch(text, line, following):
        return False
    if wrapped:
        return line.end - line.start >= _WRAPPED_LINE[0] - 10
    return text[following.start].islower() and not _STOP.search(text[line.start : line.end])


def _is_heading(text: str, block: Span) -> bool:
    """Whether a block of one sentence titles what follows: short, and without a closing stop but a question's."""
    words = text[block.start : block.end].strip()
    if len(words) > 130 or len(words.split()) > 18 or "\n" in words:
        return False
    return words[-1:] == "?" or not _STOP.search(words)


def _sentences(text: str, block: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of one paragraph, trimmed of white space."""
    if text.startswith("|", block.start):
        for cell in _CELL.finditer(text, block.start, block.end):
            yield from _prose(text, Span(*cell.span()), language)
        return
    yield from _prose(text, block, language)


def _prose(text: str, block: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of running words."""
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.start() < start or not _breaks(text, match, block.end, language):
            continue
        yield from _cut(_trim(text, Span(start, match.end())), text)
        start = match.end()
    yield from _cut(_trim(text, Span(start, block.end)), text)


def _breaks(text: str, match: re.Match[str], end: int, language: str) -> bool:
    """Whether a run of stops ends a sentence rather than an abbreviation."""
    following = _NEXT.match(text, match.end(), end)
    letter = following.group(1) if following else None
    if letter is not None and letter.islower():
        return False
    if match.group()[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if word is None:
        return True
    last = word.group(1)
    if last.lower() in word_set(language, "abbreviations", "before_a_name"):
        return False
    if (
        last.lower() in word_set(language, "abbreviations", "before_a_number")
        and letter is not None
        and letter.isdigit()
    ):
        return False
    return not (_INITIALS.match(last) and letter is not None and letter.isupper() and last[:1].isupper())


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cut(span: Span, text: str) -> Iterable[Span]:
    """The span itself, or pieces of at most LONGEST_SENTENCE."""
    while span.end - span.start > LONGEST_SENTENCE:
        limit = span.start + LONGEST_SENTENCE
        at = max(text.rfind(mark, span.start + 1, limit) for mark in ("; ", "\n", ", "))
        if at <= span.start:
            at = text.rfind(" ", span.start + 1, limit)
        at = limit if at <= span.start else at + 1
        piece = _trim(text, Span(span.start, at))
        if piece.end > piece.start:
            yield piece
        span = _trim(text, Span(at, span.end))
    if span.end > span.start:
        yield span
