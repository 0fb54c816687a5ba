"""What speaks for and against two being one person, in bits that add up (Fellegi and Sunter 1969): ``people.toml``.

Compared are names, what the two have in common but the name (a dispatch, an event, a place and time), ages and what
befell them. Nothing is counted in the dispatches at hand, so that one more dispatch changes no weight.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from khronika.reconciling.aspects.whereabouts import Spot, kilometres, relation
from khronika.reconciling.people.name_evidence import NameEvidence, name_evidence
from khronika.reconciling.people.units import Unit
from khronika.reconciling.weights import person_weight, weight

_NEARNESS = ("same_place", "same_town", "near", "other_facility", "within", "same_region")
_TIES = {
    "one_dispatch": "named in one dispatch",
    "one_event": "told of in one event",
    "same_place": "told of at one place",
    "same_town": "told of in one town",
    "near": "told of in neighbouring towns",
    "other_facility": "told of in two streets",
    "within": "told of in one region",
    "same_region": "told of in one region",
    "apart": "told of in two towns",
    "other_region": "told of in two regions",
    "other_country": "told of in two countries",
    "unknown": "nobody says where",
}
_HELD = frozenset({"charged", "detained", "imprisoned", "sought"})
Told = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Weight:
    """bits: log2 of the odds that the two are one person. told: what it is made of; no word of a name is in it."""

    bits: float
    told: tuple[Told, ...]

    @property
    def why(self) -> str:
        """The reasons in words and numbers."""
        return "; ".join(f"{words} {bits:+.1f}" for words, bits in self.told)


def named_alike(one: Unit, other: Unit) -> NameEvidence:
    """What the names that agree best say."""
    pairs = [name_evidence(name, name2) for name in one.names for name2 in other.names]
    return max(pairs, key=lambda found: (found.bits, found.told))


def weigh(one: Unit, other: Unit) -> Weight:
    """What speaks for and against the two being one; the same whichever comes first."""
    names = named_alike(one, other)
    told = [*names.told, *_tied(one, other, names), *_aged(one, other), *_befell(one, other)]
    told.append(("before anything is compared", person_weight("before", "odds")))
    bits = sum(part for _, part in told)
    for why, most in _bounds(one, other, names):
        if bits > most:
            told.append((why, most - bits))
            bits = most
    return Weight(round(bits, 2), tuple(told))


def _tied(one: Unit, other: Unit, names: NameEvidence) -> Iterator[Told]:
    """What they have in common but the name."""
    if one.roots & other.roots:
        yield _tie("one_dispatch")
        if names.alone == "family":
            yield "a short form within a dispatch", person_weight("ties", "short_form")
        return
    if one.events & other.events:
        yield _tie("one_event")
        return
    yield _tie(_nearest(one, other))
    if one.days and other.days:
        apart = min(here.gap(there) for here in one.days for there in other.days)
        span = next(
            (name for name in ("few", "weeks", "months") if apart <= person_weight("days", f"{name}_days")), "more"
        )
        yield f"{apart} days apart", person_weight("days", span)


def _tie(name: str) -> Told:
    return _TIES[name], person_weight("ties", name)


def _nearest(one: Unit, other: Unit) -> str:
    """How the places lie to one another that lie nearest."""
    pairs = [(here, there) for here in one.spots for there in other.spots]
    found = {relation(here, there) for here, there in pairs}
    near = next((name for name in _NEARNESS if name in found), "")
    if near or "apart" not in found:
        return near or "unknown"
    ways = {_far(here, there) for here, there in pairs}
    return next(name for name in ("apart", "other_region", "other_country") if name in ways)


def _far(here: Spot, there: Spot) -> str:
    if here.country and there.country and here.country != there.country:
        return "other_country"
    if here.point and there.point:
        return "other_region" if kilometres(here.point, there.point) > weight("people", "most_km") else "apart"
    return "other_region" if here.admin1 and there.admin1 and here.admin1 != there.admin1 else "apart"


def _aged(one: Unit, other: Unit) -> Iterator[Told]:
    if one.ages and other.ages:
        level, years = min((age_level(age, age2), (age, age2)) for age in one.ages for age2 in other.ages)
        yield f"aged {min(years)} and {max(years)}", person_weight("ages", _AGE_LEVELS[level])


_AGE_LEVELS = ("same", "a_year", "near", "swapped", "different")


def age_level(one: int, other: int) -> int:
    """How far two ages agree, from 0 the same to 4 different; 3 is two figures exchanged."""
    apart = abs(one - other)
    if apart <= 3:
        return min(apart, 2)
    return 3 if sorted(str(one)) == sorted(str(other)) else 4


def generations_apart(one: Unit, other: Unit) -> bool:
    """Whether every age of the one is so far from every age of the other that they are two people."""
    most = person_weight("ages", "generation")
    pairs = [(age, age2) for age in one.ages for age2 in other.ages]
    return bool(pairs) and all(abs(age - age2) >= most and age_level(age, age2) == 4 for age, age2 in pairs)


def _befell(one: Unit, other: Unit) -> Iterator[Told]:
    """What befell the two: nobody dies twice, and nobody is arrested after that."""
    if one.deaths and other.deaths and not one.deaths & other.deaths:
        yield "killed on two days", person_weight("states", "two_deaths")
    if any(_after_death(first, second) for first, second in ((one, other), (other, one))):
        yield "the one is dead before something is told of the other's life", person_weight("states", "after_death")
    if one.roots & other.roots:
        return
    if one.states & other.states:
        yield "the same is told of both", person_weight("states", "same")
    elif any(_victim_and_held(first, second) for first, second in ((one, other), (other, one))):
        yield "the one is killed, the other held for it", person_weight("states", "killed_and_held")


def _after_death(one: Unit, other: Unit) -> bool:
    return bool(one.deaths and other.alive) and not other.deaths and min(other.alive) > max(one.deaths)


def _victim_and_held(one: Unit, other: Unit) -> bool:
    killed = {event for event, state in one.states if state == "killed"}
    return any(event in killed and state in _HELD for event, state in other.states)


def _bounds(one: Unit, other: Unit, names: NameEvidence) -> Iterator[Told]:
    """What the whole can weigh at most, and why."""
    if generations_apart(one, other):
        yield "a generation apart", person_weight("ages", "generation_at_most")
    together = bool(one.roots & other.roots)
    if together and names.given_alike:
        yield "in one dispatch two given names may be two people", person_weight("bounds", "one_writer_alike")
    if names.alone and not (together and names.alone == "family"):
        yield "a name alone is never sure", person_weight("bounds", f"{names.alone}_alone")
