"""A text cut where claims begin and end, so that each claim has an anchor and can be lit up as a whole.

Claims may nest and cross. A claim that crosses another is reopened after the other ends: its first stretch
carries the anchor, the later ones only say that they belong to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khronika.model.span import Span
from khronika.publishing.withholding.searching import Hit


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that something on the page leads to: a claim's, or those that mention what is not held."""

    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Opening:
    """A mark that opens here; `first` where it carries the anchor."""

    anchor: str
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch without a boundary inside it.

    closes: marks to close before it, counted from the innermost.
    opens: marks to open before it, outermost first.
    gap: what to call the words where they are withheld, else "".
    """

    text: str
    closes: int
    opens: tuple[Opening, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block between empty lines.

    trailing: marks still open at its end.
    heading: a single short line without a closing stop.
    furniture: no part of the report.
    """

    span: Span
    pieces: tuple[Piece, ...]
    trailing: int
    heading: bool
    furniture: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in paragraphs; `split` names the anchors whose words appear in several stretches."""

    paragraphs: tuple[Paragraph, ...]
    split: tuple[str, ...]


def marked(text: str, marks: Iterable[Mark], gaps: Sequence[Hit] = (), furniture: Sequence[Span] = ()) -> Marked:
    """The text with its marks, all of which count code points of `text`.

    Every mark whose span holds a visible character gets exactly one opening with `first`.
    """
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.anchor))
    seen: dict[str, int] = {}
    paragraphs = []
    waiting = 0
    live: list[Mark] = []
    for block in blocks(text):
        while waiting < len(ordered) and ordered[waiting].span.start < block.end:
            live.append(ordered[waiting])
            waiting += 1
        live = [mark for mark in live if mark.span.end > block.start]
        here = [gap for gap in gaps if gap.start < block.end and block.start < gap.end]
        paragraphs.append(_paragraph(text, block, live, here, seen, furniture))
    return Marked(tuple(paragraphs), tuple(anchor for anchor, times in seen.items() if times > 1))


def blocks(text: str) -> list[Span]:
    """The stretches between empty lines, without the white space around them."""
    found = []
    start: int | None = None
    end = offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip()) if start is None else start
            end = offset + len(line.rstrip())
        elif start is not None:
            found.append(Span(start, end))
            start = None
        offset += len(line)
    if start is not None:
        found.append(Span(start, end))
    return found


def _paragraph(
    text: str, block: Span, live: list[Mark], gaps: list[Hit], seen: dict[str, int], furniture: Sequence[Span]
) -> Paragraph:
    edges = {block.start, block.end}
    for start, end in [tuple(mark.span) for mark in live] + [(gap.start, gap.end) for gap in gaps]:
        edges.update(edge for edge in (start, end) if block.start < edge < block.end)
    cuts = sorted(edges)
    pieces: list[Piece] = []
    stack: list[str] = []
    running: list[Mark] = []
    begun = 0  # live marks come in the order of their starts, so one walk along the text meets each once
    for start, end in pairwise(cuts):
        while begun < len(live) and live[begun].span.start <= start:
            running.append(live[begun])
            begun += 1
        running = [mark for mark in running if end <= mark.span.end]
        cover = [mark.anchor for mark in running]
        same = 0
        while same < min(len(stack), len(cover)) and stack[same] == cover[same]:
            same += 1
        opens = tuple(Opening(anchor, anchor not in seen) for anchor in cover[same:])
        for opening in opens:
            seen[opening.anchor] = seen.get(opening.anchor, 0) + 1
        gap = next((gap.label for gap in gaps if gap.start <= start and end <= gap.end), "")
        pieces.append(Piece(text[start:end], len(stack) - same, opens, gap))
        stack = cover
    words = text[block.start : block.end]
    heading = "\n" not in words and len(words) < 120 and words[-1] not in '.!?…:;,"”’'
    aside = any(span.start <= block.start and block.end <= span.end for span in furniture)
    return Paragraph(block, tuple(pieces), len(stack), heading and not aside, aside)
