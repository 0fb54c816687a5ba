"""How the claims of one dispatch stand to each other and to its day: which doubt another, which tell of a long past."""

from dataclasses import replace

from khronika.model.attribution import Stance
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId
from khronika.model.span import Span
from khronika.reading.composing.dating import of_report

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
    past = {claim.when.span for claim, far in zip(claims, distant, strict=True) if far and claim.when}
    return [
        replace(claim, aside=True) if far else _back_from(claim, past, dispatch)
        for claim, far in zip(claims, distant, strict=True)
    ]


def _back_from(claim: Claim, past: set[Span | None], dispatch: Dispatch) -> Claim:
    """A claim behind a comparison with the past was not told of that past: the day of its report stands in."""
    if claim.when is None or claim.when.basis != "narrative" or claim.when.span not in past:
        return claim
    published = dispatch.published_at(claim.span.start) if claim.field == "text" else dispatch.published
    return replace(claim, when=of_report(published))


def _is_long_past(claim: Claim, published: int) -> bool:
    """published: the day of the report, counted as ``date.toordinal`` counts. A time without a month ends its year."""
    when = claim.when
    if when is None or when.basis != "stated" or not when.end or not when.end[:4].isdigit():
        return False
    month = int(when.end[5:7]) if when.end[5:7].isdigit() else 12
    return published - ((int(when.end[:4]) - 1) * 365.2425 + month * 30.44) > _LONG_PAST_DAYS


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
