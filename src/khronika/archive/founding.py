"""Founding an archive, and telling that a folder is one.

archive.json    what this folder is
README.txt      how to check it without Khronika
logs/           one append-only log a member and device
items/          bytes as received
vault/          who can open it, where it is encrypted
index.sqlite    derived; may be deleted
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from khronika.archive.canonical import parsed
from khronika.archive.devices import Devices
from khronika.archive.durable import replace_file, sync_folder
from khronika.archive.entries import Entry, digest
from khronika.archive.logs import LogWriter, Position
from khronika.archive.merkle import Frontier, leaf_hash
from khronika.archive.payloads import new_key, sealed_payload
from khronika.archive.recipients import share_vault
from khronika.archive.recognising import FORMAT
from khronika.archive.sealing import Vault
from khronika.errors import ArchiveError, VerificationError

VERSION = 1
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


def instant(moment: datetime) -> str:
    """A time as entries carry it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def readme() -> bytes:
    """The text that lies in every archive for somebody who has no Khronika."""
    return files("khronika.archive").joinpath("README.txt").read_bytes()


def archive_id(path: Path) -> str:
    """The id of the archive in a folder, which is the hash of its genesis entry.

    Raises: ArchiveError where the folder is no archive, or one of a later version.
    """
    try:
        with (path / "archive.json").open("rb") as stream:
            said = parsed(stream.read(1000))
    except FileNotFoundError:
        raise ArchiveError(f"{path}: no archive is here; khronika init founds one") from None
    except VerificationError as error:
        raise ArchiveError(f"{path}/archive.json: damaged") from error
    archive = said.get("archive")
    if said.get("format") != FORMAT or not isinstance(archive, str) or len(archive) != 64:
        raise ArchiveError(f"{path}/archive.json: not that of an archive")
    if said.get("version") != VERSION:
        raise ArchiveError(f"{path}: an archive of version {said.get('version')!s:.9}, which needs a newer Khronika")
    return archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who writes a log, as they say: a name (or a pseudonym), which of their devices, and the reason."""

    member: str
    device: str
    why: str

    def as_dict(self) -> dict[str, str]:
        """What the first entry of the log says."""
        return {"member": self.member, "device": self.device, "why": self.why}


def found(
    path: Path, *, home: Path, who: Introduction, recipients: Sequence[str] = (), clock: Clock = system_clock
) -> str:  # fmt: skip
    """Founds an archive in a new or empty folder, with this device as its first keeper; the id of the archive.

    recipients: age recipients; with any, the archive is encrypted.
    Raises: ArchiveError where something is there already, or no folder can be made.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ArchiveError(f"{path}: something is here already; an archive is founded in a new or an empty folder")
    private = Ed25519PrivateKey.generate()
    log = private.public_key().public_bytes_raw().hex()
    vault = Vault.new() if recipients else None
    key, key_line = new_key(vault, log, 0)
    sealed = sealed_payload(who.as_dict(), key, key_line)
    entry = Entry(
        log=log, seq=0, at=instant(clock()), kind="genesis", payload=sealed.payload, sealed=digest(sealed.line),
        key=digest(key_line) if key_line else None, clear={"vault": vault.digest} if vault else {},
    )  # fmt: skip
    leaf = entry.leaf()
    archive = leaf_hash(leaf).hex()
    # built beside and moved, so that a stop half-way leaves nothing that looks like an archive
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        (beside / "logs").mkdir(parents=True)
        (beside / "items").mkdir()
    except OSError as error:
        raise ArchiveError(f"{path}: no folder can be made here: {error.strerror or error}") from error
    if vault:
        share_vault(beside, vault, recipients)
    Devices(home, archive).new(vault, private)
    writer = LogWriter(beside / "logs" / log, private, Frontier(), Position())
    writer.append(leaf, sealed.line, key_line)
    head = writer.commit(archive)
    Devices(home, archive).remember(log, head)
    replace_file(beside / "README.txt", readme())
    replace_file(beside / "archive.json", marker(archive))
    os.rename(beside, path)
    sync_folder(path.absolute().parent)
    return archive


def marker(archive: str) -> bytes:
    """The bytes of ``archive.json``."""
    return json.dumps({"format": FORMAT, "version": VERSION, "archive": archive}).encode() + b"\n"
