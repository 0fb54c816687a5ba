"""UCDP GED: one row an incident with at least one reported death. Columns, codes and rules: ``codes/ucdp.toml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from khronika.model.incident import Incident
from khronika.model.place import Place, PlacePrecision
from khronika.model.tally import TallyStatus
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.countries import country
from khronika.publishing.exchange.days import Days, days_of
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.exchange.sides import Sides, sides_of
from khronika.publishing.exchange.tolls import KILLED, Toll, accounts_in_words, headline, toll_of, who
from khronika.publishing.exchange.unheld import (
    losses_of_rows,
    perhaps_one,
    poorer_incidents,
    records_without_a_row,
    without_a_row,
)
from khronika.publishing.judging import is_withdrawn
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import in_words
from khronika.publishing.recalling import Recalled
from khronika.publishing.tables.flat import Row, csv_bytes
from khronika.reference.vocabulary import event_type_named

CODES = codes("ucdp")
FILE = "ucdp-ged.csv"


@dataclass(frozen=True, slots=True)
class _Coded:
    """An incident that is a row, with what its columns are made of."""

    incident: Incident
    days: Days
    toll: Toll
    sides: Sides


def export(recalled: Recalled) -> Export:
    """The incidents with a reported death, as ``ucdp-ged.csv``, and what that leaves out."""
    ledger = Ledger(recalled.chronicle)
    coded: list[_Coded] = []
    losses: list[Loss] = []
    for incident in ledger.chronicle.incidents:
        days, toll = days_of(incident, ledger), toll_of(incident, ledger)
        rule = _left_out(incident, toll)
        if rule is None and days is not None and toll is not None:
            coded.append(_Coded(incident, days, toll, sides_of(incident, ledger)))
            continue
        losses.append(without_a_row(incident, rule or "no_day", ledger))
    losses += losses_of_rows((one.incident, _doubts(one, ledger)) for one in coded)
    losses += perhaps_one([(one.incident, one.days) for one in coded])
    losses += poorer_incidents([one.incident for one in coded], ledger)
    losses += records_without_a_row(ledger)
    rows = [_row(one, ledger) for one in coded]
    return Export(files={FILE: csv_bytes(list(CODES["columns"]), rows)}, counts={FILE: len(rows)}, losses=tuple(losses))


def _left_out(incident: Incident, toll: Toll | None) -> str | None:
    """The rule by which an incident is no row of UCDP, whatever its day; None where it is one."""
    if incident.kind != "incident":
        return "episode"
    if incident.reality not in ("actual", "attempted"):
        return "not_actual"
    if is_withdrawn(incident):
        return "withdrawn"
    if incident.event_type in CODES["no_armed_force"]:
        return "no_armed_force"
    if toll is not None:
        return None if toll.high >= 1 else "none_reported"
    tally = headline(incident)
    if tally is not None and tally.status is TallyStatus.NONE_REPORTED:
        return "none_reported"
    if tally is not None or "killing" in incident.event_types:
        return "uncounted_dead"
    return "dead_of_a_group_only" if any(one.measure == KILLED for one in incident.tallies) else "no_death"


def _row(one: _Coded, ledger: Ledger) -> Row:
    incident, days, toll = one.incident, one.days, one.toll
    found = country(incident.place.country if incident.place else None)
    return {
        "id": f"khronika-{incident.incident_id}",
        "year": days.first.year,
        "code_status": CODES["to_check"] if toll.doubts else CODES["checked"],
        **_parties(one),
        **_sources(incident, toll, ledger),
        **_where(incident.place),
        "country": found.name if found else None,
        "event_clarity": 1 if days.count == 1 and toll.tally.scope == "whole" else 2,
        "date_prec": _date_prec(days),
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": toll.best,
        "best": toll.best,
        "high": toll.high,
        "low": toll.low,
    }


def _parties(one: _Coded) -> Row:
    violence = _type_of_violence(one.sides)
    return {
        "type_of_violence": violence,
        "side_a": one.sides.did,
        "side_b": CODES["one_sided_side_b"] if violence == 3 else None,
    }


def _type_of_violence(sides: Sides) -> int | None:
    """1, 2 or 3 where all kinds of those to whom it was done lead to the same; else None."""
    table: dict[str, int] = CODES["violence"].get(sides.did_kind, {})
    found = {table.get(kind) for kind in sides.suffered_kinds}
    return found.pop() if len(found) == 1 else None


def _date_prec(days: Days) -> int:
    """The code by the length of the interval; what is only "about" a day is at least code 2."""
    longest: list[int] = CODES["longest_days"]
    code = next((code for code, most in enumerate(longest, 1) if days.count <= most), len(longest) + 1)
    return max(code, 2) if days.approximate else code


def _sources(incident: Incident, toll: Toll, ledger: Ledger) -> Row:
    """The texts that tell of it, and who gave the figures of the dead."""
    found = [ledger.dispatches[doc_id] for doc_id in incident.dispatches]
    offices = [dispatch.publisher or dispatch.doc_id for dispatch in found]
    dates = [dispatch.published.date().isoformat() if dispatch.published else "" for dispatch in found]
    titles = [dispatch.title or "" for dispatch in found]
    articles = [", ".join(filter(None, parts)) for parts in zip(offices, dates, titles, strict=True)]
    return {
        "number_of_sources": len(found),
        "source_article": "; ".join(articles),
        "source_office": "; ".join(dict.fromkeys(offices)),
        "source_date": "; ".join(dict.fromkeys(filter(None, dates))),
        "source_headline": "; ".join(filter(None, titles)),
        "source_original": "; ".join(dict.fromkeys(who(one, ledger) for one in toll.tally.accounts)),
    }


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    located = place.lat is not None and place.lon is not None
    return {
        "where_prec": place.precision.where_prec if located else None,
        "where_coordinates": place.name,
        "where_description": f"{place.written}, near {place.near}" if place.near else place.written,
        "adm_1": place.admin1,
        "adm_2": place.name if place.precision is PlacePrecision.ADMIN2 else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if located else None,
        "priogrid_gid": priogrid(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
    }


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that a point lies in, 1 to 259,200: cells of half a degree, from the south-west corner.

    Source: Tollefsen, Strand and Buhaug 2012, doi 10.1177/0022343311431287. Kabul (34.531, 69.163) lies in 179779.
    """
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _is_violent(incident: Incident) -> bool:
    """Whether the kind of event is itself a use of force."""
    kind = event_type_named(incident.event_type)
    return (kind is not None and kind.attack_like) or incident.acled_event_type in CODES["armed_force"]


def _doubts(one: _Coded, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """What the reader of this one row must be told: rule and words."""
    toll, sides = one.toll, one.sides
    numbers = f"low {toll.low}, best {toll.best}, high {toll.high}"
    yield from ((rule, f"{numbers}; {words}") for rule, words in toll.doubts.items())
    if "contested_toll" not in toll.doubts:
        yield "accounts", accounts_in_words(toll.tally, ledger)
    if one.incident.occurred.value == "contested":
        yield "denied_by_some", one.incident.occurred.rule
    if not _is_violent(one.incident):
        yield "armed_force_open", one.incident.event_type
    yield "sides_of_the_dead", f"deaths_unknown {toll.best}"
    if sides.contested:
        yield "contested_parties", "; ".join(sides.contested)
    elif sides.did is None:
        yield "party_not_stated", ""
    elif _type_of_violence(sides) is None:
        yield "type_open", f"{sides.did_kind or 'not known'} against {', '.join(sides.suffered_kinds) or 'not known'}"
    if sides.others:
        yield "other_parties", "; ".join(sides.others)
    if one.incident.place is None or one.incident.place.lat is None:
        yield "unlocated", one.incident.place.name if one.incident.place else "no place"
    if one.days.open_end:
        yield "open_end", in_words(one.incident.when)


EXPORTER = Exporter(
    name="ucdp",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
