"""What leaves an archive by other ways than its pages: a bundle of its evidence, its chronicle for other programs."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from khronika.archive.bundles import carried
from khronika.archive.logs import root_at
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, Exposed, VerificationError
from khronika.model.chronicle import Chronicle
from khronika.publishing.door import public_record
from khronika.publishing.linting.door import lint
from khronika.publishing.recalling import Recalled
from khronika.publishing.recalling.door import recalled
from khronika.rounds import Order, Progress, chronicle_of, silent

_MOST = 50
"""Places that are listed; evidence may show somebody on every line."""


def require_unprotected(
    archive: Archive, order: Order, remedy: str, progress: Progress = silent
) -> dict[str, str] | None:  # fmt: skip
    """SHA-256 of each file that a bundle carries, where none shows what is protected; None of an encrypted archive.

    remedy: what to do where something was found.

    Raises: Exposed, with where and who by pseudonym; ArchiveError where the archive was changed meanwhile; as
        ``rounds.chronicle_of``.
    """
    if archive.encrypted:
        return None
    heads = archive.index.heads()
    chronicle = chronicle_of([archive.path], order, progress)
    searched: dict[str, str] = {}
    found = [str(one) for one in lint(_carried(archive, searched), chronicle) if one.refused]
    if found:
        more = [f"and {len(found) - _MOST:,} more"] if len(found) > _MOST else []
        raise Exposed((*found[:_MOST], *more), count=len(found), remedy=remedy)
    archive.refresh()
    if archive.index.heads() != heads:
        raise ArchiveError(f"{archive.path}: was changed while it was searched; bundle it again")
    return searched


def _carried(archive: Archive, searched: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The files of a bundle as whoever opens it can read them: what lies there, and not what was signed.

    searched: is given the SHA-256 of each.

    An entry goes by its number, an item by the names that entries give it, what no entry names by its path.
    """
    for name in carried(archive)[0]:
        path, data = PurePosixPath(name), (archive.path / name).read_bytes()
        searched[name] = hashlib.sha256(data).hexdigest()
        match path.parts:
            case ["logs", log, "payloads"]:
                for number, line in enumerate(data.splitlines()):
                    yield f"entry {log[:8]}/{number}", line
            case ["logs", log, "entries"] if _holds(archive, log):
                pass
            case ["items", _, stored]:
                for called in sorted({item.name for item in archive.index.items(stored=stored)}) or [name]:
                    yield called or name, data
            case _:
                yield name, data


def _holds(archive: Archive, log: str) -> bool:
    """Whether the entries of a log are those that were signed, and nothing lies behind them."""
    followed, folder = archive.index.followed(log), archive.path / "logs" / log
    if followed is None:
        return False
    at = followed.position
    try:
        return (
            (folder / "entries").stat().st_size == at.entries
            and root_at(folder, followed.head.size).hex() == followed.head.root
        )  # fmt: skip
    except (OSError, VerificationError):
        return False


def public_chronicle(path: Path, order: Order, progress: Progress = silent) -> tuple[Recalled, Chronicle]:
    """The chronicle of an archive as it may be shown, and as it is, to search what is made of the first by the second.

    Raises: as ``rounds.chronicle_of``; OutputError where a withheld name would be shown.
    """
    whole = chronicle_of([path], order, progress)
    return recalled(public_record(whole), str(path)), whole
