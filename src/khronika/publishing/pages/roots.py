"""Which sources stand behind an incident, by name, and whether all of them were heard through one dispatch."""

from collections.abc import Sequence

from khronika.model.claim import Claim
from khronika.model.ids import ClaimId
from khronika.model.incident import Incident
from khronika.publishing.pages.citing import OWN_WORDS, Cite, Citer
from khronika.publishing.pages.wording import plural

_NAMED = 3


def roots_in_words(incident: Incident, citer: Citer) -> str:
    """How many independent sources tell of it, and which: "2 independent sources: the union; Radio Orun".

    The number is that of the incident; the names are picked so that no two share a speaker or an outlet. Speakers of
    whom one dispatch, or one publisher, tells everything do not confirm each other, and the words say so.
    """
    names = _names(incident, citer)
    if incident.independent_sources < 2:
        return f"{incident.reported.value}: {names[0]}" if names else incident.reported.value
    teller = only_teller(incident, citer)
    number = plural(incident.independent_sources, "speaker" if teller else "independent source")
    number += f", all as told by {teller}" if teller else ""
    more = incident.independent_sources - len(names[:_NAMED])
    listed = "; ".join([*names[:_NAMED], *([f"and {more} more"] if more else [])])
    return f"{number}: {listed}" if names else number


def only_teller(incident: Incident, citer: Citer) -> str:
    """Through whom alone everything about the incident was heard: "one dispatch", a publisher; "" for several."""
    told = {claim.doc_id for claim in citer.ledger.found(_told(incident, citer))}
    if len(told) == 1:
        return "one dispatch"
    publishers = {citer.ledger.dispatches[doc_id].publisher for doc_id in told}
    return next(iter(publishers)) or "" if len(publishers) == 1 else ""


def _told(incident: Incident, citer: Citer) -> Sequence[ClaimId]:
    """The claims of the incident; an episode is told of by those who tell of its parts."""
    return incident.claims or [claim for part in citer.ledger.parts_of(incident.incident_id) for claim in part.claims]


def _names(incident: Incident, citer: Citer) -> list[str]:
    every = citer.cites(_told(incident, citer))
    cites = [cite for cite in every if not cite.denies] or every
    taken: set[str] = set()
    found = []
    # those who are named before the outlets' own words: they are nearer to what happened
    for cite in sorted(cites, key=_rank):
        outlet = _outlet(cite.claim, citer)
        if cite.speaker.casefold() in taken or outlet.casefold() in taken:
            continue
        taken |= {cite.speaker.casefold(), outlet.casefold()}
        own = cite.kind == OWN_WORDS or len(citer.ledger.dispatches) == 1 or outlet in cite.speaker
        found.append(cite.speaker if own else f"{cite.speaker} ({outlet})")
        if len(found) == max(1, incident.independent_sources):
            break
    return found


def _rank(cite: Cite) -> int:
    if cite.claim.attribution is None:
        return 1
    return 2 if cite.claim.attribution.source is None else 0


def _outlet(claim: Claim, citer: Citer) -> str:
    """Through whom the words reached us: the carrier that is named, else the dispatch itself."""
    if claim.attribution and claim.attribution.chain:
        return claim.attribution.chain[-1]
    return citer.paper(claim)
