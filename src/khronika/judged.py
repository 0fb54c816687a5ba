"""Claims as documenters have judged them: left out, corrected, kept together or apart, with notes of all that."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khronika.archive.judgments import plain
from khronika.archive.readings import claim_row
from khronika.archive.rulings import Ruling, Rulings, Said, rulings
from khronika.correcting import corrected_in
from khronika.errors import WrongUse
from khronika.model.claim import Claim
from khronika.model.ids import ClaimId
from khronika.model.judgment import Judgment
from khronika.model.links import Links
from khronika.model.refusal import Refusal
from khronika.rounds import Judged


@dataclass(slots=True)
class _Work:
    """The claims on their way, and what there is to say about them."""

    claims: dict[ClaimId, Claim]
    notes: list[Refusal]

    def note(self, claim_id: str, reason: str) -> None:
        claim = self.claims.get(ClaimId(claim_id))
        name = claim.doc_id if claim else claim_id
        self.notes.append(
            Refusal(step="reconciling", name=name, reason=f"claim {claim_id}: {reason}", unread=False)
        )  # fmt: skip


def judging(judgments: Sequence[Said]) -> Callable[[Sequence[Claim]], Judged]:
    """What makes claims into judged ones, for a round of work."""
    return lambda claims: judged(claims, judgments)


def judged(claims: Sequence[Claim], judgments: Sequence[Said]) -> Judged:
    """The claims as judged. What is disputed, or about claims that are not found again, is not followed, and named."""
    found = rulings(judgments, [claim_row(claim.as_dict()) for claim in claims])
    work = _Work({claim.claim_id: claim for claim in claims}, list(_not_followed(found)))
    clear = [ruling for ruling in found.standing if not ruling.disputed]
    for claim_id, values in corrections(clear).items():
        _correct(work, claim_id, values)
    rejected = {
        ClaimId(ruling.question.things[0])
        for ruling in clear
        if ruling.question.about == "standing" and ruling.verdicts == ("rejected",)
    }
    for claim_id in sorted(rejected):
        work.note(claim_id, "rejected by a documenter")
    kept = tuple(
        replace(claim, about=None) if claim.about in rejected else claim
        for claim in work.claims.values()
        if claim.claim_id not in rejected
    )
    return Judged(
        claims=kept,
        notes=tuple(work.notes),
        links=_links(clear, rejected),
        protected=tuple(one.question.things[0] for one in found.standing if one.question.about == "protect"),
        judgments=tuple(_judgment(ruling) for ruling in found.standing if ruling.question.about != "protect"),
    )


def corrections(clear: Sequence[Ruling]) -> dict[ClaimId, dict[str, Any]]:
    """The values that stand corrected, by claim and field."""
    found: dict[ClaimId, dict[str, Any]] = {}
    for ruling in clear:
        if ruling.question.about == "value" and not ruling.disputed:
            claim_id, field = ruling.question.things
            found.setdefault(ClaimId(claim_id), {})[field] = json.loads(ruling.verdicts[0])["value"]
    return found


def _correct(work: _Work, claim_id: ClaimId, values: dict[str, Any]) -> None:
    try:
        work.claims[claim_id] = corrected_in(work.claims[claim_id], values)
    except WrongUse as error:
        work.note(claim_id, f"corrected, and not followed: {error}")
        return
    for field in sorted(values):
        work.note(claim_id, f"{field} corrected by a documenter")


def _links(clear: Sequence[Ruling], rejected: set[ClaimId]) -> Links:
    """Pairs of claims that both stand. Where a new reading has made one claim of two, nothing is left to say."""
    pairs: dict[tuple[str, str], list[tuple[ClaimId, ClaimId]]] = {}
    for ruling in clear:
        things = tuple(map(ClaimId, ruling.question.things))
        if ruling.question.about in ("event", "person") and len(set(things)) == 2 and not rejected & set(things):
            pairs.setdefault((ruling.question.about, ruling.verdicts[0]), []).append((things[0], things[1]))
    return Links(
        one_event=tuple(pairs.get(("event", "same"), ())),
        two_events=tuple(pairs.get(("event", "not the same"), ())),
        one_person=tuple(pairs.get(("person", "same"), ())),
        two_people=tuple(pairs.get(("person", "not the same"), ())),
    )


def _not_followed(found: Rulings) -> Iterator[Refusal]:
    for ruling in found.lost:
        claims = " ".join(ruling.question.things)
        reason = f"claim {claims}: judged ({ruling.question.about}), and not found again"
        yield Refusal(step="reconciling", name="judgments", reason=reason, unread=False)
    for ruling in found.standing:
        if ruling.disputed:
            name = " ".join(ruling.question.things)
            yield Refusal(step="reconciling", name=name, reason=f"disputed: {ruling.question.about}", unread=False)


def _judgment(ruling: Ruling) -> Judgment:
    about, things = ruling.question.about, ruling.question.things
    is_value = about == "value"
    return Judgment(
        about=about,
        claims=tuple(map(ClaimId, things[:1] if is_value else things)),
        field=things[1] if is_value else None,
        verdicts=tuple(plain(verdict) for verdict in ruling.verdicts) if is_value else ruling.verdicts,
        why=ruling.why,
        by=tuple(f"{log[:8]}/{seq}" for log, seq in ruling.by),
    )
