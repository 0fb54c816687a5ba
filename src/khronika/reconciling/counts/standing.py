"""How a claim's figure stands before anything is compared: counted, a part, doubted, of more days, or set aside."""

from typing import NamedTuple

from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.figure import Figure, Scope
from khronika.reconciling.aspects.days import bounds_of_text
from khronika.reconciling.aspects.groups import none_of_some
from khronika.reconciling.speakers.sources import speaker_name

COUNTED, PART, SUPERSEDED = "counted", "part", "superseded"
DOUBTED, ADDITION, RUNNING, SET_ASIDE = "doubted", "addition", "running total", "set aside"
FAR = "far down"
ADDED = "groups added"
"""How the reason of an account begins that adds up groups which cannot overlap."""
_DOUBTING = (Stance.DOUBTS, Stance.DENIES)


class Frame(NamedTuple):
    """What the event is whose figures are gathered: folded names of its places, first and last day (None: unknown)."""

    places: frozenset[str]
    first: int | None
    last: int | None


def bucket_of(claim: Claim, frame: Frame) -> str:
    """How a claim's figure stands before anything is compared."""
    figure, stance = claim.figure, claim.attribution.stance if claim.attribution else None
    if figure is None or stance in (Stance.DEMANDS, Stance.PREDICTS) or not _happened(claim):
        return SET_ASIDE
    if stance in _DOUBTING:
        return DOUBTED
    if figure.low is None and figure.high is None:
        return SET_ASIDE
    if figure.scope is Scope.PART or (figure.high == 0 and none_of_some(words_of(claim, figure))):
        return PART
    if figure.scope is Scope.ADDITION:
        return ADDITION
    if _wider(figure, frame):
        return RUNNING if figure.scope is Scope.RUNNING_TOTAL else SET_ASIDE
    return COUNTED


def _happened(claim: Claim) -> bool:
    """Whether the figure counts something that is said to have happened; who is sought is counted by an attempt."""
    sought = claim.figure is not None and claim.figure.measure == "sought"
    return claim.reality is Reality.ACTUAL or (claim.reality is Reality.ATTEMPTED and sought)


def _wider(figure: Figure, frame: Frame) -> bool:
    """Whether the figure says itself that it covers more days, or another place, than the event has."""
    from_day, to_day = bounds_of_text(figure.scope_days) if figure.scope_days else (None, None)
    if from_day is not None and frame.first is not None and from_day.toordinal() < frame.first - 1:
        return True
    if to_day is not None and frame.last is not None and to_day.toordinal() > frame.last + 3:
        return True
    place = speaker_name([figure.scope_place]).casefold() if figure.scope_place else None
    return place is not None and bool(frame.places) and place not in frame.places


def why_of(claim: Claim, bucket: str, frame: Frame) -> str:
    """The reason for which a figure bounds nothing."""
    figure, stance = claim.figure, claim.attribution.stance if claim.attribution else None
    if bucket == FAR:
        return "several, told only far down where every dispatch opens with one: it may count other events as well"
    if bucket == DOUBTED:
        return "cited only to be contradicted"
    if bucket == PART:
        return "a part of whatever the whole is"
    if bucket == ADDITION:
        return "comes on top of an earlier figure, and nobody says what the two make together"
    if bucket == SUPERSEDED:
        return "the outlet's own earlier words, beside the figure that it gives now"
    if bucket == RUNNING:
        return "counts more days or places than this event"
    if stance in (Stance.DEMANDS, Stance.PREDICTS):
        return f"the speaker {stance.value if stance else ''} it"
    if not _happened(claim):
        return f"the words say: {claim.reality.value}"
    if figure and figure.low is None and figure.high is None:
        return "words without a number"
    return "counts more days or another place than this event"


def words_of(claim: Claim, figure: Figure) -> str:
    """The words that give a claim's figure."""
    return claim.quote[figure.span.start - claim.span.start : figure.span.end - claim.span.start]
