"""Who is one human being, and what is said to have befallen them."""

import pytest
from tests.reconciling.telling import actor, claim, dispatch, said_by, victim

from khronika.model.actor import Role
from khronika.model.attribution import Stance
from khronika.model.claim import Reality
from khronika.reconciling.door import reconcile
from khronika.reconciling.names import names_alike


def people(*claims, dispatches=None):
    names = sorted({one.doc_id for one in claims})
    return reconcile(dispatches or [dispatch(name) for name in names], list(claims)).people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilkhan Dzheretov", "Ilhan Jeretow"),
        ("Viktan Orlesku", "Orlescu, Viktan"),
        ("Наталья Соколова", "Natalia Sokolova"),
        ("Dmitrii Tikhonov", "Dmitry Ivanovich Tihonov"),
        ("J. Smith", "John Smith"),
        ("Col. Radko Shilmer", "Radko Shilmer"),
    ],
)
def test_spellings_scripts_orders_and_initials_of_one_name_agree(one, other):
    assert names_alike(one, other)
    assert names_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Joan Smith"),
        ("Maria Brel", "Mario Brel"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Anna Brel", "Brel"),
        ("J. S.", "John Smith"),
        ("Anna Brel", "Anna Wend"),
    ],
)
def test_names_that_may_be_two_people_do_not_agree(one, other):
    assert not names_alike(one, other)


def test_spellings_across_dispatches_become_one_person_with_all_variants():
    one = claim("a", "arrests", actors=(victim("Ilkhan Dzheretov", "sought"),), reality=Reality.ATTEMPTED)
    two = claim("b", "arrests", when="2031-03-15", actors=(victim("Ilhan Jeretov", "detained"),))
    (person,) = people(one, two)
    assert set(person.variants) == {"Ilkhan Dzheretov", "Ilhan Jeretov"}
    assert [(state.state, state.standing) for state in person.history] == [
        ("sought", "attempted"),
        ("detained", "claimed"),
    ]


def test_namesakes_in_towns_apart_stay_two():
    one = claim("a", "killing", actors=(victim("Anna Brel", "killed"),))
    two = claim("b", "killing", place="Pelmeri", actors=(victim("Anna Brel", "killed"),))
    assert len(people(one, two)) == 2


def test_a_written_out_name_in_two_towns_of_one_region_and_week_is_one_person():
    one = claim("a", "missing", actors=(victim("Bekmar Toluyev", "missing"),))
    two = claim("b", "killing", place="Tavesh", when="2031-03-15", actors=(victim("Bekmar Toluev", "killed"),))
    assert len(people(one, two)) == 1
    late = claim("c", "killing", place="Tavesh", when="2031-08-15", actors=(victim("Bekmar Toluyev", "detained"),))
    assert len(people(one, late)) == 2


def test_nobody_is_killed_twice():
    one = claim("a", "killing", when="2031-03-01", actors=(victim("Anna Brel", "killed"),))
    two = claim("b", "killing", when="2031-03-14", actors=(victim("Anna Brel", "killed"),))
    assert len(people(one, two)) == 2


def test_a_short_name_that_fits_two_people_joins_neither():
    claims = [
        claim("a", "arrests", index * 90, actors=(victim(name, "detained"),))
        for index, name in enumerate(("Anna Brel", "Tomas Brel", "Brel"))
    ]
    assert len(people(*claims)) == 3


def test_a_family_name_joins_the_one_full_name_of_its_dispatch():
    claims = [
        claim("a", "arrests", actors=(victim("Anna Brel", "detained"),)),
        claim("a", "release", 90, actors=(victim("Brel", "released"),)),
    ]
    (person,) = people(*claims)
    assert person.name == "Anna Brel"
    assert [state.state for state in person.history] == ["detained", "released"]


def test_of_one_day_detention_comes_before_release_however_the_sentence_turns():
    claims = [
        claim("a", "release", actors=(victim("Anna Brel", "released"),)),
        claim("a", "arrests", 90, actors=(victim("Anna Brel", "detained"),)),
    ]
    (person,) = people(*claims)
    assert [state.state for state in person.history] == ["detained", "released"]


def test_missing_stays_missing_beside_a_claim_of_death():
    one = claim("a", "missing", actors=(victim("Anna Brel", "missing"),))
    two = claim("b", "killing", when="2031-03-15", actors=(victim("Anna Brel", "killed"),))
    (person,) = people(one, two)
    assert [state.state for state in person.history] == ["missing", "killed"]
    assert [state.claim_id for state in person.history] == [one.claim_id, two.claim_id]
    (alone,) = people(one)
    assert [state.state for state in alone.history] == ["missing"]


def test_a_denied_state_says_so():
    denial = said_by("the ministry", stance=Stance.DENIES)
    (person,) = people(claim("a", "arrests", actors=(victim("Anna Brel", "detained"),), attribution=denial))
    assert person.history[0].standing == "denied"


def test_described_people_are_never_merged():
    girl = actor("a little girl", Role.SUFFERED, kind="person", state="injured")
    found = people(claim("a", actors=(girl,)), claim("b", actors=(girl,)))
    assert [(person.named, person.name) for person in found] == [(False, "a little girl")] * 2


def test_every_place_where_a_name_is_written_is_found_and_no_part_of_a_word():
    text = "Anna Brel was held. BREL's lawyer came. Umbrella stands. Wend saw it."
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"),))
    (person,) = people(one, dispatches=[dispatch("a", text, title="Anna Brel held")])
    found = {
        (field, (text if field == "text" else "Anna Brel held")[start:end]) for _, field, start, end in person.mentions
    }
    assert found == {
        ("title", "Anna Brel"),
        ("title", "Brel"),
        ("text", "Anna Brel"),
        ("text", "Brel"),
        ("text", "BREL"),
    }


def test_offsets_hold_after_letters_that_grow_in_lower_case():
    text = "İİ Anna Brel was held."
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"),))
    (person,) = people(one, dispatches=[dispatch("a", text)])
    assert all(text[start:end] in ("Anna Brel", "Brel") for _, _, start, end in person.mentions)


def test_the_people_of_an_incident_are_those_of_its_claims():
    one = claim("a", actors=(victim("Anna Brel", "injured"),))
    chronicle = reconcile([dispatch("a")], [one])
    assert chronicle.incidents[0].people == (chronicle.people[0].person_id,)
