"""The lexicon and the vocabulary of source kinds."""

from pathlib import Path

import pytest

from khronika.errors import VocabularyError
from khronika.model.attribution import Stance
from khronika.reading.attribution import lexicon as module
from khronika.reading.attribution.speakers import chain_of, kind_of
from khronika.reference.source_kinds import source_kinds

WORDS = module.lexicon()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the dockers' union", "union"),
        ("Governor Anna Velik", "official"),
        ("two eye-witnesses in Port Halla", "eyewitness"),
        ("state television", "media"),
        ("a woman interviewed on the TV channel", "person"),
        ("riot police", "police"),
        ("the United Nations", "international organisation"),
        ("his sister", "relative"),
        ("reports from worker activists", "activist"),
        ("Milan Orte", "person"),
        ("a report", "document"),
        ("We", "author"),
        ("", "unnamed"),
        ("staff of the Halla hospital", "hospital"),
        ("sympathisers from within the army", "insider"),
    ],
)
def test_it_tells_what_kind_a_source_is(words: str, kind: str) -> None:
    assert kind_of(words, WORDS) == kind


def test_people_who_may_be_at_risk_are_protected() -> None:
    protected = {name for name, kind in source_kinds().items() if kind.protected}
    assert {"eyewitness", "insider", "relative", "resident", "worker", "activist"} <= protected
    assert not protected & {"official", "media", "police", "document", "unnamed"}


def test_a_carrier_stands_after_the_one_whom_it_carries() -> None:
    assert chain_of("a nurse quoted by the Halla Courier", WORDS) == ("the Halla Courier",)
    assert chain_of("a nurse", WORDS) == ()


def test_a_phrase_has_a_stance_of_its_own() -> None:
    assert WORDS.stance_of("call for", "call") is Stance.DEMANDS
    assert WORDS.stance_of("call", "call") is Stance.ASSERTS


def test_a_damaged_lexicon_names_the_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages" / "xx"
    folder.mkdir(parents=True)
    (folder / "attribution.toml").write_text('[reporting.mumbles]\nsay = "He said."\n', "utf-8")
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    with pytest.raises(VocabularyError, match=r"reporting\.mumbles"):
        module.lexicon("xx")


def test_a_missing_language_is_an_error_with_its_file() -> None:
    with pytest.raises(VocabularyError, match=r"languages/zz/attribution\.toml"):
        module.lexicon("zz")
