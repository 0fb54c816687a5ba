"""The text of the pages of a PDF, taken by PDFium in a process of its own.

Run as a program, with the PDF on its input and the most pages and code points as its arguments; writes one line of JSON
for the file and one for each page, and no more than was asked for. PDFium is the
reader of PDFs in the Chromium browser, written in C++: apart from us, a file that brings it down, keeps it busy or
fills its memory is refused by name, and the others go on. Imports nothing of Khronika, so that it starts fast.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY_BYTES = 1_500_000_000
_IMAGE = 3
"""FPDF_PAGEOBJ_IMAGE of the header fpdf_edit.h."""
_STAMP = 100
"""Code points; a page with less text under a picture holds a stamp, and no text layer."""
_GAP = 0.2
"""Share of a line's height that parts two words: a space is about a quarter, letters spaced out a tenth."""
_WORD_APART = 3
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium's public header fpdfview.h."""


def main() -> int:
    """Exit code 0, 3 where the file is closed by a password, 4 where it is no PDF that can be read."""
    _limit_memory()
    # the engine is only here, in the process made for it
    import pypdfium2  # noqa: PLC0415

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        sys.stdout.write(json.dumps({"pages": len(document), "metadata": _metadata(document)}) + "\n")
        left = int(sys.argv[2])
        for page in _pages(document) if len(document) <= int(sys.argv[1]) else ():
            left -= len(str(page["text"] or ""))
            if left < 0:
                sys.stdout.write(json.dumps({"over": True}) + "\n")
                break
            sys.stdout.write(json.dumps(page) + "\n")
    except pypdfium2.PdfiumError as error:
        return 3 if getattr(error, "err_code", None) == _PASSWORD else 4
    return 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _metadata(document: Any) -> dict[str, str]:
    return {name: value for name, value in document.get_metadata_dict().items() if value}


def _pages(document: Any) -> Iterator[dict[str, object]]:
    """Of each page: its text, lines by line feeds (None where it cannot be opened), and whether it is a picture.

    A page without text that has anything on it counts as one, and one of which a picture covers the most, with a stamp
    or a watermark on it.
    """
    import pypdfium2  # noqa: PLC0415

    for number in range(len(document)):
        try:
            page = document[number]
            text = _spaced(page.get_textpage())
            picture = len(text.strip()) < _STAMP and _is_covered(page, blank=not text.strip())
        except pypdfium2.PdfiumError:
            yield {"text": None, "picture": False}
        else:
            yield {"text": text.replace("\r\n", "\n"), "picture": picture}
            page.close()


def _is_covered(page: Any, *, blank: bool) -> bool:
    """Whether a picture covers the most of a page; on a page without text whatever is drawn counts."""
    width, height = page.get_size()
    for thing in page.get_objects(max_depth=2):
        left, bottom, right, top = thing.get_bounds()
        if blank or (thing.type == _IMAGE and (right - left) * (top - bottom) > width * height / 2):
            return True
    return False


def _spaced(page: Any) -> str:
    """The text of a page, with spaces where letters stand a space apart and the PDF draws none.

    PDFium puts most of them in; what it leaves glued together are words that a program moved apart by hand.
    """
    text: str = page.get_text_range(errors="replace")
    if len(text) != page.count_chars():
        return text
    parts: list[str] = []
    right = height = None
    for at, letter in enumerate(text):
        if not letter.isalnum():
            right = None
        else:
            left, bottom, edge, top = page.get_charbox(at, loose=True)
            if right is not None and height and _GAP * height < left - right < _WORD_APART * height:
                parts.append(" ")
            right, height = edge, top - bottom
        parts.append(letter)
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
