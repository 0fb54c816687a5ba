"""What read the texts: every digest follows from the bytes that it is of."""

from pathlib import Path

import pytest

import khronika
from khronika import provenance
from khronika.reference.gazetteer import Gazetteer, default_path


@pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
def test_the_reader_says_what_it_was() -> None:
    with Gazetteer.open() as gazetteer:
        full, fast = (provenance.reader_record(gazetteer, profile) for profile in ("full", "fast"))
    assert (full["profile"], fast["profile"], fast["model"]) == ("full", "fast", "none")
    assert full["model"] != "none"
    assert full["gazetteer"] == fast["gazetteer"] != ""


def test_the_digest_of_the_lexicons_changes_with_every_file_of_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(khronika, "__file__", str(tmp_path / "__init__.py"))
    seen = set()
    for name in ("reading/names.txt", "reading/en/kinds.toml", "reading/weights.json", "reference/codes.tsv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for words in ("one", "other"):
            path.write_text(words, encoding="utf-8")
            seen.add(provenance.lexicons_digest())
    assert len(seen) == 8
    (tmp_path / "reading/code.py").write_text("", encoding="utf-8")
    assert provenance.lexicons_digest() in seen


def test_the_digests_of_calibration_and_code_change_with_theirs_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(khronika, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "reconciling").mkdir()
    (tmp_path / "reading").mkdir()
    (tmp_path / "reconciling/weights.toml").write_text("a = 1", encoding="utf-8")
    first = provenance.calibration_digest()
    (tmp_path / "reading/words.toml").write_text("b = 1", encoding="utf-8")
    assert provenance.calibration_digest() == first
    (tmp_path / "reconciling/weights.toml").write_text("a = 2", encoding="utf-8")
    assert provenance.calibration_digest() != first


@pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
def test_a_record_of_a_reading_names_everything_that_claims_follow_from() -> None:
    with Gazetteer.open() as gazetteer:
        full, fast = (provenance.reading_record(gazetteer, profile) for profile in ("full", "fast"))
    assert set(provenance.DECIDES_CLAIMS) | {"calibration"} == set(full) == set(fast)
    assert len(full["model_sha256"]) == 64
    assert fast["model_sha256"] == "none"
    assert full["code"] == fast["code"]
