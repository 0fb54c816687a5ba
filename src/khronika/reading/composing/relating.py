"""How the claims of one dispatch stand to each other and to its day: which doubt another, which tell of a long past."""

from dataclasses import replace

from khronika.model.attribution import Stance
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId

_LONG_PAST_DAYS = 1000
"""Days before the report beyond which an event is told of for comparison, unless the dispatch is about the past."""


def related(dispatch: Dispatch, claims: list[Claim]) -> list[Claim]:
    """The same claims in their order, those about another claim tied to it, those of a long past set aside."""
    return _doubts_tied(_long_past_aside(dispatch, claims))


def _long_past_aside(dispatch: Dispatch, claims: list[Claim]) -> list[Claim]:
    """Marks what is told of a long past for comparison, unless half of the dispatch or more tells of the past."""
    if dispatch.published is None:
        return claims
    day = dispatch.published.date().toordinal()
    distant = [_is_long_past(claim, day) for claim in claims]
    if sum(distant) * 2 >= len(claims):
        return claims
    return [replace(claim, aside=True) if far else claim for claim, far in zip(claims, distant, strict=True)]


def _is_long_past(claim: Claim, published: int) -> bool:
    """published: the day of the report, counted as ``date.toordinal`` counts. A time without a month ends its year."""
    when = claim.when
    if when is None or when.basis != "stated" or not when.end or not when.end[:4].isdigit():
        return False
    month = int(when.end[5:7]) if when.end[5:7].isdigit() else 12
    return published - (int(when.end[:4]) * 365.2425 + month * 30.44) > _LONG_PAST_DAYS


def _doubts_tied(claims: list[Claim]) -> list[Claim]:
    """Ties a figure cited only to be doubted to the claim that it doubts, where the dispatch holds that before it."""
    told: dict[tuple[str, int | None, int | None], ClaimId] = {}
    tied = []
    for claim in claims:
        figure = claim.figure
        if figure is not None:
            key = (figure.measure, figure.low, figure.high)
            if claim.attribution and claim.attribution.stance is Stance.DOUBTS and key in told:
                claim = replace(claim, about=told[key])
            else:
                told.setdefault(key, claim.claim_id)
        tied.append(claim)
    return tied
