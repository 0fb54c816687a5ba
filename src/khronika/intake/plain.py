"""Plain text: what stands in the file is the dispatch, unchanged."""

from collections.abc import Iterable

from khronika.hooks import Draft, Format, Limits
from khronika.intake.decoding import decoded, looks_binary
from khronika.intake.measures import within
from khronika.model.refusal import Refusal


def read(data: bytes, name: str, limits: Limits) -> Iterable[Draft | Refusal]:
    """The one draft of a text file. Raises: InputError, LimitExceeded."""
    within(len(data), limits.page_bytes, "page_bytes", name)
    found = decoded(data, name)
    return [Draft(raw=data, text=found.text, encoding=found.encoding, notes=(found.note,) if found.note else ())]


def _recognises(head: bytes) -> bool:
    return not looks_binary(head)


FORMAT = Format(name="plain", media_type="text/plain", suffixes=(".txt", ".text"), recognises=_recognises, read=read)
