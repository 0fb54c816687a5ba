"""Mails (.eml): the words of each writer, and every attachment as a file of its own.

A mail's sender may be a source at risk: the address goes no further than intake, unless it is an office's
(``mail_headers.organisation``). Read by the standard library; see ``mail_headers`` for why by its older rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits, Member
from khronika.intake.formats import mail_headers as headers
from khronika.intake.formats.mail_parts import Content, content_of
from khronika.intake.formats.mail_text import Earlier, words_of_mail
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.instants import parse_instant

_DEEPEST_QUOTE = 6
_LENGTH_LINE = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,60}):(?:[ \t]|\r?\n)")
_TELLING = {
    b"from",
    b"date",
    b"message-id",
    b"received",
    b"mime-version",
    b"return-path",
    b"delivered-to",
    b"dkim-signature",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """What the header says; names: of private people whom it is from."""

    published: str | None
    sender: str | None
    names: tuple[str, ...]
    url: str | None


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Member | Refusal]:
    """The mail's own words, those of the earlier mails in it, and its attachments.

    The title is the Subject, unless it is an answer's: those are the words of the mail that is answered.
    Published is the Date with its zone, else the time at which the last server received it.

    Raises: InputError where the mail is encrypted, broken or empty.
    """
    within(len(data), limits.file_bytes, "file_bytes", name)
    message = _parsed(data, name)
    line = headers.sender_line(message)
    envelope = _Envelope(
        published=headers.sent(message),
        sender=headers.address_in(line) if line else None,
        names=headers.private_names(line),
        url=headers.archived_at(message),
    )
    moment = parse_instant(envelope.published) if envelope.published else None
    content = content_of(message, name, limits, published=moment)
    subject = headers.header(message, "Subject")
    yield from _drafts(data, content, subject=subject, envelope=envelope, name=name)
    for file in content.files:  # a mail may be nothing but its files, and their sender is at risk all the same
        yield replace(file, private_names=envelope.names) if isinstance(file, Member) else file


def _parsed(data: bytes, name: str) -> Message:
    length = _LENGTH_LINE.match(data)
    if length and len(data) >= length.end() + int(length[1]):
        data = data[length.end() : length.end() + int(length[1])]  # as Apple's Mail keeps it (.emlx)
    try:
        message = message_from_bytes(data)
    except RecursionError:
        raise InputError(name, "the mail nests its parts too deep") from None
    except (ValueError, TypeError, LookupError, AttributeError):
        raise InputError(name, "the mail is broken") from None
    if not message.keys():
        raise InputError(name, "no mail: it has no header")
    return message


def _drafts(data: bytes, content: Content, *, subject: str | None, envelope: _Envelope, name: str) -> Iterator[Draft]:
    words = words_of_mail(content.text)
    bare = headers.bare_subject(subject) if subject else None
    title = subject if subject == bare else None
    notes = list(content.notes)
    if words.signature_lines:
        notes.append(f"a signature of {words.signature_lines} lines, left out")
    own = words.own
    if not own.strip() and not words.earlier:
        if not title and not content.files:
            raise InputError(name, "the mail holds no text")
        own, title = title or "", None  # a mail that only brings files says with its subject what they are
    if own.strip():
        yield Draft(
            raw=data,
            text=own,
            encoding=content.encoding,
            title=title,
            published=envelope.published,
            published_from="metadata" if envelope.published else None,
            url=envelope.url,
            publisher=headers.organisation(envelope.sender),
            sender=envelope.sender,
            private_names=envelope.names,
            notes=tuple(notes),
        )
    yield from _earlier(data, words.earlier, subject=bare, envelope=envelope, encoding=content.encoding)


def _earlier(
    data: bytes, earlier: Earlier | None, *, subject: str | None, envelope: _Envelope, encoding: str
) -> Iterator[Draft]:
    """The mails that are quoted or passed on, one below the other; they came through the one who sent this one.

    The subject of a thread is the words of its oldest mail, so that one alone bears it as its title.
    """
    where = "earlier"
    for depth in range(1, _DEEPEST_QUOTE + 1):
        if earlier is None:
            return
        words = words_of_mail(earlier.text)
        author = headers.address_in(earlier.sender) if earlier.sender else None
        given = earlier.subject or subject
        title = headers.bare_subject(given) if given else None
        notes = [f"a signature of {words.signature_lines} lines, left out"] if words.signature_lines else []
        if words.earlier and depth == _DEEPEST_QUOTE:
            notes.append("still earlier mails are quoted below, and left out")
        if words.own.strip():
            yield Draft(
                raw=data,
                text=words.own,
                encoding=encoding,
                where=where,
                title=None if words.earlier and title != earlier.subject else title,
                published=earlier.date,
                published_from="metadata" if earlier.date else None,
                publisher=headers.organisation(author),
                sender=envelope.sender,
                private_names=tuple(dict.fromkeys((*envelope.names, *headers.private_names(earlier.sender)))),
                notes=tuple(notes),
            )
        earlier, where = words.earlier, f"earlier {depth + 1}"


def _recognises(head: bytes) -> bool:
    """Whether the first bytes are a mail's header: fields from the first line on, two of them a mail's own."""
    names: set[bytes] = set()
    for line in head.splitlines(keepends=True):
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        match = _FIELD.match(line)
        if match is None:
            return False
        names.add(match[1].lower())
    return len(names & _TELLING) >= 2


FORMAT = Format(
    name="mail",
    media_type="message/rfc822",
    suffixes=(".eml", ".emlx"),
    recognises=_recognises,
    read=read,
)
