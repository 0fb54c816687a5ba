"""A claim as a page shows it: its words, who says them, when, and the link to where they stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.addresses import Addresses
from khronika.publishing.pages.naming import (
    AUTHOR,
    dispatch_name,
    names_nobody,
    shown_kind,
    speaker_in_words,
    speaks_for_itself,
)
from khronika.publishing.pages.wording import figure_in_words, in_words, instant
from khronika.publishing.withholding.searching import Hit

OWN_WORDS = "in its own words"
_MARKS = '"“”„«»'
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n")
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand, or the name of the gap where they are withheld."""

    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class Cite:
    """One claim on one page.

    speaker: in words that a reader understands ("no source named", "Salt Coast Wire").
    kind: what the speaker is, where that says more than the name does.
    paper: the dispatch that reports the speaker's words; "" where it speaks itself or is the only one.
    said: when the update that holds the words was published.
    older: whether that update is not the newest of its dispatch.
    """

    claim: Claim
    href: str
    words: tuple[Words, ...]
    speaker: str
    kind: str
    paper: str
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


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and those that repeat it word for word elsewhere (reprints, later updates)."""

    cite: Cite
    again: tuple[Cite, ...]


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
        speaker, kind = self.speaker(claim)
        return Cite(
            claim=claim,
            href=self.addresses.claim(self.page, claim),
            words=self.words(claim),
            speaker=speaker,
            kind=kind,
            paper="" if kind == OWN_WORDS or self._alone else self.paper(claim),
            stance=said.stance.value if said else "",
            said=("before " if self.ledger.bounded(claim) else "") + instant(self.ledger.published(claim)),
            older=self.is_older(claim),
            when=in_words(claim.when.edtf) if claim.when else "",
            where=claim.place.name if claim.place else "",
            figure=figure_in_words(claim.figure) if claim.figure else "",
        )

    def speaker(self, claim: Claim) -> tuple[str, str]:
        """Who says it, and what they are; where the author does, which dispatch, since many have many authors.

        What names nobody away from its sentence ("they") is quoted, with the dispatch in which it stands.
        """
        name = self.ledger.speaker(claim)
        if speaks_for_itself(name):
            own = self._alone and not self.ledger.dispatches[claim.doc_id].publisher
            return (speaker_in_words(AUTHOR), "") if own else (self.paper(claim), OWN_WORDS)
        if names_nobody(name):
            return f"“{name}”, in {self.paper(claim)}", ""
        return speaker_in_words(name), shown_kind(claim.attribution.kind) if claim.attribution else ""

    def paper(self, claim: Claim) -> str:
        """What to call the dispatch that holds the claim."""
        return self.name_of(claim.doc_id)

    def name_of(self, doc_id: DocId) -> str:
        """What to call a dispatch."""
        withheld = self._gaps.get((doc_id, "text"), ())
        return dispatch_name(self.ledger.dispatches[doc_id], withheld, title=(doc_id, "title") not in self._gaps)

    def passage(self, doc_id: DocId, words: str, start: int) -> tuple[Words, ...]:
        """Words of a text that begin at `start`, cut where they are withheld."""
        every = self._gaps.get((doc_id, "text"), ())
        return cut(words, start, [hit for hit in every if hit.start < start + len(words) and start < hit.end])

    def host(self, claim: Claim) -> str:
        """The dispatch as a sentence names it: its name, or "the dispatch itself" where it is the only one."""
        return speaker_in_words(AUTHOR) if self._alone else self.paper(claim)

    def words(self, claim: Claim) -> tuple[Words, ...]:
        """The quote, cut where words are withheld, without a quotation mark that only opens or only closes."""
        bare = _without_edge_marks(claim.quote)
        start = claim.span.start + claim.quote.index(bare)
        return self._cut(claim, bare, start)

    def sentence(self, claim: Claim) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """What stands before and behind the quote in its own sentence."""
        if claim.field != "text":
            return (), ()
        text, (start, end) = self.ledger.dispatches[claim.doc_id].text, claim.span
        before = text[max(0, start - _LONGEST_SENTENCE) : start]
        opening = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
        after = text[end : end + _LONGEST_SENTENCE]
        closing = None if claim.quote.rstrip(_MARKS)[-1:] in ".!?" else _SENTENCE_END.search(after)
        rest = after[: closing.start() + 1].rstrip() if closing else ""
        return self._cut(claim, before[opening:], start - len(before) + opening), self._cut(claim, rest, end)

    @property
    def _alone(self) -> bool:
        return len(self.ledger.dispatches) == 1

    def _cut(self, claim: Claim, text: str, start: int) -> tuple[Words, ...]:
        every = self._gaps.get((claim.doc_id, claim.field), ())
        # gaps stand in order and apart, so those that the words touch lie side by side
        first = bisect_right(every, start, key=lambda gap: gap.end)
        last = bisect_left(every, start + len(text), key=lambda gap: gap.start)
        return cut(text, start, every[first:last])

    def is_older(self, claim: Claim) -> bool:
        """Whether a later update of the same dispatch is held."""
        return self.ledger.bounded(claim) or self.ledger.outdated(claim)


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


def together(cites: Sequence[Cite]) -> tuple[Told, ...]:
    """The cites in their order, each with those that repeat it word for word."""
    found: dict[tuple[str, str, str], list[Cite]] = {}
    for cite in cites:
        words = " ".join(cite.claim.quote.strip(_MARKS + " ").casefold().split())
        found.setdefault((cite.speaker if cite.kind != OWN_WORDS else "", words, cite.figure), []).append(cite)
    return tuple(Told(first, tuple(again)) for first, *again in found.values())


def _without_edge_marks(quote: str) -> str:
    bare = quote.strip(_MARKS + " ")
    inner = bare and not any(mark in bare for mark in _MARKS)
    return bare if inner else quote
