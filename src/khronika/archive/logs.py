"""The files of one log, and how it grows.

    logs/<public key>/entries      one entry a line: the leaves of the tree
    logs/<public key>/payloads     one payload a line, in the same order
    logs/<public key>/keys         one key a line, in an encrypted archive
    logs/<public key>/checkpoint   how long the log is and its root, signed

The checkpoint says what counts. What lies behind it in the other files is a write that was stopped: nobody was told
that it was kept, readers pass over it, and the next write takes its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from khronika.archive.canonical import LONGEST_LEAF_BYTES
from khronika.archive.checkpoints import Checkpoint, opened_checkpoint, signed_checkpoint
from khronika.archive.durable import append_file, replace_file, sync_folder
from khronika.archive.merkle import Frontier
from khronika.archive.notes import LONGEST_NOTE_BYTES
from khronika.archive.sealing import KEY_LINE_BYTES
from khronika.errors import VerificationError

LONGEST_LINE_BYTES = 64 * LONGEST_LEAF_BYTES


class Position(NamedTuple):
    """A place in a log. size: entries before it; the others: bytes of each file before it."""

    size: int = 0
    entries: int = 0
    payloads: int = 0
    keys: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """One entry as it lies in the files, without line breaks; at: where it begins, then: where the next one does."""

    leaf: bytes
    payload: bytes
    key: bytes
    at: Position
    then: Position


def log_folders(archive: Path) -> list[Path]:
    """The folders of an archive's logs, in the order of their keys."""
    logs = archive / "logs"
    return sorted(path for path in logs.iterdir() if path.is_dir()) if logs.is_dir() else []


def head_of(folder: Path, archive: str) -> Checkpoint:
    """The signed head of a log.

    Raises: VerificationError where it is missing, malformed, or not signed by the log's own key.
    """
    try:
        with (folder / "checkpoint").open("rb") as stream:
            note = stream.read(LONGEST_NOTE_BYTES + 1)
    except FileNotFoundError:
        raise VerificationError(f"log {folder.name[:8]}", "a checkpoint", "none") from None
    return opened_checkpoint(note, archive, folder.name)


def lines_of(folder: Path, size: int, start: Position | None = None) -> Iterator[Lines]:
    """The entries from `start` up to `size`, in their order, unchecked but for their number.

    Raises: VerificationError where the files end before the log does.
    """
    at = start or Position()
    with (
        _opened(folder / "entries", at.entries) as entries,
        _opened(folder / "payloads", at.payloads) as payloads,
        _opened(folder / "keys", at.keys) as keys,
    ):
        while at.size < size:
            leaf = _line(entries, folder, "entries", at.size, size)
            payload = _line(payloads, folder, "payloads", at.size, size)
            key = _key_line(keys, folder, at.size, size) if b'"key":"' in leaf else b""
            then = Position(
                at.size + 1,
                at.entries + len(leaf) + 1,
                at.payloads + len(payload) + 1,
                at.keys + (len(key) + 1 if key else 0),
            )
            yield Lines(leaf, payload, key, at, then)
            at = then


def root_at(folder: Path, size: int) -> bytes:
    """The root of the tree of a log's first entries. Raises: VerificationError where there are not so many."""
    tree = Frontier()
    for lines in lines_of(folder, size):
        tree.add(lines.leaf)
    return tree.root()


def _opened(path: Path, at: int) -> BinaryIO:
    stream = path.open("rb") if path.exists() else Path("/dev/null").open("rb")  # noqa: SIM115  (a context manager)
    stream.seek(at)
    return stream


def _line(stream: BinaryIO, folder: Path, file: str, number: int, size: int) -> bytes:
    line = stream.readline(LONGEST_LINE_BYTES)
    if not line.endswith(b"\n"):
        raise VerificationError(f"log {folder.name[:8]}, {file}", f"{size} lines", f"{number}")
    return line[:-1]


def _key_line(stream: BinaryIO, folder: Path, number: int, size: int) -> bytes:
    line = _line(stream, folder, "keys", number, size)
    if len(line) != KEY_LINE_BYTES:  # so that it can be destroyed where it lies
        raise VerificationError(f"key of entry {folder.name[:8]}/{number}", f"{KEY_LINE_BYTES} bytes", str(len(line)))
    return line


class LogWriter:
    """Appends to the log of one key; nothing is kept before `commit` has come back.

    tree, position: the log as its checkpoint has it. Two writers of one log must never be (see ``durable.locked``).
    """

    def __init__(self, folder: Path, private: Ed25519PrivateKey, tree: Frontier, position: Position) -> None:
        self._folder, self._private = folder, private
        self._tree, self._position = tree, position
        self._leaves: list[bytes] = []
        self._payloads: list[bytes] = []
        self._keys: list[bytes] = []

    @property
    def size(self) -> int:
        """Entries, those that wait to be committed among them."""
        return self._tree.size

    @property
    def waiting(self) -> int:
        """Entries that wait to be committed."""
        return len(self._leaves)

    def append(self, leaf: bytes, payload: bytes, key: bytes) -> None:
        """Adds an entry to those that wait."""
        self._tree.add(leaf)
        self._leaves.append(leaf)
        self._payloads.append(payload)
        if key:
            self._keys.append(key)

    def commit(self, archive: str) -> Checkpoint:
        """Signs what waits into the log; when this comes back, it is on the disk.

        Raises: OSError where the disk is full or cannot be written; the log is then as it was before.
        """
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True)
            sync_folder(self._folder.parent)
            sync_folder(self._folder.parent.parent)
        at = self._position
        written = [
            _appended(self._folder / "payloads", self._payloads, at.payloads),
            _appended(self._folder / "keys", self._keys, at.keys),
            _appended(self._folder / "entries", self._leaves, at.entries),
        ]
        head = Checkpoint(self._tree.size, self._tree.root())
        sync_folder(self._folder)
        replace_file(self._folder / "checkpoint", signed_checkpoint(head, archive, self._private))
        self._position = Position(head.size, at.entries + written[2], at.payloads + written[0], at.keys + written[1])
        self._leaves, self._payloads, self._keys = [], [], []
        return head


def take_over(folder: Path, lines: Sequence[Lines], position: Position, checkpoint: bytes) -> None:
    """Appends entries that were signed elsewhere, as they are, with the checkpoint that covers them.

    Whoever calls has checked that the checkpoint is signed and that the entries lead to it.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True)
        sync_folder(folder.parent)
    _appended(folder / "payloads", [line.payload for line in lines], position.payloads)
    _appended(folder / "keys", [line.key for line in lines if line.key], position.keys)
    _appended(folder / "entries", [line.leaf for line in lines], position.entries)
    sync_folder(folder)
    replace_file(folder / "checkpoint", checkpoint)


def _appended(path: Path, lines: list[bytes], at: int) -> int:
    """The bytes that were added to a file."""
    if not lines:
        return 0
    data = b"".join(line + b"\n" for line in lines)
    append_file(path, data, at)
    return len(data)
