"""One file to carry an archive in: a plain zip, which opens without Khronika, and which is checked before it is used.

It holds the archive's own files, and ``SHA256SUMS`` over all of them (``sha256sum -c`` reads it). The comment of the
zip is a signed note, in which the key that made the bundle signs the digest of every byte that stands before it.
Nothing in it is compressed, and no two files share their bytes, so that what comes out is never larger than what came
in.
"""

import hashlib
import os
import re
import shutil
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from khronika.archive.checkpoints import key_of, origin_of
from khronika.archive.devices import DeviceKey
from khronika.archive.durable import sync_file, sync_folder
from khronika.archive.following import Fault, fault_of
from khronika.archive.notes import opened_note, signed_note
from khronika.archive.recognising import SUMS, is_carried
from khronika.archive.sessions import is_running
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, OutputError, VerificationError

_CARRIED = re.compile(
    r"archive\.json|README\.txt|logs/[0-9a-f]{64}/(entries|payloads|keys|checkpoint)"
    r"|items/[0-9a-f]{2}/[0-9a-f]{64}|vault/[0-9a-f]{64}\.age"
    r"|stamps/[0-9a-f]{64}\.(note|[0-9a-f]{16}\.tsr)"
)
_BEGINNING, _END, _END_LENGTH = b"PK\3\4", b"PK\5\6", 22
_LONGEST_END = _END_LENGTH + 0xFFFF
_THEN = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_LARGEST_SUMS_BYTES = 1 << 30
_NO_DIGEST = "0" * 64


def is_bundle(path: Path) -> bool:
    """Whether a file looks like a bundle."""
    return path.is_file() and zipfile.is_zipfile(path)


def is_cut_short(path: Path) -> bool:
    """Whether a file begins like a bundle and has not its end: one that was copied half-way."""
    try:
        with path.open("rb") as stream:
            begins = stream.read(len(_BEGINNING)) == _BEGINNING
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - _LONGEST_END))
            end = stream.read()
    except OSError:
        return False
    last = end.rfind(_END)
    whole = last >= 0 and len(end) - last >= _END_LENGTH
    return begins and not (whole and len(end) - last - _END_LENGTH >= struct.unpack_from("<H", end, last + 20)[0])


def require_free(archive: Archive, target: Path) -> None:
    """Nothing, where a bundle may be written. Raises: OutputError where that would harm a file or the archive."""
    if target.resolve().is_relative_to(archive.path.resolve()):
        raise OutputError(f"{target}: lies in the archive itself; write the bundle somewhere else")
    if target.exists() and not is_carried(target):
        raise OutputError(f"{target}: something else is here already, and was left as it is")


@dataclass(frozen=True, slots=True)
class Written:
    """What a bundle holds. files: how many; faults: items that are damaged or missing; left_out: files that stayed."""

    files: int
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]


def carried(archive: Archive) -> tuple[list[str], list[str]]:
    """The files of an archive that a bundle carries, and those in the place of items that it leaves out.

    A file that no entry names may be anything. Where the archive is not encrypted it goes in, as evidence of a log that
    does not hold may, and is searched like the rest; where it is, nothing tells whether the file is ciphertext.
    """
    names = sorted(name for name in _files(archive.path) if _CARRIED.fullmatch(name))
    if not archive.encrypted:
        return names, []
    named = {item.stored for item in archive.index.items()}
    strange = [name for name in names if name.startswith("items/") and PurePosixPath(name).name not in named]
    return sorted(set(names).difference(strange)), strange


def write_bundle(archive: Archive, target: Path, searched: Mapping[str, str] | None = None) -> Written:
    """Writes everything that `carried` gives into one file; what is damaged goes in as it is, and is named.

    An earlier bundle is written anew; any other file stays as it is.

    searched: SHA-256, by name, of the files that were searched; nothing else goes in.

    Raises: Locked, ArchiveError where this device has no key to sign it with, or something is there that was not
        searched; OutputError where it cannot be written.
    """
    require_free(archive, target)
    key = _signing_key(archive)
    names, left_out = carried(archive)
    names.sort(key=lambda name: not name.endswith("/checkpoint"))  # heads first: a log may grow meanwhile
    beside = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as bundle:
            sums = {name: _put(bundle, archive.path / name, name) for name in names}
            if searched is not None and sums != searched:
                raise ArchiveError(f"{archive.path}: was changed while it was searched; bundle it again")
            bundle.writestr(_info(SUMS), "".join(f"{one}  {name}\n" for name, one in sums.items()).encode())
            bundle.comment = _note(archive.id, key, _NO_DIGEST)
        _sign(beside, archive.id, key)
        sync_file(beside)
        os.replace(beside, target)
        sync_folder(target.absolute().parent)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return Written(len(names), tuple(_faults(archive, sums)), tuple(left_out))


def _faults(archive: Archive, sums: Mapping[str, str]) -> Iterator[Fault]:
    """The items and vault files whose bytes are not those of their names, and the items that are missing."""
    for name, found in sums.items():
        folder, wanted = name.partition("/")[0], PurePosixPath(name).stem
        if folder in ("items", "vault") and found != wanted:
            yield fault_of(name, VerificationError(name, wanted, found))
    for stored in sorted({item.stored for item in archive.index.items()}):
        if f"items/{stored[:2]}/{stored}" not in sums:
            yield Fault(f"items/{stored[:2]}/{stored}", "missing")


@contextmanager
def opened_bundle(bundle: Path, near: Path) -> Iterator[Path]:
    """The archive in a bundle, unpacked into a folder that is taken away again; every byte was checked before.

    near: the archive that it is for; the folder lies in it, so that nothing is left where it should not be.
    Raises: VerificationError where the bundle is not as it was signed; ArchiveError where it is none.
    """
    check_bundle(bundle)
    _sweep(near)
    folder = near / f".bundle.{os.getpid()}.{os.urandom(4).hex()}.part"
    folder.mkdir()
    try:
        with zipfile.ZipFile(bundle) as zipped:
            for name in _sums(zipped):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(name) as stream, (folder / name).open("wb") as out:
                    shutil.copyfileobj(stream, out, _CHUNK)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(near: Path) -> None:
    """Takes away what merges that were killed had unpacked."""
    for left in near.glob(".bundle.*.part"):
        if not is_running(left.name.split(".")[2]):
            shutil.rmtree(left, ignore_errors=True)


def check_bundle(bundle: Path) -> str:
    """The key that signed a bundle, if every byte of it is as it was signed.

    Raises: VerificationError where it is not, naming the bundle, and the file in it where that is known; ArchiveError
        where it is no bundle at all.
    """
    try:
        return _checked(bundle)
    except VerificationError as error:
        raise VerificationError(f"{bundle}: {error.what}", error.expected, error.found) from error


def _checked(bundle: Path) -> str:
    """As `check_bundle`; what does not hold is named without the bundle that it is of."""
    with _zip(bundle) as zipped:
        comment = zipped.comment
        wanted = _sums(zipped)
        if sum(entry.file_size for entry in zipped.infolist()) > bundle.stat().st_size:
            raise VerificationError("bundle", "files that lie beside each other", "some that share their bytes")
        for name, digest in wanted.items():
            with zipped.open(name) as stream:
                found = _digest(stream)
            if found != digest:
                raise VerificationError(name, digest, found)
    archive, log = _signer(comment)
    with bundle.open("rb") as stream:
        found = _digest(stream, bundle.stat().st_size - len(comment))
    signed = opened_note(comment, key_of(archive, log))
    if signed != _words(archive, log, found) or _note_length(archive, log) != len(comment):
        raise VerificationError("bundle", "the bytes that were signed", found)
    return log


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as zipped:
            yield zipped
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, RuntimeError, struct.error) as error:
        raise ArchiveError(f"{path}: no bundle of an archive, or damaged or cut short: {error}") from error


def _sums(zipped: zipfile.ZipFile) -> Mapping[str, str]:
    """The files of a bundle with their digests. Raises: VerificationError where they are not those of a bundle."""
    entries = zipped.infolist()
    names = [entry.filename for entry in entries]
    plain = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
    if not plain or len(set(names)) != len(names) or zipped.getinfo(SUMS).file_size > _LARGEST_SUMS_BYTES:
        raise VerificationError("bundle", "each file once, not compressed", "something else")
    lines = [line.partition("  ") for line in zipped.read(SUMS).decode("utf-8").splitlines()]
    sums = {name: digest for digest, _, name in lines}
    if sorted([*sums, SUMS]) != sorted(names) or not all(_CARRIED.fullmatch(name) for name in sums):
        raise VerificationError("bundle", f"the files that {SUMS} names", "others")
    return sums


def _words(archive: str, log: str, digest: str) -> str:
    return f"khronika bundle v1 {origin_of(archive, log)}\n{digest}\n"


def _note(archive: str, key: DeviceKey, digest: str) -> bytes:
    origin = origin_of(archive, key.log)
    return signed_note(_words(archive, key.log, digest), origin, key.private).encode()


def _note_length(archive: str, log: str) -> int:
    """Words, a blank line, and the signature line: dash, origin, 68 bytes in base64."""
    return len(_words(archive, log, _NO_DIGEST)) + 1 + len("— ".encode()) + len(origin_of(archive, log)) + 1 + 92 + 1


def _signer(comment: bytes) -> tuple[str, str]:
    """Archive and key that a bundle says it is signed by."""
    parts = comment.decode("utf-8", "replace").partition("\n")[0].removeprefix("khronika bundle v1 ").split("/")
    if len(parts) != 3:
        raise VerificationError("bundle", "a signed note as the comment of the zip", "none")
    return parts[1], parts[2]


def _sign(path: Path, archive: str, key: DeviceKey) -> None:
    """Puts the signature over what was written in the place of the one that held its place."""
    length = len(_note(archive, key, _NO_DIGEST))
    before = path.stat().st_size - length
    with path.open("rb") as stream:
        digest = _digest(stream, before)
    with path.open("r+b") as stream:
        stream.seek(before)
        stream.write(_note(archive, key, digest))


def _signing_key(archive: Archive) -> DeviceKey:
    archive.require_open()
    heads = archive.index.heads()
    for key in archive.devices.keys(archive.vault):
        if key.log in heads:
            return key
    raise ArchiveError("this device has no key in this archive to sign a bundle with; khronika join asks for one")


def _files(path: Path) -> Iterator[str]:
    for file in path.rglob("*"):
        if file.is_file() and not file.is_symlink():
            yield file.relative_to(path).as_posix()


def _put(bundle: zipfile.ZipFile, path: Path, name: str) -> str:
    """Puts a file into the zip, with nothing of this machine's about it; its digest."""
    hashed = hashlib.sha256()
    info = _info(name)
    info.file_size = path.stat().st_size
    with path.open("rb") as stream, bundle.open(info, "w") as out:
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
            out.write(chunk)
    return hashed.hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _THEN)
    info.external_attr = 0o644 << 16
    return info


def _digest(stream: IO[bytes], length: int | None = None) -> str:
    """The digest of a stream, or of its first bytes."""
    hashed, left = hashlib.sha256(), length
    while chunk := stream.read(_CHUNK if left is None else min(_CHUNK, left)):
        hashed.update(chunk)
        left = None if left is None else left - len(chunk)
    return hashed.hexdigest()
