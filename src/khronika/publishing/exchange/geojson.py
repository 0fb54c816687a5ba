"""GeoJSON (RFC 7946): the incidents as features, as they stand beside the chronicle's page."""

from collections.abc import Iterator

from khronika.model.incident import Incident
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.exchange.tolls import other_tallies
from khronika.publishing.exchange.unheld import records_without_a_row
from khronika.publishing.geojson import incidents_geojson
from khronika.publishing.ledger import Ledger
from khronika.publishing.recalling import Recalled
from khronika.publishing.record import as_bytes

CODES = codes("geojson")
FILE = "incidents.geojson"


def export(recalled: Recalled) -> Export:
    """One feature an incident or episode, as ``incidents.geojson``, and what that leaves out."""
    ledger = Ledger(recalled.chronicle)
    losses = [loss for incident in ledger.chronicle.incidents for loss in _poorer(incident, ledger)]
    losses += records_without_a_row(ledger)
    content = as_bytes(incidents_geojson(ledger.chronicle))
    return Export(files={FILE: content}, counts={FILE: len(ledger.chronicle.incidents)}, losses=tuple(losses))


def _poorer(incident: Incident, ledger: Ledger) -> Iterator[Loss]:
    place = incident.place
    found = {
        "tallies": other_tallies(incident.tallies, ledger),
        "unlocated": "" if place and place.lat is not None else (place.name if place else "no place"),
        "people_of_incident": ", ".join(incident.people),
    }
    for rule, what in found.items():
        if what:
            yield Loss(rule=rule, record=incident.kind, record_id=incident.incident_id, title=incident.title, what=what)


EXPORTER = Exporter(
    name="geojson",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
