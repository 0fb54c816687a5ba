"""Consent withdrawn: the key, the payload and the item are destroyed, and the log still verifies.

Only what a keeper's entry names in the clear is destroyed, and only it may be missing. A member cannot do it: the entry
travels to every copy of the archive, and would take the evidence with it.
"""

from collections.abc import Mapping
from pathlib import Path

from khronika.archive.belonging import KEEPER, Member
from khronika.archive.durable import overwrite
from khronika.archive.entries import erased_by
from khronika.archive.index import Index
from khronika.archive.items import Items, is_name
from khronika.archive.rows import ERASED
from khronika.archive.sealing import KEY_LINE_BYTES


def erasable(index: Index, members: Mapping[str, Member]) -> set[tuple[str, int]]:
    """The entries (log, number) that a keeper has withdrawn."""
    found: set[tuple[str, int]] = set()
    for row in index.rows("judgment"):
        author = members.get(row.log)
        if author and author.role == KEEPER and author.counts(row.seq):
            found.update(erased_by(row.clear))
    return found


def erase(index: Index, items: Items, logs: Path, members: Mapping[str, Member]) -> int:
    """Destroys whatever was withdrawn and is still there; how many entries that were.

    The item goes first: whoever is stopped half-way finds from the payload what is left to do.
    """
    done = 0
    for log, seq in sorted(erasable(index, members)):
        row = index.row(log, seq)
        if row is None or row.state == ERASED:
            continue
        brought = [item.stored for item in index.items_of(log, seq)] or [str(row.clear.get("item", ""))]
        for stored in filter(is_name, brought):
            if not any((item.log, item.seq) != (log, seq) for item in index.items(stored=stored)):
                items.erase(stored)
        at, length, key_line = index.places(log, seq)
        if key_line:
            overwrite(logs / log / "keys", at.keys, KEY_LINE_BYTES)
        overwrite(logs / log / "payloads", at.payloads, length)
        index.note_erased(log, seq)
        done += 1
    if done:
        index.leave_no_trace()
    return done
