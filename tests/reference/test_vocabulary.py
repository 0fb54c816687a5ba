"""The vocabularies say what they promise, and a damaged one says where it is damaged."""

import runpy
from pathlib import Path

import pytest

from khronika.errors import VocabularyError
from khronika.model.place import PlacePrecision
from khronika.reference import vocabulary
from khronika.reference.vocabulary import EventType, entry_of

ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
ACLED_LACKS = [
    "arrests",
    "withholding of bodies",
    "state of emergency",
    "communications blackout",
    "armed clash",
    "blockade",
    "property destruction",
    "troop deployment",
    "execution",
    "protest",
    "site blocking",
    "violent demonstration",
    "attack",
    "shooting",
    "change of control",
    "strike",
    "movement restriction",
    "curfew",
    "ban on assembly",
    "order to shoot",
    "inquiry",
    "demand",
    "killing",
    "bombing",
    "explosion",
    "kidnapping",
    "abduction",
    "arson",
    "robbery",
    "threat",
    "ambush",
    "torture",
    "siege",
    "ceasefire",
    "evacuation",
    "release",
    "missing",
]
GOOD = {"name": "x", "definition": "X.", "example": "An x.", "group": "g", "casualties": True}


def test_it_has_every_sub_event_type_of_acled_under_its_own_name_in_lower_case() -> None:
    for event_type, sub_types in ACLED.items():
        for sub_type in sub_types:
            entry = vocabulary.event_types()[sub_type.lower()]
            assert (entry.acled_event_type, entry.acled_sub_event_type) == (event_type, sub_type)


def test_it_maps_to_acled_only_in_the_spelling_of_acled() -> None:
    for entry in vocabulary.event_types().values():
        if entry.acled_event_type is not None:
            assert entry.acled_sub_event_type in ACLED[entry.acled_event_type], entry.name


@pytest.mark.parametrize("name", ACLED_LACKS)
def test_it_has_the_types_that_acled_lacks(name: str) -> None:
    assert name in vocabulary.event_types()


def test_it_gives_every_word_a_definition_that_ends_as_a_sentence_and_an_example() -> None:
    for entries in (
        vocabulary.event_types(),
        vocabulary.measures(),
        vocabulary.states(),
        vocabulary.stances(),
        vocabulary.bases(),
        vocabulary.realities(),
        vocabulary.place_precisions(),
    ):
        for entry in entries.values():
            assert entry.definition.endswith("."), entry.name
            assert entry.example, entry.name


def test_it_knows_a_type_by_its_alias_but_never_by_two() -> None:
    found = vocabulary.event_type_named("Air strike")
    assert found is not None
    assert found.name == "air/drone strike"
    assert vocabulary.event_type_named("picnic") is None
    names = [name for entry in vocabulary.event_types().values() for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))


def test_it_lets_nothing_follow_death() -> None:
    states = vocabulary.states()
    assert states["killed"].final
    assert not any("killed" in state.follows for state in states.values())


def test_it_numbers_place_precisions_as_the_model_does() -> None:
    for name, word in vocabulary.place_precisions().items():
        assert word.where_prec == PlacePrecision(name).where_prec


def test_it_tries_the_grades_of_each_judgement_in_the_order_of_their_ranks() -> None:
    assert set(vocabulary.grades()) == {"reported", "occurred", "responsible"}
    for row in vocabulary.grades().values():
        assert [word.rank for word in row] == list(range(1, len(row) + 1))


def test_it_counts_nobody_twice_between_victims_and_crowds() -> None:
    measures = vocabulary.measures()
    assert {name for name, entry in measures.items() if entry.unit != "people"} == {"vehicles", "aircraft"}
    assert measures["killed"].victims
    assert not measures["participants"].victims


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "colour"),
        ({"casualties": "yes"}, "casualties"),
        ({"example": ""}, "example"),
        ({"aliases": [1]}, "aliases"),
        ({"acled_event_type": 3}, "acled_event_type"),
    ],
)
def test_it_names_the_entry_and_the_field_that_is_wrong(change: dict[str, object], said: str) -> None:
    with pytest.raises(VocabularyError, match=said) as caught:
        entry_of("event_types.toml: x", GOOD | change, EventType)
    assert "event_types.toml: x" in str(caught.value)


@pytest.mark.parametrize("left_out", ["definition", "group", "casualties"])
def test_it_names_a_field_that_is_missing(left_out: str) -> None:
    with pytest.raises(VocabularyError, match=left_out):
        entry_of("event_types.toml: x", {k: v for k, v in GOOD.items() if k != left_out}, EventType)


def test_it_says_which_file_is_missing() -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.toml"):
        vocabulary.load("nowhere.toml", "event_type", EventType)


def test_it_is_described_by_the_page_in_docs_as_it_stands() -> None:
    docs = Path(__file__).parents[2] / "docs"
    page = runpy.run_path(str(docs / "write_vocabularies.py"))["page"]()
    assert (docs / "vocabularies.md").read_text("utf-8") == page
