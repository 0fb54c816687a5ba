"""Items in: each file read once, kept with how it was come by, and told of only when it is safe.

Whoever is stopped half-way starts again with the same command: what is there already is passed over by its digest.

Source of the custody fields: the Berkeley Protocol on Digital Open Source Investigations (OHCHR, HR/PUB/20/2), on
collection and preservation: source, collector, time, method, tool and its version, hash.
"""

import hashlib
import mimetypes
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from khronika import __version__
from khronika.archive.founding import instant
from khronika.archive.items import chunks_of
from khronika.archive.store import Archive
from khronika.archive.writing import Writer
from khronika.errors import ArchiveError, InputError, WrongUse
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown
from khronika.settings import default_count

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """How items were come by.

    why: the reason for keeping them. method: how they were collected ("downloaded in a browser", "handed over").
    source_url: where they stood, or None. collected_by: None where it is the member who adds them.
    collected_at: when they were collected, where that was not now. working_copy_of: SHA-256 of the item that these
    were made from (rotated, cut, converted), or None for an original.
    """

    why: str
    method: str = "copied from a file"
    source_url: str | None = None
    collected_by: str | None = None
    collected_at: datetime | None = None
    working_copy_of: str | None = None


@dataclass(slots=True)
class Adding:
    """What came of an order to add files, in counts of them.

    skipped: they were there already. linked: they were, and are now tied to the original that they were made from.
    restored: they were, but their bytes had been lost.
    """

    kept: int = 0
    linked: int = 0
    skipped: int = 0
    restored: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def add_files(
    archive: Archive, files: Iterable[tuple[Path, str]], custody: Custody, progress: Progress | None = None,
    *, done: Adding | None = None,
) -> Adding:  # fmt: skip
    """Adds files (path, and the name to keep it by); one that cannot be read is refused by name, the rest goes on.

    progress: called with the number of files that are dealt with, for good. done: what to count in, for a caller who
    wants to know how far it came when it is stopped; else a new one.
    Raises: ArchiveError where the archive cannot be written (any more); the text says how many files are safe;
        WrongUse where they are to be working copies of what is no item of the archive.
    """
    archive.require_open()
    done = done or Adding()
    if custody.working_copy_of and not archive.index.has_item(custody.working_copy_of):
        raise WrongUse(f"{custody.working_copy_of}: no item of this archive has this digest; add the original first")
    try:
        with archive.writing() as writer:
            batch = _Batch(archive, writer, custody, done, progress)
            for path, name in files:
                batch.take(path, name)
            batch.commit()
    except OSError as error:
        why = error.strerror or str(error)
        safe = done.kept + done.linked
        raise ArchiveError(f"{archive.path}: cannot be written: {why}; {safe} files are safe") from error
    return done


class _Batch:
    """Files on their way in: they are committed some hundreds at a time, since a disk takes as long for one."""

    def __init__(
        self, archive: Archive, writer: Writer, custody: Custody, done: Adding, progress: Progress | None
    ) -> None:
        self._archive, self._writer, self._custody = archive, writer, custody
        self._home = archive.devices.folder.parent.resolve()
        self._done, self._progress = done, progress
        self._known: set[str] = set()
        self._bytes = self._seen = self._linking = 0
        self._entries_most, self._bytes_most = default_count("commit_entries"), default_count("commit_bytes")

    def take(self, path: Path, name: str) -> None:
        """Takes one file in, or finds that it is there, or refuses it."""
        try:
            self._take(path, name)
        except InputError as error:
            refusal = Refusal(step="archive", name=shown(error.name), reason=error.reason)
            self._done.refusals.append(refusal)
        self._seen += 1
        if self._writer.waiting >= self._entries_most or self._bytes >= self._bytes_most:
            self.commit()

    def _take(self, path: Path, name: str) -> None:
        if path.resolve().is_relative_to(self._home):
            raise InputError(name, "belongs to the signing keys of this device, which never leave it")
        found = _digest_of(path, name)
        original = self._custody.working_copy_of
        if found == original:
            raise InputError(name, "is the original itself, to the byte, and no working copy of it")
        if found in self._known:
            self._done.skipped += 1
        elif not any(self._archive.items_that_count(found, self._writer.log)):
            self._bring_in(path, name)
        elif original and not self._is_linked(found, original):
            self._bring_in(path, name)
            self._linking += 1
        else:
            self._again(found, path, name)

    def _bring_in(self, path: Path, name: str) -> None:
        facts = _facts(path, name, self._archive.clock(), self._custody)
        _, kept = self._writer.append_item("item", _chunks(path, name), lambda _: facts)
        self._known.add(kept.sha256)
        self._bytes += kept.size_bytes

    def _is_linked(self, found: str, original: str) -> bool:
        """Whether an entry that counts says already what a file was made from."""
        for item in self._archive.items_that_count(found, self._writer.log):
            row = self._archive.index.row(item.log, item.seq)
            said = (row.payload or {}).get("custody") if row else None
            if isinstance(said, dict) and said.get("working_copy_of") == original:
                return True
        return False

    def _again(self, found: str, path: Path, name: str) -> None:
        """A file that is there already; where its bytes were lost or cut short, they are put back."""
        lost = not self._archive.encrypted and not any(
            _has_size(self._archive.items.path(item.stored), item.size_bytes)
            for item in self._archive.index.items(sha256=found)
        )
        if lost:
            self._archive.items.keep(_chunks(path, name), None)
            self._archive.items.sync()
        self._done.restored += lost
        self._done.skipped += not lost

    def commit(self) -> None:
        """Makes safe what is waiting."""
        count = self._writer.waiting
        self._writer.commit()
        self._done.kept += count - self._linking
        self._done.linked += self._linking
        self._bytes = self._linking = 0
        if self._progress:
            self._progress(self._seen)


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _facts(path: Path, name: str, now: datetime, custody: Custody) -> Mapping[str, Any]:
    """What the payload says of a file, apart from its digests."""
    collected = custody.collected_at or now
    said: dict[str, Any] = {
        "collected_at": instant(collected),
        "method": custody.method,
        "tool": f"khronika {__version__}",
        "file_modified_at": instant(datetime.fromtimestamp(path.stat().st_mtime, UTC)),
    }
    for key in ("source_url", "collected_by", "working_copy_of"):
        if value := getattr(custody, key):
            said[key] = value
    item: dict[str, Any] = {"name": sayable(name)}
    if sayable(name) != name:
        item["name_bytes"] = os.fsencode(name).hex()
    if media_type := mimetypes.guess_type(name)[0]:
        item["media_type"] = media_type
    return {"why": custody.why, "item": item, "custody": said}


def _digest_of(path: Path, name: str) -> str:
    hashed = hashlib.sha256()
    for chunk in _chunks(path, name):
        hashed.update(chunk)
    return hashed.hexdigest()


def _chunks(path: Path, name: str) -> Iterator[bytes]:
    """The bytes of a file. Raises: InputError where it cannot be read, so that it is told from a disk that is full."""
    try:
        with path.open("rb") as stream:
            yield from chunks_of(stream)
    except OSError as error:
        raise InputError(name, f"cannot be read: {error.strerror or error}") from error
