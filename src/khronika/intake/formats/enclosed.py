"""The files inside an archive: which are read, under what name, and how much of each.

Nothing is ever written: a path inside an archive is only shown. What a walk through a folder leaves out (hidden files,
links, chronicles of our own) is left out here as well, and named.
"""

import io
import re
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tarfile import TarError
from typing import IO
from zipfile import BadZipFile

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Limits, Member
from khronika.intake.compression import DAMAGES
from khronika.intake.folders import ARCHIVE, ARCHIVE_MARK, MANIFEST, MARK
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

_CHUNK = 1 << 20
_DRIVE = re.compile(r"^[A-Za-z]:")
_BROKEN = (*DAMAGES, BadZipFile, TarError, NotImplementedError, RuntimeError, struct.error, IndexError)
_MAC = "__MACOSX"
_EVIDENCE = "an archive of Khronika: unzip it and name its folder by itself, so that what was judged in it is heeded"
_MARKED = {
    MANIFEST: (MARK, "a chronicle that was written by Khronika, and no dispatch"),
    ARCHIVE: (ARCHIVE_MARK, _EVIDENCE),
}
"""A file by which a folder of ours is known -> what stands in it, and why the folder is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an archive, not yet unpacked.

    stored: its path as the archive writes it, which may be any characters at all.
    opened: a stream of its bytes.
    faulty: why it cannot be read (it is encrypted, a device), or None.
    link: the path inside the archive that it leads to where it is a link, else None.
    """

    stored: str
    opened: Callable[[], IO[bytes]]
    faulty: str | None = None
    link: str | None = None


def members_of(
    entries: Iterable[Entry], name: str, limits: Limits, *, ours: Mapping[str, str], held: Collection[str]
) -> Iterator[Member | Refusal]:
    """A member for every file of an archive that can be read, a refusal or a note for every other.

    name: of the archive. ours: the folders inside it that Khronika wrote, with why they are not read. held: every
    path inside it.
    """
    told: set[str] = set()
    for entry in entries:
        where = safe_path(entry.stored)
        aside = _left_out(where, ours)
        if aside:
            top, reason = aside
            if top not in told:
                told.add(top)
                full = f"{name}/{top}".rstrip("/")
                yield Refusal(step="intake", name=shown(full), reason=reason, unread=reason == _EVIDENCE)
        elif entry.link is not None:
            yield _link(f"{name}/{where}", entry.link, held)
        else:
            yield from _read(entry, where, name, limits)


def _read(entry: Entry, where: str, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    full = f"{name}/{where}"
    if entry.faulty:
        yield Refusal(step="intake", name=shown(full), reason=entry.faulty)
        return
    try:
        data = read_within(entry.opened, limits.file_bytes, full)
    except InputError as error:
        yield Refusal(step="intake", name=shown(full), reason=error.reason)
        return
    if _leads_out(entry.stored):
        yield _note(full, f"its path in the archive, {shown(entry.stored, 80)}, leads out of it; it is only read")
    yield Member(where=where, data=data)


def read_within(opened: Callable[[], IO[bytes]], most: int, name: str) -> bytes:
    """All bytes of a stream. Raises: InputError where they are damaged, LimitExceeded past `most` of them.

    What the archive says of the size is not asked: it may lie.
    """
    found = io.BytesIO()  # gives what it holds without a second copy
    try:
        with opened() as stream:
            while chunk := stream.read(_CHUNK):
                found.write(chunk)
                if found.tell() > most:
                    raise LimitExceeded(name, f"over the limit file_bytes = {most:,} when unpacked")
    except NotImplementedError:
        raise InputError(name, "compressed in a way that cannot be unpacked; pack it anew as a plain zip") from None
    except _BROKEN:
        raise InputError(name, "damaged or cut short in the archive") from None
    return found.getvalue()


def safe_path(stored: str) -> str:
    """The path below the archive, without what would lead out of it; "unnamed" where nothing is left."""
    parts = [part for part in re.split(r"[\\/]", _DRIVE.sub("", stored)) if part not in ("", ".", "..")]
    return "/".join(parts) or "unnamed"


def is_marked(path: str) -> bool:
    """Whether a file by this name may say that Khronika wrote the folder that it lies in."""
    return f"/{path}".endswith(tuple(f"/{name}" for name in _MARKED))


def folders_of_ours(paths: Iterable[tuple[str, Callable[[], bytes]]]) -> dict[str, str]:
    """The folders, as paths ending in "/", that Khronika wrote, with why they are not read.

    paths: each path inside the archive, with how to look at its first bytes.
    """
    found = {}
    for path, beginning in paths:
        for name, (mark, why) in _MARKED.items():
            if f"/{path}".endswith(f"/{name}") and mark in beginning():
                found[path.removesuffix(name)] = why
    return found


def _leads_out(stored: str) -> bool:
    return bool(stored.startswith(("/", "\\")) or _DRIVE.match(stored) or ".." in re.split(r"[\\/]", stored))


def _left_out(where: str, ours: Mapping[str, str]) -> tuple[str, str] | None:
    """The topmost folder or file to be passed over on the way to `where`, and why."""
    for folder, why in ours.items():
        if where.startswith(folder):
            return folder.rstrip("/"), why
    parts = where.split("/")
    for depth, part in enumerate(parts, start=1):
        if part.startswith(".") or part == _MAC:
            return "/".join(parts[:depth]), "hidden, and left out"
    return None


def _link(full: str, target: str, held: Collection[str]) -> Refusal:
    """Why a link is not followed; one that leads to another file of the archive loses nothing."""
    if target in held:
        return _note(full, "a link to another place in the archive, which is read there")
    return Refusal(step="intake", name=shown(full), reason="a link that leads out of the archive, not followed")


def _note(name: str, reason: str) -> Refusal:
    return Refusal(step="intake", name=shown(name), reason=reason, unread=False)
