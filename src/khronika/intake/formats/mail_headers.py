"""What the header of a mail says, and who may be named for it.

Headers are read by the standard library's older rules (``policy.compat32``), which leave them as they stand: the newer
ones parse every header into its grammar, and a broken or hostile one makes them raise or run long.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from khronika.errors import InputError
from khronika.intake.decoding import decoded
from khronika.intake.lexicon import either, word_list

_LONGEST = 2000
"""Code points of a header that are looked at; RFC 5322 bids no line be longer than 998."""
_ADDRESSES = 20
_PERSON = re.compile(r"[^\W\d_][\w.'’ -]{2,80}")


def header(message: Message, name: str) -> str | None:
    """A header as one line of text, its encoded words decoded, or None where there is none.

    Bytes outside ASCII, which no header should hold, are read as any text of unknown encoding is.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    words = _characters(str(raw)[:_LONGEST])
    try:
        parts = decode_header(words)
    except (HeaderParseError, ValueError, TypeError):
        parts = [(words, None)]
    line = "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)
    return " ".join(line.replace("\0", "").split()) or None


def sender_line(message: Message) -> str | None:
    """Name and address of whom the mail says it is from, or None."""
    return header(message, "From") or header(message, "Sender")


def private_names(line: str | None) -> tuple[str, ...]:
    """The names in a header line that stand by an address of nobody's office, so that no page shows them."""
    return tuple(
        name
        for name, address in _addresses(line or "")
        if _PERSON.fullmatch(name) and not organisation(address.lower())
    )


def address_in(line: str) -> str | None:
    """The first address of a header line, in lower case, or None."""
    found = (address for _, address in _addresses(line) if "@" in address)
    return next(found, "").strip().lower() or None


def _addresses(line: str) -> list[tuple[str, str]]:
    """Names and addresses of a header line; none where it is made to harm."""
    try:
        return getaddresses([line])[:_ADDRESSES]
    except (RecursionError, ValueError, IndexError, TypeError, AttributeError):
        return []


def organisation(address: str | None) -> str | None:
    """The domain of an address that belongs to an office ("press@union.example"); None for everybody else's."""
    local, _, domain = (address or "").rpartition("@")
    local = local.partition("+")[0]
    return domain if domain and local in word_list("formats/mail.toml", "role") else None


def sent(message: Message) -> str | None:
    """When it was sent, in the words of its Date; else when the last mail server received it, or None."""
    date = header(message, "Date")
    if date:
        return date
    received = header(message, "Received")
    return received.rpartition(";")[2].strip() or None if received and ";" in received else None


def bare_subject(subject: str) -> str:
    """The subject without "Re:", "Fwd:" and the like before it."""
    return re.sub(
        rf"^(?:(?:{either(word_list('formats/mail.toml', 'answer'))})(?:\[\d+\])?\s?:\s*)+",
        "",
        subject,
        flags=re.IGNORECASE,
    )


def archived_at(message: Message) -> str | None:
    """The address under which a list keeps the mail. Source: RFC 5064."""
    line = (header(message, "Archived-At") or "").strip("<> ")
    return line if re.match(r"https?://[^\s/]", line) else None


def _characters(raw: str) -> str:
    """A header line as characters; the parser keeps bytes that are no ASCII as lone surrogates."""
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return decoded(data, "").text
    except InputError:
        return data.decode("utf-8", "replace")


def _decoded(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")
