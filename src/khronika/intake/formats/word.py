"""Word documents (.docx): the text as it now stands, its photos as files of their own.

Source: ECMA-376, part 1, chapter 17 (WordprocessingML). Its authors are read by nobody; when it was last saved stands
in for a time only where nothing else gives one.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits, Member
from khronika.intake.formats.blocks import PICTURES, Blocks
from khronika.intake.formats.container import Container, attribute, local, opened, parts_of, text_of_first
from khronika.intake.formats.properties import stated_title

_DELETED = "tracked deletions, left out"
_INSERTED = "tracked insertions, read as part of the text"
_HIDDEN = "stretches of hidden text, left out"
_COMMENTS = "comments, left out"
_FEET = "running feet, left out"
_OBJECTS = "embedded objects and drawings, left out"


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Member]:
    """The draft of a document, then its photos.

    Raises: InputError where it is closed by a password, damaged or without text; LimitExceeded.
    """
    container = opened(data, name, limits)
    main = _main_part(container)
    targets = _targets(container, main)
    body = next((child for child in container.tree(main).iter() if local(child) == "body"), None)
    if body is None:
        raise InputError(name, "the document has no text")
    blocks = Blocks()
    _running_heads(container, targets, blocks)
    _Walk(blocks, _notes(container, targets), targets).walk(body)
    _count_others(container, targets, blocks)
    if not blocks.text.strip() and not blocks.pictures:
        raise InputError(name, "the document has no text")
    if blocks.text.strip():
        properties = container.tree_or_none("docProps/core.xml")
        yield Draft(
            raw=data,
            text=blocks.text,
            encoding="utf-8",
            title=stated_title(text_of_first(properties, "title"), blocks.text),
            made=text_of_first(properties, "modified") or text_of_first(properties, "created"),
            notes=blocks.remarks,
        )
    for part in blocks.pictures:
        yield Member(where=posixpath.basename(part), data=container.data(part, limits.file_bytes, "file_bytes"))


class _Walk:
    """Goes through the body once and puts what it holds into blocks."""

    def __init__(self, blocks: Blocks, notes: dict[tuple[str, str], str], targets: dict[str, tuple[str, str]]) -> None:
        self.blocks = blocks
        self.notes = notes
        self.targets = targets

    def walk(self, element: Any) -> None:
        """Paragraphs and tables below an element, in their order. The parser lets nothing nest deeper than 256."""
        for child in element:
            kind = local(child)
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                for row in _rows(child):
                    if _is_deleted(row):
                        self.blocks.count(_DELETED)
                        continue
                    self.blocks.add_row([self._cell(cell) for cell in row if local(cell) == "tc"])
            elif kind not in ("del", "moveFrom", "sectPr", "Fallback"):
                self.walk(child)

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        words = self._words(paragraph, boxes)
        listed = any(local(child) == "numPr" for child in paragraph.iter())
        self.blocks.add(f"- {words.strip()}" if listed and words.strip() else words)
        for box in boxes:
            self.walk(box)

    def _cell(self, cell: Any) -> str:
        boxes: list[Any] = []
        words = [self._words(part, boxes) for part in cell.iter() if local(part) == "p"]
        return " ".join(words)

    def _words(self, element: Any, boxes: list[Any]) -> str:
        """The words of a paragraph; what stands in its text boxes comes after it."""
        parts: list[str] = []
        for child in element:
            kind = local(child)
            if kind in ("del", "moveFrom"):
                self.blocks.count(_DELETED)
            elif kind == "txbxContent":
                boxes.append(child)
            elif kind == "r" and _is_hidden(child):
                self.blocks.count(_HIDDEN)
            elif kind in _LETTERS:
                parts.append(_LETTERS[kind] if kind != "t" else child.text or "")
            elif kind in ("footnoteReference", "endnoteReference"):
                self._note(kind.removesuffix("Reference"), attribute(child, "id") or "")
            elif kind == "commentReference":
                self.blocks.count(_COMMENTS)
            elif kind in ("blip", "imagedata"):
                self._picture(child)
            elif kind not in ("instrText", "Fallback", "pPr", "rPr"):
                if kind in ("ins", "moveTo"):
                    self.blocks.count(_INSERTED)
                parts.append(self._words(child, boxes))
        return "".join(parts)

    def _note(self, kind: str, number: str) -> None:
        words = self.notes.get((kind, number), "").strip()
        if words:
            self.blocks.notes.append(words)

    def _picture(self, element: Any) -> None:
        _, part = self.targets.get(attribute(element, "embed") or attribute(element, "id") or "", ("", ""))
        if part.lower().endswith(PICTURES):
            self.blocks.pictures[part] = None
        else:
            self.blocks.count(_OBJECTS)


_LETTERS = {"t": "", "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def _is_hidden(run: Any) -> bool:
    marks = (mark for mark in run.iter() if local(mark) == "vanish")
    return any((attribute(mark, "val") or "1") not in ("0", "false", "off") for mark in marks)


def _is_deleted(row: Any) -> bool:
    return any(local(mark) == "del" for part in row if local(part) == "trPr" for mark in part)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, those of tables in its cells left to the cell."""
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins"):
            yield from _rows(child)


def _main_part(container: Container) -> str:
    relations = container.tree_or_none("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            part = posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
            if container.has(part):
                return part
    return "word/document.xml"


def _targets(container: Container, main: str) -> dict[str, tuple[str, str]]:
    """Kind and part of everything inside the container that the main part points to, by the id it uses."""
    folder, base = posixpath.split(main)
    relations = container.tree_or_none(f"{folder}/_rels/{base}.rels")
    found = {}
    for relation in relations if relations is not None else ():
        part = posixpath.normpath(posixpath.join(folder, attribute(relation, "Target") or ""))
        # a part outside of the container is never fetched
        if attribute(relation, "TargetMode") != "External" and container.has(part.lstrip("/")):
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            found[attribute(relation, "Id") or ""] = (kind, part.lstrip("/"))
    return found


def _notes(container: Container, targets: dict[str, tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The text of footnotes and endnotes by kind and number."""
    found = {}
    for kind, part in targets.values():
        if kind in ("footnotes", "endnotes"):
            for note in container.tree(part):
                words = "".join(text.text or "" for text in note.iter() if local(text) == "t")
                found[kind.removesuffix("s"), attribute(note, "id") or ""] = words
    return found


def _running_heads(container: Container, targets: dict[str, tuple[str, str]], blocks: Blocks) -> None:
    """Heads stand once above the text, since a letterhead may name the outlet and the day; feet are counted."""
    heads: dict[str, None] = {}
    for kind, part in sorted(targets.values()):
        if kind == "header":
            for paragraph in container.tree(part).iter():
                if local(paragraph) == "p":
                    heads["".join(text.text or "" for text in paragraph.iter() if local(text) == "t")] = None
        elif kind == "footer":
            blocks.count(_FEET)
    for words in heads:
        blocks.add(words)


def _count_others(container: Container, targets: dict[str, tuple[str, str]], blocks: Blocks) -> None:
    for kind, _ in targets.values():
        if kind in ("oleObject", "package", "chart", "diagramData", "aFChunk"):
            blocks.count(_OBJECTS)


def _is_word(data: bytes) -> bool:
    parts = parts_of(data)
    return "[Content_Types].xml" in parts and any(part.startswith("word/document") for part in parts)


FORMAT = Format(
    name="word",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx", ".docm", ".dotx"),
    recognises=lambda head: False,
    read=read,
    is_surely=_is_word,
)
