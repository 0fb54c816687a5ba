"""How much speaks for two dispatches telling of one event, with the reasons in words."""

from collections.abc import Iterable
from typing import NamedTuple

from khronika.reconciling.days import NARRATIVE, PUBLISHED, Days
from khronika.reconciling.names import names_alike
from khronika.reconciling.portraits import Portrait
from khronika.reconciling.weights import weight
from khronika.reconciling.whereabouts import relation

_ROUNDING = 6


class Evidence(NamedTuple):
    """One thing that speaks for (above 0) or against (below 0), in words."""

    score: float
    words: str


class Comparison(NamedTuple):
    """The sum of the evidence, and the evidence, weightiest first."""

    score: float
    evidence: tuple[Evidence, ...]

    def in_words(self) -> str:
        """The reasons for, and against, with their weights."""
        told = [f"{part.words} ({part.score:+.1f})" for part in self.evidence if part.score and part.words]
        return "; ".join(told) + f"; sum {self.score:.1f}, needed {weight('across', 'join'):.1f}"


def compare(one: Portrait, other: Portrait) -> Comparison:
    """Weigh two portraits of one family; symmetric, and the same to the last digit in any order."""
    parts = [
        _kinds(one, other),
        _plans(one, other),
        _days(one.days, other.days),
        _places(one, other),
        _people(one.people, other.people),
        *(_counts(one, other, measure) for measure in ("killed", "injured")),
        _wording(one, other),
        _means(one, other),
    ]
    ordered = tuple(sorted(parts, key=lambda part: (-abs(part.score), part.words)))
    return Comparison(round(sum(part.score for part in ordered), _ROUNDING), ordered)


def _kinds(one: Portrait, other: Portrait) -> Evidence:
    shared = sorted(one.types & other.types)
    if shared:
        return Evidence(weight("kind", "same"), f"both tell of {shared[0]}")
    return Evidence(weight("kind", "family"), "kinds of event that can be facets of one")


def _plans(one: Portrait, other: Portrait) -> Evidence:
    if one.planned != other.planned and not (one.denied or other.denied):
        return Evidence(weight("reality", "planned_and_actual"), "one tells of a plan, the other of a deed")
    return Evidence(0.0, "")


def _days(one: Days, other: Days) -> Evidence:
    if not one.known or not other.known:
        return Evidence(weight("time", "unknown"), "")
    gap = one.gap(other)
    if gap == 1:
        return Evidence(weight("time", "next_day"), "a day apart")
    if gap:
        return Evidence(weight("time", "per_day_apart") * min(gap - 1, 5), f"{gap} days apart")
    if one.wide or other.wide:
        return Evidence(weight("time", "wide"), "the days can meet")
    if PUBLISHED in (one.basis, other.basis):
        return Evidence(weight("time", "published"), "the days can meet, by the time of publication")
    name = "carried" if NARRATIVE in (one.basis, other.basis) else "same_day"
    return Evidence(weight("time", name), "same day")


def _places(one: Portrait, other: Portrait) -> Evidence:
    if not one.spots or not other.spots:
        return Evidence(weight("place", "unknown"), "")
    found = {relation(a, b) for a in one.spots for b in other.spots}
    squares = {relation(a, b) for a in one.strand.spots for b in other.strand.spots if a and b}
    if "same_place" in squares:
        found.add("same_place")
    elif "other_facility" in squares:
        found |= {"other_facility"} - {name for name in found if name == "apart"}
    best = max(found, key=lambda name: (weight("place", name), name))
    if "other_facility" in found and best in ("same_town", "near", "unknown"):
        total = weight("place", best) + weight("place", "other_facility")
        return Evidence(total, "same town, other square or street")
    return Evidence(weight("place", best), "" if best == "unknown" else best.replace("_", " "))


def _people(one: frozenset[str], other: frozenset[str]) -> Evidence:
    if not one or not other:
        return Evidence(0.0, "")
    shared = [name for name in sorted(one) if name in other or any(names_alike(name, known) for known in other)]
    if shared:
        return Evidence(weight("people", "shared") * min(2, len(shared)), f"both name {len(shared)} of the same people")
    return Evidence(weight("people", "none_shared"), "both name people, and nobody in common")


def _counts(one: Portrait, other: Portrait, measure: str) -> Evidence:
    here, there = one.counts[measure], other.counts[measure]
    if not here or not there:
        return Evidence(0.0, "")
    many = weight("limits", "many")
    if measure == "killed" and _least(here) >= many and _least(there) >= many:
        return Evidence(weight("counts", "both_many"), "both count many killed")
    if here & there:
        return Evidence(weight("counts", "equal"), f"the same number {measure}")
    if _least(here) < many and _least(there) < many:
        return Evidence(weight("counts", "different"), f"other numbers {measure}")
    return Evidence(0.0, "")


def _least(counts: Iterable[tuple[int | None, int | None]]) -> int:
    return max((low if low is not None else high or 0 for low, high in counts), default=0)


def _wording(one: Portrait, other: Portrait) -> Evidence:
    small, large = sorted((one.words, other.words), key=len)
    cosine = round(sum(value * large[word] for word, value in sorted(small.items()) if word in large), _ROUNDING)
    raw = weight("wording", "slope") * (cosine - weight("wording", "neutral"))
    score = max(weight("wording", "least"), min(weight("wording", "most"), raw))
    return Evidence(round(score, _ROUNDING), f"wording alike to {cosine:.2f}")


def _means(one: Portrait, other: Portrait) -> Evidence:
    if not one.means or not other.means:
        return Evidence(0.0, "")
    if one.means & other.means:
        return Evidence(weight("means", "same"), f"both with {min(one.means & other.means)}")
    return Evidence(weight("means", "different"), "other means")
