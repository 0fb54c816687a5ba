"""Tar archives, plain or compressed (.tar, .tar.gz, .tgz, .tar.bz2, .tbz2, .tar.xz, .txz).

An archive is gone through twice, from its beginning to its end as a tape is: for the names in it, then for the files.
"""

import io
import posixpath
import struct
import tarfile
from collections.abc import Callable, Iterator
from typing import IO, Self

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Format, Limits, Member
from khronika.intake.compression import DAMAGES, Tape, beginning
from khronika.intake.formats.enclosed import Entry, folders_of_ours, is_marked, members_of, safe_path
from khronika.intake.measures import within
from khronika.model.refusal import Refusal

_FAULTS = (*DAMAGES, tarfile.TarError, struct.error, RecursionError)
_LONGEST_HEADER = 1_000_000
_SPARE = 10
"""Entries that an archive may hold for one file that is read: links, hidden files."""
_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
_DAMAGED = ("TruncatedHeaderError", "InvalidHeaderError")
"""Errors of headers that the library takes for the end of an archive; what comes after would be lost in silence."""
_CUT = "the tar archive is damaged or cut short; what stands before the damage is read"


class _Heading(tarfile.TarInfo):
    """A header of an archive. One that would be read into memory whole may not be large."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        found = super().frombuf(buf, encoding, errors)
        if found.type in _HEADERS and found.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header of a file is larger than any name can be")
        return found

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _DAMAGED:
                raise EOFError from error
            raise


def read(data: bytes, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    """The files of the archive in its order. Raises: InputError where it is none or damaged, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    paths, manifests = _listed(data, name, limits)
    ours = folders_of_ours((path, _kept(head)) for path, head in manifests.items())
    entries = (_entry(archive, info) for archive, info in _gone_through(data, name, limits))
    yield from members_of(entries, name, limits, ours=ours, held=paths)
    if not paths:
        raise InputError(name, "the archive holds no files")


def _listed(data: bytes, name: str, limits: Limits) -> tuple[set[str], dict[str, bytes]]:
    """The paths of the files as far as the archive can be read, and the beginnings of those by which ours are known."""
    paths: set[str] = set()
    manifests: dict[str, bytes] = {}
    try:
        for count, (archive, info) in enumerate(_gone_through(data, name, limits), start=1):
            within(count, _SPARE * limits.members_count, "members_count", name)
            path = safe_path(info.name)
            paths.add(path)
            if info.isreg() and is_marked(path):
                manifests[path] = _opened(archive, info).read(200)
    except LimitExceeded:
        raise
    except (InputError, *_FAULTS):
        pass  # the second way comes to the same place, and says so there
    return paths, manifests


def _gone_through(data: bytes, name: str, limits: Limits) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Everything in the archive but its folders. Raises: InputError at the first damage, LimitExceeded."""
    tape = Tape(data, name, limits.unpacked_bytes)
    try:
        with tarfile.open(fileobj=tape, mode="r|", tarinfo=_Heading) as archive:
            while (info := archive.next()) is not None:
                # to pass over what is not there, the library would ask for nothing a thousand million times
                within(info.size, limits.unpacked_bytes, "unpacked_bytes", name)
                if not info.isdir():
                    yield archive, info
        if tape.damaged:
            raise EOFError
    except _FAULTS:
        raise InputError(name, _CUT) from None


def _entry(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Entry:
    link = None
    if info.issym():
        link = posixpath.normpath(posixpath.join(posixpath.dirname(safe_path(info.name)), info.linkname))
    elif info.islnk():
        link = safe_path(info.linkname)
    faulty = None if info.isreg() or link is not None else "no file that can be read: a device or a pipe"
    return Entry(stored=info.name, opened=lambda: _opened(archive, info), faulty=faulty, link=link)


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(info) or io.BytesIO()


def _kept(head: bytes) -> Callable[[], bytes]:
    return lambda: head


def _is_tar(data: bytes) -> bool:
    return beginning(data)[257:262] == b"ustar"


FORMAT = Format(
    name="tar",
    media_type="application/x-tar",
    suffixes=(".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),
    recognises=_is_tar,
    read=read,
    is_surely=_is_tar,
)
