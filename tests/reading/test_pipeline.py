from pathlib import Path
from typing import Any

import pytest

from khronika.reading import pipeline as module
from khronika.reading.analysis import analyse
from khronika.reading.pipeline import model_name, pipeline
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence

TEXTS = (
    "Two ferrymen were shot dead at the landing stage on Sunday, the harbour master said.",
    "Police didn't say who'd fired; Dr. O'Neil's aides can't, won't and needn't comment.",
    "The U.N. put the toll at 1,250-1,300 (up from 980), i.e. a third more than in mid-May.",
    "“We're leaving,” she said… at 5:30 p.m., from http://example.org/a?b=1 and press@example.org :-)",
    "  Soldiers  burned\tforty-two houses, 3km from Kolwezi; nobody’s been charged.  ",
    "He was beaten by three men whom witnesses, among them a nurse, described as militiamen.",
    "Ночью 12 человек were wounded in Харків, naïve rumours of 10% notwithstanding.",
    "x",
    " ",
)


def _read(steps: tuple[Any, ...], tokenizer: Any, texts: tuple[str, ...]) -> list[list[tuple[object, ...]]]:
    docs = [tokenizer(text) for text in texts]
    for step in steps:
        step.set_annotations(docs, step.predict(docs))
    return [[(word.text, word.norm_, word.tag_, word.dep_, word.head.i, word.is_space) for word in doc] for doc in docs]


def test_the_parts_read_as_what_spacy_loads() -> None:
    parts = module._from_parts(model_name())
    assert parts is not None, "the installed model is read the slow way"
    _, tokenizer, steps = parts
    _, its_tokenizer, its_steps = module._as_spacy_loads(model_name())
    assert _read(steps, tokenizer, TEXTS) == _read(its_steps, its_tokenizer, TEXTS)


def _sentences() -> list[Sentence]:
    return [sentence for text in TEXTS for sentence in segment(text)]


def test_where_the_parts_do_not_fit_spacy_loads_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    read = analyse(_sentences())
    monkeypatch.setattr(module, "_from_parts", lambda name: None)
    pipeline.cache_clear()
    try:
        assert analyse(_sentences()) == read
    finally:
        pipeline.cache_clear()


def _copied_model(folder: Path, changed: str, instead: str) -> None:
    """A package `model_of_others` with the files of the installed model, one line of its settings changed."""
    source = module._folder(model_name())
    assert source is not None
    copy = folder / "model_of_others" / "model-1.0"
    copy.mkdir(parents=True)
    (copy.parent / "__init__.py").write_text("")
    for path in source.iterdir():
        if path.name != "config.cfg":
            (copy / path.name).symlink_to(path)
    settings = (source / "config.cfg").read_text("utf-8")
    assert changed in settings
    (copy / "config.cfg").write_text(settings.replace(changed, instead), "utf-8")


@pytest.mark.parametrize(
    ("changed", "instead"),
    [
        ("spacy.TransitionBasedParser.v2", "others.Parser.v7"),
        ("spacy.Tokenizer.v1", "others.Tokenizer.v1"),
        ("[components.tagger]", "[components.tagger_of_others]"),
        ("width = 96\ndepth = 4", "width = 96\ndepth = 5"),
        ("hidden_width = 64", "hidden_width = 32"),
    ],
)
def test_a_model_built_otherwise_is_left_to_spacy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, instead: str
) -> None:
    _copied_model(tmp_path, changed, instead)
    monkeypatch.syspath_prepend(tmp_path)
    assert module._from_parts("model_of_others") is None


def test_a_package_without_a_model_is_left_to_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model_of_nobody").mkdir()
    (tmp_path / "model_of_nobody" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert module._from_parts("model_of_nobody") is None
