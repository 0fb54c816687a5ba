"""Web archives (WARC, ISO 28500, and its forerunner ARC): each page or file that was captured is a file of its own.

Read by warcio a record at a time. The time of capture is no time of publication: it stands in for one only where a page
states none. What the crawler wrote for itself, and what the server answered besides, is counted.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Format, Limits, Member
from khronika.intake.compression import DAMAGES, Tape, beginning
from khronika.intake.formats import feed
from khronika.intake.lexicon import word_list
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown
from khronika.reference.instants import parse_instant

_CUT = "the web archive is damaged or cut short; what stands before the damage is read"
_MISTOLD = "records of the web archive are not as long as they say; what could be told apart is read"
_END = b"\r\n\r\n"
_CHUNK = 1 << 16
_PAGES = ("response", "resource", "conversion")
_ADDRESS = re.compile(r"(?:https?|ftp|file):", re.IGNORECASE)
_FAULTS = (*DAMAGES, AttributeError, KeyError, IndexError, TypeError, OverflowError)
_STATUS = re.compile(r"[0-9]{3}")
_REDIRECT, _ERROR = 300, 400


@dataclass(slots=True)
class _Aside:
    """What is left out, counted: kinds of records, media types, answers of servers; and what is held, by digest."""

    records: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    seen: set[bytes] = field(default_factory=set)

    def told(self, name: str) -> Iterator[Refusal]:
        """A note for each kind of thing that was left out."""
        for what, counts in (
            ("records of the crawler's own, left out", self.records),
            ("captures of kinds that hold no report, left out", self.types),
            ("answers that were no page, or one that is held already, left out", self.answers),
        ):
            if counts:
                listed = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.items()))
                yield Refusal(step="intake", name=shown(name), reason=f"{what}: {listed}", unread=False)


def read(data: bytes, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    """The captures in the order of the archive. Raises: InputError where it is none or damaged, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    tape, aside = Tape(data, name, limits.unpacked_bytes), _Aside()
    fault: InputError | None = None
    count = 0
    try:
        for count, record in enumerate(_records(tape, name), start=1):
            within(count, limits.records_count, "records_count", name)
            yield from _member(record, aside, name, limits)
    except InputError as error:
        fault = error
    yield from aside.told(name)
    if fault:
        raise fault
    if not count:
        raise InputError(name, "no web archive, or an empty one")
    if tape.damaged or not tape.tail.endswith((_END, b"\n\n")):
        raise InputError(name, _CUT)


def _records(tape: Tape, name: str) -> Iterator[Any]:
    """Raises: InputError where the archive is damaged."""
    # 50 ms to load, of no use to those who read no web archives
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    complaints = io.StringIO()
    records = ArchiveIterator(tape, arc2warc=True)
    try:
        while True:
            with redirect_stderr(complaints):  # the library would speak to the user, in words of the archive
                record = next(records, None)
            if record is None:
                break
            yield record
            while record.raw_stream.read(_CHUNK):
                pass  # what was not asked for must be gone through, too, to see whether it is whole
            if getattr(record.raw_stream, "limit", 0):
                raise InputError(name, _CUT)
    except (ArchiveLoadFailed, *_FAULTS):
        raise InputError(name, _CUT) from None
    if complaints.getvalue():
        raise InputError(name, _MISTOLD)


def _member(record: Any, aside: _Aside, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    """The capture of a record, or nothing where it is counted as something else."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in _PAGES or not _ADDRESS.match(address):
        aside.records[sayable(str(record.rec_type))] += 1
        return
    status = _status(record)
    if status >= _REDIRECT:
        aside.answers[f"{'error' if status >= _ERROR else 'redirect'} {status}"] += 1
        return
    where = sayable(address)
    try:
        body = _body(record, f"{name}/{where}", limits)
    except InputError as error:
        yield Refusal(step="intake", name=shown(error.name), reason=error.reason)
        return
    kind = _kind(record)
    suffix = _suffix(kind, body)
    if suffix is None:
        aside.types[sayable(kind) or "no type given"] += 1
        return
    digest = hashlib.sha256(where.encode("utf-8") + b"\n" + body).digest()
    if digest in aside.seen:
        aside.answers["repeat"] += 1
        return
    aside.seen.add(digest)
    captured = parse_instant(record.rec_headers.get_header("WARC-Date") or "")
    yield Member(where=where, data=body, suffix=suffix, published=captured, url=where)


def _body(record: Any, full: str, limits: Limits) -> bytes:
    """What the server sent, out of its chunks and its compression. Raises: InputError, LimitExceeded."""
    found = io.BytesIO()  # gives what it holds without a second copy
    try:
        stream = record.content_stream()
        while chunk := stream.read(_CHUNK):
            found.write(chunk)
            within(found.tell(), limits.file_bytes, "file_bytes", full)
    except _FAULTS:
        raise InputError(full, "what was captured is damaged") from None
    if getattr(record.raw_stream, "limit", 0) and record.rec_headers.get_header("WARC-Truncated"):
        raise InputError(full, "the crawler cut this page short")
    return found.getvalue()


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if _STATUS.fullmatch(code) else 0


def _kind(record: Any) -> str:
    """The media type without its parameters, in lower case."""
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()[:100]


def _suffix(kind: str, body: bytes) -> str | None:
    """The suffix by which a capture is read, or None where its kind holds no report."""
    if kind in word_list("formats/webarchive.toml", "xml"):
        return ".xml" if feed.FORMAT.recognises(body[:4096]) else None
    return _suffixes().get(kind)


@cache
def _suffixes() -> dict[str, str]:
    pairs = (entry.rpartition(" ") for entry in word_list("formats/webarchive.toml", "types"))
    return {kind: suffix for kind, _, suffix in pairs}


def _is_web_archive(data: bytes) -> bool:
    return beginning(data).startswith((b"WARC/", b"filedesc://"))


FORMAT = Format(
    name="web archive",
    media_type="application/warc",
    suffixes=(".warc", ".warc.gz", ".arc", ".arc.gz"),
    recognises=_is_web_archive,
    read=read,
    is_surely=_is_web_archive,
)
