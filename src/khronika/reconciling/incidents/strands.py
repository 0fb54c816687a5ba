"""What one dispatch tells of one event: its claims, and what they agree on.

Claims are taken in the order of how firmly they are placed and dated, so that a vague one finds the events of its
dispatch already told apart and never joins two of them.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.days import NARRATIVE, NOT_KNOWN, PUBLISHED, STATED, UNKNOWN, Days
from khronika.reconciling.aspects.families import DEMAND
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.aspects.whereabouts import Spot, relation, same_town
from khronika.reconciling.weights import weight

_FIRMNESS = {STATED: 0, NARRATIVE: 1, PUBLISHED: 2, UNKNOWN: 3}


@dataclass(slots=True)
class Strand:
    """The claims of one dispatch (and of its copies) that tell of one event.

    why: for each claim the reason for which it stands here.
    starts: where its claims begin in each text, in order, so that the nearest is found without a walk over all.
    kinds: how many claims there are of each type of event.
    """

    members: list[Traits] = field(default_factory=list)
    why: dict[ClaimId, str] = field(default_factory=dict)
    days: Days = field(default_factory=lambda: NOT_KNOWN)
    spot: Spot | None = None
    spots: dict[Spot | None, None] = field(default_factory=dict)
    starts: dict[tuple[DocId, str], list[int]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def take(self, traits: Traits, why: str) -> None:
        """Add a claim, and let it narrow down days and place."""
        self.days = traits.days if not self.members else self.days.met(traits.days)
        self.spot = narrower(self.spot, traits.spot)
        self.spots.setdefault(traits.spot)
        self.members.append(traits)
        self.why[traits.claim.claim_id] = why
        claim = traits.claim
        self.kinds[claim.event_type] += 1
        insort(self.starts.setdefault((claim.doc_id, claim.field), []), claim.span.start)

    @property
    def root(self) -> DocId:
        """The dispatch that tells of it, copies counted with their original."""
        return self.members[0].root

    @property
    def claims(self) -> list[Claim]:
        """Its claims."""
        return [traits.claim for traits in self.members]

    @property
    def name(self) -> ClaimId:
        """The least of its claims' ids, which stands for it whatever order they came in."""
        return min(traits.claim.claim_id for traits in self.members)

    @property
    def planned(self) -> bool:
        """Whether nothing in it is more than a plan."""
        return all(traits.planned or traits.claim.reality is Reality.DID_NOT_HAPPEN for traits in self.members)


@dataclass(frozen=True, slots=True)
class Loose:
    """A toll of a place and day that the words do not tie to one of the deeds there.

    best: the event that it fits best, where no episode holds them all. could_be: all that it fits.
    """

    traits: Traits
    best: Strand
    could_be: tuple[Strand, ...]


def narrower(one: Spot | None, other: Spot | None) -> Spot | None:
    """The place that says more: the one named in its own sentence, the narrower, the one tied to a town."""
    if one is None or other is None:
        return one or other

    def rank(spot: Spot) -> tuple[int, bool, bool, bool]:
        return spot.level, spot.town is None, spot.facility is None, not spot.stated

    return other if rank(other) < rank(one) else one


def strands_of(claims: Iterable[Traits]) -> tuple[list[Strand], list[Loose]]:
    """The events of one dispatch, from its claims, and the tolls that the words tie to none of several.

    No claim is an aside or a claim about a claim. Same input in another order gives the same strands.
    """
    strands: list[Strand] = []
    loose: list[Loose] = []
    for traits in sorted(claims, key=firmness):
        best = best_fit(traits, strands)
        if best is not None and traits.toll and len(could_be := _could_count(traits, strands)) > 1:
            loose.append(Loose(traits, best, tuple(could_be)))
            continue
        if best is None:
            strands.append(Strand())
            strands[-1].take(traits, "the first words of this dispatch to tell of it")
        else:
            best.take(traits, _reason(traits, best))
    return strands, loose


def _could_count(traits: Traits, strands: Sequence[Strand]) -> list[Strand]:
    """The events of one place that a toll can count, where none of them is told close by."""
    fitting = [strand for strand in strands if fit(traits, strand) is not None]
    if any(_distance(traits, strand) <= weight("limits", "loose_chars") for strand in fitting):
        return []
    return [strand for strand in fitting if _place(traits, strand) in ("same_town", "same_place", "near")]


def best_fit(traits: Traits, strands: Sequence[Strand]) -> Strand | None:
    """The strand that a claim agrees with best (of equals the one with more claims, then the firmer), if any."""
    found = [
        (score, len(strand.members), -index)
        for index, strand in enumerate(strands)
        if (score := fit(traits, strand)) is not None and score >= weight("within", "join")
    ]
    return strands[-max(found)[2]] if found else None


def firmness(traits: Traits) -> tuple[object, ...]:
    """How firmly a claim is dated and placed, firmest first, then where it stands."""
    spot = traits.spot
    vague = 2 if spot is None or spot.level > 0 else int(not spot.stated)
    title = traits.claim.field == "title"  # a headline says little of where and when; it joins what the text tells
    return title, traits.toll, _FIRMNESS[traits.days.basis], vague, traits.order


def fit(traits: Traits, strand: Strand) -> float | None:
    """How well a claim agrees with a strand of its own dispatch; None where they cannot be one event."""
    first = strand.members[0]
    if traits.family != first.family:
        return None
    if traits.family.name == DEMAND:
        return weight("within", "join")
    if _gap(traits, strand) or not _realities_agree(traits, strand):
        return None
    place = _place(traits, strand)
    if place in ("apart", "other_facility"):
        return None
    score = weight("within", "join") + weight("place", place)
    if traits.days.known and strand.days.known and traits.days.gap(strand.days) == 0:
        score += _time(traits.days, strand.days)
    if _distance(traits, strand) <= weight("limits", "near_chars"):
        score += weight("within", "text_near")
    if traits.toll and traits.days.basis != STATED and _tells_toll(traits, strand):
        score += weight("within", "same_toll")
    return score


def _gap(traits: Traits, strand: Strand) -> bool:
    """Whether the days exclude each other.

    A claim of a deed that is dated by nothing but its publication may tell once more of an older deed that the
    same dispatch dates: most reports of a later day do ("the man who was shot in May is due in court").
    """
    if not (traits.days.known and strand.days.known) or traits.days.gap(strand.days) == 0:
        return False
    told_again = traits.days.basis == PUBLISHED and strand.days.hard and strand.days.last < traits.days.first
    return not (told_again and traits.claim.reality is Reality.ACTUAL and traits.family.violence)


def _time(one: Days, other: Days) -> float:
    if one.wide or other.wide:
        return weight("time", "wide")
    if PUBLISHED in (one.basis, other.basis):
        return weight("time", "published")
    return weight("time", "carried" if NARRATIVE in (one.basis, other.basis) else "same_day")


def _place(traits: Traits, strand: Strand) -> str:
    """How the claim's place lies to those of the strand: the worst of them decides, the best is given."""
    found = {relation(traits.spot, spot) for spot in strand.spots}
    if "apart" in found:
        return "apart"
    if "other_facility" in found and "same_place" not in found and _facility_of(traits) and _facility_of(strand):
        return "other_facility"
    return max(found - {"other_facility"}, key=lambda name: (weight("place", name), name), default="unknown")


def _facility_of(thing: Traits | Strand) -> bool:
    return thing.spot is not None and thing.spot.facility is not None


def _realities_agree(traits: Traits, strand: Strand) -> bool:
    """A plan and a deed of one dispatch are two things, but for a plan that is said to have come to nothing."""
    if traits.claim.reality is Reality.DID_NOT_HAPPEN:
        return True
    if all(member.claim.reality is Reality.DID_NOT_HAPPEN for member in strand.members):
        return True
    return traits.planned == strand.planned


def _distance(traits: Traits, strand: Strand) -> int:
    """Code points between the claim and the nearest one of the strand in the same text; very far in another text."""
    claim = traits.claim
    starts = strand.starts.get((claim.doc_id, claim.field), [])
    at = bisect_left(starts, claim.span.start)
    return min((abs(claim.span.start - start) for start in starts[max(0, at - 1) : at + 1]), default=10**9)


def _tells_toll(traits: Traits, strand: Strand) -> bool:
    measure = traits.claim.figure.measure if traits.claim.figure else None
    return any(other.claim.figure and other.claim.figure.measure == measure for other in strand.members)


def _reason(traits: Traits, strand: Strand) -> str:
    place = _place(traits, strand).replace("_", " ")
    where = "its place is not said" if place == "unknown" else f"place: {place}"
    if not traits.days.known:
        when = "its day is not said"
    elif traits.days.basis == PUBLISHED:
        when = "its day is only known from the publication, and can be the same"
    else:
        when = "same day" if traits.days.basis == STATED else "same day, carried over from earlier words"
    same = traits.claim.event_type == _commonest(strand.kinds)
    kind = "same kind of event" if same else f"{traits.claim.event_type}: the same family of events"
    return f"told in the same dispatch; {kind}; {where}; {when}"


def _commonest(kinds: Mapping[str, int]) -> str:
    return min(kinds, key=lambda name: (-kinds[name], name))


def town_spots(strand: Strand) -> list[Spot]:
    """The towns that its claims name, each once."""
    found: list[Spot] = []
    for member in strand.members:
        spot = member.spot
        if spot and spot.town and not any(same_town(spot, other) for other in found):
            found.append(spot)
    return found
