"""Folders: what stands in them is read once, and nothing that Khronika wrote itself."""

from pathlib import Path

from khronika.intake.door import take_in
from khronika.publishing.folder import MANIFEST, manifest_of

STORY = "ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour and killed four people.\n"


def test_a_chronicle_among_the_inputs_is_passed_over_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "out/data").mkdir(parents=True)
    (tmp_path / "out/index.html").write_text(f"<html><body><p>{STORY}</p></body></html>", encoding="utf-8")
    (tmp_path / "out" / MANIFEST).write_bytes(manifest_of({"index.html": b""}))
    taken = take_in([tmp_path])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["a.txt"]
    assert [(refusal.name, refusal.unread) for refusal in taken.refusals] == [("out", False)]


def test_a_folder_of_data_that_is_no_chronicle_is_read(tmp_path: Path) -> None:
    (tmp_path / "in/data").mkdir(parents=True)
    (tmp_path / "in/data/manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "in/a.txt").write_text(STORY, encoding="utf-8")
    taken = take_in([tmp_path])
    assert "in/a.txt" in {dispatch.doc_id for dispatch in taken.dispatches}


def test_links_that_lead_in_a_circle_out_of_the_folder_or_nowhere_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    links = {"self": "self", "one": "two", "two": "one", "sub/up": "../..", "nowhere": "missing", "etc": "/etc"}
    links |= {"b": "a.txt"}
    for link, target in links.items():
        (folder / link).symlink_to(target)
    taken = take_in([folder])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["a.txt"]
    assert {refusal.name for refusal in taken.refusals} == set(links)
    assert [refusal.name for refusal in taken.refusals if not refusal.unread] == ["b"]
    nowhere = {refusal.name for refusal in taken.refusals if "leads nowhere" in refusal.reason}
    assert nowhere == {"self", "one", "two", "nowhere"}
