"""A text as the lines it is made of, which is how headers, updates and furniture are told apart."""

import re
from dataclasses import dataclass

from khronika.model.span import Span

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$|[.!?…][\"'”’»)]*\s+[\"'“‘«(]?[A-ZА-ЯЁ]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    text: without the white space around it; `span` is where that stands in the whole text.
    words: how many words it has.
    is_sentence: whether it holds the end of a sentence (a heading, a caption, a menu entry does not).
    """

    text: str
    span: Span
    words: int
    is_sentence: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text in order, blank ones left out."""
    found = []
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            count = sum(1 for _ in _WORD.finditer(stripped))
            span = Span(start, start + len(stripped))
            found.append(Line(stripped, span, count, count > 3 and bool(_SENTENCE_END.search(stripped))))
    return found


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, punctuation left out."""
    return [word.lower() for word in _WORD.findall(text)]
