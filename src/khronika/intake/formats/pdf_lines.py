"""The lines of a PDF's pages put together again: paragraphs whole, running heads and page numbers out.

A PDF knows no paragraphs, only lines at places. A line runs on into the next where it fills its column, unless a gap,
an indent or another size of letter parts the two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from khronika.intake.formats.pdf_edges import url_printed, without_edges
from khronika.intake.formats.pdf_line import Line

_BROKEN_WORD = re.compile("(\\w)[\ufffe\uffff\x02\xad]\\s*(\\w?)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ufeff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SYMBOL = re.compile("[\uf000-\uf0ff]")
"""What a symbol font draws; nearly always the mark of a list."""
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•·▪◦‣*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_NEIGHBOURS = 6
_FULL = 0.75
"""A line that fills its column to this share may run on; ragged setting leaves lines a good deal shorter than full."""
_SHORT = 25
"""Code points; a shorter line with a capital or a number below it is a name in a list, a cell or a heading."""

_LONG = 50
"""Code points; a line that is alone in filling its column runs on only where it is as long as a line of prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The running text, a paragraph a line with a blank line between.

    repeated: how many running heads, feet and page numbers were left out.
    url: the address that a browser printed at the foot of its page, or None.
    """

    text: str
    repeated: int = 0
    url: str | None = None


def laid_out(pages: Sequence[Sequence[Line]]) -> Layout:
    """The text of pages of lines; pure."""
    clean = [[replace(line, text=text) for line in page if (text := _clean(line.text))] for page in pages]
    kept, dropped = without_edges(clean)
    text = "\n\n".join(" ".join(line.text for line in run) for run in _paragraphs(kept))
    return Layout(text=text, repeated=dropped, url=url_printed(clean))


def _clean(line: str) -> str:
    """One line: words broken at its end whole, letters that a font draws as one apart."""
    line = _BROKEN_WORD.sub(_rejoined, line)
    line = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), line)
    return " ".join(_CONTROL.sub("", _SYMBOL.sub("•", line)).split())


def _rejoined(match: re.Match[str]) -> str:
    """The two ends of a broken word, with the hyphen where more than a margin put it there."""
    before, after = match.groups()
    return before + after if before.isalpha() and after.islower() else f"{before}-{after}"


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines in runs that belong together; a paragraph may go on over columns and pages."""
    run: list[Line] = []
    for page in pages:
        pitch = _pitch(page)
        for number, line in enumerate(page):
            around = page[max(0, number - _NEIGHBOURS - 1) : number + _NEIGHBOURS]
            if run and not _runs_on(run[-1], line, around, pitch=pitch if number else 0.0):
                yield run
                run = []
            run.append(line)
    if run:
        yield run


def _pitch(page: Sequence[Line]) -> float:
    """From one line to the next, as most lines of the page have it, in points; 0 where nothing tells."""
    steps = [a.bottom - b.top for a, b in pairwise(page) if 0.5 * a.height < a.bottom - b.top < 2.5 * a.height]
    return median(steps) if steps else 0.0


def _runs_on(line: Line, following: Line, around: Sequence[Line], *, pitch: float) -> bool:
    """Whether the second line goes on with the paragraph of the first.

    around: lines near them. pitch: of the page; 0 where the second line begins a page.
    """
    if _ITEM.match(following.text):
        return False
    step = line.bottom - following.top
    if pitch and abs(step) < 0.5 * line.height and 0 <= following.left - line.right + 1 < 3 * line.height:
        return True  # one row that the PDF draws in pieces
    below = pitch > 0 and step > 0
    stopped = _STOP.search(line.text) is not None
    if following.text[0].islower() and not stopped and (not below or step < 2.2 * pitch):
        return True
    if below and (step > 1.2 * pitch or _is_set_apart(line, following)):
        return False
    if len(line.text) < _SHORT:
        return False
    column = {other for other in [*around, line] if _same_column(other, line)}
    right, left = max(other.right for other in column), min(other.left for other in column)
    full = [other for other in column if other.right >= right - 0.1 * (right - left)]
    if line.right < right - (1 - _FULL) * (right - left) or (len(full) < 2 and (stopped or len(line.text) < _LONG)):
        return False  # the longest of a list fills its column too
    return not stopped or (below and line in full)


def _same_column(other: Line, line: Line) -> bool:
    return abs(other.left - line.left) <= 3 * line.height and abs(other.height - line.height) <= 1


def _is_set_apart(line: Line, following: Line) -> bool:
    """Whether an indent or another size of letter begins something new."""
    indented = following.left > line.left + 0.8 * line.height and not _ITEM.match(line.text)
    return indented or abs(line.height - following.height) > 1
