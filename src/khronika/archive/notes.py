"""Signed notes: a text with signatures below it, in the form that public verifiers of transparency logs read.

Source: C2SP signed-note (c2sp.org/signed-note), signature type 0x01, Ed25519 (RFC 8032).
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from khronika.errors import VerificationError

_ED25519 = b"\x01"
_DASH = "— "
LONGEST_NOTE_BYTES = 64_000
"""More than sixteen signatures fit in; the specification asks readers to set a limit."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A key that signs notes: its name (no spaces, no plus) and the 32 bytes of its public half."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell which key signed; a hint, and no fingerprint."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def encoded(self) -> str:
        """The key as other verifiers take it: ``name+keyid+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"


def note_key(encoded: str) -> NoteKey:
    """The key that stands in ``name+keyid+base64``. Raises: VerificationError where it is malformed."""
    name, _, rest = encoded.partition("+")
    stated, _, material = rest.partition("+")
    try:
        raw = base64.b64decode(material, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    key = NoteKey(name, raw[1:])
    if not name or len(raw) != 33 or raw[:1] != _ED25519 or key.key_id.hex() != stated:
        raise VerificationError("note key", "name+keyid+base64 of an Ed25519 key", encoded)
    return key


def signed_note(text: str, name: str, private: Ed25519PrivateKey) -> str:
    """The text, a blank line, and one signature line. The text ends with a line break."""
    public = private.public_key().public_bytes_raw()
    signature = NoteKey(name, public).key_id + private.sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n"


def opened_note(note: bytes, key: NoteKey) -> str:
    """The text of a note that `key` signed; signatures of other keys are passed over, as the specification asks.

    Raises: VerificationError where the note is malformed, or `key` did not sign this text.
    """
    text, lines = _parted(note)
    for line in lines:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        signature = _decoded(encoded)
        if name != key.name or signature[:4] != key.key_id:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature[4:], text.encode())
        except (InvalidSignature, ValueError):
            raise VerificationError("signature", f"a signature by {key.name}", "one that does not match") from None
        return text
    raise VerificationError("signature", f"a signature by {key.name}", "none by that key")


def _parted(note: bytes) -> tuple[str, list[str]]:
    """The text with its last line break, and the signature lines."""
    if len(note) > LONGEST_NOTE_BYTES:
        raise VerificationError("note", f"at most {LONGEST_NOTE_BYTES} bytes", str(len(note)))
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise VerificationError("note", "UTF-8", "other bytes") from None
    if any(character < " " and character != "\n" for character in whole):
        raise VerificationError("note", "no control characters", "one")
    cut = whole.rfind("\n\n")
    lines = whole[cut + 2 :].split("\n")
    if cut < 0 or lines.pop() != "" or not lines or not all(line.startswith(_DASH) for line in lines):
        raise VerificationError("note", "a text, a blank line and signature lines", "something else")
    return whole[: cut + 1], lines


def _decoded(encoded: str) -> bytes:
    raw = of_one_spelling(encoded)
    if len(raw) < 5:
        raise VerificationError("note", "a base64 signature", "something else")
    return raw


def of_one_spelling(encoded: str) -> bytes:
    """The bytes that base64 says; none where it says none, or in another spelling: bits left over must be zero."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if base64.b64encode(raw).decode() == encoded else b""
