"""Chats exported by WhatsApp as text (``_chat.txt`` of an iPhone, ``WhatsApp Chat with ...txt`` of Android).

The form is not documented and follows the language of the phone: "[14/03/2031, 18:05:33] Name: words" on an iPhone,
"3/14/31, 6:05 PM - Name: words" on Android. Times are those of the phone's clock, without a zone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.decoding import decoded
from khronika.intake.formats.chats import Asides, Message, draft_of
from khronika.intake.lexicon import either, word_list
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

_WORDS = "formats/whatsapp.toml"
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f]")
_LONGEST_NAME = 100
_LONGEST_MARK = 400
"""Letters of a line that may be one of the messenger's own: a name of a file with what stands beside it."""
_SURE_LINES = 3
_SERVICE = "lines of the messenger itself (joins, calls, changes of number), left out"
_OMITTED = "pictures, films, voices or files that the export does not hold"
_WORDLESS = "messages that are a file and no words; the files of an export are read by themselves"
_DELETED = "messages that were taken back by their senders"
_EDITED = "messages that were edited, held in their last wording"
_CLOCK = "its times are those of the phone that exported it; --timezone says which zone that was"
_EITHER = "nothing in it tells whether 03/04 is in March or in April; read with the day first"


@dataclass(slots=True)
class _Line:
    """A line that begins a message, or one of the messenger itself where `name` is None.

    number: of the line, from 1. numbers: the three of its date as written. clock: ISO 8601.
    """

    number: int
    numbers: tuple[str, str, str]
    clock: str
    name: str | None
    words: list[str] = field(default_factory=list)


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Refusal]:
    """The drafts of the messages. Raises: InputError where there are none, LimitExceeded."""
    within(len(data), limits.page_bytes, "page_bytes", name)
    found = decoded(data, name)
    lines = _lines(found.text, name, limits)
    if not lines:
        raise InputError(name, "the chat holds no messages")
    order, sure = order_of([line.numbers for line in lines])
    asides = Asides()
    for line in lines:
        text = _text(line, asides)
        if text and line.name is not None:
            yield draft_of(
                Message(
                    where=str(line.number),
                    text=text,
                    published=f"{_date(line.numbers, order)}T{line.clock}",
                    sender=f"whatsapp {line.name}",
                    names=(line.name,),
                    encoding=found.encoding,
                )
            )
    yield from asides.told(name)
    for note in filter(None, (found.note, _CLOCK, None if sure else _EITHER)):
        yield Refusal(step="intake", name=shown(name), reason=note, unread=False)


def _lines(text: str, name: str, limits: Limits) -> list[_Line]:
    """The messages with all their lines. Words above the first of them belong to none and are an error of the file."""
    found: list[_Line] = []
    for number, words in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        line = _begun(words, number)
        if line:
            found.append(line)
            within(len(found), limits.records_count, "records_count", name)
        elif found:
            found[-1].words.append(_MARKS.sub("", words))
        elif words.strip():
            raise InputError(f"{name}:{number}", "no line of an exported chat")
    return found


def _begun(words: str, number: int) -> _Line | None:
    """The message that a line begins, or None where it goes on with the one before."""
    if not any(letter.isdigit() for letter in words[:4]):
        return None
    plain = _SPACES.sub(" ", _MARKS.sub("", words))
    match = _head().match(_western(plain[:60]))
    if match is None:
        return None
    half = match["before"] or match["after"]
    hour = int(match["hour"])
    if half:
        hour = hour % 12 + 12 * (half.lower() in _listed("afternoon"))
    rest = plain[match.end() :]
    sender, colon, said = rest.partition(": ")
    if not colon and rest.endswith(":"):
        sender, colon, said = rest[:-1], ":", ""
    # a line of the messenger itself may hold a colon as well, in words that it cites
    speaks = bool(colon) and len(sender) <= _LONGEST_NAME and not set(sender) & set('"“”«»')
    speaks = speaks and not _opens(rest)
    return _Line(
        number=number,
        numbers=(match["a"], match["b"], match["c"]),
        clock=f"{hour:02}:{match['minute']}:{match['second'] or '00'}",
        name=sender.strip("~ ") if speaks else None,
        words=[said if speaks else rest],
    )


@cache
def _head() -> re.Pattern[str]:
    """Date and time at the head of a message, as far as the sign that parts them from the sender."""
    morning, afternoon = word_list(_WORDS, "morning"), word_list(_WORDS, "afternoon")
    half = either((*morning, *afternoon)).replace(r"\s+", r"\s?")
    return re.compile(
        r"\[?(?P<a>\d{1,4})(?:\. ?|[/-])(?P<b>\d{1,2})(?:\. ?|[/-])(?P<c>\d{1,4})\.?[,،]?\s+"
        rf"(?:(?P<before>{half})\s?)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
        rf"(?:\s?(?P<after>{half}))?(?:\]\s?|\s+[-–]\s+)",
        re.IGNORECASE,
    )


def _western(words: str) -> str:
    """The same words, every decimal digit as 0 to 9, one for one."""
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in words)


def order_of(dates: Sequence[tuple[str, str, str]]) -> tuple[str, bool]:
    """The order of year, month and day ("ymd", "dmy", "mdy") in which the dates are written, and whether that is sure.

    A number that can be no month tells; else the order in which the dates never go back, since a chat is written in
    the order of time.
    """
    if all(len(first) == 4 for first, _, _ in dates):
        return "ymd", True
    possible = [order for order in ("dmy", "mdy") if all(_is_real(date, order) for date in dates)] or ["dmy", "mdy"]
    if len(possible) == 1:
        return possible[0], True
    backward = {
        order: sum(later < earlier for earlier, later in pairwise(_date(date, order) for date in dates))
        for order in possible
    }
    best = min(possible, key=lambda order: backward[order])
    return best, backward["dmy"] != backward["mdy"]


def _is_real(date: tuple[str, str, str], order: str) -> bool:
    return 1 <= int(date[order.index("m")]) <= 12 and 1 <= int(date[order.index("d")]) <= 31


def _date(date: tuple[str, str, str], order: str) -> str:
    """ISO 8601; a year of two digits is of this century, in which the messenger was made."""
    year, month, day = (int(date[order.index(part)]) for part in "ymd")
    return f"{year + 2000 if year < 100 else year:04}-{month:02}-{day:02}"


def _text(line: _Line, asides: Asides) -> str:
    """The words of a message without what the messenger put in their place; "" where it has none of its own."""
    if line.name is None:
        asides.add(_SERVICE)
        return ""
    kept: list[str] = []
    files = 0
    for words in line.words:
        plain = _SPACES.sub(" ", words).strip().casefold() if len(words) <= _LONGEST_MARK else ""
        if not plain:
            kept.append(words)
        elif plain in _listed("omitted"):
            asides.add(_OMITTED)
        elif any(mark in plain for mark in _listed("attached")):
            files += 1
        elif plain in _listed("deleted"):
            asides.add(_DELETED)
        else:
            kept.append(words)
    text = "\n".join(kept).strip()
    mark = next((mark for mark in _listed("edited") if text.casefold().endswith(mark)), "")
    if mark:
        asides.add(_EDITED)
        text = text[: -len(mark)].rstrip()
    if files and not text:
        asides.add(_WORDLESS)
    return text


@cache
def _listed(key: str) -> frozenset[str]:
    """A list of ``whatsapp.toml``, looked up once: it is asked for every line."""
    return frozenset(word_list(_WORDS, key))


def _opens(words: str) -> bool:
    plain = words.casefold()
    return any(part in plain for part in _listed("opening"))


def _is_chat(data: bytes) -> bool:
    """Whether the first lines are those of a chat: it opens as one, or the same senders come back."""
    if data[:1] == b"<" or not any(48 <= byte < 58 or byte > 127 for byte in data[:12]):
        return False
    text = data[:16_384].decode("utf-8", "replace")
    begun = [(_begun(words, 0), words) for words in text.split("\n")[:200] if words.strip()]
    lines = [line for line, _ in begun if line]
    if not begun or begun[0][0] is None:
        return False
    if _opens(begun[0][1]):
        return True
    senders = Counter(line.name for line in lines if line.name)
    return len(lines) >= _SURE_LINES and 2 * len(senders) <= sum(senders.values()) + 1


FORMAT = Format(
    name="whatsapp",
    media_type="text/plain",
    suffixes=(),
    recognises=_is_chat,
    read=read,
    is_surely=_is_chat,
)
