"""Two copies of an archive become one: the union of their logs and items, with no question asked.

Each log is taken from whichever copy has more of it, if the longer is shown to begin with the shorter. A log that goes
two ways, is not signed, or does not lead to its own checkpoint is refused, the first kept aside as proof; the rest goes
in. What is merged again, in whatever order, changes nothing.

Logs go in after the items that they name, so that a merge that was stopped has only to be started again.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from khronika.archive.canonical import parsed
from khronika.archive.checkpoints import Checkpoint
from khronika.archive.durable import replace_file, sync_folder
from khronika.archive.entries import Entry, digest, entry_of
from khronika.archive.following import Fault, check_first, fault_of
from khronika.archive.founding import archive_id
from khronika.archive.items import Items, chunks_of, is_name
from khronika.archive.logs import Lines, Position, head_of, lines_of, log_folders, root_at, take_over
from khronika.archive.merkle import Frontier
from khronika.archive.payloads import check_sealed, is_erased
from khronika.archive.rows import DAMAGED
from khronika.archive.stamping import LONGEST_ANSWER_BYTES, STAMP_NAME
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, VerificationError

Progress = Callable[[str, int], None]
_LARGEST_VAULT_FILE = 1_000_000


@dataclass(slots=True)
class Merged:
    """What came in. logs: those that grew; entries, items: counts; refused: what did not go in, with why."""

    logs: list[str] = field(default_factory=list)
    entries: int = 0
    items: int = 0
    refused: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Theirs:
    """A log of the other copy that leads to its own checkpoint. news: the entries that are not here yet."""

    head: Checkpoint
    news: list[Lines]
    checkpoint: bytes


class Forked(Exception):
    """A log of which the two copies hold different entries under the same numbers."""


def merge(
    archive: Archive, other: Path, progress: Progress | None = None, *, mend: bool = False
) -> Merged:  # fmt: skip
    """Takes in what another copy has and this one has not. The other copy is only read.

    mend: every item that both have is read, and one whose bytes here are not those of its name is taken, too.

    Raises: ArchiveError where the other is no archive, or another one; or where this one cannot be written.
    """
    if archive_id(other) != archive.id:
        raise ArchiveError(f"{other}: another archive ({archive_id(other)[:8]}, not {archive.id[:8]})")
    done = Merged()
    try:
        with archive.changing():
            _take_vault(archive.path, other, done)
            for folder in log_folders(other):
                _take_log(archive, folder, Items(other / "items"), done)
                if progress:
                    progress("entries", done.entries)
            _take_lost_items(archive, Items(other / "items"), done, mend=mend)
            _take_stamps(archive.path, other)
    except OSError as error:
        raise ArchiveError(f"{archive.path}: cannot be written: {error.strerror or error}; merge again") from error
    return done


def _take_log(archive: Archive, folder: Path, items: Items, done: Merged) -> None:
    log = folder.name
    try:
        broken = _is_broken(archive, log)
        ours = 0 if broken else _sound_size(archive, log)
        cut = "" if broken else _damage(archive, log)
        if cut and (size := head_of(folder, archive.id).size) < ours:
            done.refused.append(
                Fault(f"log {log}", f"damaged here ({cut}), and the other copy has {size} of {ours} entries")
            )
            return
        theirs = _read(archive, folder, ours)
        if broken or cut:  # only now that the other copy's is known to hold
            _give_up(archive, log)
            theirs = _read(archive, folder, 0)
        if theirs.news:
            _take_items(archive, theirs.news, items, done)
            position = _position(archive, log)
            take_over(archive.path / "logs" / log, theirs.news, position, theirs.checkpoint)
            done.logs.append(log)
            done.entries += len(theirs.news)
        elif _has_damaged_payloads(archive, log):
            _mend(archive, folder, theirs.head.size)
    except VerificationError as error:
        done.refused.append(fault_of(f"log {log}", error))
    except Forked as error:
        proof = _keep_proof(archive.path, folder)
        archive.devices.retire(log)
        done.refused.append(Fault(f"log {log}", f"{error}; the other copy's is kept as proof in {proof}"))


def _is_broken(archive: Archive, log: str) -> bool:
    """Whether a log is here and does not hold as a whole."""
    return f"log {log}" in {fault.name for fault in archive.faults} and (archive.path / "logs" / log).exists()


def _sound_size(archive: Archive, log: str) -> int:
    """How many entries of a log were here when it last held."""
    followed = archive.index.followed(log)
    return followed.head.size if followed else 0


def _damage(archive: Archive, log: str) -> str:
    """What the files of a log have lost since the index followed them, which then looks at them no more; or nothing."""
    if not (followed := archive.index.followed(log)):
        return ""
    try:
        root = root_at(archive.path / "logs" / log, followed.head.size).hex()
    except VerificationError as error:
        return fault_of(f"log {log}", error).reason
    return "" if root == followed.head.root else f"root of the entries: expected {followed.head.root}, found {root}"


def _has_damaged_payloads(archive: Archive, log: str) -> bool:
    if any(one == log for one, _ in archive.index.in_state(DAMAGED)):
        return True
    followed = archive.index.followed(log)
    try:
        for lines in lines_of(archive.path / "logs" / log, followed.head.size if followed else 0):
            if not is_erased(lines.payload):
                check_sealed(entry_of(lines.leaf, log, lines.at.size), lines.payload, lines.key)
    except VerificationError:
        return True
    return False


def _give_up(archive: Archive, log: str) -> None:
    """Puts a log that does not hold aside, and forgets what the index knew of it."""
    if (folder := archive.path / "logs" / log).exists():
        _put_aside(archive.path, folder)
    archive.replace_index()


def _position(archive: Archive, log: str) -> Position:
    followed = archive.index.followed(log)
    return followed.position if followed else Position()


def _read(archive: Archive, folder: Path, ours: int) -> _Theirs:
    """The other copy's log, checked as a whole.

    Raises: VerificationError where it does not hold by itself; Forked where it and ours part ways.
    """
    log = folder.name
    head = head_of(folder, archive.id)
    checkpoint = (folder / "checkpoint").read_bytes()
    tree, news = Frontier(), []
    shorter = min(ours, head.size)
    parted = False
    for lines in lines_of(folder, head.size):
        entry = entry_of(lines.leaf, log, lines.at.size)
        check_first(entry, archive.id, lines.leaf)
        tree.add(lines.leaf)
        if lines.at.size >= ours:
            _check_news(entry, lines)
            news.append(lines)
        if tree.size == shorter and tree.root() != _root_here(archive, log, shorter):
            parted = True
    if tree.root() != head.root:
        raise VerificationError("root of the entries", head.root.hex(), tree.root().hex())
    if parted:
        raise Forked("it goes two ways: its key has signed other entries here")
    return _Theirs(head, news, checkpoint)


def _check_news(entry: Entry, lines: Lines) -> None:
    if not is_erased(lines.payload):
        check_sealed(entry, lines.payload, lines.key)


def _root_here(archive: Archive, log: str, size: int) -> bytes:
    followed = archive.index.followed(log)
    if followed and followed.head.size == size:
        return bytes.fromhex(followed.head.root)
    return root_at(archive.path / "logs" / log, size)


def _take_items(archive: Archive, news: Iterable[Lines], items: Items, done: Merged) -> None:
    for lines in news:
        name = named_item(lines)
        if name and not archive.items.path(name).exists():
            _take_item(archive, items, name, done)
    archive.items.sync()


def named_item(lines: Lines) -> str | None:
    """The name of the item that an entry brings in, as far as it can be told without a key."""
    if is_erased(lines.payload):
        return None
    said = parsed(lines.leaf) if lines.key else parsed(lines.payload)
    item = said.get("item")
    name = item.get("stored") if isinstance(item, dict) else item
    return name if isinstance(name, str) and is_name(name) else None


def _take_item(archive: Archive, items: Items, name: str, done: Merged) -> None:
    """Copies an item; one whose bytes are not those of its name is refused, and may come from a third copy."""
    try:
        items.check(name)
        with items.path(name).open("rb") as stream:
            kept = archive.items.keep(chunks_of(stream), None)
    except VerificationError as error:
        fault = fault_of(f"item {name}", error)
        done.refused += [fault] if fault not in done.refused else []
        return
    done.items += kept.stored == name


def _take_lost_items(archive: Archive, items: Items, done: Merged, *, mend: bool) -> None:
    """Items that an earlier merge, or an accident, has left out or changed."""
    archive.refresh()
    named = {item.stored for item in archive.index.items()}
    if archive.encrypted and archive.vault is None:
        named = {str(row.clear["item"]) for row in archive.index.rows() if "item" in row.clear and not row.state}
    for name in sorted(filter(is_name, named)):
        here = archive.items.path(name)
        there = items.path(name)
        if not there.exists():
            continue
        lost = not here.exists() or here.stat().st_size != there.stat().st_size
        if lost or (mend and archive.items.digest(name) != name):
            _take_item(archive, items, name, done)
    archive.items.sync()


def _take_vault(path: Path, other: Path, done: Merged) -> None:
    for file in sorted((other / "vault").glob("*.age")):
        if (path / "vault" / file.name).exists():
            continue
        data = file.read_bytes() if file.stat().st_size < _LARGEST_VAULT_FILE else b""
        if f"{digest(data)}.age" != file.name:
            done.refused.append(Fault(f"vault/{file.name}", "its bytes are not those of its name"))
        else:
            replace_file(path / "vault" / file.name, data)


def _take_stamps(path: Path, other: Path) -> None:
    """Stamps are taken as they are, where they bear the names of their digests; `verify` says what they are worth."""
    for file in sorted((other / "stamps").glob("*.*")):
        if not STAMP_NAME.fullmatch(file.name) or (path / "stamps" / file.name).exists():
            continue
        data = file.read_bytes() if file.stat().st_size <= LONGEST_ANSWER_BYTES else b""
        parts = file.name.split(".")
        if digest(data) == parts[0] if parts[1] == "note" else digest(data)[:16] == parts[1]:
            (path / "stamps").mkdir(exist_ok=True)
            replace_file(path / "stamps" / file.name, data)


def _mend(archive: Archive, theirs: Path, size: int) -> None:
    """Takes payloads that are damaged here from a copy that has them whole."""
    log, ours = theirs.name, archive.path / "logs" / theirs.name
    followed = archive.index.followed(log)
    if followed is None:
        return
    payloads, keys = [], []
    there = {lines.at.size: lines for lines in lines_of(theirs, min(size, followed.head.size))}
    for lines in lines_of(ours, followed.head.size):
        entry = entry_of(lines.leaf, log, lines.at.size)
        best = _better(entry, lines, there.get(lines.at.size))
        payloads.append(best.payload)
        keys += [best.key] if best.key else []
    replace_file(ours / "payloads", b"".join(line + b"\n" for line in payloads))
    if keys:
        replace_file(ours / "keys", b"".join(line + b"\n" for line in keys))
    archive.replace_index()


def _better(entry: Entry, ours: Lines, theirs: Lines | None) -> Lines:
    if is_erased(ours.payload) or theirs is None or theirs.leaf != ours.leaf:
        return ours
    for lines in (ours, theirs):
        try:
            check_sealed(entry, lines.payload, lines.key)
        except VerificationError:
            continue
        return lines
    return ours


def _keep_proof(path: Path, folder: Path) -> str:
    """A copy of a refused log: two heads that one key has signed and that cannot both be; where it is kept."""
    target = path / "refused" / f"{folder.name}-{digest((folder / 'checkpoint').read_bytes())[:16]}"
    if not target.exists():
        beside = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
        shutil.copytree(folder, beside)
        os.rename(beside, target)
        sync_folder(target.parent)
    return target.relative_to(path).as_posix()


def _put_aside(path: Path, folder: Path) -> None:
    target = path / "refused" / f"{folder.name}-damaged-{os.urandom(4).hex()}"
    target.parent.mkdir(exist_ok=True)
    os.rename(folder, target)
    sync_folder(target.parent)
    sync_folder(folder.parent)
