"""The chronicle as pages that open from a USB stick, with no network and no script needed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from khronika.model.chronicle import NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.source import Source
from khronika.model.span import Span
from khronika.publishing.addresses import INDEX, Addresses, Limits, addresses
from khronika.publishing.citing import Cite, Citer, cut, named_speaker
from khronika.publishing.contested import Dispute
from khronika.publishing.ledger import Ledger
from khronika.publishing.marking import Mark, Marked, marked
from khronika.publishing.opening import opening
from khronika.publishing.plain import made_visible
from khronika.publishing.redaction import PublicCopy
from khronika.publishing.searching import Hit
from khronika.publishing.timeline import PRECISIONS, entry, timeline
from khronika.publishing.wording import in_words, instant, plural
from khronika.reference.gazetteer.credit import CREDIT

# So many disputes are laid out in full on the first page of a chronicle of several pages; the others are linked.
_FULL_DISPUTES = 10
_MANY_LINKS = 20
_PLAIN_ANCHOR = re.compile(r"[\w.:-]+", re.ASCII)


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


def pages(copy: PublicCopy, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Each page's path below the folder, and its bytes."""
    ledger = Ledger(copy.chronicle)
    where = addresses(copy.chronicle, limits)
    yield INDEX, _index(copy, ledger, where)
    if not where.several:
        return
    for name in ("people", "sources", "places"):
        citer = Citer(ledger, where, f"{name}.html", copy.gaps)
        yield f"{name}.html", _rendered("register.html", copy, citer, register=name, **_registers(citer))
    for incident in copy.chronicle.incidents:
        page = where.incident_page(incident.incident_id)
        citer = Citer(ledger, where, page, copy.gaps)
        yield page, _rendered("incident.html", copy, citer, entry=entry(incident, citer, with_claims=True))
    for dispatch in copy.chronicle.dispatches:
        page = where.dispatch_page(dispatch.doc_id)
        citer = Citer(ledger, where, page, copy.gaps)
        yield page, _rendered("dispatch.html", copy, citer, view=_text(dispatch, copy, citer))


def _index(copy: PublicCopy, ledger: Ledger, where: Addresses) -> bytes:
    citer = Citer(ledger, where, INDEX, copy.gaps)
    days = timeline(citer, with_claims=not where.several)
    contested = [dispute for day in days for item in day.entries for dispute in item.disputes]
    contested.sort(key=_weight)
    shown = contested[:_FULL_DISPUTES] if where.several else contested
    chronicle = copy.chronicle
    texts = [_text(dispatch, copy, citer) for dispatch in chronicle.dispatches] if not where.several else []
    return _rendered(
        "index.html",
        copy,
        citer,
        opening=opening(citer, days, contested),
        days=days,
        disputes=shown,
        more_disputes=contested[len(shown) :],
        not_held=[
            (gap, where.missing(INDEX, gap.doc_id, number), cut(gap.what, gap.start, _overlapping(copy, gap)))
            for number, gap in enumerate(chronicle.not_held, 1)
        ],
        texts=texts,
        dispatch_links=[(d, where.dispatch(INDEX, d.doc_id)) for d in chronicle.dispatches],
        claims=[citer.cite(claim) for claim in chronicle.claims] if not where.several else [],
        **_registers(citer),
    )


def _overlapping(copy: PublicCopy, gap: NotHeld) -> list[Hit]:
    hits = copy.gaps.get((gap.doc_id, "text"), ())
    return [hit for hit in hits if hit.start < gap.end and gap.start < hit.end]


def _weight(dispute: Dispute) -> tuple[int, int, str]:
    """Numbers of the dead before other questions, then those with more accounts."""
    order = {"number": 0, "responsible": 1, "occurred": 2}[dispute.kind]
    return order, -len(dispute.accounts) - len(dispute.parties), dispute.anchor


def _registers(citer: Citer) -> dict[str, Any]:
    """The tables of people, sources and places, each row with the words behind it."""
    ledger = citer.ledger
    return {
        "people": [
            (person, [(state, cite) for state in person.history for cite in citer.cites([state.claim_id])])
            for person in ledger.chronicle.people
        ],
        "sources": [_source_row(source, citer) for source in ledger.chronicle.sources],
        "places": [
            (place, PRECISIONS.get(place.place.precision, ""), list(map(citer.cite, place.claims[:_MANY_LINKS])))
            for place in ledger.places
        ],
    }


def _source_row(source: Source, citer: Citer) -> tuple[Source, str, list[Cite], int]:
    return (
        source,
        named_speaker(source.name),
        citer.cites(source.claims[:_MANY_LINKS]),
        max(0, len(source.claims) - _MANY_LINKS),
    )


def _text(dispatch: Dispatch, copy: PublicCopy, citer: Citer) -> TextView:
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
    times = [version.published for version in dispatch.versions if version.published]
    found = {}
    for version in dispatch.versions:
        starts = [paragraph.span.start for paragraph in body.paragraphs]
        first = next((start for start in starts if version.span.start <= start < version.span.end), None)
        if first is None:
            continue
        rank = "Part without a time of its own"
        if version.not_after:
            rank = f"Older report, from before {instant(version.not_after)}"
        if version.published:
            rank = "Newest update" if version.published == max(times) else "Older update"
            rank += f", {instant(version.published)}"
        found[first] = rank
    return found


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("khronika.publishing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {"edtf": in_words, "instant": instant, "plural": plural, "split_rules": _split_rules}
    css = resources.files("khronika.publishing") / "templates" / "chronicle.css"
    environment.globals |= {"css": Markup(css.read_text(encoding="utf-8")), "credit": CREDIT}
    return environment


def _shown(value: object) -> object:
    """What a template prints: nothing for None, and harmful characters as readable signs."""
    if value is None:
        return ""
    return made_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _split_rules(texts: Sequence[TextView]) -> Markup:
    """Style rules that light up every stretch of a claim that had to be split."""
    rules = [
        f':root:has([id="{anchor}"]:target) [data-of="{anchor}"]{{background:var(--lit);color:var(--lit-ink)}}'
        for text in texts
        for anchor in (*text.title.split, *text.body.split)
        if _PLAIN_ANCHOR.fullmatch(anchor)
    ]
    return Markup("\n".join(rules))


def _rendered(template: str, copy: PublicCopy, citer: Citer, **values: Any) -> bytes:
    page = _environment().get_template(template)
    text = page.render(
        chronicle=copy.chronicle,
        withheld=copy.withheld,
        page=citer.page,
        to=lambda target: citer.addresses.to(citer.page, target),
        several=citer.addresses.several,
        incident_href=lambda incident: citer.addresses.incident(citer.page, incident),
        **values,
    )
    return text.encode("utf-8", "replace")
