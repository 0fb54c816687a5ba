"""A claim as a page shows it: its words, who says them, when, and the link to where they stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId
from khronika.publishing.addresses import Addresses
from khronika.publishing.ledger import Ledger
from khronika.publishing.searching import Hit
from khronika.publishing.wording import figure_in_words, in_words, instant

_NEVER_SAID = "unnamed"
AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand, or the name of the gap where they are withheld."""

    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class Cite:
    """One claim on one page.

    speaker: in words that a reader understands ("no source named", "the dispatch itself").
    said: when the update that holds the words was published.
    older: whether that update is not the newest of its dispatch.
    """

    claim: Claim
    href: str
    words: tuple[Words, ...]
    speaker: str
    kind: str
    stance: str
    said: str
    older: bool
    when: str
    where: str
    figure: str

    @property
    def denies(self) -> bool:
        """Whether the speaker says that it is not so."""
        said = self.claim.attribution
        return self.claim.reality is Reality.DID_NOT_HAPPEN or bool(said and said.stance is Stance.DENIES)


class Citer:
    """Makes the cites of one page."""

    def __init__(
        self, ledger: Ledger, addresses: Addresses, page: str, gaps: Mapping[tuple[str, str], tuple[Hit, ...]]
    ) -> None:
        self.ledger = ledger
        self.addresses = addresses
        self.page = page
        self._gaps = gaps

    def cites(self, claims: Iterable[ClaimId]) -> list[Cite]:
        """A cite for each of the claims that the chronicle holds."""
        return [self.cite(claim) for claim in self.ledger.found(claims)]

    def cite(self, claim: Claim) -> Cite:
        """The claim as this page shows it."""
        said = claim.attribution
        return Cite(
            claim=claim,
            href=self.addresses.claim(self.page, claim),
            words=self.words(claim),
            speaker=self.speaker(claim),
            kind=said.kind if said else "author",
            stance=said.stance.value if said else "",
            said=("before " if self.ledger.bounded(claim) else "") + instant(self.ledger.published(claim)),
            older=self.is_older(claim),
            when=in_words(claim.when.edtf) if claim.when else "",
            where=claim.place.name if claim.place else "",
            figure=figure_in_words(claim.figure) if claim.figure else "",
        )

    def speaker(self, claim: Claim) -> str:
        """Who says it; where the author does, which dispatch, since a chronicle of many dispatches has many authors."""
        speaker = self.ledger.speaker(claim)
        dispatch = self.ledger.dispatches[claim.doc_id]
        if speaker != AUTHOR or (len(self.ledger.dispatches) == 1 and not dispatch.publisher):
            return named_speaker(speaker)
        title = dispatch.title if (claim.doc_id, "title") not in self._gaps else None
        return f"{dispatch.publisher or title or dispatch.doc_id}, in its own words"

    def words(self, claim: Claim) -> tuple[Words, ...]:
        """The quote, cut where words are withheld."""
        start = claim.span.start
        every = self._gaps.get((claim.doc_id, claim.field), ())
        # gaps stand in order and apart, so those that the quote touches lie side by side
        first = bisect_right(every, start, key=lambda gap: gap.end)
        last = bisect_left(every, claim.span.end, key=lambda gap: gap.start)
        return cut(claim.quote, start, every[first:last])

    def is_older(self, claim: Claim) -> bool:
        """Whether a later update of the same dispatch is held."""
        if self.ledger.bounded(claim):
            return True
        dispatch = self.ledger.dispatches[claim.doc_id]
        times = [version.published for version in dispatch.versions if version.published]
        mine = self.ledger.published(claim)
        return mine is not None and len(times) > 1 and mine < max(times)


def cut(text: str, offset: int, gaps: Iterable[Hit]) -> tuple[Words, ...]:
    """`text`, which starts at `offset`, in words that stand and gaps that are named; gaps in order, apart."""
    found: list[Words] = []
    at = 0
    for gap in gaps:
        start, end = max(0, gap.start - offset), min(len(text), gap.end - offset)
        if start > at:
            found.append(Words(text[at:start], ""))
        found.append(Words(text[start:end], gap.label))
        at = end
    if at < len(text):
        found.append(Words(text[at:], ""))
    return tuple(found)


def named_speaker(speaker: str) -> str:
    """What to call those who have no name."""
    if speaker == _NEVER_SAID:
        return "no source named"
    return "the dispatch itself" if speaker == AUTHOR else speaker
