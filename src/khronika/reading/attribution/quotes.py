"""Where words are quoted."""

import re
from dataclasses import dataclass

from khronika.model.span import Span

_MARKS = re.compile("[“”\"]|(?<![^\\W_])''|''(?![^\\W_])|\n")
_BLANK = re.compile(r"[\s.]*")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, marks included; closed: False where it runs on in the next paragraph."""

    span: Span
    closed: bool


def quotes(text: str) -> list[Quote]:
    """Every quotation in double marks, in the order of the text; none runs over the end of a paragraph.

    A straight mark, or two apostrophes, opens where none is open. A quotation of several paragraphs, each opened anew
    and only the last closed, is several quotations, all but the last not `closed`.
    """
    found: list[Quote] = []
    opened, opener = -1, ""
    for mark in _MARKS.finditer(text):
        kind, at = mark.group(), mark.start()
        if kind == "\n":
            if opened >= 0 and text[opened] == "“":
                found.append(Quote(Span(opened, opened + len(text[opened:at].rstrip())), False))
            opened = -1
        elif kind == "”" or (opened >= 0 and kind == opener):
            if opened >= 0:
                found.append(Quote(Span(opened, mark.end()), True))
            opened = -1
        elif opened < 0:
            opened, opener = at, kind
    if opened >= 0 and text[opened] == "“":
        found.append(Quote(Span(opened, len(text.rstrip())), False))
    return found


def only_space_between(text: str, first: int, second: int) -> bool:
    """Whether nothing but white space and full stops stands between two offsets."""
    match = _BLANK.fullmatch(text, first, second)
    return match is not None
