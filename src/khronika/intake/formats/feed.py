"""Feeds (RSS 0.9 to 2.0, Atom): each entry is a dispatch.

Read by feedparser, from bytes alone: nothing that a feed refers to is fetched. External entities are not resolved, and
entities that grow without end are stopped by the parser underneath (expat 2.4.1 and later).
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.fragments import plain_text
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown
from khronika.reference.entities import unescaped

_ITEM = re.compile(rb"<((?:\w+:)?(?:item|entry))[\s>]")
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(rb"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+))")
_LONGEST_NUMBER = 20
_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:rdf)[\s>]", re.IGNORECASE)
_AMERICAN = ("en-us", "en_us")
_LONGEST_ID = 300
_HTML = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Refusal]:
    """The drafts of the entries, in the order of the feed. Raises: InputError where there are none, LimitExceeded."""
    within(len(data), limits.page_bytes, "page_bytes", name)
    if not data.strip():
        raise InputError(name, "the file is empty")
    feed = _parsed(data, name)
    entries: Sequence[Any] = feed["entries"]
    if not entries:
        raise InputError(name, f"no feed with entries{_fault(feed, ': it is damaged, or other XML')}")
    pieces = _pieces(data)
    summaries: list[int] = []
    for number, entry in enumerate(entries, start=1):
        within(number, limits.records_count, "records_count", name)
        raw = pieces[number - 1] if len(pieces) == len(entries) else data
        try:
            draft = _draft(entry, feed, raw=raw, where=f"{name}:{number}", limits=limits)
        except InputError as error:
            yield Refusal(step="intake", name=shown(error.name), reason=error.reason)
            continue
        if entry.get("link") and not entry.get("content"):
            summaries.append(number)
        yield draft
    yield from _notes(feed, name, summaries, len(entries))


def _pieces(data: bytes) -> list[bytes]:
    """The bytes of each entry that is closed, in one way through the feed."""
    pieces, place = [], 0
    while begins := _ITEM.search(data, place):
        ends = re.compile(rb"</%s\s*>" % begins[1]).search(data, begins.end())
        if ends is None:
            break
        pieces.append(data[begins.start() : ends.end()])
        place = ends.end()
    return pieces


def _parsed(data: bytes, name: str) -> Any:
    """Raises: InputError where it claims an encoding that nothing can have."""
    # 70 ms to load, of no use to those who read no feeds
    import feedparser  # noqa: PLC0415

    data = _REFERENCE.sub(_spelt, data)  # one to no character would bring feedparser down
    # a stream, since a string that looks like an address would be fetched
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # the name of an encoding with NUL in it, which feedparser passes to Python's codecs
        raise InputError(name, f"no feed that can be read: {error}") from None


def _spelt(reference: re.Match[bytes]) -> bytes:
    """A reference by number to a character, or to U+FFFD where Unicode has none of that number."""
    digits, base = (reference[1], 10) if reference[1] else (reference[2], 16)
    number = int(digits, base) if len(digits) < _LONGEST_NUMBER else sys.maxunicode + 1
    known = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF
    return reference[0] if known else b"&#xFFFD"


def _draft(entry: Any, feed: Any, *, raw: bytes, where: str, limits: Limits) -> Draft:
    """Raises: InputError for an entry without words, LimitExceeded."""
    title = _line(entry.get("title"))
    text = _text(entry, where, limits)
    only_title = not text and title is not None
    if only_title:
        text = title or ""
    if not text:
        raise InputError(where, "the entry holds no text")
    published = _line(entry.get("published") or entry.get("updated"))
    identity = _line(entry.get("id") or entry.get("link"))
    return Draft(
        raw=raw,
        text=text,
        encoding=feed.get("encoding") or "utf-8",
        where=where.rsplit(":", 1)[-1],
        doc_id=identity if identity and len(identity) <= _LONGEST_ID else None,
        title=None if only_title or not title or text.startswith(title) else title,
        published=published,
        published_from="metadata" if published else None,
        month_first=str(feed["feed"].get("language", "")).lower() in _AMERICAN,
        url=_line(entry.get("link")),
        publisher=_publisher(entry, feed),
    )


def _text(entry: Any, where: str, limits: Limits) -> str:
    """The full content where the entry has it, else its summary; "" where it has neither."""
    contents = entry.get("content") or [entry.get("summary_detail") or {}]
    found = [_readable(part.get("value") or "", part.get("type") or "", where, limits) for part in contents]
    return max(found, key=len)


def _readable(value: str, kind: str, where: str, limits: Limits) -> str:
    value = sayable(value)
    return plain_text(value, where, limits) if kind in _HTML else value.replace("\0", "").strip()


def _line(value: object) -> str | None:
    """A field that is one line of words, without markup."""
    if not isinstance(value, str):
        return None
    words = " ".join(unescaped(_TAG.sub(" ", sayable(value))).split())
    return words or None


def _publisher(entry: Any, feed: Any) -> str | None:
    """The outlet that an entry was taken over from, else the feed's own title."""
    return _line((entry.get("source") or {}).get("title")) or _line(feed["feed"].get("title"))


def _notes(feed: Any, name: str, summaries: Sequence[int], count: int) -> Iterator[Refusal]:
    if summaries:
        which = "every entry" if len(summaries) == count else f"{len(summaries)} of {count} entries"
        reason = f"{which} gives a headline or description and a link; the page behind it is not held"
        yield Refusal(step="intake", name=shown(name), reason=reason, unread=False)
    fault = _fault(feed, "the feed is not well-formed and was read as far as it makes sense: an entry may be missing")
    if fault:
        yield Refusal(step="intake", name=shown(name), reason=fault)


def _fault(feed: Any, words: str) -> str:
    """`words` where the parser had to give up on the rules of XML, else ""."""
    return words if feed["bozo"] and type(feed["bozo_exception"]).__name__ == "SAXParseException" else ""


def _recognises(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _ROOT.search(head) is not None


FORMAT = Format(
    name="feed",
    media_type="application/rss+xml",
    suffixes=(".rss", ".atom", ".rdf", ".xml"),
    recognises=_recognises,
    read=read,
)
