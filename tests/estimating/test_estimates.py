"""Known truth comes back, order carries no meaning, and what says nothing is refused."""

import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimating.tables import kosovo, overlap
from khronika.errors import InputError, OverlapError
from khronika.estimating.door import estimate
from khronika.estimating.repeats import estimates_of_repeats, repeats_from_table
from khronika.model.overlap import Cell, Overlap


def simulated(people: int, reach: dict[str, float], *, seed: int, follows: dict[str, tuple[str, float]]) -> Overlap:
    """A population whose lists each take a share; a list that follows another takes more of those who stand on that."""
    chance = random.Random(seed)
    cells: Counter[frozenset[str]] = Counter()
    for _ in range(people):
        on: set[str] = set()
        for name, share in reach.items():
            other, raised = follows.get(name, ("", share))
            if chance.random() < (raised if other in on else share):
                on.add(name)
        if on:
            cells[frozenset(on)] += 1
    return Overlap(tuple(sorted(reach)), tuple(Cell(group, count) for group, count in cells.items()))


def test_independent_lists_give_the_truth_back() -> None:
    reach = {"A": 0.35, "B": 0.3, "C": 0.4}
    inside = 0
    for seed in range(40):
        found = estimate(simulated(1500, reach, seed=seed, follows={}))
        assert found.independence is not None
        inside += found.independence.estimate.low <= 1500 <= found.independence.estimate.high
        assert found.independence.estimate.people == pytest.approx(1500, rel=0.2)
    assert inside >= 34  # 95 % of 40 less four standard errors


def test_a_list_that_follows_another_is_allowed_for() -> None:
    reach = {"A": 0.3, "B": 0.15, "C": 0.35, "D": 0.3}
    independent, averaged = [], []
    for seed in range(12):
        found = estimate(simulated(3000, reach, seed=seed, follows={"B": ("A", 0.7)}))
        assert found.independence is not None
        assert ("A", "B") in found.best.together or any({"A", "B"} < set(group) for group in found.best.together)
        independent.append(found.independence.estimate.people)
        averaged.append(found.averages[0].people)
    assert sum(independent) / 12 < 2850
    assert sum(averaged) / 12 == pytest.approx(3000, rel=0.04)


def test_the_floors_stay_below_the_truth_when_some_deaths_are_more_visible() -> None:
    lists = {"A": 0.3, "B": 0.3, "C": 0.3}
    hidden = {name: share / 4 for name, share in lists.items()}
    for seed in range(10):
        cells: Counter[frozenset[str]] = Counter()
        for share, people in ((lists, 800), (hidden, 800)):
            cells.update(dict(simulated(people, share, seed=seed, follows={}).cells))
        found = estimate(Overlap(("A", "B", "C"), tuple(Cell(*cell) for cell in cells.items())))
        assert all(floor.people < 1600 for floor in found.floors)


COUNTS = st.lists(st.integers(0, 60), min_size=7, max_size=7).filter(lambda counts: sum(counts[2:]) > 5)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.permutations(range(7)), st.permutations(["A", "B", "C"]))
def test_the_order_of_lists_and_rows_carries_no_meaning(counts: list[int], rows: list[int], names: list[str]) -> None:
    patterns = ["100", "010", "001", "110", "101", "011", "111"]
    table = dict(zip(patterns, counts, strict=True))
    turned = {
        "".join(pattern["ABC".index(name)] for name in names): table[pattern] for pattern in (patterns[r] for r in rows)
    }
    answers = []
    for given_ in (overlap("A B C", table), overlap(" ".join(names), turned)):
        try:
            answers.append(json.dumps(estimate(given_).as_dict()))
        except OverlapError as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_no_number_is_below_those_documented_and_every_interval_holds_its_number(counts: list[int]) -> None:
    patterns = ["100", "010", "001", "110", "101", "011", "111"]
    try:
        found = estimate(overlap("A B C", dict(zip(patterns, counts, strict=True))))
    except OverlapError:
        return
    numbers = [*found.averages, *found.floors, *(model.estimate for model in found.rivals)]
    for number in numbers:
        assert found.overlap.documented <= number.low <= number.people <= number.high
    near, wide = found.spreads
    assert wide.low <= near.low <= near.lowest <= near.highest <= near.high <= wide.high
    assert len(found.rivals) == min(3, found.fitted - len(found.without)) or near.models == len(found.rivals)


def test_twice_is_the_same_to_the_byte() -> None:
    assert json.dumps(estimate(kosovo()).as_dict()) == json.dumps(estimate(kosovo()).as_dict())


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (overlap("A B", {"11": 5, "10": 20, "01": 30}), "2 lists, and an estimate takes 3: with fewer"),
        (overlap("A", {"1": 5}), "1 list, and an estimate takes 3"),
        (overlap("A B C", {"100": 5, "010": 20, "001": 30}), "nobody stands on two lists"),
        (overlap("A B C", {"110": 5, "010": 20, "100": 30}), "nobody stands on the list 'C'"),
        (overlap("A B C D E F G H I", {"110000000": 5}), "9 lists, and 8 are the most"),
    ],
)
def test_what_says_nothing_is_refused_with_the_reason(table: Overlap, why: str) -> None:
    with pytest.raises(OverlapError, match=why):
        estimate(table)


def test_six_lists_are_searched_and_say_so() -> None:
    reach = dict.fromkeys("ABCDEF", 0.25)
    found = estimate(simulated(1200, reach, seed=5, follows={"B": ("A", 0.6)}))
    assert "not all models of 6 lists" in found.searched
    assert ("A", "B") in found.best.together
    assert found.best.estimate.people == pytest.approx(1200, rel=0.1)


def test_copied_lists_and_few_matches_are_remarked_on() -> None:
    copied = overlap("A B C", {"100": 40, "110": 12, "111": 6, "101": 9, "001": 30})
    assert any("Everybody on B stands on A as well" in remark for remark in estimate(copied).remarks)
    assert any("Only 27 people stand on two lists" in remark for remark in estimate(copied).remarks)


def test_repeats_give_chaos_bound_and_the_truncated_poisson() -> None:
    # by hand: 60^2 / (2 * 20) = 90 missing; 90 people met 120 times, rate r with r / (1 - e^-r) = 4 / 3
    floor, alike = estimates_of_repeats({1: 60, 2: 20, 3: 10})
    assert floor.people == pytest.approx(180)
    assert alike.people < floor.people
    with pytest.raises(OverlapError, match="exactly twice"):
        estimates_of_repeats({1: 5, 3: 2})


@pytest.mark.parametrize(
    "cells",
    [(Cell(frozenset(), 1),), (Cell(frozenset("Z"), 1),), (Cell(frozenset("A"), -1),), (Cell(frozenset("A"), 1),) * 2],
)
def test_an_overlap_holds_only_what_can_be(cells: tuple[Cell, ...]) -> None:
    with pytest.raises(OverlapError, match="no cell can hold"):
        Overlap(("A", "B"), cells)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a header and at least one row"),
        ("times\n1\n", "1 columns, and two are wanted"),
        ("times,people\n1,5,6\n", "line 2: 3 columns"),
        ("times,people\n1,-5\n", "line 2: the number of people is '-5', not a whole number"),
        (f"times,people\n1,{'9' * 5000}\n", "9 digits are the most"),
        (f"times,people\n1,{'9' * 200_000}\n", "no CSV table"),
        (f"times,people\n{'9' * 300},3\n", "how often they were met"),
        ("times,people\n2,3\n2,4\n", "line 3: 2 times cannot stand here, or stands here twice"),
        ("times,people\n0,3\n", "line 2: 0 times cannot stand here"),
    ],
    ids=range(9),
)
def test_a_bad_table_of_repeats_is_refused_with_the_line(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        repeats_from_table(text, "t.csv")
