"""Who is one human being, and what is said to have befallen them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconciling.telling import actor, claim, dispatch, said_by, tally_of, toll, victim

from khronika.model.actor import Role
from khronika.model.attribution import Stance
from khronika.model.claim import Reality
from khronika.model.links import Links
from khronika.reconciling.door import reconcile
from khronika.reconciling.names.agreement import names_alike


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


def judged(*claims, **links):
    names = sorted({one.doc_id for one in claims})
    return reconcile([dispatch(name) for name in names], list(claims), links=Links(**links))


def of_people(chronicle):
    return [one.reason for one in chronicle.refusals if one.reason.startswith("judged, and not followed")]


def test_who_was_judged_to_be_one_person_is_one_whatever_the_names():
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"),))
    two = claim("b", "release", place="Pelmeri", actors=(victim("Hanna Tomson", "released"),))
    assert len(people(one, two)) == 2
    chronicle = judged(one, two, one_person=((one.claim_id, two.claim_id),))
    (person,) = chronicle.people
    assert set(person.variants) == {"Anna Brel", "Hanna Tomson"}
    assert of_people(chronicle) == []


@pytest.mark.parametrize("second", ["a", "b"])
def test_who_was_judged_to_be_two_stays_two_in_one_dispatch_and_across(second):
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"),))
    two = claim(second, "release", 90, actors=(victim("Anna Brel", "released"),))
    assert len(people(one, two)) == 1
    chronicle = judged(one, two, two_people=((one.claim_id, two.claim_id),))
    histories = sorted([state.state for state in person.history] for person in chronicle.people)
    assert histories == [["detained"], ["released"]]


def test_of_several_people_in_a_claim_the_one_whose_name_agrees_is_meant():
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"), victim("Ivo Taral", "detained")))
    two = claim("b", "release", place="Pelmeri", actors=(victim("Anna Brel", "released"),))
    assert len(people(one, two)) == 3
    assert len(judged(one, two, one_person=((one.claim_id, two.claim_id),)).people) == 2


def test_a_judgment_of_people_that_cannot_be_followed_is_told():
    one = claim("a", "arrests", actors=(victim("Anna Brel", "detained"), victim("Ivo Taral", "detained")))
    two = claim("b", "release", actors=(victim("Olga Kormak", "released"),))
    nobody = claim("c")
    reasons = of_people(
        judged(one, two, nobody, one_person=((one.claim_id, two.claim_id), (one.claim_id, nobody.claim_id)))
    )
    assert len(reasons) == 2
    assert any("which two are meant cannot be told" in reason for reason in reasons)
    assert any("names nobody" in reason for reason in reasons)


def test_judgments_of_people_that_contradict_each_other_keep_them_apart():
    claims = [
        claim(doc, "arrests", actors=(victim(name, "detained"),))
        for doc, name in (("a", "Anna Brel"), ("b", "Olga Kormak"), ("c", "Ivo Taral"))
    ]
    one, two, three = (each.claim_id for each in claims)
    chronicle = judged(*claims, one_person=((one, two), (two, three)), two_people=((one, three),))
    assert len(chronicle.people) == 2
    assert of_people(chronicle) == ["judged, and not followed: other judgments keep the two apart"]


STATES = ["sought", "detained", "charged", "released", "missing", "injured", "killed", "found"]
NAMES = ["Anna Brel", "A. Brel", "Hanna Brel", "Brel", "Ivo Taral"]
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=3)


def pairs_of(claims, chosen):
    known = [(a, b) for a, b in chosen if a != b and max(a, b) < len(claims)]
    return tuple(sorted({(claims[a].claim_id, claims[b].claim_id) for a, b in known}))


@settings(deadline=None)  # a first call loads the tables of names
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES), st.sampled_from(STATES), st.integers(1, 28)),
        min_size=1,
        max_size=8,
    ),
    PAIRS,
    PAIRS,
)
def test_a_state_is_only_ever_what_a_claim_says_so_that_missing_never_becomes_killed(told, one_person, two_people):
    claims = [
        claim(doc, "missing", 90 * number, when=f"2031-03-{day:02}", actors=(victim(name, state),))
        for number, (doc, name, state, day) in enumerate(told)
    ]
    links = {"one_person": pairs_of(claims, one_person), "two_people": pairs_of(claims, two_people)}
    said = sorted((one.claim_id, state) for one, (_, _, state, _) in zip(claims, told, strict=True))
    shown = [(state.claim_id, state.state) for person in judged(*claims, **links).people for state in person.history]
    assert sorted(shown) == said


def test_the_names_stand_beside_the_count_and_the_missing_are_not_among_the_killed():
    count = toll("a", 14, by="the union")
    dead = [
        claim(doc, "killing", 90 * number, actors=(victim(name, "killed"),))
        for number, (doc, name) in enumerate((("a", "Anna Brel"), ("b", "Ivo Taral"), ("b", "Anna Brel")), start=1)
    ]
    lost = claim("b", "killing", 400, actors=(victim("Olga Kormak", "missing"),))
    chronicle = reconcile([dispatch("a"), dispatch("b")], [count, *dead, lost])
    names = {person.person_id: person.name for person in chronicle.people}
    tally = tally_of(chronicle, count)
    assert (tally.low, sorted(names[one] for one in tally.named)) == (14, ["Anna Brel", "Ivo Taral"])
    assert [names[one] for one in tally_of(chronicle, count, "missing").named] == ["Olga Kormak"]
