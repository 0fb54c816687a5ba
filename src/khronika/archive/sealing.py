"""Encryption of an archive: one key opens the vault, the vault opens a key for every entry.

The vault's key is encrypted to the team's age recipients (``vault/``). Each entry has a key of its own, kept under the
vault's in the log's file ``keys``; from it come two more, for the payload and for the item. Destroying an entry's key
therefore closes that payload and that item, and nothing else.

Source: bytes are encrypted as in the payload of age (C2SP age, section "Payload": ChaCha20-Poly1305 in chunks of
64 KiB, after the STREAM construction); keys are derived by HKDF-SHA-256 (RFC 5869) and kept by AES-256-GCM.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from khronika.errors import VerificationError

CHUNK = 65536
KEY_LINE_BYTES = 80
"""Length of an entry's key as it is kept, in base64: 12 bytes of nonce, 32 of key, 16 of tag."""


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose."""
    return HKDF(SHA256(), 32, None, f"khronika v1 {purpose}".encode()).derive(key)


def encrypted(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The bytes, encrypted chunk by chunk. The key is used for one stream only, so the nonce may count from zero."""
    cipher, counter, held = ChaCha20Poly1305(key), 0, b""
    for chunk in chunks:
        held += chunk
        whole = max(0, len(held) - 1) // CHUNK * CHUNK  # the last chunk is never empty, unless it is the only one
        for start in range(0, whole, CHUNK):
            yield cipher.encrypt(_nonce(counter, last=False), held[start : start + CHUNK], None)
            counter += 1
        held = held[whole:]
    yield cipher.encrypt(_nonce(counter, last=True), held, None)


def decrypted(stream: BinaryIO, key: bytes, what: str) -> Iterator[bytes]:
    """The bytes again. Raises: VerificationError where a byte was changed, or the end is missing."""
    cipher, counter = ChaCha20Poly1305(key), 0
    held = stream.read(CHUNK + 16)
    while True:
        coming = stream.read(CHUNK + 16)
        try:
            yield cipher.decrypt(_nonce(counter, last=not coming), held, None)
        except InvalidTag:
            raise VerificationError(f"decryption of {what}", "what was encrypted", "other bytes") from None
        if not coming:
            return
        held, counter = coming, counter + 1


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class Vault:
    """What opens an encrypted archive, while it is open."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._keeper = AESGCM(derived(key, "keys"))

    @classmethod
    def new(cls) -> "Vault":
        """A vault with a fresh key."""
        return cls(os.urandom(32))

    @property
    def key(self) -> bytes:
        """The vault's key: to be encrypted to recipients, never written as it is."""
        return self._key

    @property
    def digest(self) -> str:
        """What the genesis entry holds of the vault: enough to tell it from any other, and nothing to open it by."""
        return hashlib.sha256(b"khronika v1 vault" + self._key).hexdigest()

    def new_key(self, log: str, seq: int) -> tuple[bytes, bytes]:
        """A fresh key for one entry, and the line that keeps it."""
        key, nonce = os.urandom(32), os.urandom(12)
        return key, base64.b64encode(nonce + self._keeper.encrypt(nonce, key, f"{log}/{seq}".encode()))

    def opened_key(self, line: bytes, log: str, seq: int) -> bytes:
        """The key of an entry. Raises: VerificationError where the line was changed, moved or destroyed."""
        try:
            raw = base64.b64decode(line, validate=True)
            return self._keeper.decrypt(raw[:12], raw[12:], f"{log}/{seq}".encode())
        except (InvalidTag, binascii.Error, ValueError):
            raise VerificationError(f"key of entry {log[:8]}/{seq}", "a key of this vault", "none") from None

    def shut(self, data: bytes, purpose: str) -> bytes:
        """Something of this device's own (its signing key, its index), closed with the vault's key."""
        nonce = os.urandom(12)
        return nonce + AESGCM(derived(self._key, purpose)).encrypt(nonce, data, None)

    def opened(self, data: bytes, purpose: str) -> bytes:
        """The same again. Raises: VerificationError where it was changed or closed with another key."""
        try:
            return AESGCM(derived(self._key, purpose)).decrypt(data[:12], data[12:], None)
        except (InvalidTag, ValueError):
            raise VerificationError(purpose, "something that this vault closed", "something else") from None
