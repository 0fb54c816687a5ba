"""Bytes to characters, and what had to be guessed or given up on the way."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from khronika.errors import InputError
from khronika.intake.lexicon import word_list

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_GUESSED_FROM = 200_000
"""Bytes that the guess of an undeclared encoding looks at; more does not make it better, only slower."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters with the encoding they were decoded by; note: what was guessed or lost, or None."""

    text: str
    encoding: str
    note: str | None = None


def decoded(data: bytes, name: str, *, declares: bool = False) -> Decoded:
    """The text of `data`: by its byte order mark, else UTF-8, else what it declares, else a guess.

    A byte order mark is taken off, line ends stay as they are. Text that is UTF-8 but for a few bytes keeps being
    read as UTF-8, with U+FFFD in their place and a note, since a guess would garble all its other letters.

    declares: whether a ``<meta charset=...>`` in the first 4,096 bytes counts.
    Raises: InputError where the bytes are empty or no text.
    """
    mark, encoding = next(((mark, known) for mark, known in _BOMS if data.startswith(mark)), (b"", ""))
    if not data[len(mark) :].strip():
        raise InputError(name, "the file is empty")
    if mark:
        return _with_losses_noted(data[len(mark) :], encoding)
    encoding = _wide(data) or ""
    if encoding:
        return _with_losses_noted(data, encoding)
    if looks_binary(data):
        raise InputError(name, "not a text: it holds bytes that no text has")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    declared = _declared(data) if declares else None
    if declared:
        try:
            return Decoded(data.decode(declared), declared)
        except (UnicodeError, LookupError):
            pass  # a wrong declaration is common, or of a codec that is none of text; the bytes are asked below
    if _nearly_utf8(data):
        return _with_losses_noted(data, "utf-8")
    return _guessed(data, broken_at)


def looks_binary(data: bytes) -> bool:
    """Whether the first bytes are no text in any encoding with one-byte letters: NUL, or many control characters."""
    head = data[:4096]
    if b"\0" in data[:1_000_000]:
        return not (head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(data))
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return controls > max(2, len(head) // 50)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: Latin text in it has a NUL in nearly every second byte, and only there."""
    head = data[:2000]
    if len(head) < 16 or len(data) % 2:
        return None
    even, odd = head[::2].count(0) * 2 / len(head), head[1::2].count(0) * 2 / len(head)
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def _nearly_utf8(data: bytes) -> bool:
    good = len(_MULTIBYTE.findall(data))
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return good >= 4 * bad


def _guessed(data: bytes, broken_at: int) -> Decoded:
    start = max(0, broken_at - _GUESSED_FROM // 2)
    best = from_bytes(data[start : start + _GUESSED_FROM]).best()
    if best is None:
        return _with_losses_noted(data, "utf-8")
    encoding = _usual_page(best.encoding, best.language)
    found = _with_losses_noted(data, encoding)
    guess = f"its character encoding is not stated; read as {encoding}"
    return Decoded(found.text, encoding, f"{guess}; {found.note}" if found.note else guess)


def _usual_page(guessed: str, language: str) -> str:
    """The code page that texts of the language were written in, where several fit the bytes alike."""
    if guessed not in word_list("code_pages.toml", "latin"):
        return guessed
    pages = ("cp1252", "cp1250", "cp1254", "cp1257")
    return next((page for page in pages if language in word_list("code_pages.toml", page)), guessed)


def _with_losses_noted(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, f"{lost} broken character(s), not {encoding}, read as U+FFFD")
