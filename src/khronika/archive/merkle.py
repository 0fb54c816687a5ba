"""The Merkle tree of a log: roots, proofs that an entry is in it, proofs that it only grew.

Source: RFC 6962, sections 2.1 (tree), 2.1.1 (audit paths) and 2.1.2 (consistency proofs); the checks follow
RFC 9162, sections 2.1.3.2 and 2.1.4.2, which state the algorithms that RFC 6962 leaves to the reader.
"""

import hashlib
from collections.abc import Iterable, Sequence

from khronika.errors import VerificationError

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: the roots of its full subtrees, and nothing else.

    Shape: at most log2(size) + 1 hashes, so a log of any length is appended to without reading it.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise VerificationError("frontier", f"{size.bit_count()} hashes for {size} leaves", str(len(peaks)))
        self.size = size
        self._peaks = list(peaks)

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the full subtrees, the largest first."""
        return tuple(self._peaks)

    def add(self, leaf: bytes) -> None:
        """Appends one entry."""
        self.add_hash(leaf_hash(leaf))

    def add_hash(self, hashed: bytes) -> None:
        """Appends an entry whose leaf hash is already at hand."""
        size = self.size
        while size & 1:
            hashed = node_hash(self._peaks.pop(), hashed)
            size >>= 1
        self._peaks.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self._peaks:
            return EMPTY_ROOT
        hashed = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            hashed = node_hash(peak, hashed)
        return hashed


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    tree = Frontier()
    for hashed in hashes:
        tree.add_hash(hashed)
    return tree.root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of the leaf at `index`: PATH(m, D[n]) of RFC 6962, the lowest sibling first."""
    if len(hashes) <= 1:
        return []
    split = _split(len(hashes))
    if index < split:
        return [*inclusion_proof(hashes[:split], index), root_of(hashes[split:])]
    return [*inclusion_proof(hashes[split:], index - split), root_of(hashes[:split])]


def consistency_proof(hashes: Sequence[bytes], earlier: int) -> list[bytes]:
    """What shows that the tree of the first `earlier` leaves is the beginning of the whole: PROOF(m, D[n])."""
    if not 0 < earlier < len(hashes):
        return []
    return _subproof(hashes, earlier, known=True)


def _subproof(hashes: Sequence[bytes], earlier: int, *, known: bool) -> list[bytes]:
    if earlier == len(hashes):
        return [] if known else [root_of(hashes)]
    split = _split(len(hashes))
    if earlier <= split:
        return [*_subproof(hashes[:split], earlier, known=known), root_of(hashes[split:])]
    return [*_subproof(hashes[split:], earlier - split, known=False), root_of(hashes[:split])]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def check_inclusion(hashed: bytes, index: int, *, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Nothing, if the leaf hash stands at `index` of the tree of `size` leaves with this root.

    Raises: VerificationError where it does not.
    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        raise VerificationError("inclusion", f"a leaf below {size}", str(index))
    number, last = index, size - 1
    for step in proof:
        if last == 0:
            raise VerificationError("inclusion", "a shorter proof", f"{len(proof)} hashes")
        if number & 1 or number == last:
            hashed = node_hash(step, hashed)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        number, last = number >> 1, last >> 1
    if last != 0 or hashed != root:
        raise VerificationError("inclusion", root.hex(), hashed.hex())


def check_consistency(
    *, earlier: int, earlier_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:  # fmt: skip
    """Nothing, if the tree of `size` leaves begins with the tree of `earlier` leaves.

    Raises: VerificationError where it does not.
    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 <= earlier <= size:
        raise VerificationError("consistency", f"at most {size} leaves", str(earlier))
    if earlier in (0, size):
        wanted = EMPTY_ROOT if earlier == 0 else root
        if proof or earlier_root != wanted:
            raise VerificationError("consistency", wanted.hex(), earlier_root.hex())
        return
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not path:
        raise VerificationError("consistency", "a proof", "none")
    old, new = _climbed(path, earlier - 1, size - 1)
    if old != earlier_root or new != root:
        raise VerificationError("consistency", f"{earlier_root.hex()} {root.hex()}", f"{old.hex()} {new.hex()}")


def _climbed(path: Sequence[bytes], number: int, last: int) -> tuple[bytes, bytes]:
    """The two roots that a consistency proof leads to."""
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            raise VerificationError("consistency", "a shorter proof", f"{len(path)} hashes")
        if number & 1 or number == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node_hash(new, step)
        number, last = number >> 1, last >> 1
    if last != 0:
        raise VerificationError("consistency", "a longer proof", f"{len(path)} hashes")
    return old, new
