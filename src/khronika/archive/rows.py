"""What the index gives back: entries, items, claims, hits of a search, and how far it has followed a log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.archive.entries import Head
from khronika.archive.logs import Position

HELD, ERASED, DAMAGED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the index has it.

    state: HELD, ERASED, or DAMAGED (it is not what the entry commits to).
    payload: None unless it is held and the archive is open.
    """

    log: str
    seq: int
    at: str
    kind: str
    clear: Mapping[str, Any]
    payload: Mapping[str, Any] | None
    state: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a history are asked for.

    last: only the last so many of them. kinds, logs: of these; None: of all. since, before: claimed times as entries
    carry them, the first among what is wanted, the second not.
    """

    last: int | None = None
    kinds: Sequence[str] | None = None
    logs: Sequence[str] | None = None
    since: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that an entry brought in. key: what decrypts it, or None in an archive that is not encrypted."""

    log: str
    seq: int
    sha256: str
    stored: str
    name: str
    size_bytes: int
    key: bytes | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a reading found it: what is needed to name it, and to find it again in another reading."""

    claim_id: str
    doc_id: str
    field: str
    start: int
    end: int
    event_type: str
    quote: str

    def anchor(self) -> dict[str, Any]:
        """How a judgment names the claim."""
        return {
            "claim_id": self.claim_id, "doc_id": self.doc_id, "field": self.field, "start": self.start,
            "end": self.end, "event_type": self.event_type, "quote": self.quote,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the words that were looked for. number: the claim's in its reading; -1: an item's name."""

    log: str
    seq: int
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the index has followed a log."""

    head: Head
    peaks: tuple[bytes, ...]
    position: Position
