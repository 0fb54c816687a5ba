"""JSON that is no export and no record a line: refused, since its signs and keys are no report.

A file of records that goes by ".json" is read as what it is.
"""

from collections.abc import Iterable

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake import records
from khronika.model.refusal import Refusal


def read(data: bytes, name: str, limits: Limits) -> Iterable[Draft | Refusal]:
    """The drafts of records that stand a line each. Raises: InputError for any other JSON."""
    if records.FORMAT.recognises(data[:4096]):
        return records.read(data, name, limits)
    raise InputError(name, 'JSON of no known kind; hand in records a line each, as .jsonl ({"text": ...})')


def _recognises(head: bytes) -> bool:
    start = b"".join(head.removeprefix(b"\xef\xbb\xbf").split()[:2])[:2]
    return start in (b'{"', b'["', b"[{", b"[[")


FORMAT = Format(
    name="json", media_type="application/json", suffixes=(".json", ".geojson"), recognises=_recognises, read=read
)
