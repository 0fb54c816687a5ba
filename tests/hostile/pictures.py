"""Bad pictures: too many points, frames and blocks, sizes that lie, metadata that acts."""

import struct
import zlib
from collections.abc import Callable

from hostile.cases import MIB, Fate, content

Big = Callable[[int], int]
EITHER = Fate.EITHER


def png(width: int, height: int, packed: bytes, *chunks: bytes, depth: int = 1, colour: int = 0) -> bytes:
    """A PNG picture."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A block of one."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def points(width: int, height: int) -> bytes:
    """Packed black points."""
    packer = zlib.compressobj(9)
    line = b"\0" * (1 + (width + 7) // 8)
    packed = b"".join(packer.compress(line * 1000) for _ in range(height // 1000))
    return packed + packer.compress(line * (height % 1000)) + packer.flush()


@content("pixels-60000x60000.png", EITHER)
def _(big: Big) -> bytes:
    """3,600 million points that are there."""
    side = max(20_000, big(60_000))
    return png(side, side, points(side, side))


@content("pixels-that-lie.png", EITHER)
def _(big: Big) -> bytes:
    """A head of four thousand million columns, and one point."""
    return png(0x7FFFFFFF, 0x7FFFFFFF, zlib.compress(b"\0\0"))


@content("text-bomb.png", EITHER)
def _(big: Big) -> bytes:
    """A comment of half a gigabyte when unpacked."""
    comment = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * big(512 * MIB), 9))
    return png(8, 8, points(8, 8), comment)


@content("profile-bomb.png", EITHER)
def _(big: Big) -> bytes:
    """A colour profile of half a gigabyte when unpacked."""
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * big(512 * MIB), 9))
    return png(8, 8, points(8, 8), profile)


@content("blocks.png", EITHER)
def _(big: Big) -> bytes:
    """A hundred thousand comments."""
    return png(8, 8, points(8, 8), chunk(b"tEXt", b"a\0b") * big(100_000))


@content("cut-short.png", EITHER)
def _(big: Big) -> bytes:
    """A picture that breaks off."""
    return png(800, 800, points(800, 800))[:60]


@content("lengths-that-lie.jpg", EITHER)
def _(big: Big) -> bytes:
    """A JPEG of 65,535 by 65,535 points without one."""
    frame = b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
        + frame
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\0" * 50
    )


@content("metadata-that-acts.jpg", EITHER)
def _(big: Big) -> bytes:
    """A camera, an owner and a place that are scripts, escapes and no place."""
    return _exif(b"<script>alert(37)</script>\x1b[2J=cmd\0", b"9999:99:99 99:99:99\0")


@content("metadata-in-a-circle.jpg", EITHER)
def _(big: Big) -> bytes:
    """Metadata whose next table is itself."""
    return _exif(b"a\0", b"2031:03:14 10:00:00\0", following=8)


def _exif(make: bytes, taken: bytes, following: int = 0) -> bytes:
    body = 8 + 2 + 3 * 12 + 4
    entries = struct.pack("<HHII", 0x10F, 2, len(make), body) + struct.pack(
        "<HHII", 0x132, 2, len(taken), body + len(make)
    )
    entries += struct.pack("<HHII", 0x8825, 4, 1, 8)
    table = b"II*\0" + struct.pack("<IH", 8, 3) + entries + struct.pack("<I", following) + make + taken
    block = b"Exif\0\0" + table
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xd9"


@content("tables-in-a-circle.tiff", EITHER)
def _(big: Big) -> bytes:
    """A picture whose next page is itself."""
    width = struct.pack("<HHII", 0x100, 3, 1, 1) + struct.pack("<HHII", 0x101, 3, 1, 1)
    return b"II*\0" + struct.pack("<IH", 8, 2) + width + struct.pack("<I", 8)


@content("frames.gif", EITHER)
def _(big: Big) -> bytes:
    """A hundred thousand pictures in one."""
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\0\0\0\0\x01\0\x01\0\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * big(100_000) + b"\x3b"


@content("scripts.svg", EITHER)
def _(big: Big) -> str:
    """A drawing with a script and an entity."""
    return (
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(38)"><script>alert(39)</script><text>&a;</text></svg>'
    )


@content("cut-short.webp", EITHER)
def _(big: Big) -> bytes:
    """A picture that says it is four gigabytes."""
    return b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\x7f\x2f\xff\xff\xff\xff"
