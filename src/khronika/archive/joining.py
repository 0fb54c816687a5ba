"""How people and devices come to belong, and cease to."""

from collections.abc import Mapping
from typing import NamedTuple

from khronika.archive.belonging import KEEPER, MEMBER, Member
from khronika.archive.founding import Introduction
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, WrongUse

SHORTEST_KEY = 4
"""Digits of a key by which a log may be named."""
_LONGEST_NUMBER = 15


def join(archive: Archive, who: Introduction) -> str:
    """Gives this device a key and a log of its own, which a keeper has to admit; the key.

    Raises: ArchiveError where the device has a key already; Locked where the archive is not open.
    """
    archive.require_open()
    with archive.changing():
        for key in archive.devices.keys(archive.vault):
            raise ArchiveError(f"this device has a key in this archive already: {key.log}")
        key = archive.devices.new(archive.vault)
        writer = archive.writer_with(key)
        writer.append("join", who.as_dict(), {"archive": archive.id})
        writer.commit()
    return key.log


class Admitted(NamedTuple):
    """A key that belongs. before: it did so already, in this role, and no entry was written."""

    key: str
    before: bool


def admit(archive: Archive, start: str, *, role: str, why: str, recovers: str | None = None) -> Admitted:
    """Lets a key belong.

    start: the key, or the beginning of it. recovers: the lost key of the same person, which is revoked with it, unless
    it was revoked before.
    Raises: WrongUse where no log, or more than one, begins so, where a key is to recover itself, or belongs already in
        a role that this cannot change; ArchiveError where this device is no keeper's, or the key was revoked.
    """
    if role not in (KEEPER, MEMBER):
        raise WrongUse(f"a role is {KEEPER} or {MEMBER}, not {role}")
    with archive.writing() as writer:
        members = archive.members()
        _require_keeper(members, writer.log)
        key = log_named(archive, start)
        lost = log_named(archive, recovers) if recovers else None
        if key == lost:
            raise WrongUse(f"{key[:8]}: a key cannot recover itself")
        before = _belongs(members, key, role, by=writer.log)
        if not before or lost:
            writer.append("admit", {"why": why}, {"subject": key, "role": role, **({"recovers": lost} if lost else {})})
        if lost and not (lost in members and members[lost].until is not None):
            writer.append("revoke", {"why": why}, {"subject": lost, "keeps": _size(archive, lost)})
    return Admitted(key, before and not lost)


def _belongs(members: Mapping[str, Member], key: str, role: str, *, by: str) -> bool:
    """Whether a key belongs already, in this role. by: the keeper who admits it. Raises: as `admit`."""
    member = members.get(key)
    if member is None:
        return False
    if member.until is not None:
        raise ArchiveError(f"{key[:8]} was revoked, and stays so; the person's device takes a new key by khronika join")
    if member.role == KEEPER and role == MEMBER:
        raise WrongUse(f"{key[:8]} belongs already, as {KEEPER}, which cannot be taken back but by revoking the key")
    if member.role != role and member.depth <= members[by].depth:
        raise WrongUse(
            f"{key[:8]} belongs already, as {MEMBER}; only a keeper nearer to the founder can make a {KEEPER} of it"
        )
    return member.role == role


def revoke(archive: Archive, start: str, *, why: str, keeps: int | None = None) -> tuple[str, int]:
    """Ends a key's belonging; the key, and how many of its entries go on counting.

    keeps: how many; None: all that are here.
    Raises: as `admit`; WrongUse where it has not so many; ArchiveError where no keeper would be left.
    """
    with archive.writing() as writer:
        _require_keeper(archive.members(), writer.log)
        key = log_named(archive, start)
        if not any(one.role == KEEPER and one.until is None and one.log != key for one in archive.members().values()):
            raise ArchiveError(f"{key[:8]} is the only keeper, and nobody could be admitted; make another one first")
        count = _size(archive, key) if keeps is None else keeps
        if not 0 <= count <= _size(archive, key):
            raise WrongUse(f"{key[:8]} has {_size(archive, key)} entries here, not {count}")
        writer.append("revoke", {"why": why}, {"subject": key, "keeps": count})
    return key, count


def waiting(archive: Archive) -> list[str]:
    """The keys that have joined and wait to be admitted, in order; what their logs hold does not count yet."""
    return sorted(archive.index.heads().keys() - archive.members().keys())


def log_named(archive: Archive, start: str) -> str:
    """The log whose key begins so.

    Raises: WrongUse where there is none, or more than one, or the beginning is too short to be sure.
    """
    if len(start) < SHORTEST_KEY:
        raise WrongUse(f"{start or 'nothing'}: too short for a key; give its first four digits at least")
    found = [log for log in archive.index.heads() if log.startswith(start.lower())]
    if not found:
        raise WrongUse(f"{start}: no log of this archive has a key that begins so")
    if len(found) > 1:
        raise WrongUse(f"{start}: {len(found)} logs of this archive have a key that begins so; give more digits")
    return found[0]


def entry_named(archive: Archive, name: str) -> tuple[str, int]:
    """Log and number of an entry that is named as ``khronika log`` shows it. Raises: WrongUse where it is not."""
    log, _, seq = name.partition("/")
    if not (seq.isascii() and seq.isdecimal()) or len(seq) > _LONGEST_NUMBER:
        raise WrongUse(f"{name}: no entry as khronika log shows it, such as 3004f890/12")
    return log_named(archive, log), int(seq)


def _size(archive: Archive, log: str) -> int:
    return archive.index.heads()[log].size


def _require_keeper(members: Mapping[str, Member], log: str) -> None:
    member = members.get(log)
    if member is None or member.role != KEEPER or member.until is not None:
        raise ArchiveError("only a keeper can do this, and this device is none (or is not yet)")
