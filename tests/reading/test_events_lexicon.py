"""Every entry of the lexicons of events does what its example says, and a damaged one says where it is damaged."""

import pytest

from khronika.errors import VocabularyError
from khronika.reading.analysis import analyse
from khronika.reading.events import find_events
from khronika.reading.events import lexicon as words_of_events
from khronika.reading.events.finding import kinds_among
from khronika.reading.events.phrases import noun_phrases, verb_phrases
from khronika.reading.lexicon import lexicon
from khronika.reading.segmentation import segment


@pytest.mark.parametrize("number", range(len(lexicon("en", "events")["trigger"])))
def test_it_finds_the_event_of_each_example(number: int) -> None:
    trigger = words_of_events.triggers()[number]
    for profile in ("full", "fast"):
        found = find_events(trigger.example, analyse(segment(trigger.example), profile))
        assert trigger.type in {mention.event_type for mention in found}, profile


@pytest.mark.parametrize("row", lexicon("en", "events")["no_event"], ids=lambda row: row["phrases"][0])
def test_it_finds_no_event_in_words_that_mean_something_else(row: dict[str, str]) -> None:
    for profile in ("full", "fast"):
        assert find_events(row["example"], analyse(segment(row["example"]), profile)) == []


@pytest.mark.parametrize("kind", lexicon("en", "event_kinds"))
def test_it_finds_each_kind_in_its_example(kind: str) -> None:
    found = kinds_among(words_of_events.find(lexicon("en", "event_kinds")[kind]["example"]))
    assert kind in {name for one in found for name in one.meaning.kinds}


@pytest.mark.parametrize("row", lexicon("en", "means")["means"], ids=lambda row: row["name"])
def test_it_finds_each_means_in_its_example(row: dict[str, str]) -> None:
    assert row["name"] in {one.meaning.means for one in words_of_events.find(row["example"])}


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("open fire", {"open fire", "opens fire", "opened fire", "opening fire"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("bury", {"bury", "buries", "buried", "burying"}),
        ("set fire to", {"set fire to", "sets fire to", "setting fire to"}),
        ("free", {"free", "frees", "freed", "freeing"}),
    ],
)
def test_it_knows_the_forms_of_a_verb(phrase: str, forms: set[str]) -> None:
    assert verb_phrases(phrase) == forms


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("armed clash", {"armed clash", "armed clashes"}),
        ("gunman", {"gunman", "gunmen"}),
        ("ban on rallies", {"ban on rallies", "bans on rallies"}),
        ("casualty", {"casualty", "casualties"}),
    ],
)
def test_it_knows_the_plural_of_a_noun(phrase: str, forms: set[str]) -> None:
    assert noun_phrases(phrase) == forms


def test_it_looks_for_whole_words_only_in_any_case_and_with_any_quote() -> None:
    assert words_of_events.find("The killjoy outshot them.") == ()
    assert [one.end - one.start for one in words_of_events.find("CURFEW")] == [6]
    assert any(one.meaning.kinds == {"buildings"} for one in words_of_events.find("the mayor’s office"))


def test_it_keeps_offsets_where_lower_case_is_longer() -> None:
    (found,) = [one for one in words_of_events.find("İİ curfew") if one.meaning.triggers]
    assert "İİ curfew"[found.start : found.end] == "curfew"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"type": "picnic", "example": "x"}, "no such type"),
        ({"type": "curfew"}, "example"),
        ({"type": "curfew", "example": "x", "colour": ["red"]}, "colour"),
        ({"type": "curfew", "example": "x", "near": ["martians"]}, "martians"),
    ],
)
def test_it_names_the_entry_that_is_wrong(row: dict[str, object], said: str) -> None:
    with pytest.raises(VocabularyError, match=said) as caught:
        words_of_events._trigger(6, row)
    assert "events.toml: [[trigger]] 7" in str(caught.value)
