"""Payloads: what an entry says that the log itself does not show."""

import base64
import binascii
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from khronika.archive.canonical import canonical
from khronika.archive.entries import Entry, digest
from khronika.archive.sealing import Vault, decrypted, derived, encrypted
from khronika.errors import VerificationError

ERASED = b"-"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A payload ready to be kept.

    payload: digest of the opened bytes. line: as it is kept. key_line: the entry's key as it is kept, b"" in an
    archive that is not encrypted. key: the entry's key, from which the item's comes, or None.
    """

    payload: str
    line: bytes
    key_line: bytes = b""
    key: bytes | None = None

    @property
    def item_key(self) -> bytes | None:
        """The key that the entry's item is encrypted with."""
        return derived(self.key, "item") if self.key else None


def new_key(vault: Vault | None, log: str, seq: int) -> tuple[bytes | None, bytes]:
    """The key of a new entry and the line that keeps it; nothing where the archive is not encrypted."""
    return vault.new_key(log, seq) if vault else (None, b"")


def sealed_payload(fields: Mapping[str, Any], key: bytes | None, key_line: bytes) -> Sealed:
    """The payload with a fresh salt, encrypted where the entry has a key."""
    opened = canonical({**fields, "salt": os.urandom(32).hex()})
    if key is None:
        return Sealed(digest(opened), opened)
    line = base64.b64encode(b"".join(encrypted([opened], derived(key, "payload"))))
    return Sealed(digest(opened), line, key_line, key)


def is_erased(line: bytes) -> bool:
    """Whether a payload or a key was overwritten with dashes."""
    return bool(line) and not line.strip(ERASED)


def check_sealed(entry: Entry, line: bytes, key_line: bytes) -> None:
    """Nothing, if the payload and the key are kept as they were. Needs no key of any kind.

    Raises: VerificationError where a byte of them was changed.
    """
    where = f"entry {entry.log[:8]}/{entry.seq}"
    if digest(line) != entry.sealed:
        raise VerificationError(f"payload of {where}", entry.sealed, digest(line))
    if entry.key != (digest(key_line) if key_line else None):
        raise VerificationError(f"key of {where}", str(entry.key), digest(key_line))


def opened_payload(entry: Entry, line: bytes, key_line: bytes, vault: Vault | None) -> bytes | None:
    """The payload, as JSON; None where the archive is encrypted and not open.

    Raises: VerificationError where it is not what the entry commits to.
    """
    data = line
    if entry.key is not None:
        if vault is None:
            return None
        key = derived(vault.opened_key(key_line, entry.log, entry.seq), "payload")
        try:
            sealed = base64.b64decode(line, validate=True)
        except (binascii.Error, ValueError):
            raise VerificationError(f"payload of entry {entry.log[:8]}/{entry.seq}", "base64", "other bytes") from None
        data = b"".join(decrypted(io.BytesIO(sealed), key, f"the payload of {entry.log[:8]}/{entry.seq}"))
    if digest(data) != entry.payload:
        raise VerificationError(f"payload of entry {entry.log[:8]}/{entry.seq}", entry.payload, digest(data))
    return data
