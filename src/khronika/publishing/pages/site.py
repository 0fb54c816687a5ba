"""The chronicle as pages that open from a USB stick, with no network; all of their text is there without a script."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from khronika.model.chronicle import NotHeld
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages import registers
from khronika.publishing.pages.addresses import INDEX, Addresses, Limits, addresses
from khronika.publishing.pages.assets import MAP, PLOTS
from khronika.publishing.pages.citing import Citer, cut
from khronika.publishing.pages.contested import Dispute
from khronika.publishing.pages.filters import FACETS, Filters
from khronika.publishing.pages.finding import DATA, incidents_script, listings
from khronika.publishing.pages.opening import opening
from khronika.publishing.pages.paging import Part, in_parts
from khronika.publishing.pages.reading_view import DispatchLink, dispatch_link, text_view
from khronika.publishing.pages.rendering import rendered
from khronika.publishing.pages.timeline import Day, Entry, days_of, entry, timeline
from khronika.publishing.withholding.redaction import PublicCopy
from khronika.publishing.withholding.searching import Hit

# So many disputes are laid out in full on the first page of a chronicle of several pages; the others are linked.
_FULL_DISPUTES = 10
_MOST_LISTED = 50
FILTERS = ("filters.js",)
QUOTES = ("quotes.js",)
TimelineRow = tuple[Day, Entry]


def pages(copy: PublicCopy, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Each page's path below the folder, and its bytes; the scripts and styles that they name are not among them."""
    site = Site(copy, limits)
    yield INDEX, site.index()
    if site.where.several:
        yield DATA, incidents_script(site.days, site.filters)
        yield from site.lists()
        yield from site.incidents()
        yield from site.dispatches()


class Site:
    """The pages of one public copy."""

    def __init__(self, copy: PublicCopy, limits: Limits) -> None:
        self.copy = copy
        self.limits = limits
        self.ledger = Ledger(copy.chronicle)
        self.filters = Filters(self.ledger)
        self.where: Addresses = addresses(copy.chronicle, limits)

    def index(self) -> bytes:
        """The first page, which is all of them for a small chronicle."""
        citer, several, chronicle = self._citer(INDEX), self.where.several, self.copy.chronicle
        days = self.days
        contested = [dispute for day in days for item in day.entries for dispute in item.disputes]
        contested.sort(key=_weight)
        shown = contested[:_FULL_DISPUTES] if several else contested
        return self._rendered(
            "index.html",
            citer,
            _scripts(shown, places=self._located and not several, more=FILTERS if several else (*QUOTES, *FILTERS)),
            opening=opening(citer, days, contested),
            disputes=shown,
            more_disputes=contested[len(shown) :],
            most_listed=_MOST_LISTED if several else len(chronicle.not_held),
            not_held=[
                (gap, self.where.missing(INDEX, gap.doc_id, number), cut(gap.what, gap.start, self._overlapping(gap)))
                for number, gap in enumerate(chronicle.not_held, 1)
            ],
            **(self._contents if several else self._everything(citer, days)),
        )

    def lists(self) -> Iterator[tuple[str, bytes]]:
        """The pages of the timeline, of places, people, sources and dispatches."""
        for name, parts in self._parts.items():
            for part in parts:
                citer = self._citer(part.page)
                more: dict[str, Any] = {"rows": part.rows}
                scripts: tuple[str, ...] = ()
                if name == "timeline":
                    more, scripts = {"rows": days_of(part.rows)}, FILTERS
                elif name == "places":
                    scripts = MAP if any(row.on_map for row in part.rows) else ()
                values = {"register": name, "part": part, "pager": parts, "headings": self._headings, **more}
                yield part.page, self._rendered("register.html", citer, scripts, **values)

    def incidents(self) -> Iterator[tuple[str, bytes]]:
        """A page for each incident."""
        for incident in self.copy.chronicle.incidents:
            page = self.where.incident_page(incident.incident_id)
            citer = self._citer(page)
            shown = entry(incident, citer, with_claims=True)
            yield page, self._rendered("incident.html", citer, _scripts(shown.disputes), entry=shown)

    def dispatches(self) -> Iterator[tuple[str, bytes]]:
        """A page for each dispatch."""
        for dispatch in self.copy.chronicle.dispatches:
            page = self.where.dispatch_page(dispatch.doc_id)
            citer = self._citer(page)
            yield page, self._rendered("dispatch.html", citer, QUOTES, view=text_view(dispatch, self.copy, citer))

    @cached_property
    def days(self) -> list[Day]:
        """Every incident under its day."""
        return timeline(self._citer(INDEX), with_claims=not self.where.several)

    @cached_property
    def _parts(self) -> dict[str, list[Part[Any]]]:
        """The long lists; their pages lie side by side with the first, so that one citer serves them all."""
        citer, longest = self._citer(INDEX), self.limits.rows
        told: list[TimelineRow] = [(day, item) for day in self.days for item in day.entries]
        links = [dispatch_link(dispatch, citer) for dispatch in self.copy.chronicle.dispatches]
        found: dict[str, list[Part[Any]]] = {
            "timeline": in_parts("timeline", told, lambda row: row[0].name, longest=longest),
            "places": in_parts(
                "places", registers.places(citer), lambda row: row.entry.place.name, longest=-(-longest // 2)
            ),
            "people": in_parts("people", registers.people(citer), lambda row: row[0].name, longest=longest),
            "sources": in_parts("sources", registers.sources(citer), lambda row: row[1], longest=longest),
            "dispatches": in_parts("dispatches", links, DispatchLink.label, longest=longest),
        }
        for facet, rows in listings(self.days, self.filters):
            name = f"by-{facet.name}"
            found[name] = in_parts(name, rows, attrgetter("heading"), longest=longest)
        return found

    @property
    def _contents(self) -> dict[str, Any]:
        by = {name: parts for name, parts in self._parts.items() if name in self._headings}
        return {f"{name}_pages": parts for name, parts in self._parts.items() if name not in by} | {
            "by_pages": {self._headings[name]: parts[0].page for name, parts in by.items()},
            "texts": (),
        }

    @property
    def _headings(self) -> dict[str, str]:
        return {f"by-{name}": f"Incidents by {name}" for name in FACETS if f"by-{name}" in self._parts}

    def _everything(self, citer: Citer, days: list[Day]) -> dict[str, Any]:
        return {
            "days": days,
            "facets": self._facets([item for day in days for item in day.entries]),
            "texts": [text_view(dispatch, self.copy, citer) for dispatch in self.copy.chronicle.dispatches],
            "claims": [citer.cite(claim) for claim in self.copy.chronicle.claims],
            "people": registers.people(citer),
            "sources": registers.sources(citer),
            "places": registers.places(citer),
        }

    def _facets(self, entries: Sequence[Entry]) -> tuple[Any, ...]:
        return self.filters.facets(map(self.filters.incident, entries))

    @property
    def _located(self) -> bool:
        return any(map(registers.located, self.ledger.places))

    def _overlapping(self, gap: NotHeld) -> list[Hit]:
        hits = self.copy.gaps.get((gap.doc_id, "text"), ())
        return [hit for hit in hits if hit.start < gap.end and gap.start < hit.end]

    def _citer(self, page: str) -> Citer:
        return Citer(self.ledger, self.where, page, self.copy.gaps)

    def _rendered(self, template: str, citer: Citer, scripts: Sequence[str], **values: Any) -> bytes:
        return rendered(template, self.copy, citer, scripts=scripts, filters=self.filters, **values)


def _scripts(disputes: Sequence[Dispute], *, places: bool = False, more: Sequence[str] = ()) -> tuple[str, ...]:
    """What the page needs and no more: a chronicle without a contested number carries no plotting library."""
    plots = PLOTS if any(dispute.accounts for dispute in disputes) else ()
    return (*more, *plots, *(MAP if places else ()))


def _weight(dispute: Dispute) -> tuple[int, int, int, str]:
    """Numbers of the dead before other numbers, these before other questions; then those with more accounts."""
    order = {"number": 0, "responsible": 1, "occurred": 2}[dispute.kind]
    killed = dispute.tally is not None and dispute.tally.measure == "killed" and dispute.tally.group is None
    return order, not killed, -len(dispute.accounts) - len(dispute.parties), dispute.anchor
