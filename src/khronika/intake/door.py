"""The one door: paths in, dispatches and refusals out. The only module of intake that touches the disk.

Every input is accounted for: it becomes one or more dispatches, or a refusal that names it and says why.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Draft, Format, Limits, formats
from khronika.intake.copies import find_copies
from khronika.intake.decoding import looks_binary
from khronika.intake.dispatching import Naming, dispatch_of
from khronika.intake.folders import Found, found_files
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.publication import Standing
from khronika.intake.timing import no_longer_than
from khronika.intake.zones import zone_named
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came through the door, in the order of the input; refusals with ``unread`` lost an input as a whole."""

    dispatches: tuple[Dispatch, ...]
    refusals: tuple[Refusal, ...]


def take_in(
    paths: Sequence[Path],
    *,
    published: datetime | None = None,
    timezone: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int], None] | None = None,
) -> Intake:
    """The dispatches behind the paths: files, folders (walked whole), compressed files (.gz).

    published: stands in where an input carries no time of its own; without a zone it is taken to be in `timezone`.
    timezone: IANA name ("Asia/Aqtau") or offset ("+05:00") of times that state none; None: UTC.
    progress: called with the number of dispatches so far, after each.
    Raises: WrongUse where a path does not exist, or `timezone` is not known.
    """
    zone = zone_named(timezone) if timezone else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=zone or UTC)
    naming, standing = Naming(), Standing(published=published, zone=zone)
    known = formats()
    dispatches: list[Dispatch] = []
    refusals: list[Refusal] = []
    for found in found_files(paths, limits.folder_depth):
        if isinstance(found, Refusal):
            refusals.append(found)
            continue
        for made in _made_of(found, known, limits):
            if isinstance(made, Refusal):
                refusals.append(made)
                continue
            draft, kind = made
            dispatch, notes = dispatch_of(draft, found.name, kind.media_type, standing, naming)
            dispatches.append(dispatch)
            refusals.extend(notes)
            if progress:
                progress(len(dispatches))
    return Intake(dispatches=with_copies_marked(dispatches), refusals=tuple(refusals))


def with_copies_marked(dispatches: Sequence[Dispatch]) -> tuple[Dispatch, ...]:
    """The same dispatches, each that repeats another one saying so."""
    originals: dict[DocId, DocId] = find_copies(dispatches)
    return tuple(
        replace(dispatch, copy_of=originals[dispatch.doc_id]) if dispatch.doc_id in originals else dispatch
        for dispatch in dispatches
    )


def _made_of(found: Found, known: Sequence[Format], limits: Limits) -> Iterator[tuple[Draft, Format] | Refusal]:
    """The drafts of one file with the format that made them, or why there are none."""
    try:
        data, name = _unpacked(found, limits)
        kind = format_of(PurePosixPath(name).suffix.lower(), data, known)
        if kind is None:
            reason = "a binary file of no known format" if looks_binary(data) else "of no known format"
            raise InputError(found.name, reason)
        for draft in _one_by_one(kind.read(data, found.name, limits), found.name, limits):
            if isinstance(draft, Draft) and len(draft.text) > limits.text_chars:
                where = f"{found.name}:{draft.where}" if draft.where else found.name
                yield _refused(where, f"over the limit text_chars = {limits.text_chars:,}")
            else:
                yield draft if isinstance(draft, Refusal) else (draft, kind)
    except InputError as error:
        yield _refused(error.name, error.reason)
    except OSError as error:
        yield _refused(found.name, f"cannot be read: {error.strerror or error}")


def _one_by_one(drafts: Iterable[Draft | Refusal], name: str, limits: Limits) -> Iterator[Draft | Refusal]:
    """The drafts, none of which may take longer than `item_seconds`."""
    waiting = iter(drafts)
    while True:
        with no_longer_than(limits.item_seconds, name):
            draft = next(waiting, None)
        if draft is None:
            return
        yield draft


def format_of(suffix: str, data: bytes, known: Sequence[Format]) -> Format | None:
    """The format that claims the suffix, else the first that recognises the bytes, else None."""
    for kind in known:
        if suffix in kind.suffixes:
            return kind
    head = data[:4096]
    return next((kind for kind in known if kind.recognises(head)), None)


def _unpacked(found: Found, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file and its name without ".gz", unpacked as far as the limit goes and no further."""
    if found.path.stat().st_size > limits.file_bytes:
        raise LimitExceeded(found.name, f"over the limit file_bytes = {limits.file_bytes:,}")
    with found.path.open("rb") as stream:
        head = stream.read(2)
        if head != _GZIP:
            return head + stream.read(), found.name
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.open(found.path, "rb") as unpacked:
            while chunk := unpacked.read(_CHUNK):
                size += len(chunk)
                if size > limits.file_bytes:
                    raise LimitExceeded(found.name, f"over the limit file_bytes = {limits.file_bytes:,} when unpacked")
                parts.append(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(found.name, "the compressed file is damaged or cut short") from None
    return b"".join(parts), found.name.removesuffix(".gz")


def _refused(name: str, reason: str) -> Refusal:
    return Refusal(step="intake", name=shown(name), reason=reason)
