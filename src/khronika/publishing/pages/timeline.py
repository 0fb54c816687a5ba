"""What happened, day by day, each incident with how well it is reported and how fresh its words are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from khronika.model.claim import Claim
from khronika.model.incident import Incident
from khronika.model.person import Person
from khronika.model.place import PlacePrecision
from khronika.model.tally import Tally, TallyStatus
from khronika.publishing.judging import tally_is_contested
from khronika.publishing.pages.citing import Cite, Citer
from khronika.publishing.pages.contested import Dispute, disputes
from khronika.publishing.pages.roots import only_teller, roots_in_words
from khronika.publishing.pages.wording import counted, in_words, instant, plural

PRECISIONS = {
    PlacePrecision.NEAR: "near",
    PlacePrecision.ADMIN2: "somewhere in the district",
    PlacePrecision.ADMIN1: "somewhere in the region",
    PlacePrecision.PART_OF_COUNTRY: "in that part of the country",
    PlacePrecision.COUNTRY: "somewhere in the country",
    PlacePrecision.INTERNATIONAL: "across borders",
    PlacePrecision.UNLOCATED: "not on the map",
}

# What stands over an incident: nobody decides here that something did not happen.
STATUSES = {
    "actual": "",
    "planned": "not told as having happened",
    "did not happen": "said not to have happened",
    "unclear": "unclear whether it happened",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that is not contested, or the way to the accounts of one that is.

    href: the words behind it, or the dispute.
    """

    words: str
    href: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident on the timeline.

    title: without the day, where the page says the day above it.
    apart: whether its sources were heard through more than one dispatch, or publisher.
    fresh: when the newest words about it were published; older: whether all of them come from
        updates that a later one followed.
    status: "" for what is told as having happened, else what it is told as.
    """

    incident: Incident
    title: str
    anchor: str
    href: str
    when: str
    place: str
    place_href: str
    precision: str
    status: str
    reported: str
    apart: bool
    fresh: str
    older: bool
    numbers: tuple[Number, ...]
    disputes: tuple[Dispute, ...]
    cites: tuple[Cite, ...]
    people: tuple[Person, ...]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what is told of it; `name` is "Day not stated" for the rest."""

    name: str
    entries: tuple[Entry, ...]


def timeline(citer: Citer, *, with_claims: bool) -> list[Day]:
    """Every incident under its day or stretch of days, earliest first; those without a day at the end.

    with_claims: False leaves the claims out, for a page that only lists the incidents.
    """
    days: dict[tuple[str, str, str], list[Incident]] = defaultdict(list)
    for incident in citer.ledger.chronicle.incidents:
        days[_stretch(incident)].append(incident)
    in_order = sorted(days, key=lambda day: (not day[0], day))
    return [
        Day(
            day[2] or "Day not stated",
            tuple(entry(incident, citer, with_claims=with_claims) for incident in sorted(days[day], key=_rank)),
        )
        for day in in_order
    ]


def days_of(rows: Iterable[tuple[Day, Entry]]) -> list[Day]:
    """The days of some entries, each with those of its entries that are among them."""
    found: dict[str, list[Entry]] = {}
    for day, item in rows:
        found.setdefault(day.name, []).append(item)
    return [Day(name, tuple(entries)) for name, entries in found.items()]


def entry(incident: Incident, citer: Citer, *, with_claims: bool) -> Entry:
    """One incident as a page shows it."""
    ledger, place = citer.ledger, incident.place
    found = ledger.found(incident.claims)
    open_questions = tuple(disputes(incident, citer))
    placed = next((claim for claim in found if claim.place and place and claim.place.name == place.name), None)
    return Entry(
        incident=incident,
        title=incident.title.removesuffix(f", {in_words(incident.when)}") or incident.title,
        anchor=citer.addresses.incident_anchor(incident.incident_id),
        href=citer.addresses.incident(citer.page, incident.incident_id),
        when="" if in_words(incident.when) in incident.title else in_words(incident.when),
        place=place.name if place else "",
        place_href=citer.addresses.claim(citer.page, placed) if placed else "",
        precision=PRECISIONS.get(place.precision, "") if place else "",
        status=STATUSES.get(incident.reality, incident.reality),
        reported=roots_in_words(incident, citer),
        apart=not only_teller(incident, citer),
        fresh=_freshest(found, citer),
        older=bool(found) and all(citer.is_older(claim) for claim in found),
        numbers=tuple(filter(None, (_number(tally, open_questions, citer) for tally in incident.tallies))),
        disputes=open_questions,
        cites=tuple(map(citer.cite, found)) if with_claims else (),
        people=tuple(ledger.people[person] for person in incident.people if person in ledger.people),
        parts=tuple(
            (part.title, citer.addresses.incident(citer.page, part.incident_id))
            for part in ledger.parts_of(incident.incident_id)
        ),
    )


def newest(citer: Citer) -> tuple[datetime | None, datetime | None]:
    """The first and the last time at which anything in the chronicle was published."""
    times = [
        time
        for dispatch in citer.ledger.chronicle.dispatches
        for time in (dispatch.published, *(version.published for version in dispatch.versions))
        if time is not None
    ]
    # Times without a zone would not compare with the others; the model promises zones.
    return (min(times), max(times)) if times else (None, None)


def _freshest(claims: list[Claim], citer: Citer) -> str:
    """When the newest of the words were published, as their cites say it."""
    times = [(time, not citer.ledger.bounded(claim)) for claim in claims if (time := citer.ledger.published(claim))]
    if not times:
        return ""
    time, exact = max(times)
    return instant(time) if exact else f"before {instant(time)}"


def _stretch(incident: Incident) -> tuple[str, str, str]:
    """First and last day, and their name: an event of some day in April is not put on the first of April."""
    first, last = (incident.start or "")[:10], (incident.end or "")[:10]
    if first == last:
        return first, last, in_words(first)
    return first, last, in_words(incident.when) or in_words(f"{first or '..'}/{last or '..'}")


def _rank(incident: Incident) -> tuple[bool, str, int, str]:
    return incident.kind != "episode", incident.start or "", -len(incident.claims), incident.incident_id


def _number(tally: Tally, open_questions: tuple[Dispute, ...], citer: Citer) -> Number | None:
    what = f"{tally.measure} ({tally.group})" if tally.group else tally.measure
    if tally_is_contested(tally):
        dispute = next((d for d in open_questions if d.kind == "number" and d.tally is tally), None)
        accounts = plural(len(tally.accounts), "account")
        return Number(f"{what}: contested, {accounts}{named_beside(tally)}", dispute.href if dispute else "", True)
    if tally.status is TallyStatus.UNKNOWN:
        return None
    cites = citer.cites(tally.claims)
    href = cites[-1].href if cites else ""
    speakers = list(dict.fromkeys(cite.speaker for cite in cites))
    if tally.status is TallyStatus.NONE_REPORTED:
        said = f"none, says {' and '.join(speakers)}" if speakers else "none reported"
        return Number(f"{what}: {said}", href, False)
    low, high = (tally.low, tally.high) if tally.best is None else (tally.best, tally.best)
    who = f", says {speakers[0]}" if len(speakers) == 1 else ""
    part = ", a part" if tally.scope == "part" else ""
    return Number(f"{counted(low, high, tally.measure, tally.group)}{part}{who}{named_beside(tally)}", href, False)


def named_beside(tally: Tally) -> str:
    """How many are named, set against the count ("; 9 named"); "" where nobody is, or as many as are counted."""
    count = len(tally.named)
    return f"; {count} named" if count and not count == tally.low == tally.high else ""
