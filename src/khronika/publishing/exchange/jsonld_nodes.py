"""The nouns of a chronicle as nodes of a JSON-LD graph."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Figure
from khronika.model.incident import Incident
from khronika.model.person import Person
from khronika.model.place import Place
from khronika.model.source import Source
from khronika.model.tally import Account, Tally
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.days import days_of
from khronika.publishing.judging import tally_is_contested
from khronika.publishing.ledger import Ledger
from khronika.publishing.recalling import Recalled
from khronika.publishing.tables.flat import tally_id
from khronika.reference.hosts import address_parts

Node = dict[str, object]


def is_web_address(url: str) -> bool:
    """Whether a link to it does no harm: http or https, without blanks or marks that an address cannot have."""
    parts = address_parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        return False
    return not set(url) & set(' <>"{}|\\^`\n\r\t')


class Graph:
    """The nodes of one chronicle."""

    def __init__(self, ledger: Ledger, recalled: Recalled) -> None:
        self._ledger = ledger
        self._recalled = recalled
        self._base = f"urn:khronika:{recalled.sha256[:24]}"

    def iri(self, kind: str, record_id: str) -> str:
        """The identifier of a node; what an identifier cannot have is percent-encoded."""
        return f"{self._base}:{kind}:{quote(record_id, safe='')}"

    def nodes(self) -> Iterator[Node]:
        """Every node, values that are not known left out."""
        chronicle = self._ledger.chronicle
        yield from self._origin()
        for dispatch in chronicle.dispatches:
            yield _known(self._dispatch(dispatch))
        for entry in self._ledger.places:
            yield _known(self._place(entry.place_id, entry.place))
        for source in chronicle.sources:
            yield _known(self._source(source))
        for claim in chronicle.claims:
            yield _known(self._claim(claim))
        for incident in chronicle.incidents:
            yield _known(self._incident(incident))
            for number, tally in enumerate(incident.tallies, 1):
                yield from map(_known, self._tally(incident, number, tally))
        for person in chronicle.people:
            yield from map(_known, self._person(person))

    def _origin(self) -> Iterator[Node]:
        """The chronicle as a whole, the reading that made it, and what read."""
        chronicle, reading = self._ledger.chronicle, self.iri("reading", "1")
        yield {
            "@id": self._base,
            "@type": ["prov:Entity", "schema:Dataset"],
            "schema:creativeWorkStatus": "Draft: read by machine.",
            "schema:schemaVersion": self._recalled.schema_version,
            "kh:sha256": self._recalled.sha256,
            "kh:policy": chronicle.policy,
            "prov:wasGeneratedBy": reading,
        }
        yield {"@id": reading, "@type": "prov:Activity", "prov:wasAssociatedWith": self.iri("reader", "1")}
        told = {f"kh:{quote(name, safe='')}": value for name, value in sorted(chronicle.reader.items())}
        yield {"@id": self.iri("reader", "1"), "@type": "prov:SoftwareAgent", **told}

    def _dispatch(self, dispatch: Dispatch) -> Node:
        url = dispatch.url if dispatch.url and is_web_address(dispatch.url) else None
        return {
            "@id": self.iri("dispatch", dispatch.doc_id),
            "@type": ["prov:Entity", "schema:Report"],
            "schema:identifier": dispatch.doc_id,
            "schema:headline": dispatch.title,
            "schema:datePublished": dispatch.published.isoformat() if dispatch.published else None,
            "schema:publisher": dispatch.publisher,
            "schema:url": url,
            "schema:inLanguage": dispatch.language,
            "schema:text": dispatch.text,
            "prov:alternateOf": self.iri("dispatch", dispatch.copy_of) if dispatch.copy_of else None,
            "kh:sha256": dispatch.item.sha256 if dispatch.item and dispatch.item.sha256 != "withheld" else None,
        }

    def _place(self, key: str, place: Place) -> Node:
        geo = {"@type": "schema:GeoCoordinates", "schema:latitude": place.lat, "schema:longitude": place.lon}
        return {
            "@id": self.iri("place", key),
            "@type": "schema:Place",
            "schema:name": place.name,
            "schema:geo": geo if place.lat is not None and place.lon is not None else None,
            "schema:addressRegion": place.admin1,
            "schema:addressCountry": place.country,
            "kh:precision": place.precision.value,
            "kh:wherePrec": place.precision.where_prec,
            "kh:kind": place.kind,
            "kh:near": place.near,
            "kh:geonamesId": place.geonames_id,
        }

    def _source(self, source: Source) -> Node:
        special = codes("jsonld")["source_types"].get(source.kind)
        return {
            "@id": self.iri("source", source.source_id),
            "@type": ["prov:Agent", special] if special else "prov:Agent",
            "schema:name": source.name,
            "kh:kind": source.kind,
            "kh:reliability": source.reliability,
            "kh:protected": source.protected,
            "kh:carrier": list(source.carriers),
            "kh:wording": list(source.wordings),
        }

    def _claim(self, claim: Claim) -> Node:
        dispatch, said = self.iri("dispatch", claim.doc_id), claim.attribution
        speaker = self._ledger.source_id(claim)
        selectors = [
            {"@type": "oa:TextPositionSelector", "oa:start": claim.span.start, "oa:end": claim.span.end},
            {"@type": "oa:TextQuoteSelector", "oa:exact": claim.quote},
        ]
        return {
            "@id": self.iri("claim", claim.claim_id),
            "@type": ["prov:Entity", "schema:Claim"],
            "schema:identifier": claim.claim_id,
            "prov:wasQuotedFrom": dispatch,
            "prov:wasAttributedTo": self.iri("source", speaker) if speaker else None,
            "oa:hasTarget": {
                "@type": "oa:SpecificResource",
                "oa:hasSource": dispatch,
                "kh:field": claim.field,
                "oa:hasSelector": selectors,
            },
            "kh:eventType": claim.event_type,
            "kh:reality": claim.reality.value,
            "kh:speaker": self._ledger.speaker(claim),
            "kh:stance": said.stance.value if said else None,
            "kh:basis": said.basis.value if said else None,
            "kh:chain": {"@list": list(said.chain)} if said and said.chain else None,
            "kh:means": claim.means,
            "kh:edtf": claim.when.edtf if claim.when and claim.when.edtf else None,
            "schema:location": self.iri("place", self._ledger.place_id(claim.place)) if claim.place else None,
            "kh:about": self.iri("claim", claim.about) if claim.about else None,
            "kh:aside": claim.aside,
            "kh:figure": _figure(claim.figure) if claim.figure else None,
            "kh:actor": [
                _known(
                    {"kh:role": one.role.value, "schema:name": one.words, "kh:kind": one.kind, "kh:state": one.state}
                )
                for one in claim.actors
            ],
        }

    def _claims(self, ids: Iterable[str]) -> list[str]:
        return [self.iri("claim", one) for one in ids]

    def _incident(self, incident: Incident) -> Node:
        days = days_of(incident, self._ledger)
        return {
            "@id": self.iri("incident", incident.incident_id),
            "@type": ["prov:Entity", "schema:Event"],
            "schema:identifier": incident.incident_id,
            "schema:name": incident.title,
            "schema:startDate": days.first.isoformat() if days else None,
            "schema:endDate": days.last.isoformat() if days and not days.open_end else None,
            "kh:edtf": incident.when or None,
            "schema:location": self.iri("place", self._ledger.place_id(incident.place)) if incident.place else None,
            "schema:superEvent": self.iri("incident", incident.part_of) if incident.part_of else None,
            "kh:kind": incident.kind,
            "kh:eventType": incident.event_type,
            "kh:acledSubEventType": incident.acled_sub_event_type,
            "kh:reality": incident.reality,
            "kh:reported": incident.reported.value,
            "kh:occurred": incident.occurred.value,
            "kh:responsible": incident.responsible.value,
            "kh:laidTo": list(incident.responsible.parties),
            "kh:independentSources": incident.independent_sources,
            "kh:person": [self.iri("person", one) for one in incident.people],
            "prov:wasDerivedFrom": self._claims(incident.claims),
        }

    def _tally(self, incident: Incident, number: int, tally: Tally) -> Iterator[Node]:
        key = tally_id(incident, number)
        accounts = {f"{key}.{index}": one for index, one in enumerate(tally.accounts, 1)}
        yield {
            "@id": self.iri("tally", key),
            "@type": ["prov:Entity", "kh:Tally"],
            "kh:incident": self.iri("incident", incident.incident_id),
            "kh:measure": tally.measure,
            "kh:group": tally.group,
            "kh:scope": tally.scope,
            "kh:status": tally.status.value,
            "kh:contested": tally_is_contested(tally),
            "kh:low": tally.low,
            "kh:best": tally.best,
            "kh:high": tally.high,
            "kh:why": tally.why,
            "kh:policy": tally.policy,
            "kh:account": [self.iri("account", one) for one in accounts],
            "prov:wasDerivedFrom": self._claims(tally.claims),
        }
        yield from (self._account(one, account) for one, account in accounts.items())

    def _account(self, key: str, account: Account) -> Node:
        source = self._ledger.source_named(account.speaker)
        return {
            "@id": self.iri("account", key),
            "@type": ["prov:Entity", "kh:Account", "schema:QuantitativeValue"],
            "prov:wasAttributedTo": self.iri("source", source.source_id) if source else None,
            "kh:speaker": account.speaker,
            "schema:minValue": account.low,
            "schema:maxValue": account.high,
            "kh:scope": account.scope,
            "kh:standing": account.standing,
            "kh:why": account.why or None,
            "prov:wasDerivedFrom": self._claims(account.claims),
            "kh:superseded": self._claims(account.superseded),
        }

    def _person(self, person: Person) -> Iterator[Node]:
        states = {f"{person.person_id}.{index}": one for index, one in enumerate(person.history, 1)}
        yield {
            "@id": self.iri("person", person.person_id),
            "@type": "schema:Person",
            "schema:name": person.name,
            "schema:alternateName": [one for one in person.variants if one != person.name],
            "kh:named": person.named,
            "kh:state": [self.iri("state", one) for one in states],
        }
        for position, (key, state) in enumerate(states.items(), 1):
            yield {
                "@id": self.iri("state", key),
                "@type": ["prov:Entity", "kh:State"],
                "schema:position": position,
                "schema:name": state.state,
                "kh:edtf": state.when,
                "kh:standing": state.standing,
                "prov:wasDerivedFrom": self._claims([state.claim_id]),
            }


def _figure(figure: Figure) -> Node:
    return _known(
        {
            "@type": "schema:QuantitativeValue",
            "schema:minValue": figure.low,
            "schema:maxValue": figure.high,
            "schema:unitText": figure.measure,
            "kh:group": figure.group,
            "kh:exactness": figure.exactness.value,
            "kh:scope": figure.scope.value,
            "kh:scopeDays": figure.scope_days,
            "kh:scopePlace": figure.scope_place,
            "kh:asOf": figure.as_of,
            "oa:start": figure.span.start,
            "oa:end": figure.span.end,
        }
    )


def _known(node: Node) -> Node:
    """The node without values that are not known: None and empty lists. False and 0 are known."""
    return {name: value for name, value in node.items() if value is not None and value != []}
