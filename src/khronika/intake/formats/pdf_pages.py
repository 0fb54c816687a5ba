"""The lines of text on the pages of a PDF, taken by PDFium in a process of its own.

Run as a program, with the PDF on its input and the most pages and code points as its arguments; writes one line of JSON
for the file and one for each page, and no more than was asked for. PDFium is the reader of PDFs in the Chromium
browser, written in C++: apart from us, a file that brings it down, keeps it busy or fills its memory is refused by
name, and the others go on. Imports nothing of Khronika, so that it starts fast.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY_BYTES = 1_500_000_000
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium's public header fpdfview.h."""
_IMAGE = 3
"""FPDF_PAGEOBJ_IMAGE of the header fpdf_edit.h."""
_STAMP = 100
"""Code points; a page with less text under a picture holds a stamp, and no text layer."""
_GAP = 0.2
"""Share of a line's height that parts two words: a space is about a quarter, letters spaced out a tenth."""
_WORD_APART = 3
_NEAR = 4
"""Letters at the end of a line of which one is no raised mark."""


def main() -> int:
    """Exit code 0, 3 where the file is closed by a password, 4 where it is no PDF that can be read."""
    _limit_memory()
    # the engine is only here, in the process made for it
    import pypdfium2  # noqa: PLC0415

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        _write({"pages": len(document), "metadata": _metadata(document)})
        left = int(sys.argv[2])
        for page in _pages(document) if len(document) <= int(sys.argv[1]) else ():
            left -= sum(len(line[0]) for line in page["lines"] or ())
            if left < 0:
                _write({"over": True})
                break
            _write(page)
    except pypdfium2.PdfiumError as error:
        return 3 if getattr(error, "err_code", None) == _PASSWORD else 4
    return 0


def _write(thing: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(thing) + "\n")


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _metadata(document: Any) -> dict[str, str]:
    return {name: value for name, value in document.get_metadata_dict().items() if value}


def _pages(document: Any) -> Iterator[dict[str, Any]]:
    """Of each page: its lines (None where it cannot be opened), and whether it is a picture.

    A page without text that has anything on it counts as one, and one of which a picture covers the most, with a stamp
    or a watermark on it.
    """
    import pypdfium2  # noqa: PLC0415

    for number in range(len(document)):
        try:
            page = document[number]
            lines = list(_lines(page.get_textpage()))
            letters = sum(len(line[0].strip()) for line in lines)
            picture = letters < _STAMP and _is_covered(page, blank=not letters)
        except pypdfium2.PdfiumError:
            yield {"lines": None, "picture": False}
        else:
            yield {"lines": lines, "picture": picture}
            page.close()


def _is_covered(page: Any, *, blank: bool) -> bool:
    """Whether a picture covers the most of a page; on a page without text whatever is drawn counts."""
    width, height = page.get_size()
    for thing in page.get_objects(max_depth=2):
        left, bottom, right, top = thing.get_bounds()
        if blank or (thing.type == _IMAGE and (right - left) * (top - bottom) > width * height / 2):
            return True
    return False


Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge of a letter."""
Line = tuple[str, float, float, float, float, float]
"""Text; left and middle height of its first letter; right and middle height of its last; height of a letter. Points,
from the lower left corner of the page. A word that was broken at the margin makes one line of two."""


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page in the order of the PDF, those without a letter or digit left out.

    Spaces are put in where letters stand a space apart and the PDF draws none. PDFium puts most of them in; what it
    leaves glued together are words that a program moved apart by hand.
    """
    from pypdfium2 import raw  # noqa: PLC0415  (the engine)

    parts: list[str] = []
    boxes: list[Box] = []
    before, rectangle = None, raw.FS_RECTF()
    for at in range(page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(page.raw, at))
        if letter in "\r\n":
            yield from _line(parts, boxes)
            parts, boxes, before = [], [], None
            continue
        if letter.isalnum():
            raw.FPDFText_GetLooseCharBox(page.raw, at, rectangle)
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            height = box[3] - box[1]
            if before is not None and _GAP * height < box[0] - before < _WORD_APART * height:
                parts.append(" ")
            before = box[2]
            boxes.append(box)
        else:
            before = None
        parts.append(letter)
    yield from _line(parts, boxes)


def _line(parts: list[str], boxes: list[Box]) -> Iterator[Line]:
    if boxes:
        text = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        first, last = _plain(boxes[:_NEAR]), _plain(boxes[-_NEAR:])
        top, bottom = (first[1] + first[3]) / 2, (last[1] + last[3]) / 2
        left, right, height = boxes[0][0], boxes[-1][2], first[3] - first[1]
        yield text, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1), round(height, 1)


def _plain(boxes: list[Box]) -> Box:
    """The box of a letter that is none of a small raised one, as the mark of a footnote is."""
    return max(boxes, key=lambda box: box[3] - box[1])


if __name__ == "__main__":
    sys.exit(main())
