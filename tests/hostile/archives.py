"""Bad archives: bombs, names that lead out of a folder, links, devices, lengths that lie."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

from hostile.cases import MIB, STORY, Fate, content

Big = Callable[[int], int]
EITHER, READ, REFUSED = Fate.EITHER, Fate.READ, Fate.REFUSED
WHEN = (2031, 3, 14, 10, 0, 0)
GOOD = {"good.txt": STORY.encode()}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), data, method)
    return out.getvalue()


def tarred(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def entry(name: str, data: bytes = b"", **more: object) -> tuple[tarfile.TarInfo, bytes]:
    """A member of a tar archive."""
    info = tarfile.TarInfo(name)
    for field, value in more.items():
        setattr(info, field, value)
    return info, data


GOOD_ENTRY = entry("good.txt", STORY.encode())


# Bombs


@content("bomb-flat.zip", EITHER)
def _(big: Big) -> bytes:
    """One member of a gigabyte, whose header says so."""
    return zipped({"a.txt": b"\n" * big(1024 * MIB)})


@content("bomb-lying.zip", EITHER)
def _(big: Big) -> bytes:
    """A member whose headers say ten bytes, and which is half a gigabyte."""
    size = big(512 * MIB) + 12_345
    data = zipped({"a.txt": b"a" * size})
    return data.replace(struct.pack("<I", size), struct.pack("<I", 10))


@content("bomb-of-members.zip", EITHER)
def _(big: Big) -> bytes:
    """A hundred members of 20 MB."""
    return zipped({f"{n}.txt": b"a " * big(10 * MIB) for n in range(big(100) + 5)})


@content("bomb-nested.zip", EITHER)
def _(big: Big) -> bytes:
    """Five archives of five archives of five archives of a text that grows."""
    data = zipped({"a.txt": b"a" * big(50 * MIB)})
    for _ in range(3):
        data = zipped({f"{n}.zip": data for n in range(5)})
    return data


@content("bomb-overlapping.zip", EITHER)
def _(big: Big) -> bytes:
    """A thousand names for the same packed bytes."""
    return _overlapping(b"a" * big(20 * MIB), 1000)


def _overlapping(data: bytes, count: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    sizes = struct.pack("<IIII", 0, zlib.crc32(data), len(packed), len(data))[4:]
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"a.txt"
    central = b""
    for number in range(count):
        name = f"{number}.txt".encode()
        central += b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
        central += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


@content("zip-in-zip-100.zip", EITHER)
def _(big: Big) -> bytes:
    """An archive in an archive, a hundred deep."""
    data = zipped(GOOD)
    for _ in range(100):
        data = zipped({"in.zip": data})
    return data


@content("members-100000.zip", EITHER)
def _(big: Big) -> bytes:
    """A hundred thousand empty members."""
    return zipped({f"{n}.txt": b"" for n in range(big(100_000))}, zipfile.ZIP_STORED)


@content("bomb.tar.gz", EITHER)
def _(big: Big) -> bytes:
    """A tar of half a gigabyte, packed to a thousandth."""
    return gzip.compress(tarred([entry("a.txt", b"\n" * big(512 * MIB))]), mtime=0)


@content("bomb.tar.bz2", EITHER)
def _(big: Big) -> bytes:
    """The same by another packer."""
    return bz2.compress(tarred([entry("a.txt", b"\n" * big(256 * MIB))]))


@content("bomb.tar.xz", EITHER)
def _(big: Big) -> bytes:
    """And by a third."""
    return lzma.compress(tarred([entry("a.txt", b"\n" * big(256 * MIB))]), preset=1)


@content("tar-in-tar-60.tar", EITHER)
def _(big: Big) -> bytes:
    """A tar in a tar."""
    data = tarred([GOOD_ENTRY])
    for _ in range(60):
        data = tarred([entry("in.tar", data)])
    return data


# Names and links


OUTSIDE = ["../../../escaped.txt", "/tmp/escaped.txt", "C:\\escaped.txt", "..\\..\\escaped.txt", "a/../../escaped.txt"]
ACTING = [
    "-rf", "$(touch owned).txt", "`touch owned`.txt", "a\nb.txt", "\x1b[2J.txt", "\u202etxt.exe", "=1+1.txt",
    "<script>alert(29)</script>.txt", "con.txt", "a" * 300 + ".txt", "//x/y.txt", "./././z.txt", "sub/",
]  # fmt: skip


@content("slip.zip", EITHER)
def _(big: Big) -> bytes:
    """Names that lead out of the folder."""
    return zipped({name: f"{STORY}{n}".encode() for n, name in enumerate(OUTSIDE)})


@content("names.zip", EITHER)
def _(big: Big) -> bytes:
    """Names that are commands, escapes, formulas and scripts."""
    return zipped({name: f"{STORY}{n}".encode() for n, name in enumerate(ACTING)})


@content("name-with-nul.zip", EITHER)
def _(big: Big) -> bytes:
    """A name that ends before its end."""
    return zipped({"good.txt_evil.exe": STORY.encode()}).replace(b"txt_evil", b"txt\0evil")


@content("names-of-no-encoding.zip", EITHER)
def _(big: Big) -> bytes:
    """Names that are no text."""
    return zipped({"abcd.txt": STORY.encode()}).replace(b"abcd", b"\xff\xfe\x80\x81")


@content("same-names.zip", EITHER)
def _(big: Big) -> bytes:
    """A hundred members of one name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings(action="ignore"):
        for number in range(100):
            archive.writestr(zipfile.ZipInfo("same.txt", WHEN), f"{STORY}{number}")
    return out.getvalue()


@content("link.zip", EITHER)
def _(big: Big) -> bytes:
    """A member that is a link to the system's list of users."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("users.txt", WHEN)
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


@content("slip.tar", EITHER)
def _(big: Big) -> bytes:
    """Names that lead out of the folder."""
    return tarred([entry(name, f"{STORY}{n}".encode()) for n, name in enumerate(OUTSIDE + ACTING)])


@content("links.tar", EITHER)
def _(big: Big) -> bytes:
    """Links, devices, pipes and what belongs to root."""
    links = [
        entry("soft.txt", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        entry("hard.txt", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
        entry("self.txt", type=tarfile.SYMTYPE, linkname="self.txt"),
        entry("self-hard.txt", type=tarfile.LNKTYPE, linkname="self-hard.txt"),
        entry("up", type=tarfile.SYMTYPE, linkname="../../.."),
        entry("up/escaped.txt", STORY.encode()),
        entry("zero.txt", type=tarfile.CHRTYPE, devmajor=1, devminor=5),
        entry("disk.txt", type=tarfile.BLKTYPE, devmajor=8, devminor=0),
        entry("pipe.txt", type=tarfile.FIFOTYPE),
        entry("root.txt", f"{STORY}root".encode(), mode=0o6777, uid=0, gid=0),
    ]
    return tarred([*links, GOOD_ENTRY])


# Damage and lies


@content("cut-short.zip", EITHER)
def _(big: Big) -> bytes:
    """An archive that breaks off."""
    return zipped({f"{n}.txt": STORY.encode() for n in range(20)})[:-500]


@content("wrong-sum.zip", EITHER)
def _(big: Big) -> bytes:
    """A member whose check sum is another's."""
    data = zipped(GOOD, zipfile.ZIP_STORED)
    return data.replace(b"Soldiers", b"soldiers")


@content("locked.zip", EITHER)
def _(big: Big) -> bytes:
    """A member that needs a password."""
    data = bytearray(zipped(GOOD))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@content("unknown-method.zip", EITHER)
def _(big: Big) -> bytes:
    """A member packed by a method that nobody knows."""
    data = bytearray(zipped(GOOD))
    data[8] = data[data.index(b"PK\1\2") + 10] = 99
    return bytes(data)


@content("garbage-before.zip", EITHER)
def _(big: Big) -> bytes:
    """A program in front of the archive."""
    return b"MZ" + b"\x90" * 5000 + zipped(GOOD)


@content("only-an-end.zip", EITHER)
def _(big: Big) -> bytes:
    """A directory that says there are 65,535 members at the end of the world."""
    return b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)


@content("text-for-zip.zip", EITHER)
def _(big: Big) -> str:
    """A text that calls itself an archive."""
    return STORY


@content("cut-short.tar", EITHER)
def _(big: Big) -> bytes:
    """A tar that breaks off in a member."""
    return tarred([GOOD_ENTRY, entry("b.txt", STORY.encode() * 100)])[:3000]


@content("endless-member.tar", EITHER)
def _(big: Big) -> bytes:
    """A member of eight exabytes."""
    data = bytearray(tarred([GOOD_ENTRY]))
    data[124:136] = b"\x80" + (1 << 62).to_bytes(11, "big")
    return _summed(data)


@content("negative-member.tar", EITHER)
def _(big: Big) -> bytes:
    """A member of fewer than no bytes."""
    data = bytearray(tarred([GOOD_ENTRY]))
    data[124:136] = b"\xff" * 12
    return _summed(data)


def _summed(data: bytearray) -> bytes:
    data[148:156] = b" " * 8
    data[148:156] = f"{sum(data[:512]):06o}\0 ".encode()
    return bytes(data)


@content("headers.tar", EITHER)
def _(big: Big) -> bytes:
    """A member whose name is a megabyte."""
    return tarred([entry("a" * big(MIB) + ".txt", STORY.encode())])


# Web archives


def record(
    kind: str, body: bytes, *, length: object = None, address: str = "http://halda.example/", more: str = ""
) -> bytes:
    """A record of a web archive."""
    said = len(body) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-03-14T10:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    head += f"Content-Type: application/http;msgtype={kind}\r\n{more}Content-Length: {said}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def response(body: bytes, more: str = "") -> bytes:
    """An answer of a web server."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n".encode() + body


PAGE = f"<html><title>Orun</title><body><p>{STORY}</p><p>{STORY}</p></body></html>".encode()


@content("endless-record.warc", EITHER)
def _(big: Big) -> bytes:
    """A record that says it is a terabyte."""
    return record("response", response(PAGE), length=1 << 40)


@content("negative-record.warc", EITHER)
def _(big: Big) -> bytes:
    """Records of fewer than no bytes, and of a length that is no number."""
    return record("response", response(PAGE), length=-5) + record("response", response(PAGE), length="many")


@content("short-record.warc", EITHER)
def _(big: Big) -> bytes:
    """A record that says it is ten bytes, before a good one."""
    return record("response", response(PAGE), length=10) + record("response", response(PAGE))


@content("bomb.warc.gz", EITHER)
def _(big: Big) -> bytes:
    """A record that is half a gigabyte when unpacked."""
    return gzip.compress(record("response", response(b" " * big(512 * MIB))), mtime=0)


@content("bomb-inside.warc", EITHER)
def _(big: Big) -> bytes:
    """A page that is packed, and a gigabyte when it is not."""
    packed = gzip.compress(b" " * big(1024 * MIB), mtime=0)
    return record("response", response(packed, "Content-Encoding: gzip\r\n"))


@content("chunks-that-lie.warc", EITHER)
def _(big: Big) -> bytes:
    """Pieces that say they are larger than the page."""
    body = b"FFFFFFFFFF\r\n" + PAGE
    return record("response", response(body, "Transfer-Encoding: chunked\r\n"))


@content("addresses.warc", EITHER)
def _(big: Big) -> bytes:
    """Addresses that lead out of the folder, run a script or end a line."""
    addresses = [
        "../../../escaped",
        "javascript:alert(30)",
        "file:///etc/passwd",
        "http://x/\x1b[2J\u202e<script>",
        "",
        "a" * 9000,
    ]
    return b"".join(record("response", response(PAGE + str(n).encode()), address=a) for n, a in enumerate(addresses))


@content("records-1000.warc", EITHER)
def _(big: Big) -> bytes:
    """A thousand answers of nearly the same words; a crawl of more is large, not bad, and takes its time."""
    return b"".join(record("response", response(PAGE + str(n).encode())) for n in range(big(1_000)))
