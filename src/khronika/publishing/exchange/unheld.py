"""What a table of events has no place for, whatever its columns: one loss a record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from khronika.model.incident import Incident
from khronika.publishing.exchange.days import Days
from khronika.publishing.exchange.exporter import Loss
from khronika.publishing.exchange.tolls import KILLED, other_tallies
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import plural


def records_without_a_row(ledger: Ledger) -> Iterator[Loss]:
    """Claims, people, sources, texts, gaps and refusals, each as a record that is left out."""
    chronicle = ledger.chronicle
    for claim in chronicle.claims:
        yield Loss(
            rule="claims",
            record="claim",
            record_id=claim.claim_id,
            title=claim.event_type,
            what=f"words {claim.span.start} to {claim.span.end} of the {claim.field} of {claim.doc_id}",
            exported=False,
        )
    for person in chronicle.people:
        states = plural(len(person.history), "state")  # and no name: what has no row needs no name in a list either
        yield Loss(rule="people", record="person", record_id=person.person_id, what=states, exported=False)
    for source in chronicle.sources:
        yield Loss(
            rule="sources",
            record="source",
            record_id=source.source_id,
            title=f"a protected source ({source.kind})" if source.protected else source.name,
            what=source.kind,
            exported=False,
        )
    for dispatch in chronicle.dispatches:
        length = plural(len(dispatch.text), "code point")
        yield Loss(rule="texts", record="dispatch", record_id=dispatch.doc_id, what=length, exported=False)
    yield from gaps_and_refusals(ledger)


def gaps_and_refusals(ledger: Ledger) -> Iterator[Loss]:
    """What is mentioned and not held, what stands beside the counts, and what could not be read."""
    for gap in ledger.chronicle.not_held:
        where = f"{gap.doc_id}:{gap.start}"
        yield Loss(rule="not_held", record="gap", record_id=where, title=gap.kind, exported=False)
    for edge in ledger.chronicle.repeats:
        title = f"{edge.how.value} of {edge.of}"
        yield Loss(rule="repeats", record="dispatch", record_id=edge.doc_id, title=title, exported=False)
    for passage in ledger.chronicle.caveats:
        where = f"{passage.doc_id}:{passage.start}"
        yield Loss(rule="caveats", record="passage", record_id=where, title=passage.kind, exported=False)
    for refusal in ledger.chronicle.refusals:
        yield Loss(
            rule="refusals",
            record="refusal",
            record_id=refusal.name,
            title=refusal.step,
            what=refusal.reason,
            exported=False,
        )


def without_a_row(incident: Incident, rule: str, ledger: Ledger) -> Loss:
    """An incident that is left out as a whole, with the dead that are left out with it."""
    dead = other_tallies([one for one in incident.tallies if one.measure == KILLED], ledger)
    return Loss(
        rule=rule,
        record=incident.kind,
        record_id=incident.incident_id,
        title=incident.title,
        what=f"{incident.event_type}; {dead}" if dead else incident.event_type,
        exported=False,
    )


def poorer_incidents(incidents: Iterable[Incident], ledger: Ledger) -> Iterator[Loss]:
    """What the row of an exported incident has no column for: other counts and types, the judgements, the episode."""
    for incident in incidents:
        yield from losses_of_rows([(incident, [(rule, what) for rule, what in _poorer(incident, ledger) if what])])


def losses_of_rows(rows: Iterable[tuple[Incident, Iterable[tuple[str, str]]]]) -> Iterator[Loss]:
    """What the rows hold as less than it is.

    rows: the incidents that are rows, each with the rules by which it loses something, and what.
    """
    for incident, doubts in rows:
        for rule, what in doubts:
            yield Loss(rule=rule, record="incident", record_id=incident.incident_id, title=incident.title, what=what)


def perhaps_one(rows: Sequence[tuple[Incident, Days]]) -> Iterator[Loss]:
    """Rows with dead of one day and place: they may be one event that reports tell of in two ways.

    rows: the incidents that are rows, those with dead people only.
    """
    together: dict[tuple[object, str], list[Incident]] = defaultdict(list)
    for incident, days in rows:
        if incident.place is not None:
            together[days.first, incident.place.name].append(incident)
    for incident, days in rows:
        others = together[days.first, incident.place.name] if incident.place is not None else []
        if len(others) > 1:
            names = ", ".join(other.incident_id for other in others if other is not incident)
            yield Loss(
                rule="perhaps_one",
                record="incident",
                record_id=incident.incident_id,
                title=incident.title,
                what=f"beside {names}",
            )


def _poorer(incident: Incident, ledger: Ledger) -> Iterator[tuple[str, str]]:
    groups = [one for one in incident.tallies if one.measure == KILLED and one.group is not None]
    others = [one for one in incident.tallies if one.measure != KILLED]
    yield "dead_by_group", other_tallies(groups, ledger)
    yield "other_counts", other_tallies(others, ledger)
    types = [name for name in incident.event_types if name != incident.event_type]
    yield "other_types", ", ".join(types)
    yield "grades", f"{incident.reported.value}; {incident.occurred.value}; responsible: {incident.responsible.value}"
    yield "people_of_incident", ", ".join(incident.people)
    yield "part_of", incident.part_of or ""
