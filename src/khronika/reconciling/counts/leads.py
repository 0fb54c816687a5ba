"""What is told only far down a dispatch that opens with something else: likely of another event.

A report that opens with two wounded and says near its end that a boy was killed mostly recalls another shooting. One
that opens with a killing and comes to somebody hurt only far below mostly tells of another day. Best then stays open.
And where dispatches open with one who was killed, a count of several far below mostly adds up a weekend: it is set
aside, unless somebody is named who gives it, since that may be a contradiction. Nothing is dropped: the accounts and
the reason stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId
from khronika.model.tally import Tally
from khronika.reconciling.aspects.families import says_deadly
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.standing import COUNTED
from khronika.reconciling.speakers.sources import is_unnamed
from khronika.reconciling.weights import weight

_HURT = frozenset({"injured", "shot", "hospitalised"})
_OTHER = {"killed": _HURT, "injured": frozenset({"killed"})}
_SAME = {"killed": frozenset({"killed"}), "injured": _HURT}


def sums_far_down(members: Sequence[Traits]) -> frozenset[ClaimId]:
    """Counts of several killed, by nobody named, far down where every count that a dispatch opens with is of one."""
    told = [traits for traits in members if _counts_killed(traits)]
    opening = [_least(traits) for traits in told if opens(traits)]
    if not opening or max(opening) > 1:
        return frozenset()
    return frozenset(
        traits.claim.claim_id
        for traits in told
        if _least(traits) > 1 and (traits.claim.attribution is None or is_unnamed(traits.claim.attribution))
    )


def _counts_killed(traits: Traits) -> bool:
    claim, figure = traits.claim, traits.claim.figure
    return bool(figure and figure.measure == "killed" and figure.scope is Scope.WHOLE and figure.low) and (
        claim.reality is Reality.ACTUAL
    )


def _least(traits: Traits) -> int:
    return (traits.claim.figure.low or 0) if traits.claim.figure else 0


def with_far_down_open(tallies: Sequence[Tally], members: Sequence[Traits]) -> list[Tally]:
    """The tallies, the dead or the injured left open where every dispatch opens with the other and no word of them."""
    opening = {harm for traits in members if opens(traits) for harm in _harms(traits)}
    places = {traits.claim.claim_id: _place(traits) for traits in members}
    return [_opened(tally) if _is_far_down(tally, opening, places) else tally for tally in tallies]


def _is_far_down(tally: Tally, opening: set[str], places: Mapping[ClaimId, int]) -> bool:
    if tally.group is not None or not tally.best or tally.measure not in _OTHER:
        return False
    if not opening & _OTHER[tally.measure] or opening & _SAME[tally.measure]:
        return False
    told = [places[one] for account in tally.accounts if account.standing == COUNTED for one in account.claims]
    return min(told, default=0) >= weight("lead", tally.measure)


def _opened(tally: Tally) -> Tally:
    others = "injured" if tally.measure == "killed" else "dead"
    why = f"no dispatch opens with them, and those that tell of them open with the {others}: this may be another event"
    return replace(tally, low=0, best=None, why=f"{why}; {tally.why}")


def opens(traits: Traits) -> bool:
    """Whether a claim stands in the title or the opening of its dispatch."""
    return _place(traits) < weight("lead", "opening")


def harm_of_openings(members: Sequence[Traits]) -> str:
    """The gravest harm that claims of titles and openings tell as done: "death", "hurt" or "" (none)."""
    found = {
        harm
        for traits in members
        if opens(traits) and traits.claim.reality is Reality.ACTUAL
        for harm in (*_harms(traits), *(("killed",) if says_deadly(traits.claim) else ()))
    }
    if "killed" in found:
        return "death"
    return "hurt" if found & _HURT else ""


def _place(traits: Traits) -> int:
    """Where a claim stands in its text, in code points; a title comes first."""
    return 0 if traits.claim.field == "title" else traits.claim.span.start


def _harms(traits: Traits) -> set[str]:
    """What harm a claim tells of."""
    claim, harms = traits.claim, set[str]()
    if claim.event_type == "killing":
        harms.add("killed")
    if claim.figure and claim.figure.low and claim.figure.measure in _HURT | {"killed"}:
        harms.add(claim.figure.measure)
    return harms
