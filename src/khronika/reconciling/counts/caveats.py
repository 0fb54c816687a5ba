"""Passages that say why counts are low, each placed with the incident that it is told beside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from khronika.model.caveat import Caveat
from khronika.model.claim import Claim
from khronika.model.ids import ClaimId, DocId, IncidentId
from khronika.reconciling.aspects.families import family_of
from khronika.reconciling.aspects.traits import CASUALTIES


def placed(
    caveats: Sequence[Caveat], claims_of: Callable[[DocId], Sequence[Claim]], home: Mapping[ClaimId, IncidentId]
) -> tuple[Caveat, ...]:
    """The passages in order, each with the incident of the nearest claim of harm in its dispatch, if there is one."""
    found = []
    for passage in sorted(caveats, key=lambda one: (one.doc_id, one.start, one.end, one.kind)):
        harm = [
            claim
            for claim in claims_of(passage.doc_id)
            if claim.claim_id in home and claim.field == "text" and _of_harm(claim)
        ]
        near = min(harm, key=lambda one: (_apart(passage, one), one.span.start, one.claim_id), default=None)
        found.append(replace(passage, incident_id=home[near.claim_id] if near else None))
    return tuple(found)


def _of_harm(claim: Claim) -> bool:
    return family_of(claim).violence or (claim.figure is not None and claim.figure.measure in CASUALTIES)


def _apart(passage: Caveat, claim: Claim) -> int:
    return max(0, claim.span.start - passage.end, passage.start - claim.span.end)
