"""ACLED: one row an incident that ACLED has a sub-event type for. Columns, codes and rules: ``codes/acled.toml``."""

from collections.abc import Iterator
from dataclasses import dataclass

from khronika.model.incident import Incident
from khronika.model.place import Place, PlacePrecision
from khronika.model.tally import Tally, TallyStatus
from khronika.publishing.exchange.acled_actors import DEMONSTRATIONS, actors_of, doubts_of_sides
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.countries import country
from khronika.publishing.exchange.days import Days, days_of
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.exchange.sides import Sides, sides_of
from khronika.publishing.exchange.tolls import accounts_in_words, headline, speaker, toll_of
from khronika.publishing.exchange.unheld import (
    losses_of_rows,
    perhaps_one,
    poorer_incidents,
    records_without_a_row,
    without_a_row,
)
from khronika.publishing.judging import is_withdrawn, standing_accounts, tally_is_contested
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import bounds, in_words, plural
from khronika.publishing.recalling import Recalled
from khronika.publishing.tables.flat import Row, csv_bytes
from khronika.reference.vocabulary import event_type_named

CODES = codes("acled")
FILE = "acled.csv"
_STRATEGIC = "Strategic developments"


@dataclass(frozen=True, slots=True)
class _Coded:
    """An incident that is a row, with what its columns are made of."""

    incident: Incident
    days: Days
    sides: Sides


def export(recalled: Recalled) -> Export:
    """The incidents that ACLED would record, as ``acled.csv``, and what that leaves out."""
    ledger = Ledger(recalled.chronicle)
    coded: list[_Coded] = []
    losses: list[Loss] = []
    for incident in ledger.chronicle.incidents:
        days = days_of(incident, ledger)
        rule = _left_out(incident, days)
        if rule is not None or days is None:
            losses.append(without_a_row(incident, rule or "no_day", ledger))
        else:
            coded.append(_Coded(incident, days, sides_of(incident, ledger)))
    losses += losses_of_rows((one.incident, _doubts(one, ledger)) for one in coded)
    losses += perhaps_one([(one.incident, one.days) for one in coded if _fatalities(one.incident, ledger)])
    losses += poorer_incidents([one.incident for one in coded], ledger)
    losses += records_without_a_row(ledger)
    rows = [_row(one, ledger) for one in coded]
    return Export(files={FILE: csv_bytes(list(CODES["columns"]), rows)}, counts={FILE: len(rows)}, losses=tuple(losses))


def _left_out(incident: Incident, days: Days | None) -> str | None:
    """The rule by which an incident is no row of ACLED; None where it is one."""
    place = incident.place
    if incident.kind != "incident":
        return "episode"
    if incident.acled_event_type is None:
        return "not_coded"
    if incident.reality not in ("actual", "attempted"):
        return "not_actual"
    if is_withdrawn(incident):
        return "withdrawn"
    if days is None:
        return "no_day"
    if not days.open_end and not _lasts(incident) and days.count > CODES["longest_days"][-1]:
        return "too_vague"
    country_only = place is not None and place.precision is PlacePrecision.COUNTRY
    return "whole_country" if country_only and incident.acled_event_type != _STRATEGIC else None


def _lasts(incident: Incident) -> bool:
    kind = event_type_named(incident.event_type)
    return kind is not None and kind.lasting


def _row(one: _Coded, ledger: Ledger) -> Row:
    incident, place = one.incident, one.incident.place
    found = country(place.country if place else None)
    date, precision = _dated(one)
    return {
        "event_id_cnty": f"khronika-{incident.incident_id}",
        "event_date": date,
        "year": int(date[:4]),
        "time_precision": precision,
        "disorder_type": _disorder(incident),
        "event_type": incident.acled_event_type,
        "sub_event_type": incident.acled_sub_event_type,
        **actors_of(incident, one.sides),
        "civilian_targeting": CODES["civilian_word"] if _targets_civilians(incident) else None,
        "iso": found.iso_numeric if found else None,
        "country": found.name if found else None,
        **_where(place),
        "source": _sources(incident, ledger),
        "notes": _notes(one, ledger),
        "fatalities": _fatalities(incident, ledger),
        "tags": _tags(incident),
    }


def _dated(one: _Coded) -> tuple[str, int]:
    """Date and precision: the day, the middle of a longer interval, or the first day of what lasts."""
    days = one.days
    if days.open_end or _lasts(one.incident):
        return days.first.isoformat(), 2 if days.approximate else 1
    longest = CODES["longest_days"]
    precision = next((code for code, most in enumerate(longest, 1) if days.count <= most), len(longest))
    return days.middle.isoformat(), max(precision, 2) if days.approximate else precision


def _disorder(incident: Incident) -> str | None:
    table: dict[str, str] = CODES["disorder_type"]
    return table.get(incident.acled_sub_event_type or "", table.get(incident.acled_event_type or ""))


def _targets_civilians(incident: Incident) -> bool:
    return incident.acled_sub_event_type in CODES["civilian_targeting"]


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "admin1": place.admin1,
        "admin2": place.name if place.precision is PlacePrecision.ADMIN2 else None,
        "location": place.name,
        "latitude": round(place.lat, 4) if place.lat is not None else None,
        "longitude": round(place.lon, 4) if place.lon is not None else None,
        "geo_precision": CODES["geo_precision"].get(place.precision.value) if place.lat is not None else None,
    }


def _sources(incident: Incident, ledger: Ledger) -> str:
    """The outlets, or where none is known the names of the texts, parted by semicolons."""
    found = [ledger.dispatches[doc_id] for doc_id in incident.dispatches]
    return "; ".join(dict.fromkeys(dispatch.publisher or dispatch.doc_id for dispatch in found))


def _fatalities(incident: Incident, ledger: Ledger) -> int:
    """The lowest reported figure; 0 where there is none. Source: ACLED Codebook, "Reported fatalities"."""
    toll = toll_of(incident, ledger)
    return toll.low if toll else 0


def _notes(one: _Coded, ledger: Ledger) -> str:
    """What happened, by whose account how many died, who is held responsible; nobody's words are quoted."""
    incident = one.incident
    tally = headline(incident)
    parts = [f"{incident.title}."]
    if tally is not None and tally.status is not TallyStatus.UNKNOWN:
        parts.append(f"Killed, by account: {accounts_in_words(tally, ledger)}.")
    if one.sides.contested:
        parts.append(f"Responsibility is contested: {'; '.join(_parties(one.sides.contested, ledger))}.")
    elif one.sides.did:
        parts.append(f"Laid to: {'; '.join(_parties((one.sides.did, *one.sides.others), ledger))}.")
    independent = plural(incident.independent_sources, "independent source")
    parts.append(f"{incident.reported.value}; {incident.occurred.value}; {independent}. Draft: read by machine.")
    return " ".join(parts)


def _parties(names: tuple[str, ...], ledger: Ledger) -> Iterator[str]:
    return (speaker(name, ledger) for name in names)


def _tags(incident: Incident) -> str | None:
    """The size of a crowd, which ACLED gives for every demonstration."""
    if incident.acled_event_type not in DEMONSTRATIONS:
        return None
    crowd = next((one for one in incident.tallies if one.measure == "participants" and one.group is None), None)
    return f"crowd size={_size(crowd)}"


def _size(crowd: Tally | None) -> str:
    if crowd is None or (crowd.low is None and crowd.high is None):
        return "no report"
    if tally_is_contested(crowd):
        return "reports differ: " + ", ".join(bounds(one.low, one.high) for one in standing_accounts(crowd))
    if crowd.low is not None and crowd.high is not None and crowd.low != crowd.high:
        return f"between {crowd.low} and {crowd.high}"
    return bounds(crowd.low, crowd.high).replace(",", "")


def _doubts(one: _Coded, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """What the reader of this one row must be told: rule and words."""
    incident, days, sides = one.incident, one.days, one.sides
    toll, tally = toll_of(incident, ledger), headline(incident)
    kind = event_type_named(incident.event_type)
    if toll is not None:
        yield from ((rule, f"fatalities {toll.low}; {words}") for rule, words in toll.doubts.items())
    elif _speaks_of_dead(incident, tally):
        yield "uncounted_dead", "fatalities 0"
    elif kind is not None and kind.casualties:
        yield "no_figure", "fatalities 0"
    if incident.occurred.value == "contested":
        yield "denied_by_some", incident.occurred.rule
    yield from doubts_of_sides(incident, sides)
    if incident.place is None or incident.place.lat is None:
        yield "unlocated", incident.place.name if incident.place else "no place"
    if days.open_end:
        yield "open_end", in_words(incident.when)
    elif days.count > 1:
        yield "lasts" if _lasts(incident) else "several_days", in_words(incident.when)
    if sides.others:
        yield "other_parties", "; ".join(sides.others)
    if incident.acled_event_type in CODES["armed_sides_only"]:
        yield "second_side_open", ", ".join(sides.suffered_kinds)


def _speaks_of_dead(incident: Incident, tally: Tally | None) -> bool:
    """Whether somebody says that people died and no number stands."""
    uncounted = tally is not None and tally.status is TallyStatus.UNKNOWN
    of_groups = any(one.measure == "killed" and one.status is TallyStatus.UNKNOWN for one in incident.tallies)
    return uncounted or of_groups or "killing" in incident.event_types


EXPORTER = Exporter(
    name="acled",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
