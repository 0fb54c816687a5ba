"""What moved between two chronicles."""

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.publishing.editions.moved import NOTHING, Bounds, in_figures, moved
from publishing.sample import CHRONICLE

SAMPLE: dict[str, Any] = json.loads(json.dumps(CHRONICLE.as_dict()))


def dispatch(name: str, text: str = "Four people died.") -> dict[str, Any]:
    return {"doc_id": name, "title": None, "text": text, "published": "2031-03-14T00:00:00+00:00"}


def claim(number: int) -> dict[str, Any]:
    where = {"doc_id": "d", "field": "text", "start": number, "end": number + 1}
    return {"claim_id": f"c{number}", "event_type": "killing", **where}


def tally(low: int | None, high: int | None, *speakers: str) -> dict[str, Any]:
    accounts = [{"speaker": name, "low": low, "high": high, "standing": "counted"} for name in speakers]
    return {
        "measure": "killed",
        "group": None,
        "scope": "whole",
        "status": "reported",
        "accounts": accounts,
        "low": low,
        "best": None,
        "high": high,
    }


def incident(title: str, claims: Sequence[int], *tallies: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "kind": "incident", "claims": [f"c{one}" for one in claims], "tallies": list(tallies)}


def person(name: str, *states: tuple[int, str]) -> dict[str, Any]:
    history = [{"claim_id": f"c{number}", "state": state, "standing": "claimed"} for number, state in states]
    return {"name": name, "history": history}


def record(**parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {**NOTHING, "claims": [claim(number) for number in range(20)], **parts}


def test_nothing_moved_between_equal_chronicles() -> None:
    assert not moved(SAMPLE, SAMPLE)
    assert not moved(NOTHING, NOTHING)


def test_everything_is_new_to_an_empty_one_and_gone_the_other_way() -> None:
    came, went = moved(NOTHING, SAMPLE), moved(SAMPLE, NOTHING)
    assert len(came.dispatches_in) == len(SAMPLE["dispatches"])
    assert came.dispatches_in == went.dispatches_out
    assert came.incidents_new == went.incidents_gone
    assert len(came.incidents_new) == len(SAMPLE["incidents"])
    assert not came.dispatches_out
    assert not came.tallies


def test_a_tally_that_moved_says_from_what_to_what_and_by_whom() -> None:
    before = record(incidents=[incident("Killing in Orun", [1, 2], tally(4, 4, "the governor"))])
    after = record(incidents=[incident("Killing in Orun", [1, 2, 3], tally(4, 9, "the governor"))])
    after["incidents"][0]["tallies"][0]["accounts"] = [
        {"speaker": "the governor", "low": 4, "high": 4, "standing": "counted"},
        {"speaker": "a union", "low": 9, "high": 9, "standing": "counted"},
    ]
    turned = moved(before, after)
    assert not turned.incidents_new
    (move,) = turned.tallies
    assert (move.before, move.after, move.by) == (Bounds(4, None, 4), Bounds(4, None, 9), ("a union",))
    assert moved(after, before).tallies[0].by == ("a union",)


def test_an_incident_is_known_again_by_most_of_its_claims() -> None:
    before = record(incidents=[incident("one", [1, 2, 3]), incident("two", [4, 5])])
    after = record(incidents=[incident("two now", [4, 5, 3]), incident("one now", [1, 2]), incident("new", [9])])
    turned = moved(before, after)
    assert [one.name for one in turned.incidents_new] == ["new"]
    assert not turned.incidents_gone


def test_a_person_of_whom_more_is_told_is_named_with_both_histories() -> None:
    before = record(people=[person("Person 1", (1, "detained"))])
    after = record(people=[person("Person 1", (7, "killed")), person("Person 2", (1, "detained"), (2, "released"))])
    assert [tuple(move) for move in moved(before, after).people] == [
        ("Person 1", (), ("killed",)),
        ("Person 2", ("detained",), ("detained", "released")),
    ]


def test_a_dispatch_that_says_something_else_changed_and_one_that_is_blacked_out_did_not() -> None:
    before = record(dispatches=[dispatch("a", "Dana Merev saw it."), dispatch("b", "Four died."), dispatch("c", "x")])
    after = record(dispatches=[dispatch("a", "██████████ saw it."), dispatch("b", "Five died."), dispatch("c", "xy")])
    assert moved(before, after).dispatches_changed == ("b", "c")
    assert moved(after, before).dispatches_changed == ("b", "c")


def test_no_figure_is_shown_that_nobody_chose() -> None:
    assert in_figures(Bounds(4, None, 9)) == "4 to 9"
    assert in_figures(Bounds(4, 4, 4)) == "4"
    assert in_figures(Bounds(4, 5, 9)) == "4 to 9, best 5"
    assert in_figures(Bounds(4, None, None)) == "at least 4"
    assert in_figures(Bounds(None, None, 9)) == "up to 9"
    assert in_figures(Bounds(None, None, None)) == "uncounted"
    assert in_figures(None) == "none"


numbers = st.integers(0, 6)
tallies = st.builds(tally, numbers, st.none() | numbers, st.sampled_from("ab"))
incidents = st.lists(
    st.builds(incident, st.sampled_from("pqr"), st.lists(numbers, min_size=1, max_size=4, unique=True), tallies),
    max_size=4,
)
people = st.lists(
    st.lists(st.tuples(numbers, st.sampled_from(["detained", "released"])), max_size=3, unique=True).map(
        lambda states: person("Person", *states)
    ),
    max_size=4,
)
records = st.builds(
    record,
    dispatches=st.lists(st.sampled_from("abcd"), unique=True).map(lambda names: [dispatch(name) for name in names]),
    incidents=incidents,
    people=people,
)


@given(records)
@settings(deadline=None)
def test_nothing_ever_moves_between_a_chronicle_and_itself(one: dict[str, Any]) -> None:
    assert not moved(one, one)


@given(records, records)
@settings(deadline=None)
def test_what_comes_one_way_goes_the_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = moved(one, other), moved(other, one)
    assert set(there.dispatches_in) == set(back.dispatches_out)
    assert len(there.incidents_new) == len(back.incidents_gone)
    assert len(there.incidents_gone) == len(back.incidents_new)
    assert len(other["incidents"]) - len(one["incidents"]) == len(there.incidents_new) - len(there.incidents_gone)
    assert len(there.tallies) == len(back.tallies)
    json.dumps(there.as_dict())
