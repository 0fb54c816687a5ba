"""The comparison itself: a chronicle made out of the answers is full marks, an empty one is none."""

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def load(name: str, path: Path) -> object:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


ha = load("held_against", HERE / "held_against.py")
check = load("check_answers", HERE.parents[1] / "examples" / "check_answers.py")
ANSWERS = check.read_answers()
TEXTS = check.read_texts()


def attribution(answer: dict) -> dict | None:
    said = answer["attribution"]
    if said is None:
        return None
    return {"source": None if said == "unnamed" else said, "speaker": said}


def claims() -> list[dict]:
    found = []
    for number, answer in enumerate(a for a in ha.locate(ANSWERS, TEXTS) if a["kind"] in {"figure", "event"}):
        keys = ("start", "end", "measure", "low", "high", "group", "exactness", "scope")
        found.append(
            {key: answer[key] for key in ("doc_id", "start", "end", "quote", "reality")}
            | {
                "claim_id": f"c{number}",
                "event_type": answer.get("type", "killing"),
                "aside": answer.get("aside", False),
                "place": answer["place"] and {"name": answer["place"], "near": None},
                "attribution": attribution(answer),
                "figure": {key: answer[key] for key in keys} if answer["kind"] == "figure" else None,
            }
        )
    return found


def oracle() -> dict:
    everything = claims()
    dispatches = [
        {
            "doc_id": doc,
            "text": text,
            "published": next(a["published"] for a in ANSWERS if a["kind"] == "published" and a["doc_id"] == doc)
            if doc != "04-rolling-report.txt"
            else None,
            "copy_of": next((a["copy_of"] for a in ANSWERS if a["kind"] == "copy" and a["doc_id"] == doc), None),
            "versions": [],
        }
        for doc, text in TEXTS.items()
    ]
    return {"dispatches": dispatches, "claims": everything, "incidents": [], "people": [], "not_held": []}


def test_it_gives_full_marks_to_the_answers_themselves() -> None:
    held = ha.Held(oracle(), ANSWERS)
    outcomes = ha.figures(held) | ha.events(held)
    assert {name: outcome.misses for name, outcome in outcomes.items() if outcome.misses} == {}
    assert ha.invented(held) == []
    names = ("copies", "published")
    assert [ha.dispatches(held)[name].misses for name in names] == [[], []]


def test_it_gives_nothing_to_an_empty_chronicle() -> None:
    empty = oracle() | {"claims": []}
    outcomes = ha.all_outcomes(ha.Held(empty, ANSWERS))
    for name in ("figures", "events", "same person", "together", "accounts", "updates", "not held"):
        assert outcomes[name].share == 0.0, name


def test_it_notices_a_victim_that_nobody_gave() -> None:
    chronicle = oracle()
    doc = "05-toll-corrected.txt"
    figure = {"start": 0, "end": 4, "measure": "killed", "low": 7, "high": 7}
    extra = chronicle["claims"][0] | {"doc_id": doc, "start": 0, "end": 9, "figure": figure}
    chronicle["claims"].append(extra)
    assert len(ha.invented(ha.Held(chronicle, ANSWERS))) == 1


def test_it_notices_a_claim_read_from_furniture() -> None:
    chronicle = oracle()
    (teaser,) = (a for a in ha.locate(ANSWERS, TEXTS) if a.get("quote", "").startswith("12 killed in bus"))
    extra = {key: teaser[key] for key in ("doc_id", "start", "end", "quote")}
    chronicle["claims"].append(chronicle["claims"][0] | extra | {"figure": None})
    assert len(ha.invented(ha.Held(chronicle, ANSWERS))) == 1


@pytest.mark.parametrize(
    ("key", "value", "outcome"),
    [
        ("attribution", {"source": "a passer-by", "speaker": "a passer-by"}, "figure speaker"),
        ("place", {"name": "Elsewhere", "near": None}, "figure place"),
        ("reality", "planned", "figure reality"),
    ],
)
def test_it_notices_a_wrong_value(key: str, value: object, outcome: str) -> None:
    chronicle = oracle()
    chronicle["claims"][0][key] = value
    assert len(ha.figures(ha.Held(chronicle, ANSWERS))[outcome].misses) == 1


def test_it_wants_people_joined_tallies_kept_and_incidents_parted() -> None:
    chronicle = oracle()
    held = ha.Held(chronicle, ANSWERS)
    together = [claim["claim_id"] for claim in chronicle["claims"]]
    forms = [{"name": a["names"][0], "variants": a["names"], "history": []} for a in held.of("same_person")]
    accounts = [account for tally in held.of("tally") for account in tally["accounts"]]
    tally = {"scope": "whole", "group": None, "best": None, "accounts": accounts}
    tallies = [tally | {"measure": measure} for measure in sorted({t["measure"] for t in held.of("tally")})]
    one = {"incident_id": "i1", "kind": "incident", "claims": together, "tallies": tallies}
    outcomes = ha.all_outcomes(ha.Held(chronicle | {"people": forms, "incidents": [one]}, ANSWERS))
    assert outcomes["same person"].share == 1.0
    assert outcomes["together"].share == 1.0
    assert outcomes["accounts"].share == 1.0
    assert outcomes["apart"].share == 0.0


def test_it_holds_times_and_places_against_what_annotate_gives() -> None:
    answers = list(ha.locate(ANSWERS, TEXTS))
    mentions: dict[str, list[dict]] = {doc: [] for doc in TEXTS}
    for answer in answers:
        if answer["kind"] in {"time", "place"}:
            given = {"value": answer.get("value"), "edtf": "", "name": answer.get("name", ""), "geonames_id": None}
            mentions[answer["doc_id"]].append({"start": answer["start"], "end": answer["end"]} | given)
    nothing: dict[str, list[dict]] = {doc: [] for doc in mentions}
    assert (ha.times(answers, mentions).share, ha.places(answers, mentions).share) == (1.0, 1.0)
    assert (ha.times(answers, nothing).share, ha.places(answers, nothing).share) == (0.0, 0.0)
    for mention in mentions["01-wire-lantern-square.txt"]:
        mention["geonames_id"] = 1
    assert ha.places(answers, mentions).share < 1.0
