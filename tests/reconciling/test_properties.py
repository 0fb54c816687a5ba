"""What holds for whatever claims come in."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reconciling.telling import actor, claim, count, dispatch, on, region, said_by, square, town, victim
from tests.working import lines_run

from khronika.model.attribution import UNNAMED, Basis, Stance
from khronika.model.claim import Reality
from khronika.model.figure import Scope
from khronika.reconciling.counts.policies import Bid, choose, policy_named
from khronika.reconciling.door import reconcile

TYPES = ("shooting", "killing", "violent demonstration", "strike", "arrests", "curfew", "demand", "missing", "protest")
DOCS = ("a", "b", "c", "d")
DAYS = ("2031-03-12", "2031-03-13", "2031-03-14", "2031-03-15")

places = st.one_of(
    st.none(),
    st.builds(town, st.sampled_from(("Orun", "Tavesh")), basis=st.sampled_from(("stated", "narrative"))),
    st.builds(square, st.sampled_from(("Lantern Square", "Dock Road")), st.sampled_from(("Orun", "Tavesh"))),
    st.builds(region),
)
whens = st.one_of(
    st.none(), st.builds(on, st.sampled_from(DAYS), basis=st.sampled_from(("stated", "narrative", "published")))
)
attributions = st.one_of(
    st.none(),
    st.builds(
        said_by,
        st.sampled_from(("the mayor", "The Mayor", "the union", "a woman", UNNAMED)),
        st.sampled_from(("official", "union", "eyewitness")),
        st.sampled_from(list(Stance)),
        st.sampled_from(list(Basis)),
    ),
)


@st.composite
def figures(draw):
    low, high = draw(st.one_of(st.none(), st.integers(0, 60))), draw(st.one_of(st.none(), st.integers(0, 60)))
    if low is not None and high is not None and low > high:
        low, high = high, low
    measure = draw(st.sampled_from(("killed", "injured", "shot", "missing", "detained", "forces")))
    group = draw(st.sampled_from((None, None, "police", "women", "a man", "miners")))
    return count(measure, low, high, group=group, scope=draw(st.sampled_from(list(Scope))))


actors = st.lists(
    st.one_of(
        st.builds(
            victim,
            st.sampled_from(("Anna Brel", "A. Brel", "Anna Brell", "Tomas Wend")),
            st.sampled_from(("detained", "killed", "missing", "released")),
        ),
        st.builds(actor, st.sampled_from(("police", "youths")), kind=st.sampled_from(("state forces", "protesters"))),
    ),
    max_size=2,
).map(tuple)


@st.composite
def tellings(draw):
    size = draw(st.integers(1, 14))
    made = []
    for index in range(size):
        about = draw(st.sampled_from([None, None, None, *[one.claim_id for one in made]]))
        made.append(
            claim(
                draw(st.sampled_from(DOCS)),
                draw(st.sampled_from(TYPES)),
                at=draw(st.integers(0, 30)) * 40,
                place=draw(places),
                when=draw(whens),
                claim_id=f"claim{index:02d}",
                reality=draw(st.sampled_from([Reality.ACTUAL, Reality.ACTUAL, *Reality])),
                attribution=draw(attributions),
                figure=draw(st.one_of(st.none(), figures())),
                actors=draw(actors),
                aside=draw(st.integers(0, 9)) == 0,
                field=draw(st.sampled_from(("text", "text", "title"))),
                about=about,
            )
        )
    copy_of = draw(st.sampled_from((None, "a", "b", "d")))
    papers = draw(st.lists(st.sampled_from((None, "The Union", "Mayor", "Orun Wire")), min_size=3, max_size=3))
    dispatches = [
        dispatch(name, published=f"{DAYS[index]}T18:00", publisher=papers[index]) for index, name in enumerate(DOCS[:3])
    ]
    dispatches.append(dispatch("d", copy_of=copy_of, published="2031-03-15T20:00"))
    return dispatches, made


GIVEN = ("Anna", "Tomas", "Bekmar", "Sefa", "Ilkhan", "Yesha", "Radko", "Viktan", "Nadja", "Oren", "Mila", "Jakub")
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_changes_nothing(telling, shuffle):
    dispatches, claims = telling
    before = reconcile(dispatches, claims).as_dict()
    dispatches, claims = list(dispatches), list(claims)
    shuffle.shuffle(dispatches)
    shuffle.shuffle(claims)
    assert reconcile(dispatches, claims).as_dict() == before


@slow
@given(tellings())
def test_who_repeats_whom_is_a_tree_of_earlier_dispatches(telling):
    dispatches, claims = telling
    known = {one.doc_id for one in dispatches}
    edges = {edge.doc_id: edge for edge in reconcile(dispatches, claims).repeats}
    for edge in edges.values():
        assert {edge.of, edge.root} <= known
        assert edge.of != edge.doc_id
        seen, here = {edge.doc_id}, edge.of
        while here in edges and here not in seen:
            seen.add(here)
            here = edges[here].of
        assert here == edge.root or any(one.copy_of for one in dispatches)  # copies come from outside, in any shape


@slow
@given(tellings(), st.sampled_from(("ucdp", "ibc")))
def test_low_best_and_high_are_in_order_and_open_ends_say_why(telling, policy):
    for incident in reconcile(*telling, policy=policy).incidents:
        for tally in incident.tallies:
            known = [bound for bound in (tally.low, tally.best, tally.high) if bound is not None]
            assert known == sorted(known)
            assert tally.why


@slow
@given(tellings())
def test_every_claim_stands_in_one_incident_or_is_named_as_an_aside(telling):
    dispatches, claims = telling
    chronicle = reconcile(dispatches, claims)
    placed = [claim_id for incident in chronicle.incidents for claim_id in incident.claims]
    assert len(placed) == len(set(placed))
    refused = " ".join(refusal.reason for refusal in chronicle.refusals)
    for one in claims:
        assert (one.claim_id in placed) != (one.claim_id in refused)
    for incident in chronicle.incidents:
        assert set(incident.links) == set(incident.claims)
        assert all(incident.links.values())


@slow
@given(tellings())
def test_ids_are_unique_and_every_reference_leads_somewhere(telling):
    chronicle = reconcile(*telling)
    names = [incident.incident_id for incident in chronicle.incidents]
    people = [person.person_id for person in chronicle.people]
    assert len(set(names)) == len(names)
    assert len(set(people)) == len(people)
    for incident in chronicle.incidents:
        assert incident.part_of is None or incident.part_of in names
        assert set(incident.people) <= set(people)
    known = {one.claim_id for one in chronicle.claims}
    assert all(state.claim_id in known for person in chronicle.people for state in person.history)
    assert all(set(source.claims) <= known for source in chronicle.sources)
    assert all(set(held) <= set(names) for held in chronicle.incidents_of.values())


@slow
@given(tellings())
def test_only_what_is_said_to_have_happened_bounds_a_tally(telling):
    chronicle = reconcile(*telling)
    by_id = {one.claim_id: one for one in chronicle.claims}
    for tally in (tally for incident in chronicle.incidents for tally in incident.tallies):
        for account in tally.accounts:
            if account.standing == "counted" and account.speaker != "people told of one by one":
                assert all(by_id[one].reality is Reality.ACTUAL for one in account.claims)
                # who was shot or hospitalised and lived was injured; never the other way round, and never killed
                allowed = {tally.measure} | ({"shot", "hospitalised"} if tally.measure == "injured" else set())
                assert all(by_id[one].figure is None or by_id[one].figure.measure in allowed for one in account.claims)


bids = st.builds(
    lambda speaker, low, high, day: Bid(
        speaker=speaker,
        low=low if high is None or low is None else min(low, high),
        high=high if low is None or high is None else max(low, high),
        as_of=day,
    ),
    st.sampled_from("abcd"),
    st.one_of(st.none(), st.integers(0, 200)),
    st.integers(0, 200),
    st.one_of(st.none(), st.integers(1, 4)),
)


@given(st.lists(bids, max_size=6), st.sampled_from(("ucdp", "ibc")), st.randoms(use_true_random=False))
def test_a_choice_is_within_its_bounds_in_any_order(offered, policy, shuffle):
    choice = choose(offered, policy_named(policy))
    known = [bound for bound in (choice.low, choice.best, choice.high) if bound is not None]
    assert known == sorted(known)
    shuffled = list(offered)
    shuffle.shuffle(shuffled)
    assert choose(shuffled, policy_named(policy)) == choice


def many(size, seed=7):
    """Claims and dispatches as a large archive holds them: many towns and days, some famous, some names."""
    chance = random.Random(seed)
    towns = [f"Town{index}" for index in range(300)]
    families = [
        "".join(chance.choices("bdfgklmnprstvz", k=3)) + chance.choice(("ov", "aev", "er", "ini")) for _ in range(2000)
    ]
    dispatches, claims = [], []
    for number in range(size):
        where = towns[min(int(chance.expovariate(1 / 60)), 299)]
        day = f"2031-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
        words = " ".join(f"word{int(chance.expovariate(1 / 900))}" for _ in range(260))
        name = f"doc{number:05d}"
        dispatches.append(dispatch(name, words, published=f"{day}T18:00"))
        person = victim(f"{chance.choice(GIVEN)} {families[chance.randrange(2000)]}", "killed")
        for index in range(6):
            kind = ("shooting", "killing", "injury", "arrests", "charges", "killing")[index]
            figure = count("killed", chance.randrange(1, 4)) if index == 1 else None
            claims.append(
                claim(
                    name, kind, index * 200, place=town(where), when=day, figure=figure, actors=(person,) * (index < 2)
                )
            )
    return dispatches, claims


@pytest.mark.slow
def test_the_work_stays_near_to_linear():
    def work(size: int) -> int:
        dispatches, claims = many(size)
        return lines_run(lambda: reconcile(dispatches, claims))

    work(20)  # reads the word lists, once for all
    assert work(800) < 4 * 1.5 * work(200)


def test_a_dispatch_of_a_thousand_tolls_of_one_event_stays_near_to_linear():
    def work(size: int) -> int:
        told = dispatch("a", "words " * 20 * size)
        claims = [
            claim("a", "killing", index * 60, place=town("Orun"), when="2031-03-14", figure=count("killed", index + 1))
            for index in range(size)
        ]
        return lines_run(lambda: reconcile([told], claims))

    work(20)  # reads the word lists, once for all
    assert work(800) < 4 * 1.5 * work(200)
