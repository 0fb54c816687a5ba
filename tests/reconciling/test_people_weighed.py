"""People joined by weights: what is sure, what stays undecided and says why, and what is told of the reasons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconciling.telling import claim, dispatch, victim

from khronika.model.links import Links
from khronika.reconciling.door import reconcile
from khronika.reconciling.names.shares import share_of
from khronika.reconciling.people.candidates import LARGEST_BLOCK, candidates
from khronika.reconciling.people.name_evidence import name_evidence
from khronika.reconciling.people.units import Unit
from khronika.reconciling.people.weighing import age_level
from khronika.reference.vocabulary import states


def told(*claims, **links):
    names = sorted({one.doc_id for one in claims})
    return reconcile([dispatch(name) for name in names], list(claims), links=Links(**links))


def held(doc, name, *, event_type="arrests", state="detained", **more):
    age = more.pop("age", None)
    return claim(doc, event_type, actors=(victim(name, state, age=age),), **more)


def test_a_rare_name_is_one_person_where_a_frequent_one_is_undecided():
    rare = told(held("a", "Ilkhan Dzheretov"), held("b", "Ilkhan Dzheretov", when="2031-03-26"))
    assert (len(rare.people), rare.undecided) == (1, ())
    frequent = told(held("a", "John Smith"), held("b", "John Smith", when="2031-03-26"))
    assert len(frequent.people) == 2
    (pair,) = frequent.undecided
    assert set(pair.people) == {person.person_id for person in frequent.people}
    assert 0.05 < pair.likeness.chance < 0.95


def test_every_link_and_every_open_pair_says_why_in_bits_that_add_up_and_without_a_name():
    chronicle = told(
        held("a", "Ilkhan Dzheretov"),
        held("b", "Илхан Джеретов", when="2031-03-26"),
        held("c", "John Smith", when="2031-03-15"),
        held("d", "John Smith", when="2031-03-27"),
    )
    likenesses = [link for person in chronicle.people for link in person.links]
    likenesses += [pair.likeness for pair in chronicle.undecided]
    assert len(likenesses) == 2
    for likeness in likenesses:
        parts = [float(part.rsplit(" ", 1)[1]) for part in likeness.why.split("; ")]
        assert likeness.bits == pytest.approx(sum(parts), abs=0.1 * len(parts))
        assert not any(word in likeness.why for word in ("Ilkhan", "Dzheretov", "John", "Smith", "ilhan", "jeretov"))


def test_ages_tell_a_father_from_a_son_and_one_year_tells_nobody():
    assert len(told(held("a", "Tomas Brel", age=61), held("b", "Tomas Brel", age=24)).people) == 2
    assert told(held("a", "Tomas Brel", age=61), held("b", "Tomas Brel", age=24)).undecided == ()
    assert len(told(held("a", "Tomas Brel", age=61), held("b", "Tomas Brel", age=60)).people) == 1


@pytest.mark.parametrize(("one", "other", "level"), [(34, 34, 0), (34, 35, 1), (34, 37, 2), (34, 43, 3), (34, 51, 4)])
def test_ages_agree_by_years_and_by_figures_exchanged(one, other, level):
    assert age_level(one, other) == age_level(other, one) == level


def test_a_name_that_fits_two_people_who_are_not_one_joins_neither_and_is_undecided_with_both():
    chronicle = told(held("a", "Ivo Marek Taral"), held("b", "Ivo Josef Taral"), held("c", "Ivo Taral"))
    names = {person.person_id: person.name for person in chronicle.people}
    assert sorted(names.values()) == ["Ivo Josef Taral", "Ivo Marek Taral", "Ivo Taral"]
    open_pairs = {frozenset(names[one] for one in pair.people) for pair in chronicle.undecided}
    assert {"Ivo Taral", "Ivo Marek Taral"} in open_pairs
    assert {"Ivo Taral", "Ivo Josef Taral"} in open_pairs
    assert any("fits two people" in pair.likeness.why for pair in chronicle.undecided)


def test_who_was_judged_is_no_longer_undecided_and_the_link_says_that_it_was_judged():
    one, two = held("a", "John Smith"), held("b", "John Smith", when="2031-03-26")
    pair = ((one.claim_id, two.claim_id),)
    same = told(one, two, one_person=pair)
    assert (len(same.people), same.undecided) == (1, ())
    assert [(link.bits, link.why) for link in same.people[0].links] == [(None, "judged to be one person")]
    apart = told(one, two, two_people=pair)
    assert (len(apart.people), apart.undecided) == (2, ())


def test_missing_in_one_dispatch_and_killed_in_another_stay_two_states_each_with_its_claim():
    lost = held("a", "John Smith", event_type="missing", state="missing")
    dead = held("b", "John Smith", event_type="killing", state="killed", when="2031-03-20")
    chronicle = told(lost, dead)
    assert sorted([state.state for state in person.history] for person in chronicle.people) == [["killed"], ["missing"]]
    assert len(chronicle.undecided) == 1  # for somebody to judge, and not for the program


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Brel", "Anna Brel"), ("Anna Brel", "A. Brel"), ("Саша Беляев", "Aleksandr Belyaev"), ("Brel", "Anna Brel")],
)
def test_what_two_names_say_is_the_same_whichever_comes_first_and_adds_up(one, other):
    found = name_evidence(one, other)
    assert found == name_evidence(other, one)
    assert found.bits > 0
    assert found.bits == pytest.approx(sum(bits for _, bits in found.told))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Brel", "Tomas Brel"),
        ("Anna Brel", "Anna Wend"),
        ("Maria Brel", "Mario Brel"),
        ("Dmitri Petrovich Tikhonov", "Dmitri Ivanovich Tikhonov"),
        ("J. Smith", "Paul Smith"),
        ("J. S.", "John Smith"),
        ("John Smith Jr.", "John Smith Sr."),
        ("", "John Smith"),
    ],
)
def test_however_rare_a_family_name_is_relatives_and_namesakes_are_not_joined_by_it(one, other):
    assert name_evidence(one, other).bits < 0


def test_names_weigh_by_how_rare_they_are_in_any_script_and_spelling():
    assert share_of("smith") > share_of("dzhaksibekov")
    assert share_of("muhamad") == share_of("mohamed") > 0.05


NAMES = [
    "Anna Brel", "A. Brel", "Hanna Brel", "Brel", "Ivo Taral", "Ivo Marek Taral", "Ivo Josef Taral", "John Smith",
    "Smith, John", "Джон Смит", "Mohammed Ali", "Muhammad Ali Hassan",
]  # fmt: skip
TOLD = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(NAMES),
        st.sampled_from(sorted(states())),
        st.integers(1, 28),
        st.sampled_from(["Orun", "Tavesh", "Pelmeri", None]),
        st.sampled_from([None, 12, 34, 35, 60]),
    ),
    min_size=1,
    max_size=9,
)
PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3)


def claims_of(rows):
    return [
        claim(
            doc, "missing", 90 * number, place=place, when=f"2031-03-{day:02}",
            actors=(victim(name, state, age=age),),
        )
        for number, (doc, name, state, day, place, age) in enumerate(rows)
    ]  # fmt: skip


@settings(deadline=None, max_examples=60)  # a first call loads the tables of names
@given(TOLD, PAIRS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_people_and_nobody_a_state_that_no_claim_gives(rows, chosen, shuffle):
    claims = claims_of(rows)
    known = [(claims[a].claim_id, claims[b].claim_id) for a, b in chosen if a != b and max(a, b) < len(claims)]
    links = Links(one_person=tuple(sorted(set(known[:1]))), two_people=tuple(sorted(set(known[1:]))))
    dispatches = [dispatch(name) for name in "abcd"]
    before = reconcile(dispatches, claims, links=links)
    said = sorted((one.claim_id, state) for one, (_, _, state, *_) in zip(claims, rows, strict=True))
    assert sorted((s.claim_id, s.state) for person in before.people for s in person.history) == said
    assert len({pair.people for pair in before.undecided}) == len(before.undecided)
    ids = {person.person_id for person in before.people}
    assert all(set(pair.people) <= ids and len(set(pair.people)) == 2 for pair in before.undecided)
    shuffle.shuffle(claims)
    shuffle.shuffle(dispatches)
    assert reconcile(dispatches, claims, links=links).as_dict() == before.as_dict()


def test_a_frequent_name_is_compared_with_its_neighbours_only():
    def unit(number):
        return Unit((number,), ("John Smith",), f"c{number:04}", frozenset([f"d{number:04}"]), frozenset(), frozenset(),
                    (), frozenset(), frozenset(), frozenset(), frozenset())  # fmt: skip

    once, twice = (len(candidates([unit(number) for number in range(LARGEST_BLOCK * size)])) for size in (4, 8))
    assert twice < 2.1 * once
