"""Zip archives, and the web archives (.wacz) that are zips of WARC files.

Names are decoded as the archive says, as UTF-8 where they are UTF-8, and else by the code pages of DOS: 437, or 866
where they are Cyrillic.
"""

import io
import posixpath
import re
import stat
from collections.abc import Callable, Iterator
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from khronika.errors import InputError
from khronika.hooks import Format, Limits, Member
from khronika.intake.compression import DAMAGES
from khronika.intake.formats.enclosed import Entry, folders_of_ours, members_of, read_within, safe_path
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

_FILE, _ENTRY = b"PK\x03\x04", b"PK\x01\x02"
_NO_DIRECTORY = "the zip archive is damaged or cut short: its directory is missing"
_SPARE = 10
"""Entries that the directory of an archive may hold for one file that is read: folders, hidden files."""
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_LONGEST_LINK = 4096
_CYRILLIC = re.compile("[А-Яа-яЁё]{3}")
_WARC = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_FAULTS = (*DAMAGES, BadZipFile, NotImplementedError)


def read(data: bytes, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    """The files of the archive in its order. Raises: InputError where it is none or damaged, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    # each entry of the directory costs memory before anything can be refused, so they are counted beforehand
    within(data.count(_ENTRY), _SPARE * limits.members_count, "members_count", name)
    try:
        archive = ZipFile(io.BytesIO(data))
    except _FAULTS:
        raise InputError(name, _NO_DIRECTORY) from None
    with archive:
        if data.startswith(_FILE) and all(info.header_offset for info in archive.infolist()):
            # the directory that was found is that of an archive inside this one, whose own is cut off
            raise InputError(name, _NO_DIRECTORY)
        listed = [(_stored(info), info) for info in archive.infolist() if not _is_folder(info)]
        if not listed:
            raise InputError(name, "the archive holds no files")
        paths = {safe_path(stored): info for stored, info in listed}
        if _is_web_archive(paths):
            listed, others = _web_archive(listed)
            yield from (_index(f"{name}/{other}") for other in others)
        elif "[Content_Types].xml" in paths or "mimetype" in paths:
            raise InputError(name, "a document of an office program or a book that cannot be read; save it as a PDF")
        ours = folders_of_ours((path, _looked_into(archive, info)) for path, info in paths.items())
        entries = (_entry(archive, info, stored) for stored, info in listed)
        yield from members_of(entries, name, limits, ours=ours, held=paths.keys())


def _entry(archive: ZipFile, info: ZipInfo, stored: str) -> Entry:
    encrypted = info.flag_bits & _ENCRYPTED
    return Entry(
        stored=stored,
        opened=_opener(archive, info),
        faulty="encrypted: unpack it with its password first" if encrypted else None,
        link=_target(archive, info, stored) if stat.S_ISLNK(info.external_attr >> 16) and not encrypted else None,
    )


def _opener(archive: ZipFile, info: ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)


def _looked_into(archive: ZipFile, info: ZipInfo) -> Callable[[], bytes]:
    def beginning() -> bytes:
        try:
            with archive.open(info) as stream:
                return stream.read(200)
        except (*_FAULTS, RuntimeError):
            return b""

    return beginning


def _target(archive: ZipFile, info: ZipInfo, stored: str) -> str:
    """The path that a link leads to; a zip keeps it as the link's content."""
    try:
        target = read_within(_opener(archive, info), _LONGEST_LINK, stored).decode("utf-8", "replace")
    except InputError:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(safe_path(stored)), target))


def _is_folder(info: ZipInfo) -> bool:
    """As `ZipInfo.is_dir`, which cannot bear a file without a name."""
    return info.filename.endswith("/")


def _stored(info: ZipInfo) -> str:
    """The entry's path; where no encoding is stated, the reader has taken it for code page 437."""
    if info.flag_bits & _NAME_IS_UTF8 or info.filename.isascii():
        return info.filename
    try:
        written = info.orig_filename.split("\0")[0].encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        cyrillic = written.decode("cp866")
        # in a Latin word no three letters with accents stand side by side
        return cyrillic if _CYRILLIC.search(cyrillic) else info.filename


def _is_web_archive(paths: dict[str, ZipInfo]) -> bool:
    """As the WACZ format 1.1.1 of Webrecorder has it: WARC files in archive/, beside datapackage.json."""
    return "datapackage.json" in paths and any(_WARC.fullmatch(path) for path in paths)


def _web_archive(listed: list[tuple[str, ZipInfo]]) -> tuple[list[tuple[str, ZipInfo]], list[str]]:
    """The WARC files, and the paths of the indexes and lists that only repeat what they hold."""
    pages = [entry for entry in listed if _WARC.fullmatch(safe_path(entry[0]))]
    return pages, [safe_path(stored) for stored, _ in listed if not _WARC.fullmatch(safe_path(stored))]


def _index(full: str) -> Refusal:
    return Refusal(step="intake", name=shown(full), reason="an index of the web archive, and left out", unread=False)


def _is_zip(data: bytes) -> bool:
    first = data[30:80]  # the name of the first entry; documents of office programs and books are zips as well
    office = first.startswith((b"[Content_Types].xml", b"mimetype", b"_rels/", b"META-INF/"))
    return data.startswith((_FILE, b"PK\x05\x06")) and not office


FORMAT = Format(
    name="zip",
    media_type="application/zip",
    suffixes=(".zip", ".wacz"),
    recognises=_is_zip,
    read=read,
    is_surely=_is_zip,
)
