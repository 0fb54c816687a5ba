"""Fits against a second program, proofs that they exist, and the models themselves."""

import math

import numpy as np
import pytest

from estimating.tables import edge, kosovo, overlap
from khronika.estimating.door import counts_by_pattern, estimate
from khronika.estimating.existence import Trouble
from khronika.estimating.fitting import Fit, fit_models
from khronika.estimating.lattice import INDEPENDENCE, hierarchical_models, interactions, largest, neighbours

AB, AC, BC = 0b011, 0b101, 0b110


@pytest.mark.parametrize(("lists", "models"), [(3, 8), (4, 113), (5, 6893)])
def test_there_are_as_many_models_as_the_lattice_has(lists: int, models: int) -> None:
    # the free distributive lattice (Dedekind) less the models without some list, less the saturated one
    every = hierarchical_models(lists)
    assert len(every) == len(set(every)) == models


def test_every_model_holds_the_smaller_interactions_of_its_own() -> None:
    for model in hierarchical_models(4):
        for one in model:
            assert all(other in model for other in interactions(4) if other & one == other and other != one)


def test_neighbours_are_models_and_lead_back() -> None:
    every = set(hierarchical_models(4))
    for model in every:
        around = set(neighbours(model, 4))
        assert around <= every
        assert all(model in set(neighbours(other, 4)) for other in around)


def test_the_largest_interactions_say_the_model() -> None:
    abc = frozenset([AB, AC, BC, 0b111])
    assert largest(abc) == (0b111,)
    assert largest(abc | {0b1001}) == (0b111, 0b1001)


def test_fits_are_those_of_statsmodels() -> None:
    generalized = pytest.importorskip("statsmodels.api")
    counts = counts_by_pattern(kosovo())
    patterns = np.arange(1, 16)
    models = hierarchical_models(4)[::9]
    for model, fit in zip(models, fit_models(counts, models), strict=True):
        terms = np.array([0, 1, 2, 4, 8, *sorted(model)])
        design = ((patterns[:, None] & terms) == terms).astype(float)
        peer = generalized.GLM(counts, design, family=generalized.families.Poisson()).fit(tol=1e-12)
        assert isinstance(fit, Fit)
        assert fit.log_missing == pytest.approx(peer.params[0], abs=1e-6)
        assert fit.variance == pytest.approx(peer.bse[0] ** 2, rel=1e-5)
        assert fit.deviance == pytest.approx(peer.deviance, abs=1e-6)
        assert fit.log_likelihood == pytest.approx(peer.llf, abs=1e-6)
        assert fit.degrees == peer.df_resid


def test_models_that_zeros_leave_open_say_in_which_way() -> None:
    models = [INDEPENDENCE, *map(frozenset, ([AB], [AC], [BC], [AC, BC], [AB, AC], [AB, BC], [AB, AC, BC]))]
    fits = fit_models(counts_by_pattern(edge()), models)
    assert [isinstance(fit, Fit) for fit in fits] == [True, False, True, True, True, False, False, False]
    assert fits[1] == fits[5] == fits[6] == Trouble.INFINITE
    assert fits[7] == Trouble.NOT_UNIQUE


def test_an_extended_estimate_is_that_of_the_cells_that_are_left() -> None:
    # with C apart from A and B, these two are independent: their missing cell is 35 * 28 / 8
    (fit,) = fit_models(counts_by_pattern(edge()), [frozenset([AC, BC])])
    assert isinstance(fit, Fit)
    assert fit.at_edge
    assert math.exp(fit.log_missing) == pytest.approx(35 * 28 / 8)
    assert fit.variance == pytest.approx(1 / 35 + 1 / 28 + 1 / 8)
    assert (fit.degrees, fit.parameters) == (0, 6)


def test_a_zero_that_only_a_linear_program_finds() -> None:
    # no pair or list is empty, yet with all pairs the two empty cells lie opposite each other (Haberman 1974)
    counts = {"1000": 9, "0100": 8, "0010": 7, "0001": 6, "1100": 5, "1010": 4, "0110": 3, "0011": 2, "1001": 2}
    table = overlap("A B C D", {**counts, "0101": 1})
    found = estimate(table)
    assert found.without or any(model.at_edge for model in found.rivals)
    assert all(math.isfinite(model.estimate.people) for model in found.rivals)


def test_what_has_no_estimate_is_named_and_counted() -> None:
    found = estimate(edge())
    assert {model.together for model in found.without} >= {(("A", "B"),)}
    assert found.fitted == 8
    (remark,) = (remark for remark in found.remarks if "4 of 8 models give no number" in remark)
    assert "no finite estimate: the more people are supposed missing, the better it fits (A+B, " in remark
    assert "no single estimate: quite different numbers fit equally well (A+B/A+C/B+C)" in remark
    assert any("A and C share nobody" in remark for remark in found.remarks)


def test_many_lists_that_hardly_meet_have_a_number_although_their_rarest_pattern_is_below_rounding() -> None:
    lists = 8
    counts = np.zeros(2**lists - 1)
    for one in range(lists):
        counts[(1 << one) - 1] = 200 + 10 * one
        counts[(1 << one | 1 << (one + 1) % lists) - 1] = 2
    (fit,) = fit_models(counts, [INDEPENDENCE])
    assert isinstance(fit, Fit)
    assert fit.log_missing > 9
