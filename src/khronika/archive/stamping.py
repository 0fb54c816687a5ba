"""Time stamps: an authority outside says that the head of a log was there by a certain time.

    stamps/<digest of the head>.note              a checkpoint, as it was signed
    stamps/<the same>.<digest of the answer>.tsr  an authority's answer about it (RFC 3161)
    stamps/<the same>.tsq                         a question that waits to be carried to a network

A stamp on a head stamps every entry below it. It is checked without a network, against the authority's root
certificates; without those, only that it speaks of this head. Asking is the one thing in an archive that needs a
network, and is done only when it is asked for.

Source: RFC 3161, by way of the package rfc3161-client.
"""

import re
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from cryptography import x509

from khronika.archive.checkpoints import opened_checkpoint
from khronika.archive.durable import replace_file, sync_folder
from khronika.archive.entries import digest
from khronika.archive.following import Fault, fault_of
from khronika.archive.logs import log_folders
from khronika.archive.notes import LONGEST_NOTE_BYTES
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, VerificationError, WrongUse

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

LONGEST_ANSWER_BYTES = 1_000_000
STAMP_NAME = re.compile(r"[0-9a-f]{64}\.(note|[0-9a-f]{16}\.tsr)")
_SHA256 = "2.16.840.1.101.3.4.2.1"
Ask = Callable[[bytes], bytes]
"""Sends a question to an authority and gives its answer; raises OSError where there is none."""


@dataclass(slots=True)
class Stamping:
    """What came of an order to stamp. stamped: the times that the authority gave; refused: what failed, and why."""

    stamped: list[datetime] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that is there. log, size: the head it is on; time: the authority's; trusted: checked against a root."""

    log: str
    size: int
    root: bytes
    time: datetime
    trusted: bool


def questions(archive: Archive) -> int:
    """Writes a question for each head that has no stamp, to be carried to a network; how many wait.

    Raises: ArchiveError where the archive cannot be written, or rfc3161-client is not installed.
    """
    waiting = 0
    with archive.changing():
        for name, note in _unstamped(archive):
            request = _question(note, nonce=False).as_bytes()
            _put(archive.path, f"{name}.note", note)
            _put(archive.path, f"{name}.tsq", request)
            waiting += 1
    return waiting


def stamp(archive: Archive, ask: Ask, roots: Sequence[x509.Certificate]) -> Stamping:
    """Has each head stamped that is not; an answer is kept only if it is about the head, and by a root that was given.

    Raises: as `questions`.
    """
    done = Stamping()
    with archive.changing():
        for name, note in _unstamped(archive):
            request = _question(note, nonce=True)
            try:
                answer = ask(request.as_bytes())
                response = _answered(answer, note, roots, request.nonce)
            except (OSError, VerificationError) as error:
                done.refused.append(Fault(f"stamp of {name[:16]}", str(error)))
                continue
            _put(archive.path, f"{name}.note", note)
            _keep(archive.path, name, answer)
            done.stamped.append(response.tst_info.gen_time)
    return done


def take_answer(archive: Archive, answer: bytes, roots: Sequence[x509.Certificate]) -> datetime:
    """Keeps an answer that was fetched elsewhere; the time it gives.

    Raises: VerificationError where it is about no head that waits here, or not by a root that was given.
    """
    imprint = _parsed(answer).tst_info.message_imprint.message.hex()
    note = archive.path / "stamps" / f"{imprint}.note"
    if not note.is_file():
        raise VerificationError("stamp", "an answer about a head that waits here", f"one about {imprint[:16]}")
    with archive.changing():
        response = _answered(answer, note.read_bytes(), roots, None)
        _keep(archive.path, imprint, answer)
    time: datetime = response.tst_info.gen_time
    return time


def stamps(path: Path, archive: str, roots: Sequence[x509.Certificate]) -> Iterator[Stamp | Fault]:
    """Every stamp that is there, or what is wrong with it. Whether the log leads to its head is for `verify` to say."""
    for file in sorted((path / "stamps").glob("*.tsr")):
        name = file.name.split(".")[0]
        try:
            note, answer = _read(path / "stamps" / f"{name}.note"), _read(file)
            if digest(note) != name or digest(answer)[:16] != file.name.split(".")[1]:
                raise VerificationError(f"stamps/{file.name}", "the bytes that it is named for", "others")
            log = note.decode("utf-8", "replace").partition("\n")[0].rpartition("/")[2]
            head = opened_checkpoint(note, archive, log)
            response = _answered(answer, note, roots, None)
        except VerificationError as error:
            yield fault_of(f"stamps/{file.name}", error)
            continue
        yield Stamp(log, head.size, head.root, response.tst_info.gen_time, bool(roots))


def asking(url: str, seconds: int = 30) -> Ask:
    """Asks an authority over the network. Raises: WrongUse where the address is none of the web."""
    if not url.startswith(("http://", "https://")):
        raise WrongUse(f"{url}: no address of a time-stamping authority; one begins with https://")

    def ask(question: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "User-Agent": "khronika"}
        request = urllib.request.Request(url, data=question, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                data: bytes = answer.read(LONGEST_ANSWER_BYTES + 1)
        except ValueError as error:
            raise OSError(str(error)) from error
        return data

    return ask


def certificates(path: Path) -> list[x509.Certificate]:
    """The certificates in a PEM file. Raises: WrongUse where there is none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError:
        raise WrongUse(f"{path}: holds no certificates in PEM") from None


def _unstamped(archive: Archive) -> list[tuple[str, bytes]]:
    """The heads that have no answer yet: digest and note; those that wait from earlier first."""
    folder = archive.path / "stamps"
    notes = [path.read_bytes() for path in sorted(folder.glob("*.note"))]
    notes += [_read(log / "checkpoint") for log in log_folders(archive.path) if log.name in archive.index.heads()]
    found = {digest(note): note for note in notes}
    return [(name, note) for name, note in found.items() if not any(folder.glob(f"{name}.*.tsr"))]


def _question(note: bytes, *, nonce: bool) -> "TimeStampRequest":
    client = _client()
    builder = client.TimestampRequestBuilder(data=note, nonce=nonce)
    request: TimeStampRequest = builder.hash_algorithm(client.HashAlgorithm.SHA256).build()
    return request


def _answered(
    answer: bytes, note: bytes, roots: Sequence[x509.Certificate], nonce: int | None
) -> "TimeStampResponse":  # fmt: skip
    """The answer, if it is about this head. Raises: VerificationError where it is not, or no root has signed for it."""
    response = _parsed(answer)
    info = response.tst_info
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256 or info.message_imprint.message.hex() != digest(
        note
    ):
        raise VerificationError("stamp", digest(note), info.message_imprint.message.hex())
    if nonce is not None and info.nonce != nonce:
        raise VerificationError("stamp", "an answer to this question", "one to another")
    if roots:
        _check_roots(response, note, roots)
    return response


def _check_roots(response: "TimeStampResponse", note: bytes, roots: Sequence[x509.Certificate]) -> None:
    client = _client()
    builder = client.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, note)
    except (client.VerificationError, ValueError) as error:
        raise VerificationError("stamp", "a signature that leads to a root that was given", str(error)) from error


def _parsed(answer: bytes) -> "TimeStampResponse":
    client = _client()
    if len(answer) > LONGEST_ANSWER_BYTES:
        raise VerificationError("stamp", f"at most {LONGEST_ANSWER_BYTES} bytes", str(len(answer)))
    try:
        response: TimeStampResponse = client.decode_timestamp_response(answer)
        if response.status != client.PKIStatus.GRANTED:
            raise VerificationError("stamp", "one that was granted", str(response.status_string)[:200])
        _ = response.tst_info.message_imprint.message
    except ValueError as error:
        raise VerificationError("stamp", "an answer as in RFC 3161", "something else") from error
    return response


def _client() -> ModuleType:
    """The package rfc3161-client, loaded late: most archives are never stamped."""
    try:
        import rfc3161_client  # noqa: PLC0415
    except ImportError:
        raise ArchiveError("stamps need the package rfc3161-client: pip install 'khronika[archive]'") from None
    return rfc3161_client


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(max(LONGEST_NOTE_BYTES, LONGEST_ANSWER_BYTES) + 1)
    except FileNotFoundError:
        raise VerificationError(path.name, "a file", "none") from None


def _keep(path: Path, name: str, answer: bytes) -> None:
    _put(path, f"{name}.{digest(answer)[:16]}.tsr", answer)
    (path / "stamps" / f"{name}.tsq").unlink(missing_ok=True)


def _put(path: Path, name: str, data: bytes) -> None:
    folder = path / "stamps"
    if not folder.is_dir():
        folder.mkdir()
        sync_folder(path)
    if not (folder / name).exists():
        replace_file(folder / name, data)
