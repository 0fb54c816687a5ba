"""What an event's claims settle on: its kind, days and reality, each by the claims that say most."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khronika.model.claim import Claim, Reality
from khronika.reconciling.aspects.days import PUBLISHED, bounds_of, bounds_of_text
from khronika.reconciling.aspects.families import DEMAND, family_of
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.grades import affirms
from khronika.reconciling.weights import weight
from khronika.reference.vocabulary import event_types

DaysTold = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """First and last day, None where open or unknown, and the EDTF string that says it."""

    first: date | None
    last: date | None
    edtf: str


def type_of(claims: Sequence[Claim]) -> str:
    """The kind of event that most claims give it; words that name the deed count more than a figure that implies it.

    Of equals the first of the vocabulary. What is demanded is a demand, or an inquiry where that is all it is.
    """
    if claims and all(family_of(claim).name == DEMAND for claim in claims):
        return "inquiry" if all(claim.event_type == "inquiry" for claim in claims) else DEMAND
    order = {name: index for index, name in enumerate(event_types())}
    votes: Counter[str] = Counter()
    for claim in claims:
        votes[claim.event_type] += (1 if claim.figure else 3) * (2 if affirms(claim) else 1)
    return min(votes, key=lambda name: (-votes[name], order.get(name, len(order)), name))


def reality_of(claims: Sequence[Claim]) -> str:
    """Actual where any claim says so; else what all agree on, else the most frequent; demands are unclear."""
    if all(family_of(claim).name == DEMAND for claim in claims):
        return Reality.UNCLEAR.value
    found = Counter(claim.reality for claim in claims)
    if found[Reality.ACTUAL]:
        return Reality.ACTUAL.value
    order = list(Reality)
    return min(found, key=lambda reality: (-found[reality], order.index(reality))).value


def moment_of_event(members: Sequence[Traits]) -> Moment:
    """The days that the claims of it support best; see `day_votes`."""
    votes = day_votes(members)
    if not votes:
        return Moment(None, None, "")
    chosen = min(votes, key=lambda days: (-votes[days], _width(days), str(days)))
    words = Counter(_edtf_of(traits, chosen) for traits in members if days_told(traits) == chosen)
    return Moment(*chosen, min(words, key=lambda text: (-words[text], text)))


def day_votes(members: Sequence[Traits]) -> dict[DaysTold, float]:
    """How much speaks for each day or stretch of days, by the section [date] of ``weights.toml``.

    A day of the claim's own sentence counts more than one carried over, and both more than a date of publication; a
    day more than a month; the deed more than a death, which may come days later.
    """
    votes: dict[DaysTold, float] = defaultdict(float)
    for traits in sorted(members, key=lambda one: one.order):
        told = days_told(traits)
        if told is not None:
            votes[told] += _day_weight(traits, told)
    return {told: round(vote, 6) for told, vote in votes.items()}


def days_told(traits: Traits) -> DaysTold | None:
    """First and last day that a claim gives, else the day of its publication; a night belongs to its first day."""
    when = traits.claim.when
    first, last = bounds_of(when) if when else (None, None)
    if first is None and last is None:
        return (traits.published.date(), traits.published.date()) if traits.published else None
    if when and first and last and (last - first).days == 1:  # "Saturday night" ends on Sunday morning
        named = bounds_of_text(when.edtf)
        first, last = named if named[0] is not None and named[0] == named[1] else (first, last)
    return first, last


def _day_weight(traits: Traits, told: DaysTold) -> float:
    claim = traits.claim
    basis = claim.when.basis if claim.when and any(bounds_of(claim.when)) else PUBLISHED
    width = _width(told)
    exact = (
        1.0
        if width <= 1
        else weight("date", "stretch")
        if width <= weight("limits", "wide_days")
        else weight("date", "wide")
    )
    if traits.borrowed:
        basis = "borrowed"
    kind = (
        "deed"
        if not traits.later_death and family_of(claim).violence and claim.event_type != "killing"
        else "later_death"
        if traits.later_death
        else "other"
    )
    return weight("date", basis) * exact * weight("date", kind)


def _edtf_of(traits: Traits, days: DaysTold) -> str:
    when = traits.claim.when
    said = when.edtf.split("T")[0] if when and when.edtf and "/" not in when.edtf else ""
    return said or _edtf(*days)


def _width(days: tuple[date | None, date | None]) -> int:
    first, last = days
    return (last - first).days if first and last else 10**6


def _edtf(first: date | None, last: date | None) -> str:
    if first == last and first:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
