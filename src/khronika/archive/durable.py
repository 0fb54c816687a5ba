"""Writing so that it is there after the power fails: bytes first, then their name, then the folder that holds it.

Nothing is acknowledged before it has come through here.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from khronika.errors import ArchiveError

_AT_ONCE = 16
"""Files that are synced side by side: a file system writes its journal once for all that wait (0.5 ms instead of 5)."""


def sync_file(path: Path) -> None:
    """Waits until the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Waits until the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Waits for many files, then for the folders that name them."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(sync_file, files))
        list(pool.map(sync_folder, folders))


def replace_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Puts a file in the place of another: whoever looks finds the old one or the new one, never a part."""
    beside = path.with_name(f".{path.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        _write_whole(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(beside, path)
    sync_folder(path.parent)


def append_file(path: Path, data: bytes, at: int) -> None:
    """Writes `data` at the end that the caller knows of, over whatever a stopped write has left there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        if os.fstat(handle).st_size < at:
            raise ArchiveError(f"{path.name}: shorter than what was signed; khronika verify says more")
        os.ftruncate(handle, at)
        os.lseek(handle, at, os.SEEK_SET)
        _write_whole(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def overwrite(path: Path, at: int, length: int) -> None:
    """Puts dashes over a stretch of a file, without moving what stands behind it.

    What a disk keeps of the old bytes (a flash drive's spare blocks, a snapshot, a backup) is beyond any program.
    """
    handle = os.open(path, os.O_WRONLY)
    try:
        os.lseek(handle, at, os.SEEK_SET)
        _write_whole(handle, b"-" * length)
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock file while the block runs; another process waits its turn."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_whole(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
