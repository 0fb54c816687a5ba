"""Publishing an edition of an archive: frozen, with the heads that it was made from, and an entry in the log."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from khronika.archive.entries import digest
from khronika.archive.founding import instant
from khronika.archive.rows import Row
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, VerificationError, WrongUse
from khronika.model.chronicle import Chronicle
from khronika.publishing.door import files_of
from khronika.publishing.editions.changes import Edition, changed
from khronika.publishing.editions.permanence import Earlier, Tombstone, with_permanent_ids
from khronika.publishing.folder import CHRONICLE, manifest_of, owned_files, write_all
from khronika.publishing.pages.addresses import Limits
from khronika.publishing.withholding.redaction import pseudonyms, redacted
from khronika.rounds import Order, Progress, chronicle_of, silent


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that was published. manifest: SHA-256 of its manifest; entry: log and number; doubts: worth a look."""

    edition: Edition
    chronicle: Chronicle
    manifest: str
    entry: tuple[str, int]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """What the archive knows of the edition before."""

    earlier: Earlier
    previous: Mapping[str, Any] | None
    labels: Mapping[str, str]


def publish_edition(archive: Archive, out: Path, order: Order, why: str, progress: Progress = silent) -> Made:
    """Publishes the next edition of an archive to a folder, and records it.

    Raises: as ``rounds.chronicle_of`` and ``publishing.publish``; ArchiveError where the archive cannot be written,
        or was changed meanwhile; Exposed where something protected would be shown. Then nothing is published.
    """
    if owned_files(out):
        raise WrongUse(
            f"{out}: holds a chronicle already; an edition stays as it is, and the next one needs a new folder"
        )
    archive.require_open()
    heads = {log: (head.size, head.root) for log, head in archive.index.heads().items()}
    before = _before(archive)
    chronicle = chronicle_of([archive.path], order, progress)
    copy = redacted(chronicle, before.labels)
    public, tombstones = with_permanent_ids(copy.chronicle, before.earlier)
    copy = replace(copy, chronicle=public)
    moved, new, gone = changed(before.earlier.record, public.as_dict())
    with archive.writing() as writer:
        others = {log: (head.size, head.root) for log, head in archive.index.heads().items()}
        if others != heads:
            raise ArchiveError(f"{archive.path}: was changed while the edition was made; publish it again")
        edition = Edition(
            number=before.earlier.number + 1, at=instant(archive.clock()), why=why, archive=archive.id, heads=heads,
            previous=before.previous, moved=moved, judgments=new, gone=gone, tombstones=tombstones,
        )  # fmt: skip
        more = {"edition.json": edition.as_bytes(), "changes.html": edition.page()}
        files, doubts = files_of(copy, Limits(), chronicle, more)
        of_edition = digest(more["edition.json"])
        facts = {"edition": {"number": edition.number, "archive": archive.id, "edition_sha256": of_edition}}
        manifest = digest(manifest_of(files, CHRONICLE, facts))
        write_all(out, files, lambda done, of: progress("publishing", done, of), facts=facts)
        kept = {
            "record": public.as_dict(),
            "labels": pseudonyms(chronicle, before.labels),
            "tombstones": [list(stone) for stone in tombstones],
            "items": sorted({item.sha256 for item in archive.index.items()}),
        }
        payload = {
            "why": why,
            "edition": {"manifest": manifest, "edition": of_edition},
            "item": {"name": f"edition {edition.number}", "media_type": "application/json"},
        }
        data = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        seq, _ = writer.append_item("edition", [data], lambda _: payload, {"number": edition.number})
        log = writer.log
    return Made(edition, chronicle, manifest, (log, seq), doubts)


def _before(archive: Archive) -> _Before:
    """What there is of the editions before. Of two with one number, made without knowledge of each other, the one that
    comes last by log and number; of one whose record was withdrawn, the number alone.

    Raises: ArchiveError where a record is damaged.
    """
    rows = sorted(archive.rows("edition"), key=lambda row: (_number(row), row.log, row.seq))
    if not rows:
        return _Before(Earlier(), None, {})
    number, held = _number(rows[-1]), [row for row in rows if row.payload]
    if not held:
        return _Before(Earlier(number), None, {})
    last = held[-1]
    try:
        (item,) = archive.index.items_of(last.log, last.seq)
        kept = json.loads(archive.items.read(item.stored, item.key))
        stones = [Tombstone(one[0], one[1], one[2], one[3], tuple(one[4])) for one in kept["tombstones"]]
        earlier = Earlier(number, kept["record"], tuple(stones))
        labels = dict(kept["labels"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, VerificationError) as error:
        raise ArchiveError(f"{archive.path}: the record of edition {_number(last)} does not hold: {error}") from None
    said = (last.payload or {}).get("edition")
    manifest = said.get("manifest") if isinstance(said, dict) else None
    return _Before(earlier, {"number": _number(last), "manifest": manifest}, labels)


def _number(row: Row) -> int:
    number = row.clear.get("number")
    return number if isinstance(number, int) else 0
