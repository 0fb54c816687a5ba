"""Items: bytes as they were received, written once, never touched again, checked whenever they are read.

An item is kept under the digest of the bytes that lie there: of the item itself, or, in an encrypted archive, of its
ciphertext, so that the name says nothing about what is inside.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khronika.archive.durable import sync_all, sync_folder
from khronika.archive.sealing import decrypted, encrypted
from khronika.errors import VerificationError
from khronika.reference.display import shown

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An item in the store. sha256: of the bytes as received; stored: of the bytes as kept, which is its name."""

    sha256: str
    size_bytes: int
    stored: str


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, a mebibyte at a time."""
    while chunk := stream.read(_CHUNK):
        yield chunk


def is_name(stored: str) -> bool:
    """Whether an item can have this name; what others write may be a path to anywhere."""
    return _NAME.fullmatch(stored) is not None


class Items:
    """The folder of items."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unsynced: dict[Path, None] = {}

    def path(self, stored: str) -> Path:
        """Where an item lies. Raises: VerificationError where that is no name of an item."""
        if not is_name(stored):
            raise VerificationError(f"item {shown(stored, 64)}", "a digest in hex", "something else")
        return self.folder / stored[:2] / stored

    def keep(self, chunks: Iterable[bytes], key: bytes | None) -> Kept:
        """Writes an item under its name; it is safe only after `sync`.

        key: encrypts it; None in an archive that is not encrypted.
        """
        outer, inner, size = hashlib.sha256(), hashlib.sha256(), 0
        parts = self.folder / ".part"
        parts.mkdir(parents=True, exist_ok=True)
        beside = parts / os.urandom(16).hex()

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                inner.update(chunk)
                size += len(chunk)
                yield chunk

        try:
            with beside.open("xb") as stream:
                for chunk in encrypted(counted(), key) if key else counted():
                    outer.update(chunk)
                    stream.write(chunk)
            path = self.path(outer.hexdigest())
            path.parent.mkdir(exist_ok=True)
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        self._unsynced[path] = None
        return Kept(inner.hexdigest(), size, outer.hexdigest())

    def sync(self) -> None:
        """Waits until what was written since the last time is on the disk, names and all."""
        if self._unsynced:
            sync_all(self._unsynced, {path.parent for path in self._unsynced})
            sync_folder(self.folder)
            self._unsynced.clear()

    def sweep(self) -> None:
        """Takes away the beginnings of items that a stopped write has left. Only while the archive is locked."""
        shutil.rmtree(self.folder / ".part", ignore_errors=True)

    def check(self, stored: str) -> None:
        """Nothing, if the bytes that lie under a name are the ones it was given for.

        Raises: VerificationError where they are not, or nothing lies there.
        """
        found = self.digest(stored)
        if found != stored:
            raise VerificationError(f"item {stored}", stored, found)

    def digest(self, stored: str) -> str:
        """The digest of what lies under a name. Raises: VerificationError where nothing does."""
        hashed = hashlib.sha256()
        try:
            handle = os.open(self.path(stored), os.O_RDONLY)
        except FileNotFoundError:
            raise VerificationError(f"item {stored}", "its bytes", "nothing") from None
        try:
            while chunk := os.read(handle, _CHUNK):
                hashed.update(chunk)
        finally:
            os.close(handle)
        return hashed.hexdigest()

    def read(self, stored: str, key: bytes | None) -> bytes:
        """The item's bytes as they were received, whole.

        Raises: VerificationError where the bytes that lie there are not the ones that were kept.
        """
        self.check(stored)
        with self.path(stored).open("rb") as stream:
            return b"".join(decrypted(stream, key, f"item {stored}")) if key else stream.read()

    def compare(self, stored: str, key: bytes | None, sha256: str) -> None:
        """Nothing, if an item holds the bytes with this digest. Raises: VerificationError where it does not."""
        hashed = hashlib.sha256()
        with self.path(stored).open("rb") as stream:
            for chunk in decrypted(stream, key, f"item {stored}") if key else chunks_of(stream):
                hashed.update(chunk)
        if hashed.hexdigest() != sha256:
            raise VerificationError(f"item {stored}, opened", sha256, hashed.hexdigest())

    def erase(self, stored: str) -> None:
        """Takes an item away for good; one that is gone already is no error."""
        path = self.path(stored)
        if path.exists():
            path.unlink()
            sync_folder(path.parent)

    def names(self) -> Iterator[str]:
        """Every name in the store, in order."""
        if self.folder.is_dir():
            for folder in sorted(one.name for one in os.scandir(self.folder) if len(one.name) == 2):
                yield from sorted(one.name for one in os.scandir(self.folder / folder))
