"""Files that are compressed as a whole (.gz, .bz2, .xz), known by their first bytes and unpacked so far and no more."""

import bz2
import gzip
import io
import lzma
import re
import zlib
from pathlib import PurePosixPath

from khronika.errors import InputError, LimitExceeded
from khronika.intake.measures import within

_CHUNK = 1 << 20
_GZIP, _XZ = b"\x1f\x8b", b"\xfd7zXZ\0"
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_SUFFIXES = (".gz", ".bz2", ".xz")
_ENDINGS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
DAMAGES = (EOFError, OSError, OverflowError, zlib.error, lzma.LZMAError, ValueError)
"""What the standard library raises where compressed bytes are damaged or cut short."""


class Tape(io.RawIOBase):
    """What a file holds, unpacked as it is read and no further than a limit; where it is damaged, it ends.

    damaged: whether it ended so. tail: the last four bytes that were read.
    """

    def __init__(self, data: bytes, name: str, most: int) -> None:
        self._stream, self._name, self._most, self._size = opened(data), name, most, 0
        self.damaged = False
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        try:
            # all that is there before the damage, where `read` would give nothing of a block that ends in it
            found = b"" if self.damaged else self._stream.read1(size)
        except DAMAGES:
            self.damaged, found = True, b""
        self._size += len(found)
        within(self._size, self._most, "unpacked_bytes", self._name)
        self.tail = (self.tail + found[-4:])[-4:]
        return found

    def tell(self) -> int:
        return self._size


def is_compressed(data: bytes) -> bool:
    """Whether the bytes begin like a file of gzip, bzip2 or xz."""
    return data.startswith((_GZIP, _XZ)) or _BZIP2.match(data) is not None


def opened(data: bytes) -> io.BufferedIOBase:
    """A stream of what the bytes hold, unpacked where they are compressed; its `read` raises one of ``DAMAGES``."""
    stream = io.BytesIO(data)
    if data.startswith(_GZIP):
        return gzip.GzipFile(fileobj=stream)
    if data.startswith(_XZ):
        return lzma.LZMAFile(stream)
    return bz2.BZ2File(stream) if _BZIP2.match(data) else stream


def beginning(head: bytes, length: int = 512) -> bytes:
    """The first bytes of what a file holds, as far as `head`, its own first bytes, lets them be unpacked."""
    unpacked = b""
    stream = opened(head)
    try:
        while len(unpacked) < length and (more := stream.read(64)):
            unpacked += more
    except DAMAGES:
        pass  # the head of a file ends in the middle of its compressed blocks
    return unpacked


def unpacked(data: bytes, name: str, most: int) -> bytes:
    """What a compressed file holds. Raises: InputError where it is damaged, LimitExceeded past `most` bytes."""
    found = io.BytesIO()  # gives what it holds without a second copy
    stream = opened(data)
    try:
        while chunk := stream.read(_CHUNK):
            found.write(chunk)
            if found.tell() > most:
                raise LimitExceeded(name, f"over the limit file_bytes = {most:,} when unpacked")
    except DAMAGES:
        raise InputError(name, "the compressed file is damaged or cut short") from None
    return found.getvalue()


def inner_name(name: str) -> str:
    """The name without the suffix of its compression; "pages.tgz" is "pages.tar"."""
    suffix = PurePosixPath(name).suffix
    if suffix.lower() in _ENDINGS:
        return name.removesuffix(suffix) + _ENDINGS[suffix.lower()]
    return name.removesuffix(suffix) if suffix.lower() in _SUFFIXES else name
