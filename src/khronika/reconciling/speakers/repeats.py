"""Who repeats whom, and which claim a repeated one goes back to, so that corroboration counts roots.

Three signs, the surest first: a dispatch is a copy of another; it cites another dispatch's outlet for the same figure
("thirty died, Lowland Watch says"); it gives the same figure in the same words and credits nobody. An edge only ever
leads to an earlier dispatch, so that a number that goes round in a ring still has one root.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.repeat import Repeat, Repetition
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.holdings import Holdings, Moved
from khronika.reconciling.speakers.sources import carrier_key, is_unnamed, speaker_key
from khronika.reconciling.together import leave, reached
from khronika.reconciling.weights import weight

_WORD = re.compile(r"\w+")
_SUREST = (Repetition.COPY, Repetition.QUOTES, Repetition.SAME_WORDS)
Signature = tuple[str, int | None, int | None]
Cited = tuple[str, Signature]
"""An outlet and a figure that it gives."""
Mark = Cited | str
"""What a claim with a figure is found again by: its outlet with the figure, or a run of words."""
Timed = tuple[tuple[object, ...], ClaimId]
Link = tuple[Repetition, DocId, ClaimId]
"""How a claim repeats which claim of which dispatch."""


@dataclass(frozen=True, slots=True)
class Counting:
    """A claim with a figure: when it was made, what it is found by, and the outlets that it says it came through.

    own: its outlet, that of the original for a copy. outlets: those that print it; who cites a copy cites it too.
    """

    claim: Claim
    time: tuple[object, ...]
    own: str
    outlets: frozenset[str]
    runs: tuple[str, ...]
    cites: tuple[Cited, ...]
    original: bool

    @property
    def marks(self) -> Iterator[Mark]:
        """What it is found by."""
        signature = signature_of(self.claim)
        yield from ((outlet, signature) for outlet in self.outlets)
        yield from self.runs


@dataclass(slots=True)
class Repeating:
    """The claims with figures that are held, by what they can repeat of one another.

    root_of: for each claim that repeats another dispatch's the claim that it goes back to; going_back_to: the reverse.
    """

    root_of: dict[ClaimId, ClaimId] = field(default_factory=dict)
    going_back_to: dict[ClaimId, set[ClaimId]] = field(default_factory=dict)
    _in: dict[DocId, list[Counting]] = field(default_factory=dict)
    _of: dict[ClaimId, Counting] = field(default_factory=dict)
    _marked: dict[Mark, list[Timed]] = field(default_factory=dict)
    _citing: dict[Cited, set[ClaimId]] = field(default_factory=dict)
    _link: dict[ClaimId, Link] = field(default_factory=dict)
    _repeated_by: dict[ClaimId, set[ClaimId]] = field(default_factory=dict)
    _edge: dict[DocId, Repeat] = field(default_factory=dict)
    _followed_by: dict[DocId, set[DocId]] = field(default_factory=dict)
    _rooted: dict[DocId, Repeat] = field(default_factory=dict)

    def update(self, holdings: Holdings, moved: Moved) -> tuple[set[ClaimId], set[DocId]]:
        """Takes up what moved; the claims that go back to another one now, and the dispatches that may."""
        first_before: dict[Mark, Timed | None] = {}
        gone: set[ClaimId] = set()
        for doc_id in moved.dispatches:
            for one in self._in.pop(doc_id, ()):
                gone.add(one.claim.claim_id)
                self._let_go(one, first_before)
        changed: set[ClaimId] = set()
        for doc_id in moved.dispatches & holdings.of.keys():
            here = [_counting(one, holdings.dispatches) for one in holdings.of[doc_id].traits if one.claim.figure]
            if here:
                self._in[doc_id] = here
            for one in here:
                changed.add(one.claim.claim_id)
                self._take(one, first_before)
        for mark, first in first_before.items():
            now = self._marked.get(mark)
            if first is None or not now or now[0] != first or first[1] in changed:
                changed.update(self._finding(mark))
        linked = self._link_again(changed & self._of.keys(), gone, holdings.dispatches)
        touched = set(moved.dispatches) | {self._of[one].claim.doc_id for one in linked & self._of.keys()}
        return self._lead_back(linked), self._draw(holdings, touched)

    def tree(self) -> tuple[Repeat, ...]:
        """One edge a dispatch, the surest, with its root."""
        return tuple(self._rooted[doc_id] for doc_id in sorted(self._rooted))

    def _let_go(self, one: Counting, first_before: dict[Mark, Timed | None]) -> None:
        for mark in one.marks:
            rows = self._marked[mark]
            first_before.setdefault(mark, rows[0])
            at = bisect_left(rows, (one.time, one.claim.claim_id))
            del rows[at]
            if not rows:
                del self._marked[mark]
        for cited in one.cites:
            leave(self._citing, cited, one.claim.claim_id)
        del self._of[one.claim.claim_id]

    def _take(self, one: Counting, first_before: dict[Mark, Timed | None]) -> None:
        self._of[one.claim.claim_id] = one
        for mark in one.marks:
            rows = self._marked.setdefault(mark, [])
            first_before.setdefault(mark, rows[0] if rows else None)
            insort(rows, (one.time, one.claim.claim_id))
        for cited in one.cites:
            self._citing.setdefault(cited, set()).add(one.claim.claim_id)

    def _finding(self, mark: Mark) -> Iterable[ClaimId]:
        """The claims that look for the first one of a mark."""
        return (name for _, name in self._marked.get(mark, ())) if isinstance(mark, str) else self._citing.get(mark, ())

    def _first(self, mark: Mark, before: tuple[object, ...]) -> Claim | None:
        rows = self._marked.get(mark)
        return self._of[rows[0][1]].claim if rows and rows[0][0] < before else None

    def _link_again(
        self, changed: Collection[ClaimId], gone: Collection[ClaimId], dispatches: Mapping[DocId, Dispatch]
    ) -> set[ClaimId]:
        """Looks again for what claims repeat; those that repeat another one than before."""
        linked: set[ClaimId] = set()
        for claim_id in (*changed, *gone):
            one = self._of.get(claim_id)
            link = self._earlier(one, dispatches) if one is not None and one.original else None
            was = self._link.pop(claim_id, None)
            if was is not None:
                leave(self._repeated_by, was[2], claim_id)
            if link is not None:
                self._link[claim_id] = link
                self._repeated_by.setdefault(link[2], set()).add(claim_id)
            if link != was or claim_id in gone:
                linked.add(claim_id)
        return linked

    def _earlier(self, one: Counting, dispatches: Mapping[DocId, Dispatch]) -> Link | None:
        """The earlier claim of another outlet that a claim repeats, and how."""
        claim = one.claim
        for cited in one.cites:
            found = self._first(cited, one.time) if cited[0] != one.own else None
            if found is not None and found.doc_id != claim.doc_id:
                return Repetition.QUOTES, found.doc_id, found.claim_id
        worded = (self._first(run, one.time) for run in one.runs)
        found = next((claim for claim in worded if claim is not None), None)
        if found is None or signature_of(found) != signature_of(claim):
            return None
        if carrier_key(dispatches.get(found.doc_id), found.doc_id) == one.own:
            return None
        return Repetition.SAME_WORDS, found.doc_id, found.claim_id

    def _lead_back(self, linked: set[ClaimId]) -> set[ClaimId]:
        """Follows what claims repeat to where it begins; the claims for which that is another one now."""
        touched = reached(linked, lambda claim_id: self._repeated_by.get(claim_id, ()))
        lost = {claim_id for claim_id in touched if claim_id not in self._of}
        changed = {claim_id for claim_id in lost if self._root(claim_id, None)}
        for claim_id in sorted(touched - lost, key=lambda name: self._of[name].time):  # what is repeated comes first
            link = self._link.get(claim_id)
            if self._root(claim_id, self.root_of.get(link[2], link[2]) if link else None):
                changed.add(claim_id)
        return changed

    def _root(self, claim_id: ClaimId, root: ClaimId | None) -> bool:
        """Notes the claim that one goes back to; whether it is another than before."""
        was = self.root_of.get(claim_id)
        if was == root:
            return False
        if was is not None:
            del self.root_of[claim_id]
            leave(self.going_back_to, was, claim_id)
        if root is not None:
            self.root_of[claim_id] = root
            self.going_back_to.setdefault(root, set()).add(claim_id)
        return True

    def root(self, doc_id: DocId) -> DocId:
        """The dispatch that one goes back to, or itself."""
        return self._rooted[doc_id].root if doc_id in self._rooted else doc_id

    def _draw(self, holdings: Holdings, touched: set[DocId]) -> set[DocId]:
        """Draws the edges of dispatches anew, and leads those that come by them to their roots; all of these."""
        for doc_id in touched:
            was, edge = self._edge.pop(doc_id, None), self._edge_of(doc_id, holdings)
            if was is not None:
                leave(self._followed_by, was.of, doc_id)
            if edge is not None:
                self._edge[doc_id] = edge
                self._followed_by.setdefault(edge.of, set()).add(doc_id)
        redrawn = reached(touched, lambda doc_id: self._followed_by.get(doc_id, ()))
        for doc_id in redrawn:
            self._rooted.pop(doc_id, None)
            if doc_id in self._edge:
                self._rooted[doc_id] = replace(self._edge[doc_id], root=self._end_of(doc_id))
        return redrawn

    def _edge_of(self, doc_id: DocId, holdings: Holdings) -> Repeat | None:
        """The surest of the edges of a dispatch; its root is that of the edge alone."""
        dispatch = holdings.dispatches.get(doc_id)
        original = dispatch.copy_of if dispatch else None
        if original and original != doc_id and original in holdings.dispatches:
            return Repeat(doc_id=doc_id, of=original, root=original, how=Repetition.COPY)
        links = [
            (self._link[one.claim.claim_id], one.claim.claim_id)
            for one in self._in.get(doc_id, ())
            if one.claim.claim_id in self._link
        ]
        if not links:
            return None
        how, of = min(((how, of) for (how, of, _), _ in links), key=lambda edge: (_SUREST.index(edge[0]), edge[1]))
        claims = tuple(sorted({claim_id for (kind, other, _), claim_id in links if (kind, other) == (how, of)}))
        return Repeat(doc_id=doc_id, of=of, root=of, how=how, claims=claims)

    def _end_of(self, doc_id: DocId) -> DocId:
        seen, here = {doc_id}, self._edge[doc_id].of
        while here in self._edge and here not in seen:
            seen.add(here)
            here = self._edge[here].of
        return here


def _counting(traits: Traits, dispatches: Mapping[DocId, Dispatch]) -> Counting:
    claim, root = traits.claim, traits.root
    own = carrier_key(dispatches.get(root), root)
    return Counting(
        claim=claim,
        time=_time(traits),
        own=own,
        outlets=frozenset((own, carrier_key(dispatches.get(claim.doc_id), claim.doc_id))),
        runs=tuple(_runs(claim)),
        cites=tuple((outlet, signature_of(claim)) for outlet in dict.fromkeys(_outlets(claim))),
        original=root == claim.doc_id,
    )


def _time(traits: Traits) -> tuple[object, ...]:
    """Earliest first; those without a time last, where they can only repeat and never be repeated before."""
    published = traits.published
    return published is None, published.timestamp() if published else 0.0, traits.order


def signature_of(claim: Claim) -> Signature:
    """What a figure counts, and how many; only claims with figures are asked."""
    figure = claim.figure
    assert figure is not None
    return figure.measure, figure.low, figure.high


def _runs(claim: Claim) -> list[str]:
    """Runs of words with the figure in them, so long that two people would not choose them by chance."""
    figure, size = claim.figure, int(weight("repeats", "least_words"))
    assert figure is not None  # as above
    spans = list(_WORD.finditer(claim.quote.casefold()))
    words = [found[0] for found in spans]
    at = figure.span.start - claim.span.start
    first = next((index for index, found in enumerate(spans) if found.end() > at), 0)
    starts = range(max(0, first - size + 1), min(first, len(words) - size) + 1)
    return list(dict.fromkeys(" ".join(words[start : start + size]) for start in starts))


def _outlets(claim: Claim) -> Iterator[str]:
    """Keys of those through whom the claim says that it came, nearest to the reader first."""
    laid = claim.attribution
    if laid is not None:
        yield from map(speaker_key, laid.chain)
        if not is_unnamed(laid):
            yield speaker_key(laid.speaker)
