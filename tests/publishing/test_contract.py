"""What other programs rely on: the record, the tables, the map, the folder."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from khronika.errors import OutputError
from khronika.model.figure import Figure
from khronika.model.span import Span
from khronika.publishing import publish, schema
from khronika.publishing.tables.flat import cell
from publishing.sample import CHRONICLE, HOSTILE

TYPES = {"integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}


@pytest.fixture(scope="module", params=[False, True], ids=["withheld", "with names"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    publish(CHRONICLE, folder, include_names=request.param)
    return folder


def record(out: Path) -> dict:
    return json.loads((out / "data/chronicle.json").read_text(encoding="utf-8"))


def table(out: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / f"data/{name}.csv").read_bytes().decode("utf-8"), newline="")))


def test_it_writes_a_record_that_the_schema_accepts(out: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(record(out), schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_a_record_without_its_claims_quote(out: Path) -> None:
    broken = record(out)
    del broken["claims"][0]["quote"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


def test_every_quote_stands_at_its_offsets(out: Path) -> None:
    held = record(out)
    dispatches = {dispatch["doc_id"]: dispatch for dispatch in held["dispatches"]}
    assert held["claims"]
    for claim in held["claims"]:
        text = dispatches[claim["doc_id"]][claim["field"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_every_identifier_in_the_record_leads_somewhere(out: Path) -> None:
    held = record(out)
    claims = {claim["claim_id"] for claim in held["claims"]}
    incidents = {incident["incident_id"] for incident in held["incidents"]}
    people = {person["person_id"] for person in held["people"]}
    assert len(claims) == len(CHRONICLE.claims)
    for incident in held["incidents"]:
        assert set(incident["claims"]) <= claims
        assert set(incident["links"]) <= claims
        assert set(incident["people"]) <= people
        assert incident["part_of"] in incidents | {None}
        assert all(set(tally["claims"]) <= claims for tally in incident["tallies"])
    assert all(set(source["claims"]) <= claims for source in held["sources"])
    assert all(state["claim_id"] in claims for person in held["people"] for state in person["history"])
    assert all(set(dispatch["incidents"]) <= incidents for dispatch in held["dispatches"])
    assert all(claim["about"] in claims | {None} for claim in held["claims"])


def test_the_tables_hold_what_the_datapackage_says(out: Path) -> None:
    package = json.loads((out / "data/datapackage.json").read_text(encoding="utf-8"))
    keys: dict[str, set[str]] = {}
    tables = {resource["name"]: table(out, resource["name"]) for resource in package["resources"]}
    assert set(tables) >= {"dispatches", "claims", "incidents", "tallies", "people", "sources", "places"}
    for resource in package["resources"]:
        rows, described = tables[resource["name"]], resource["schema"]
        assert rows
        assert list(rows[0]) == [field["name"] for field in described["fields"]]
        for field in described["fields"]:
            for row in rows:
                if row[field["name"]]:
                    TYPES.get(field["type"], str)(row[field["name"]])
        key = described["primaryKey"][0]
        keys[resource["name"]] = {row[key] for row in rows}
        assert len(keys[resource["name"]]) == len(rows)
        assert all(row[key] for row in rows)
    for resource in package["resources"]:
        for foreign in resource["schema"]["foreignKeys"]:
            other = foreign["reference"]["resource"] or resource["name"]
            values = {row[foreign["fields"]] for row in tables[resource["name"]]} - {""}
            assert values <= keys[other], (resource["name"], foreign)


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_text_cell_never_starts_a_formula(hostile: str) -> None:
    assert cell(hostile).startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert cell(-12.5) == "-12.5"


def test_no_cell_of_the_tables_starts_a_formula(out: Path) -> None:
    for path in sorted((out / "data").glob("*.csv")):
        for row in table(out, path.stem):
            for name, value in row.items():
                assert not value.startswith(("=", "+", "@", "\t")), (path.name, name, value)


def test_the_map_gives_no_point_to_what_nobody_could_locate(out: Path) -> None:
    features = json.loads((out / "data/incidents.geojson").read_text(encoding="utf-8"))["features"]
    by_title = {feature["properties"]["title"]: feature for feature in features}
    assert by_title["Strike at Old Quay"]["geometry"] is None
    assert by_title["Strike at Old Quay"]["properties"]["precision"] == "unlocated"
    assert by_title["Shooting in Karasai"]["geometry"] == {"type": "Point", "coordinates": [51.5, 44.125]}
    assert len(features) == len(CHRONICLE.incidents)


def test_a_contested_toll_is_marked_so_in_every_table(out: Path) -> None:
    tallies = [row for row in table(out, "tallies") if row["measure"] == "killed" and not row["group"]]
    assert [(row["contested"], row["best"]) for row in tallies] == [("true", "")]
    numbers = [(row["low"], row["high"], row["standing"]) for row in table(out, "accounts")]
    assert {("11", "11", "counted"), ("50", "70", "counted"), ("50", "150", "counted"), ("3", "3", "part")} <= set(
        numbers
    )


def test_the_same_chronicle_gives_the_same_bytes(tmp_path: Path) -> None:
    publish(CHRONICLE, tmp_path / "one")
    publish(CHRONICLE, tmp_path / "two")
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()}
    assert one == two
    assert not any(str(tmp_path).encode() in content for content in one.values())


def test_it_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="no chronicle of ours"):
        publish(CHRONICLE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_it_refuses_a_file_where_a_folder_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="name a folder"):
        publish(CHRONICLE, tmp_path / "out")


def test_a_new_run_removes_pages_of_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    from khronika.publishing.pages.addresses import Limits  # noqa: PLC0415 (only this promise needs it)

    publish(CHRONICLE, tmp_path, limits=Limits(dispatches=1))
    assert (tmp_path / "dispatches").is_dir()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    publish(CHRONICLE, tmp_path)
    assert not (tmp_path / "dispatches").exists()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    listed = json.loads((tmp_path / "data/manifest.json").read_text(encoding="utf-8"))["sha256"]
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found - {"notes.txt", "data/manifest.json"} == set(listed)


def test_a_damaged_manifest_deletes_nothing_outside_the_folder(tmp_path: Path) -> None:
    publish(CHRONICLE, tmp_path / "out")
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    manifest = tmp_path / "out/data/manifest.json"
    listing = json.loads(manifest.read_text(encoding="utf-8"))
    listing["sha256"] |= {"../victim.txt": "", str(victim): ""}
    manifest.write_text(json.dumps(listing), encoding="utf-8")
    publish(CHRONICLE, tmp_path / "out")
    assert victim.exists()


def test_a_lone_surrogate_does_not_stop_it_and_moves_no_offset(tmp_path: Path) -> None:
    first = CHRONICLE.dispatches[1]
    broken = replace(first, text=first.text.replace("\x07", "\ud800"))
    claims = tuple(
        replace(claim, quote=claim.span.of(broken.text)) if claim.doc_id == first.doc_id else claim
        for claim in CHRONICLE.claims
    )
    publish(
        replace(CHRONICLE, dispatches=(CHRONICLE.dispatches[0], broken), claims=claims), tmp_path, include_names=True
    )
    assert len(record(tmp_path)["dispatches"][1]["text"]) == len(HOSTILE)


def test_an_empty_chronicle_still_makes_a_page_that_says_so(tmp_path: Path) -> None:
    nothing = replace(
        CHRONICLE, dispatches=(), claims=(), incidents=(), people=(), undecided=(), sources=(), not_held=(), refusals=()
    )
    publish(replace(nothing, incidents_of={}), tmp_path)
    assert "No claim was read." in (tmp_path / "index.html").read_text(encoding="utf-8")
    jsonschema.validate(record(tmp_path), schema())


def test_an_uncounted_figure_is_not_zero(tmp_path: Path) -> None:
    claim = next(c for c in CHRONICLE.claims if c.figure and c.figure.measure == "vehicles")
    many = replace(claim, figure=Figure(measure="vehicles", low=None, high=None, span=Span(*claim.span)))
    publish(replace(CHRONICLE, claims=tuple(many if c is claim else c for c in CHRONICLE.claims)), tmp_path)
    row = next(row for row in table(tmp_path, "claims") if row["measure"] == "vehicles")
    assert (row["low"], row["high"]) == ("", "")
    assert "not counted vehicles" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_run_that_is_stopped_while_writing_leaves_the_earlier_chronicle_whole(tmp_path: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(CHRONICLE, tmp_path / "new", progress=stop)
    assert not (tmp_path / "new").exists()
    publish(CHRONICLE, tmp_path / "out", include_names=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(KeyboardInterrupt):
        publish(CHRONICLE, tmp_path / "out", progress=stop)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_a_killed_run_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    (tmp_path / "out/.khronika-new/data").mkdir(parents=True)
    (tmp_path / "out/.khronika-new/data/claims.csv").write_text("half", encoding="utf-8")
    publish(CHRONICLE, tmp_path / "out")
    assert not (tmp_path / "out/.khronika-new").exists()
