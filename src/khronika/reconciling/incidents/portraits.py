"""What a strand is compared by across dispatches, worked out once."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.days import NARRATIVE, STATED, Days
from khronika.reconciling.aspects.rarity import is_rare, weighed, words_in
from khronika.reconciling.aspects.traits import words_around
from khronika.reconciling.aspects.whereabouts import Spot
from khronika.reconciling.counts.leads import harm_of_openings
from khronika.reconciling.incidents.facets import strength
from khronika.reconciling.incidents.settling import day_votes, days_told
from khronika.reconciling.incidents.strands import Strand, town_spots
from khronika.reconciling.weights import weight

_OPENING = 2500
_NAME = re.compile(r"(?<=[^\W\d_A-Z][ ,] )[A-Z]\w{2,}|(?<=[^\W\d_A-Z] )[A-Z]\w{2,}")
_SHARE_OF_CLAIMS = 0.34


@dataclass(frozen=True, slots=True)
class Portrait:
    """A strand as it is compared.

    spots: its towns, else its widest known place.
    counts: whole counts of the killed and the injured, by measure.
    words: words around its claims with their weights, the sum of squares being 1.
    opening, title: the same of the first part of its dispatch with the title, and of the title, where it is what the
        dispatch is about; else empty.
    rare: its rare words, which bring it together with others that share them.
    names: rare words that its dispatch writes as names, where no map knows its place.
    harm: the gravest harm of which its dispatch opens, where it is what the dispatch is about ("death", "hurt" or "").
    published: the day of the first dispatch that tells it, as an ordinal; None where unknown.
    """

    strand: Strand
    name: ClaimId
    root: DocId
    family: str
    planned: bool
    denied: bool
    days: Days
    spots: tuple[Spot, ...]
    types: frozenset[str]
    people: frozenset[str]
    means: frozenset[str]
    counts: Mapping[str, frozenset[tuple[int | None, int | None]]]
    words: Mapping[str, float]
    opening: Mapping[str, float]
    title: Mapping[str, float]
    rare: tuple[str, ...]
    names: tuple[str, ...]
    harm: str
    published: int | None


def portraits_of(strands: Sequence[Strand], dispatches: Mapping[DocId, Dispatch]) -> list[Portrait]:
    """The portraits of strands, in the order of their names."""
    leads: dict[DocId, tuple[float, ClaimId]] = {}
    for strand in strands:
        if strand.members[0].family.violence:
            rank = -strength(strand), strand.name
            leads[strand.root] = min(rank, leads.get(strand.root, rank))
    main = {name for _, name in leads.values()}
    ordered = sorted(strands, key=lambda strand: strand.name)
    return [_portrait(strand, dispatches, lead=strand.name in main) for strand in ordered]


def _portrait(strand: Strand, dispatches: Mapping[DocId, Dispatch], *, lead: bool) -> Portrait:
    claims = strand.claims
    dispatch = dispatches.get(strand.root)
    words = words_around(claims, dispatches)
    opening = words_in(f"{dispatch.title or ''}\n{dispatch.text[:_OPENING]}") if lead and dispatch else set()
    spots = _chief_spots(strand)
    located = any(spot.point and spot.stated for spot in spots)
    return Portrait(
        strand=strand,
        name=strand.name,
        root=strand.root,
        family=strand.members[0].family.name,
        planned=strand.planned,
        denied=all(claim.reality is Reality.DID_NOT_HAPPEN for claim in claims),
        days=_settled_days(strand),
        spots=spots,
        types=frozenset(claim.event_type for claim in claims),
        people=frozenset(key for member in strand.members for key in member.people),
        means=frozenset(claim.means for claim in claims if claim.means),
        counts={measure: _whole_counts(claims, measure) for measure in ("killed", "injured")},
        words=weighed(words),
        opening=weighed(opening),
        title=weighed(words_in(dispatch.title or "")) if lead and dispatch else {},
        rare=tuple(sorted(word for word in opening | words if is_rare(word))),
        names=_names_in(dispatch.text[:_OPENING]) if lead and dispatch and not located else (),
        harm=harm_of_openings(strand.members) if lead and dispatch else "",
        published=min((one.published.toordinal() for one in strand.members if one.published), default=None),
    )


def _names_in(text: str) -> tuple[str, ...]:
    """Rare words with a capital that no sentence begins with."""
    return tuple(sorted({word for name in _NAME.findall(text) if is_rare(word := name.lower())}))


def _settled_days(strand: Strand) -> Days:
    """The days that the strand's claims support best, where its own sentences or earlier words give any."""
    if strand.members[0].planned or not strand.days.known:
        return strand.days
    soft = [one for one in strand.members if one.days.hard]
    votes = {told: vote for told, vote in day_votes(soft).items() if None not in told}
    if not votes:
        return strand.days
    first, last = min(votes, key=lambda told: (-votes[told], str(told)))
    assert first is not None
    assert last is not None  # open stretches were left out
    stated = any(one.days.basis == STATED and days_told(one) == (first, last) for one in soft)
    return Days(first.toordinal(), last.toordinal(), STATED if stated else NARRATIVE)


def _chief_spots(strand: Strand) -> tuple[Spot, ...]:
    """The towns that many of its claims give, else its widest known place."""
    counted: dict[str, float] = defaultdict(float)
    for one in strand.members:
        if one.spot and one.spot.town:
            counted[one.spot.town] += weight("facets", "stated_place") if one.spot.stated else 1.0
    most = max(counted.values(), default=0.0)
    towns = [spot for spot in town_spots(strand) if counted[spot.town or ""] >= _SHARE_OF_CLAIMS * most]
    stated = {one.spot.town for one in strand.members if one.spot and one.spot.stated}
    towns = [replace(spot, stated=spot.town in stated) for spot in towns]
    return tuple(sorted(towns or ([strand.spot] if strand.spot else []), key=str))


def _whole_counts(claims: Sequence[Claim], measure: str) -> frozenset[tuple[int | None, int | None]]:
    """The different numbers given for a measure, parts left out; a hint for comparing, no tally."""
    found: set[tuple[int | None, int | None]] = set()
    for claim in claims:
        figure = claim.figure
        if figure and figure.measure == measure and figure.scope is not Scope.PART:
            found.add((figure.low, figure.high))
    return frozenset(found)
