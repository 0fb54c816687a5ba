"""Editions: frozen, recorded, compared; ids and pseudonyms that last."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from archive.conftest import IDENTITY, Desk, recipient

THIRD = """HALDA, 16 March 2031 -- Police released Ivo Taral in Orun on Sunday.

Police detained Abel Ankara, a clerk, in Velkiny on Saturday.
"""
FAST = ("--profile", "fast")


@pytest.fixture
def kept(desk: Desk) -> Desk:
    (desk.reports / "arrest.txt").write_text(
        "ORUN, 14 March 2031 -- Police detained Ivo Taral, a docker, in Orun on Friday.\n", "utf-8"
    )
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", *FAST)
    return desk


def published(desk: Desk, out: str, why: str = "monthly", *more: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The summary of an edition and its ``edition.json``."""
    summary = json.loads(desk.run("publish", "a", "-o", out, "--why", why, *FAST, "--quiet", "--json", *more))
    return summary, json.loads((desk.folder / out / "edition.json").read_text("utf-8"))


def record(desk: Desk, out: str) -> dict[str, Any]:
    return json.loads((desk.folder / out / "data/chronicle.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_an_edition_is_an_entry_with_the_digest_of_its_manifest_and_the_heads_it_was_made_from(kept: Desk) -> None:
    summary, edition = published(kept, "e1")
    manifest = (kept.folder / "e1/data/manifest.json").read_bytes()
    assert summary["manifest"] == hashlib.sha256(manifest).hexdigest()
    listed = json.loads(manifest)["sha256"]
    for name, digest in listed.items():
        assert hashlib.sha256((kept.folder / "e1" / name).read_bytes()).hexdigest() == digest
    assert {"edition.json", "changes.html", "index.html"} <= set(listed)
    entry = json.loads(kept.run("log", "a", "--kind", "edition", "--json"))
    assert entry["payload"]["edition"]["manifest"] == summary["manifest"]
    assert entry["clear"]["number"] == 1
    assert edition["heads"] == {entry["log"]: [entry["seq"], edition["heads"][entry["log"]][1]]}
    assert edition["previous"] is None
    assert "everything holds" in kept.run("verify", "a")
    assert "new folder" in kept.run("publish", "a", "-o", "e1", "--why", "again", *FAST, code=2)


def test_the_next_edition_says_what_changed_and_why_and_ids_stay(kept: Desk) -> None:
    first, _ = published(kept, "e1")
    before = record(kept, "e1")
    dead = next(one["claim_id"] for one in before["claims"] if "dead at four" in one["quote"])
    kept.run("judge", "a", "correct", dead, "--field", "figure", "--value", "5", "--why", "a slip of the wire")
    (kept.reports / "third.txt").write_text(THIRD, "utf-8")
    kept.run("add", "a", "reports")
    second, edition = published(kept, "e2", "a correction")
    after = record(kept, "e2")
    assert edition["number"] == 2
    assert edition["previous"] == {"number": 1, "manifest": first["manifest"]}
    assert edition["changes"]["dispatches_in"] == ["third.txt"]
    (judged,) = edition["judgments"]
    assert (judged["claims"], judged["verdicts"], judged["why"]) == ([dead], ["5"], ["a slip of the wire"])
    assert any("killed" in move["measure"] for move in edition["changes"]["tallies"])
    page = (kept.folder / "e2/changes.html").read_text("utf-8")
    assert "a slip of the wire" in page
    assert "Tolls that moved" in page

    def homes(told: dict[str, Any]) -> dict[str, str]:
        return {claim: one["incident_id"] for one in told["incidents"] for claim in one["claims"]}

    same = homes(before).keys() & homes(after).keys()
    assert same
    assert {claim: homes(before)[claim] for claim in same} == {claim: homes(after)[claim] for claim in same}
    first_person = next(one for one in before["people"])
    now = next(one for one in after["people"] if one["person_id"] == first_person["person_id"])
    assert now["name"] == first_person["name"]
    assert [state["state"] for state in now["history"]] != [state["state"] for state in first_person["history"]]
    assert any(move["name"] == now["name"] for move in edition["changes"]["people"])
    assert published(kept, "e3")[1]["changes"]["tallies"] == []
    assert second["edition"] == 2


def test_whoever_is_new_takes_nobodys_pseudonym(kept: Desk) -> None:
    published(kept, "e1")
    before = {one["name"] for one in record(kept, "e1")["people"]}
    (kept.reports / "third.txt").write_text(THIRD, "utf-8")
    kept.run("add", "a", "reports")
    published(kept, "e2")
    people = record(kept, "e2")["people"]
    assert before == {"Person 1"}
    # by the alphabet Ankara comes before Taral, who keeps what he had
    freed = next(one for one in people if "released" in {state["state"] for state in one["history"]})
    assert freed["name"] == "Person 1"
    assert {one["name"] for one in people} == {"Person 1", "Person 2"}


def test_what_is_gone_has_a_tombstone_and_its_id_is_not_given_again(kept: Desk) -> None:
    published(kept, "e1")
    before = record(kept, "e1")
    strike = next(one for one in before["incidents"] if "Strike" in one["title"])
    entry = kept.run("judge", "a", "reject", strike["claims"][0], "--why", "another year's").strip()
    _, edition = published(kept, "e2")
    stone = next(one for one in edition["tombstones"] if one["id"] == strike["incident_id"])
    assert (stone["title"], stone["edition"], stone["became"]) == (strike["title"], 2, [])
    assert strike["title"] in (kept.folder / "e2/changes.html").read_text("utf-8")
    kept.run("judge", "a", "undo", entry, "--why", "it was this year's")
    _, edition = published(kept, "e3")
    now = next(one for one in record(kept, "e3")["incidents"] if "Strike" in one["title"])
    assert now["incident_id"] != strike["incident_id"]
    assert strike["incident_id"] in {one["id"] for one in edition["tombstones"]}
    assert [one["verdicts"] for one in edition["judgments_gone"]] == [["rejected"]]


def test_an_edition_does_not_outlive_the_consent_for_what_it_was_made_from(kept: Desk) -> None:
    published(kept, "e1")
    item = json.loads(kept.run("log", "a", "--kind", "item", "--json").splitlines()[0])["payload"]["item"]
    kept.run("judge", "a", "withdraw", item["sha256"], "--why", "asked to")
    assert "everything holds" in kept.run("verify", "a")
    for path in (kept.folder / "a").rglob("*"):
        assert not path.is_file() or b"Taral, a docker" not in path.read_bytes(), path
    assert published(kept, "e2")[1]["number"] == 2


def test_in_an_encrypted_archive_nothing_of_an_edition_is_readable(desk: Desk) -> None:
    (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
    desk.run("init", "a", "--member", "Ana", "--recipient", recipient())
    desk.run("add", "a", "reports", "--identity", "key.txt")
    if not Path("/dev/shm").is_dir():
        pytest.skip("there is no memory to lay an encrypted archive out in")
    published(desk, "e1", "monthly", "--identity", "key.txt")
    for path in (desk.folder / "a").rglob("*"):
        assert not path.is_file() or b"dockers" not in path.read_bytes(), path
    assert "everything holds" in desk.run("verify", "a", "--identity", "key.txt")
    assert "everything holds" in desk.run("verify", "a")


def test_a_judgment_of_a_claim_whose_words_are_withheld_is_new_in_one_edition_only(kept: Desk) -> None:
    """Such a claim goes by another id in every edition: by its id, what stands would be said to stand no more."""
    told = json.loads(kept.run("find", "a", "seven", "died", "--json").splitlines()[0])["claim"]["claim_id"]
    kept.run("judge", "a", "correct", told, "--field", "figure.low", "--value", "6", "--why", "its own list")
    published(kept, "e1")
    (kept.reports / "a-third.txt").write_text(THIRD, "utf-8")
    kept.run("add", "a", "reports")
    edition = published(kept, "e2", "a third dispatch")[1]
    assert [one["claims"] for one in record(kept, "e1")["judgments"]] != [
        one["claims"] for one in record(kept, "e2")["judgments"]
    ]
    assert (edition["judgments"], edition["judgments_gone"]) == ([], [])
    assert "no longer stands" not in (kept.folder / "e2/changes.html").read_text("utf-8")
