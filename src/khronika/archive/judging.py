"""Judging: entries that say what documenters decide, and what of it holds now."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.archive.belonging import KEEPER
from khronika.archive.judgments import (
    ACTS,
    Decision,
    Judgment,
    Question,
    claims_named,
    folded,
    judgment_of,
    word_of,
)
from khronika.archive.rows import ClaimRow, ItemRow, Row
from khronika.archive.rulings import Said
from khronika.archive.store import Archive
from khronika.errors import ArchiveError, VerificationError, WrongUse

FEWEST_LETTERS = 2
"""Of a name that is protected: one letter stands in nearly every word, and nothing could be told any more."""
_CLAIMS_WANTED = {
    "accept": 1, "reject": 1, "correct": 1, "same event": 2, "not same event": 2, "same person": 2,
    "not same person": 2, "protect": 0, "withdraw": 0, "undo": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judgment to be recorded.

    act: one of ``judgments.ACTS``. why: the reason, never empty. claims: their ids.
    field, value: what is corrected, and to what. source: the name that is protected. items: digests of what is
    withdrawn. undoes: the entry that is undone.
    """

    act: str
    why: str
    claims: tuple[str, ...] = ()
    field: str | None = None
    value: Any = None
    source: str | None = None
    items: tuple[str, ...] = ()
    undoes: tuple[str, int] | None = None


def judge(archive: Archive, verdict: Verdict) -> tuple[str, int]:
    """Records a judgment; its log and number. Withdrawing destroys at once what it names, here.

    Raises: WrongUse where something that the act needs is missing or unknown; ArchiveError where a member withdraws.
    """
    _check(verdict)
    with archive.writing() as writer:
        said: dict[str, Any] = {"act": verdict.act, "why": verdict.why}
        if verdict.claims:
            said["claims"] = [_anchor(archive, claim) for claim in verdict.claims]
        if verdict.act == "correct":
            said |= {"field": verdict.field, "value": verdict.value}
        if verdict.source:
            said["source"] = verdict.source
        clear: dict[str, Any] = {}
        if verdict.act == "withdraw":
            _require_keeper(archive, writer.log)
            clear["erases"] = [list(place) for place in _withdrawn(archive, verdict.items)]
        if verdict.undoes:
            said["undoes"] = list(_undoable(archive, verdict.undoes))
        seq = writer.append("judgment", said, clear)
    return writer.log, seq


def judgments(archive: Archive) -> list[Judgment]:
    """The judgments that count, in the order of logs and numbers."""
    found = [judgment_of(one.place, one.said, one.sight) for one in said(archive)]
    return [one for one in found if one is not None]


def decisions(archive: Archive) -> dict[Question, Decision]:
    """What is decided now."""
    return folded(judgments(archive))


def protected_sources(archive: Archive) -> list[str]:
    """The sources that somebody has said to be protected; one dispute is enough to protect."""
    return sorted({question.things[0] for question in decisions(archive) if question.about == "protect"})


def said(archive: Archive) -> list[Said]:
    """The judgments that count, as their entries have them."""
    return [
        Said((row.log, row.seq), row.payload or {}, archive.index.sight(row.log, row.seq))
        for row in archive.rows("judgment")
    ]


def _check(verdict: Verdict) -> None:
    if verdict.act not in ACTS:
        raise WrongUse(f"there is no judgment {verdict.act!r}: {', '.join(map(word_of, ACTS))}")
    if not verdict.why.strip():
        raise WrongUse("a judgment needs a reason")
    wanted = _CLAIMS_WANTED.get(verdict.act)
    if wanted is not None and (len(verdict.claims) != wanted or len(set(verdict.claims)) != wanted):
        takes = {0: "no claim", 1: "one claim", 2: "two claims that differ"}[wanted]
        raise WrongUse(f"{word_of(verdict.act)} takes {takes}; given: {' '.join(verdict.claims) or 'none'}")
    needs = {"correct": verdict.field, "protect": verdict.source, "withdraw": verdict.items, "undo": verdict.undoes}
    if verdict.act in needs and not needs[verdict.act]:
        wants = {"correct": "a field", "protect": "a source", "withdraw": "items", "undo": "a judgment"}
        raise WrongUse(f"{word_of(verdict.act)} needs {wants[verdict.act]}")
    if verdict.source and sum(map(str.isalpha, verdict.source)) < FEWEST_LETTERS:
        raise WrongUse(
            f"protect: {verdict.source!r} has fewer than two letters, and half of every text would go with it;"
            " give the full name"
        )


def _anchor(archive: Archive, claim_id: str) -> dict[str, Any]:
    """How the entry names a claim: by its id, and by where it stands, so that a new reading can find it."""
    claim: ClaimRow | None = next(archive.index.claims(claim_id=claim_id), None)
    if claim is None:
        raise WrongUse(f"{claim_id}: no reading of this archive has found a claim of this id")
    return claim.anchor()


def _undoable(archive: Archive, place: tuple[str, int]) -> tuple[str, int]:
    log, seq = place
    row = archive.index.row(log, seq)
    if row is None or row.kind != "judgment":
        raise WrongUse(f"{log[:8]}/{seq}: there is no judgment")
    if row.clear.get("erases"):
        raise WrongUse(f"{log[:8]}/{seq}: what was withdrawn is gone, and cannot be undone")
    return place


def _withdrawn(archive: Archive, digests: Sequence[str]) -> list[tuple[str, int]]:
    """The entries that have to go with items: those that brought them in, working copies, readings, and judgments."""
    wanted, places, claims = set(digests), set[tuple[str, int]](), set[str]()
    wanted |= _made_from(archive, wanted)
    for digest in wanted:
        found: Iterable[ItemRow] = list(archive.index.items(sha256=digest))
        if not found:
            raise WrongUse(f"{digest}: no item of this archive has this digest")
        places |= {(item.log, item.seq) for item in found}
    for row in archive.index.rows("reading"):
        if str(_part(row, "reading").get("of")) in wanted:
            places.add((row.log, row.seq))
            claims |= {claim.claim_id for claim in archive.index.claims(reading=(row.log, row.seq))}
    for row in archive.index.rows("judgment"):
        if claims.intersection(claims_named(row.payload or {})):
            places.add((row.log, row.seq))
    places |= set(_editions_with(archive, wanted))
    return sorted(places)


def _made_from(archive: Archive, originals: set[str]) -> set[str]:
    """The working copies of items, and those of the copies, in whatever order they were added and tied."""
    copies: dict[str, set[str]] = {}
    for row in archive.index.rows("item"):
        made_from = _part(row, "custody").get("working_copy_of")
        if isinstance(made_from, str):
            copies.setdefault(made_from, set()).update(item.sha256 for item in archive.index.items_of(row.log, row.seq))
    found: set[str] = set()
    waiting = set(originals)
    while waiting:
        new = copies.get(waiting.pop(), set()) - found - originals
        found |= new
        waiting |= new
    return found


def _editions_with(archive: Archive, digests: set[str]) -> Iterator[tuple[str, int]]:
    """The editions and exports that were made from any of these items, or do not say from which."""
    for row in archive.index.rows("edition", "export"):
        for item in archive.index.items_of(row.log, row.seq):
            try:
                made_from = json.loads(archive.items.read(item.stored, item.key))["items"]
            except (ValueError, KeyError, TypeError, RecursionError, VerificationError):
                made_from = digests
            if digests.intersection(made_from):
                yield row.log, row.seq


def _part(row: Row, name: str) -> Mapping[str, Any]:
    """A part of a payload, empty where there is none (what others have written may be anything)."""
    part = (row.payload or {}).get(name)
    return part if isinstance(part, dict) else {}


def _require_keeper(archive: Archive, log: str) -> None:
    member = archive.members().get(log)
    if member is None or member.role != KEEPER:
        raise ArchiveError("only a keeper can withdraw: what is withdrawn is destroyed in every copy")
