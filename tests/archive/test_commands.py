"""The commands of an archive, run as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest

from archive.conftest import IDENTITY, Desk, recipient
from khronika.archive.store import Archive


def test_a_team_of_two_keeps_reads_and_judges(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    assert desk.run("add", "a", "reports", "--why", "from the wire") == "2 kept, 0 there already; 0 not kept\n"
    assert "2 kept" not in desk.run("add", "a", "reports")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    key = desk.run("join", "b", "--member", "Bo", device="two").strip()
    desk.run("merge", "a", "b")
    desk.run("admit", "a", key[:10], "--why", "met")
    desk.run("merge", "b", "a", device="two")
    assert "readings recorded" in desk.run("record", "a", "--profile", "fast")
    assert desk.run("record", "a", "--profile", "fast").startswith("0 readings")
    hit = json.loads(desk.run("find", "a", "twelve", "killed", "--json").splitlines()[0])
    claim = hit["claim"]["claim_id"]
    desk.run("bundle", "a", "-o", "a.zip", "--with-protected-names")
    desk.run("merge", "b", "a.zip", device="two")
    desk.run("judge", "a", "reject", claim, "--why", "denied")
    desk.run("judge", "b", "accept", claim, "--why", "seen", device="two")
    desk.run("merge", "a", "b")
    assert "disputed: accepted | rejected" in desk.run("decisions", "a", "--disputed")
    entry = desk.run("judge", "a", "reject", claim, "--why", "talked about it").strip()
    assert desk.run("decisions", "a", "--disputed") == ""
    summary = json.loads(desk.run("chronicle", "a", "--profile", "fast", "-o", "out", "--json", "--quiet"))
    told = json.loads((desk.folder / "out/data/chronicle.json").read_text("utf-8"))
    assert summary["dispatches"] == 2
    assert {dispatch["doc_id"] for dispatch in told["dispatches"]} == {"wire.txt", "bulletin.txt"}
    assert claim not in {one["claim_id"] for one in told["claims"]}
    assert any("rejected by a documenter" in refusal["reason"] for refusal in told["refusals"])
    desk.run("judge", "a", "undo", entry, "--why", "wrong after all")
    assert "everything holds" in desk.run("verify", "a")
    log = desk.run("log", "a")
    assert "Ana" in log
    assert "(from the wire)" in log


def test_consent_is_withdrawn(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    item = json.loads(desk.run("log", "a", "--kind", "item", "--json").splitlines()[0])["payload"]["item"]
    desk.run("judge", "a", "withdraw", item["sha256"], "--why", "asked to")
    assert "(withdrawn)" in desk.run("log", "a")
    assert "1 items: everything holds" in desk.run("verify", "a")


def test_an_encrypted_archive_needs_its_identity(desk: Desk) -> None:
    (desk.folder / "key.txt").write_text(f"# mine\n{IDENTITY}\n")
    (desk.folder / "other.txt").write_text("AGE-SECRET-KEY-1NOT\n")
    desk.run("init", "a", "--member", "Ana", "--recipient", recipient())
    assert "--identity" in desk.run("add", "a", "reports", code=2)
    assert "AGE-SECRET-KEY-1" in desk.run("add", "a", "reports", "--identity", "other.txt", code=2)
    desk.run("add", "a", "reports", "--identity", "key.txt")
    assert "(locked)" in desk.run("log", "a")
    assert "wire.txt" in desk.run("log", "a", "--identity", "key.txt")
    assert "everything holds" in desk.run("verify", "a")
    if Path("/dev/shm").is_dir():
        desk.run("open", "a", "--identity", "key.txt")
        assert "wire.txt" in desk.run("log", "a")
        desk.run("chronicle", "a", "--profile", "fast", "-o", "out", "--quiet")
        assert desk.run("seal", "a") == "sealed\n"
        assert "(locked)" in desk.run("log", "a")


def test_what_does_not_hold_is_named_and_the_exit_code_says_so(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    item = next((desk.folder / "a/items").glob("??/*"))
    item.write_bytes(b"altered")
    assert item.name in desk.run("verify", "a", code=1)
    shutil.rmtree(desk.folder / "a/logs")
    assert "genesis" in desk.run("verify", "a", code=1)
    shutil.rmtree(desk.folder / "a/items")
    (desk.folder / "a/archive.json").unlink()
    (desk.folder / "a/logs").mkdir()
    assert "no archive" in desk.run("verify", "a", code=1)


FAST = ("--profile", "fast")
ON = (*FAST, "--despite-damage")  # the entry that is damaged is a judgment: without it nothing would leave
EVERY_VERB = [
    ("log", "a"), ("find", "a", "wire"), ("add", "a", "more.txt"), ("decisions", "a"), ("verify", "a"),
    ("judge", "a", "note", "--why", "checked"), ("judge", "a", "protect", "Dana Merev", "--why", "threatened"),
    ("record", "a", *FAST), ("publish", "a", "-o", "edition", "--why", "first", *ON),
    ("chronicle", "a", "-o", "out", *ON), ("export", "a", "--csv", "-o", "a.csv", "--include-names", *FAST),
    ("export", "a", "--to", "geojson", "-o", "map", *ON), ("import", "a", "before.csv", "--dry-run"),
    ("bundle", "a", "-o", "a.zip", "--with-protected-names"), ("lint", "more.txt", "--archive", "a", *ON),
    ("stamp", "a", "--queue"), ("admit", "a", "{second}"), ("revoke", "a", "{second}", "--why", "left"),
    ("merge", "a", "b"),
]  # fmt: skip


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str]:
    """An archive in which an entry is damaged, with all that the verbs take; and a key that asks to join."""
    desk = Desk(tmp_path_factory.mktemp("damaged"))
    (desk.folder / "more.txt").write_text("One more.\n")
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", *FAST)
    desk.run("export", "a", "--csv", "-o", "before.csv", "--include-names")
    desk.run("judge", "a", "note", "--why", "the last entry")
    (payloads,) = (desk.folder / "a/logs").glob("*/payloads")
    payloads.write_bytes(payloads.read_bytes().replace(b"the last entry", b"THE LAST ENTRY"))
    (desk.folder / "a/index.sqlite").unlink()
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    second = desk.run("join", "b", "--member", "Bo", device="two", out=1).strip()
    desk.run("merge", "a", "b", code=1)
    return desk, second


@pytest.mark.parametrize("verb", EVERY_VERB, ids=" ".join)
def test_whoever_is_told_that_something_does_not_hold_gets_an_exit_code_that_says_so(
    damaged: tuple[Desk, str], verb: tuple[str, ...]
) -> None:
    desk, second = damaged
    for old in ("edition", "out", "map", "a.csv", "a.zip"):  # of a verb that was tried before
        desk.remove(old)
    told = desk.run(*(word.format(second=second) for word in verb), code=1)
    assert "entry " in told
    assert "payload" in told


def test_a_key_that_belongs_already_is_said_to_and_no_entry_is_written(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    key = desk.run("join", "b", "--member", "Bo", device="two").strip()
    desk.run("merge", "a", "b")
    assert desk.run("admit", "a", key) == f"{key} belongs, as member\n"
    before = desk.run("log", "a")
    assert desk.run("admit", "a", key[:8]) == f"{key} belongs, as member already; nothing was written\n"
    assert "recover itself" in desk.run("admit", "a", key, "--recovers", key, code=2)
    assert desk.run("log", "a") == before
    assert desk.run("admit", "a", key, "--role", "keeper") == f"{key} belongs, as keeper\n"
    assert "belongs already, as keeper" in desk.run("admit", "a", key, code=2)
    desk.run("revoke", "a", key, "--why", "seized")
    before = desk.run("log", "a")
    assert "was revoked, and stays so" in desk.run("admit", "a", key, "--role", "keeper", code=2)
    assert desk.run("log", "a") == before


def test_a_bundle_whose_signature_is_damaged_is_refused_by_the_name_of_its_file(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("bundle", "a", "-o", "a.zip", "--with-protected-names")
    whole = (desk.folder / "a.zip").read_bytes()
    for damaged in (
        whole[:-20] + b"AAAA" + whole[-16:],
        whole[:-1] + b"x",
        whole.replace(b" bundle v1 ", b" bundle v9 "),
    ):
        (desk.folder / "bad.zip").write_bytes(damaged)
        assert "bad.zip: " in desk.run("merge", "a", "bad.zip", code=2)


def test_a_name_that_would_cover_half_of_every_text_is_not_protected(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    for name in ("a", " ", "...", "李", "É.", "7 7"):
        told = desk.run("judge", "a", "protect", name, "--why", "threatened", "--even-if-common", code=2)
        assert "fewer than two letters" in told or "needs a source" in told
    for name in ("the", "Dr", "он", "من", "Al"):
        assert "--even-if-common" in desk.run("judge", "a", "protect", name, "--why", "threatened", code=2)
    assert len(desk.run("log", "a").splitlines()) == 1
    for name in ("Li", "Ан", "نور", "Rose"):
        assert "wherever it stands" in desk.run("judge", "a", "protect", name, "--why", "threatened", notes=True)
    for name in ("李明", "Li Ming", "Ан Ки", "Merev"):
        told = desk.run("judge", "a", "protect", name, "--why", "threatened", notes=True)
        assert bool(told) == (name == "李明")
    desk.run("judge", "a", "protect", "An", "--why", "threatened", "--even-if-common")
    assert len(desk.run("log", "a").splitlines()) == 10


def test_the_only_keeper_is_not_revoked(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    (key,) = (path.name for path in (desk.folder / "a/logs").iterdir())
    assert "is the only keeper" in desk.run("revoke", "a", key, "--why", "by mistake", code=2)
    desk.run("add", "a", "reports")


@pytest.mark.parametrize(
    "verb",
    [
        ("chronicle", "reports", "-o", "a/out"), ("publish", "a", "-o", "a/deep/er/edition", "--why", "first"),
        ("export", "a", "--to", "geojson", "-o", "a/map"), ("export", "a", "--csv", "-o", "a/claims.csv"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_readable_is_written_into_an_archive(desk: Desk, verb: tuple[str, ...]) -> None:
    desk.run("init", "a", "--member", "Ana")
    before = sorted((desk.folder / "a").rglob("*"))
    assert "lies in the archive" in desk.run(*verb, code=2)
    assert sorted((desk.folder / "a").rglob("*")) == before


def test_a_merge_that_mends_what_did_not_hold_says_so_and_ends_well(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    shutil.copytree(desk.folder / "a", desk.folder / "backup")
    (payloads,) = (desk.folder / "a/logs").glob("*/payloads")
    payloads.write_bytes(payloads.read_bytes().replace(b"wire", b"WIRE"))
    (desk.folder / "a/index.sqlite").unlink()
    desk.run("log", "a", code=1)
    desk.run("merge", "a", "backup", "--json")
    assert desk.run("verify", "a") == "3 entries, 2 items: everything holds\n"


def test_record_names_items_that_are_damaged_or_missing_and_reads_the_rest(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    (desk.reports / "third.txt").write_text("On Monday police in Orun arrested two miners.\n")
    desk.run("add", "a", "reports/third.txt")
    items = {path.read_bytes(): path for path in (desk.folder / "a/items").glob("*/*")}
    items[(desk.reports / "wire.txt").read_bytes()].write_text("Something else.\n")
    items[(desk.reports / "bulletin.txt").read_bytes()].unlink()
    told = desk.run("record", "a", *FAST, code=1)
    assert "not read: item wire.txt: " in told
    assert "not read: item bulletin.txt: " in told
    assert "1 readings recorded" in desk.run("record", "a", "--profile", "full", out=1)


@pytest.mark.parametrize("bytes_", [b"other bytes", None], ids=["changed", "gone"])
def test_a_recorded_reading_that_is_damaged_is_named_and_the_rest_goes_on(desk: Desk, bytes_: bytes | None) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", *FAST)
    whole = desk.told()
    one = json.loads(desk.run("log", "a", "--kind", "reading", "--json").splitlines()[0])
    stored = one["payload"]["item"]["stored"]
    path = desk.folder / "a/items" / stored[:2] / stored
    path.unlink() if bytes_ is None else path.write_bytes(bytes_)
    name = f"reading {one['log']}/{one['seq']}: "
    assert f"not read: {name}" in desk.run("chronicle", "a", "-o", "again", *FAST, code=1)
    told = json.loads((desk.folder / "again/data/chronicle.json").read_text("utf-8"))
    assert told["claims"] == whole["claims"]  # of the text that is there, read anew
    assert f"not read: {name}" in desk.run("record", "a", *FAST, code=1)
    with Archive(desk.folder / "a", home=desk.folder / "one") as archive:
        claim = next(archive.index.claims(reading=(one["log"], one["seq"])))
    assert f"does not hold: {name}" in desk.run(
        "judge", "a", "correct", claim.claim_id, "--field", "means", "--value", "fire", "--why", "r", code=1
    )  # fmt: skip


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    (desk.reports / "link.txt").symlink_to("/etc/hostname")
    assert "link.txt" in desk.run("add", "a", "reports", code=1)
    assert "1 not kept" not in desk.run("verify", "a")
    assert "3 entries, 2 items" in desk.run("verify", "a")


def test_an_archive_is_not_added_to_itself(desk: Desk) -> None:
    desk.run("init", "reports/a", "--member", "Ana")
    desk.run("add", "reports/a", "reports")
    assert "3 entries, 2 items" in desk.run("verify", "reports/a")
    assert "khronika merge" in desk.run("add", "reports/a", "reports/a", code=2)
    desk.run("chronicle", "reports", "--profile", "fast", "-o", "out", "--quiet")
    told = json.loads((desk.folder / "out/data/chronicle.json").read_text("utf-8"))
    assert len(told["dispatches"]) == 2


def test_a_source_that_is_protected_goes_by_a_pseudonym(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("chronicle", "a", "--profile", "fast", "-o", "before", "--quiet")
    before = json.loads((desk.folder / "before/data/chronicle.json").read_text("utf-8"))
    name = next(source["name"] for source in before["sources"] if not source["protected"])
    desk.run("judge", "a", "protect", name, "--why", "threatened")
    desk.run("chronicle", "a", "--profile", "fast", "-o", "after", "--quiet")
    after = json.loads((desk.folder / "after/data/chronicle.json").read_text("utf-8"))
    assert name not in {source["name"] for source in after["sources"]}


def test_a_bundle_is_written_over_no_other_file_and_not_into_the_archive(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    before = (desk.reports / "wire.txt").read_bytes()
    assert "left as it is" in desk.run("bundle", "a", "-o", "reports/wire.txt", code=2)
    assert (desk.reports / "wire.txt").read_bytes() == before
    assert "in the archive itself" in desk.run("bundle", "a", "-o", "a/in.zip", code=2)
    desk.run("verify", "a")
    for _ in range(2):  # an earlier bundle is written anew
        desk.run("bundle", "a", "-o", "a.zip", "--with-protected-names")


def test_what_is_no_copy_and_no_answer_is_named(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    assert "reports/wire.txt: no archive, and no bundle" in desk.run("merge", "a", "reports/wire.txt", code=2)
    assert "wire.txt: " in desk.run("stamp", "a", "--take", "reports/wire.txt", code=2)
    assert "foo" in desk.run("log", "a", "--kind", "foo", code=2)
    assert "empty" in desk.run("init", "b", "--member", "", code=2)


def test_the_keys_of_a_device_are_not_kept_as_evidence(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    told = desk.run("add", "a", "one", "reports", code=1)
    assert "signing keys of this device" in told
    assert "2 items" in desk.run("verify", "a")


def test_who_takes_a_new_key_keeps_the_name_whole(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Desk 1")
    shutil.copytree(desk.folder / "a", desk.folder / "old")
    desk.run("add", "a", "reports/wire.txt")
    desk.run("add", "old", "reports/bulletin.txt")
    joined = desk.run("log", "old", "--kind", "join")
    assert "  Desk 1 " in joined


def test_a_key_that_waits_to_be_admitted_is_told_of_by_merge_and_by_whoever_writes_with_it(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    shutil.copytree(desk.folder / "a", desk.folder / "b")
    key = desk.run("join", "b", "--member", "Bo", device="two").strip()
    waits = f"this device's key, {key[:8]}, waits for a keeper to admit it; until then this does not count"
    assert waits in desk.run("judge", "b", "note", "--why", "seen", device="two", notes=True)
    assert waits in desk.run("add", "b", "reports", device="two", notes=True)
    assert waits in desk.run("record", "b", *FAST, device="two", notes=True)
    told = desk.run("merge", "a", "b", notes=True)
    assert f"Bo {key[:8]} waits for a keeper (khronika admit a {key[:8]}); until then its " in told
    assert "entries do not count" in told
    assert json.loads(desk.run("merge", "a", "b", "--json"))["waiting"] == [key]
    desk.run("admit", "a", key)
    assert "waits" not in desk.run("merge", "a", "b", notes=True)
    desk.run("merge", "b", "a", device="two")
    assert "waits" not in desk.run("judge", "b", "note", "--why", "seen", device="two", notes=True)


def test_one_thing_that_does_not_hold_is_counted_as_one(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    items = sorted((desk.folder / "a/items").glob("??/*"))
    items[0].write_bytes(b"altered")
    assert "items: 1 thing does not hold" in desk.run("verify", "a", out=1)
    items[1].write_bytes(b"altered")
    assert "items: 2 things do not hold" in desk.run("verify", "a", out=1)


def test_the_beginning_of_a_key_that_is_too_short_is_said_to_be(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana")
    (key,) = (path.name for path in (desk.folder / "a/logs").iterdir())
    assert "too short for a key; give its first four digits at least" in desk.run("admit", "a", key[:3], code=2)
    none = "0000" if not key.startswith("0000") else "1111"
    assert "no log of this archive has a key that begins so" in desk.run("admit", "a", none, code=2)
