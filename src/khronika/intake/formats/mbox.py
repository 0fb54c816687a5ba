"""Mailboxes (.mbox): every mail in them as a file of its own, in the order of the box.

The file is cut, not parsed: a mail begins where a line "From " stands at the start or below a blank line with the
fields of a header under it (RFC 4155, and the boxes of mail programs that write no date there). Lines that were
escaped for it (">From ") get their mark taken off, as in the kind of box called mboxrd.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from khronika.errors import InputError
from khronika.hooks import Format, Limits, Member
from khronika.intake.measures import within

_START = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From (?:[^\r\n]{0,300}?\d:\d\d:\d\d[^\r\n]{0,60}|-?[ \t]*)\r?\n"
    rb"(?=[!-9;-~]{1,80}:|>From )"
)
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def read(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    """The mails of a box, one by one. Raises: InputError where it holds none."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    count = 0
    for (_, start), (end, _) in pairwise([*_starts(data), (len(data), len(data))]):
        count += 1
        mail = data[start:end]
        yield Member(where=f"{count}.eml", data=_ESCAPED.sub(b"", mail), suffix=".eml")
    if not count:
        raise InputError(name, "the mailbox holds no mail" if data.strip() else "the file is empty")


def _starts(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the line "From " of each mail begins and ends. Unit: bytes."""
    for match in _START.finditer(data):
        yield match.span()


def _recognises(head: bytes) -> bool:
    return _START.match(head) is not None


FORMAT = Format(
    name="mbox",
    media_type="application/mbox",
    suffixes=(".mbox", ".mbx"),
    recognises=_recognises,
    read=read,
)
