"""How much speaks for two dispatches telling of one event, with the reasons in words.

Every piece of evidence has a name and an amount; its score is the amount times the weight that ``linking.toml`` gives
to the name. The weights are those of a logistic regression over pairs of accounts, so that the sum is the logarithm of
the odds that both tell of one event (the log-linear form of Fellegi and Sunter 1969, "A Theory for Record Linkage").
"""

from collections.abc import Iterable
from typing import NamedTuple

from khronika.reconciling.aspects.days import NARRATIVE, PUBLISHED, STATED, Days
from khronika.reconciling.aspects.rarity import likeness
from khronika.reconciling.aspects.whereabouts import kilometres, relation
from khronika.reconciling.incidents.portraits import Portrait
from khronika.reconciling.names.agreement import names_alike
from khronika.reconciling.weights import linking, weight

_ROUNDING = 6
_MOST_DAYS_APART = 5


class Evidence(NamedTuple):
    """One thing that speaks for (score above 0) or against (below 0): section and name, amount, words."""

    section: str
    name: str
    amount: float
    words: str

    @property
    def score(self) -> float:
        """Amount times weight."""
        return round(self.amount * linking(self.section, self.name), _ROUNDING)


class Comparison(NamedTuple):
    """The sum of the evidence, and the evidence, weightiest first."""

    score: float
    evidence: tuple[Evidence, ...]

    def in_words(self) -> str:
        """The reasons for, and against, with their weights."""
        told = [f"{part.words} ({part.score:+.1f})" for part in self.evidence if round(part.score, 1) and part.words]
        return "; ".join(told) + f"; sum {self.score:.1f}, needed {linking('across', 'join'):.1f}"


def compare(one: Portrait, other: Portrait) -> Comparison:
    """Weigh two portraits of one family; symmetric, and the same to the last digit in any order."""
    ordered = sorted(evidence_of(one, other), key=lambda part: (-abs(part.score), part.words))
    return Comparison(round(sum(part.score for part in ordered), _ROUNDING), tuple(ordered))


def evidence_of(one: Portrait, other: Portrait) -> list[Evidence]:
    """Everything that is weighed of two portraits of one family."""
    return [
        Evidence("across", "start", 1.0, "before anything is compared"),
        *_kinds(one, other),
        *_days(one.days, other.days),
        *_days_beside(one, other),
        *_places(one, other),
        *_people(one.people, other.people),
        *_counts(one, other),
        *_harms(one, other),
        *_wording(one, other),
        *_means(one, other),
    ]


def _kinds(one: Portrait, other: Portrait) -> list[Evidence]:
    shared = sorted(one.types & other.types)
    found = [Evidence("kind", "same", 1.0, f"both tell of {shared[0]}")] if shared else []
    if one.planned != other.planned and not (one.denied or other.denied):
        found.append(Evidence("reality", "planned_and_actual", 1.0, "one tells of a plan, the other of a deed"))
    return found


def _days(one: Days, other: Days) -> list[Evidence]:
    if not one.known or not other.known:
        return [Evidence("time", "unknown", 1.0, "days not known")]
    gap = one.gap(other)
    soft = PUBLISHED in (one.basis, other.basis)
    if gap == 1:
        return [Evidence("time", "next_day", 1.0, "a day apart")]
    if gap:
        words = f"{gap} days apart"
        if soft:  # a report of a later day that does not say when
            return [Evidence("time", "published_apart", min(gap - 1, _MOST_DAYS_APART), f"{words}, by publication")]
        return [Evidence("time", "per_day_apart", min(gap - 1, _MOST_DAYS_APART), words)]
    if one.wide or other.wide:
        return [Evidence("time", "wide", 1.0, "the days can meet")]
    if soft:
        return [Evidence("time", "published", 1.0, "the days can meet, by the time of publication")]
    return [Evidence("time", "carried" if NARRATIVE in (one.basis, other.basis) else "same_day", 1.0, "same day")]


def _days_beside(one: Portrait, other: Portrait) -> list[Evidence]:
    """What is told beside the main thing shares the words of its surroundings; so stated days count for more."""
    if _chief_both(one, other) or not (one.days.basis == other.days.basis == STATED) or not one.days.gap(other.days):
        return []
    return [Evidence("time", "apart_beside", 1.0, "both state their day")]


def _places(one: Portrait, other: Portrait) -> list[Evidence]:
    found = {relation(a, b) for a in one.spots for b in other.spots} or {"unknown"}
    squares = {relation(a, b) for a in one.strand.spots for b in other.strand.spots if a and b}
    if "same_place" in squares:
        found.add("same_place")
    best = max(found, key=lambda name: (linking("place", name), name))
    evidence = [Evidence("place", best, 1.0, "" if best == "unknown" else best.replace("_", " "))]
    if best == "apart":
        evidence = [_apart(one, other)]
        if not _chief_both(one, other):
            evidence.append(Evidence("place", "apart_beside", 1.0, "told beside what the dispatches are about"))
    if "other_facility" in squares and "same_place" not in squares and best in ("same_town", "near", "unknown"):
        evidence.append(Evidence("place", "other_facility", 1.0, "another square or street"))
    return evidence


def _apart(one: Portrait, other: Portrait) -> Evidence:
    """Two towns: neighbouring; far from one another in so many words; or somewhere between."""
    found = [kilometres(a.point, b.point) for a in one.spots for b in other.spots if a.point and b.point]
    if found and min(found) <= weight("facets", "region_km"):
        return Evidence("place", "neighbouring", 1.0, "neighbouring towns")
    stated = all(spot.stated for spot in (*one.spots, *other.spots))
    if not any(spot.point for spot in (*one.spots, *other.spots)):  # no map knows them, and their names differ
        return Evidence("place", "far", 1.0, "other places by name")
    if stated and found and min(found) > weight("people", "most_km"):
        return Evidence("place", "far", 1.0, f"{min(found):.0f} km apart")
    return Evidence("place", "apart", 1.0, "other towns")


def _chief_both(one: Portrait, other: Portrait) -> bool:
    """Whether each is what its dispatch is about."""
    return bool(one.opening and other.opening)


def _people(one: frozenset[str], other: frozenset[str]) -> list[Evidence]:
    if not one or not other:
        return []
    shared = [name for name in sorted(one) if name in other or any(names_alike(name, known) for known in other)]
    if shared:
        return [Evidence("people", "shared", min(2, len(shared)), f"both name {len(shared)} of the same people")]
    return [Evidence("people", "none_shared", 1.0, "both name people, and nobody in common")]


def _counts(one: Portrait, other: Portrait) -> list[Evidence]:
    found: list[Evidence] = []
    many = weight("limits", "many")
    for measure in ("killed", "injured"):
        here, there = one.counts[measure], other.counts[measure]
        if not here or not there:
            continue
        if measure == "killed" and _least(here) >= many and _least(there) >= many:
            found.append(Evidence("counts", "both_many", 1.0, "both count many killed"))
        elif here & there:
            several = max(low or 0 for low, _ in here & there) > 1
            found.append(Evidence("counts", "equal_several" if several else "equal", 1.0, f"the same number {measure}"))
        elif _least(here) < many and _least(there) < many:
            found.append(Evidence("counts", "different", 1.0, f"other numbers {measure}"))
    return found


def _harms(one: Portrait, other: Portrait) -> list[Evidence]:
    """One report opens with a death and another with the hurt alone: two events, unless somebody died in between."""
    if {one.harm, other.harm} != {"death", "hurt"}:
        return []
    death, hurt = (one, other) if one.harm == "death" else (other, one)
    later = death.published is not None and hurt.published is not None and death.published > hurt.published
    if later:
        return [Evidence("harm", "death_later", 1.0, "one opens with the hurt alone, and a later one with a death")]
    return [Evidence("harm", "death_and_hurt", 1.0, "one opens with a death, the other with the hurt alone")]


def _least(counts: Iterable[tuple[int | None, int | None]]) -> int:
    return max((low if low is not None else high or 0 for low, high in counts), default=0)


def _wording(one: Portrait, other: Portrait) -> list[Evidence]:
    """The likeness of words: of what two dispatches are about by their openings, else by the words around claims."""
    if not _chief_both(one, other):
        alike = likeness(one.words, other.words)
        return [Evidence("wording", "around", alike, f"wording alike to {alike:.2f}")]
    alike = likeness(one.opening, other.opening)
    more = max(0.0, alike - linking("wording", "neutral"))
    titles = likeness(one.title, other.title)
    return [
        Evidence("wording", "words", alike, f"openings alike to {alike:.2f}"),
        Evidence("wording", "more_words", more, "and so more than by chance"),
        Evidence("wording", "title", titles, f"titles alike to {titles:.2f}"),
    ]


def _means(one: Portrait, other: Portrait) -> list[Evidence]:
    if not one.means or not other.means:
        return []
    if one.means & other.means:
        return [Evidence("means", "same", 1.0, f"both with {min(one.means & other.means)}")]
    return [Evidence("means", "different", 1.0, "other means")]
