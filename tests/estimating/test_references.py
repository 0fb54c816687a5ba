"""What the R packages Rcapture 1.4-4 and SparseMSE 2.0.1 give on public tables, which are not part of the project."""

from pathlib import Path

import pytest
from benchmarks.corpora import CORPORA

from estimating.tables import kosovo  # noqa: F401  (skips all of it without SciPy)
from khronika.estimating.door import estimate
from khronika.estimating.listing import from_table
from khronika.estimating.repeats import estimates_of_repeats, repeats_from_table
from khronika.model.estimate import Estimate, Estimation

MSE = CORPORA / "mse"
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not MSE.is_dir(), reason="the tables of list overlaps are not here"),
]


def table(name: str, most: int | None = None) -> Estimation:
    path = Path(MSE / f"{name}.csv")
    return estimate(from_table(path.read_text("utf-8"), path.name).overlap, most=most)


def rounded(estimate: Estimate) -> tuple[float, float]:
    assert estimate.standard_error is not None
    return round(estimate.people, 1), round(estimate.standard_error, 1)


@pytest.mark.parametrize(
    ("name", "people", "error"),
    [
        ("kosovo", 7_394.6, 129.6), ("ukdat", 12_214.0, 676.5), ("western", 2_007.1, 371.5), ("hiv", 11_124.6, 904.8),
        ("lesbian", 3_738.5, 95.2), ("hare", 75.1, 3.4), ("madigan_york_3", 763.9, 20.6),
        ("madigan_york_5", 638.5, 14.7), ("ned", 52_823.5, 2_316.5),
    ],
)  # fmt: skip
def test_independence(name: str, people: float, error: float) -> None:
    independence = table(name, most=2).independence
    assert independence is not None
    assert rounded(independence.estimate) == pytest.approx((people, error), abs=0.051)


@pytest.mark.parametrize(
    ("name", "people", "error"),
    [
        ("kosovo", 8_591.2, 213.5), ("ukdat", 12_298.5, 686.6), ("hiv", 11_701.0, 1_030.9), ("lesbian", 4_321.4, 155.1),
        ("hare", 79.6, 6.3),
    ],
)  # fmt: skip
def test_chaos_lower_bound_with_lists(name: str, people: float, error: float) -> None:
    assert rounded(table(name, most=2).floors[0]) == pytest.approx((people, error), abs=0.051)


@pytest.mark.parametrize(
    ("name", "together", "people", "error"),
    [
        ("kosovo", "ABA+EXH ABA+OSCE EXH+HRW EXH+OSCE HRW+OSCE", 14_341.7, 1_018.3),
        ("hiv", "", 11_124.6, 904.8),
        ("lesbian", "A+B A+D B+C B+D C+D", 6_349.0, 533.5),
        ("western", "A+E", 2_483.4, 534.9),
        ("neworl_5", "", 1_034.2, 254.9),
        ("madigan_york_3", "L2+L3", 730.9, 17.0),
        ("madigan_york_5", "L1+L2 L3+L5 L4+L5", 620.5, 14.8),
        ("ned_5", "IO+K IO+Z K+P K+R K+Z P+Z R+Z", 48_012.7, 3_263.9),
        ("ukdat_5", "GO+PFNCA GP+NG LA+NG LA+PFNCA NG+PFNCA", 22_991.3, 3_021.6),
    ],
)
def test_the_best_model_of_pairs(name: str, together: str, people: float, error: float) -> None:
    best = table(name, most=2).best
    assert sorted("+".join(lists) for lists in best.together) == together.split()
    assert rounded(best.estimate) == pytest.approx((people, error), abs=0.051)


def test_the_models_that_sparsemse_steps_to_are_found_by_the_search_too() -> None:
    for name, people, low, high in (("ukdat", 11_418, 9_977, 13_146), ("neworl", 1_184, 721, 2_046)):
        found = [model.estimate for model in table(name).rivals if round(model.estimate.people) == people]
        assert [(round(one.low), round(one.high)) for one in found] == [(low, high)]


def test_a_table_without_an_estimate_for_some_models_names_them() -> None:
    found = table("artificial_3")
    assert {model.together for model in found.without} == {
        (("A", "B"),), (("A", "B"), ("A", "C")), (("A", "B"), ("B", "C")), (("A", "B"), ("A", "C"), ("B", "C")),
    }  # fmt: skip


def test_repeat_counts() -> None:
    path = MSE / "illegal_immigrants_repeat_counts.csv"
    floor, alike = estimates_of_repeats(repeats_from_table(path.read_text("utf-8"), path.name))
    assert (rounded(floor), rounded(alike)) == ((9_273.5, 662.6), (7_079.9, 365.8))
