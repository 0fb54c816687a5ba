"""The index of more names than fit into memory: parted by the first byte of their digest, sorted part by part."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from khronika.errors import GazetteerError
from khronika.reference.gazetteer.layout import digest_of
from khronika.reference.gazetteer.spool import Spool

_FORM = struct.Struct("<QIIIB")
_PARTS = 256
Posting = tuple[int, int, int, int, int]
"""Digest, posting (number of the entry, twice, and one where it is a main name), people, check, wide."""


class FormSpool:
    """Collects the names of places in a spool, and sorts them at the end."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool

    def add(self, form: str, posting: int, *, people: int, wide: bool) -> None:
        """A normalised name of an entry; `wide` puts it before all others that bear it."""
        digest = digest_of(form)
        check = zlib.crc32(form.encode())
        packed = _FORM.pack(digest, posting, min(people, 2**32 - 1), check, wide)
        self.spool.append(f"forms.{digest >> 56:02x}", packed)

    def sorted_index(self) -> dict[str, bytes | Path]:
        """The sections of the index: digests, where each one's postings start, and the postings."""
        made = {name: self.spool.folder / f"{name}.sorted" for name in ("digests", "starts", "postings")}
        total = 0
        with ExitStack() as stack:
            digests, starts, postings = (stack.enter_context(path.open("wb")) for path in made.values())
            starts.write(struct.pack("<I", 0))
            for part in range(_PARTS):
                for digest, ranked in _ranked(self.spool.path(f"forms.{part:02x}")):
                    total += len(ranked)
                    digests.write(struct.pack("<Q", digest))
                    starts.write(struct.pack("<I", total))
                    postings.write(struct.pack(f"<{len(ranked)}I", *ranked))
        return dict(made)


def _ranked(part: Path) -> Iterator[tuple[int, list[int]]]:
    """Each digest of a part with its postings, each entry once, in the order in which they are looked up.

    Raises: GazetteerError where two names share one digest.
    """
    rows: list[Posting] = sorted(_FORM.iter_unpack(part.read_bytes()))
    for digest, same in groupby(rows, key=lambda row: row[0]):
        best: dict[int, Posting] = {}
        checks = set()
        for row in same:
            checks.add(row[3])
            known = best.get(row[1] >> 1)
            if known is None or row[1] > known[1]:
                best[row[1] >> 1] = row if known is None else (row[0], row[1], max(row[2], known[2]), row[3], row[4])
        if len(checks) > 1:
            raise GazetteerError("two names share one digest: change the digest in layout.py")
        yield digest, [row[1] for row in sorted(best.values(), key=lambda row: (not row[4], -row[2], row[1] >> 1))]
