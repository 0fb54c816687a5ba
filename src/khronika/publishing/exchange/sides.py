"""Who did it and to whom, as far as claims say so."""

from collections import Counter
from dataclasses import dataclass

from khronika.model.actor import Role
from khronika.model.incident import Incident
from khronika.publishing.ledger import Ledger

STATED = "stated"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of an incident.

    did: the party to whom it is laid, as worded; None where nobody is named or the parties contradict each other.
    did_kind: its kind (state forces, armed group ...), None where unknown.
    suffered_kinds: kinds of those to whom it was done, the one named most often first; "unknown" left out.
    contested: the parties between which the claims are divided, in their own words.
    others: parties to whom it is laid besides `did`.
    """

    did: str | None
    did_kind: str | None
    suffered_kinds: tuple[str, ...]
    contested: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def sides_of(incident: Incident, ledger: Ledger) -> Sides:
    """The sides of an incident. A party is given only where the judgement on responsibility is "stated"."""
    parties = incident.responsible.parties
    suffered = _kinds(incident, ledger, {Role.SUFFERED})
    if incident.responsible.value != STATED or not parties:
        return Sides(None, None, suffered, tuple(parties))
    party = max(parties, key=lambda name: len(parties[name]))
    others = tuple(name for name in parties if name != party)
    return Sides(party, _kind_of(party, incident, ledger), suffered, others=others)


def _kind_of(party: str, incident: Incident, ledger: Ledger) -> str | None:
    """The kind of the party, by the claims that name it; None where they give no kind, or several."""
    cited = ledger.found(incident.responsible.parties[party])
    doers = [actor for claim in cited for actor in claim.actors if actor.role in (Role.DID, Role.ORDERED)]
    same = [actor for actor in doers if actor.words.casefold() == party.casefold()] or doers
    kinds = {actor.kind for actor in same} - {"unknown"}
    return kinds.pop() if len(kinds) == 1 else None


def _kinds(incident: Incident, ledger: Ledger, roles: set[Role]) -> tuple[str, ...]:
    found = Counter(
        actor.kind
        for claim in ledger.found(incident.claims)
        for actor in claim.actors
        if actor.role in roles and actor.kind != "unknown"
    )
    return tuple(sorted(found, key=lambda kind: (-found[kind], kind)))
