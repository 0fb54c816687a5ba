"""What is contested and by whom: each account as it stands, and no figure that nobody gave."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from khronika.model.actor import Role
from khronika.model.incident import Incident
from khronika.model.tally import Tally
from khronika.publishing.judging import CONTESTED, COUNTED, tally_is_contested
from khronika.publishing.pages.accounts import AccountRow, Voice, account_rows, voices
from khronika.publishing.pages.citing import Cite, Citer
from khronika.publishing.pages.naming import names_nobody
from khronika.publishing.pages.wording import asked, in_words, plural


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a dispute that is not about a number.

    name: who it is, or who speaks where the words themselves accuse nobody by name; `accused`: then whom they were
        read to mean.
    """

    name: str
    cites: tuple[Cite, ...]
    accused: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One question on which the sources disagree.

    kind: number, responsible or occurred; `tally` is given for a number.
    href: where it is laid out in full: on the page of its incident.
    why: the rule by which no answer is given.
    """

    kind: str
    incident: Incident
    anchor: str
    href: str
    ask: str
    setting: str
    summary: str
    why: str
    tally: Tally | None = None
    accounts: tuple[AccountRow, ...] = ()
    parties: tuple[Party, ...] = ()

    @property
    def question(self) -> str:
        """What is asked, of which incident."""
        return f"{self.ask} {self.incident.title}"

    @property
    def reason(self) -> str:
        """Why no figure is chosen, without the accounts, which stand beside it."""
        return self.why.split(" (", 1)[0].rstrip(".")

    @property
    def marks(self) -> tuple[str, ...]:
        """What its plot draws besides plain figures (range, open, less, before): what the key has to explain."""
        rows = self.accounts
        drawn = {
            "range": any(row.low is not None and row.high is not None and row.low < row.high for row in rows),
            "open": any((row.low is None) != (row.high is None) for row in rows),
            "less": any(row.standing != COUNTED for row in rows),
            "before": any("<" in row.dated for row in rows),
        }
        return tuple(name for name, is_drawn in drawn.items() if is_drawn)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The figures that stand, each with everybody who gives it."""
        return voices(self.accounts)

    @property
    def others(self) -> tuple[AccountRow, ...]:
        """The accounts of a part, in addition, doubted or set aside; what comes on top behind all others."""
        less = (row for row in self.accounts if row.standing != COUNTED)
        return tuple(sorted(less, key=lambda row: row.standing == "addition"))


def disputes(incident: Incident, citer: Citer) -> Iterator[Dispute]:
    """The incident's disputes: numbers first, then whether it happened, then who did it."""
    yield from _numbers(incident, citer)
    parts = citer.ledger.parts_of(incident.incident_id)
    # A dispute about a part is shown with the part, not once more with the episode.
    if incident.occurred.value == CONTESTED and not any(part.occurred.value == CONTESTED for part in parts):
        sides = _sides(citer.cites(incident.occurred.claims or incident.claims))
        summary = f"{incident.title}: whether it happened is disputed"
        if sides:
            yield _dispute(
                "occurred", incident, citer, "occurred", "Did it happen?", summary, incident.occurred.rule,
                parties=sides,
            )  # fmt: skip
    if incident.responsible.value == CONTESTED and not any(part.responsible.value == CONTESTED for part in parts):
        sides = tuple(
            _accused(party, tuple(citer.cites(claims))) for party, claims in incident.responsible.parties.items()
        )
        names = ", or ".join(f"as {side.name}" if side.accused else side.name for side in sides)
        summary = f"Who is responsible ({incident.title}): {names}"
        yield _dispute(
            "responsible", incident, citer, "responsible", "Who is responsible?", summary, incident.responsible.rule,
            parties=sides,
        )  # fmt: skip


def _accused(party: str, cites: tuple[Cite, ...]) -> Party:
    """The side that lays it to `party`; under the speaker where the words that are shown do not name it.

    "They set fire to the hall" says it of whoever the sentences before speak of: that is a reading, not a quote.
    """
    if not cites or any(_names(party, cite) for cite in cites):
        return Party(party, cites)
    first, *more = dict.fromkeys(cite.speaker for cite in cites)
    verb = cites[0].stance if cites[0].stance not in ("", "asserts") else "says"
    return Party(f"{first} {verb}" + (", as others do" if more else ""), cites, party)


def _names(party: str, cite: Cite) -> bool:
    """Whether the quote holds the party's name, or the words at which somebody who did it was read."""
    claim, last = cite.claim, party.split()[-1:]
    agents = [actor for actor in claim.actors if actor.role in (Role.DID, Role.ORDERED)]
    said = [actor.words for actor in agents if claim.span.contains(actor.span) and not names_nobody(actor.words)]
    return bool(said) or any(re.search(rf"\b{re.escape(word)}\b", claim.quote, re.IGNORECASE) for word in last)


def _numbers(incident: Incident, citer: Citer) -> Iterator[Dispute]:
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
        rows = account_rows(pairs, citer)
        counted = f"{tally.measure} ({tally.group})" if tally.group else tally.measure
        short = "; ".join(f"{voice.number} ({_speakers(voice)})" for voice in voices(rows))
        partial = sum(row.standing in ("part", "addition") for row in rows)
        short += f"; and {plural(partial, 'partial account')}" if partial else ""
        yield _dispute(
            "number", incident, citer, str(index), asked(tally.measure, tally.group),
            f"{counted.capitalize()}, {_setting(incident)}: {short}", tally.why.removeprefix(f"{tally.policy}: "),
            tally=tally, accounts=rows,
        )  # fmt: skip


def _dispute(kind: str, incident: Incident, citer: Citer, *words: str, **more: Any) -> Dispute:
    """words: the end of its anchor, what is asked, the summary, why there is no answer."""
    name, ask, summary, why = words
    page = citer.addresses.incident_page(incident.incident_id)
    anchor = citer.addresses.incident_anchor(incident.incident_id).replace("incident-", "dispute-", 1) + f"-{name}"
    return Dispute(
        kind=kind,
        incident=incident,
        anchor=anchor,
        href=(citer.addresses.to(citer.page, page) if page != citer.page else "") + f"#{anchor}",
        ask=ask,
        setting=_setting(incident),
        summary=summary,
        why=why,
        **more,
    )


def _speakers(voice: Voice) -> str:
    first, *more = dict.fromkeys(row.speaker for row in voice.rows)
    return f"{first} and {plural(len(more), 'other')}" if more else first


def _setting(incident: Incident) -> str:
    place = incident.place.name if incident.place else "place not stated"
    return ", ".join(filter(None, (place, in_words(incident.when))))


def _sides(cites: list[Cite]) -> tuple[Party, ...]:
    """Those who say that it happened, and those who deny it."""
    says = tuple(cite for cite in cites if not cite.denies)
    denies = tuple(cite for cite in cites if cite.denies)
    named = (("Say that it happened", says), ("Deny it", denies))
    return tuple(Party(name, entries) for name, entries in named if entries)
