"""Who repeats whom, and which claim a repeated one goes back to, so that corroboration counts roots.

Three signs, the surest first: a dispatch is a copy of another; it cites another dispatch's outlet for the same figure
("thirty died, Lowland Watch says"); it gives the same figure in the same words and credits nobody. An edge only ever
leads to an earlier dispatch, so that a number that goes round in a ring still has one root.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.repeat import Repeat, Repetition
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.speakers.sources import AUTHOR, Voice, carrier_key, is_unnamed, speaker_key
from khronika.reconciling.weights import weight

_WORD = re.compile(r"\w+")
_SUREST = (Repetition.COPY, Repetition.QUOTES, Repetition.SAME_WORDS)
Signature = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Repeats:
    """The tree of dispatches, and for each claim that repeats another dispatch's the claim that it goes back to."""

    tree: tuple[Repeat, ...]
    root_of: Mapping[ClaimId, ClaimId]


def repeats_of(traits: Sequence[Traits], dispatches: Mapping[DocId, Dispatch]) -> Repeats:
    """Who repeats whom among dispatches, by their claims with figures; the same in whatever order they come."""
    timed = sorted((one for one in traits if one.claim.figure), key=_time)
    cited: dict[tuple[str, Signature], Claim] = {}
    worded: dict[tuple[str, ...], Claim] = {}  # by runs of words that hold the figure
    root_of: dict[ClaimId, ClaimId] = {}
    edges: dict[DocId, list[tuple[Repetition, DocId, ClaimId]]] = defaultdict(list)
    for one in timed:
        claim = one.claim
        own = carrier_key(dispatches.get(one.root), one.root)
        earlier, how = _earlier(claim, own, cited, worded, dispatches)
        if earlier is not None and one.root == claim.doc_id:
            root_of[claim.claim_id] = root_of.get(earlier.claim_id, earlier.claim_id)
            edges[claim.doc_id].append((how, earlier.doc_id, claim.claim_id))
        for outlet in {own, carrier_key(dispatches.get(claim.doc_id), claim.doc_id)}:  # who cites a copy cites it too
            cited.setdefault((outlet, _signature(claim)), claim)
        for run in _runs(claim):
            worded.setdefault(run, claim)
    copied = {
        doc_id: one.copy_of for doc_id, one in dispatches.items() if one.copy_of in dispatches and one.copy_of != doc_id
    }
    return Repeats(tuple(_tree(copied, edges)), root_of)


def with_roots(
    voices: Mapping[ClaimId, Voice], repeats: Repeats, claims: Iterable[Claim], publishers: Mapping[str, str]
) -> dict[ClaimId, Voice]:
    """The voices, those of repeated claims being the voice of their root.

    Whoever passes on what a named speaker said is that speaker's carrier and no root, which `voice_of` knows already.
    An outlet that is cited speaks as the author of what it printed, or of what it repeated (`publishers`).
    """
    found = dict(voices)
    for claim in claims:
        voice = voices[claim.claim_id]
        laid = claim.attribution
        root = repeats.root_of.get(claim.claim_id)
        if laid is not None and not is_unnamed(laid) and voice.speaker not in publishers:
            continue
        if root is not None:
            found[claim.claim_id] = voices[root]
        elif voice.speaker in publishers:
            outlet = publishers[voice.speaker]
            found[claim.claim_id] = Voice(f"{AUTHOR} of {outlet}", outlet)
    return found


def publisher_keys(dispatches: Mapping[DocId, Dispatch], tree: Iterable[Repeat]) -> dict[str, str]:
    """For each outlet that is known by name the one behind it: another, where all that it prints repeats that one's."""
    root_of = {edge.doc_id: edge.root for edge in tree}
    behind: dict[str, set[str]] = defaultdict(set)
    for one in dispatches.values():
        if one.publisher:
            root = root_of.get(one.doc_id, one.doc_id)
            behind[carrier_key(one, one.doc_id)].add(carrier_key(dispatches.get(root), root))
    return {outlet: next(iter(roots)) if len(roots) == 1 else outlet for outlet, roots in behind.items()}


def _time(traits: Traits) -> tuple[object, ...]:
    """Earliest first; those without a time last, where they can only repeat and never be repeated before."""
    published = traits.published
    return published is None, published.timestamp() if published else 0.0, traits.order


def _signature(claim: Claim) -> Signature:
    figure = claim.figure
    assert figure is not None  # only claims with figures are asked
    return figure.measure, figure.low, figure.high


def _runs(claim: Claim) -> list[tuple[str, ...]]:
    """Runs of words with the figure in them, so long that two people would not choose them by chance."""
    figure, size = claim.figure, int(weight("repeats", "least_words"))
    assert figure is not None  # as above
    spans = list(_WORD.finditer(claim.quote.casefold()))
    words = [found[0] for found in spans]
    at = figure.span.start - claim.span.start
    first = next((index for index, found in enumerate(spans) if found.end() > at), 0)
    starts = range(max(0, first - size + 1), min(first, len(words) - size) + 1)
    return [tuple(words[start : start + size]) for start in starts]


def _earlier(
    claim: Claim,
    own: str,
    cited: Mapping[tuple[str, Signature], Claim],
    worded: Mapping[tuple[str, ...], Claim],
    dispatches: Mapping[DocId, Dispatch],
) -> tuple[Claim | None, Repetition]:
    """The earlier claim of another outlet that a claim repeats, and how."""
    for outlet in _outlets(claim):
        found = cited.get((outlet, _signature(claim))) if outlet != own else None
        if found is not None and found.doc_id != claim.doc_id:
            return found, Repetition.QUOTES
    found = next((worded[run] for run in _runs(claim) if run in worded), None)
    if (
        found is None
        or _signature(found) != _signature(claim)
        or carrier_key(dispatches.get(found.doc_id), found.doc_id) == own
    ):
        return None, Repetition.SAME_WORDS
    return found, Repetition.SAME_WORDS


def _outlets(claim: Claim) -> Iterator[str]:
    """Keys of those through whom the claim says that it came, nearest to the reader first."""
    laid = claim.attribution
    if laid is not None:
        yield from map(speaker_key, laid.chain)
        if not is_unnamed(laid):
            yield speaker_key(laid.speaker)


def _tree(
    copied: Mapping[DocId, DocId | None], edges: Mapping[DocId, Sequence[tuple[Repetition, DocId, ClaimId]]]
) -> Iterator[Repeat]:
    """One edge a dispatch, the surest, with its root."""
    chosen: dict[DocId, Repeat] = {}
    for doc_id in sorted({*copied, *edges}):
        if original := copied.get(doc_id):
            chosen[doc_id] = Repeat(doc_id=doc_id, of=original, root=original, how=Repetition.COPY)
            continue
        how, of, _ = min(edges[doc_id], key=lambda edge: (_SUREST.index(edge[0]), edge[1]))
        claims = tuple(sorted({claim for kind, other, claim in edges[doc_id] if (kind, other) == (how, of)}))
        chosen[doc_id] = Repeat(doc_id=doc_id, of=of, root=of, how=how, claims=claims)
    for doc_id, edge in chosen.items():
        seen = {doc_id}
        here = edge.of
        while here in chosen and here not in seen:
            seen.add(here)
            here = chosen[here].of
        yield replace(edge, root=here)
