"""Text documents of LibreOffice and others (.odt, and flat ones, .fodt): the text as it now stands, photos apart.

Source: OASIS OpenDocument 1.3, part 3. Authors are read by nobody; when it was last saved stands in for a time only
where nothing else gives one.
"""

import base64
import binascii
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits, Member
from khronika.intake.formats.blocks import PICTURES, Blocks
from khronika.intake.formats.container import attribute, local, opened, parsed, parts_of, text_of_first
from khronika.intake.formats.properties import stated_title
from khronika.intake.measures import within

_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
_DELETED = "tracked deletions, left out"
_INSERTED = "tracked insertions, read as part of the text"
_COMMENTS = "comments, left out"
_HIDDEN = "stretches of hidden text, left out"
_FEET = "running feet, left out"
_OBJECTS = "embedded objects and drawings, left out"
_MOST_SPACES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """The trees of a document (of a flat one they are the same), and how to get at a picture."""

    content: Any
    styles: Any
    meta: Any
    pictures: dict[str, bytes] = field(default_factory=dict)


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Member]:
    """The draft of a document, then its photos.

    Raises: InputError where it is closed by a password, damaged or without text; LimitExceeded.
    """
    if data.startswith(b"PK"):
        container = opened(data, name, limits)
        manifest = container.tree_or_none("META-INF/manifest.xml")
        if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
            raise InputError(name, "the document is closed by a password; open it and save it without one")
        content = container.tree("content.xml")
        styles, meta = container.tree_or_none("styles.xml"), container.tree_or_none("meta.xml")
    else:
        within(len(data), limits.page_bytes, "page_bytes", name)
        container, content = None, parsed(data, name)
        styles = meta = content
    blocks = Blocks()
    walk = _Walk(blocks)
    _running_heads(styles, blocks)
    texts = (element for element in content.iter() if local(element) == "text")
    body = next((element for element in texts if local(element.getparent()) == "body"), None)
    if body is None:
        raise InputError(name, "no text document: it may be a spreadsheet or a presentation")
    walk.walk(body)
    if not blocks.text.strip() and not blocks.pictures and not walk.drawn:
        raise InputError(name, "the document has no text")
    if blocks.text.strip():
        yield Draft(
            raw=data,
            text=blocks.text,
            encoding="utf-8",
            title=stated_title(_property(meta, "title"), blocks.text),
            made=_property(meta, "date") or _property(meta, "creation-date"),
            notes=blocks.remarks,
        )
    for part in blocks.pictures:
        if container is not None and container.has(part):
            yield Member(where=posixpath.basename(part), data=container.data(part, limits.file_bytes, "file_bytes"))
    for number, picture in enumerate(walk.drawn, 1):
        yield Member(where=f"picture-{number}", data=picture)


class _Walk:
    """Goes through the body once and puts what it holds into blocks; drawn: pictures that stand in the text itself."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.drawn: list[bytes] = []

    def walk(self, element: Any, mark: str = "") -> None:
        """Paragraphs, lists and tables below an element, in their order; `mark` stands before the next paragraph."""
        for child in element:
            kind = local(child)
            if kind in ("p", "h"):
                boxes: list[Any] = []
                words = self._words(child, boxes)
                self.blocks.add(f"{mark}{words.strip()}" if words.strip() else "")
                mark = ""
                for box in boxes:
                    self.walk(box)
            elif kind == "list-item":
                self.walk(child, "- ")
            elif kind == "table-row":
                self.blocks.add_row([self._cell(cell) for cell in child if local(cell) == "table-cell"])
            elif kind == "tracked-changes":
                self._changes(child)
            elif kind == "image":
                self._picture(child)
            else:
                self.walk(child)

    def _changes(self, changes: Any) -> None:
        for change in changes.iter():
            if local(change) == "deletion":
                self.blocks.count(_DELETED)
            elif local(change) == "insertion":
                self.blocks.count(_INSERTED)

    def _cell(self, cell: Any) -> str:
        boxes: list[Any] = []
        return " ".join(self._words(part, boxes) for part in cell.iter() if local(part) in ("p", "h"))

    def _words(self, element: Any, boxes: list[Any]) -> str:
        parts = [element.text or ""]
        for child in element:
            kind = local(child)
            if kind == "s":
                count = attribute(child, "c") or "1"
                parts.append(" " * min(int(count) if re.fullmatch("[0-9]{1,4}", count) else 1, _MOST_SPACES))
            elif kind in ("tab", "line-break"):
                parts.append("\t" if kind == "tab" else "\n")
            elif kind == "note":
                self._note(child)
            elif kind == "annotation":
                self.blocks.count(_COMMENTS)
            elif kind in ("hidden-text", "hidden-paragraph"):
                self.blocks.count(_HIDDEN)
            elif kind == "text-box":
                boxes.append(child)
            elif kind == "image":
                self._picture(child)
            elif kind in ("object", "object-ole"):
                self.blocks.count(_OBJECTS)
            elif kind in ("title", "desc"):
                pass  # what is told about a picture to those who do not see it
            else:
                parts.append(self._words(child, boxes))
            parts.append(child.tail or "")
        return "".join(parts)

    def _note(self, note: Any) -> None:
        body = next((child for child in note if local(child) == "note-body"), None)
        words = " ".join("".join(part.itertext()) for part in body if local(part) == "p") if body is not None else ""
        if words.strip():
            self.blocks.notes.append(words)

    def _picture(self, image: Any) -> None:
        part = posixpath.normpath(attribute(image, "href") or "")
        inner = next((child.text for child in image if local(child) == "binary-data"), None)
        if inner:
            try:
                self.drawn.append(base64.b64decode("".join(inner.split()), validate=True))
            except (binascii.Error, ValueError):
                self.blocks.count(_OBJECTS)
        elif part.lower().endswith(PICTURES) and not part.startswith(("..", "/")) and "://" not in part:
            self.blocks.pictures[part] = None
        else:
            self.blocks.count(_OBJECTS)


def _running_heads(styles: Any, blocks: Blocks) -> None:
    """Heads stand once above the text, since a letterhead may name the outlet and the day; feet are counted."""
    heads: dict[str, None] = {}
    for element in styles.iter() if styles is not None else ():
        if local(element) == "header" and local(element.getparent()) == "master-page":
            heads |= dict.fromkeys("".join(part.itertext()) for part in element if local(part) == "p")
        elif local(element) == "footer" and local(element.getparent()) == "master-page" and len(element):
            blocks.count(_FEET)
    for words in heads:
        blocks.add(words)


def _property(meta: Any, name: str) -> str | None:
    """A property of the document; the changes of its text bear dates too, so only what stands in its head counts."""
    head = next((element for element in meta.iter() if local(element) == "meta"), None) if meta is not None else None
    return text_of_first(head, name)


def _is_text(data: bytes) -> bool:
    if data.startswith(b"PK"):
        # the standard has the media type first in the container, unpacked; some programs that pack it anew do not
        if data[30:38] == b"mimetype":
            return data[38:].startswith(_MEDIA_TYPE)
        return parts_of(data) >= {"content.xml", "META-INF/manifest.xml"}
    head = data[:4096].lstrip()
    return head.startswith(b"<?xml") and b"<office:document " in head and _MEDIA_TYPE in head


FORMAT = Format(
    name="opendocument",
    media_type=_MEDIA_TYPE.decode(),
    suffixes=(".odt", ".ott", ".fodt"),
    recognises=lambda head: False,
    read=read,
    is_surely=_is_text,
)
