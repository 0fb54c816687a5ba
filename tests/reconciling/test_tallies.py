"""How figures become low, best and high, and what they never become."""

from dataclasses import replace

import pytest
from tests.reconciling.telling import claim, count, dispatch, home_of, said_by, tally_of, toll, victim

from khronika.errors import WrongUse
from khronika.model.attribution import UNNAMED, Basis, Stance
from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reconciling.counts.policies import Bid, choose, policy_named, policy_names
from khronika.reconciling.door import reconcile
from khronika.reconciling.speakers.sources import Voice

WITNESS = said_by("a woman", "eyewitness", basis=Basis.EYEWITNESS)


def told(*claims, policy="ucdp", dispatches=()):
    names = sorted({one.doc_id for one in claims} - {one.doc_id for one in dispatches})
    return reconcile([*dispatches, *(dispatch(name) for name in names)], list(claims), policy=policy)


def bounds(tally):
    return tally.low, tally.best, tally.high


def standings(tally):
    return {account.speaker: account.standing for account in tally.accounts}


def test_three_tolls_that_contradict_give_no_best_figure_and_one_account_each():
    regime = toll("a", 11, by="The regime")
    union = toll("a", 50, 70, by=said_by("the union", "union"), at=100)
    others = toll("a", 50, 150, by=UNNAMED, at=200)
    seen = toll("a", 3, by=WITNESS, at=300, scope=Scope.PART)
    tally = tally_of(told(regime, union, others, seen), regime)
    assert bounds(tally) == (11, None, 150)
    assert "times apart" in tally.why
    assert standings(tally) == {"regime": "counted", "union": "counted", "unnamed": "counted", "woman": "part"}


def test_one_uncontradicted_figure_is_the_best():
    one = toll("a", 4)
    assert bounds(tally_of(told(one), one)) == (4, 4, 4)


def test_at_least_leaves_the_high_end_open():
    one = toll("a", 9, None)
    assert bounds(tally_of(told(one), one)) == (9, 9, None)


def test_at_least_nine_and_eleven_agree_on_eleven():
    one, other = toll("a", 9, None, by="the mayor"), toll("a", 11, by="the hospital", at=90)
    assert bounds(tally_of(told(one, other), one)) == (9, 11, None)


def test_the_lower_figure_is_no_ground_for_choosing_it():
    one, other = toll("a", 9, by="the mayor"), toll("a", 11, by="the union", at=90)
    tally = tally_of(told(one, other), one)
    assert bounds(tally) == (9, None, 11)
    assert "lower" in tally.why


def test_more_independent_sources_are_a_ground():
    first = toll("a", 9, by="the mayor")
    rest = [toll(name, 11, by=f"speaker {name}") for name in "bc"]
    assert tally_of(told(first, *rest), first).best == 11


def test_two_speakers_in_one_paper_are_not_two_independent_sources_for_a_figure():
    first = toll("a", 9, by="the mayor")
    rest = [toll("b", 11, by=f"speaker {name}", at=index * 90) for index, name in enumerate("bc")]
    assert tally_of(told(first, *rest), first).best is None


def test_a_copy_gives_its_figure_no_more_weight():
    first = toll("a", 9, by="the mayor")
    text = "Eleven dead in Orun. " * 40
    copies = [dispatch("b", text), dispatch("c", text, copy_of="b")]
    rest = [toll("b", 11, by="the union", quote="Eleven dead"), toll("c", 11, by="the union", quote="Eleven dead")]
    assert tally_of(told(first, *rest, dispatches=copies), first).best is None


def test_the_same_speakers_later_figure_replaces_the_earlier_one():
    early = toll("a", 9, by="the health department")
    late = toll("b", 14, by="The Health Department", when="2031-03-14")
    days = [dispatch("a"), dispatch("b", published="2031-03-16T10:00")]
    tally = tally_of(told(early, late, dispatches=days), late)
    (account,) = tally.accounts
    assert bounds(tally) == (14, 14, 14)
    assert account.claims == (early.claim_id, late.claim_id)
    assert account.superseded == (early.claim_id,)


def test_as_of_decides_before_the_place_in_the_text():
    new, old = toll("a", 23, by="the ministry"), toll("a", 17, by="the ministry", at=90, as_of="2031-03-13")
    tally = tally_of(told(new, old), new)
    assert bounds(tally) == (23, 23, 23)
    assert tally.accounts[0].superseded == (old.claim_id,)


def test_a_smaller_figure_of_the_same_speaker_and_text_is_a_part():
    whole, part = toll("a", 9), toll("a", 4, at=90)
    tally = tally_of(told(whole, part), whole)
    assert bounds(tally) == (9, 9, 9)
    assert sorted(account.standing for account in tally.accounts) == ["counted", "part"]


def test_parts_are_not_added_up():
    first, second = toll("a", 3, by=WITNESS, scope=Scope.PART), toll("a", 4, by="a nurse", at=90, scope=Scope.PART)
    tally = tally_of(told(first, second), first)
    assert bounds(tally) == (4, None, None)
    assert tally.scope == "part"


def test_an_eyewitness_counts_a_part_beside_somebody_who_counts_the_whole():
    whole, seen = toll("a", 20, by="the hospital"), toll("a", 5, by=WITNESS, at=90)
    tally = tally_of(told(whole, seen), whole)
    assert bounds(tally) == (20, 20, 20)
    assert standings(tally)["woman"] == "part"


def test_an_addition_is_shown_and_not_added():
    whole, more = toll("a", 9, by="the mayor"), toll("a", 3, by="the mayor", at=90, scope=Scope.ADDITION)
    tally = tally_of(told(whole, more), whole)
    assert bounds(tally) == (9, 9, 9)
    assert sorted(account.standing for account in tally.accounts) == ["addition", "counted"]


def test_a_figure_quoted_to_be_doubted_goes_to_the_account_that_it_quotes():
    regime = toll("a", 11, by="The regime")
    doubted = toll("a", 11, by=said_by("the official version", stance=Stance.DOUBTS), at=400)
    tally = tally_of(told(regime, doubted), regime)
    (account,) = tally.accounts
    assert set(account.claims) == {regime.claim_id, doubted.claim_id}
    assert account.standing == "counted"


def test_a_doubted_figure_alone_bounds_nothing():
    regime = toll("a", 9, by="The regime")
    doubted = toll("a", 90, None, by=said_by("foreign sites", "media", Stance.DOUBTS), at=400)
    tally = tally_of(told(regime, doubted), regime)
    assert bounds(tally) == (9, 9, 9)
    assert standings(tally)["foreign sites"] == "doubted"


def test_none_reported_unknown_and_a_number_are_three_things():
    some, none = toll("a", 11, by="the regime"), toll("a", 0, by="the regime", group="policemen", at=90)
    many = toll("a", None, None, measure="missing", event_type="missing", at=180)
    chronicle = told(some, none, many)
    assert tally_of(chronicle, some).status.value == "reported"
    assert tally_of(chronicle, none, group="police").status.value == "none_reported"
    assert tally_of(chronicle, many, "missing").status.value == "unknown"


def test_zero_against_somebody_is_a_contradiction_without_a_best_figure():
    none, some = toll("a", 0, by="the ministry"), toll("a", 3, by="the union", at=90)
    assert bounds(tally_of(told(none, some), some)) == (0, None, 3)


@pytest.mark.parametrize("reality", [Reality.PLANNED, Reality.DID_NOT_HAPPEN, Reality.UNCLEAR, Reality.ATTEMPTED])
def test_what_is_not_said_to_have_happened_bounds_no_toll(reality):
    tally = tally_of(told(figure := toll("a", 40, reality=reality)), figure)
    assert bounds(tally) == (None, None, None)
    assert tally.status.value == "unknown"


def test_shot_injured_and_missing_never_become_killed():
    claims = [
        toll("a", 5, measure=measure, at=90 * index, event_type="shooting")
        for index, measure in enumerate(("shot", "injured", "hospitalised"))
    ]
    tallies = home_of(told(*claims), claims[0]).tallies
    assert {tally.measure for tally in tallies} == {"shot", "injured", "hospitalised"}


def test_groups_that_cannot_overlap_are_added_for_the_headline_and_others_are_not():
    man, women = toll("a", 1, group="a man"), toll("a", 2, group="women", at=90)
    assert bounds(tally_of(told(man, women), man)) == (3, 3, 3)
    miners, fathers = toll("a", 5, group="miners"), toll("a", 3, group="fathers", at=90)
    assert bounds(tally_of(told(miners, fathers), miners)) == (5, 5, None)


def test_no_police_among_them_is_no_headline():
    none = toll("a", 0, group="police")
    assert [tally.group for tally in home_of(told(none), none).tallies] == ["police"]


def test_people_who_are_named_count_where_nobody_gives_a_figure():
    one = claim("a", "killing", actors=(victim("Anna Brel", "killed"),))
    two = claim("a", "killing", 90, actors=(victim("Tomas Wend", "killed"), victim("Anna Brel", "killed")))
    tally = tally_of(told(one, two), one)
    assert (tally.low, tally.high) == (2, None)


def test_a_count_of_more_days_than_the_event_does_not_bound_it():
    here = toll("a", 2, by="the mayor")
    since = toll("a", 57, by="the mayor", at=90, scope=Scope.RUNNING_TOTAL, scope_days="2031-01-01/2031-03-14")
    tally = tally_of(told(here, since), here)
    assert bounds(tally) == (2, 2, 2)
    assert "running total" in {account.standing for account in tally.accounts}


def test_ibc_gives_a_range_and_a_best_figure_only_where_all_agree():
    one, other = toll("a", 4, by="the wire"), toll("a", 6, by="the hospital", at=90)
    assert bounds(tally_of(told(one, other, policy="ibc"), one)) == (4, None, 6)
    assert bounds(tally_of(told(one, policy="ibc"), one)) == (4, 4, 4)


def test_ucdp_takes_the_later_count_where_a_toll_has_only_grown_and_ibc_does_not():
    bids = [Bid(speaker="x", low=9, high=9, as_of=1), Bid(speaker="y", low=11, high=11, as_of=2)]
    assert choose(bids, policy_named("ucdp")).best == 11
    assert choose(bids, policy_named("ibc")).best is None


def test_a_later_figure_that_is_lower_is_not_chosen():
    bids = [Bid(speaker="x", low=11, high=11, as_of=1), Bid(speaker="y", low=9, high=9, as_of=2)]
    assert choose(bids, policy_named("ucdp")).best is None


def test_more_than_twice_apart_leaves_best_open_however_many_sources_there_are():
    voices = tuple(Voice(f"s{index}", f"c{index}") for index in range(5))
    bids = [Bid(speaker="x", low=50, high=50, voices=voices), Bid(speaker="y", low=11, high=11)]
    assert choose(bids, policy_named("ucdp")).best is None


def test_every_policy_says_its_rule_and_an_unknown_one_is_wrong_use():
    assert {"ibc", "ucdp"} <= set(policy_names())
    assert all(policy_named(name).rule and policy_named(name).example for name in policy_names())
    with pytest.raises(WrongUse, match="ucdp"):
        policy_named("guesswork")


def test_a_figure_without_a_low_end_does_not_invent_one():
    one = toll("a", None, 1500, measure="participants", event_type="protest")
    assert bounds(tally_of(told(one), one, "participants")) == (None, None, 1500)
    assert count("killed", None, 3).low is None


def test_up_to_1500_and_1000_do_not_contradict_each_other():
    bids = [Bid(speaker="x", low=None, high=1500), Bid(speaker="y", low=1000, high=1000)]
    assert choose(bids, policy_named("ucdp")).best == 1000


def test_one_more_person_described_later_takes_back_no_number_of_several():
    two = toll("a", 2, by="police")
    quote = "the fourth victim died"
    one = claim("b", "killing", 0, quote=quote, attribution=said_by("police"), figure=count("killed", 1))
    one = replace(one, figure=replace(one.figure, span=Span(0, len("the fourth victim"))))
    late = dispatch("b", published="2031-03-17T10:00")
    tally = tally_of(told(two, one, dispatches=[late]), two)
    assert tally.best == 2
    assert [account.standing for account in tally.accounts] == ["counted", "part"]


def test_a_headline_of_additions_alone_is_drawn_from_the_groups():
    men = toll("a", 1, by="police", group="men")
    more = toll("a", 1, by="the mayor", at=90, scope=Scope.ADDITION)
    tally = tally_of(told(men, more), men)
    assert bounds(tally) == (1, 1, 1)
    assert set(standings(tally).values()) == {"counted", "addition"}
    assert set(tally.claims) == {men.claim_id, more.claim_id}


def words(doc, quote, measure, low, *, at=0, group=None, field="text", event_type="shooting"):
    """A claim whose figure is its whole quote, so many code points from the start of the text."""
    figure = replace(count(measure, low, group=group, at=at), span=Span(at, at + len(quote)))
    return claim(doc, event_type, at, quote=quote, figure=figure, field=field)


def test_that_nobody_else_was_hurt_does_not_deny_who_was():
    hurt = words("a", "a child was injured", "injured", 1)
    others = words("a", "no one else was injured", "injured", 0, at=60)
    tally = tally_of(told(hurt, others), hurt, "injured")
    assert bounds(tally) == (1, 1, 1)
    assert "part" in {account.standing for account in tally.accounts}


def test_that_nobody_was_hurt_still_denies_it():
    hurt = words("a", "one person was injured", "injured", 1)
    nobody = words("b", "nobody was injured", "injured", 0, at=60)
    assert tally_of(told(hurt, nobody), hurt, "injured").best is None


def test_who_was_shot_and_did_not_die_outweighs_a_count_of_fewer_injured():
    shot = words("a", "six people were shot", "shot", 6)
    dead = words("a", "one person died", "killed", 1, at=40, event_type="killing")
    critical = words("a", "another is in critical condition", "injured", 1, at=70)
    tally = tally_of(told(shot, dead, critical), shot, "injured")
    assert tally.best == 5
    assert "a part" in tally.why


def test_a_hospital_is_no_second_ground_for_its_own_count():
    few = toll("a", 20, by="the ministry", measure="injured", event_type="shooting")
    many = toll("a", 43, by="the hospital", measure="injured", event_type="shooting", at=60)
    treated = toll("a", 43, by="the hospital", measure="hospitalised", event_type="shooting", at=120)
    assert tally_of(told(few, many, treated), few, "injured").best is None


def test_somebody_named_as_injured_who_died_is_not_counted_as_injured():
    hurt = claim("a", actors=(victim("Odra Vell", "injured"),))
    died = claim("a", "killing", 80, actors=(victim("Odra Vell", "killed"),))
    found = home_of(told(hurt, died), hurt).tallies
    assert [(tally.measure, tally.low) for tally in found] == [("killed", 1)]


def test_somebody_named_as_injured_may_be_among_the_dead_who_are_not_named():
    hurt = claim("a", actors=(victim("Odra Vell", "injured"),))
    dead = words("a", "one person died", "killed", 1, at=80, event_type="killing")
    tally = tally_of(told(hurt, dead), hurt, "injured")
    assert (tally.low, tally.best) == (0, None)
    assert "may be among them" in tally.why


def test_a_death_told_only_far_below_wounded_is_left_open():
    hurt = words("a", "two people were injured", "injured", 2)
    near = words("a", "one person died", "killed", 1, at=120, event_type="killing")
    far = words("a", "one person died", "killed", 1, at=900, event_type="killing")
    assert tally_of(told(hurt, near, policy="ucdp-grounds"), hurt).best == 1
    left = tally_of(told(hurt, far, policy="ucdp-grounds"), hurt)
    assert bounds(left) == (0, None, 1)
    assert "another event" in left.why


def test_a_sum_far_below_one_who_was_killed_is_set_aside_unless_somebody_gives_it():
    one = words("a", "the man was killed", "killed", 1, event_type="killing", group="man")
    week = words("a", "eight people were killed", "killed", 8, at=900, event_type="killing")
    tally = tally_of(told(one, week), week)
    assert "set aside" in {account.standing for account in tally.accounts}
    said = replace(week, attribution=said_by("the union", "union"))
    assert "set aside" not in {account.standing for account in tally_of(told(one, said), said).accounts}


def test_a_speaker_who_counts_everybody_now_replaces_what_he_counted_of_a_group():
    police, mayor = said_by("police", "police"), said_by("the mayor")
    early = toll("a", 4, by=police, group="officers")
    late = toll("b", 5, by=police)
    days = [dispatch("a"), dispatch("b", published="2031-03-16T10:00")]
    account = tally_of(told(early, late, dispatches=days), late).accounts[0]
    assert (account.low, account.superseded) == (5, (early.claim_id,))
    assert tally_of(told(early, late, dispatches=days), late, group="police").best == 4
    other = toll("b", 5, by=mayor)
    assert tally_of(told(early, other, dispatches=days), other).accounts[0].superseded == ()


def test_who_is_still_missing_is_the_whole_of_those_who_are_left():
    service = said_by("the rescue service", "group")
    early = toll("a", 19, by=service, measure="missing")
    late = toll("b", 2, by=service, measure="missing", group="women", quote="women still missing")
    days = [dispatch("a", publisher="P"), dispatch("b", publisher="P", published="2031-03-16T10:00")]
    assert bounds(tally_of(told(early, late, dispatches=days), early, "missing")) == (2, 2, 2)
    plain = replace(late, attribution=None, claim_id="plain")
    beside = toll("b", 26, by=service, at=200)  # the dispatch hears who counted before
    assert bounds(tally_of(told(early, plain, beside, dispatches=days), early, "missing")) == (2, 2, 2)
    families = toll("a", 60, by="the families", at=300, measure="missing")
    assert tally_of(told(early, families, plain, dispatches=days), early, "missing").best is None
    more = dispatch("c", publisher="P", published="2031-03-17T10:00")
    last = toll("c", 1, by="the navy", measure="missing")
    assert bounds(tally_of(told(plain, last, dispatches=[*days[1:], more]), last, "missing")) == (1, 1, 1)


def test_those_who_died_of_those_shot_are_all_who_died_and_of_the_wounded_only_some():
    shot = toll("a", 9, measure="shot", event_type="shooting", by="the union")
    died = toll("a", 5, by="the union", at=60, scope=Scope.PART, quote="five of them died")
    assert bounds(tally_of(told(shot, died), died)) == (5, 5, 5)
    hurt = toll("a", 9, measure="injured", event_type="injury", by="the union")
    assert bounds(tally_of(told(hurt, died, policy="ucdp-grounds"), died)) == (5, None, None)


@pytest.mark.parametrize(("more", "best"), [((5, Scope.PART), 5), ((1, Scope.PART), 5), ((1, Scope.WHOLE), None)])
def test_those_who_died_of_those_shot_are_all_who_died_though_some_of_them_are_told_of_apart(more, best):
    shot = toll("a", 9, measure="shot", event_type="shooting")
    died = toll("a", 5, at=60, scope=Scope.PART, quote="5 fatally")
    again = toll("a", more[0], at=400, scope=more[1], quote="one of the dead was a porter")
    assert bounds(tally_of(told(shot, died, again, policy="ucdp-grounds"), died))[1] == (best if best else 1)


def test_an_outlet_that_quotes_what_it_carried_before_gives_that_figure_no_more():
    days = [dispatch("a", publisher="Courier"), dispatch("b", publisher="Courier", published="2031-03-16T10:00")]
    early = toll("a", 9, by="the union")
    quoted = toll("b", 9, by=said_by("We", "author"))
    now = toll("b", 5, by="the union", at=120)
    tally = tally_of(told(early, quoted, now, dispatches=days), now)
    assert bounds(tally) == (5, 5, 5)
    assert tally.accounts[0].falls == ((9, 5),)
    alone = tally_of(told(early, replace(quoted, claim_id="x"), dispatches=days), early)
    assert bounds(alone) == (9, 9, 9)
