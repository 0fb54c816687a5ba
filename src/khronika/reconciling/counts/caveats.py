"""Passages that say why counts are low, each placed with the incident that it is told beside."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from khronika.model.caveat import Caveat
from khronika.model.claim import Claim
from khronika.model.ids import DocId, IncidentId
from khronika.model.incident import Incident
from khronika.reconciling.aspects.families import family_of
from khronika.reconciling.aspects.traits import CASUALTIES


def placed(caveats: Sequence[Caveat], claims: Sequence[Claim], incidents: Sequence[Incident]) -> tuple[Caveat, ...]:
    """The passages in order, each with the incident of the nearest claim of harm in its dispatch, if there is one."""
    home = {claim_id: incident.incident_id for incident in incidents for claim_id in incident.claims}
    harm: dict[DocId, list[tuple[Claim, IncidentId]]] = defaultdict(list)
    for claim in claims:
        if claim.claim_id in home and claim.field == "text" and _of_harm(claim):
            harm[claim.doc_id].append((claim, home[claim.claim_id]))
    found = []
    for passage in sorted(caveats, key=lambda one: (one.doc_id, one.start, one.end, one.kind)):
        near = min(
            harm[passage.doc_id],
            key=lambda one: (_apart(passage, one[0]), one[0].span.start, one[0].claim_id),
            default=None,
        )
        found.append(replace(passage, incident_id=near[1] if near else None))
    return tuple(found)


def _of_harm(claim: Claim) -> bool:
    return family_of(claim).violence or (claim.figure is not None and claim.figure.measure in CASUALTIES)


def _apart(passage: Caveat, claim: Claim) -> int:
    return max(0, claim.span.start - passage.end, passage.start - claim.span.end)
