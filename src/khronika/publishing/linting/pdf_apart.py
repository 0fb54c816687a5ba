"""What a PDF says, for the export linter: its properties and the text of its pages, by PDFium in a process of its own.

Run as a program, with the PDF on its input and the most pages as its argument; writes one JSON document. Apart from us,
a file that brings the engine down, keeps it busy or fills its memory costs nobody else. Imports nothing of Khronika, so
that it starts fast.
"""

import contextlib
import json
import sys

_MEMORY_BYTES = 1_500_000_000


def main() -> int:
    """Exit code 0, or 1 where it is no PDF that can be read."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    import pypdfium2  # noqa: PLC0415  (the engine is only here, in the process made for it)

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        numbers = range(min(len(document), int(sys.argv[1])))
        pages = [document[number].get_textpage().get_text_bounded() for number in numbers]
        json.dump({"properties": document.get_metadata_dict(), "pages": pages}, sys.stdout)
    except pypdfium2.PdfiumError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
