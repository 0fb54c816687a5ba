"""A draft to a dispatch: named, dated, cut into its updates, its furniture marked, its language told."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC

from khronika.hooks import Draft
from khronika.intake.furniture import furniture_of, joined
from khronika.intake.headers import Header, header_of
from khronika.intake.language import language_of
from khronika.intake.lines import Line, lines_of
from khronika.intake.measures import within
from khronika.intake.publication import Standing, Testimony, publication, versions
from khronika.intake.updates import Cut, cuts_of
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId, Sha256Hex, short_digest
from khronika.model.item import Item
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown
from khronika.reference.hosts import host_of
from khronika.reference.instants import Moment, moment_in, parse_instant, writes_month_first
from khronika.settings import default_count


@dataclass(slots=True)
class Naming:
    """The doc_ids that were given out in this intake, and the numbers that stand in for private senders.

    given: each with how many times it was asked for, so that the thousandth file of one name takes no longer.
    """

    given: dict[str, int] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)

    def unique(self, wanted: str, text: str) -> DocId:
        """`wanted`, or where that is taken, the same with digits that depend on the text."""
        if wanted not in self.given:
            self.given[wanted] = 1
            return DocId(wanted)
        marked = f"{wanted}~{short_digest(text)[:6]}"
        name, count = marked, self.given.get(marked, 0)
        while name in self.given:
            count += 1
            name = f"{marked}-{count}"
        self.given[marked] = max(count, 1)
        self.given[name] = self.given.get(name, 1)
        return DocId(name)

    def correspondent(self, sender: str) -> str:
        """What a private sender goes by: a number in the order of the input, since a digest could be guessed at."""
        number = self.senders.setdefault(sender.casefold(), len(self.senders) + 1)
        return f"correspondent {number}"


def dispatch_of(
    draft: Draft, file_name: str, media_type: str, standing: Standing, naming: Naming
) -> tuple[Dispatch, list[Refusal]]:
    """The dispatch of a draft, and what was set aside on the way (refusals that are not ``unread``).

    Raises: LimitExceeded where a report is cut into more updates than anybody can follow.
    """
    where = f"{file_name}:{draft.where}" if draft.where else file_name
    notes = list(draft.notes)
    wanted = draft.doc_id or sayable(where)
    doc_id = naming.unique(wanted, draft.text)
    if doc_id != wanted:
        notes.append(f"its doc_id {shown(wanted)!r} is taken, so it goes by {shown(doc_id)!r}")
    lines = lines_of(draft.text) if draft.metadata is None else []
    month_first = draft.month_first or writes_month_first(draft.text)
    cuts = cuts_of(lines, draft.title, month_first=month_first)
    within(len(cuts), default_count("updates_count"), "updates_count", where)
    header = header_of(lines, {cut.line for cut in cuts}, month_first=month_first)
    standing = _standing(draft, replace(standing, months=header.months))
    testimonies = _testimonies(draft, header, cuts, file_name, month_first)
    if draft.published and not any(testimony.says == draft.published_from for testimony in testimonies):
        notes.append(f"its time of publication {shown(draft.published, 60)!r} cannot be understood")
    published, published_from = publication(testimonies, standing)
    dispatch = Dispatch(
        doc_id=doc_id,
        text=draft.text,
        title=draft.title,
        published=published,
        published_from=published_from,
        url=draft.url,
        language=language_of(draft.text) if draft.metadata is None else None,
        publisher=_publisher(draft, header, naming),
        filing_place=header.dateline.place if header.dateline else None,
        versions=versions(cuts, [_start(lines, cut) for cut in cuts], len(draft.text), published, standing),
        furniture=joined(draft.text, [*draft.furniture, *furniture_of(draft.text, lines)]),
        item=Item(
            sha256=Sha256Hex(hashlib.sha256(draft.raw).hexdigest()),
            name=sayable(where),
            media_type=draft.media_type or media_type,
            size_bytes=len(draft.raw),
            encoding=draft.encoding,
        ),
        metadata=draft.metadata,
        likeness=draft.likeness,
    )
    return dispatch, [Refusal(step="intake", name=shown(where), reason=note, unread=False) for note in notes]


def _standing(draft: Draft, standing: Standing) -> Standing:
    """The same; where nothing stands in for a time, when the file was made does."""
    made = parse_instant(draft.made, standing.zone or UTC) if draft.made else None
    return replace(standing, published=made, says="file dates") if made and standing.published is None else standing


def prepared(dispatch: Dispatch) -> Dispatch:
    """A dispatch that a program made by hand, with its updates, furniture and language found where it states none."""
    draft = Draft(
        text=dispatch.text,
        title=dispatch.title,
        doc_id=dispatch.doc_id,
        published=dispatch.published.isoformat() if dispatch.published else None,
        published_from="record" if dispatch.published else None,
        url=dispatch.url,
        encoding="utf-8",
        raw=dispatch.text.encode("utf-8", "surrogatepass"),
    )
    found, _ = dispatch_of(draft, dispatch.doc_id, "text/plain", Standing(published=dispatch.published), Naming())
    return replace(
        found,
        published=dispatch.published or found.published,
        language=dispatch.language or found.language,
        publisher=dispatch.publisher or found.publisher,
        filing_place=dispatch.filing_place or found.filing_place,
        versions=dispatch.versions or found.versions,
        furniture=dispatch.furniture or found.furniture,
        copy_of=dispatch.copy_of,
        item=dispatch.item,
        metadata=dispatch.metadata,
        likeness=dispatch.likeness,
    )


def _testimonies(draft: Draft, header: Header, cuts: list[Cut], file_name: str, month_first: bool) -> list[Testimony]:
    """Everything that says when it was published, the best first."""
    found = []
    if draft.published:
        moment = moment_in(draft.published, month_first=month_first)
        if moment and moment.has_date:
            found.append(Testimony(moment=moment, says=draft.published_from or "record"))
    found += [Testimony(moment=stated.moment, says="header") for stated in header.published]
    dated = [cut.moment for cut in cuts if cut.moment and cut.moment.has_day]
    newest = max(dated, key=_order, default=None)
    if newest:
        found.append(Testimony(moment=newest, says="text"))
    if header.dateline and header.dateline.moment:
        found.append(Testimony(moment=header.dateline.moment, says="text"))
    named = moment_in(file_name.rsplit("/", 1)[-1].replace("_", " "), month_first=month_first)
    if named and named.has_date and not draft.where and draft.metadata is None:
        found.append(Testimony(moment=named, says="file name"))
    return found


def _order(moment: Moment) -> tuple[int, ...]:
    return (moment.year or 0, moment.month or 0, moment.day or 0, moment.hour or 0, moment.minute)


def _publisher(draft: Draft, header: Header, naming: Naming) -> str | None:
    """The agency of the dateline, since the words are its own; else the outlet that printed them, or who sent them."""
    if header.dateline and header.dateline.agency:
        return header.dateline.agency
    if draft.publisher or header.publisher:
        return draft.publisher or header.publisher
    if draft.sender:
        return naming.correspondent(draft.sender)
    return host_of(draft.url)


def _start(lines: list[Line], cut: Cut) -> int:
    """Where a cut's line begins in the text; the first line's stretch begins with the text itself."""
    return lines[cut.line].span.start if cut.line else 0
