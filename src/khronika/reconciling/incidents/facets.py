"""One event told in pieces: strands of one dispatch that are facets of one event become one.

A report tells of the shooting, the death, the arrest of the one who is said to have fired, over several days and with
the places where the people come from or were brought to. Strands that exclude each other by hard words stay apart: days
of their own sentences that differ, two squares of one town, a plan and a deed. Days and places that were only carried
over from earlier words are soft, and what the strands have in common may outweigh them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from khronika.reconciling.aspects.days import STATED
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.aspects.whereabouts import Spot, kilometres, relation
from khronika.reconciling.incidents.settling import DaysTold, day_votes
from khronika.reconciling.incidents.strands import Strand
from khronika.reconciling.weights import weight

_MOST_COMPARED = 12


def with_facets_joined(strands: Sequence[Strand]) -> list[Strand]:
    """The strands of one dispatch, those that are facets of one event run together; the largest come first."""
    kept: list[Strand] = []
    for strand in sorted(strands, key=lambda one: (-strength(one), one.name)):
        best = _best(strand, kept) if _may_be_facet(strand) else None
        if best is None:
            kept.append(strand)
            continue
        for traits in strand.members:
            best.take(traits, f"{strand.why[traits.claim.claim_id]}; a facet of an event told in the same dispatch")
    return kept


def _may_be_facet(strand: Strand) -> bool:
    return strand.members[0].family.violence and not strand.planned


def strength(strand: Strand) -> float:
    """How much of its dispatch a strand is: claims in the title count most, then those of harm done."""
    total = 0.0
    for traits in strand.members:
        harm = traits.family.violence
        total += weight("main", "casualty_claim" if harm else "other_claim")
        total += weight("main", "title_claim") if traits.claim.field == "title" else 0.0
    return total


def _best(strand: Strand, kept: Sequence[Strand]) -> Strand | None:
    fitting = [
        (score, -index)
        for index, other in enumerate(kept[:_MOST_COMPARED])
        if _may_be_facet(other) and (score := facet_score(strand, other)) >= weight("facets", "join")
    ]
    return kept[-max(fitting)[1]] if fitting else None


def facet_score(one: Strand, other: Strand) -> float:
    """How much speaks for two strands of one dispatch being one event, by the section [facets] of ``weights.toml``."""
    if one.members[0].family != other.members[0].family:
        return float("-inf")
    score = _days(one, other) + _places(one, other)
    shared = {name for traits in one.members for name in traits.people} & {
        name for traits in other.members for name in traits.people
    }
    score += weight("facets", "person") * min(2, len(shared))
    if _counts(one) & _counts(other):
        score += weight("facets", "count")
    if len(one.members) == 1:
        score += weight("facets", "lone_claim")
    return score


def _counts(strand: Strand) -> set[tuple[str, int | None]]:
    """Measures with their numbers above one; one is no coincidence worth counting."""
    figures = [traits.claim.figure for traits in strand.members if traits.claim.figure]
    return {(figure.measure, figure.low) for figure in figures if (figure.low or 0) > 1}


def _days(one: Strand, other: Strand) -> float:
    """Days that the words of one sentence give are hard; a day carried over, of publication or of a death is soft."""
    here, there = _hard_days(one), _hard_days(other)
    if here and there:
        gap = min(_gap(a, b) for a in here for b in there)
        return weight("facets", "same_day") if gap == 0 else weight("facets", "other_day") * min(2, gap)
    first, second = _told(one), _told(other)
    if (
        first is None
        or second is None
        or _gap(first, second) == 0
        or _told_again(one, there)
        or _told_again(other, here)
    ):
        return weight("facets", "no_other_day")
    return weight("facets", "soft_other_day")


def _told_again(strand: Strand, hard: Sequence[DaysTold]) -> bool:
    """Whether a strand is dated by nothing but its publication, after the day that the other one states."""
    if not hard or any(one.days.hard and not one.borrowed for one in strand.members):
        return False
    published = [one.published.date() for one in strand.members if one.published]
    return all((last or date.min) <= day for _, last in hard for day in published)


def _hard_days(strand: Strand) -> list[DaysTold]:
    """Days that the strand's claims state in their own sentence, deaths left out, which may come later."""
    hard = [one for one in strand.members if _states_day(one) and not one.later_death]
    return list(day_votes(hard))


def _states_day(traits: Traits) -> bool:
    return traits.days.basis == STATED and not traits.days.wide


def _told(strand: Strand) -> DaysTold | None:
    votes = day_votes(strand.members)
    return min(votes, key=lambda days: (-votes[days], str(days))) if votes else None


def _gap(one: DaysTold, other: DaysTold) -> int:
    """Days between two stretches, open ends reaching for ever."""
    least, most = date.min, date.max
    return max(0, ((one[0] or least) - (other[1] or most)).days, ((other[0] or least) - (one[1] or most)).days)


def _places(one: Strand, other: Strand) -> float:
    """Places of their own sentences are hard; of each strand the most frequent."""
    here, there = _chief_spot(one), _chief_spot(other)
    found = relation(here, there)
    if found in ("same_place", "same_town"):
        return weight("facets", "same_town")
    if found == "other_facility":
        return weight("facets", "other_facility")
    if found != "apart":
        return weight("facets", "no_other_place")
    assert here is not None
    assert there is not None  # nothing is apart from an unknown place
    if here.point and there.point and kilometres(here.point, there.point) <= weight("facets", "region_km"):
        return weight("facets", "neighbouring")
    return weight("facets", "apart" if here.stated and there.stated else "soft_apart")


def _chief_spot(strand: Strand) -> Spot | None:
    """The place that says most of where a strand's claims are: places of their own sentences, towns before areas."""
    votes: dict[Spot, float] = defaultdict(float)
    for traits in strand.members:
        if traits.spot:
            basis = weight("facets", "stated_place") if traits.spot.stated else 1.0
            votes[traits.spot] += basis * (weight("facets", "area") if traits.spot.level else 1.0)
    return min(votes, key=lambda spot: (-votes[spot], str(spot)), default=None)
