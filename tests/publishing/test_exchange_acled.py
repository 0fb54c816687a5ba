"""The export to ACLED, held against its codebook."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khronika.model.actor import Role
from khronika.model.chronicle import Chronicle
from khronika.model.figure import Exactness, Figure
from khronika.model.grade import Grade
from khronika.model.ids import IncidentId
from khronika.model.place import PlacePrecision
from khronika.model.span import Span
from khronika.model.tally import TallyStatus
from khronika.publishing.exchange.tolls import headline
from publishing.exchanging import (
    actors_of_fire,
    chronicles,
    exported,
    header,
    killed,
    says,
    shooting,
    table,
    with_incidents,
)
from publishing.sample import C_UNION, CHRONICLE, KARASAI, OLD_QUAY

# as downloaded from ACLED, in its order; typed in here a second time on purpose
COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip


def rows(chronicle: Chronicle) -> list[dict[str, str]]:
    return table(exported("acled", chronicle).files["acled.csv"])


def row(**more: object) -> dict[str, str]:
    (only,) = rows(with_incidents(shooting(more.pop("tally", None), **more)))  # type: ignore[arg-type]
    return only


def losses(chronicle: Chronicle) -> dict[str, str]:
    """Rule -> what, of the losses of incidents."""
    found = exported("acled", chronicle).losses
    return {loss.rule: loss.what for loss in found if loss.record == "incident"}


def test_the_columns_are_the_codebook_s_in_its_order() -> None:
    assert header(exported("acled").files["acled.csv"]) == COLUMNS


def test_a_contested_toll_is_the_lowest_figure_and_every_account_stands_in_the_notes() -> None:
    found = next(one for one in rows(CHRONICLE) if one["event_id_cnty"] == "khronika-shooting14")
    assert found["fatalities"] == "11"
    for words in (
        "the regional government: 11",
        "50 to 70",
        "unnamed: 50 to 150",
        "a protected source (eyewitness): 3",
    ):
        assert words in found["notes"]
    assert "11 to 150" not in found["notes"]
    assert losses(CHRONICLE)["contested_toll"].startswith("fatalities 11; the regional government: 11; ")


@pytest.mark.parametrize(
    ("tally", "fatalities", "rule"),
    [
        (killed(says("union", 14, None)), "14", "no_upper_end"),
        (killed(says("union", None, 30)), "0", "no_lower_end"),
        (killed(says("union", 50, 70)), "50", "no_single_number"),
        (killed(says("union", 3, None, "part"), scope="part", low=3, high=None), "3", "only_a_part"),
        (killed(says("union", 9, 9), best=9), "9", None),
        (killed(says("union", 0, 0), best=0, status=TallyStatus.NONE_REPORTED), "0", None),
        (killed(status=TallyStatus.UNKNOWN), "0", "uncounted_dead"),
        (None, "0", "uncounted_dead"),
    ],
)
def test_each_kind_of_toll_is_written_by_its_rule_and_said(tally: object, fatalities: str, rule: str | None) -> None:
    incident = shooting(tally, event_types={"killing": (), "shooting": ()})  # type: ignore[arg-type]
    chronicle = with_incidents(incident)
    tolls = {"no_upper_end", "no_lower_end", "no_single_number", "only_a_part", "uncounted_dead", "contested_toll"}
    assert rows(chronicle)[0]["fatalities"] == fatalities
    assert set(losses(chronicle)) & tolls >= ({rule} if rule else set())
    assert rule or not set(losses(chronicle)) & tolls


def test_no_figure_and_a_reported_zero_are_told_apart_in_the_statement() -> None:
    silent = with_incidents(shooting(None))
    zero = with_incidents(shooting(killed(says("union", 0, 0), best=0, status=TallyStatus.NONE_REPORTED)))
    assert rows(silent)[0]["fatalities"] == rows(zero)[0]["fatalities"] == "0"
    assert "no_figure" in losses(silent)
    assert "no_figure" not in losses(zero)


def test_a_number_that_was_read_out_of_a_word_is_said_to_be_one() -> None:
    vague = replace(C_UNION, figure=Figure(measure="killed", low=24, high=None, span=Span(*C_UNION.span)))
    vague = replace(vague, figure=replace(vague.figure, exactness=Exactness.VAGUE))  # type: ignore[type-var]
    claims = tuple(vague if one is C_UNION else one for one in CHRONICLE.claims)
    account = replace(says("union", 24, None), claims=(vague.claim_id,))
    chronicle = replace(with_incidents(shooting(killed(account))), claims=claims)
    assert "vague_words" in losses(chronicle)


@pytest.mark.parametrize(
    ("when", "date", "precision", "rule"),
    [
        ("2031-05-14", "2031-05-14", "1", None),
        ("2031-05-14~", "2031-05-14", "2", None),
        ("2031-05-14/2031-05-20", "2031-05-17", "2", "several_days"),
        ("2031-05", "2031-05-16", "3", "several_days"),
        ("2031-05-14/..", "2031-05-14", "1", "open_end"),
    ],
)
def test_a_date_that_is_not_a_day_is_the_middle_with_its_precision(
    when: str, date: str, precision: str, rule: str | None
) -> None:
    found = row(when=when)
    assert (found["event_date"], found["time_precision"], found["year"]) == (date, precision, "2031")
    assert rule is None or rule in losses(with_incidents(shooting(when=when)))


def test_what_lasts_is_dated_to_its_first_day_and_said_to_last() -> None:
    more = {"event_type": "curfew", "when": "2031-05-14/2031-06-30", "acled_event_type": "Strategic developments"}
    assert row(**more, acled_sub_event_type="Other")["event_date"] == "2031-05-14"
    assert "lasts" in losses(with_incidents(shooting(None, **more, acled_sub_event_type="Other")))


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"kind": "episode"}, "episode"),
        ({"acled_event_type": None, "acled_sub_event_type": None}, "not_coded"),
        ({"reality": "planned"}, "not_actual"),
        ({"reality": "unclear"}, "not_actual"),
        ({"when": ""}, "no_day"),
        ({"occurred": Grade(value="discounted", rule="")}, "withdrawn"),
        ({"reported": Grade(value="denied", rule="")}, "withdrawn"),
        ({"when": "../2031-05-14"}, "no_day"),
        ({"when": "nonsense"}, "no_day"),
        ({"when": "2031"}, "too_vague"),
        ({"place": replace(KARASAI, precision=PlacePrecision.COUNTRY)}, "whole_country"),
    ],
)
def test_what_acled_would_not_record_is_left_out_with_its_reason(more: dict[str, object], rule: str) -> None:
    made = exported("acled", with_incidents(shooting(None, **more)))
    assert made.counts == {"acled.csv": 0}
    assert [(loss.rule, loss.exported) for loss in made.losses if loss.record in ("incident", "episode")] == [
        (rule, False)
    ]


def test_the_dead_of_an_incident_that_is_left_out_stand_in_the_list_of_losses() -> None:
    uncoded = with_incidents(shooting(killed(says("union", 9, 9), best=9), acled_event_type=None))
    assert losses(uncoded)["not_coded"] == "shooting; killed 9 [union: 9]"


def test_the_doer_and_those_to_whom_it_was_done_are_the_actors() -> None:
    chronicle = actors_of_fire(("special troops", Role.DID, "state forces"), ("strikers", Role.SUFFERED, "workers"))
    found = rows(chronicle)[0]
    assert (found["actor1"], found["inter1"]) == ("special troops", "1")
    assert (found["actor2"].split(" (")[0], found["inter2"]) == ("Civilians", "7")
    assert (found["interaction"], found["civilian_targeting"]) == ("17", "Civilians targeted")


def test_no_actor_is_written_where_the_claims_contradict_each_other() -> None:
    found = rows(CHRONICLE)[0]
    assert (found["actor1"], found["inter1"], found["interaction"]) == ("", "", "")
    assert losses(CHRONICLE)["contested_parties"] == "the strikers; special troops"
    assert "Responsibility is contested: the strikers; special troops." in found["notes"]


def test_which_of_acled_s_three_kinds_an_armed_group_is_is_left_to_a_coder() -> None:
    chronicle = actors_of_fire(("gunmen", Role.DID, "armed group"), ("a woman", Role.SUFFERED, "civilians"))
    assert (rows(chronicle)[0]["actor1"], rows(chronicle)[0]["inter1"]) == ("gunmen", "")
    assert losses(chronicle)["party_without_code"] == "gunmen: armed group"


def test_a_protest_has_protesters_first_and_the_size_of_the_crowd() -> None:
    chronicle = actors_of_fire(("police", Role.DID, "state forces"))
    crowd = replace(killed(says("union", 600, 600), best=600), measure="participants")
    protest = {"acled_event_type": "Protests", "acled_sub_event_type": "Excessive force against protesters"}
    incident = replace(chronicle.incidents[0], tallies=(crowd,), **protest)  # type: ignore[arg-type]
    found = rows(replace(chronicle, incidents=(incident,)))[0]
    assert (found["inter1"], found["actor2"], found["inter2"], found["interaction"]) == ("6", "police", "1", "16")
    assert found["tags"] == "crowd size=600"
    assert found["disorder_type"] == "Political violence; Demonstrations"


@pytest.mark.parametrize(
    ("accounts", "tag"),
    [
        ([], "no report"),
        ([says("union", 600, None)], "at least 600"),
        ([says("union", None, 1500)], "up to 1500"),
        ([says("union", 600, 900)], "between 600 and 900"),
        ([says("union", 600, 600), says("police", 90, 90)], "reports differ: 600, 90"),
    ],
)
def test_the_size_of_a_crowd_never_joins_what_reports_tell_apart(accounts: list, tag: str) -> None:
    crowd = replace(killed(*accounts), measure="participants", status=TallyStatus.REPORTED)
    protest = {"acled_event_type": "Protests", "acled_sub_event_type": "Peaceful protest"}
    assert row(tally=crowd, **protest)["tags"] == f"crowd size={tag}"


@pytest.mark.parametrize(
    ("kind", "actor2", "interaction"), [("armed group", "they", ""), ("protesters", "", "50"), ("unknown", "they", "")]
)
def test_whoever_used_force_on_demonstrators_is_the_second_actor(kind: str, actor2: str, interaction: str) -> None:
    chronicle = actors_of_fire(("they", Role.DID, kind))
    riot = {"acled_event_type": "Riots", "acled_sub_event_type": "Mob violence"}
    chronicle = replace(chronicle, incidents=(replace(chronicle.incidents[0], **riot),))  # type: ignore[arg-type]
    assert (rows(chronicle)[0]["actor2"], rows(chronicle)[0]["interaction"]) == (actor2, interaction)


def test_state_forces_alone_are_an_interaction_of_their_own() -> None:
    chronicle = actors_of_fire(("troops", Role.DID, "state forces"))
    strategic = {"acled_event_type": "Strategic developments", "acled_sub_event_type": "Other"}
    chronicle = replace(chronicle, incidents=(replace(chronicle.incidents[0], **strategic),))  # type: ignore[arg-type]
    assert (rows(chronicle)[0]["inter1"], rows(chronicle)[0]["interaction"]) == ("1", "10")


def test_civilians_are_no_side_of_a_battle() -> None:
    chronicle = actors_of_fire(("troops", Role.DID, "state forces"), ("people", Role.SUFFERED, "civilians"))
    battle = {"acled_event_type": "Battles", "acled_sub_event_type": "Armed clash"}
    chronicle = replace(chronicle, incidents=(replace(chronicle.incidents[0], **battle),))  # type: ignore[arg-type]
    assert (rows(chronicle)[0]["actor2"], rows(chronicle)[0]["interaction"]) == ("", "")
    assert "second_side_open" in losses(chronicle)


def test_a_place_is_written_as_exactly_as_it_is_known() -> None:
    assert (row(place=KARASAI)["latitude"], row(place=KARASAI)["geo_precision"]) == ("44.125", "1")
    unlocated = row(place=OLD_QUAY)
    assert unlocated["location"] == OLD_QUAY.name
    assert {unlocated[name] for name in ("latitude", "longitude", "geo_precision", "iso", "country")} == {""}


def test_two_rows_with_dead_of_one_day_and_place_warn_of_each_other() -> None:
    one = shooting(killed(says("union", 9, 9), best=9))
    other = replace(one, incident_id=IncidentId("other"))
    found = [loss for loss in exported("acled", with_incidents(one, other)).losses if loss.rule == "perhaps_one"]
    assert [(loss.record_id, loss.what) for loss in found] == [
        ("shooting14", "beside other"),
        ("other", "beside shooting14"),
    ]


def test_an_account_of_an_author_names_the_outlet() -> None:
    account = replace(says("author", 9, 9), claims=(C_UNION.claim_id,))
    outlet = next(one.publisher for one in CHRONICLE.dispatches if one.doc_id == C_UNION.doc_id)
    assert outlet
    assert f"Killed, by account: author ({outlet}): 9." in row(tally=killed(account, best=9))["notes"]


def test_a_title_that_is_a_formula_is_not_run_by_a_spreadsheet() -> None:
    assert row(title="=1+1")["notes"].startswith("'=1+1")


@settings(deadline=None, max_examples=120)
@given(chronicle=chronicles)
def test_every_row_leads_back_to_its_incident_and_every_figure_lies_within_its_tally(chronicle: Chronicle) -> None:
    made = exported("acled", chronicle)
    found = table(made.files["acled.csv"])
    incidents = {one.incident_id: one for one in chronicle.incidents}
    out = [loss.record_id for loss in made.losses if loss.record in ("incident", "episode") and not loss.exported]
    assert made.counts["acled.csv"] == len(found)
    ids = [one["event_id_cnty"].removeprefix("khronika-") for one in found]
    assert sorted([*ids, *out]) == sorted(incidents)
    for key, one in zip(ids, found, strict=True):
        tally = headline(incidents[IncidentId(key)])
        fatalities = int(one["fatalities"])
        if tally is not None and tally.low is not None:
            assert fatalities == tally.low
            assert tally.best is None or fatalities <= tally.best
        else:
            assert fatalities == 0
