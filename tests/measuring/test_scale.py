"""The simulated world is the same each time, and its reconciling is scored against what happened."""

from dataclasses import replace

from benchmarks.reporting import world
from benchmarks.scale import accuracy

from khronika.reconciling.door import reconcile


def test_a_world_is_made_of_its_size_and_seed():
    assert world(300) == world(300)
    assert world(300) != world(300, seed=2)
    assert 300 <= len(world(300).claims) < 400


def test_a_small_world_is_put_together_again():
    made = world(600)
    found = accuracy(made, reconcile(made.dispatches, made.claims))
    assert found["recall"] > 0.95
    assert found["precision"] > 0.85


def test_reports_run_together_cost_precision_and_reports_left_apart_cost_recall():
    made = world(300)
    told = reconcile(made.dispatches, made.claims)
    one = told.incidents[0].incident_id
    together = dict.fromkeys(made.truth, (one,))
    apart = {doc_id: (doc_id,) for doc_id in made.truth}
    assert accuracy(made, _with(told, together))["precision"] < 0.1
    assert accuracy(made, _with(told, together))["recall"] == 1
    assert accuracy(made, _with(told, apart))["recall"] == 0


def _with(told, incidents_of):
    return replace(told, incidents_of=incidents_of)
