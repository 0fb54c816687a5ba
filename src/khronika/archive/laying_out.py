"""The items of an archive under their own names, for a while, so that what reads files can read them.

What is encrypted is laid out only where it never touches a disk, and taken away again.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from khronika.archive.following import Fault
from khronika.archive.sessions import laying_out_prefix, memory_folder, swept
from khronika.archive.store import Archive
from khronika.errors import Locked, VerificationError
from khronika.reference.display import sayable

_LONGEST_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Where the items lie, which item each name is (name -> SHA-256), and those that could not be laid out."""

    folder: Path
    items: Mapping[str, str]
    faults: tuple[Fault, ...]


@contextmanager
def laid_out(archive: Archive) -> Iterator[LaidOut]:
    """Every item that counts, checked as it is read.

    Raises: Locked where the archive is encrypted and not open, or there is no folder in memory to lay it out in.
    """
    archive.require_open()
    base = memory_folder() if archive.encrypted else Path(tempfile.gettempdir())
    if base is None:
        raise Locked("there is no folder in memory in which what is encrypted could be laid out")
    base.mkdir(mode=0o700, exist_ok=True)
    swept()
    folder = Path(tempfile.mkdtemp(prefix=laying_out_prefix(), dir=base))
    try:
        yield _laid_out(archive, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _laid_out(archive: Archive, folder: Path) -> LaidOut:
    names: dict[str, str] = {}
    folders: set[str] = set()
    faults: list[Fault] = []
    done: set[str] = set()
    for row in archive.rows("item"):
        for item in archive.index.items_of(row.log, row.seq):
            if item.sha256 in done:
                continue
            done.add(item.sha256)
            try:
                data = archive.items.read(item.stored, item.key)
            except VerificationError as error:
                faults.append(Fault(f"item {item.name}", str(error)))
                continue
            name = _free(_safe(item.name, item.sha256), item.sha256, names.keys(), folders)
            folders |= set(_above(name))
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            names[name] = item.sha256
    return LaidOut(folder, names, tuple(faults))


def _safe(name: str, sha256: str) -> str:
    """The name as a path that stays below the folder; the digest where it can be none."""
    parts = [part for part in sayable(name).replace("\0", "").split("/") if part not in ("", ".", "..")]
    fits = parts and all(len(os.fsencode(part)) <= _LONGEST_NAME_BYTES for part in parts)
    return "/".join(parts) if fits else sha256


def _free(name: str, sha256: str, files: Collection[str], folders: Collection[str]) -> str:
    """The name; with digits of the digest before its suffix where a file or folder has it, or a file lies above it."""
    if name not in files and name not in folders and not any(one in files for one in _above(name)):
        return name
    stem, suffix = os.path.splitext(name.replace("/", "_"))
    return f"{stem}~{sha256[:12]}{suffix}"


def _above(name: str) -> list[str]:
    """The folders that a name lies in."""
    return [parent.as_posix() for parent in PurePosixPath(name).parents][:-1]
