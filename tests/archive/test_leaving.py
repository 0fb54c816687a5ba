"""Nothing leaves an archive that shows somebody who is protected, unless that is asked for by name."""

import hashlib
import json
import shutil
import zipfile

import pytest

from archive.conftest import IDENTITY, Desk, recipient

SECRET = "Dana Merev"
"""An eyewitness, who is withheld without anybody saying so."""


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """An archive of two dispatches, one of which quotes an eyewitness by name."""
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    return desk


def shown(desk: Desk, folder: str) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in (desk.folder / folder).rglob("*") if path.is_file())


def test_a_bundle_of_evidence_that_shows_a_witness_is_refused_with_the_places(kept: Desk) -> None:
    told = kept.run("bundle", "a", "-o", "a.zip", "--profile", "fast", code=2)
    assert "would show: wire.txt: line 4, column" in told
    assert "--with-protected-names" in told
    assert SECRET not in told
    assert not (kept.folder / "a.zip").exists()
    kept.run("bundle", "a", "-o", "a.zip", "--with-protected-names")
    with zipfile.ZipFile(kept.folder / "a.zip") as bundle:
        assert any(SECRET.encode() in bundle.read(name) for name in bundle.namelist())


def test_reasons_and_names_of_files_in_a_bundle_are_searched_too(kept: Desk) -> None:
    kept.run("init", "b", "--member", "Ana")
    (kept.folder / "curfew.txt").write_text("ORUN, 15 March 2031. A curfew was imposed in Orun from 10 p.m.\n")
    kept.run("add", "b", "curfew.txt", "--why", "Ivo Taral brought it")
    kept.run("bundle", "b", "-o", "b.zip", "--profile", "fast")
    kept.run("judge", "b", "protect", "Ivo Taral", "--why", "threatened")
    told = kept.run("bundle", "b", "-o", "b.zip", "--profile", "fast", code=2)
    assert "would show: entry " in told
    assert "Taral" not in told


def test_damaged_and_missing_items_of_a_bundle_are_named_and_the_rest_goes_in(kept: Desk) -> None:
    kept.run("init", "b", "--member", "Ana")
    for number in range(3):
        (kept.folder / f"{number}.txt").write_text(f"ORUN, 1{number} March 2031. A curfew was imposed in Orun.\n")
        kept.run("add", "b", f"{number}.txt")
    altered, lost, whole = sorted((kept.folder / "b/items").glob("??/*"))
    altered.write_bytes(altered.read_bytes() + b"x")
    lost.unlink()
    for plain in (("--with-protected-names",), ("--profile", "fast", "--quiet")):
        told = kept.run("bundle", "b", "-o", "b.zip", *plain, code=1)
        assert f"{altered.name}: expected {altered.name}, found " in told
        assert f"{lost.name}: missing" in told
        assert whole.name not in told
        with zipfile.ZipFile(kept.folder / "b.zip") as bundle:
            assert f"items/{whole.name[:2]}/{whole.name}" in bundle.namelist()


def test_what_no_entry_names_is_searched_as_it_goes_into_the_bundle(kept: Desk) -> None:
    kept.run("init", "b", "--member", "Ana")
    (kept.folder / "curfew.txt").write_text("ORUN, 15 March 2031. A curfew was imposed in Orun.\n")
    kept.run("add", "b", "curfew.txt")
    kept.run("judge", "b", "protect", "Ivo Taral", "--why", "threatened")
    kept.run("judge", "b", "undo", kept.run("judge", "b", "note", "--why", "to be undone").strip(), "--why", "x")
    secret = b"Ivo Taral told of a curfew.\n"
    digest = hashlib.sha256(secret).hexdigest()
    stray = kept.folder / f"b/items/{digest[:2]}/{digest}"
    stray.parent.mkdir(exist_ok=True)
    (log,) = (kept.folder / "b/logs").iterdir()
    for path, more in ((stray, secret), *((log / name, secret) for name in ("payloads", "entries", "keys"))):
        before = path.read_bytes() if path.exists() else None
        path.write_bytes((before or b"") + more)
        told = kept.run("bundle", "b", "-o", "b.zip", "--profile", "fast", code=2)
        places = [line for line in told.splitlines() if "would show: " in line]
        assert any(("entry " if path.name == "payloads" else path.name) in line for line in places)
        assert not (kept.folder / "b.zip").exists()
        path.unlink() if before is None else path.write_bytes(before)


def test_what_no_entry_of_an_encrypted_archive_names_stays_out_of_the_bundle(desk: Desk) -> None:
    (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
    desk.run("init", "a", "--member", "Ana", "--recipient", recipient())
    desk.run("add", "a", "reports", "--identity", "key.txt")
    secret = f"{SECRET} saw it.\n".encode()
    digest = hashlib.sha256(secret).hexdigest()
    (desk.folder / f"a/items/{digest[:2]}").mkdir(exist_ok=True)
    (desk.folder / f"a/items/{digest[:2]}/{digest}").write_bytes(secret)
    told = desk.run("bundle", "a", "-o", "a.zip", "--identity", "key.txt", notes=True)
    assert f"{digest}: no entry names it" in told
    with zipfile.ZipFile(desk.folder / "a.zip") as bundle:
        assert not any(SECRET.encode() in bundle.read(name) for name in bundle.namelist())
        assert sum(name.startswith("items/") for name in bundle.namelist()) == 2


def test_an_item_that_was_altered_is_searched_as_it_goes_into_the_bundle(kept: Desk) -> None:
    kept.run("init", "b", "--member", "Ana")
    (kept.folder / "curfew.txt").write_text("ORUN, 15 March 2031. Ivo Taral told of a curfew.\n")
    kept.run("add", "b", "curfew.txt")
    kept.run("judge", "b", "protect", "Ivo Taral", "--why", "threatened")
    (item,) = (kept.folder / "b/items").glob("??/*")
    item.write_bytes(item.read_bytes() + b"x")
    assert "would show: curfew.txt" in kept.run("bundle", "b", "-o", "b.zip", "--profile", "fast", code=2)
    assert not (kept.folder / "b.zip").exists()


def test_a_bundle_of_an_encrypted_archive_is_ciphertext_and_goes(desk: Desk) -> None:
    (desk.folder / "key.txt").write_text(f"{IDENTITY}\n")
    desk.run("init", "a", "--member", "Ana", "--recipient", recipient())
    desk.run("add", "a", "reports", "--identity", "key.txt")
    desk.run("bundle", "a", "-o", "a.zip", "--identity", "key.txt")
    with zipfile.ZipFile(desk.folder / "a.zip") as bundle:
        assert not any(SECRET.encode() in bundle.read(name) for name in bundle.namelist())


def test_an_export_of_an_archive_shows_nobody(kept: Desk) -> None:
    kept.run("export", "--to", "geojson", "a", "-o", "map", "--profile", "fast")
    assert json.loads((kept.folder / "map/manifest.json").read_text())["counts"]
    assert "Merev" not in shown(kept, "map")
    assert "with it first" in kept.run("export", "--to", "geojson", "a", "-o", "m", "--include-names", code=2)


def test_an_export_of_a_chronicle_is_searched_for_what_an_archive_protects(kept: Desk) -> None:
    (kept.reports / "governor.txt").write_text(
        "ORUN, 14 March 2031. Governor Pavel Lomyr said that four men were killed.\n"
    )
    kept.run("add", "a", "reports")
    kept.run("chronicle", "a", "--profile", "fast", "-o", "out", "--quiet")
    kept.run("export", "--to", "jsonld", "out", "-o", "before", "--archive", "a", "--profile", "fast")
    assert "Lomyr" in shown(kept, "before")
    kept.run("judge", "a", "protect", "Pavel Lomyr", "--why", "has fled")
    told = kept.run("export", "--to", "jsonld", "out", "-o", "after", "--archive", "a", "--profile", "fast", code=2)
    assert "would show what is protected" in told
    assert not (kept.folder / "after").exists()
    shutil.rmtree(kept.folder / "out")
    kept.run("chronicle", "a", "--profile", "fast", "-o", "out", "--quiet")
    kept.run("export", "--to", "jsonld", "out", "-o", "after", "--archive", "a", "--profile", "fast")


def test_a_chronicle_with_names_is_exported_only_where_that_is_said_again(kept: Desk) -> None:
    kept.run("chronicle", "a", "--profile", "fast", "-o", "out", "--quiet", "--include-names")
    assert "--include-names" in kept.run("export", "--to", "jsonld", "out", "-o", "with", code=2)
    kept.run("export", "--to", "jsonld", "out", "-o", "with", "--include-names")
    assert SECRET in shown(kept, "with")


def test_a_place_that_is_corrected_to_hold_a_protected_name_does_not_show_it(desk: Desk) -> None:
    (desk.folder / "notice.txt").write_text("ORUN, 15 March 2031. Two people were killed in Orun on Friday.\n")
    desk.run("init", "b", "--member", "Ana")
    desk.run("add", "b", "notice.txt")
    desk.run("record", "b", "--profile", "fast", "--quiet")
    claim = desk.told("b")["claims"][0]["claim_id"]
    house = json.dumps({"name": "house of Nadia Ulanova", "lat": 43.0, "lon": 51.0})
    desk.run("judge", "b", "correct", claim, "--field", "place", "--value", house, "--why", "seen")
    desk.run("judge", "b", "protect", "Nadia Ulanova", "--why", "threatened")
    desk.remove("out")
    desk.told("b")
    assert "Ulanova" not in shown(desk, "out")
    for verb in ("log", "decisions"):
        assert "Ulanova" not in desk.run(verb, "b")
