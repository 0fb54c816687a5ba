"""Files of records: one dispatch a line, as a JSON object.

Fields: ``doc_id`` (or ``id``), ``title``, ``published`` (or ``dct``), ``url``, ``publisher``, ``text``; only ``text``
is needed, and other fields are left alone. A line that is no such object is refused by its number and the rest goes on.
"""

import json
from collections.abc import Iterator

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown


def read(data: bytes, name: str, limits: Limits) -> Iterator[Draft | Refusal]:
    """The drafts of the records, in the order of the lines. Raises: InputError, LimitExceeded."""
    within(len(data), limits.file_bytes, "file_bytes", name)
    count = 0
    for number, line in _lines(data):
        if not line.strip():
            continue
        count += 1
        within(count, limits.records_count, "records_count", name)
        where = f"{name}:{number}"
        try:
            within(len(line), limits.record_bytes, "record_bytes", where)
            yield _draft(line, where, str(number))
        except InputError as error:
            yield Refusal(step="intake", name=shown(where), reason=error.reason)
    if not count:
        raise InputError(name, "the file is empty")


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1, without ever holding a second copy of the whole file."""
    start, number = 3 if data.startswith(b"\xef\xbb\xbf") else 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        yield number, data[start:end].removesuffix(b"\r")
        start = end + 1


def _draft(line: bytes, where: str, number: str) -> Draft:
    record = _object(line, where)
    notes: list[str] = []
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(where, 'the record has no "text"')
    if sayable(text) != text:
        text = sayable(text)
        notes.append("half characters (lone surrogates), read as U+FFFD")
    title, published = _string(record, ("title",), notes), _string(record, ("published", "dct"), notes)
    return Draft(
        raw=line,
        text=text,
        encoding="utf-8",
        where=number,
        doc_id=_identity(record, notes),
        title=title if title and not text.lstrip().startswith(title) else None,
        published=published,
        published_from="record" if published else None,
        url=_string(record, ("url",), notes),
        publisher=_string(record, ("publisher",), notes),
        notes=tuple(notes),
    )


def _object(line: bytes, where: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        raise InputError(where, "the line is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise InputError(where, "not JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(record, dict):
        raise InputError(where, "the line is not a JSON object")
    return record


def _string(record: dict[str, object], names: tuple[str, ...], notes: list[str]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value.strip():
                return sayable(value).strip()
        elif value is not None:
            notes.append(f'the field "{name}" is not a text and was left out')
    return None


def _identity(record: dict[str, object], notes: list[str]) -> str | None:
    """The id as given; a whole number counts, since many tables number their rows."""
    for name in ("doc_id", "id"):
        value = record.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return _string(record, ("doc_id", "id"), notes)


def _recognises(head: bytes) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b'{"'):
        return False
    line, newline, _ = head.partition(b"\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # a first line longer than what we see, or cut inside a character
        return not newline


FORMAT = Format(
    name="records",
    media_type="application/json",
    suffixes=(".jsonl", ".ndjson"),
    recognises=_recognises,
    read=read,
)
