"""The lines of a PDF's pages put together again: paragraphs whole, running heads and page numbers out.

A PDF knows no paragraphs, only lines that somebody's margin broke. A line runs on into the next where it fills its
column; the last one of a paragraph seldom does.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BROKEN_WORD = re.compile("(\\w)[\ufffe\uffff\x02\xad]\\s*(\\w?)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ufeff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SYMBOL = re.compile("[\uf000-\uf0ff]")
"""What a symbol font draws; nearly always the mark of a list."""
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•·▪◦‣*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_PAGE_NUMBER = re.compile(r"(?P<word>page\s+)?[-–— ]*(?P<number>\d{1,4})(?P<of>\s*(?:/|of)\s*\d{1,4})?[-–— ]*", re.I)
_PRINTED_AT = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?(?: .*)?")
_PRINTED_FROM = re.compile(r"(?P<url>(?:https?|file)://\S+)\s+\d{1,4}/\d{1,4}")
_EDGE_LINES = 3
_NEIGHBOURS = 6
_FULL = 0.75
"""A line that fills its column to this share may run on; ragged setting leaves lines a good deal shorter than full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The running text, a paragraph a line with a blank line between.

    repeated: how many running heads, feet and page numbers were left out.
    url: the address that a browser printed at the foot of its page, or None.
    """

    text: str
    repeated: int = 0
    url: str | None = None


def laid_out(pages: Sequence[str]) -> Layout:
    """The text of pages whose lines end in line feeds; pure.

    A head or foot that comes back on several pages is kept once, at the first head and the last foot, since it may
    name the day and the outlet. What a browser prints around its page is left out.
    """
    lines = [[line for raw in page.split("\n") if (line := _clean(raw))] for page in pages]
    url = next(
        (m["url"] for page in lines for line in page[-_EDGE_LINES:] if (m := _PRINTED_FROM.fullmatch(line))), None
    )
    kept, dropped = _without_heads(lines)
    text = "\n\n".join(_paragraphs([line for page in kept for line in page]))
    return Layout(text=text, repeated=dropped, url=url if url and url.startswith("http") else None)


def _clean(line: str) -> str:
    """One line: words broken at its end whole, letters that a font draws as one apart."""
    line = _BROKEN_WORD.sub(_rejoined, line)
    line = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), line)
    return " ".join(_CONTROL.sub("", _SYMBOL.sub("•", line)).split())


def _rejoined(match: re.Match[str]) -> str:
    """The two ends of a broken word, with the hyphen where more than a margin put it there."""
    before, after = match.groups()
    return before + after if before.isalpha() and after.islower() else f"{before}-{after}"


def _without_heads(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """The pages without what comes back at their edges, and how many lines were left out."""
    first = _first_number(pages)
    shapes = [[_shape(line, first + number) for line in page] for number, page in enumerate(pages)]
    heads = _coming_back(page[:_EDGE_LINES] for page in shapes)
    feet = _coming_back(page[-_EDGE_LINES:] for page in shapes) - heads
    last = max((number for number, page in enumerate(pages) if page), default=0)
    printed = any(_PRINTED_FROM.fullmatch(line) for page in pages for line in page[-_EDGE_LINES:])
    seen: set[str] = set()
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        stay = []
        for at, (line, shape) in enumerate(zip(page, shapes[number], strict=True)):
            top, foot = at < _EDGE_LINES, at >= len(page) - _EDGE_LINES
            out = (top or foot) and _is_from_outside(line, first + number, printed=printed)
            out = out or (top and shape in heads and shape in seen) or (foot and shape in feet and number != last)
            seen |= {shape} if top and shape in heads else set()
            stay += [] if out else [line]
        kept.append(stay)
    return kept, sum(len(page) for page in pages) - sum(len(page) for page in kept)


def _first_number(pages: Sequence[Sequence[str]]) -> int:
    """The number that the first page bears: what most numbers at the edges, each less its page's place, agree on."""
    found: Counter[int] = Counter()
    for place, page in enumerate(pages):
        for line in {*page[:_EDGE_LINES], *page[-_EDGE_LINES:]}:
            match = _PAGE_NUMBER.fullmatch(line)
            if match:
                found[int(match["number"]) - place] += 1
    best = max(found, key=lambda number: (found[number], number == 1, -number), default=1)
    return best if found[best] > 1 else 1


def _coming_back(edges: Iterable[Sequence[str]]) -> set[str]:
    """What stands at the edge of half the pages, and of two at least."""
    counted, pages = Counter[str](), 0
    for edge in edges:
        counted.update(set(edge))
        pages += 1
    return {shape for shape, count in counted.items() if count >= max(2, (pages + 1) // 2)}


def _is_from_outside(line: str, page: int, *, printed: bool) -> bool:
    """Whether a line at the edge of the page numbered `page` is that number, or a browser's own head or foot."""
    match = _PAGE_NUMBER.fullmatch(line)
    if match:
        return bool(match["word"] or match["of"]) or int(match["number"]) == page
    return printed and bool(_PRINTED_FROM.fullmatch(line) or _PRINTED_AT.fullmatch(line))


def _shape(line: str, page: int) -> str:
    """The line with its page's number left open; other numbers stay, since they may be figures of the report."""
    return re.sub(rf"\b{page}\b", "#", line.lower())


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    run = list(lines[:1])
    for number, (line, following) in enumerate(pairwise(lines)):
        around = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
        if _runs_on(line, following, max(len(other) for other in around)):
            run.append(following)
        else:
            yield " ".join(run)
            run = [following]
    if run:
        yield " ".join(run)


def _runs_on(line: str, following: str, column: int) -> bool:
    """Whether the second line goes on with the paragraph of the first. Unit of `column`: code points."""
    if _ITEM.match(following):
        return False
    stopped = _STOP.search(line) is not None
    if following[:1].islower() and not stopped:
        return True
    if len(line) < _FULL * column:
        return False
    return not (stopped and len(line) < 0.9 * column)
