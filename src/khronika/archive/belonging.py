"""Who belongs to an archive: a pure fold over the entries that found, ask, admit and revoke.

It gives the same answer in whatever order logs arrive. The rules, in words:

1. The key of the genesis entry founds the archive, and is a keeper.
2. A keeper's entry admits a key, as keeper or as member.
3. A device that must not go on with its key (a restored backup) takes a new one; the old key signs it over, and the
   new one belongs as the old one did.
4. A keeper's entry revokes a key: entries of its log from a given number on no longer count, nor do keys that it
   was signed over to, unless the keeper had already seen them.
5. Where revocations contradict each other (two keepers revoke one another), the one whose author stands nearer to
   the founder is heard first, then the smaller key; what it takes away is not heard.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEEPER, MEMBER = "keeper", "member"
ACTS = ("genesis", "join", "admit", "revoke")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An entry about belonging. sight: how many entries of each other log its author had seen."""

    log: str
    seq: int
    kind: str
    clear: Mapping[str, Any]
    sight: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A key that belongs.

    role: keeper (may admit, revoke, withdraw) or member. depth: admissions between it and the founder.
    until: entries from this number on do not count; None: all do.
    """

    log: str
    role: str
    depth: int
    until: int | None = None

    def counts(self, seq: int) -> bool:
        """Whether the entry `seq` of this log counts."""
        return self.until is None or seq < self.until


def belonging(acts: Iterable[Act], archive: str) -> dict[str, Member]:
    """The keys that belong: name of the log -> member."""
    known = sorted(acts, key=lambda act: (act.log, act.seq))
    revocations = [act for act in known if act.kind == "revoke"]
    heard: list[Act] = []
    while True:
        members = _members(known, heard, archive)
        standing = [act for act in revocations if act not in heard and _by_keeper(act, members)]
        if not standing:
            return members
        heard.append(min(standing, key=lambda act: (members[act.log].depth, act.log, act.seq)))


def _members(acts: Sequence[Act], heard: Sequence[Act], archive: str) -> dict[str, Member]:
    """Who belongs, if these revocations are heard: the founder, and whoever a member has brought in, step by step."""
    until = _untils(heard)
    found: dict[str, Member] = {}
    waiting = [Member(act.log, KEEPER, 0, until.get(act.log)) for act in acts if act.kind == "genesis"][:1]
    while waiting:
        waiting.sort(key=lambda member: (member.depth, member.role != KEEPER, member.log))
        member = waiting.pop(0)
        if member.log in found:
            continue
        found[member.log] = member
        for log, role, step in _brought_in(member, acts, heard, archive):
            waiting.append(Member(log, role, member.depth + step, until.get(log)))
    return found


def _untils(heard: Sequence[Act]) -> dict[str, int]:
    until: dict[str, int] = {}
    for act in heard:
        subject, keeps = str(act.clear.get("subject")), int(act.clear.get("keeps", 0))
        until[subject] = min(keeps, until.get(subject, keeps))
    return until


def _brought_in(
    member: Member, acts: Sequence[Act], heard: Sequence[Act], archive: str
) -> Iterable[tuple[str, str, int]]:
    """The keys that a member admits or is signed over to: log, role, and how much farther from the founder."""
    revoked = [act for act in heard if act.clear.get("subject") == member.log]
    for act in acts:
        if act.kind == "admit" and act.log == member.log and member.role == KEEPER and member.counts(act.seq):
            yield str(act.clear.get("subject")), _role(act), 1
        elif act.kind == "join" and act.clear.get("succeeds") == member.log:
            in_sight = all(revocation.sight.get(act.log, 0) > 0 for revocation in revoked)
            if in_sight and _signed_over(act, archive):
                yield act.log, member.role, 0


def _role(act: Act) -> str:
    return KEEPER if act.clear.get("role") == KEEPER else MEMBER


def _by_keeper(act: Act, members: Mapping[str, Member]) -> bool:
    author = members.get(act.log)
    return author is not None and author.role == KEEPER and author.counts(act.seq)


def _handover_words(archive: str, old: str, new: str) -> bytes:
    return f"khronika v1 handover\n{archive}\n{old}\n{new}\n".encode()


def handover(archive: str, old: Ed25519PrivateKey, new: str) -> dict[str, str]:
    """What a join entry says of the key that it takes over from."""
    name = old.public_key().public_bytes_raw().hex()
    signature = old.sign(_handover_words(archive, name, new))
    return {"succeeds": name, "handover": base64.b64encode(signature).decode()}


def _signed_over(act: Act, archive: str) -> bool:
    """Whether the old key did sign this one in."""
    old = str(act.clear.get("succeeds"))
    try:
        signature = base64.b64decode(str(act.clear.get("handover")), validate=True)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(old))
        key.verify(signature, _handover_words(archive, old, act.log))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
