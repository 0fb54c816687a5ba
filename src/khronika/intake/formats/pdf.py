"""PDFs: their text layer, page by page, without what the program that made them put around it.

When a PDF says it was made is no time of publication; it stands in last, where nothing else gives a time, and never
for a PDF that a browser printed, which may be years younger than its page.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Draft, Format, Limits
from khronika.intake.formats.apart import CLOSED, UNREADABLE, run_apart
from khronika.intake.formats.pdf_line import Line
from khronika.intake.formats.pdf_lines import Layout, laid_out
from khronika.intake.formats.properties import stated_title
from khronika.intake.measures import within

_HEAD = re.compile(rb"%PDF-\d\.\d")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d)?'?(\d\d)?")
_PRINTED = ("Skia/PDF", "Quartz PDFContext", "wkhtmltopdf", "cairo")
"""Producers that print what a browser or a viewer shows, so that their time of making says nothing of the report's."""
_SCANNED = (
    "its pages are pictures without a text layer; make one by OCR (for instance with ocrmypdf) and hand in the result"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """What the engine gives: metadata by PDF's names; of each page its lines, or None where it cannot be opened, and
    whether it is a picture."""

    metadata: dict[str, str]
    lines: tuple[tuple[Line, ...] | None, ...]
    pictures: tuple[bool, ...]


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft]:
    """The one draft of a PDF. Pages without text are named in a note.

    Raises: InputError where it is closed by a password, broken, or has no text layer; LimitExceeded.
    """
    within(len(data), limits.file_bytes, "file_bytes", name)
    if not data.strip():
        raise InputError(name, "the file is empty")
    pages = _pages(data, name, limits)
    layout = laid_out([lines or () for lines in pages.lines])
    if any(pages.pictures) and all(
        picture or not lines for picture, lines in zip(pages.pictures, pages.lines, strict=True)
    ):
        raise InputError(name, _SCANNED)
    if not layout.text.strip():
        raise InputError(name, "the PDF holds no text")
    yield Draft(
        raw=data,
        text=layout.text,
        encoding="utf-8",
        title=stated_title(pages.metadata.get("Title"), layout.text),
        made=_made(pages.metadata),
        url=layout.url,
        notes=tuple(_notes(pages, layout)),
    )


def _pages(data: bytes, name: str, limits: Limits) -> _Pages:
    """The pages, read by a process of their own. Raises: InputError, LimitExceeded."""
    asked = (str(limits.pages_count), str(limits.text_chars))
    code, output = run_apart("pdf_pages.py", data, *asked, name=name, seconds=limits.item_seconds)
    first, *rest = output.splitlines() or [b""]
    if code == CLOSED:
        raise InputError(name, "the PDF is closed by a password; open it and save it without one")
    if code == UNREADABLE or not first:
        raise InputError(name, "not a PDF that can be read")
    head = json.loads(first)
    within(head["pages"], limits.pages_count, "pages_count", name)
    pages = [json.loads(line) for line in rest]
    if pages and "over" in pages[-1]:
        raise LimitExceeded(name, f"over the limit text_chars = {limits.text_chars:,}")
    return _Pages(
        metadata=head["metadata"],
        lines=tuple(None if page["lines"] is None else tuple(Line(*line) for line in page["lines"]) for page in pages),
        pictures=tuple(page["picture"] for page in pages),
    )


def _notes(pages: _Pages, layout: Layout) -> Iterator[str]:
    broken = [number for number, lines in enumerate(pages.lines, 1) if lines is None]
    unread = [number for number, picture in enumerate(pages.pictures, 1) if picture]
    if broken:
        yield f"{_numbered(broken)} cannot be opened"
    if unread:
        yield f"{_numbered(unread)} without a text layer, unread; OCR would make one (for instance with ocrmypdf)"
    if layout.repeated:
        yield f"{layout.repeated} running heads, feet and page numbers, left out"
    if any(producer in pages.metadata.get("Producer", "") for producer in _PRINTED):
        yield "printed from a browser or viewer: the time at which it was made is not taken for the report's"


def _numbered(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:20])
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}{' and more' if len(numbers) > 20 else ''}"


def _made(metadata: dict[str, str]) -> str | None:
    """When the file says it was made, as ISO 8601, or None. Source: ISO 32000-1, 7.9.4."""
    match = _DATE.match(metadata.get("CreationDate", ""))
    if match is None or any(producer in metadata.get("Producer", "") for producer in _PRINTED):
        return None
    year, month, day, hour, minute, second, zone, minutes = match.groups()
    offset = "+00:00" if zone in (None, "Z") else f"{zone}:{minutes or '00'}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset if zone else ''}"


def _is_pdf(data: bytes) -> bool:
    return _HEAD.match(data) is not None


FORMAT = Format(
    name="pdf",
    media_type="application/pdf",
    suffixes=(".pdf",),
    recognises=_is_pdf,
    read=read,
    is_surely=_is_pdf,
)
