"""The readable text of an item."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from khronika.model.ids import DocId
from khronika.model.item import Item
from khronika.model.metadatum import Metadatum
from khronika.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One update of a rolling report: a stretch of the text with a time of its own.

    published: aware instant, or None where the update carries no time and none could be inferred.
    published_span: the words that gave the time, or None where it came from outside the text.
    not_after: for an update without a time that stands below a newer one: the newer one's time, before which
        it was published; else None.
    """

    span: Span
    published: datetime | None
    published_span: Span | None = None
    not_after: datetime | None = None

    def as_dict(self) -> dict[str, object]:
        """The version as ``chronicle.json`` holds it."""
        return {
            "published": self.published.isoformat() if self.published else None,
            "not_after": self.not_after.isoformat() if self.not_after else None,
            "start": self.span.start,
            "end": self.span.end,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One text by one publisher, read as it stands: its words are never changed.

    doc_id: given by the input, else the path below the folder that was named.
    text: offsets of every claim count its code points; for plain text it is the decoded file.
    title: only where it is not part of `text`; claims read from it say so.
    published: aware instant, or None where nobody said.
    published_from: where that came from: record, metadata, header, text, file name, outer file (the mail or archive
        that it stands in), option or file dates (when the file was made, which is only the latest it can have been
        written; nothing else gave a time).
    language: ISO 639-1, or None where it could not be told.
    publisher: the outlet's name or domain, where known.
    filing_place: the place of the dateline, as written.
    versions: the updates, in the order of the text and apart; one that covers it all where there is one.
    furniture: stretches that are no part of the report (menus, appeals for donations, forms);
        kept in the text, never read for claims.
    copy_of: doc_id of the dispatch that this one repeats, exactly or nearly.
    metadata: of a photo: what its file says of its own making, `text` being the listing of it; None for a text.
    likeness: of a photo: PDQ's fingerprint of the picture, in hexadecimal; it goes into no output.
    """

    doc_id: DocId
    text: str
    title: str | None = None
    published: datetime | None = None
    published_from: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    filing_place: str | None = None
    versions: tuple[Version, ...] = ()
    furniture: tuple[Span, ...] = ()
    copy_of: DocId | None = None
    item: Item | None = None
    metadata: tuple[Metadatum, ...] | None = None
    likeness: str | None = None

    def version_at(self, offset: int) -> Version | None:
        """The update that the code point at `offset` stands in."""
        at = bisect_right(self.versions, offset, key=lambda version: version.span.start) - 1
        return self.versions[at] if at >= 0 and offset < self.versions[at].span.end else None

    def published_at(self, offset: int) -> datetime | None:
        """When the words at `offset` were published, or the latest time at which they can have been."""
        version = self.version_at(offset)
        return (version.published or version.not_after if version else None) or self.published

    def as_dict(self) -> dict[str, object]:
        """The dispatch as ``chronicle.json`` holds it, without its incidents."""
        return {
            "doc_id": self.doc_id,
            "title": self.title,
            "text": self.text,
            "published": self.published.isoformat() if self.published else None,
            "published_from": self.published_from,
            "url": self.url,
            "language": self.language,
            "publisher": self.publisher,
            "filing_place": self.filing_place,
            "versions": [version.as_dict() for version in self.versions],
            "furniture": [list(span) for span in self.furniture],
            "copy_of": self.copy_of,
            "item": self.item.as_dict() if self.item else None,
        }
