"""A dispatch as it is read: its text with the claims marked, and where each update begins."""

from bisect import bisect_left
from dataclasses import dataclass

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.span import Span
from khronika.publishing.pages.citing import Cite, Citer
from khronika.publishing.pages.marking import Mark, Marked, marked
from khronika.publishing.pages.wording import instant
from khronika.publishing.withholding.redaction import PublicCopy


@dataclass(frozen=True, slots=True)
class TextView:
    """A dispatch as it is read: title and text with their claims marked, and where each update begins."""

    dispatch: Dispatch
    anchor: str
    href: str
    title: Marked
    body: Marked
    updates: dict[int, str]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class DispatchLink:
    """A dispatch in a list, with the way to its page."""

    dispatch: Dispatch
    href: str

    def label(self) -> str:
        """What to call it in a list of pages."""
        return self.dispatch.title or self.dispatch.doc_id


def dispatch_link(dispatch: Dispatch, citer: Citer) -> DispatchLink:
    """The dispatch as a list shows it."""
    return DispatchLink(dispatch, citer.addresses.dispatch(citer.page, dispatch.doc_id))


def text_view(dispatch: Dispatch, copy: PublicCopy, citer: Citer) -> TextView:
    """The dispatch with every claim and every mention of what is not held marked."""
    claims = citer.ledger.claims_of.get(dispatch.doc_id, [])
    in_title = [claim for claim in claims if claim.field == "title"]
    in_text = [claim for claim in claims if claim.field != "title"]
    gaps = copy.gaps
    marks = [_mark(claim) for claim in in_text] + [
        Mark(f"missing-{number}", Span(gap.start, gap.end))
        for number, gap in enumerate(copy.chronicle.not_held, 1)
        if gap.doc_id == dispatch.doc_id
    ]
    body = marked(dispatch.text, marks, gaps.get((dispatch.doc_id, "text"), ()), dispatch.furniture)
    return TextView(
        dispatch,
        citer.addresses.dispatch_anchor(dispatch.doc_id),
        citer.addresses.dispatch(citer.page, dispatch.doc_id),
        marked(dispatch.title or "", map(_mark, in_title), gaps.get((dispatch.doc_id, "title"), ())),
        body,
        _updates(dispatch, body),
        tuple(map(citer.cite, claims)),
    )


def _mark(claim: Claim) -> Mark:
    return Mark(f"claim-{claim.claim_id}", claim.span)


def _updates(dispatch: Dispatch, body: Marked) -> dict[int, str]:
    """Start of the first paragraph of each update -> what to write above it."""
    if len(dispatch.versions) < 2:
        return {}
    newest = max((version.published for version in dispatch.versions if version.published), default=None)
    found = {}
    starts = [paragraph.span.start for paragraph in body.paragraphs]
    for version in dispatch.versions:
        at = bisect_left(starts, version.span.start)
        if at == len(starts) or starts[at] >= version.span.end:
            continue
        first = starts[at]
        rank = "Part without a time of its own"
        if version.not_after:
            rank = f"Older report, from before {instant(version.not_after)}"
        if version.published:
            rank = "Newest update" if version.published == newest else "Older update"
            rank += f", {instant(version.published)}"
        found[first] = rank
    return found
