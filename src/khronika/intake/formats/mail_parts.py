"""The parts of a mail: which of them are its text, and which are files of their own."""

import mimetypes
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message

from khronika.errors import InputError
from khronika.hooks import Limits, Member
from khronika.intake.decoding import decoded
from khronika.intake.formats.mail_headers import header
from khronika.intake.formats.mail_page import text_of_page
from khronika.intake.html import nesting
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

_DEEPEST = 50
_TYPES = mimetypes.MimeTypes()
"""The standard library's own table, whatever the system's says."""
_OUTLOOK = "an Outlook container (winmail.dat), which is not read; open the mail in a mail program and save its files"
_PERSONAL = {
    "text/vcard": "a contact card, left out",
    "text/x-vcard": "a contact card, left out",
    "text/directory": "a contact card, left out",
    "text/calendar": "a calendar entry, left out",
    "application/ics": "a calendar entry, left out",
    "application/pgp-keys": "a key, left out",
    "application/pgp-signature": "",
    "application/pkcs7-signature": "",
    "application/x-pkcs7-signature": "",
}
"""Parts that hold no report, with what is said of them; "" for those that a note on the whole mail speaks of."""
_ENCRYPTED = "the mail is encrypted; open it in a mail program that holds the key and save it decrypted"
_SEALED = "the mail is signed or encrypted as one sealed block (S/MIME); open it in a mail program and save its text"
_SIGNED = "the mail is signed (PGP or S/MIME); the signature was not checked"


@dataclass(slots=True)
class Content:
    """What the parts hold: the body's text, the files in the order of the mail, and what was set aside."""

    texts: list[str] = field(default_factory=list)
    files: list[Member | Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encoding: str = "us-ascii"

    @property
    def text(self) -> str:
        """The body, its parts one below the other."""
        return "\n\n".join(self.texts)


def content_of(message: Message, name: str, limits: Limits, *, published: datetime | None) -> Content:
    """The parts of a mail, sorted; those over the limit are one refusal. `published` is passed on to its files.

    Raises: InputError where it is encrypted or its parts nest too deep.
    """
    sorter = _Sorter(name, limits, published, Content())
    sorter.sort(message, depth=0, text=True)
    if (over := sorter.parts - limits.mail_parts_count) > 0:
        reason = f"{over:,} more parts of the mail were not read: over the limit mail_parts_count"
        refusal = Refusal(step="intake", name=shown(name), reason=f"{reason} = {limits.mail_parts_count:,}")
        sorter.content.files.append(refusal)
    return sorter.content


@dataclass(slots=True)
class _Sorter:
    name: str
    limits: Limits
    published: datetime | None
    content: Content
    parts: int = 0

    def sort(self, part: Message, *, depth: int, text: bool) -> None:
        """Puts a part where it belongs; `text`: whether words in it are the body's, and not its other version."""
        self.parts += 1
        if self.parts > self.limits.mail_parts_count:
            return
        if depth > _DEEPEST:
            raise InputError(self.name, "the mail nests its parts too deep")
        kind = part.get_content_type()
        if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            raise InputError(self.name, _SEALED)
        if kind == "multipart/encrypted":
            raise InputError(self.name, _ENCRYPTED)
        if kind == "multipart/signed":
            self.content.notes.append(_SIGNED)
        if kind == "message/rfc822":
            self._inner_mail(part)
        elif part.is_multipart():
            self._children(part, kind, depth=depth, text=text)
        elif kind in ("text/plain", "text/html") and not _is_file(part):
            if text:
                self._words(part, kind)
        else:
            self._file(part, kind)

    def _children(self, part: Message, kind: str, *, depth: int, text: bool) -> None:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        chosen = _plainest(children) if kind == "multipart/alternative" else None
        for child in children:
            self.sort(child, depth=depth + 1, text=text and chosen in (None, child))

    def _words(self, part: Message, kind: str) -> None:
        data = _bytes(part)
        if not data.strip():
            return
        try:
            words, encoding, note = _characters(data, part, self.name, page=kind == "text/html")
        except InputError as error:
            self.content.notes.append(f"a part of its text was left out: {error.reason}")
            return
        self.content.encoding = encoding
        self.content.notes += [note] if note else []
        if kind == "text/html":
            within(len(data), self.limits.html_bytes, "html_bytes", self.name)
            within(nesting(words), self.limits.html_depth, "html_depth", self.name)
            words = text_of_page(words)
        if "-----BEGIN PGP MESSAGE-----" in words[:2000]:
            raise InputError(self.name, _ENCRYPTED)
        if words.lstrip().startswith("-----BEGIN PGP SIGNED MESSAGE-----"):
            words = _unsigned(words)
            self.content.notes.append(_SIGNED)
        if words.strip():
            self.content.texts.append(words)

    def _inner_mail(self, part: Message) -> None:
        inner = part.get_payload()
        where = f"mail-{self._number()}.eml"
        if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
            self._refuse(where, "a mail inside it is broken")
            return
        try:
            data = inner[0].as_bytes()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._refuse(where, "a mail inside it is broken")
            return
        self._member(where, data, ".eml")

    def _file(self, part: Message, kind: str) -> None:
        name = _file_name(part)
        if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or (name or "").lower() == "winmail.dat":
            self._refuse(name or "winmail.dat", _OUTLOOK)
        elif kind in _PERSONAL:
            if _PERSONAL[kind]:
                # the file of a contact card is named for the person
                self._refuse(f"part-{self._number()}", _PERSONAL[kind], unread=False)
        else:
            known = _TYPES.guess_extension(kind)
            suffix = known if known and "." not in (name or "") else None
            self._member(name or f"part-{self._number()}{suffix or ''}", _bytes(part), suffix)

    def _member(self, where: str, data: bytes, suffix: str | None) -> None:
        self.content.files.append(Member(where=where, data=data, suffix=suffix, published=self.published))

    def _refuse(self, where: str, reason: str, *, unread: bool = True) -> None:
        name = shown(f"{self.name}/{where}")
        self.content.files.append(Refusal(step="intake", name=name, reason=reason, unread=unread))

    def _number(self) -> int:
        return len(self.content.files) + 1


def _plainest(children: list[Message]) -> Message | None:
    """The version of a text to read: the plain one where it says anything, else the first other one."""
    for wanted in ("text/plain", "text/html"):
        for child in children:
            if any(leaf.get_content_type() == wanted and _bytes(leaf).strip() for leaf in child.walk()):
                return child
    return children[0] if children else None


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or _file_name(part) is not None


def _file_name(part: Message) -> str | None:
    """The file's own name without any folders, or None."""
    try:
        given = part.get_filename()
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    if not given:
        return None
    carrier = Message()
    carrier["Name"] = str(given)
    line = header(carrier, "Name") or ""
    return line.replace("\\", "/").rpartition("/")[2][:150] or None


def _bytes(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it goes; b"" for one of several parts."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AttributeError):
        return b""
    return data if isinstance(data, bytes) else b""


def _characters(data: bytes, part: Message, name: str, *, page: bool) -> tuple[str, str, str | None]:
    """Text, encoding, note: by the charset that the part states, else as any text of unknown encoding."""
    try:
        charset = part.get_content_charset()
        if charset and charset not in ("us-ascii", "unknown-8bit"):
            return data.decode(charset), charset, None
    except (ValueError, TypeError, LookupError, AttributeError):
        pass
    found = decoded(data, name, declares=page)
    return found.text, found.encoding, found.note


def _unsigned(words: str) -> str:
    """A clear-signed text without its armour. Source: RFC 9580, section 7."""
    _, _, rest = words.replace("\r\n", "\n").partition("\n\n")
    text, _, _ = rest.partition("\n-----BEGIN PGP SIGNATURE-----")
    return "\n".join(line.removeprefix("- ") for line in text.split("\n"))
