"""A chronicle of an archive follows what documenters have judged, and reads nothing that was read already."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archive.conftest import Desk
from khronika import rounds
from khronika.archive.rows import ClaimRow
from khronika.archive.rulings import Said, rulings
from khronika.publishing.record import schema
from khronika.rounds import Order, chronicle_of


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """An archive of two reports, read."""
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", "--profile", "fast")
    return desk


def claim(told: dict[str, Any], words: str) -> dict[str, Any]:
    return next(one for one in told["claims"] if words in one["quote"])


def home(told: dict[str, Any], words: str) -> str:
    """The incident that the claim of these words stands in."""
    wanted = claim(told, words)["claim_id"]
    return next(one["incident_id"] for one in told["incidents"] if wanted in one["claims"])


def judge(desk: Desk, act: str, *things: str, why: str = "looked into", **options: str) -> str:
    more = [word for name, value in options.items() for word in (f"--{name}", value)]
    return desk.run("judge", "a", act, *things, "--why", why, *more).strip()


def test_a_corrected_value_moves_the_toll_and_an_undo_moves_it_back(kept: Desk) -> None:
    before = kept.told()
    dead = claim(before, "put the number of dead at four")["claim_id"]
    entry = judge(kept, "correct", dead, field="figure", value="5", why="a slip of the wire")
    after = kept.told()
    corrected = claim(after, "put the number of dead at four")
    assert (corrected["figure"]["low"], corrected["figure"]["high"]) == (5, 5)
    assert corrected["claim_id"] == dead
    accounts = [a for i in after["incidents"] for t in i["tallies"] for a in t["accounts"] if dead in a["claims"]]
    assert {(account["low"], account["high"]) for account in accounts} == {(5, 5)}
    (shown,) = after["judgments"]
    assert (shown["about"], shown["field"], shown["verdicts"]) == ("value", "figure", ["5"])
    assert shown["why"] == ["a slip of the wire"]
    assert any("figure corrected by a documenter" in one["reason"] for one in after["refusals"])
    jsonschema.validate(after, schema())
    assert "a slip of the wire" in (kept.folder / "out/index.html").read_text("utf-8")
    judge(kept, "undo", entry)
    assert kept.told() == before


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("figure.lo", "5", "no value of a claim"),
        ("figure.low", "99", "99 is above high 4"),
        ("event_type", "festival", "festival"),
        ("when", "soon", "soon"),
        ("attribution.stance", "swears", "stance"),
        ("quote", "other words", "no value of a claim"),
        ("actors.status", "killed", "actors.0.words, actors.0.kind, actors.0.state"),
        ("actors.state", "killed", "actors.0.state is that of the first"),
        ("actors.7.state", "killed", "numbered from 0"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(kept: Desk, field: str, value: str, complaint: str) -> None:
    dead = claim(kept.told(), "put the number of dead at four")["claim_id"]
    said = kept.run("judge", "a", "correct", dead, "--field", field, "--value", value, "--why", "x", code=2)
    assert complaint in said
    assert kept.run("decisions", "a") == ""


def test_time_place_and_speaker_can_be_corrected(kept: Desk) -> None:
    strike = claim(kept.told(), "300 workers had gone on strike")["claim_id"]
    judge(kept, "correct", strike, field="when", value="2031-03-11/2031-03-12")
    judge(kept, "correct", strike, field="place", value='{"name": "Velkiny", "lat": 43.5, "lon": 52.1}')
    judge(kept, "correct", strike, field="reality", value="planned")
    now = claim(kept.told(), "300 workers had gone on strike")
    assert (now["when"]["start"], now["when"]["end"]) == ("2031-03-11", "2031-03-12")
    assert (now["place"]["name"], now["place"]["lat"], now["place"]["country"]) == ("Velkiny", 43.5, None)
    assert now["reality"] == "planned"
    assert now["place"]["others"] == []  # who corrects a place leaves no choice among others of its name


def test_claims_judged_to_tell_of_one_event_stand_in_one_and_those_that_do_not_in_two(kept: Desk) -> None:
    before = kept.told("a", "out", "--include-names")
    assert home(before, "on strike") != home(before, "Police detained")
    assert home(before, "hospital of Orun") == home(before, "put the number of dead")
    strike, arrest, hospital, governor = (
        claim(before, words)["claim_id"]
        for words in ("on strike", "Police detained", "hospital of Orun", "put the number of dead")
    )
    one = judge(kept, "same-event", strike, arrest)
    two = judge(kept, "not-same-event", hospital, governor)
    after = kept.told("a", "out", "--include-names")
    assert home(after, "on strike") == home(after, "Police detained")
    assert home(after, "hospital of Orun") != home(after, "put the number of dead")
    # what one dispatch tells of one event stays together
    assert home(after, "put the number of dead") == home(after, "at least twelve") == home(after, "Soldiers fired")
    links = {claim_id: why for incident in after["incidents"] for claim_id, why in incident["links"].items()}
    assert links[strike] == f"judged by a documenter to tell of one event with claim {arrest}"
    assert links[hospital] == f"judged by a documenter not to tell of one event with claim {governor}"
    jsonschema.validate(after, schema())
    judge(kept, "undo", one)
    judge(kept, "undo", two)
    assert kept.told("a", "out", "--include-names") == before


def test_two_claims_of_one_dispatch_are_parted_with_what_stands_near_them(kept: Desk) -> None:
    before = kept.told()
    governor, union = (claim(before, w)["claim_id"] for w in ("put the number of dead", "at least twelve"))
    judge(kept, "not-same-event", governor, union)
    after = kept.told()
    assert home(after, "put the number of dead") != home(after, "at least twelve")
    everywhere = [claim_id for incident in after["incidents"] for claim_id in incident["claims"]]
    assert sorted(everywhere) == sorted(one["claim_id"] for one in after["claims"])


def test_judgments_that_contradict_each_other_by_way_of_others_are_named(kept: Desk) -> None:
    told = kept.told()
    one, two, three = (claim(told, w)["claim_id"] for w in ("Soldiers fired", "put the number", "at least twelve"))
    judge(kept, "same-event", one, two)
    judge(kept, "same-event", two, three)
    judge(kept, "not-same-event", one, three)
    reasons = [refusal["reason"] for refusal in kept.told()["refusals"]]
    assert any("not followed: others were judged" in reason for reason in reasons)


def test_what_is_disputed_is_shown_and_not_followed(kept: Desk) -> None:
    desk, before = kept, kept.told()
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    key = desk.run("join", "b", "--member", "Bo", device="two").strip()
    desk.run("merge", "a", "b")
    desk.run("admit", "a", key[:10], "--why", "met")
    dead = claim(before, "put the number of dead at four")["claim_id"]
    desk.run("judge", "a", "correct", dead, "--field", "figure", "--value", "5", "--why", "the wire's own note")
    desk.run("judge", "b", "correct", dead, "--field", "figure", "--value", "6", "--why", "a second list", device="two")
    desk.run("merge", "a", "b")
    after = desk.told()
    assert claim(after, "put the number of dead at four")["figure"]["low"] == 4
    (shown,) = after["judgments"]
    assert shown["disputed"]
    assert shown["verdicts"] == ["5", "6"]
    assert any(refusal["reason"] == "disputed: value" for refusal in after["refusals"])
    page = (desk.folder / "out/index.html").read_text("utf-8")
    assert "disputed, and not followed: 5 | 6" in page


def test_what_is_accepted_and_noted_is_shown_and_whoever_a_reason_names_is_withheld(kept: Desk) -> None:
    told = kept.told()
    dead = claim(told, "put the number of dead at four")["claim_id"]
    judge(kept, "accept", dead, why="Police detained Ilan Orvo, who had seen the list")
    note = judge(kept, "note", dead, why="ask the hospital again")
    after = kept.told()
    assert [(one["about"], one["verdicts"]) for one in after["judgments"]] == [
        ("standing", ["accepted"]),
        ("note", ["ask the hospital again"]),
    ]
    for path in (kept.folder / "out").rglob("*"):
        assert not path.is_file() or b"Orvo" not in path.read_bytes(), path
    assert "Orvo" in json.dumps(kept.told("a", "names", "--include-names"))
    judge(kept, "undo", note)
    assert [one["about"] for one in kept.told()["judgments"]] == ["standing"]


def test_who_is_protected_is_in_no_judgment_that_is_shown(kept: Desk) -> None:
    judge(kept, "protect", "dockers' union", why="threatened")
    after = kept.told()
    assert "judgments" not in after
    assert "threatened" not in json.dumps(after)


class Counted:
    """A reader that counts what it reads."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        before = rounds.read_dispatch

        def counted(dispatch: Any, *more: Any) -> Any:
            self.read.append(dispatch.doc_id)
            return before(dispatch, *more)

        monkeypatch.setattr(rounds, "read_dispatch", counted)


def test_what_was_recorded_is_not_read_again_and_gives_the_same_chronicle(
    kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHRONIKA_HOME", str(kept.folder / "one"))
    counted, order, path = Counted(monkeypatch), Order(profile="fast"), kept.folder / "a"
    from_files = chronicle_of([kept.reports], order)
    assert counted.read == ["bulletin.txt", "wire.txt"]
    counted.read.clear()
    from_archive = chronicle_of([path], order)
    assert counted.read == []
    assert from_archive.as_dict() == from_files.as_dict()
    assert from_archive.named == from_files.named
    # other means, other claims perhaps: everything is read
    chronicle_of([path], Order(profile="full"))
    assert counted.read == ["bulletin.txt", "wire.txt"]
    counted.read.clear()
    (kept.reports / "third.txt").write_text("Police detained two men in Orun on 16 March 2031.", encoding="utf-8")
    kept.run("add", "a", "reports")
    chronicle_of([path], order)
    assert counted.read == ["third.txt"]
    assert kept.run("record", "a", "--profile", "fast").startswith("1 readings recorded")
    counted.read.clear()
    chronicle_of([path], order)
    assert counted.read == []


@pytest.mark.parametrize("change", [{"quote": "ten were killed"}, {"start": 3}, {"figure": {"low": "many"}}])
def test_a_recorded_claim_that_is_not_in_the_text_is_not_used(
    kept: Desk, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    monkeypatch.setenv("KHRONIKA_HOME", str(kept.folder / "one"))
    from khronika import archived  # noqa: PLC0415  (only what is wired there is changed)

    counted, before = Counted(monkeypatch), archived.read_by

    def forged(*how: Any) -> Any:
        found = before(*how)
        for text in found.values():
            text.claims[0].update(change)
        return found

    monkeypatch.setattr(archived, "read_by", forged)
    chronicle_of([kept.folder / "a"], Order(profile="fast"))
    assert counted.read == ["bulletin.txt", "wire.txt"]


# by itself: a reading that gives claims other ids


def row(claim_id: str, start: int, end: int) -> ClaimRow:
    return ClaimRow(claim_id, "a.txt", "text", start, end, "killing", "nine were killed")


def said(seq: int, act: str, *claims: ClaimRow, log: str = "a", **more: Any) -> Said:
    payload = {"act": act, "why": f"reason {seq}", "claims": [one.anchor() for one in claims], **more}
    return Said((log, seq), payload, {"a": seq})


def test_a_judgment_on_a_claim_and_one_on_what_it_has_become_answer_one_question() -> None:
    old, new = row("old", 0, 20), row("new", 0, 20)
    found = rulings([said(1, "accept", old), said(2, "reject", new)], [new])
    ((only,), lost) = found.standing, found.lost
    assert (only.question.things, only.verdicts, only.why) == (("new",), ("rejected",), ("reason 2",))
    assert lost == ()


def test_what_is_not_found_again_is_listed_until_it_is_undone() -> None:
    old = row("old", 0, 20)
    judgments = [said(1, "reject", old), said(2, "note", old)]
    found = rulings(judgments, [])
    assert [one.question.about for one in found.lost] == ["standing", "note"]
    undone = rulings([*judgments, Said(("a", 3), {"act": "undo", "undoes": ["a", 1], "why": "u"}, {})], [])
    assert [one.question.about for one in undone.lost] == ["note"]


def test_the_path_of_a_chronicle_without_an_archive_loads_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Police detained two men in Orun on 16 March 2031.", encoding="utf-8")
    told = chronicle_of([tmp_path], Order(profile="fast"))
    assert told.judgments == ()
    assert "judgments" not in told.as_dict()
