"""Which claims tell of one event."""

from dataclasses import replace

import pytest
from tests.reconciling.telling import (
    actor,
    claim,
    dispatch,
    home_of,
    on,
    region,
    said_by,
    square,
    tally_of,
    toll,
    town,
    victim,
)

from khronika.model.actor import Role
from khronika.model.attribution import UNNAMED, Stance
from khronika.model.claim import Reality
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.reconciling.aspects.traits import all_traits
from khronika.reconciling.door import reconcile
from khronika.reconciling.incidents.comparing import evidence_of
from khronika.reconciling.incidents.gathering import accounts_of
from khronika.reconciling.incidents.portraits import portraits_of
from khronika.reconciling.weights import linking


def together(chronicle, *claims):
    return len({home_of(chronicle, one).incident_id for one in claims}) == 1


def test_killing_and_shooting_of_one_afternoon_are_one_event_and_the_strike_is_another():
    shot, killed, strike = claim("a"), claim("a", "killing", 100), claim("a", "strike", 200)
    chronicle = reconcile([dispatch("a")], [shot, killed, strike])
    assert together(chronicle, shot, killed)
    assert not together(chronicle, shot, strike)


def test_two_days_of_one_town_stay_apart():
    first, second = claim("a"), claim("a", at=900, when="2031-03-15")
    assert not together(reconcile([dispatch("a")], [first, second]), first, second)


def test_two_squares_of_one_town_stay_apart_within_one_dispatch():
    here, there = claim("a", place=square("Lantern Square")), claim("a", at=90, place=square("Mill Street"))
    assert not together(reconcile([dispatch("a")], [here, there]), here, there)


def test_a_square_joins_what_is_told_of_its_town():
    here, there = claim("a", place=square("Lantern Square")), claim("a", at=90)
    assert together(reconcile([dispatch("a")], [here, there]), here, there)


def test_a_vague_claim_joins_one_event_and_never_runs_two_together():
    first, second = claim("a", at=0), claim("a", at=3000, place="Tavesh")
    vague = claim("a", "killing", 3100, place=None, when=on("2031-03-15", basis="published"))
    chronicle = reconcile([dispatch("a")], [vague, first, second])
    assert together(chronicle, second, vague)
    assert not together(chronicle, first, second)


def test_a_region_holds_its_town_but_not_a_town_elsewhere():
    inside, wide = claim("a"), claim("a", "killing", 80, place=region())
    outside = claim("b", place=town("Pelmeri", country="Norvast", admin1="South"))
    chronicle = reconcile([dispatch("a"), dispatch("b")], [inside, wide, outside])
    assert together(chronicle, inside, wide)
    assert not together(chronicle, wide, outside)


def test_dispatches_about_one_shooting_join_with_a_reason_in_words():
    one, other = claim("a"), claim("b", "killing")
    chronicle = reconcile([dispatch("a"), dispatch("b")], [one, other])
    assert together(chronicle, one, other)
    incident = home_of(chronicle, one)
    assert any("same town" in why and "same day" in why and "sum" in why for why in incident.links.values())
    assert set(incident.links) == set(incident.claims)


def test_shootings_of_one_town_in_one_week_do_not_join_on_the_place_alone():
    one = claim("a", when="2031-03-12", actors=(victim("Anna Brel", "killed"),))
    other = claim("b", when="2031-03-14", actors=(victim("Tomas Wend", "killed"),))
    assert not together(reconcile([dispatch("a"), dispatch("b")], [one, other]), one, other)


def test_different_victims_and_streets_of_one_day_keep_two_shootings_apart():
    one = claim("a", place=square("Mill Street"), actors=(victim("Anna Brel", "killed"),))
    other = claim("b", place=square("Dock Road"), actors=(victim("Tomas Wend", "killed"),))
    assert not together(reconcile([dispatch("a"), dispatch("b")], [one, other]), one, other)


def test_a_shared_victim_joins_accounts_that_only_know_their_publication_dates():
    one = claim("a", when=on("2031-03-15", basis="published"), actors=(victim("Anna Brel", "killed"),))
    other = claim("b", when=on("2031-03-15", basis="published"), actors=(victim("Brel Anna", "killed"),))
    assert together(reconcile([dispatch("a"), dispatch("b")], [one, other]), one, other)


def test_what_one_dispatch_tells_apart_no_other_dispatch_runs_together():
    first, second = claim("a"), claim("a", at=2000, place=square("Dock Road"), when=DAY_BEFORE)
    bridge = [claim(f"b{index}", when=on(DAY_BEFORE, "2031-03-14")) for index in range(3)]
    chronicle = reconcile([dispatch("a"), *(dispatch(f"b{index}") for index in range(3))], [first, second, *bridge])
    assert not together(chronicle, first, second)


ALIKE = "A mortar attack on the bakery in Orun killed people who had waited for bread."


@pytest.mark.parametrize(("words", "apart"), [("a second mortar attack hit Orun", True), ("an attack hit Orun", False)])
def test_a_deed_of_another_day_that_is_called_a_second_one_is_another(words, apart):
    start = words.index("attack")
    later = replace(claim("b", "attack", quote=words, when="2031-03-14"), trigger=Span(start, start + len("attack")))
    found = [claim("a", "attack", quote=words, when=DAY_BEFORE), later]
    assert together(reconcile([dispatch("a", ALIKE), dispatch("b", ALIKE)], found), *found) is not apart


def test_an_account_belongs_with_what_a_dispatch_tells_of_its_own_day():
    bar = [toll("a", 2, when="2031-03-12"), claim("a", "grenade", when="2031-03-12")]
    gate, later = toll("a", 3, at=900, when="2031-03-14"), toll("b", 4, when="2031-03-14")
    chronicle = reconcile([dispatch("a", ALIKE), dispatch("b", ALIKE)], [*bar, gate, later])
    assert not together(chronicle, bar[0], later)


DAY_BEFORE = "2031-03-13"


SHOTS = "Guards fired at the gate of the mill in Orun, where people stood for bread. The union spoke of shots at noon."


def harm_between(one, other, published="2031-03-15T10:00"):
    """The evidence by the harm that two reports open with."""
    dispatches = by_id([dispatch("a", SHOTS), dispatch("b", SHOTS, published=published)])
    accounts, _ = accounts_of(all_traits([one, other], dispatches).values())
    return [part.name for part in evidence_of(*portraits_of(accounts, dispatches)) if part.section == "harm"]


def test_a_report_that_opens_with_the_hurt_alone_speaks_against_one_that_opens_with_a_death():
    hurt, died = toll("a", 2, measure="injured", event_type="injury"), toll("b", 1)
    assert harm_between(hurt, died) == ["death_and_hurt"]
    assert harm_between(hurt, died, "2031-03-17T10:00") == ["death_later"]
    assert linking("harm", "death_and_hurt") < -1


def test_reports_that_open_with_one_harm_or_tell_it_only_far_down_are_not_told_apart_by_it():
    hurt, more = (toll(doc, 2, measure="injured", event_type="injury") for doc in "ab")
    assert not harm_between(hurt, more)
    assert not harm_between(toll("a", 2), toll("b", 1))
    assert not harm_between(hurt, toll("b", 1, at=900))


def by_id(dispatches):
    return {one.doc_id: one for one in dispatches}


def test_a_copy_joins_its_original_and_is_no_further_source():
    text = "Troops fired on a crowd in Orun. " * 20
    one, same = claim("a", quote="Troops fired"), claim("b", quote="Troops fired", at=40)
    originals = [dispatch("a", text), dispatch("b", text, copy_of="a", publisher="The Reprint")]
    chronicle = reconcile(originals, [one, same])
    assert together(chronicle, one, same)
    assert home_of(chronicle, one).independent_sources == 1
    assert home_of(chronicle, one).reported.value == "single source"


def test_a_later_report_that_dates_a_deed_once_tells_of_it_throughout():
    dated = claim("a", when="2031-03-02")
    again = claim("a", "killing", 2000, when=on("2031-03-15", basis="published"))
    assert together(reconcile([dispatch("a")], [dated, again]), dated, again)


def test_a_plan_is_no_deed_and_a_plan_called_off_stays_with_the_plan():
    deed = claim("a", "protest", 0)
    plan = claim("a", "protest", 400, when="2031-03-16", reality=Reality.PLANNED)
    off = claim("b", "protest", 0, when="2031-03-16", reality=Reality.DID_NOT_HAPPEN)
    chronicle = reconcile([dispatch("a"), dispatch("b", published="2031-03-16T20:00")], [deed, plan, off])
    assert not together(chronicle, deed, plan)
    assert together(chronicle, plan, off)
    assert home_of(chronicle, plan).title.startswith("Planned or demanded: protest")


def test_a_denied_explosion_is_one_incident_that_is_discounted_when_its_only_teller_withdraws_it():
    told = claim("a", "explosion", attribution=said_by("Radio Oshmar", "media"))
    gone = claim("b", "explosion", reality=Reality.DID_NOT_HAPPEN, attribution=said_by("Radio Oshmar", "media"))
    six = toll("a", 6, by=said_by("Radio Oshmar", "media"), at=60, group="children")
    chronicle = reconcile([dispatch("a"), dispatch("b", published="2031-03-16T10:00")], [told, gone, six])
    assert together(chronicle, told, gone)
    assert home_of(chronicle, told).occurred.value == "discounted"
    children = tally_of(chronicle, six, group="children")
    assert (children.low, children.best, children.high) == (None, None, None)
    assert children.accounts[0].standing == "superseded"


def test_demands_are_demands_and_raise_no_toll():
    calls = said_by("the union", "union", Stance.DEMANDS)
    demand = claim("a", "withdrawal", attribution=calls)
    wanted = toll("a", 100, by=calls, at=60, measure="released", event_type="release")
    chronicle = reconcile([dispatch("a")], [demand, wanted])
    incident = home_of(chronicle, demand)
    assert (incident.event_type, incident.reality) == ("demand", "unclear")
    assert all(tally.low is None and tally.high is None for tally in incident.tallies)


def test_an_aside_joins_nothing_and_is_named_in_a_refusal():
    aside = toll("a", 270, aside=True)
    here = toll("a", 9, at=50)
    chronicle = reconcile([dispatch("a")], [aside, here])
    assert all(aside.claim_id not in incident.claims for incident in chronicle.incidents)
    assert any(aside.claim_id in refusal.reason and not refusal.unread for refusal in chronicle.refusals)
    assert tally_of(chronicle, here).best == 9


def test_a_claim_about_a_claim_stands_with_it():
    figure = toll("a", 11, by="the regime")
    remark = claim("a", "other", 500, place=None, when=None, about=figure.claim_id)
    assert together(reconcile([dispatch("a")], [figure, remark]), figure, remark)


def test_the_main_incident_of_a_dispatch_is_the_one_that_title_and_casualties_speak_of():
    side = claim("a", "curfew", 0)
    main = [claim("a", field="title", quote="Nine shot dead"), toll("a", 9, at=300), claim("a", at=280)]
    chronicle = reconcile([dispatch("a", title="Nine shot dead")], [side, *main])
    assert chronicle.incidents_of["a"][0] == home_of(chronicle, main[2]).incident_id
    assert len(chronicle.incidents_of["a"]) == 2


def test_two_incidents_of_one_day_make_an_episode_and_one_does_not():
    shot, strike = claim("a"), claim("a", "strike", 200)
    chronicle = reconcile([dispatch("a")], [shot, strike])
    (episode,) = [one for one in chronicle.incidents if one.kind == "episode"]
    assert {one.part_of for one in chronicle.incidents if one.kind == "incident"} == {episode.incident_id}
    assert episode.title == "Events in Orun, 14 March 2031"
    alone = reconcile([dispatch("a")], [shot])
    assert [one.kind for one in alone.incidents] == ["incident"]


def test_two_shootings_of_one_night_that_nobody_tells_together_make_no_episode():
    one = claim("a", place=square("Mill Street"), actors=(victim("Anna Brel", "killed"),))
    other = claim("b", place=square("Dock Road"), actors=(victim("Tomas Wend", "killed"),))
    chronicle = reconcile([dispatch("a"), dispatch("b")], [one, other])
    assert all(incident.kind == "incident" for incident in chronicle.incidents)


def test_a_toll_of_the_day_that_is_tied_to_no_deed_hangs_on_the_episode():
    here, there = claim("a", place=square("Lantern Square")), claim("a", at=500, place=square("Dock Road"))
    of_day = toll("a", 9, at=2000, by=UNNAMED)
    chronicle = reconcile([dispatch("a")], [here, there, of_day])
    assert home_of(chronicle, of_day).kind == "episode"
    assert tally_of(chronicle, of_day).best == 9


def test_the_title_says_what_where_and_when():
    chronicle = reconcile([dispatch("a")], [claim("a")])
    assert chronicle.incidents[0].title == "Shooting in Orun, 14 March 2031"
    assert chronicle.incidents[0].acled_sub_event_type == "Attack"


def test_a_contested_type_keeps_every_name_with_its_claims():
    force = claim("a", "excessive force against protesters", actors=(actor("police", kind="state forces"),))
    riot = claim("a", "violent demonstration", 80, attribution=said_by("the ministry"))
    incident = home_of(reconcile([dispatch("a")], [force, riot]), force)
    assert set(incident.event_types) == {"excessive force against protesters", "violent demonstration"}
    assert sum(map(len, incident.event_types.values())) == 2


def test_the_days_come_from_the_words_and_not_from_the_publication():
    stated = claim("a", when="2031-03-13")
    later = [claim("a", "killing", 50 + index, when=on("2031-03-15", basis="published")) for index in range(3)]
    incident = home_of(reconcile([dispatch("a")], [stated, *later]), stated)
    assert (incident.start, incident.end, incident.when) == ("2031-03-13",) * 3


def test_responsibility_is_contested_when_speakers_lay_it_to_different_parties():
    police = claim("a", actors=(actor("the police", Role.DID, kind="state forces"),))
    other = claim(
        "a",
        "violent demonstration",
        90,
        actors=(actor("rioters", Role.DID, kind="protesters"),),
        attribution=said_by("the ministry"),
    )
    grade = home_of(reconcile([dispatch("a")], [police, other]), police).responsible
    assert grade.value == "contested"
    assert set(grade.parties) == {"the police", "rioters"}


@pytest.mark.parametrize(
    ("denied", "value"),
    [
        ("that its aircraft bombed the market", "contested"),
        ("The army denied responsibility for the attack", "contested"),
        ("that rebels shelled the market", "stated"),
    ],
)
def test_responsibility_is_contested_where_the_speaker_denies_that_it_was_his_deed(denied, value):
    jet = claim("a", actors=(actor("an army jet", Role.DID, kind="state forces"),))
    army = said_by("the army", "military", Stance.DENIES)
    denial = claim("b", attribution=army, quote=denied)
    told = reconcile([dispatch("a", publisher="A"), dispatch("b", publisher="B")], [jet, denial])
    assert home_of(told, jet) is home_of(told, denial)
    grade = home_of(told, jet).responsible
    assert (grade.value, list(grade.parties)) == (value, ["an army jet"])
    assert (denial.claim_id in grade.claims) == (value == "contested")


def test_whoever_claims_responsibility_is_an_alternative():
    group = said_by("the Highland Brigade", "group", Stance.ALLEGES)
    claimed = claim("a", attribution=group, quote="The Highland Brigade claimed responsibility for the shooting")
    police = claim("b", actors=(actor("soldiers", Role.DID, kind="state forces"),), attribution=said_by("the mayor"))
    told = reconcile([dispatch("a", publisher="A"), dispatch("b", publisher="B")], [claimed, police])
    grade = home_of(told, claimed).responsible
    assert grade.value == "contested"
    assert grade.parties == {"the Highland Brigade": (claimed.claim_id,), "soldiers": (police.claim_id,)}


def test_stones_thrown_beside_shots_do_not_make_one_speaker_contradict_himself():
    police = claim("a", actors=(actor("the police", Role.DID, kind="state forces"),))
    stones = claim("a", "violent demonstration", 90, actors=(actor("youths", Role.DID, kind="protesters"),))
    assert home_of(reconcile([dispatch("a")], [police, stones]), police).responsible.value == "stated"


def test_an_army_that_says_it_fired_confirms_that_it_happened():
    fired = claim("a", actors=(actor("troops", kind="state forces"),), attribution=said_by("the army", "military"))
    assert home_of(reconcile([dispatch("a")], [fired]), fired).occurred.value == "confirmed"


def test_a_denial_contests_and_only_denials_leave_it_denied():
    told = claim("a")
    denied = claim("a", at=90, attribution=said_by("Colonel Shilmer", "police", Stance.DENIES))
    assert home_of(reconcile([dispatch("a")], [told, denied]), told).occurred.value == "contested"
    assert home_of(reconcile([dispatch("a")], [denied]), denied).reported.value == "denied"


def test_a_street_that_no_map_has_lies_near_the_town_that_the_claims_tell_of():
    street = Place(
        name="Dock Road", written="Dock Road", kind="street", precision=PlacePrecision.UNLOCATED, basis="stated"
    )
    shot = claim("a", place=street)
    died = claim("a", "killing", 90, place=town("Orun", basis="narrative"))
    found = home_of(reconcile([dispatch("a")], [shot, died]), shot).place
    assert (found.name, found.near, found.precision) == ("Dock Road", "Orun", PlacePrecision.NEAR)
    assert (found.lat, found.lon) == (town("Orun").lat, town("Orun").lon)


def test_a_town_carried_over_from_elsewhere_is_not_the_place_where_claims_name_a_district():
    district = Place(
        name="Kern", written="Kern", kind="admin2", precision=PlacePrecision.ADMIN2, lat=48.0, lon=60.0,
        admin1="Lomyra", country="Halvenia",
    )  # fmt: skip
    shot = claim("a", place=district)
    died = claim("a", "killing", 90, place=town("Orun", basis="narrative"))
    assert home_of(reconcile([dispatch("a")], [shot, died]), shot).place.name == "Kern"
