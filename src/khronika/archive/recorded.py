"""What was read of an archive's items, to be used again.

A reading whose item does not hold is left out, and named among the archive's faults; the rest is there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from khronika.archive.following import Fault, fault_of
from khronika.archive.readings import RecordedText, texts_in
from khronika.archive.store import Archive
from khronika.errors import VerificationError


def read_by(archive: Archive, reader: Mapping[str, str]) -> dict[str, RecordedText]:
    """Everything that counts and was read by a reader with these properties: digest of the text -> what was found.

    A text that could not be read is passed over: it may have taken too long on a busy machine.
    """
    found: dict[str, RecordedText] = {}
    for row in archive.rows("reading"):
        said = (row.payload or {}).get("reading")
        by = said.get("reader") if isinstance(said, dict) else None
        if not isinstance(by, dict) or any(by.get(name) != value for name, value in reader.items()):
            continue
        found |= {text.read.read: text for text in _texts_of(archive, row.log, row.seq) if not text.unread}
    return found


def recorded_claim(archive: Archive, claim_id: str) -> Mapping[str, Any] | None:
    """A claim as the last reading that holds and found it has it (as ``Claim.as_dict`` gives it), or None."""
    for log, seq in reversed(archive.index.readings_of(claim_id)):
        for text in _texts_of(archive, log, seq):
            for claim in text.claims:
                if claim.get("claim_id") == claim_id:
                    return claim
    return None


def recorded_texts(archive: Archive) -> Iterator[RecordedText]:
    """Every text of readings that count and hold, in the order of logs and numbers."""
    for row in archive.rows("reading"):
        yield from _texts_of(archive, row.log, row.seq)


def recorded_claims(archive: Archive) -> dict[str, Mapping[str, Any]]:
    """Every claim of readings that count and hold, by its id, as the last reading that found it has it."""
    return {str(claim.get("claim_id")): claim for text in recorded_texts(archive) for claim in text.claims}


def _texts_of(archive: Archive, log: str, seq: int) -> Iterator[RecordedText]:
    for item in archive.index.items_of(log, seq):
        try:
            yield from texts_in(archive.items.read(item.stored, item.key))
        except VerificationError as error:
            _note(archive, fault_of(f"reading {log}/{seq}", error))


def _note(archive: Archive, fault: Fault) -> None:
    if fault.name not in {known.name for known in archive.faults}:
        archive.faults.append(fault)
