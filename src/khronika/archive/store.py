"""An archive that is open: what its logs say, and a way to write to the log of this device."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from khronika.archive.belonging import ACTS, Act, Member, belonging, handover
from khronika.archive.canonical import LONGEST_LEAF_BYTES
from khronika.archive.devices import DeviceKey, Devices
from khronika.archive.durable import locked, replace_file
from khronika.archive.entries import Head, entry_of
from khronika.archive.erasing import erasable, erase
from khronika.archive.following import Fault, Followable, SetBack, follow
from khronika.archive.founding import Clock, archive_id, system_clock
from khronika.archive.index import Index, remove_index
from khronika.archive.items import Items
from khronika.archive.logs import LogWriter, Position, log_folders
from khronika.archive.merkle import Frontier, leaf_hash
from khronika.archive.recipients import opened_vault
from khronika.archive.rows import DAMAGED, ERASED, ItemRow, Row
from khronika.archive.sealing import Vault
from khronika.archive.writing import Place, Writer
from khronika.errors import ArchiveError, Locked, Unfounded, VerificationError

Progress = Callable[[int], None]


class Archive:
    """An archive, opened for reading; `writing` adds to it. Use it as a context manager.

    faults: logs and entries that are not as they were signed; they are left out, and the rest is there.
    founded: False where the genesis entry is missing or changed, so that nobody can be said to belong.
    """

    def __init__(
        self, path: Path, *, home: Path, identities: Sequence[str] = (), clock: Clock = system_clock,
        vault: Vault | None = None, progress: Progress | None = None, unfounded_too: bool = False,
        from_logs: bool = False,
    ) -> None:  # fmt: skip
        """Opens the archive; one that is encrypted stays locked without an identity (or a vault already open).

        unfounded_too: one whose genesis entry does not hold, too, locked, to be looked at and not written to.
        from_logs: everything is taken from the logs again, into memory, where the archive is not encrypted. An index
        lies in the folder, and whoever handed that over may have changed it; that of an encrypted archive was sealed
        by somebody who can open it.

        Raises: ArchiveError where there is none; Unfounded; Locked where no identity fits.
        """
        self.path, self.clock = path, clock
        self.id = archive_id(path)
        self.items = Items(path / "items")
        self.devices = Devices(home, self.id)
        self.encrypted = (path / "vault").is_dir()
        self.founded = True
        try:
            self.vault = vault or self._opened(identities)
        except Unfounded:
            if not unfounded_too:
                raise
            self.founded, self.vault = False, None
        self.writable = self.founded and os.access(path, os.W_OK)
        self._distrusted = from_logs and not self.encrypted
        self._stale = False
        self._members: dict[str, Member] | None = None
        self.index, self.faults = self._indexed(progress)

    def _opened(self, identities: Sequence[str]) -> Vault | None:
        wanted = genesis_vault(self.path, self.id)
        self.encrypted = wanted is not None
        return opened_vault(self.path, identities, wanted) if wanted and identities else None

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the index; that of an encrypted archive is put away as ciphertext."""
        if self.vault and self._stale and self.writable:
            with suppress(OSError):  # it is derived: made anew next time
                replace_file(self.path / "index.sealed", self.vault.shut(self.index.bytes(), "index"))
        self.index.close()

    # the index

    def _indexed(self, progress: Progress | None) -> tuple[Index, list[Fault]]:
        index = self._index()
        try:
            return index, self._followed(index, progress)
        except (SetBack, sqlite3.DatabaseError):
            index.close()
            if self.writable and not self.encrypted:
                remove_index(self.path / "index.sqlite")
            fresh = self._index() if self.writable and not self.encrypted else Index.in_memory()
            return fresh, self._followed(fresh, progress)

    def _index(self) -> Index:
        if not self.founded or self._distrusted:
            return Index.in_memory()
        if self.encrypted:
            return self._sealed_index()
        if not self.writable:
            return Index.copy_of(self.path / "index.sqlite")
        try:
            return Index.in_file(self.path / "index.sqlite")
        except (sqlite3.Error, OSError):  # a full disk; what is signed can still be read
            return Index.copy_of(self.path / "index.sqlite")

    def _sealed_index(self) -> Index:
        path = self.path / "index.sealed"
        if self.vault and path.exists():
            with suppress(VerificationError, sqlite3.Error, OSError):
                return Index.in_memory(self.vault.opened(path.read_bytes(), "index"))
        return Index.in_memory()

    def _followed(self, index: Index, progress: Progress | None = None) -> list[Fault]:
        self._members = None
        before = index.heads()
        faults = follow(index, Followable(self.path, self.id, self.vault), progress)
        self._stale = self._stale or index.heads() != before
        known = {fault.name for fault in faults}
        for log, seq in index.in_state(DAMAGED):
            if (name := f"entry {log}/{seq}") not in known:
                faults.append(Fault(name, "its payload is not the one that was signed"))
        allowed = erasable(index, belonging(acts_of(index), self.id))
        for log, seq in index.in_state(ERASED) if self.founded else ():
            if (log, seq) not in allowed:
                faults.append(
                    Fault(f"entry {log}/{seq}", "its payload was erased, and nobody who may do so withdrew it")
                )
        return faults

    def refresh(self) -> None:
        """Takes in what was written since the archive was opened."""
        self.faults = self._followed(self.index)

    def replace_index(self) -> None:
        """Makes the index anew from the logs."""
        self.index.close()
        if self.writable and not self.encrypted:
            remove_index(self.path / "index.sqlite")
        self.index = Index.in_memory() if self.encrypted else self._index()
        self.faults = self._followed(self.index)

    # what the logs say

    def members(self) -> dict[str, Member]:
        """Who belongs."""
        if self._members is None:
            self._members = belonging(acts_of(self.index), self.id)
        return self._members

    def rows(self, *kinds: str) -> Iterator[Row]:
        """The entries that count, of the given kinds or of all, in the order of logs and numbers."""
        members = self.members()
        for row in self.index.rows(*kinds):
            member = members.get(row.log)
            if member and member.counts(row.seq):
                yield row

    def items_that_count(self, sha256: str, log: str) -> Iterator[ItemRow]:
        """The items with these bytes, of entries that count or of the log `log`."""
        members = self.members()
        for item in self.index.items(sha256=sha256):
            if item.log == log or (item.log in members and members[item.log].counts(item.seq)):
                yield item

    def require_open(self) -> None:
        """Raises: Locked where the archive is encrypted and was not opened."""
        if self.encrypted and self.vault is None:
            raise Locked(f"{self.path}: the archive is encrypted; --identity FILE opens it")

    # writing

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer to the log of this device; another process waits meanwhile. What is not committed is not kept.

        Raises: Locked where the archive is not open; ArchiveError where the device does not belong, or the archive
            cannot be written.
        """
        self.require_open()
        with self.changing():
            writer = self._writer()
            self.devices.begin(writer.log, self.path)
            yield writer
            writer.commit()
            self.devices.end(writer.log)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Holds the archive for a change of whatever kind; afterwards the index is up to date, what is withdrawn gone.

        Raises: ArchiveError where it cannot be written.
        """
        if not self.writable:
            raise ArchiveError(f"{self.path}: cannot be written (a read-only disk, or a folder of somebody else's)")
        self.devices.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # the first lock keeps one key from signing in two copies at once, the second two devices out of one copy
        with locked(self.devices.folder / "lock"), locked(self.path / ".lock"):
            self.refresh()
            self.items.sweep()
            try:
                yield
            finally:
                self.refresh()
                erase(self.index, self.items, self.path / "logs", self.members())

    def _writer(self) -> Writer:
        keys = list(self.devices.keys(self.vault))
        members = self.members()
        if any(key.log in members and members[key.log].until is not None for key in keys):
            raise ArchiveError(f"{self.path}: the key of this device was revoked; only a keeper can admit a new one")
        for key in keys:
            if not key.unfit and self._is_current(key.log):
                return self.writer_with(key)
        if not keys:
            raise ArchiveError(f"{self.path}: this device has no key in this archive; khronika join asks for one")
        return self._succeeding(keys, members)

    def _is_current(self, log: str) -> bool:
        """Whether this copy of the archive has all that a key has signed, so that the next entry forks nothing."""
        remembered = self.devices.remembered(log)
        here = self.index.followed(log)
        if self.devices.stopped_elsewhere(log, self.path):
            return False
        if remembered is None:
            return True
        if here is None or here.head.size < remembered.size:
            return False
        return here.head.size > remembered.size or here.head.root == remembered.root.hex()

    def _succeeding(self, keys: Sequence[DeviceKey], members: Mapping[str, Member]) -> Writer:
        """A writer with a new key, which the newest of the old ones that belongs signs over to."""
        old = next((key for key in reversed(keys) if key.log in members), keys[-1])
        key = self.devices.new(self.vault)
        writer = self.writer_with(key)
        clear = {"archive": self.id, **handover(self.id, old.private, key.log)}
        writer.append(
            "join", {"why": "this copy is older than what the key before has signed, or the key was moved"}, clear
        )
        return writer

    def writer_with(self, key: DeviceKey) -> Writer:
        """A writer to the log of a key of this device. Only while the archive is locked by `writing`."""
        here = self.index.followed(key.log)
        tree, position = (Frontier(here.head.size, here.peaks), here.position) if here else (Frontier(), Position())
        place = Place(
            archive=self.id, items=self.items, vault=self.vault, devices=self.devices, clock=self.clock
        )  # fmt: skip
        log = LogWriter(self.path / "logs" / key.log, key.private, tree, position)
        return Writer(place, key, log, self._news(key.log))

    def _news(self, log: str) -> Mapping[str, Head]:
        """The heads of other logs that this log has not named yet."""
        named = self.index.last_seen(log)
        return {
            other: head
            for other, head in self.index.heads().items()
            if other != log and head.size and (other not in named or named[other].size < head.size)
        }


def acts_of(index: Index) -> list[Act]:
    """The entries about belonging, with what their authors had seen."""
    return [
        Act(
            log=row.log, seq=row.seq, kind=row.kind, clear=row.clear,
            sight=index.sight(row.log, row.seq) if row.kind == "revoke" else {},
        )
        for row in index.rows(*ACTS)
    ]  # fmt: skip


def genesis_vault(path: Path, archive: str) -> str | None:
    """The digest of the vault that the archive was founded with, or None where it is not encrypted.

    Raises: Unfounded where no log begins with the genesis entry that the archive is named for.
    """
    for folder in log_folders(path):
        with suppress(OSError), (folder / "entries").open("rb") as stream:
            leaf = stream.readline(LONGEST_LEAF_BYTES).rstrip(b"\n")
            if leaf_hash(leaf).hex() == archive:
                return entry_of(leaf, folder.name, 0).clear.get("vault")
    raise Unfounded(f"{path}: its genesis entry, {archive[:8]}, is missing or was changed")
