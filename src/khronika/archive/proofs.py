"""A proof that an entry is in a log, in one small file, for somebody who has nothing else of the archive.

It holds the entry itself, its place, the hashes that lead from it to the root of the log's tree, and the head that the
log's key has signed. It says what of the entry stands in the clear, and nothing of its payload.

Source: C2SP tlog-proof (c2sp.org/tlog-proof), version 1; the entry is the proof's extra data.
"""

import base64
from dataclasses import dataclass

from khronika.archive.canonical import LONGEST_LEAF_BYTES
from khronika.archive.checkpoints import Checkpoint, opened_checkpoint
from khronika.archive.entries import Entry, entry_of
from khronika.archive.logs import head_of, lines_of
from khronika.archive.merkle import check_inclusion, inclusion_proof, leaf_hash, root_of
from khronika.archive.notes import LONGEST_NOTE_BYTES, of_one_spelling
from khronika.archive.store import Archive
from khronika.errors import VerificationError, WrongUse

FIRST_LINE = "c2sp.org/tlog-proof@v1"
ENDING = ".tlog-proof"
LONGEST_PROOF_BYTES = 2 * LONGEST_LEAF_BYTES + 2 * LONGEST_NOTE_BYTES
_ORIGIN = "khronika"


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: that the log of this archive held this entry when its key signed this head."""

    archive: str
    entry: Entry
    head: Checkpoint


def proof_of(archive: Archive, log: str, seq: int) -> bytes:
    """The proof that an entry is in its log, under the log's newest head. It needs no key to an encrypted archive.

    Raises: WrongUse where the log has no such entry; VerificationError where the log does not hold.
    """
    folder = archive.path / "logs" / log
    head = head_of(folder, archive.id)
    if not 0 <= seq < head.size:
        raise WrongUse(f"{log[:8]}/{seq}: there is no such entry; the log has {head.size:,}, the first is 0")
    leaf, hashes = b"", []
    for lines in lines_of(folder, head.size):
        leaf = lines.leaf if lines.at.size == seq else leaf
        hashes.append(leaf_hash(lines.leaf))
    if (root := root_of(hashes)) != head.root:
        raise VerificationError(f"log {log}, root of the entries", head.root.hex(), root.hex())
    path = [base64.b64encode(step).decode() for step in inclusion_proof(hashes, seq)]
    lines_before = [FIRST_LINE, f"extra {base64.b64encode(leaf).decode()}", f"index {seq}", *path, ""]
    return "".join(f"{line}\n" for line in lines_before).encode() + (folder / "checkpoint").read_bytes()


def checked_proof(data: bytes) -> Proven:
    """What a proof shows. Whether the log's key is one to be trusted, the proof cannot say.

    Raises: VerificationError where it is no proof of an entry of an archive, or does not hold.
    """
    before, parted, note = data.partition(b"\n\n")
    lines = _text(before).split("\n")
    if not parted or len(data) > LONGEST_PROOF_BYTES or lines[0] != FIRST_LINE or len(lines) < 3:
        raise VerificationError("proof", f"one that begins with {FIRST_LINE}", "something else")
    leaf = _decoded(_after("extra ", lines[1]))
    index = _after("index ", lines[2])
    if not index.isascii() or not index.isdecimal() or str(int(index[:16])) != index:
        raise VerificationError("proof", "index and a number", lines[2][:80])
    origin = _text(note).partition("\n")[0].split("/")
    if len(origin) != 3 or origin[0] != _ORIGIN:
        raise VerificationError("proof", "a checkpoint of an archive's log", "something else")
    _, archive, log = origin
    head = opened_checkpoint(note, archive, log)
    path = [_decoded(line) for line in lines[3:]]
    check_inclusion(leaf_hash(leaf), int(index), size=head.size, proof=path, root=head.root)
    return Proven(archive, entry_of(leaf, log, int(index)), head)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise VerificationError("proof", "UTF-8", "other bytes") from None


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise VerificationError("proof", f"a line that begins with {word.strip()!r}", line[:80])
    return line.removeprefix(word)


def _decoded(encoded: str) -> bytes:
    raw = of_one_spelling(encoded)
    if not raw:
        raise VerificationError("proof", "base64 with one spelling", encoded[:80])
    return raw
