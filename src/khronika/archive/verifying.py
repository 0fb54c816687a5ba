"""Is everything as it was signed? Numbered steps; each says what it found, and none relies on the index.

1. The folder holds an archive's files and no others; archive.json and README.txt are as they were written.
2. Each log's checkpoint is signed by the key that the log is named for.
3. Each log's entries are well formed, in order, of this archive, and the leaves of the tree that was signed.
4. Each payload and key is the one that its entry commits to; where it was erased, a keeper withdrew it.
5. Each head of another log that an entry had seen is a head of that log: none was cut short, none goes two ways.
6. Each log belongs to the archive; one that does not (yet) is noted, and its entries do not count.
7. Each item that an entry brought in is there, and its bytes are those that were kept.
8. The files that open an encrypted archive are as they were written.
9. Each time stamp is about a head that its log leads to; where roots are given, their authority signed it.
10. The index says what the logs say; one that does not is replaced, unless it is the logs that do not hold.

What this cannot show: that a whole log, with everything that ever saw it, was not set back to an earlier state; that
the claimed times are true. docs/threat-model.md says more.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from cryptography import x509

from khronika.archive.belonging import Member, belonging
from khronika.archive.entries import entry_of
from khronika.archive.erasing import erasable
from khronika.archive.following import Fault, Followable, fault_of, follow
from khronika.archive.founding import marker, readme
from khronika.archive.hashing import looked_at
from khronika.archive.index import Index
from khronika.archive.items import chunks_of
from khronika.archive.logs import lines_of, log_folders, root_at
from khronika.archive.merging import named_item
from khronika.archive.merkle import Frontier
from khronika.archive.payloads import check_sealed, is_erased
from khronika.archive.recipients import check_vault
from khronika.archive.recognising import SUMS
from khronika.archive.rows import ERASED
from khronika.archive.stamping import Stamp, stamps
from khronika.archive.store import Archive, acts_of
from khronika.errors import VerificationError

STEPS = {
    1: "files", 2: "checkpoints", 3: "entries", 4: "payloads", 5: "heads seen", 6: "belonging", 7: "items",
    8: "vault", 9: "stamps", 10: "index",
}  # fmt: skip
_KNOWN = re.compile(
    r"archive\.json|README\.txt|\.lock|index\.sqlite(-wal|-shm)?|index\.sealed|refused/.*|stamps/[0-9a-f]{64}\.(note|tsq|[0-9a-f]{16}\.tsr)"
    r"|logs/[0-9a-f]{64}/(entries|payloads|keys|checkpoint)|items/[0-9a-f]{2}/[0-9a-f]{64}|vault/[0-9a-f]{64}\.age"
)
_LEFT_BY_A_STOP = re.compile(r"(.*/)?\.[^/]+\.part|items/\.part/.*|(?P<unpacked>\.bundle\.[^/]+\.part)/.*")
Progress = Callable[[str, int], None]


@dataclass(slots=True)
class Verification:
    """What was found. faults: by step; notes: what is no fault but worth a word; entries, items: how many were checked.

    locked: the archive is encrypted and was not opened, so that payloads were checked as ciphertext only.
    """

    faults: dict[int, list[Fault]] = field(default_factory=lambda: {step: [] for step in STEPS})
    notes: list[str] = field(default_factory=list)
    entries: int = 0
    items: int = 0
    locked: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not any(self.faults.values())


def verify(
    archive: Archive, progress: Progress | None = None, roots: Sequence[x509.Certificate] = ()
) -> Verification:  # fmt: skip
    """Checks everything, and goes on after a fault so that all of them are named.

    roots: certificates of time-stamping authorities that are trusted; without any, stamps are only read.
    """
    found = Verification(locked=archive.encrypted and archive.vault is None)
    stored = list(archive.items.names())
    with looked_at(archive.items, stored) as looked:  # the bytes of items are hashed while the logs are read
        found.faults[1] = list(_files(archive, found.notes))
        fresh = Index.in_memory()
        for fault in follow(fresh, Followable(archive.path, archive.id, archive.vault), _counted(progress)):
            found.faults[_step_of(fault)].append(fault)
        found.entries = sum(head.size for head in fresh.heads().values())
        broken = {fault.name for step in (2, 3) for fault in found.faults[step]}
        if archive.founded:
            members = belonging(acts_of(fresh), archive.id)
            found.faults[4] += _erased(fresh, members_may=erasable(fresh, members))
            found.notes += _belonging(fresh, members)
        else:
            found.faults[3].append(Fault(f"genesis entry {archive.id}", "missing or changed: no log begins with it"))
            found.notes.append("without the genesis entry nobody can be said to belong, and nothing can be opened")
        found.faults[5] = list(_heads(fresh, archive.path, broken))
        for step, fault in _in_broken_logs(archive, broken, set(stored)):
            found.faults[step].append(fault)
        found.notes += _tails(fresh, archive.path)
        wrong = {name: _fault_of_item(name, error) for name, error in looked if error}
    found.items = len(stored)
    found.faults[7] += _items(archive, fresh, set(stored), wrong)
    found.faults[8] = _vault(archive.path)
    found.faults[9] = list(_stamps(archive, fresh, roots, found.notes))
    if not any(found.faults[step] for step in (2, 3, 4)):  # else the index may know what the logs have lost
        found.faults[10] = _index(archive, fresh)
    return found


def _counted(progress: Progress | None) -> Callable[[int], None] | None:
    return (lambda done: progress("entries", done)) if progress else None


def _step_of(fault: Fault) -> int:
    if fault.name.startswith("entry"):
        return 4
    return 2 if fault.reason.startswith(("signature", "checkpoint", "note", "log")) else 3


def _files(archive: Archive, notes: list[str]) -> Iterator[Fault]:
    """Step 1."""
    for name, wanted in (("archive.json", marker(archive.id)), ("README.txt", readme())):
        path = archive.path / name
        if not path.is_file() or path.read_bytes() != wanted:
            yield Fault(name, "missing, or not as Khronika wrote it")
    for name in sorted(_strangers(archive.path)):
        if name == SUMS:
            notes.append(f"{name}: the list of a bundle that was unpacked here; no part of the archive, not checked")
        elif left := _LEFT_BY_A_STOP.fullmatch(name):
            note = f"{left['unpacked'] or name}: left by a write that was stopped; the next one takes it away"
            notes += [note] if note not in notes else []
        else:
            yield Fault(name, "no file that an archive has")


def _strangers(root: Path, below: str = "") -> Iterator[str]:
    """The files (and links) below a folder that have no place in an archive."""
    for one in os.scandir(root / below):
        name = f"{below}{one.name}"
        if one.is_dir(follow_symlinks=False):
            yield from _strangers(root, f"{name}/")
        elif one.is_symlink() or not _KNOWN.fullmatch(name):
            yield name


def _in_broken_logs(archive: Archive, broken: Collection[str], stored: Collection[str]) -> Iterator[tuple[int, Fault]]:
    """What of a log that does not hold as a whole does not hold by itself: payloads, items that are not there; by step.

    It ends where the log's files do; why they do is named already.
    """
    for folder in log_folders(archive.path):
        if f"log {folder.name}" not in broken:
            continue
        with suppress(VerificationError, OSError):
            for lines in lines_of(folder, _lines_in(folder / "entries")):
                name = f"entry {folder.name}/{lines.at.size}"
                if is_erased(lines.payload):
                    continue
                try:
                    check_sealed(entry_of(lines.leaf, folder.name, lines.at.size), lines.payload, lines.key)
                    item = named_item(lines)
                except VerificationError as error:
                    yield 4, fault_of(name, error)
                    continue
                if item and item not in stored:
                    yield 7, Fault(f"item {item}", f"missing; {name} brought it in")


def _lines_in(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in chunks_of(stream))


def _erased(fresh: Index, members_may: set[tuple[str, int]]) -> Iterator[Fault]:
    """The end of step 4."""
    for log, seq in fresh.in_state(ERASED):
        if (log, seq) not in members_may:
            yield Fault(f"entry {log}/{seq}", "its payload was erased, and no keeper withdrew it")


def _belonging(fresh: Index, members: Mapping[str, Member]) -> Iterator[str]:
    """Step 6: who does not belong is no fault, but what they wrote does not count."""
    for log, head in fresh.heads().items():
        member = members.get(log)
        if member is None:
            yield f"log {log}: nobody has admitted it (yet); its {head.size} entries do not count"
        elif member.until is not None and member.until < head.size:
            yield f"log {log}: its key was revoked; {head.size - member.until} of its {head.size} entries do not count"


def _tails(fresh: Index, path: Path) -> Iterator[str]:
    """What lies behind the last signed entry of a log."""
    for log in fresh.heads():
        followed = fresh.followed(log)
        for file, end in zip(("entries", "payloads", "keys"), followed.position[1:] if followed else (), strict=False):
            where = path / "logs" / log / file
            if where.exists() and where.stat().st_size > end:
                yield f"log {log}, {file}: ends in a write that was stopped; it counts for nothing"


def _heads(fresh: Index, path: Path, broken: Collection[str]) -> Iterator[Fault]:
    """Step 5: the roots that others saw, against the roots that the logs have at those sizes.

    broken: what is named already; of a log that does not hold by itself, nothing more is to be said.
    """
    sizes = {log: head.size for log, head in fresh.heads().items()}
    wanted: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for log, seq, other, head in fresh.seen():
        name = f"entry {log}/{seq}"
        if f"log {other}" in broken:
            continue
        if head.size > sizes.get(other, 0):
            had = f"{sizes.get(other, 0)} entries are here, and {name} had seen {head.size}"
            yield Fault(f"log {other}", f"cut short: {had}")
        else:
            wanted.setdefault(other, {}).setdefault(head.size, []).append((name, head.root))
    for log, at_sizes in sorted(wanted.items()):
        tree = Frontier()
        for lines in lines_of(path / "logs" / log, max(at_sizes)):
            tree.add(lines.leaf)
            for name, root in at_sizes.get(tree.size, ()):
                if tree.root().hex() != root:
                    yield Fault(
                        f"log {log}", f"it goes two ways: {name} had seen other entries among the first {tree.size}"
                    )


def _fault_of_item(stored: str, error: VerificationError | OSError) -> Fault:
    if isinstance(error, VerificationError):
        return fault_of(f"item {stored}", error)
    return Fault(f"item {stored}", f"cannot be read: {error.strerror or error}")


def _items(archive: Archive, fresh: Index, stored: set[str], wrong: dict[str, Fault]) -> Iterator[Fault]:
    """Step 7."""
    named: dict[str, str] = {}
    for item in fresh.items():
        named.setdefault(item.stored, f"entry {item.log}/{item.seq}, {item.name}")
    locked = archive.encrypted and archive.vault is None
    for row in fresh.rows("item", "reading", "edition", "export") if locked else ():
        if row.state != ERASED and "item" in row.clear:
            named.setdefault(str(row.clear["item"]), f"entry {row.log}/{row.seq}")
    for name, who in named.items():
        if name not in stored:
            yield Fault(f"item {name}", f"missing; {who} brought it in")
        elif name in wrong:
            yield Fault(f"item {name}", f"{wrong[name].reason}; {who} brought it in")
        elif archive.vault:
            yield from _opens(archive, fresh, name)
    for name in sorted(wrong.keys() - named.keys()):
        yield wrong[name]


def _opens(archive: Archive, fresh: Index, stored: str) -> Iterator[Fault]:
    """In an encrypted archive that is open: whether the ciphertext holds the bytes that the entry says."""
    for item in fresh.items(stored=stored):
        try:
            archive.items.compare(item.stored, item.key, item.sha256)
        except VerificationError as error:
            yield fault_of(f"item {stored}", error)


def _vault(path: Path) -> list[Fault]:
    """Step 8."""
    try:
        check_vault(path)
    except VerificationError as error:
        return [fault_of(error.what, error)]
    return []


def _stamps(
    archive: Archive, fresh: Index, roots: Sequence[x509.Certificate], notes: list[str]
) -> Iterator[Fault]:  # fmt: skip
    """Step 9; the newest stamp of each log is noted."""
    newest: dict[str, Stamp] = {}
    for stamp in stamps(archive.path, archive.id, roots):
        if isinstance(stamp, Fault):
            yield stamp
        elif stamp.size > (fresh.heads()[stamp.log].size if stamp.log in fresh.heads() else 0):
            yield Fault(f"log {stamp.log}", f"cut short: a head of {stamp.size} entries was stamped {stamp.time}")
        elif root_at(archive.path / "logs" / stamp.log, stamp.size) != stamp.root:
            yield Fault(f"log {stamp.log}", f"it goes two ways: another head of {stamp.size} entries was stamped")
        elif stamp.log not in newest or newest[stamp.log].size < stamp.size:
            newest[stamp.log] = stamp
    for stamp in newest.values():
        whose = "" if stamp.trusted else ", by an authority that was not checked (give its root certificate)"
        notes.append(f"log {stamp.log}: its first {stamp.size} entries were there by {stamp.time.isoformat()}{whose}")


def _index(archive: Archive, fresh: Index) -> list[Fault]:
    """Step 9; one that differs is taken away, and made anew."""
    try:
        same = all(one == other for one, other in zip_longest(archive.index.contents(), fresh.contents()))
    except Exception:  # noqa: BLE001  (whatever a damaged database does, it is replaced)
        same = False
    if same or (archive.encrypted and archive.vault is None):
        return []
    archive.replace_index()
    return [Fault("index", "it did not say what the logs say, and was made anew")]
