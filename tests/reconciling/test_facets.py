"""One event told in pieces, its day, and the injured whom nobody counts."""

from dataclasses import replace

from tests.reconciling.telling import actor, claim, dispatch, home_of, on, said_by, tally_of, toll, town, victim

from khronika.model.actor import Role
from khronika.model.attribution import UNNAMED
from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reconciling.aspects.rarity import likeness, rarity, weighed, words_in
from khronika.reconciling.door import reconcile


def told(*claims, dispatches=None):
    return reconcile(dispatches or [dispatch(name) for name in sorted({one.doc_id for one in claims})], list(claims))


def test_a_night_is_dated_by_its_first_day():
    night = When(
        start="2031-03-14", end="2031-03-15", edtf="2031-03-14", timex_type=TimexType.TIME, timex_value="2031-03-14TNI"
    )
    shot = claim("a", when=night)
    incident = home_of(told(shot), shot)
    assert (incident.start, incident.end) == ("2031-03-14", "2031-03-14")


def test_a_stated_day_outweighs_many_dates_of_publication():
    stated = claim("a", when="2031-03-13")
    later = [claim("a", "killing", at * 50, when=on("2031-03-15", basis="published")) for at in range(1, 8)]
    chronicle = told(stated, *later)
    assert home_of(chronicle, stated).start == "2031-03-13"
    assert all(home_of(chronicle, one) is home_of(chronicle, stated) for one in later)


def test_the_day_of_a_charge_is_not_the_day_of_the_deed():
    monday = replace(on("2031-03-17"), span=Span(60, 66))
    charge = replace(claim("a", "charges", 70, when=monday), trigger=Span(68, 75))
    deed = claim("a", "killing", 0, when=monday)
    shooting = claim("a", "shooting", 200, when="2031-03-14")
    chronicle = told(charge, deed, shooting, dispatches=[dispatch("a", published="2031-03-18T10:00")])
    assert home_of(chronicle, deed) is home_of(chronicle, shooting)
    assert home_of(chronicle, deed).start == "2031-03-14"


def test_two_stated_days_of_one_dispatch_stay_two_events():
    friday, saturday = claim("a", when="2031-03-14"), claim("a", at=90, when="2031-03-15")
    chronicle = told(friday, saturday)
    assert home_of(chronicle, friday) is not home_of(chronicle, saturday)


def test_a_place_carried_over_does_not_part_what_names_tie_together():
    one = claim("a", actors=(victim("Anna Brel", "injured"),))
    other = claim("a", "killing", 400, place=town("Drusk", basis="narrative"), actors=(victim("Anna Brel", "killed"),))
    chronicle = told(one, other)
    assert home_of(chronicle, one) is home_of(chronicle, other)


def test_two_unlocated_places_of_other_names_never_join_across_dispatches():
    names = [town("Grazhny", lat=None, lon=None), town("Podlenka", lat=None, lon=None)]
    one, other = claim("a", place=names[0]), claim("b", place=names[1])
    chronicle = told(one, other)
    assert home_of(chronicle, one) is not home_of(chronicle, other)


def test_who_was_shot_and_lived_is_injured_where_nobody_counts_the_injured():
    shot, dead = toll("a", 3, measure="shot", event_type="shooting"), toll("a", 1, at=60)
    tally = tally_of(told(shot, dead), shot, "injured")
    assert (tally.best, tally.high) == (2, 3)
    assert "drawn from those who were shot" in tally.why


def test_who_was_shot_is_never_counted_as_killed():
    shot = toll("a", 3, measure="shot", event_type="shooting")
    incident = home_of(told(shot), shot)
    assert all(tally.measure != "killed" for tally in incident.tallies)


def test_one_injured_and_one_killed_of_one_description_are_not_called_two():
    hurt = toll("a", 1, measure="injured", event_type="injury", group="man")
    dead = toll("a", 1, at=90, group="man")
    assert tally_of(told(hurt, dead), hurt, "injured").best is None


def test_one_dead_and_another_injured_are_two():
    dead = toll("a", 1)
    hurt = toll("a", 1, at=60, measure="injured", event_type="injury")
    other = toll("a", 1, at=120, measure="injured", event_type="injury", scope=Scope.ADDITION)
    assert tally_of(told(dead, hurt, other), hurt, "injured").best == 1


def test_one_person_described_does_not_contradict_a_count():
    count_of_all = toll("a", 3, by="the hospital", at=90)
    man = toll("a", 1, by="a neighbour", quote="x man was killed")
    tally = tally_of(told(count_of_all, man), man)
    assert tally.best == 3


def test_only_those_who_can_answer_for_a_deed_are_parties():
    helicopters = claim("a", "arrests", actors=(actor("Helicopters"),))
    assert home_of(told(helicopters), helicopters).responsible.value == "not stated"
    police = claim("a", "arrests", actors=(actor("riot police", kind="state forces"),))
    assert home_of(told(police), police).responsible.parties == {"riot police": (police.claim_id,)}


def test_a_victim_is_no_party():
    arrested = claim(
        "a", "arrests", actors=(actor("workers", kind="workers"), actor("workers", Role.SUFFERED, kind="workers"))
    )
    assert home_of(told(arrested), arrested).responsible.parties == {}


def test_what_its_carrier_takes_back_stands_no_more():
    first = toll("a", 6, by=said_by(UNNAMED), group="children")
    quoted = toll("b", 6, by="we", group="children")
    denial = claim("b", "explosion", 90, reality=Reality.DID_NOT_HAPPEN)
    shared = "children blast school teacher pupils rumour station listeners"
    days = [dispatch("a", shared, published="2031-03-14T12:00"), dispatch("b", shared, published="2031-03-15T12:00")]
    chronicle = told(first, quoted, denial, dispatches=days)
    assert all(one.best is None for one in home_of(chronicle, quoted).tallies if one.measure == "killed")


def test_likeness_of_words_lies_between_none_and_the_same():
    one = weighed(words_in("A 19-year-old quarryman was shot near the kiln"))
    assert likeness(one, one) == 1.0
    assert likeness(one, weighed(words_in("talks resumed"))) == 0.0
    assert rarity("quarryman") > rarity("police")


def test_a_plan_told_in_one_claim_belongs_to_the_episode_beside_which_it_is_told():
    shooting, strike = claim("a"), claim("a", "strike", 60)
    plan = claim("a", "protest", 120, place=None, when=None, reality=Reality.PLANNED)
    chronicle = told(shooting, strike, plan)
    assert home_of(chronicle, plan).part_of == home_of(chronicle, shooting).part_of is not None
