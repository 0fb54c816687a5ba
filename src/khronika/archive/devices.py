"""The signing keys of this device, which lie outside every archive, since an archive is copied and handed on.

Beside a key lies the head of the log that was last signed with it. A copy of the archive whose log is behind that
head (a backup, a stick that was left in a drawer) would be forked by the next write, so the key is not used there and
the device takes a new one. A key file that was itself restored or copied is known by its place: it remembers the
machine and the inode it was made on. What no program can see is a whole machine set back with everything on it; its
log is then found forked when it meets the others, and docs/archive.md says what to do.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from khronika.archive.checkpoints import Checkpoint
from khronika.archive.durable import replace_file, sync_folder
from khronika.archive.sealing import Vault
from khronika.errors import ArchiveError, VerificationError


def default_home() -> Path:
    """Where this device keeps its keys: ``KHRONIKA_HOME``, else the user's data folder."""
    if named := os.environ.get("KHRONIKA_HOME"):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "khronika"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A key of this device. unfit: its file was copied or restored, or its log goes two ways: it signs nothing more."""

    private: Ed25519PrivateKey
    unfit: bool

    @property
    def log(self) -> str:
        """The name of its log."""
        return self.private.public_key().public_bytes_raw().hex()


class Devices:
    """This device's keys for one archive."""

    def __init__(self, home: Path, archive: str) -> None:
        self.folder = home / "devices" / archive

    def new(self, vault: Vault | None, private: Ed25519PrivateKey | None = None) -> DeviceKey:
        """A fresh key, on the disk; closed with the vault's key where there is one."""
        private = private or Ed25519PrivateKey.generate()
        key = DeviceKey(private, unfit=False)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        seed = private.private_bytes_raw()
        kept = {"seed": seed.hex()}
        if vault:
            kept = {"shut": base64.b64encode(vault.shut(seed, "device key")).decode()}
        path = self.folder / f"{key.log}.key"
        beside = path.with_suffix(".part")  # a stop half-way leaves no key that cannot be read; the inode stays
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            place = {"machine": _machine(), "inode": os.fstat(handle).st_ino}
            os.write(handle, json.dumps(kept | place).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        os.rename(beside, path)
        sync_folder(self.folder)
        return key

    def keys(self, vault: Vault | None) -> Iterator[DeviceKey]:
        """The keys of this device, the oldest first.

        Raises: ArchiveError where one cannot be read, or is closed and the archive was not opened.
        """
        paths = sorted(self.folder.glob("*.key"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        for path in paths:
            try:
                kept = json.loads(path.read_text("utf-8"))
                seed = bytes.fromhex(kept["seed"]) if "seed" in kept else _unshut(kept["shut"], vault)
                unfit = _moved(kept, path) or path.with_suffix(".retired").exists()
                key = DeviceKey(Ed25519PrivateKey.from_private_bytes(seed), unfit)
            except (ValueError, KeyError, TypeError, VerificationError) as error:
                raise ArchiveError(f"{path}: the key of this device cannot be read") from error
            if f"{key.log}.key" != path.name:
                raise ArchiveError(f"{path}: the key of this device is not the one it is named for")
            yield key

    def retire(self, log: str) -> None:
        """Never signs with a key again, if it is one of ours: its log was found to go two ways."""
        if (self.folder / f"{log}.key").exists():
            replace_file(self.folder / f"{log}.retired", b"", 0o600)

    def remembered(self, log: str) -> Checkpoint | None:
        """The head that was last signed with a key, or None before the first."""
        path = self.folder / f"{log}.head"
        if not path.exists():
            return None
        try:
            size, root = path.read_text("ascii").split()
            return Checkpoint(int(size), bytes.fromhex(root))
        except ValueError as error:
            raise ArchiveError(f"{path}: cannot be read") from error

    def signed(self) -> dict[str, int]:
        """How many entries each key of this device has signed, in whatever copy. Raises: as `remembered`."""
        heads = {path.stem: self.remembered(path.stem) for path in self.folder.glob("*.head")}
        return {log: head.size for log, head in heads.items() if head}

    def remember(self, log: str, head: Checkpoint) -> None:
        """Takes note of the head that was just signed."""
        replace_file(self.folder / f"{log}.head", f"{head.size} {head.root.hex()}\n".encode(), 0o600)

    def begin(self, log: str, copy: Path) -> None:
        """Takes note that a key is about to sign in a copy of the archive; `end` takes it back."""
        replace_file(self.folder / f"{log}.writing", os.fsencode(copy.resolve()), 0o600)

    def end(self, log: str) -> None:
        """What was signed is remembered, so that no copy has more than this device knows of."""
        (self.folder / f"{log}.writing").unlink(missing_ok=True)

    def stopped_elsewhere(self, log: str, copy: Path) -> bool:
        """Whether a write with this key was stopped in another copy, which may have more than was remembered."""
        path = self.folder / f"{log}.writing"
        return path.exists() and path.read_bytes() != os.fsencode(copy.resolve())


def _unshut(text: str, vault: Vault | None) -> bytes:
    if vault is None:
        raise ArchiveError("the archive is locked, and with it the key of this device")
    return vault.opened(base64.b64decode(text), "device key")


def _moved(kept: dict[str, object], path: Path) -> bool:
    return kept.get("inode") != path.stat().st_ino or kept.get("machine") != _machine()


def _machine() -> str:
    """Something that is the same on this machine and another elsewhere; a digest, since the id itself is private."""
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        if Path(name).exists():
            return hashlib.sha256(b"khronika v1 machine" + Path(name).read_bytes()).hexdigest()[:16]
    return "unknown"
