"""What leaves an archive by other ways than its pages: a bundle of its evidence, its chronicle for other programs."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from khronika.archive.store import Archive
from khronika.errors import Exposed
from khronika.model.chronicle import Chronicle
from khronika.publishing.door import public_record
from khronika.publishing.linting.door import lint
from khronika.publishing.recalling import Recalled
from khronika.publishing.recalling.door import recalled
from khronika.rounds import Order, Progress, chronicle_of, silent

_MOST = 50
"""Places that are listed; evidence may show somebody on every line."""


def require_unprotected(archive: Archive, order: Order, remedy: str, progress: Progress = silent) -> None:
    """Nothing, where no evidence in an archive shows what is protected, or where it is encrypted.

    Searched are every item, and what every entry says. remedy: what to do where something was found.

    Raises: Exposed, with where and who by pseudonym; as ``rounds.chronicle_of``.
    """
    if archive.encrypted:
        return
    chronicle = chronicle_of([archive.path], order, progress)
    found = [str(one) for one in lint(_carried(archive), chronicle) if one.refused]
    if found:
        more = [f"and {len(found) - _MOST:,} more"] if len(found) > _MOST else []
        raise Exposed((*found[:_MOST], *more), count=len(found), remedy=remedy)


def _carried(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The evidence as whoever opens a bundle can read it."""
    for row in archive.index.rows():
        where = f"entry {row.log[:8]}/{row.seq}"
        yield where, json.dumps(row.payload or {}, ensure_ascii=False).encode("utf-8", "replace")
        for item in archive.index.items_of(row.log, row.seq):
            with suppress(FileNotFoundError):
                yield item.name or where, archive.items.path(item.stored).read_bytes()  # one that was altered goes, too


def public_chronicle(path: Path, order: Order, progress: Progress = silent) -> tuple[Recalled, Chronicle]:
    """The chronicle of an archive as it may be shown, and as it is, to search what is made of the first by the second.

    Raises: as ``rounds.chronicle_of``; OutputError where a withheld name would be shown.
    """
    whole = chronicle_of([path], order, progress)
    return recalled(public_record(whole), str(path)), whole
