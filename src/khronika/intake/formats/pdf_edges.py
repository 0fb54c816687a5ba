"""What stands at the edges of pages and is no part of the text: running heads and feet, page numbers, a browser's own.

A line stands at an edge where a gap wider than the page's own spacing parts it from the rest. That it comes back on
several pages is not enough: the first line of a page of a register may be the same as that of another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from khronika.intake.formats.pdf_line import Line

_PAGE_NUMBER = re.compile(r"(?P<word>page\s+)?[-–— ]*(?P<number>\d{1,4})(?P<of>\s*(?:/|of)\s*\d{1,4})?[-–— ]*", re.I)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d.,]*\d)")
_PRINTED_AT = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?(?: .*)?")
_PRINTED_FROM = re.compile(r"(?P<url>(?:https?|file)://\S+)\s+\d{1,4}/\d{1,4}")
_EDGE_ROWS = 3
_WIDE = 1.5
"""Times the page's own spacing that part an edge from the text."""


def without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without what stands at their edges, and how many lines were left out.

    A head or foot that comes back is kept once, at the first head and the last foot, since it may name the day and the
    outlet.
    """
    tops = [_edge(page, top=True) for page in pages]
    feet = [_edge(page, top=False) for page in pages]
    first = _first_number([top + foot for top, foot in zip(tops, feet, strict=True)])
    heads_again = _coming_back([[_shape(line, first + n) for line in top] for n, top in enumerate(tops)])
    feet_again = _coming_back([[_shape(line, first + n) for line in foot] for n, foot in enumerate(feet)])
    last = max((number for number, page in enumerate(pages) if page), default=0)
    printed = {line for page in pages for line in _browsers_own(page)}
    seen: set[str] = set()
    kept: list[list[Line]] = []
    for number, page in enumerate(pages):
        stay = []
        for line in page:
            shape = _shape(line, first + number)
            top, foot = line in tops[number], line in feet[number]
            out = line in printed or ((top or foot) and _is_number_of(line.text, first + number))
            out = out or (top and shape in heads_again & seen) or (foot and shape in feet_again and number != last)
            seen |= {shape} if top else set()
            stay += [] if out else [line]
        kept.append(stay)
    return kept, sum(len(page) for page in pages) - sum(len(page) for page in kept)


def url_printed(pages: Iterable[Sequence[Line]]) -> str | None:
    """The address that a browser printed at the foot of a page, or None."""
    found = (_PRINTED_FROM.fullmatch(line.text) for page in pages for line in _browsers_own(page))
    return next((match["url"] for match in found if match and match["url"].startswith("http")), None)


def _edge(page: Sequence[Line], *, top: bool) -> list[Line]:
    """The lines at the upper or the lower edge that a wide gap parts from the rest; none where no gap does."""
    rows = _rows(page)
    gaps = [upper[-1].bottom - lower[0].top for upper, lower in pairwise(rows)]
    if not gaps:
        return []
    wide = _WIDE * median(gaps)
    ordered = gaps if top else gaps[::-1]
    count = next((number for number, gap in enumerate(ordered[:_EDGE_ROWS], 1) if gap > wide), 0)
    if count >= len(rows) - count:
        return []  # what is parted from less than itself is the text
    chosen = rows[:count] if top else rows[len(rows) - count :]
    return [line for row in chosen for line in row]


def _rows(page: Sequence[Line]) -> list[list[Line]]:
    """The lines from the top down, those at one height together."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: (-line.top, line.left)):
        if rows and rows[-1][0].top - line.top < 0.5 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _first_number(edges: Sequence[Sequence[Line]]) -> int:
    """The number that the first page bears: what the numbers at the edges, each less its page's place, agree on.

    Numbers of two pages may agree by chance, so three have to; else the first page is 1.
    """
    found: Counter[int] = Counter()
    for place, edge in enumerate(edges):
        found.update({int(number) - place for line in edge for number in _NUMBER.findall(line.text)})
    best = max(found, key=lambda number: (found[number], number == 1, -number), default=1)
    return best if found[best] >= 3 else 1


def _coming_back(edges: Sequence[Sequence[str]]) -> set[str]:
    """What stands at the edge of half the pages, and of two at least."""
    counted = Counter(shape for edge in edges for shape in set(edge))
    return {shape for shape, count in counted.items() if count >= max(2, (len(edges) + 1) // 2)}


def _browsers_own(page: Sequence[Line]) -> list[Line]:
    """What a browser prints around a page: address and number at its foot, and with these the time at its head."""
    rows = _rows(page)
    feet = [line for line in rows[-1] if _PRINTED_FROM.fullmatch(line.text)] if rows else []
    return [*feet, *(line for line in rows[0] if _PRINTED_AT.fullmatch(line.text))] if feet else []


def _is_number_of(text: str, page: int) -> bool:
    """Whether a line is the number of the page numbered `page`, or says of itself that it is one."""
    match = _PAGE_NUMBER.fullmatch(text)
    return match is not None and (bool(match["word"] or match["of"]) or int(match["number"]) == page)


def _shape(line: Line, page: int) -> str:
    """The line with its page's number left open; other numbers stay, since they may be figures of the report."""
    return re.sub(rf"\b{page}\b", "#", line.text.lower())
