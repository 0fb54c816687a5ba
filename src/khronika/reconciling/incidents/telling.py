"""What a dispatch is about: the incidents that its claims tell of, its main one first."""

from collections.abc import Callable, Mapping, Sequence

from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, IncidentId
from khronika.model.incident import Incident
from khronika.reconciling.aspects.families import family_of
from khronika.reconciling.weights import weight
from khronika.reference.vocabulary import event_types, measures


def incidents_told(
    claims: Sequence[Claim], home: Mapping[ClaimId, IncidentId], incident_named: Callable[[IncidentId], Incident | None]
) -> tuple[IncidentId, ...]:
    """The incidents that the claims of a dispatch, in their order, tell of, its main one first, episodes last."""
    sums: dict[IncidentId, float] = {}
    of: dict[IncidentId, Incident] = {}
    opened = False
    for claim in claims:
        name = home.get(claim.claim_id)
        incident = incident_named(name) if name is not None else None
        if name is None or incident is None:
            continue
        of[name] = incident
        sums[name] = sums.get(name, 0.0) + _importance(claim)
        if claim.field != "title" and not opened and incident.kind != "episode":
            opened = True
            sums[name] += weight("main", "first_in_text")
    first = {name: at for at, name in enumerate(sums)}

    def rank(name: IncidentId) -> tuple[bool, float, int]:
        actual = 0.0 if of[name].reality == Reality.ACTUAL.value else weight("main", "not_actual")
        return of[name].kind == "episode", -(sums[name] + actual), first[name]

    return tuple(sorted(sums, key=rank))


def _importance(claim: Claim) -> float:
    """How much a claim speaks for its incident being what the dispatch is about."""
    known = event_types().get(claim.event_type)
    counted = measures().get(claim.figure.measure) if claim.figure else None
    casualty = family_of(claim).violence or bool(known and known.casualties) or bool(counted and counted.victims)
    base = weight("main", "casualty_claim" if casualty else "other_claim")
    return base + (weight("main", "title_claim") if claim.field == "title" else 0.0)
