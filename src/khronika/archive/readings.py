"""Readings: what a reader found in an item, kept so that nothing shown has to be read again.

The claims of a reading are kept as an item of their own, one a line; its entry says which reader, of which version,
with which digests of model, lexicon, gazetteer and calibration, read what. A reading that finds the same claims by the
same means as one that is there is not recorded twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from khronika.archive.canonical import canonical, parsed
from khronika.archive.entries import digest
from khronika.archive.index import Index
from khronika.archive.rows import ClaimRow
from khronika.archive.writing import Writer
from khronika.errors import VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text that was read, beside its claims.

    doc_id: how it goes. read: SHA-256 of all of it that its claims follow from.
    not_held, refusals: as their ``as_dict`` gives them. named: whom it names.
    """

    doc_id: str
    read: str
    not_held: Sequence[Mapping[str, Any]] = ()
    refusals: Sequence[Mapping[str, Any]] = ()
    named: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As its line in the reading's item has it."""
        more = {"not_held": list(self.not_held), "refusals": list(self.refusals), "named": list(self.named)}
        return {"doc_id": self.doc_id, "read": self.read, **more}


@dataclass(frozen=True, slots=True)
class RecordedText:
    """A text that was read, and its claims as ``Claim.as_dict`` gives them, in the order in which they were found."""

    read: Read
    claims: Sequence[Mapping[str, Any]]

    @property
    def unread(self) -> bool:
        """Whether it could not be read as a whole."""
        return any(isinstance(one, dict) and one.get("unread") is True for one in self.read.refusals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A reading to be recorded.

    of: SHA-256 of the item that was read. reader: name, version, profile, and digests of all that it used.
    texts: what was read of it.
    """

    of: str
    reader: Mapping[str, str]
    texts: Sequence[RecordedText]

    def lines(self) -> bytes:
        """The reading's item: each text, then its claims, one a line."""
        said = (one for text in self.texts for one in (text.read.as_dict(), *text.claims))
        return b"".join(canonical(one) + b"\n" for one in said)


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of claims in a new reading. now: old id -> new id; lost: claims that have no counterpart."""

    now: Mapping[str, str]
    lost: tuple[ClaimRow, ...]


def recorded_readings(index: Index) -> set[str]:
    """What tells the readings that are there from one another, for `record_reading`."""
    claims = {(item.log, item.seq): item.sha256 for item in index.items()}
    return {
        _mark(row.payload["reading"], claims[row.log, row.seq])
        for row in index.rows("reading")
        if row.payload and isinstance(row.payload.get("reading"), dict) and (row.log, row.seq) in claims
    }


def record_reading(writer: Writer, reading: Recorded, why: str, recorded: set[str]) -> bool:
    """Records a reading, unless the same is there already; whether it did. It is safe after the writer's `commit`."""
    data = reading.lines()
    count = sum(len(text.claims) for text in reading.texts)
    said = {"of": reading.of, "reader": dict(reading.reader), "claims": count}
    mark = _mark(said, digest(data))
    if mark in recorded:
        return False
    recorded.add(mark)
    facts = {"why": why, "reading": said, "item": {"name": f"claims of {reading.of[:12]}"}}
    writer.append_item("reading", [data], lambda _: facts)
    return True


def _mark(said: Mapping[str, Any], claims: str) -> str:
    return digest(canonical({"said": said, "claims": claims}))


def claims_of(judgment: Mapping[str, Any]) -> list[ClaimRow]:
    """The claims that a judgment names, as they were when it was made."""
    found = []
    named = judgment.get("claims")
    for said in named if isinstance(named, list) else ():
        with suppress(VerificationError):
            found.append(_claim(said if isinstance(said, dict) else {}))
    return found


def claim_row(said: Mapping[str, Any]) -> ClaimRow:
    """A claim as ``Claim.as_dict`` gives it. Raises: VerificationError where it is none."""
    return _claim(said)


def claims_in(data: bytes) -> list[ClaimRow]:
    """The claims of a reading's item. Raises: VerificationError where a line is neither a claim nor a text."""
    said = [parsed(line) for line in data.split(b"\n") if line]
    return [_claim(one) for one in said if "read" not in one]


def texts_in(data: bytes) -> list[RecordedText]:
    """The texts of a reading's item, with their claims. Raises: VerificationError where it is none."""
    texts: list[RecordedText] = []
    claims: list[Mapping[str, Any]] = []
    for line in data.split(b"\n"):
        said = parsed(line) if line else {}
        if "read" in said:
            claims = []
            texts.append(RecordedText(_read(said), claims))
        elif said:
            claims.append(said)
    return texts


def _read(said: Mapping[str, Any]) -> Read:
    values = [said.get(name) for name in ("doc_id", "read", "not_held", "refusals", "named")]
    match values:
        case [str(doc_id), str(read), list(not_held), list(refusals), list(named)]:
            return Read(
                doc_id=doc_id, read=read, not_held=not_held, refusals=refusals, named=tuple(map(str, named))
            )  # fmt: skip
    raise VerificationError("reading", "doc_id, read, not_held, refusals and named", "something else")


def _claim(said: Mapping[str, Any]) -> ClaimRow:
    values = [said.get(name) for name in ("claim_id", "doc_id", "field", "start", "end", "event_type", "quote")]
    match values:
        case [str(claim_id), str(doc_id), str(name), int(start), int(end), str(event_type), str(quote)]:
            return ClaimRow(claim_id, doc_id, name, start, end, event_type, quote)
    raise VerificationError("claim", "claim_id, doc_id, field, start, end, event_type and quote", "something else")


def reanchored(old: Iterable[ClaimRow], new: Sequence[ClaimRow]) -> Reanchored:
    """Which claim of a new reading each old one has become: the one of the same kind in the same words.

    The same id first; then the same span and type; then the same type where the spans overlap by half at least, or,
    where a text was cut anew, the same quoted words. Where two fit equally well, none is taken: a person has to look.
    """
    by_doc: dict[tuple[str, str], list[ClaimRow]] = {}
    for claim in new:
        by_doc.setdefault((claim.doc_id, claim.field), []).append(claim)
    now, lost = {}, []
    for claim in old:
        best = _counterpart(claim, by_doc.get((claim.doc_id, claim.field), ()))
        if best is None:
            lost.append(claim)
        else:
            now[claim.claim_id] = best.claim_id
    return Reanchored(now, tuple(lost))


def _counterpart(old: ClaimRow, new: Sequence[ClaimRow]) -> ClaimRow | None:
    rounds = (
        [one for one in new if one.claim_id == old.claim_id],
        [one for one in new if _kind(one) == _kind(old) and (one.start, one.end) == (old.start, old.end)],
        [one for one in new if _kind(one) == _kind(old) and _overlap(old, one) >= 0.5],
        [one for one in new if _kind(one) == _kind(old) and one.quote == old.quote],
    )
    for fitting in rounds:
        if len({one.claim_id for one in fitting}) == 1:
            return fitting[0]
        if fitting:
            best = sorted(fitting, key=lambda one: -_overlap(old, one))
            return best[0] if _overlap(old, best[0]) > _overlap(old, best[1]) else None
    return None


def _kind(claim: ClaimRow) -> str:
    return claim.event_type


def _overlap(one: ClaimRow, other: ClaimRow) -> float:
    """Share of the two spans together that both cover. Unit: share, 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / whole if whole else 1.0
