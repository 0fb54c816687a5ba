"""People and what is said to have befallen them."""

import pytest

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.analysis import analyse
from khronika.reading.people import find_people
from khronika.reading.segmentation import segment


def states(text: str) -> set[tuple[str, str]]:
    return {(m.name, m.state) for m in find_people(analyse(segment(text))) if m.state}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ilan Orvo was arrested on Friday.", {("Ilan Orvo", "detained")}),
        ("Police arrested Ilan Orvo and Mira Satek.", {("Ilan Orvo", "detained"), ("Mira Satek", "detained")}),
        ("The body of Bekmar Toluyev was found in the river.", {("Bekmar Toluyev", "killed")}),
        ("They demand the release of the lawyer Natasha Sovolova.", {("Natasha Sovolova", "imprisoned")}),
        ("Ilan Orvo is still missing, his sister said.", {("Ilan Orvo", "missing")}),
        ("The murder of Ilan Orvo by Peter Sator shocked the town.", {("Ilan Orvo", "killed")}),
        ("The killing of Ilan Orvo outside the Mira Satek School was condemned.", {("Ilan Orvo", "killed")}),
        ("Dr Ilme Sator said that nobody had died.", set()),
        ("Ilan Orvo was not arrested.", {("Ilan Orvo", "detained")}),
        ("Nine rioters died, the governor of Lomyra region, Viktan Orlesku, told a briefing in Oshmar.", set()),
        ("He confirmed that the lawyer Ilan Orvo had been released.", {("Ilan Orvo", "released")}),
        ("One of the missing is Ilan Orvo, a welder of 24.", {("Ilan Orvo", "missing")}),
        ("Ilan Orvo, a welder who had been missing since Thursday, came home.", {("Ilan Orvo", "missing")}),
        (
            "| Ilan Orvo, lawyer | Detained on 14 March. Freed on 15 March. |",
            {("Ilan Orvo", "detained"), ("Ilan Orvo", "released")},
        ),
    ],
)
def test_a_state_goes_to_the_person_of_whom_it_is_said(text: str, wanted: set[tuple[str, str]]) -> None:
    assert states(text) == wanted


def test_a_denied_state_is_kept_as_denied() -> None:
    (mention,) = [m for m in find_people(analyse(segment("Ilan Orvo was not arrested."))) if m.state]
    assert mention.reality is Reality.DID_NOT_HAPPEN


def test_whom_one_tried_to_detain_is_sought_and_the_first_two_of_a_list_are_told_apart() -> None:
    text = (
        "Police tried to detain three activists – Ilan Orvo, Mira Satek and Tomas Brell. "
        "The first two, who were detained, were later released."
    )
    found = states(text)
    assert {state for name, state in found if name == "Tomas Brell"} == {"sought"}
    assert {state for name, state in found if name == "Ilan Orvo"} == {"sought", "detained", "released"}


def test_a_pronoun_takes_up_the_one_person_named_before() -> None:
    assert ("Ilan Orvo", "released") in states("Ilan Orvo spoke to us from his flat. He was released on Sunday.")


def test_a_surname_alone_means_the_person_named_in_full_before() -> None:
    assert ("Ilan Orvo", "detained") in states("Ilan Orvo led the strike. On Friday Orvo was detained.")


def test_bodies_places_and_months_are_no_people() -> None:
    assert find_people(analyse(segment("The Independent Union met in March at Lantern Square."))) == []


def test_missing_never_becomes_killed() -> None:
    text = "Ilan Orvo has been missing since Thursday. Nobody expects to see Orvo again."
    assert {state for _, state in states(text)} == {"missing"}


def test_a_pronoun_does_not_reach_over_a_sentence() -> None:
    assert states("Ilan Orvo spoke to us. It rained all day. He was released on Sunday.") == set()


def test_what_will_be_done_is_planned() -> None:
    (mention,) = [m for m in find_people(analyse(segment("Ilan Orvo will be arrested."))) if m.state]
    assert mention.reality is Reality.PLANNED


def test_the_first_two_of_two_tell_nobody_apart() -> None:
    text = "Police arrested Ilan Orvo and Mira Satek. The first two were later released."
    assert {state for _, state in states(text)} == {"detained"}


def test_a_name_that_is_a_places_is_nobodys() -> None:
    text = "They met near Orvana Velan yesterday."
    read = analyse(segment(text))
    start = text.index("Orvana")
    assert [m.name for m in find_people(read)] == ["Orvana Velan"]
    assert find_people(read, [Span(start, start + len("Orvana Velan"))]) == []


def test_a_row_of_a_table_tells_of_whom_it_names_first() -> None:
    table = (
        "| Name | Occupation | What happened |\n\n"
        "| Ilan Orvo | porter | Seized on 4 May in Velm. Freed on 6 May. |\n\n"
        "| Mira Satek | cook | Missing since 3 May. Found dead on 5 May. |\n\n"
        "| Tomas Brell | pupil | Missing since 3 May. Found alive on 4 May. |\n\n"
        "| Ana Lurov | baker | Held in Velm Prison No. 1. |\n\n"
        "| Petar Holm | clerk | Taken from his home. The police say that they do not hold him. "
        "His wife has not seen him since. |"
    )
    found = {(m.name, m.state) for m in find_people(analyse(segment(table))) if m.state and m.reality is Reality.ACTUAL}
    assert found == {
        ("Ilan Orvo", "detained"),
        ("Ilan Orvo", "released"),
        ("Mira Satek", "missing"),
        ("Mira Satek", "killed"),
        ("Tomas Brell", "missing"),
        ("Tomas Brell", "found"),
        ("Ana Lurov", "imprisoned"),
        ("Petar Holm", "detained"),
        ("Petar Holm", "missing"),
    }


def test_one_name_alone_is_somebody_where_only_people_can_be_seized() -> None:
    assert states("They took Orvo! Two men in a van.") == {("Orvo", "detained")}
    assert states("Police arrested Satek on Sunday.") == {("Satek", "detained")}
    assert states("They took Friday off.") == set()
    assert states("They took Chatline down.") == set()
    assert states("The company took Chatline.") == set()


def test_whoever_is_let_go_after_days_in_custody_had_been_detained() -> None:
    assert states("Ilan Orvo was freed on Sunday after two days in custody.") == {
        ("Ilan Orvo", "released"),
        ("Ilan Orvo", "detained"),
    }


def test_the_shots_that_killed_somebody_are_no_wound_besides() -> None:
    found = states("The body of Ilan Orvo was found in a well. He had been shot in the chest, a neighbour said.")
    assert found == {("Ilan Orvo", "killed")}


def test_a_pronoun_that_it_is_done_to_takes_up_the_person_before() -> None:
    assert ("Ilan Orvo", "released") in states("Ilan Orvo is a porter. The police freed him on Sunday.")


def test_whom_men_take_is_held_and_whom_they_take_to_hospital_is_not() -> None:
    text = "Four men in helmets came up the stairs and took my cousin, the printer Ilan Orvo."
    assert states(text) == {("Ilan Orvo", "detained")}
    assert ("Ilan Orvo", "detained") not in states("Soldiers took the printer Ilan Orvo to a hospital.")
    assert states("The board took Ilan Orvo at his word.") == set()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ilan Orvo, 24, was arrested on Friday.", 24),
        ("Police arrested Ilan Orvo (24).", 24),
        ("Ilan Orvo, aged 24, was arrested.", 24),
        ("The 24-year-old welder Ilan Orvo was arrested.", 24),
        ("Police arrested the 17-year-old son of Ilan Orvo.", None),
        ("Police arrested a 17-year-old and Ilan Orvo.", None),
        ("Ilan Orvo, 34 others and a dog were arrested.", None),
        ("Ilan Orvo, 240, was arrested.", None),
        ("Ilan Orvo was arrested on 24 May.", None),
    ],
)
def test_an_age_beside_a_name_is_that_persons(text: str, age: int | None) -> None:
    assert {m.age for m in find_people(analyse(segment(text))) if m.name == "Ilan Orvo"} == {age}
