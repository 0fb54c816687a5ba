"""What of a claim is compared: its kind, days, place, people, numbers and words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, DocId
from khronika.model.span import Span
from khronika.reconciling.aspects.days import NARRATIVE, STATED, Days, days_of
from khronika.reconciling.aspects.families import Family, family_of, procedures, says_death
from khronika.reconciling.aspects.rarity import words_in
from khronika.reconciling.aspects.whereabouts import Spot, spot_of
from khronika.reconciling.names.agreement import name_key

_WINDOW = 120
_FAR = 10**9
CASUALTIES = ("killed", "injured", "shot", "hospitalised", "missing")


@dataclass(frozen=True, slots=True)
class Traits:
    """A claim with what is compared of it.

    root: doc_id of the dispatch, or of the one that its dispatch is a copy of.
    published: of the update that the words stand in.
    people: keys of the names of those who had a part.
    toll: the claim counts casualties of the whole and names no square or street, so that it may stand for a day.
    later_death: the words say that somebody died, which may have been days after the deed.
    borrowed: its day stands nearer to words for what courts or police did afterwards, and is likely theirs.
    """

    claim: Claim
    root: DocId
    family: Family
    planned: bool
    days: Days
    spot: Spot | None
    published: datetime | None
    toll: bool
    people: frozenset[str]
    later_death: bool = False
    borrowed: bool = False

    @property
    def order(self) -> tuple[str, int, int, int, ClaimId]:
        """Where it stands in its dispatch: the title first, then the text."""
        claim = self.claim
        return claim.doc_id, int(claim.field != "title"), claim.span.start, claim.trigger.start, claim.claim_id


def all_traits(claims: Sequence[Claim], dispatches: Mapping[DocId, Dispatch]) -> dict[ClaimId, Traits]:
    """The traits of claims, in their order."""
    copied = {doc_id: dispatch.copy_of for doc_id, dispatch in dispatches.items()}
    by_dispatch: dict[DocId, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_dispatch[claim.doc_id].append(claim)
    found: dict[ClaimId, Traits] = {}
    for doc_id, here in by_dispatch.items():
        made = traits_in(here, dispatches.get(doc_id), root_of(doc_id, copied))
        found |= {traits.claim.claim_id: traits for traits in made}
    return {claim.claim_id: found[claim.claim_id] for claim in claims}


def traits_in(claims: Sequence[Claim], dispatch: Dispatch | None, root: DocId) -> list[Traits]:
    """The traits of the claims of one dispatch, in their order; `dispatch` is None where it was not handed in."""
    borrowed = borrowed_days(claims)
    return [traits_of(claim, dispatch, root, borrowed=claim.claim_id in borrowed) for claim in claims]


def borrowed_days(claims: Sequence[Claim]) -> frozenset[ClaimId]:
    """Claims of deeds whose day is more likely that of an arrest or a charge told in the same words."""
    nearest: dict[tuple[DocId, str, Span], int] = {}
    for claim in claims:
        if claim.event_type in procedures() and claim.when and claim.when.span:
            key = claim.doc_id, claim.field, claim.when.span
            nearest[key] = min(nearest.get(key, _FAR), _apart(claim.trigger, claim.when.span))
    return frozenset(
        claim.claim_id
        for claim in claims
        if claim.when
        and claim.when.span
        and family_of(claim).violence
        and nearest.get((claim.doc_id, claim.field, claim.when.span), _FAR) < _apart(claim.trigger, claim.when.span)
    )


def _apart(one: Span, other: Span) -> int:
    """Code points between two stretches."""
    return max(0, one.start - other.end, other.start - one.end)


def traits_of(claim: Claim, dispatch: Dispatch | None, root: DocId, *, borrowed: bool = False) -> Traits:
    """The traits of one claim; `dispatch` is None where its dispatch was not handed in."""
    published = None
    if dispatch:
        published = dispatch.published if claim.field == "title" else dispatch.published_at(claim.span.start)
    spot = spot_of(claim.place)
    figure = claim.figure
    toll = (
        figure is not None
        and figure.measure in CASUALTIES
        and figure.scope in (Scope.WHOLE, Scope.RUNNING_TOTAL)
        and not (spot and spot.facility)
    )
    days = days_of(claim, published, cumulative=toll)
    return Traits(
        claim=claim,
        root=root,
        family=family_of(claim),
        planned=claim.reality is Reality.PLANNED,
        days=days._replace(basis=NARRATIVE) if borrowed and days.basis == STATED else days,
        spot=spot,
        published=published,
        toll=toll,
        people=frozenset(name_key(actor.words) for actor in claim.actors if actor.named),
        later_death=claim.event_type == "killing" and says_death(trigger_of(claim)),
        borrowed=borrowed,
    )


def trigger_of(claim: Claim) -> str:
    """The words that name the event."""
    return claim.quote[claim.trigger.start - claim.span.start : claim.trigger.end - claim.span.start]


def root_of(doc_id: DocId, copied: Mapping[DocId, DocId | None]) -> DocId:
    """The dispatch that one repeats in the end, or itself; a ring of copies stands for its least doc_id.

    copied: what each dispatch is a copy of.
    """
    seen = [doc_id]
    while (onward := copied.get(seen[-1])) and onward not in seen:
        seen.append(onward)
    return min(seen) if copied.get(seen[-1]) else seen[-1]


def words_around(claims: Sequence[Claim], dispatches: Mapping[DocId, Dispatch]) -> frozenset[str]:
    """The words in and around the claims, lower case, three letters and more."""
    found: set[str] = set()
    for doc_id in {claim.doc_id for claim in claims}:
        dispatch = dispatches.get(doc_id)
        here = [claim for claim in claims if claim.doc_id == doc_id]
        if dispatch is None:
            found.update(word for claim in here for word in words_in(claim.quote))
            continue
        if any(claim.field == "title" for claim in here):
            found.update(words_in(dispatch.title or ""))
        for start, end in _windows(here):
            found.update(words_in(dispatch.text[start:end]))
    return frozenset(found)


def _windows(claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """Stretches of the text around the claims, run together where they overlap."""
    spans = sorted(
        (max(0, claim.span.start - _WINDOW), claim.span.end + _WINDOW) for claim in claims if claim.field != "title"
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
