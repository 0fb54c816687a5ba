"""One entry of a log: what of it stands in the clear, and how it is committed to what does not.

An entry is a line of the log: canonical JSON, one leaf of the log's tree. It says who (the log's key), when (claimed: a
clock proves nothing), what kind, and which heads of other logs the writer had seen. Everything that could hurt
somebody (names, reasons, digests of items) is in the *payload*, which lies beside the log and may be encrypted, or
erased. The leaf holds two digests of it: `payload`, of the opened bytes, which hold a random salt, so that nobody can
find them by guessing; and `sealed`, of the line as it lies there, so that anybody can check it without a key.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khronika.archive.canonical import canonical, parsed_leaf
from khronika.errors import VerificationError

VERSION = 1
_COMMON = frozenset({"v", "by", "seq", "at", "kind", "seen", "payload", "sealed", "key"})
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HEX = re.compile(r"[0-9a-f]{64}")
_CLEAR: Mapping[str, Mapping[str, type]] = {
    "genesis": {"vault": str},
    "join": {"archive": str, "succeeds": str, "handover": str},
    "admit": {"subject": str, "role": str, "recovers": str},
    "revoke": {"subject": str, "keeps": int},
    "item": {"item": str},
    "reading": {"item": str},
    "judgment": {"erases": list},
    "export": {"item": str},
    "edition": {"item": str, "number": int},
}
"""Kind -> what else may stand in the clear. An entry of a kind that is not here is kept, checked and passed over."""
KINDS = tuple(_CLEAR)


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log was seen: its size, and the root of its tree in hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, as it stands in the log.

    log: the public key that signs the log, in hex. seq: its place, from 0. at: claimed, UTC, to the second.
    seen: heads of other logs that changed for the writer since the entry before.
    payload, sealed: SHA-256 in hex, of the opened payload and of the line it is kept in.
    key: SHA-256 of the line that keeps the entry's key, in an encrypted archive; else None.
    clear: what else of it is in the clear.
    """

    log: str
    seq: int
    at: str
    kind: str
    payload: str
    sealed: str
    key: str | None = None
    seen: Mapping[str, Head] = field(default_factory=dict)
    clear: Mapping[str, Any] = field(default_factory=dict)

    def leaf(self) -> bytes:
        """The line of the log, without its line break."""
        fields = dict(self.clear) | {
            "v": VERSION,
            "by": self.log,
            "seq": self.seq,
            "at": self.at,
            "kind": self.kind,
            "seen": {log: [head.size, head.root] for log, head in self.seen.items()},
            "payload": self.payload,
            "sealed": self.sealed,
        }
        return canonical(fields | ({"key": self.key} if self.key else {}))


def entry_of(line: bytes, log: str, seq: int) -> Entry:
    """The entry of a line, which stands at `seq` of `log`.

    Raises: VerificationError where it is not canonical, of another version or place, or misses something.
    """
    fields = parsed_leaf(line)
    where = f"entry {log[:8]}/{seq}"
    for name, wanted in (("v", VERSION), ("by", log), ("seq", seq)):
        if fields.get(name) != wanted or isinstance(fields.get(name), bool):
            raise VerificationError(f"{where}, {name}", str(wanted), str(fields.get(name))[:80])
    at, kind = fields.get("at"), fields.get("kind")
    if not isinstance(at, str) or not _AT.fullmatch(at) or not isinstance(kind, str):
        raise VerificationError(where, "a time and a kind", "something else")
    digests = [fields.get(name) for name in ("payload", "sealed", *(["key"] if "key" in fields else []))]
    if not all(isinstance(digest, str) and _HEX.fullmatch(digest) for digest in digests):
        raise VerificationError(where, "digests in hex", "something else")
    return Entry(
        log=log,
        seq=seq,
        at=at,
        kind=kind,
        payload=fields["payload"],
        sealed=fields["sealed"],
        key=fields.get("key"),
        seen=_seen(fields.get("seen"), where),
        clear=_clear(fields, kind, where),
    )


def _seen(value: object, where: str) -> dict[str, Head]:
    if not isinstance(value, dict):
        raise VerificationError(f"{where}, seen", "heads of logs", "something else")
    heads = {}
    for log, head in value.items():
        match head:
            case [int(size), str(root)] if size > 0 and _HEX.fullmatch(root) and _HEX.fullmatch(log):
                heads[log] = Head(size, root)
            case _:
                raise VerificationError(f"{where}, seen", "size and root of a log", "something else")
    return heads


def _clear(fields: Mapping[str, Any], kind: str, where: str) -> dict[str, Any]:
    clear = {name: value for name, value in fields.items() if name not in _COMMON}
    if kind not in _CLEAR:
        return clear
    for name, value in clear.items():
        wanted = _CLEAR[kind].get(name)
        if wanted is None or not isinstance(value, wanted) or isinstance(value, bool):
            raise VerificationError(f"{where}, {name}", f"nothing that a {kind} entry has no place for", "it")
    return clear


def erased_by(clear: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The entries (log, number) whose payloads and items an entry has erased, by what it says in the clear."""
    pairs: Sequence[Any] = clear.get("erases", ())
    return tuple((pair[0], pair[1]) for pair in pairs if _is_pair(pair))


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], int)


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
