"""Writing to an archive: entries wait until they are committed, and are acknowledged only then."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khronika.archive.devices import DeviceKey, Devices
from khronika.archive.entries import Entry, Head, digest
from khronika.archive.founding import instant
from khronika.archive.items import Items, Kept
from khronika.archive.logs import LogWriter
from khronika.archive.payloads import new_key, sealed_payload
from khronika.archive.sealing import Vault, derived


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a writer writes to: the archive's id, its items, its vault, this device's keys, and the clock."""

    archive: str
    items: Items
    vault: Vault | None
    devices: Devices
    clock: Callable[[], datetime]


class Writer:
    """Adds entries to the log of one key.

    seen: heads of other logs that changed since this log last named them; the next entry names them.
    """

    def __init__(self, place: Place, key: DeviceKey, log: LogWriter, seen: Mapping[str, Head]) -> None:
        self.log = key.log
        self._place, self._writer, self._seen = place, log, dict(seen)

    @property
    def size(self) -> int:
        """Entries of the log with those that are not safe yet: the number of the next one."""
        return self._writer.size

    @property
    def waiting(self) -> int:
        """Entries that are not safe yet."""
        return self._writer.waiting

    def append(self, kind: str, fields: Mapping[str, Any], clear: Mapping[str, Any] | None = None) -> int:
        """Adds an entry without an item; its number in the log. It is safe only after `commit`."""
        key, key_line = new_key(self._place.vault, self.log, self._writer.size)
        return self._append(kind, fields, clear or {}, key, key_line)

    def append_item(
        self, kind: str, chunks: Iterable[bytes], fields: Callable[[Kept], Mapping[str, Any]],
        clear: Mapping[str, Any] | None = None,
    ) -> tuple[int, Kept]:  # fmt: skip
        """Keeps an item and adds the entry that brings it in; its number, and what was kept. Safe after `commit`.

        fields: what the payload says, given what was kept; the item's digests are added to it. clear: what stands in
        the entry itself.
        """
        key, key_line = new_key(self._place.vault, self.log, self._writer.size)
        kept = self._place.items.keep(chunks, derived(key, "item") if key else None)
        said = dict(fields(kept))
        facts = {"sha256": kept.sha256, "stored": kept.stored, "size_bytes": kept.size_bytes}
        said["item"] = {**said.get("item", {}), **facts}
        # the name of a ciphertext says nothing, so that a missing item is noticed without a key
        named = {"item": kept.stored} if key else {}
        return self._append(kind, said, {**(clear or {}), **named}, key, key_line), kept

    def _append(
        self, kind: str, fields: Mapping[str, Any], clear: Mapping[str, Any], key: bytes | None, key_line: bytes
    ) -> int:
        sealed = sealed_payload(fields, key, key_line)
        seq = self._writer.size
        entry = Entry(
            log=self.log,
            seq=seq,
            at=instant(self._place.clock()),
            kind=kind,
            payload=sealed.payload,
            sealed=digest(sealed.line),
            key=digest(key_line) if key_line else None,
            seen=self._seen,
            clear=clear,
        )
        self._seen = {}
        self._writer.append(entry.leaf(), sealed.line, key_line)
        return seq

    def commit(self) -> None:
        """Waits until everything that was added is on the disk, signed.

        Raises: OSError where it cannot be; what was committed before is untouched, what waited was not kept.
        """
        if self.waiting:
            self._place.items.sync()
            head = self._writer.commit(self._place.archive)
            self._place.devices.remember(self.log, head)
