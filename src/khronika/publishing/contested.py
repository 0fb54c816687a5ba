"""What is contested and by whom: each account as it stands, and no figure that nobody gave."""

from collections.abc import Iterator
from dataclasses import dataclass

from khronika.model.incident import Incident
from khronika.model.tally import Account, Tally
from khronika.publishing.citing import Cite, Citer, named_speaker
from khronika.publishing.judging import tally_is_contested
from khronika.publishing.wording import bounds, in_words, plural

CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure drawn to scale: percent of the width. `open_end`: no upper bound was given."""

    left: float
    width: float
    open_end: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One speaker's account of a number.

    cites: the claims that count now, oldest first; earlier: those that the same speaker replaced.
    answers: claims by others about these claims ("a real underestimate").
    """

    speaker: str
    kind: str
    number: str
    standing: str
    note: str
    bar: Bar | None
    cites: tuple[Cite, ...]
    earlier: tuple[Cite, ...]
    answers: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a dispute that is not about a number."""

    name: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One question on which the sources disagree.

    kind: number, responsible or occurred; `tally` is given for a number.
    why: the rule by which no answer is given.
    """

    kind: str
    incident: Incident
    anchor: str
    question: str
    setting: str
    summary: str
    why: str
    tally: Tally | None = None
    accounts: tuple[AccountRow, ...] = ()
    parties: tuple[Party, ...] = ()


def disputes(incident: Incident, citer: Citer) -> Iterator[Dispute]:
    """The incident's disputes: numbers first, then whether it happened, then who did it."""
    name = citer.addresses.incident_anchor(incident.incident_id).removeprefix("incident-")
    setting = ", ".join(
        filter(None, (incident.place.name if incident.place else "place not stated", in_words(incident.when)))
    )
    yield from _numbers(incident, citer, name, setting)
    parts = citer.ledger.parts_of(incident.incident_id)
    # A dispute about a part is shown with the part, not once more with the episode.
    if incident.occurred.value == CONTESTED and not any(part.occurred.value == CONTESTED for part in parts):
        claims = incident.occurred.claims or incident.claims
        sides = _sides(citer.cites(claims))
        if sides:
            yield Dispute(
                "occurred", incident, f"dispute-{name}-occurred", f"Did it happen? {incident.title}", setting,
                f"{incident.title}: whether it happened is disputed", incident.occurred.rule, parties=sides,
            )  # fmt: skip
    if incident.responsible.value == CONTESTED and not any(part.responsible.value == CONTESTED for part in parts):
        sides = tuple(
            Party(party, tuple(citer.cites(claims))) for party, claims in incident.responsible.parties.items()
        )
        versions = ", or ".join(party.name for party in sides)
        yield Dispute(
            "responsible", incident, f"dispute-{name}-responsible", f"Who is responsible? {incident.title}", setting,
            f"Who is responsible ({incident.title}): {versions}", incident.responsible.rule, parties=sides,
        )  # fmt: skip


def _numbers(incident: Incident, citer: Citer, name: str, setting: str) -> Iterator[Dispute]:
    """One dispute a measure and group; the parts of the whole that others counted stand beside it."""
    for index, tally in enumerate(incident.tallies, 1):
        if not tally_is_contested(tally):
            continue
        others = [
            other
            for other in incident.tallies
            if other is not tally and (other.measure, other.group) == (tally.measure, tally.group)
        ]
        pairs = [(tally, account) for account in tally.accounts]
        pairs += [(other, account) for other in others if not tally_is_contested(other) for account in other.accounts]
        largest = max(account.high or account.low or 0 for _, account in pairs)
        rows = tuple(_row(owner, account, largest, citer) for owner, account in pairs)
        counted = f"{tally.measure} ({tally.group})" if tally.group else tally.measure
        short = "; ".join(f"{row.speaker} {row.number}" for row in rows if row.standing == "counted")
        partial = sum(row.standing in ("part", "addition") for row in rows)
        short += f"; and {plural(partial, 'partial account')}" if partial else ""
        yield Dispute(
            "number", incident, f"dispute-{name}-{index}", f"How many {counted}? {incident.title}", setting,
            f"{counted.capitalize()}, {setting}: {short}", tally.why.removeprefix(f"{tally.policy}: "), tally,
            accounts=rows,
        )  # fmt: skip


def _row(tally: Tally, account: Account, largest: int, citer: Citer) -> AccountRow:
    replaced = set(account.superseded)
    answers = [citer.cite(claim) for claim in citer.ledger.answers(account.claims)]
    answering = {cite.claim.claim_id for cite in answers}
    own = [claim for claim in account.claims if claim not in replaced]
    # Words that repeat a figure only to doubt it stand as the answer that they are.
    cites = citer.cites([claim for claim in own if claim not in answering] or own)
    return AccountRow(
        speaker=named_speaker(account.speaker),
        kind=cites[0].kind if cites else "",
        number=bounds(account.low, account.high),
        standing=account.standing if tally.scope == "whole" or account.standing != "counted" else tally.scope,
        note=account.why,
        bar=_bar(account, largest),
        cites=tuple(cites),
        earlier=tuple(citer.cites(account.superseded)),
        answers=tuple(cite for cite in answers if cite not in cites),
    )


def _bar(account: Account, largest: int) -> Bar | None:
    if not largest or (account.low is None and account.high is None):
        return None
    low = account.low if account.low is not None else 0
    high = account.high if account.high is not None else largest
    left = 100 * low / largest
    width = max(100 * (high - low) / largest, 1.2)
    return Bar(round(min(left, 98.8), 2), round(width, 2), account.high is None)


def _sides(cites: list[Cite]) -> tuple[Party, ...]:
    """Those who say that it happened, and those who deny it."""
    says = tuple(cite for cite in cites if not cite.denies)
    denies = tuple(cite for cite in cites if cite.denies)
    named = (("Say that it happened", says), ("Deny it", denies))
    return tuple(Party(name, entries) for name, entries in named if entries)
