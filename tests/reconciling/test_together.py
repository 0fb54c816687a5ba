"""What hangs together: what is reached, which groups are put together anew."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.model.ids import ClaimId
from khronika.reconciling.together import groups_anew, judged_otherwise, leave, pairs_by_claim, reached

EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15)


def linked(edges: list[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {one: set() for one in range(10)}
    for one, other in edges:
        found[one].add(other)
        found[other].add(one)
    return found


@given(EDGES)
def test_groups_of_all_are_what_each_of_them_reaches(edges: list[tuple[int, int]]) -> None:
    beside = linked(edges)
    found = groups_anew(
        range(10), {}, home=lambda _: None, members=lambda _: (), stands=lambda _: True, neighbours=beside.__getitem__
    )
    assert [*map(tuple, found)] == sorted({tuple(sorted(reached([one], beside.__getitem__))) for one in range(10)})


@given(EDGES, EDGES, st.integers(0, 9))
def test_a_group_that_is_touched_is_broken_up_whole_and_no_other(
    before: list[tuple[int, int]], now: list[tuple[int, int]], changed: int
) -> None:
    was, beside = linked(before), linked(now)
    homes = {one: tuple(sorted(reached([one], was.__getitem__))) for one in range(10)}
    homes = {one: next(homes[other] for other in sorted(homes) if homes[other] == homes[one]) for one in homes}
    broken: dict[int, tuple[int, ...]] = {}
    groups = groups_anew(
        [changed], broken, home=homes.get, members=lambda home: home, stands=lambda _: True,
        neighbours=beside.__getitem__,
    )  # fmt: skip
    found = {one for group in groups for one in group}
    assert changed in found
    assert {one for home in broken.values() for one in home} == found
    assert all(reached([one], beside.__getitem__) <= found for one in found)


def test_a_group_goes_with_its_last_member() -> None:
    groups = {"a": {1, 2}}
    leave(groups, "a", 1)
    assert groups == {"a": {2}}
    leave(groups, "a", 2)
    assert groups == {}


def test_claims_that_are_judged_as_before_are_not_judged_otherwise() -> None:
    a, b, c = (ClaimId(name) for name in "abc")
    assert judged_otherwise((((a, b),), ((a, b),)), ((), ((b, c),))) == {b, c}
    assert pairs_by_claim([(a, b), (b, c)]) == {a: [(a, b)], b: [(a, b), (b, c)], c: [(b, c)]}
