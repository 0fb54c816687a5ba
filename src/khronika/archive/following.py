"""How the index follows the logs: whatever is new in one is checked against its signed head, then laid out.

Nothing enters the index that was not signed: the new entries of a log go in together, and only if the tree they make
has the root that the log's key signed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from khronika.archive.canonical import parsed
from khronika.archive.entries import Entry, Head, entry_of
from khronika.archive.index import Index
from khronika.archive.items import Items, is_name
from khronika.archive.logs import Lines, Position, head_of, lines_of, log_folders
from khronika.archive.merkle import Frontier, leaf_hash
from khronika.archive.payloads import check_sealed, is_erased, opened_payload
from khronika.archive.readings import claims_in
from khronika.archive.rows import Followed, ItemRow
from khronika.archive.sealing import Vault, derived
from khronika.errors import VerificationError


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was signed. name: the log, entry, item or file; reason: what was found instead."""

    name: str
    reason: str


def fault_of(name: str, error: VerificationError) -> Fault:
    """The fault that a failed check shows in a thing."""
    what = "" if error.what in name else f"{error.what}: "
    return Fault(name, f"{what}expected {error.expected}, found {error.found}")


class SetBack(Exception):
    """A log is shorter than the index has seen it: the archive was replaced by an older copy of itself."""


@dataclass(frozen=True, slots=True)
class Followable:
    """What is followed: the folder of an archive, its id, and the vault where it is open."""

    path: Path
    archive: str
    vault: Vault | None

    @property
    def items(self) -> Items:
        """Its items."""
        return Items(self.path / "items")


def follow(index: Index, of: Followable, progress: Callable[[int], None] | None = None) -> list[Fault]:
    """Brings the index up to the logs; a log that does not hold is left out as a whole, and named.

    progress: called with the number of entries that were read.
    Raises: SetBack where the index knows more of a log than there is; it must then be made anew.
    """
    faults = []
    for folder in log_folders(of.path):
        try:
            faults += _follow_log(index, folder, of, progress)
        except VerificationError as error:
            faults.append(fault_of(f"log {folder.name}", error))
    return faults


def _follow_log(index: Index, folder: Path, of: Followable, progress: Callable[[int], None] | None) -> list[Fault]:
    """The entries whose payloads are not what they should be.

    Raises: VerificationError where the log's entries are not those that were signed.
    """
    head = head_of(folder, of.archive)
    before = index.followed(folder.name)
    known = before.head.size if before else 0
    if head.size < known:
        raise SetBack
    if before and head.size == known:
        if head.root.hex() != before.head.root:
            raise VerificationError("root", before.head.root, head.root.hex())
        return []
    tree = Frontier(known, before.peaks if before else ())
    at, faults = before.position if before else Position(), []
    with index.change():
        for lines in lines_of(folder, head.size, at):
            entry = entry_of(lines.leaf, folder.name, lines.at.size)
            check_first(entry, of.archive, lines.leaf)
            tree.add(lines.leaf)
            if fault := _lay_out(index, entry, lines, of):
                faults.append(fault)
            at = lines.then
            if progress:
                progress(at.size)
        if tree.root() != head.root:
            raise VerificationError("root of the entries", head.root.hex(), tree.root().hex())
        index.note_log(folder.name, Followed(Head(head.size, head.root.hex()), tree.peaks, at))
    return faults


def check_first(entry: Entry, archive: str, leaf: bytes) -> None:
    """Raises: VerificationError where a log does not begin as one of this archive does."""
    if entry.kind == "genesis" or entry.seq == 0:
        begins = entry.seq == 0 and (
            (entry.kind == "genesis" and leaf_hash(leaf).hex() == archive)
            or (entry.kind == "join" and entry.clear.get("archive") == archive)
        )
        if not begins:
            raise VerificationError(f"entry {entry.log[:8]}/{entry.seq}", f"a beginning in {archive[:8]}", entry.kind)


def _lay_out(index: Index, entry: Entry, lines: Lines, of: Followable) -> Fault | None:
    """Puts one entry into the index; what is wrong with its payload, or None."""
    name = f"entry {entry.log}/{entry.seq}"
    gone = is_erased(lines.payload)
    try:
        if not gone:
            check_sealed(entry, lines.payload, lines.key)
        opened = None if gone else opened_payload(entry, lines.payload, lines.key, of.vault)
        payload = parsed(opened) if opened is not None else {}
        said = payload.get("item")
        item = _item(entry, said, lines, of.vault) if isinstance(said, dict) else None
    except VerificationError as error:
        index.note_entry(entry, None, lines.at, len(lines.payload))
        index.note_damaged(entry.log, entry.seq)
        return fault_of(name, error)
    index.note_entry(entry, opened.decode() if opened is not None else None, lines.at, len(lines.payload))
    if gone:
        index.note_erased(entry.log, entry.seq)
    elif item is not None:
        index.note_item(item)
        if entry.kind == "reading":
            return _lay_out_claims(index, item, of.items)
    return None


def _lay_out_claims(index: Index, item: ItemRow, items: Items) -> Fault | None:
    """Puts the claims of a reading into the index; what is wrong with them, or None."""
    try:
        claims = claims_in(items.read(item.stored, item.key))
    except VerificationError as error:
        return fault_of(f"reading {item.log}/{item.seq}", error)
    index.note_claims(item.log, item.seq, claims)
    return None


def _item(entry: Entry, said: dict[str, object], lines: Lines, vault: Vault | None) -> ItemRow:
    """What a payload says of the item that it brings in. Raises: VerificationError where no item can be that."""
    match [said.get(name) for name in ("sha256", "stored", "size_bytes")]:
        case [str(sha256), str(stored), int(size)] if is_name(sha256) and is_name(stored):
            key = derived(vault.opened_key(lines.key, entry.log, entry.seq), "item") if vault and entry.key else None
            return ItemRow(entry.log, entry.seq, sha256, stored, str(said.get("name", "")), size, key)
    raise VerificationError("item", "digests in hex and a size", "something else")
