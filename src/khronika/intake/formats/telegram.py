"""Exports of Telegram Desktop as JSON (``result.json``), of one chat or of all.

Read a message at a time by ijson, so that a long export takes little memory and one that is cut short is read so far.
The form is that of Telegram's own exporter (``export_output_json.cpp`` in the source of Telegram Desktop).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.formats.chats import Asides, Message, draft_of
from khronika.intake.measures import within
from khronika.model.refusal import Refusal

_PUBLIC = ("public_channel", "public_supergroup")
_CHATS = ("", "chats.list.item", "left_chats.list.item")
_HEADS = {f"{chat}.{key}".removeprefix("."): key for chat in _CHATS for key in ("name", "type", "id")}
_MESSAGES = tuple(f"{chat}.messages.item".removeprefix(".") for chat in _CHATS)
_LONGEST_MESSAGE = 200_000
"""Pieces of JSON that one message may have; those of real chats have some thousand at most."""
_PIECE = 2048
"""Bytes that are parsed at a time. Each piece of JSON in them is held with its path: the deeper, the more memory."""
_DEEPEST = 1000
"""Letters of the path to a piece of JSON; an export has some eighty at most."""
_FILES = ("photo", "file")
_SERVICE = "service messages (joins, calls, titles), left out"
_WORDLESS = "messages without words (pictures, voices, places), left out; the files of an export are read by themselves"
_NOT_HELD = "photos or files of messages that the export does not hold"
_FORWARDED = "messages that were passed on, dated by when they were"
_EDITED = "messages that were edited, held in their last wording"
_BROKEN = "the export is damaged or cut short; the messages before the damage are read"
_ZONES, _QUARTER = timedelta(hours=14), timedelta(minutes=15)


@dataclass(slots=True)
class _Chat:
    """A chat as far as its head has been read. number: its place in the export of all chats from 1; 0: the only one."""

    number: int
    name: str = ""
    type: str = ""
    id: str = ""

    @property
    def is_public(self) -> bool:
        return self.type in _PUBLIC

    def where(self, message: str) -> str:
        """The number of an account would tell whom a private chat is with, so the chat's place stands for it."""
        if not self.number:
            return message
        return f"{self.id if self.is_public else f'chat {self.number}'}/{message}"


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Refusal]:
    """The drafts of the messages, chat by chat. Raises: InputError where the export is damaged, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    asides = Asides()
    broken = None
    count = 0
    try:
        for count, (chat, given) in enumerate(_messages(data, name), start=1):
            within(count, limits.records_count, "records_count", name)
            message = _message(given, chat, asides)
            if message:
                yield draft_of(message)
    except InputError as error:
        broken = error
    yield from asides.told(name)
    if broken:
        raise broken
    if not count:
        raise InputError(name, "the export holds no messages")


def _messages(data: bytes, name: str) -> Iterator[tuple[_Chat, dict[str, Any]]]:
    """Each message with its chat. Raises: InputError where the JSON breaks off."""
    # of no use to those who read no exports
    import ijson  # noqa: PLC0415

    chat = _Chat(0)
    try:
        events = ijson.parse(io.BytesIO(data), use_float=True, buf_size=_PIECE)
        for prefix, event, value in events:
            _not_too_deep(prefix, name)
            if event == "start_map" and prefix in _CHATS:
                chat = _Chat(chat.number + 1 if prefix else 0)
            elif event == "start_map" and prefix in _MESSAGES:
                yield chat, _built(events, ijson.ObjectBuilder(), name)
            elif prefix in _HEADS and event in ("string", "number"):
                setattr(chat, _HEADS[prefix], str(value))
    except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError):
        raise InputError(name, _BROKEN) from None


def _built(events: Iterator[tuple[str, str, Any]], builder: Any, name: str) -> dict[str, Any]:
    """The object whose beginning has just been read. Raises: LimitExceeded where it is no message by its size."""
    builder.event("start_map", None)
    depth = 1
    for count, (prefix, event, value) in enumerate(events):
        _not_too_deep(prefix, name)
        within(count, _LONGEST_MESSAGE, "pieces of one message", name)
        builder.event(event, value)
        depth += event.startswith("start_") - event.startswith("end_")
        if not depth:
            break
    found: dict[str, Any] = builder.value
    return found


def _not_too_deep(prefix: str, name: str) -> None:
    """Raises: InputError where the path to a piece of JSON is longer than any of an export."""
    if len(prefix) > _DEEPEST:
        raise InputError(name, "nested too deep for an export")


def _message(given: dict[str, Any], chat: _Chat, asides: Asides) -> Message | None:
    """The message of an entry, or None where it has no words."""
    if given.get("type", "message") != "message":
        asides.add(_SERVICE)
        return None
    for key in _FILES:
        # "(File not included. Change data exporting settings to download.)" and the like stand in for the path
        if isinstance(given.get(key), str) and given[key].startswith("("):
            asides.add(_NOT_HELD)
    text = _text(given)
    if not text.strip():
        asides.add(_WORDLESS)
        return None
    if given.get("forwarded_from"):
        asides.add(_FORWARDED)
    if given.get("edited") or given.get("edited_unixtime"):
        asides.add(_EDITED)
    sender, outlet, names = _origin(given, chat)
    where = chat.where(str(given.get("id", "")))
    return Message(where=where, text=text, published=_published(given), sender=sender, names=names, outlet=outlet)


def _text(given: dict[str, Any]) -> str:
    """The words: a string, or pieces of which some are marked as links, mentions and the like; a poll's question."""
    pieces = given.get("text")
    found = _joined(pieces if isinstance(pieces, list) else [pieces])
    poll = given.get("poll")
    if isinstance(poll, dict):
        answers = poll.get("answers")
        asked = [poll.get("question"), *(answers if isinstance(answers, list) else [])]
        found = "\n".join(filter(None, [found, *(_joined([piece]) for piece in asked)]))
    return found


def _joined(pieces: list[Any]) -> str:
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str))


def _origin(given: dict[str, Any], chat: _Chat) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Who the words are laid to: the private sender or the outlet, and the names that nobody may be shown by.

    Of a message that was passed on, it is whoever wrote it first. A channel is an outlet; who is not known to be one,
    older exports do not say, is taken for a person.
    """
    forwarded = _string(given, "forwarded_from")
    person = forwarded or _string(given, "from")
    account = _string(given, "forwarded_from_id" if forwarded else "from_id")
    signed = tuple(filter(None, (_string(given, "author"),)))
    if forwarded and account.startswith("channel"):
        return None, forwarded, signed
    if not forwarded and chat.is_public and not account.startswith("user"):
        return None, person or chat.name or None, signed
    own = chat.name if chat.type == "private_channel" else ""
    return f"telegram {account or person or chat.id}", None, tuple(filter(None, (person, own, *signed)))


def _published(given: dict[str, Any]) -> str | None:
    """The instant, with the offset of the clock that the export was made by, which is told by its local time."""
    written = _string(given, "date")
    try:
        instant = datetime.fromtimestamp(int(_string(given, "date_unixtime")), UTC)
        offset = datetime.fromisoformat(written) - instant.replace(tzinfo=None)
    except (ValueError, OverflowError, OSError, TypeError):
        return written or None
    if abs(offset) > _ZONES or offset % _QUARTER:
        return instant.isoformat()
    return instant.astimezone(timezone(offset)).isoformat()


def _string(given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    return str(value) if isinstance(value, str | int) else ""


def _recognises(data: bytes) -> bool:
    head = data[:4096]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    single = b'"messages"' in head and b'"type"' in head and b'"name"' in head
    return start.startswith(b"{") and (single or b'"about": "Here is the data you requested.' in head)


def refuse_pages(data: bytes, name: str, limits: Limits) -> Iterator[Draft]:
    """Nothing: the pages of an export do not say which chats are private. Raises: InputError, always."""
    raise InputError(name, "a chat that Telegram exported as HTML; export it as JSON, which says what is public")


def _is_page(data: bytes) -> bool:
    head = data[:2000]
    return b"<title>Exported Data</title>" in head and b"css/style.css" in head


PAGES = Format(
    name="telegram pages",
    media_type="text/html",
    suffixes=(),
    recognises=_is_page,
    read=refuse_pages,
    is_surely=_is_page,
)
FORMAT = Format(
    name="telegram",
    media_type="application/json",
    suffixes=(),
    recognises=_recognises,
    read=read,
    is_surely=_recognises,
)
