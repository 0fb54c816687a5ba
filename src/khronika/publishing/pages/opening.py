"""The first ten seconds: what is known, what is contested, and how fresh it is."""

from collections import Counter
from dataclasses import dataclass

from khronika.model.chronicle import Chronicle
from khronika.model.ids import DocId
from khronika.publishing.pages.citing import Citer
from khronika.publishing.pages.contested import Dispute
from khronika.publishing.pages.naming import names_a_newer
from khronika.publishing.pages.timeline import Day, Entry, newest
from khronika.publishing.pages.wording import MONTHS, instant, plural

_NAMED_PLACES = 3
_KNOWN = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above everything else.

    title: the place most spoken of; span: the days on which the dispatches were published.
    told_by: how many dispatches, of whom; later: words that name a newer update which is not held, else None.
    lead: the number that is set out at once, by who gives which; contested: the other disputes.
    known: what two or more speakers report and nobody disputes; `apart`: those of them that were heard through more
        than one dispatch or publisher, and where there are none, all of them.
    """

    title: str
    elsewhere: str
    span: str
    oldest: str
    newest: str
    told_by: str
    later: tuple[str, str] | None
    amount: str
    apart: bool
    known: tuple[Entry, ...]
    known_count: int
    incidents: int
    lead: Dispute | None
    contested: tuple[Dispute, ...]


def opening(citer: Citer, days: list[Day], contested: list[Dispute]) -> Opening:
    """The opening of a chronicle's first page."""
    chronicle = citer.ledger.chronicle
    oldest, latest = newest(citer)
    places = _places(chronicle)
    entries = [entry for day in days for entry in day.entries if entry.incident.kind == "incident"]
    every = [entry for entry in entries if _is_known(entry)]
    known = [entry for entry in every if entry.apart] or every
    first = sorted(known, key=lambda entry: (-entry.incident.independent_sources, -len(entry.incident.claims)))[:_KNOWN]
    span = ""
    if oldest and latest:
        span = _days((oldest.year, oldest.month, oldest.day), (latest.year, latest.month, latest.day))
    lead = contested[0] if contested and contested[0].kind == "number" else None
    updates = sum(len(dispatch.versions) for dispatch in chronicle.dispatches if len(dispatch.versions) > 1)
    amount = [
        plural(len(chronicle.dispatches), "dispatch", "dispatches") + (f" in {updates} updates" if updates else ""),
        plural(len(chronicle.sources), "source"),
        plural(len(chronicle.claims), "claim"),
        plural(len(entries), "incident"),
    ]
    return Opening(
        title=places[0] if places else "Chronicle",
        elsewhere=_elsewhere(places),
        span=span,
        oldest=instant(oldest) if oldest else "",
        newest=instant(latest) if latest else "",
        told_by=_told_by(chronicle),
        later=_later(citer),
        amount=", ".join(amount),
        apart=any(entry.apart for entry in known),
        known=tuple(entry for entry in entries if entry in first),
        known_count=len(known),
        incidents=len(entries),
        lead=lead,
        contested=tuple(dispute for dispute in contested if dispute is not lead),
    )


def _told_by(chronicle: Chronicle) -> str:
    """How many dispatches, and of whom: "one dispatch", "3 dispatches of Salt Coast Wire"."""
    number = len(chronicle.dispatches)
    if not number:
        return ""
    words = "one dispatch" if number == 1 else plural(number, "dispatch", "dispatches")
    publishers = {dispatch.publisher for dispatch in chronicle.dispatches}
    if None in publishers or "" in publishers:
        return words
    one = len(publishers) == 1
    return f"{words} of {next(iter(publishers)) if one else plural(len(publishers), 'publisher')}"


def _later(citer: Citer) -> tuple[str, str] | None:
    """That a newer update is named and not held, and the link to the first words that name one."""
    found: dict[DocId, str] = {}
    for number, gap in enumerate(citer.ledger.chronicle.not_held, 1):
        if gap.kind == "update" and names_a_newer(gap.what):
            found.setdefault(gap.doc_id, citer.addresses.missing(citer.page, gap.doc_id, number))
    if not found:
        return None
    link = next(iter(found.values()))
    if len(found) > 1:
        return f"later updates of {len(found)} dispatches are named and not held", link
    whose = "" if len(citer.ledger.dispatches) == 1 else " of one dispatch"
    return f"a later update{whose} is named and not held", link


def _is_known(entry: Entry) -> bool:
    incident = entry.incident
    return not entry.status and incident.independent_sources > 1 and incident.occurred.value != "contested"


def _places(chronicle: Chronicle) -> list[str]:
    counted = Counter(
        claim.place.name
        for claim in chronicle.claims
        if claim.place and claim.place.kind not in ("country", "region", "admin1") and not claim.aside
    )
    if not counted:
        counted = Counter(claim.place.name for claim in chronicle.claims if claim.place)
    return sorted(counted, key=lambda name: (-counted[name], name))


def _elsewhere(places: list[str]) -> str:
    others = places[1 : 1 + _NAMED_PLACES]
    more = len(places) - 1 - len(others)
    if more > 0:
        return f"with {', '.join(others)} and {plural(more, 'other place')}"
    if len(others) > 1:
        return f"with {', '.join(others[:-1])} and {others[-1]}"
    return f"with {others[0]}" if others else ""


def _days(first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    end = f"{last[2]} {MONTHS[last[1] - 1]} {last[0]}"
    if first == last:
        return end
    if first[:2] == last[:2]:
        return f"{first[2]} to {end}"
    start = f"{first[2]} {MONTHS[first[1] - 1]}" + (f" {first[0]}" if first[0] != last[0] else "")
    return f"{start} to {end}"
