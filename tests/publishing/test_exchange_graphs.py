"""The exports that keep the whole: FollowTheMoney by its library, JSON-LD by another, GeoJSON and Parquet."""

import csv
import io
import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from khronika.publishing.exchange.ftm_records import is_nameless
from khronika.publishing.geojson import incidents_geojson
from khronika.publishing.ledger import Ledger
from khronika.publishing.tables.flat import cell, columns, csv_files
from publishing.exchanging import back, exported
from publishing.sample import CHRONICLE, PEOPLE


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


# FollowTheMoney


def entities(**more: Any) -> list[Any]:
    """The entities as the library's own reader gives them; one that it does not take fails the test."""
    model = pytest.importorskip("followthemoney").model
    content = exported("ftm", **more).files["entities.ftm.json"].decode("utf-8")
    found = [model.get_proxy(json.loads(line), cleaned=False) for line in content.splitlines()]
    for line, entity in zip(content.splitlines(), found, strict=True):
        entity.schema.validate(entity.to_dict())
        assert entity.to_dict() == json.loads(line)
    return found


def test_the_library_reads_every_entity_and_every_reference_leads_to_one_of_its_range() -> None:
    found = {entity.id: entity for entity in entities()}
    for entity in found.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert found[value].schema.is_a(prop.range), (entity, prop.name)


def test_every_incident_claim_and_named_person_is_an_entity() -> None:
    found = entities()
    events = [entity for entity in found if entity.schema.name == "Event"]
    assert {entity.first("recordId") for entity in events} == {one.incident_id for one in CHRONICLE.incidents}
    quotes = [value for entity in found if entity.schema.name == "Note" for value in entity.get("description")]
    assert {claim.quote.strip() for claim in CHRONICLE.claims if claim.quote.isprintable()} <= set(quotes)
    people = [entity.caption for entity in found if entity.schema.name == "Person"]
    assert sorted(people) == sorted(person.name for person in PEOPLE if not is_nameless(person))


def test_a_toll_is_text_account_by_account_and_never_one_range() -> None:
    events = [one for one in entities() if one.schema.name == "Event"]
    shooting = next(one for one in events if one.first("recordId") == "shooting14")
    (toll,) = [words for words in shooting.get("summary") if words.startswith("killed contested")]
    assert "the regional government: 11; " in toll
    assert not [words for words in shooting.get("summary") if "11 to 150" in words]


def test_an_event_that_is_not_said_to_have_happened_says_so_in_its_name() -> None:
    names = {one.first("recordId"): one.caption for one in entities() if one.schema.name == "Event"}
    assert names["march16"] == "March to the salt works (planned)"
    assert names["shooting14"] == "Shooting in Karasai"


def test_people_without_a_name_are_no_entities_that_could_be_taken_for_each_other() -> None:
    found = entities(include_names=False)
    assert not [one.caption for one in found if one.schema.matchable and one.caption.startswith("Person ")]
    assert [one for one in found if any(words.startswith("Person 1: ") for words in one.get("description", quiet=True))]


def test_two_chronicles_share_no_identifier() -> None:
    one = {entity.id for entity in entities(include_names=True)}
    other = {entity.id for entity in entities(include_names=False)}
    assert not one & other


def test_what_the_library_takes_away_is_a_loss() -> None:
    pytest.importorskip("followthemoney")
    made = exported("ftm")
    altered = {loss.record_id for loss in made.losses if loss.rule == "altered" and loss.what == "bodyText"}
    lines = made.files["entities.ftm.json"].decode("utf-8").splitlines()
    bodies = {body for line in lines for body in json.loads(line)["properties"].get("bodyText", [])}
    assert altered == {one.doc_id for one in CHRONICLE.dispatches if one.text not in bodies}
    assert altered


def test_a_link_that_runs_a_script_is_refused_and_said() -> None:
    pytest.importorskip("followthemoney")
    bad = replace(CHRONICLE.dispatches[0], url="javascript:alert(1)")
    chronicle = replace(CHRONICLE, dispatches=(bad, *CHRONICLE.dispatches[1:]))
    made = exported("ftm", chronicle)
    assert b"javascript" not in made.files["entities.ftm.json"]
    assert ("refused", bad.doc_id, "sourceUrl") in {(one.rule, one.record_id, one.what) for one in made.losses}


# JSON-LD

NAMES = {
    "kh": "urn:khronika:terms:1:",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
}


def graph(**more: Any) -> Any:
    rdflib = pytest.importorskip("rdflib")
    content = exported("jsonld", **more).files["chronicle.jsonld"].decode("utf-8")
    return rdflib.Graph().parse(data=content, format="json-ld")


@pytest.mark.usefixtures("no_network")
def test_another_library_expands_the_graph_without_a_network() -> None:
    found = graph()
    for kind, count in {
        "schema:Claim": len(CHRONICLE.claims),
        "schema:Event": len(CHRONICLE.incidents),
        "schema:Person": len(CHRONICLE.people),
        "schema:Report": len(CHRONICLE.dispatches),
        "prov:Agent": len(CHRONICLE.sources),
        "kh:Tally": sum(len(one.tallies) for one in CHRONICLE.incidents),
    }.items():
        (row,) = found.query(f"SELECT (COUNT(?x) AS ?n) WHERE {{ ?x a {kind} }}", initNs=NAMES)
        assert int(row.n) == count, kind


def test_every_property_and_type_of_the_graph_is_in_a_namespace_that_the_context_names() -> None:
    known = (*NAMES.values(), "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    found = graph()
    assert {str(one) for one in found.predicates() if not str(one).startswith(known)} == set()


@pytest.mark.usefixtures("no_network")
def test_the_accounts_come_back_out_of_the_graph_with_the_words_behind_them() -> None:
    query = """SELECT ?speaker ?low ?high ?exact WHERE {
        ?incident schema:identifier "shooting14" .
        ?tally kh:incident ?incident ; kh:measure "killed" ; kh:account ?account .
        FILTER NOT EXISTS { ?tally kh:group ?group }
        ?account kh:speaker ?speaker ; kh:standing "counted" ; schema:minValue ?low ; schema:maxValue ?high ;
            prov:wasDerivedFrom/oa:hasTarget/oa:hasSelector/oa:exact ?exact }"""
    found = {
        (str(row.speaker), int(row.low), int(row.high), str(row.exact)) for row in graph().query(query, initNs=NAMES)
    }
    claims = {claim.claim_id: claim.quote for claim in CHRONICLE.claims}
    toll = CHRONICLE.incidents[1].tallies[0]
    counted = [one for one in toll.accounts if one.standing == "counted"]
    assert found == {(one.speaker, one.low, one.high, claims[claim]) for one in counted for claim in one.claims}


def test_spans_in_the_graph_are_those_of_the_text() -> None:
    query = """SELECT ?text ?start ?end ?exact WHERE { ?claim oa:hasTarget ?target . ?target kh:field "text" ;
        oa:hasSource/schema:text ?text ; oa:hasSelector ?span, ?quote . ?span oa:start ?start ; oa:end ?end .
        ?quote oa:exact ?exact }"""
    rows = list(graph().query(query, initNs=NAMES))
    assert len(rows) == sum(claim.field == "text" for claim in CHRONICLE.claims)
    for row in rows:
        assert str(row.text)[int(row.start) : int(row.end)] == str(row.exact)


def test_a_script_is_no_address_in_the_graph() -> None:
    bad = replace(CHRONICLE.dispatches[0], url="javascript:alert(1)")
    made = exported("jsonld", replace(CHRONICLE, dispatches=(bad, *CHRONICLE.dispatches[1:])))
    assert b"javascript" not in made.files["chronicle.jsonld"]
    assert [loss.record_id for loss in made.losses if loss.rule == "bad_url"] == [bad.doc_id]


# GeoJSON


def test_the_map_is_the_one_beside_the_page() -> None:
    made = json.loads(exported("geojson").files["incidents.geojson"])
    assert made == json.loads(json.dumps(incidents_geojson(CHRONICLE)))


# Parquet


def parquet(name: str, **more: Any) -> Any:
    reader = pytest.importorskip("pyarrow.parquet")
    return reader.read_table(io.BytesIO(exported("parquet", **more).files[f"{name}.parquet"]))


def written(value: object) -> str:
    """A value of a column as the table beside it writes it; instants in UTC."""
    return value.isoformat() if isinstance(value, datetime) else cell(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(columns()))
def test_the_rows_are_those_of_the_tables(name: str) -> None:
    chronicle = back(CHRONICLE).chronicle
    content = csv_files(Ledger(chronicle))[f"{name}.csv"].decode("utf-8")
    expected = list(csv.DictReader(io.StringIO(content, newline="")))
    instants = {field["name"] for field in columns()[name]["fields"] if field["type"] == "datetime"}
    for row in expected:
        for column in instants & {key for key, value in row.items() if value}:
            row[column] = datetime.fromisoformat(row[column]).astimezone(UTC).isoformat()
    assert [{key: written(value) for key, value in row.items()} for row in parquet(name).to_pylist()] == expected


@pytest.mark.parametrize("name", list(columns()))
def test_the_types_descriptions_and_units_stand_in_the_schema(name: str) -> None:
    types = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool"}
    schema = parquet(name).schema
    assert schema.metadata[b"chronicle_sha256"].decode() == back(CHRONICLE).sha256
    for field in columns()[name]["fields"]:
        held = schema.field(field["name"])
        assert str(held.type) == types.get(field["type"], "timestamp[us, tz=UTC]")
        assert held.metadata[b"description"].decode() == field["description"]
        assert held.nullable != bool(field.get("key"))
    if name == "claims":
        assert b"Unicode code points" in schema.field("start").metadata[b"unit"]


def test_the_zone_that_an_instant_loses_is_said() -> None:
    zone = timezone(timedelta(hours=5))
    moved = replace(CHRONICLE.dispatches[0], published=datetime(2031, 5, 15, 23, 0, tzinfo=zone))
    chronicle = replace(CHRONICLE, dispatches=(moved, *CHRONICLE.dispatches[1:]))
    pytest.importorskip("pyarrow")
    lost = [loss for loss in exported("parquet", chronicle).losses if loss.rule == "offset"]
    assert [(loss.record_id, loss.what) for loss in lost] == [(moved.doc_id, "2031-05-15T23:00:00+05:00")]
    assert parquet("dispatches", chronicle=chronicle).to_pylist()[0]["published"] == moved.published
