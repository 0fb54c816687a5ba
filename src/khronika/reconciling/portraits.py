"""What a strand is compared by across dispatches, worked out once."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.days import NOT_KNOWN, Days
from khronika.reconciling.strands import Strand, town_spots
from khronika.reconciling.traits import words_around
from khronika.reconciling.whereabouts import Spot

_LEAST_SIZE = 200
_RARE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Portrait:
    """A strand as it is compared.

    spots: its towns, else its widest known place.
    counts: whole counts of the killed and the injured, by measure.
    words: rare words around its claims with their weights, the sum of squares being 1.
    rare: its rarest words, which bring it together with others that share them.
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
    rare: tuple[str, ...]


def portraits_of(strands: Sequence[Strand], dispatches: Mapping[DocId, Dispatch]) -> list[Portrait]:
    """The portraits of strands, in the order of their names."""
    ordered = sorted(strands, key=lambda strand: strand.name)
    worded = [words_around(strand.claims, dispatches) for strand in ordered]
    told: dict[str, set[DocId]] = {}
    for strand, words in zip(ordered, worded, strict=True):
        for word in words:
            told.setdefault(word, set()).add(strand.root)
    spread = {word: len(roots) for word, roots in told.items()}
    size = max(_LEAST_SIZE, len({strand.root for strand in ordered}))
    return [_portrait(strand, words, spread, size) for strand, words in zip(ordered, worded, strict=True)]


def _portrait(strand: Strand, words: frozenset[str], spread: Mapping[str, int], size: int) -> Portrait:
    claims = strand.claims
    weighed = {word: math.log(1 + size / spread[word]) for word in sorted(words)}
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
    shared = sorted((word for word in words if spread[word] > 1), key=lambda word: (spread[word], word))
    return Portrait(
        strand=strand,
        name=strand.name,
        root=strand.root,
        family=strand.members[0].family.name,
        planned=strand.planned,
        denied=all(claim.reality is Reality.DID_NOT_HAPPEN for claim in claims),
        days=strand.days if strand.members else NOT_KNOWN,
        spots=tuple(sorted(town_spots(strand) or ([strand.spot] if strand.spot else []), key=str)),
        types=frozenset(claim.event_type for claim in claims),
        people=frozenset(key for member in strand.members for key in member.people),
        means=frozenset(claim.means for claim in claims if claim.means),
        counts={measure: _whole_counts(claims, measure) for measure in ("killed", "injured")},
        words={word: value / length for word, value in weighed.items()},
        rare=tuple(shared[:_RARE_WORDS]),
    )


def _whole_counts(claims: Sequence[Claim], measure: str) -> frozenset[tuple[int | None, int | None]]:
    """The different numbers given for a measure, parts left out; a hint for comparing, no tally."""
    found: set[tuple[int | None, int | None]] = set()
    for claim in claims:
        figure = claim.figure
        if figure and figure.measure == measure and figure.scope is not Scope.PART:
            found.add((figure.low, figure.high))
    return frozenset(found)
