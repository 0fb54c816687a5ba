"""Kinds of file that are known and not read: each is refused with a word on what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.lexicon import entries

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document with a password. Source: MS-OFFCRYPTO, 2.3.4.4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An entry of ``unread.toml``; the head of the file says what the fields mean."""

    name: str
    suffixes: tuple[str, ...]
    advice: str
    magic: str | None = None


def read(data: bytes, name: str, _limits: Limits) -> Iterator[Draft]:
    """Nothing. Raises: InputError, always."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise InputError(name, "the document is closed by a password; open it and save it without one")
    kind = _by_magic(data) or next((one for one in _kinds() if name.lower().endswith(one.suffixes)), None)
    if kind is None:
        raise InputError(name, "of a kind that is not read")
    raise InputError(name, f"{kind.name}, which is not read; {kind.advice}")


@cache
def _kinds() -> tuple[Unread, ...]:
    return entries("formats/unread.toml", "unread", Unread)


def _by_magic(data: bytes) -> Unread | None:
    return next((one for one in _kinds() if one.magic and data.startswith(bytes.fromhex(one.magic))), None)


def _is_surely(data: bytes) -> bool:
    return _by_magic(data) is not None


FORMAT = Format(
    name="unread",
    media_type="application/octet-stream",
    suffixes=tuple(suffix for kind in _kinds() for suffix in kind.suffixes),
    recognises=_is_surely,
    read=read,
    is_surely=_is_surely,
)
