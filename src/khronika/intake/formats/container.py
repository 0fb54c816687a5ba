"""Office documents as they lie on disk: a ZIP container with parts of XML. Opened so that nothing in it can swell.

The XML is read with lxml: entities are left unresolved, nothing is fetched, and libxml2's own limits on depth (256) and
on the length of a text stay on. We walk it ourselves, since the libraries of these formats skip what counts here:
python-docx 1.2 leaves out inserted runs, text boxes and footnotes, and odfpy has had no release since 2020.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Limits
from khronika.intake.measures import within

_CLOSED = "the document is closed by a password; open it and save it without one"
_DAMAGED = "the document is damaged or cut short"
_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Container:
    """The parts of a document; a part is unpacked when it is asked for, and no further than its limit."""

    archive: zipfile.ZipFile
    name: str
    limits: Limits

    def names(self) -> tuple[str, ...]:
        """The names of all parts in the order of the container."""
        return tuple(self.archive.namelist())

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.archive.NameToInfo

    def data(self, part: str, limit: int, setting: str) -> bytes:
        """The bytes of a part. Raises: LimitExceeded, InputError where it is missing, locked or damaged."""
        info = self.archive.NameToInfo.get(part)
        if info is None:
            raise InputError(self.name, f"the document has no part {part}")
        if info.flag_bits & 1:
            raise InputError(self.name, _CLOSED)
        within(info.file_size, limit, setting, self.name)
        try:
            # what a part claims to hold is the most that the standard library unpacks of it
            return self.archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
            raise InputError(self.name, _DAMAGED) from None

    def tree(self, part: str) -> Any:
        """The root element of a part of XML. Raises: LimitExceeded, InputError."""
        return parsed(self.data(part, self.limits.page_bytes, "page_bytes"), self.name)

    def tree_or_none(self, part: str) -> Any:
        """The same, or None where there is no such part."""
        return self.tree(part) if self.has(part) else None


def opened(data: bytes, name: str, limits: Limits) -> Container:
    """A container, its sizes checked before anything is unpacked. Raises: InputError, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    if not data.strip():
        raise InputError(name, "the file is empty")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise InputError(name, _DAMAGED) from None
    infos = archive.infolist()
    within(len(infos), _PARTS, "parts of a document", name)
    within(sum(info.file_size for info in infos), limits.file_bytes, "file_bytes", name)
    return Container(archive, name, limits)


def parts_of(data: bytes) -> frozenset[str]:
    """The names of the parts, for telling containers apart; empty for bytes that are no readable ZIP file."""
    # a directory of millions of entries would fill the memory before anybody could refuse it
    if not data.startswith(b"PK\x03\x04") or data.count(b"PK\x01\x02") > _PARTS:
        return frozenset()
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        return frozenset()


def parsed(data: bytes, name: str) -> Any:
    """The root element. Raises: InputError where it is no XML, or XML made to harm."""
    # a heavy engine, of no use to those who hand in no office documents
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InputError(name, _DAMAGED) from None


def local(element: Any) -> str:
    """The name of an element or attribute without its namespace: transitional and strict documents are one to us."""
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of the attribute of that local name, or None."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def text_of_first(root: Any, name: str) -> str | None:
    """The text of the first element of that local name as one line, or None."""
    if root is None:
        return None
    for element in root.iter():
        if local(element) == name:
            return " ".join("".join(element.itertext()).split()) or None
    return None
