"""The text of the pages of a PDF, taken by PDFium in a process of its own.

Run as a program, with the PDF on its input; writes one line of JSON for the file and one for each page. PDFium is the
reader of PDFs in the Chromium browser, written in C++: apart from us, a file that brings it down, keeps it busy or
fills its memory is refused by name, and the others go on. Imports nothing of Khronika, so that it starts fast.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY_BYTES = 1_500_000_000
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
        for page in _pages(document):
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
    """Of each page: its text, lines by line feeds; whether anything else is on it; or that it cannot be opened."""
    import pypdfium2  # noqa: PLC0415

    for number in range(len(document)):
        try:
            page = document[number]
            text = _spaced(page.get_textpage())
            marked = any(True for _ in page.get_objects(max_depth=1))
        except pypdfium2.PdfiumError:
            yield {"text": None, "marked": True}
        else:
            yield {"text": text.replace("\r\n", "\n"), "marked": marked}
            page.close()


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
