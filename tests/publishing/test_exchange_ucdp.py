"""The export to UCDP GED, held against its codebook."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khronika.model.actor import Role
from khronika.model.chronicle import Chronicle
from khronika.model.grade import Grade
from khronika.model.ids import IncidentId
from khronika.model.place import PlacePrecision
from khronika.model.tally import TallyStatus
from khronika.publishing.exchange.tolls import headline
from khronika.publishing.exchange.ucdp import priogrid
from khronika.publishing.judging import standing_accounts
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
from publishing.sample import CHRONICLE, KARASAI, OLD_QUAY

# as in the releases 25.1 and 26.1, in their order; typed in here a second time on purpose
COLUMNS = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
]  # fmt: skip
DISCOUNTED = Grade(value="discounted", rule="Everybody who told of it has withdrawn it.")
NINE = killed(says("union", 9, 9), best=9)


def rows(chronicle: Chronicle) -> list[dict[str, str]]:
    return table(exported("ucdp", chronicle).files["ucdp-ged.csv"])


def row(**more: object) -> dict[str, str]:
    (only,) = rows(with_incidents(shooting(more.pop("tally", NINE), **more)))  # type: ignore[arg-type]
    return only


def losses(chronicle: Chronicle) -> dict[str, str]:
    found = exported("ucdp", chronicle).losses
    return {loss.rule: loss.what for loss in found if loss.record == "incident"}


def test_the_columns_are_the_codebook_s_in_its_order() -> None:
    assert len(COLUMNS) == 49
    assert header(exported("ucdp").files["ucdp-ged.csv"]) == COLUMNS


def test_a_contested_toll_keeps_both_ends_and_its_best_is_the_lower_with_a_warning() -> None:
    (found,) = rows(CHRONICLE)
    assert (found["low"], found["best"], found["high"]) == ("11", "11", "150")
    assert found["code_status"] == "Check deaths"
    assert losses(CHRONICLE)["contested_toll"].startswith("low 11, best 11, high 150; the regional government: 11; ")


@pytest.mark.parametrize(
    ("tally", "three", "rule"),
    [
        (NINE, ("9", "9", "9"), None),
        (killed(says("union", 14, None), best=14), ("14", "14", "14"), "no_upper_end"),
        (killed(says("union", 14, None), says("ngo", 31, 38)), ("14", "14", "38"), "no_upper_end"),
        (killed(says("union", 50, 70)), ("50", "50", "70"), "no_single_number"),
        (killed(says("union", None, 30)), ("0", "0", "30"), "no_lower_end"),
        (killed(says("union", 3, None, "part"), scope="part", low=3, high=None), ("3", "3", "3"), "only_a_part"),
    ],
)
def test_low_best_and_high_are_figures_that_somebody_gives(tally: object, three: tuple, rule: str | None) -> None:
    found = row(tally=tally)
    assert (found["low"], found["best"], found["high"]) == three
    assert found["deaths_unknown"] == found["best"]
    assert found["code_status"] == ("Check deaths" if rule else "Check")
    assert rule is None or rule in losses(with_incidents(shooting(tally)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tally", "more", "rule"),
    [
        (None, {}, "no_death"),
        (None, {"event_types": {"killing": ()}}, "uncounted_dead"),
        (killed(status=TallyStatus.UNKNOWN), {}, "uncounted_dead"),
        (killed(says("union", 0, 0), best=0, status=TallyStatus.NONE_REPORTED), {}, "none_reported"),
        (killed(says("union", 0, 0), group="police", status=TallyStatus.NONE_REPORTED), {}, "dead_of_a_group_only"),
        (NINE, {"kind": "episode"}, "episode"),
        (NINE, {"reality": "did not happen"}, "not_actual"),
        (NINE, {"when": ""}, "no_day"),
        (NINE, {"occurred": DISCOUNTED}, "withdrawn"),
        (NINE, {"event_type": "accident", "acled_event_type": None}, "no_armed_force"),
    ],
)
def test_an_incident_without_a_reported_death_is_no_row_and_is_named(tally: object, more: dict, rule: str) -> None:
    made = exported("ucdp", with_incidents(shooting(tally, **more)))  # type: ignore[arg-type]
    assert made.counts == {"ucdp-ged.csv": 0}
    assert [loss.rule for loss in made.losses if loss.record in ("incident", "episode")] == [rule]


@pytest.mark.parametrize(
    ("did", "suffered", "violence", "side_b"),
    [
        ("state forces", "protesters", "3", "Civilians"),
        ("state forces", "armed group", "1", ""),
        ("armed group", "armed group", "2", ""),
        ("armed group", "civilians", "3", "Civilians"),
        ("protesters", "state forces", "", ""),
        ("state forces", "officials", "", ""),
    ],
)
def test_the_type_of_violence_follows_the_kinds_of_the_sides(
    did: str, suffered: str, violence: str, side_b: str
) -> None:
    chronicle = actors_of_fire(("these", Role.DID, did), ("those", Role.SUFFERED, suffered))
    (found,) = rows(chronicle)
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (violence, "these", side_b)
    assert ("type_open" in losses(chronicle)) == (violence == "")


def test_deaths_without_a_deed_of_violence_and_a_denial_are_told_to_the_coder() -> None:
    denied = Grade(value="contested", rule="At least one root denies it.")
    more = {"event_type": "strike", "acled_event_type": None, "occurred": denied}
    told = losses(with_incidents(shooting(NINE, **more)))
    assert told["armed_force_open"] == "strike"
    assert told["denied_by_some"] == "At least one root denies it."
    assert not {"armed_force_open", "denied_by_some"} & set(losses(with_incidents(shooting(NINE))))


def test_sides_of_several_kinds_leave_the_type_open() -> None:
    chronicle = actors_of_fire(
        ("troops", Role.DID, "state forces"),
        ("people", Role.SUFFERED, "civilians"),
        ("gunmen", Role.SUFFERED, "armed group"),
    )
    assert rows(chronicle)[0]["type_of_violence"] == ""


def test_a_contested_doer_is_no_side_and_no_identifier_is_made_up() -> None:
    (found,) = rows(CHRONICLE)
    for name in COLUMNS:
        if name.endswith(("_dset_id", "_new_id")) or name in (
            "side_a",
            "side_b",
            "conflict_name",
            "dyad_name",
            "gwnoa",
        ):
            assert found[name] == "", name


@pytest.mark.parametrize(
    ("when", "dates", "precision"),
    [
        ("2031-05-14", ("2031-05-14", "2031-05-14"), "1"),
        ("2031-05-14~", ("2031-05-14", "2031-05-14"), "2"),
        ("2031-05-14/2031-05-17", ("2031-05-14", "2031-05-17"), "2"),
        ("2031-05-14/2031-05-20", ("2031-05-14", "2031-05-20"), "3"),
        ("2031-05", ("2031-05-01", "2031-05-31"), "4"),
        ("2031", ("2031-01-01", "2031-12-31"), "5"),
        ("2031-05-14/..", ("2031-05-14", "2031-05-15"), "2"),  # told of until 15 May
    ],
)
def test_dates_are_the_earliest_and_latest_with_their_precision(when: str, dates: tuple, precision: str) -> None:
    found = row(when=when)
    assert ((found["date_start"], found["date_end"]), found["date_prec"]) == (dates, precision)


@pytest.mark.parametrize("precision", list(PlacePrecision))
def test_where_prec_is_ucdp_s(precision: PlacePrecision) -> None:
    if precision is not PlacePrecision.UNLOCATED:
        assert row(place=replace(KARASAI, precision=precision))["where_prec"] == str(precision.where_prec)
    assert row(place=OLD_QUAY)["where_prec"] == ""


def test_a_point_lies_in_its_cell_of_prio_grid() -> None:
    assert priogrid(34.531094, 69.162796) == 179779  # Kabul, as in GED
    assert (priogrid(-90, -180), priogrid(90, 180)) == (1, 259200)
    assert row()["geom_wkt"] == "POINT (51.5 44.125)"


@settings(deadline=None, max_examples=150)
@given(chronicle=chronicles)
def test_every_row_leads_back_and_its_figures_are_ordered_and_given_by_somebody(chronicle: Chronicle) -> None:
    made = exported("ucdp", chronicle)
    found = table(made.files["ucdp-ged.csv"])
    incidents = {one.incident_id: one for one in chronicle.incidents}
    out = [loss.record_id for loss in made.losses if loss.record in ("incident", "episode") and not loss.exported]
    ids = [one["id"].removeprefix("khronika-") for one in found]
    assert made.counts["ucdp-ged.csv"] == len(found)
    assert sorted([*ids, *out]) == sorted(incidents)
    for key, one in zip(ids, found, strict=True):
        tally = headline(incidents[IncidentId(key)])
        assert tally is not None
        low, best, high = int(one["low"]), int(one["best"]), int(one["high"])
        assert low <= best <= high
        assert high >= 1
        assert low == (tally.low or 0)
        assert tally.high is None or high == tally.high
        assert tally.best is None or best == tally.best
        given_by = {end for account in standing_accounts(tally) for end in (account.low, account.high)}
        assert {low, high} <= given_by | {0, tally.low, tally.best, tally.high}
        parts = [int(one[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert sum(parts) == best
        assert one["date_start"] <= one["date_end"]
