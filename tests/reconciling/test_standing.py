"""A chronicle that is kept standing is that of a full rebuild, whatever came and went in whatever order."""

import json
import random
from collections.abc import Sequence

import pytest
from benchmarks.reporting import world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reconciling.telling import claim, dispatch, said_by, toll, victim
from tests.reconciling.test_properties import many, tellings

from khronika.errors import WrongUse
from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.links import Links
from khronika.reconciling.door import reconcile
from khronika.reconciling.incidents import building
from khronika.reconciling.speakers.grounds import NO_CALIBRATION, Calibration, calibrated
from khronika.reconciling.standing import Reconciler

slow = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def record(chronicle: Chronicle) -> str:
    """The record, and what is in no record: mentions and the order of dispatches."""
    mentions = [(person.person_id, person.mentions) for person in chronicle.people]
    return json.dumps([chronicle.as_dict(), mentions, list(chronicle.incidents_of.items())], indent=1)


@st.composite
def judged(draw, claims: Sequence[Claim]) -> Links:
    """Judgments of any two claims, also of one that nobody has made."""
    names = st.sampled_from([*(one.claim_id for one in claims), "nobody's"])
    pairs = st.lists(st.tuples(names, names), max_size=2).map(tuple)
    return Links(one_event=draw(pairs), two_events=draw(pairs), one_person=draw(pairs), two_people=draw(pairs))


@st.composite
def histories(draw):
    """Dispatches and claims, and a history of them: what is put in, judged, let go and put in again, step by step."""
    dispatches, claims = draw(tellings())
    links = draw(judged(claims))
    doc_ids = sorted({one.doc_id for one in (*dispatches, *claims)})
    steps = []
    for _ in range(draw(st.integers(0, 5))):
        some = draw(st.lists(st.sampled_from(doc_ids), unique=True, max_size=3))
        half = draw(st.booleans())  # of a dispatch that is read otherwise the first time
        steps.append((draw(st.sampled_from(("put", "remove", "judge", "ask"))), some, half, draw(judged(claims))))
    last = draw(st.permutations(doc_ids))
    calibration = draw(st.sampled_from((None, NO_CALIBRATION)))
    return dispatches, claims, links, steps, last, calibration


def of(doc_ids: Sequence[str], dispatches: Sequence[Dispatch], claims: Sequence[Claim]):
    return [one for one in dispatches if one.doc_id in doc_ids], [one for one in claims if one.doc_id in doc_ids]


@slow
@given(histories())
def test_whatever_came_and_went_the_chronicle_is_that_of_a_full_rebuild(history):
    dispatches, claims, links, steps, last, calibration = history
    standing = Reconciler(calibration=calibration)
    for what, doc_ids, half, judgments in steps:
        own, told = of(doc_ids, dispatches, claims)
        if what == "put":
            standing.put(own[half:], told[half:])
        elif what == "remove":
            standing.remove(doc_ids)
        elif what == "judge":
            standing.judge(judgments)
        else:
            standing.chronicle()
    standing.judge(links)
    for doc_id in last:
        standing.put(*of([doc_id], dispatches, claims))
        standing.chronicle()
    whole = reconcile(dispatches, claims, links=links, calibration=calibration)
    assert record(standing.chronicle()) == record(whole)


def arrived(
    dispatches: Sequence[Dispatch], claims: Sequence[Claim], seed: int, calibration: Calibration | None = None
) -> Chronicle:
    """The chronicle of dispatches that come in any order, in batches of any size, some of them twice."""
    chance = random.Random(seed)
    doc_ids = [one.doc_id for one in dispatches]
    chance.shuffle(doc_ids)
    standing = Reconciler(calibration=calibration)
    while doc_ids:
        some = [doc_ids.pop() for _ in range(min(len(doc_ids), chance.randrange(1, 40)))]
        standing.put(*of(some, dispatches, claims))
        standing.chronicle()
        if chance.random() < 0.3:
            standing.remove(some[:1])
            standing.chronicle()
            doc_ids += some[:1]
    return standing.chronicle()


@pytest.mark.parametrize("seed", range(3))
def test_a_world_of_reporting_comes_in_any_order(seed: int) -> None:
    made = world(450, seed=seed)
    calibration = calibrated(made.claims, {one.doc_id: one for one in made.dispatches})
    whole = record(reconcile(made.dispatches, made.claims))
    assert record(arrived(made.dispatches, made.claims, seed)) == whole
    assert record(arrived(made.dispatches, made.claims, seed, calibration)) == whole


def test_an_archive_with_names_and_crowded_days_comes_in_any_order() -> None:
    dispatches, claims = many(120)
    assert record(arrived(dispatches, claims, 5)) == record(reconcile(dispatches, claims))


def test_a_block_that_grows_too_large_is_cut_the_same_way_whatever_came_first() -> None:
    """More accounts of one town and day than are all compared, each with the same few words."""
    dispatches, claims = [], []
    for number in range(430):
        words = f"Velkar market {number % 7} stall{number % 19} lane{number % 23} gate{number % 29} yard{number % 31}"
        dispatches.append(dispatch(f"d{number:03d}", words))
        claims.append(claim(f"d{number:03d}", "shooting", at=0, quote="Velkar"))
    assert record(arrived(dispatches, claims, 2)) == record(reconcile(dispatches, claims))


def test_a_dispatch_that_is_let_go_leaves_nothing_behind() -> None:
    one = [dispatch("a", "Anna Brel was killed in Orun", publisher="Orun Wire"), dispatch("b", "Brel died, Anna Brel")]
    claims = [
        claim("a", "killing", actors=(victim("Anna Brel", "killed"),)),
        toll("b", 1, by=said_by("Orun Wire")),
    ]
    standing = Reconciler()
    standing.put(one, claims)
    standing.chronicle()
    standing.remove(["a"])
    assert record(standing.chronicle()) == record(reconcile(one[1:], claims[1:]))
    standing.remove(["b"])
    assert record(standing.chronicle()) == record(reconcile([], []))


def test_what_did_not_move_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(600)
    *most, last = made.dispatches
    standing = Reconciler(calibration=NO_CALIBRATION)
    standing.put(most, [one for one in made.claims if one.doc_id != last.doc_id])
    standing.chronicle()
    built = []
    once = building.incident_of
    monkeypatch.setattr(building, "incident_of", lambda *given: built.append(given) or once(*given))
    standing.put([last], [one for one in made.claims if one.doc_id == last.doc_id])
    standing.chronicle()
    assert 0 < len(built) <= 3
    standing.chronicle()
    assert len(built) <= 3


def test_holding_the_same_again_touches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(300)
    standing = Reconciler()
    first = record(reconcile(made.dispatches, made.claims, standing=standing))
    monkeypatch.setattr(building, "incident_of", lambda *_: pytest.fail("nothing is to be built"))
    assert record(reconcile(made.dispatches[::-1], made.claims[::-1], standing=standing)) == first


@slow
@given(tellings(), tellings())
def test_what_is_held_no_more_leaves_nothing_behind(before, now):
    standing = Reconciler()
    reconcile(*before, standing=standing)
    assert record(reconcile(*now, standing=standing)) == record(reconcile(*now))


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(WrongUse):
        Reconciler(policy="none")
