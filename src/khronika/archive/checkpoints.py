"""Checkpoints: how long a log is and the root of its tree, signed by the log's own key.

A log's key is its name: the folder, the origin of its checkpoints and the entries all carry the public key in hex, so
that nothing else need be trusted to check a log against itself.

Source: C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint).
"""

import base64
import binascii
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from khronika.archive.notes import NoteKey, opened_note, signed_note
from khronika.errors import VerificationError


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log. Unit of size: entries; root: 32 bytes."""

    size: int
    root: bytes


def origin_of(archive: str, log: str) -> str:
    """The name under which a log signs."""
    return f"khronika/{archive}/{log}"


def key_of(archive: str, log: str) -> NoteKey:
    """The key that a log's checkpoints are signed with. Raises: VerificationError where `log` is no key in hex."""
    try:
        public = bytes.fromhex(log)
    except ValueError:
        public = b""
    if len(public) != 32 or public.hex() != log:
        raise VerificationError("log name", "an Ed25519 public key in hex", log)
    return NoteKey(origin_of(archive, log), public)


def signed_checkpoint(head: Checkpoint, archive: str, private: Ed25519PrivateKey) -> bytes:
    """The head as a signed note."""
    origin = origin_of(archive, private.public_key().public_bytes_raw().hex())
    text = f"{origin}\n{head.size}\n{base64.b64encode(head.root).decode()}\n"
    return signed_note(text, origin, private).encode()


def opened_checkpoint(note: bytes, archive: str, log: str) -> Checkpoint:
    """The head that the log's own key signed.

    Raises: VerificationError where the note is malformed, of another log or archive, or not signed by the log's key.
    """
    lines = opened_note(note, key_of(archive, log)).split("\n")
    if len(lines) != 4 or lines[0] != origin_of(archive, log):
        raise VerificationError("checkpoint", f"origin, size and root of {origin_of(archive, log)}", "something else")
    try:
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (ValueError, binascii.Error):
        size, root = -1, b""
    if size < 0 or str(size) != lines[1] or len(root) != 32:
        raise VerificationError("checkpoint", "a size and a root hash", "something else")
    return Checkpoint(size, root)
