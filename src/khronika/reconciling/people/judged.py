"""What documenters have judged of people, as bearers of names: these two are one, these two are not.

A judgment names claims. Where a claim names one person, that is who is meant; where it names several, the one whose
name agrees with a name of the other claim, if there is only one such pair; else nobody can tell, and it is not
followed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from khronika.model.ids import ClaimId
from khronika.model.links import Pair
from khronika.reconciling.names.agreement import names_alike
from khronika.reconciling.people.bearers import Bearer

Numbers = tuple[int, int]


@dataclass(slots=True)
class JudgedPeople:
    """same, apart: pairs of numbers of bearers, the lower first. not_followed: pairs of claims, with the reason."""

    same: list[Numbers] = field(default_factory=list)
    apart: set[Numbers] = field(default_factory=set)
    not_followed: list[tuple[Pair, str]] = field(default_factory=list)


def judged_people(bearers: Sequence[Bearer], one_person: Sequence[Pair], two_people: Sequence[Pair]) -> JudgedPeople:
    """The judgments that can be followed, and those that cannot; to be judged two goes before to be judged one."""
    found = JudgedPeople()
    by_claim: dict[ClaimId, list[int]] = defaultdict(list)
    for number, bearer in enumerate(bearers):
        for claim_id in bearer.claims:
            by_claim[claim_id].append(number)
    for pair in sorted(two_people):
        meant = _meant(pair, bearers, by_claim)
        if isinstance(meant, str):
            found.not_followed.append((pair, meant))
        else:
            found.apart.add(meant)
    for pair in sorted(one_person):
        meant = _meant(pair, bearers, by_claim)
        if isinstance(meant, str):
            found.not_followed.append((pair, meant))
        elif meant[0] != meant[1]:
            if _would_join(meant, found):
                found.not_followed.append((pair, "other judgments keep the two apart"))
            else:
                found.same.append(meant)
    return found


def _meant(pair: Pair, bearers: Sequence[Bearer], by_claim: dict[ClaimId, list[int]]) -> Numbers | str:
    """The two bearers that are meant, or why nobody can tell."""
    left, right = by_claim.get(pair[0], []), by_claim.get(pair[1], [])
    if not left or not right:
        return "one of the claims names nobody"
    pairs = [(one, other) for one in left for other in right]
    if len(pairs) > 1:
        pairs = [(one, other) for one, other in pairs if names_alike(bearers[one].words, bearers[other].words)]
    if len(pairs) != 1:
        return "the claims name several people, and which two are meant cannot be told"
    one, other = pairs[0]
    return min(one, other), max(one, other)


def _would_join(pair: Numbers, found: JudgedPeople) -> bool:
    """Whether the pair, with what is judged to be one already, puts two together that are judged to be two."""
    group = set(pair)
    while more := {number for one in found.same if group & set(one) for number in one} - group:
        group |= more
    return any(one in group and other in group for one, other in found.apart)
