"""JSON-LD 1.1: the chronicle as a graph, its context in the file. Context and rules: ``codes/jsonld.toml``."""

from collections.abc import Iterator
from dataclasses import replace

from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.days import days_of
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.exchange.jsonld_nodes import Graph, is_web_address
from khronika.publishing.exchange.unheld import gaps_and_refusals
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import in_words
from khronika.publishing.recalling import Recalled
from khronika.publishing.record import as_bytes

CODES = codes("jsonld")
FILE = "chronicle.jsonld"


def export(recalled: Recalled) -> Export:
    """The graph as ``chronicle.jsonld``, and what that leaves out."""
    ledger = Ledger(recalled.chronicle)
    nodes = list(Graph(ledger, recalled).nodes())
    content = as_bytes({"@context": context(), "@graph": nodes})
    return Export(files={FILE: content}, counts={FILE: len(nodes)}, losses=tuple(_losses(ledger)))


def context() -> dict[str, object]:
    """Prefixes and types; everything that a reader needs to expand the file without a network."""
    typed = {term: {"@type": kind} for term, kind in CODES["typed"].items()}
    return {"@version": 1.1, **CODES["prefixes"], **typed}


def _losses(ledger: Ledger) -> Iterator[Loss]:
    chronicle = ledger.chronicle
    for dispatch in chronicle.dispatches:
        if dispatch.url and not is_web_address(dispatch.url):
            yield Loss(rule="bad_url", record="dispatch", record_id=dispatch.doc_id, what=dispatch.url)
        if dispatch.furniture or len(dispatch.versions) > 1:
            yield Loss(rule="furniture", record="dispatch", record_id=dispatch.doc_id)
        if dispatch.item:
            yield Loss(rule="item", record="dispatch", record_id=dispatch.doc_id, what=dispatch.item.media_type)
    for claim in chronicle.claims:
        yield Loss(rule="value_spans", record="claim", record_id=claim.claim_id, title=claim.event_type)
    for incident in chronicle.incidents:
        reasons = Loss(rule="reasons", record=incident.kind, record_id=incident.incident_id, title=incident.title)
        days = days_of(incident, ledger)
        if incident.when and (days is None or days.open_end or days.approximate):
            yield replace(reasons, rule="when", what=in_words(incident.when))
        yield reasons
    yield from gaps_and_refusals(ledger)


EXPORTER = Exporter(
    name="jsonld",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
