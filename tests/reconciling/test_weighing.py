"""Which number of several counts the whole: what was learned, and where nothing is weighed."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.telling import claim, count, dispatch, home_of, said_by, tally_of, toll

from khronika.reconciling.aspects.traits import all_traits
from khronika.reconciling.counts.candidates import HARMS, Candidate, Page, candidates_of
from khronika.reconciling.counts.numerals import by_charges, by_order, joins_several
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
