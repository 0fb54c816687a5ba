"""Which number of several counts the whole: what was learned, and where nothing is weighed."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.telling import claim, count, dispatch, home_of, said_by, tally_of, toll, victim

from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reconciling.aspects.traits import all_traits
from khronika.reconciling.counts.candidates import HARMS, Candidate, Page, candidates_of
from khronika.reconciling.counts.numerals import (
    at_a_place,
    by_charges,
    by_order,
    counts_a_couple,
    joins_several,
    picks,
)
from khronika.reconciling.counts.weighing import shares_of, weights
from khronika.reconciling.door import reconcile


def told(*claims, policy="ucdp"):
    return reconcile([dispatch(name) for name in sorted({one.doc_id for one in claims})], list(claims), policy=policy)


def test_a_killing_that_nobody_counts_is_one_death_at_least():
    murder = claim("a", "killing")
    tally = tally_of(told(murder), murder)
    assert (tally.low, tally.best, tally.high) == (1, 1, None)
    assert tally.why.startswith("weighed: 1 is likelier")
    assert tally.claims == (murder.claim_id,)
    assert not home_of(told(murder, policy="ucdp-grounds"), murder).tallies


@pytest.mark.parametrize("mainly", ["burial", "protest", "shooting"])
def test_no_death_is_taken_from_another_event_that_the_report_opens_with(mainly):
    headline, told_of = claim("a", mainly, field="title"), claim("a", mainly)
    murder = claim("a", "killing", at=60, place="Velna", when="2031-03-01")
    found = told(headline, told_of, murder)
    assert home_of(found, told_of) != home_of(found, murder)
    assert not home_of(found, told_of).tallies


def test_a_doer_who_dies_is_counted_with_the_victims_and_told_apart_from_them():
    victims = toll("a", 2, group="women")
    doer = toll("a", 1, group="himself", at=90)
    found = told(victims, doer)
    assert tally_of(found, victims).best == 3
    assert {tally.group for tally in home_of(found, victims).tallies} == {None, "women", "himself"}


def test_where_two_who_are_named_contradict_each_other_nothing_is_weighed():
    regime = toll("a", 11, by=said_by("the regime", "official"))
    union = toll("a", 17, by=said_by("the union", "union"), at=100)
    weighed, grounds = (tally_of(told(regime, union, policy=name), regime) for name in ("ucdp", "ucdp-grounds"))
    assert (weighed.low, weighed.best, weighed.high) == (grounds.low, grounds.best, grounds.high) == (11, None, 17)


def test_where_somebody_denies_that_anybody_was_killed_nothing_is_weighed():
    some, none = toll("a", 3), toll("b", 0, at=60)
    assert tally_of(told(some, none), some).best is None


def test_a_number_that_is_chosen_lies_within_its_bounds_and_is_shown():
    claims = [toll("a", 2), toll("b", 3, at=40), toll("c", 3, at=80)]
    tally = tally_of(told(*claims), claims[0])
    assert tally.best in (2, 3)
    assert tally.low <= tally.best <= tally.high


@given(st.lists(st.dictionaries(st.sampled_from(["whole, title", "none", "size"]), st.floats(0, 3)), min_size=1))
def test_shares_add_up_to_one(features):
    shares = shares_of("killed", [Candidate(index or None, one) for index, one in enumerate(features)])
    assert sum(shares) == pytest.approx(1)


def test_the_weights_are_numbers_by_classes_of_ways_of_telling():
    found = tomllib.loads(files("khronika.reconciling.counts").joinpath("weighing.toml").read_text("utf-8"))
    assert set(found) == set(HARMS) == set(weights())
    assert all(isinstance(one, float) for section in found.values() for one in section.values())


@pytest.mark.parametrize(
    ("words", "number"),
    [("a third person", 3), ("the 4th victim", 4), ("another man", None), ("a second-hand car", None), ("1st", None)],
)
def test_the_number_of_the_last_one_stands_for_as_many(words, number):
    assert by_order(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("charged with two counts of murder", 2),
        ("faces 3 counts of first-degree murder", 3),
        ("two counts of assault", None),
        ("one count of murder", None),
        ("two counts of attempted murder", None),
    ],
)
def test_counts_of_a_charge_make_as_many_dead_possible(words, number):
    assert by_charges(words) == number


@pytest.mark.parametrize(("words", "joined"), [("two killed in weekend shootings", True), ("a shooting", False)])
def test_a_number_beside_deeds_in_the_plural_joins_several_events(words, joined):
    assert joins_several(words) is joined


def numbers_of(measure, *claims):
    home = home_of(told(*claims, policy="ucdp-grounds"), claims[0])
    held = [dispatch(name) for name in sorted({one.doc_id for one in claims})]
    traits = all_traits(claims, {one.doc_id: one for one in held})
    page = Page(list(traits.values()), frozenset(one.doc_id for one in held))
    return {one.number: one.features for one in candidates_of(measure, home.tallies, page, 0)}


def test_somebody_shot_whom_nobody_counts_may_be_one_injured():
    assert set(numbers_of("injured", claim("a", "shooting"))) == {None, 1}


def test_a_number_of_several_events_is_told_apart():
    together = claim("a", "killing", figure=count("killed", 8), quote="Eight were killed in shootings over the weekend")
    apart = claim("a", "killing", figure=count("killed", 8), quote="Eight were killed in a shooting at the weekend")
    assert "of several events, opening" in numbers_of("killed", together)[8]
    assert "whole, opening" in numbers_of("killed", apart)[8]


def counted(number, words, *, at=0, **more):
    """A count whose figure is all of the words."""
    figure = replace(count("killed", number, **more), span=Span(at, at + len(words)))
    return claim("a", "killing", at, figure=figure, quote=words)


def police(number, words, **more):
    return replace(counted(number, words, **more), attribution=said_by("the police"))


def clinic(number, words, **more):
    return replace(counted(number, words, at=100, **more), attribution=said_by("the clinic", "medical"))


@pytest.mark.parametrize(("number", "words"), [(2, "Two were pronounced dead at the scene"), (1, "The man was killed")])
def test_who_counts_only_some_contradicts_nobody_who_counts_more(number, words):
    some, whole = police(number, words), clinic(3, "Three people were killed")
    assert tally_of(told(some, whole), whole).best is not None


def test_as_many_as_forty_is_not_said_of_eleven():
    some, most = police(11, "11 fans were killed", group="fans"), clinic(0, "as many as 40 had died")
    most = replace(most, figure=replace(most.figure, low=None, high=40))
    assert tally_of(told(some, most), some).best is None


def test_two_who_count_one_group_or_everybody_do_contradict_each_other():
    some = police(2, "Two nuns were killed", group="nuns")
    whole = clinic(3, "Three nuns were killed", group="nuns")
    assert tally_of(told(some, whole), whole).best is None


@pytest.mark.parametrize(
    ("words", "weighed"),
    [("One of the five people who were shot has died", True), ("One of the five dead was a child", False)],
)
def test_a_part_of_those_shot_may_be_all_of_the_dead_and_a_part_of_the_dead_may_not(words, weighed):
    part = police(1, words, scope=Scope.PART)
    assert (tally_of(told(part), part).best is not None) is weighed


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("one of the six dead was a child", False),
        ("three of those killed", False),
        ("three", False),
        ("one of the six shot died", True),
        ("one of three men was killed", True),
        ("two of whom have died from their injuries", True),
    ],
)
def test_whether_words_pick_some_of_others_than_the_dead(words, others):
    assert picks(words, not_of="killed") is others


@pytest.mark.parametrize(("words", "placed"), [("one was pronounced dead at the scene", True), ("one died", False)])
def test_who_died_in_one_place_of_several(words, placed):
    assert at_a_place(words) is placed


@pytest.mark.parametrize(("words", "couple"), [("A couple", True), ("Two people", False), ("a coupled engine", False)])
def test_a_word_for_two_who_belong_together(words, couple):
    assert counts_a_couple(words) is couple


def test_the_names_of_one_sentence_make_a_number():
    words = "The gunman shot dead Ivo Taral, 33, and Anna Brel, 20"
    both = claim("a", "killing", quote=words, actors=(victim("Ivo Taral", "killed"), victim("Anna Brel", "killed")))
    assert "names, opening" in numbers_of("killed", both)[2]


def test_a_couple_and_their_children_are_counted_side_by_side():
    words = "A couple and three children were found dead"
    couple, children = counted(2, words), counted(3, words, group="children")
    assert "side by side, opening" in numbers_of("killed", couple, children)[5]


def test_the_last_one_to_die_makes_a_number_whether_or_not_others_were_counted():
    third = counted(1, "3rd victim dies in hospital")
    assert "by order, opening" in numbers_of("killed", third)[3]


def test_who_dies_by_his_own_hand_beside_nobody_is_told_apart_from_a_doer():
    alone = counted(1, "The boy killed himself by accident", group="himself")
    boy, beside = counted(1, "The boy has died", at=200, group="boy"), counted(1, "A woman died", at=40, group="woman")
    assert any(name.startswith("by their own hand, and only one") for name in numbers_of("killed", alone, boy)[1])
    assert any(name.startswith("by their own hand:") for name in numbers_of("killed", alone, beside)[1])
