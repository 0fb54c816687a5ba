"""The table that every such program is held against, and its three models that fit alike."""

import pytest

from estimating.tables import kosovo
from khronika.estimating.door import estimate
from khronika.model.estimate import Estimate, Estimation


@pytest.fixture(scope="module")
def found() -> Estimation:
    return estimate(kosovo())


def ends(estimate: Estimate) -> tuple[int, int, int]:
    return round(estimate.people), round(estimate.low), round(estimate.high)


def test_the_published_model_gives_the_published_number(found: Estimation) -> None:
    assert found.best.together == (("ABA", "EXH", "OSCE"), ("EXH", "HRW"), ("HRW", "OSCE"))
    assert ends(found.best.estimate) == (10_357, 9_005, 12_105)
    assert (round(found.best.deviance, 1), found.best.degrees) == (9.3, 4)


def test_its_two_near_rivals_stand_beside_it(found: Estimation) -> None:
    assert [ends(model.estimate) for model in found.rivals] == [
        (10_357, 9_005, 12_105),
        (12_741, 10_130, 16_542),
        (18_393, 15_375, 22_242),
    ]
    assert [round(model.bic - found.best.bic, 1) for model in found.rivals] == [0.0, 0.1, 0.9]
    assert found.best_aic == found.rivals[1]


def test_the_spread_reaches_over_all_three(found: Estimation) -> None:
    near = found.spreads[0]
    assert (near.models, round(near.low), round(near.high)) == (3, 9_005, 22_242)
    assert any("choice of the model" in remark for remark in found.remarks)


def test_all_models_of_four_lists_are_fitted(found: Estimation) -> None:
    assert found.fitted == 113
    assert found.without == ()


def test_lower_bound_and_independence_are_those_of_rcapture(found: Estimation) -> None:
    # Rcapture 1.4-4, closedp.t: Mt and Mth Chao
    assert found.independence is not None
    assert round(found.independence.estimate.people, 1) == 7_394.6
    assert found.floors[0].standard_error is not None
    assert (round(found.floors[0].people, 1), round(found.floors[0].standard_error, 1)) == (8_591.2, 213.5)
    assert round(found.floors[1].people) == 8_803


def test_the_average_lies_within_the_spread_and_its_interval_is_wider_than_any_models(found: Estimation) -> None:
    near = found.spreads[0]
    for average in found.averages:
        assert near.lowest < average.people < near.highest
        assert average.high - average.low > max(m.estimate.high - m.estimate.low for m in found.rivals)


def test_pairs_only_is_the_best_pairs_model_of_rcapture() -> None:
    pairs = estimate(kosovo(), most=2)
    assert pairs.fitted == 64
    assert round(pairs.best.estimate.people, 1) == 14_341.7
    assert "at most 2 lists" in pairs.searched
