"""What a claim is made around: nothing that was found is lost, and nothing is told twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.telling import event, figure, person, span

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.composing.kernels import kernels
from khronika.reading.mentions import EventMention, FigureMention, PersonMention
from khronika.reference.vocabulary import event_types, measures, states


def test_a_figure_takes_in_the_event_that_its_own_trigger_names() -> None:
    text = "Masked men executed four hostages with knives."
    shot = event(text, "executed", "execution", means="knife")
    (one,) = kernels([shot], [figure(text, "four hostages", "executed", "killed", (4, 4))], [])
    assert (one.event_type, one.trigger, one.means) == ("execution", span(text, "executed"), "knife")
    assert one.figure is not None
    assert one.clause == shot.span


def test_a_figure_keeps_the_event_of_its_measure_where_the_words_name_one_that_costs_nobody() -> None:
    text = "Talks over four dead men."
    (one,) = kernels([event(text, "dead", "talks")], [figure(text, "four dead men", "dead", "killed", (4, 4))], [])
    assert one.event_type == "killing"


def test_a_figure_without_an_event_implies_its_own() -> None:
    text = "Four men in custody."
    (one,) = kernels([], [figure(text, "Four men", "custody", "detained", (4, 4))], [])
    assert (one.event_type, one.reality, one.clause) == ("arrests", Reality.ACTUAL, None)


def test_an_event_of_the_same_phrase_is_told_by_its_figure_and_a_distant_one_by_itself() -> None:
    text = "The killing of four men"
    four = figure(text, "four men", "men", "killed", (4, 4))
    assert len(kernels([event(text, "killing", "killing")], [four], [])) == 1
    far = "The killing went on all through the night and the morning, and four men fell"
    four = figure(far, "four men", "fell", "killed", (4, 4))
    found = kernels([event(far, "killing", "killing", means="knife")], [four], [])
    assert [kernel.figure is not None for kernel in found] == [False, True]
    assert found[1].means == "knife"


def test_an_event_of_another_kind_beside_the_figure_stays_an_assertion_of_its_own() -> None:
    text = "A protest and four men killed"
    found = kernels(
        [event(text, "protest", "protest")], [figure(text, "four men killed", "killed", "killed", (4, 4))], []
    )
    assert [kernel.event_type for kernel in found] == ["protest", "killing"]


def test_what_the_event_says_of_reality_goes_for_its_figure_but_a_stated_zero_is_told_as_it_stands() -> None:
    text = "Four men will be killed."
    planned = event(text, "killed", "killing", Reality.PLANNED)
    (one,) = kernels([planned], [figure(text, "Four men", "killed", "killed", (4, 4))], [])
    assert one.reality is Reality.PLANNED
    denied = event(text, "killed", "killing", Reality.DID_NOT_HAPPEN)
    (none,) = kernels([denied], [figure(text, "Four men", "killed", "killed", (0, 0))], [])
    assert none.reality is Reality.ACTUAL


def test_a_figure_of_an_event_told_for_comparison_is_told_for_comparison() -> None:
    text = "Four men were killed."
    (one,) = kernels(
        [event(text, "killed", "killing", aside=True)], [figure(text, "Four men", "killed", "killed", (4, 4))], []
    )
    assert one.aside


def test_people_join_the_figure_that_counts_them() -> None:
    text = "Ilan Orvo and Mira Satek, two miners, were arrested."
    people = [person(text, name, "detained", "arrested") for name in ("Ilan Orvo", "Mira Satek")]
    (one,) = kernels([], [figure(text, "two miners", "arrested", "detained", (2, 2))], people)
    assert one.people == tuple(people)


def test_people_of_another_state_or_another_trigger_have_a_claim_of_their_own() -> None:
    text = "Two miners were arrested; Ilan Orvo was released, Mira Satek was arrested."
    freed = person(text, "Ilan Orvo", "released", "released")
    held = PersonMention(
        span=span(text, "Mira Satek"),
        name="Mira Satek",
        named=True,
        state="detained",
        trigger=span(text, "arrested", 1),
    )
    found = kernels([], [figure(text, "Two miners", "arrested", "detained", (2, 2))], [freed, held])
    assert [(kernel.event_type, kernel.people) for kernel in found] == [
        ("arrests", ()),
        ("release", (freed,)),
        ("arrests", (held,)),
    ]


def test_a_person_claim_spans_name_and_trigger_and_takes_the_means_of_their_event() -> None:
    text = "Ilan Orvo was killed."
    (one,) = kernels(
        [event(text, "killed", "killing", means="firearm")], [], [person(text, "Ilan Orvo", "killed", "killed")]
    )
    assert (one.span, one.means) == (Span(0, len("Ilan Orvo was killed")), "firearm")


def test_a_name_far_from_what_befell_the_person_is_not_shown_as_one_stretch_with_it() -> None:
    text = "Ilan Orvo spoke." + " Nobody knows." * 40 + " He was arrested."
    (one,) = kernels([], [], [person(text, "Ilan Orvo", "detained", "arrested")])
    assert one.span == one.trigger == span(text, "arrested")


def test_an_event_of_another_kind_in_the_words_of_a_person_is_kept() -> None:
    text = "Ilan Orvo was executed."
    found = kernels([event(text, "executed", "execution")], [], [person(text, "Ilan Orvo", "killed", "executed")])
    assert {kernel.event_type for kernel in found} == {"execution", "killing"}


def test_who_is_only_named_makes_no_claim() -> None:
    assert kernels([], [], [person("Ilan Orvo spoke.", "Ilan Orvo")]) == []


spans = st.tuples(st.integers(0, 300), st.integers(1, 40)).map(lambda pair: Span(pair[0], sum(pair)))
realities = st.sampled_from(Reality)
events = st.builds(
    EventMention, trigger=spans, span=spans, event_type=st.sampled_from(sorted(event_types())), reality=realities
)
figures = st.builds(
    FigureMention,
    span=spans,
    number=spans,
    trigger=spans,
    measure=st.sampled_from(sorted(measures())),
    low=st.integers(0, 5),
    high=st.integers(5, 9),
    reality=realities,
)
people = st.builds(
    PersonMention,
    span=spans,
    name=st.sampled_from(["Ilan Orvo", "Mira Satek"]),
    named=st.just(True),
    state=st.sampled_from([None, *sorted(states())]),
    trigger=spans,
    reality=realities,
)


@given(st.lists(events, max_size=5), st.lists(figures, max_size=4), st.lists(people, max_size=4))
def test_no_figure_event_or_person_is_lost(
    told: list[EventMention], counted: list[FigureMention], named: list[PersonMention]
) -> None:
    found = kernels(told, counted, named)
    assert sorted(id(k.figure) for k in found if k.figure) == sorted(map(id, counted))
    stated = [p for p in named if p.state is not None]
    assert {id(p) for k in found for p in k.people} == set(map(id, stated))
    for one in told:
        own = any(k.trigger == one.trigger and k.event_type == one.event_type for k in found)
        counts = any(k.figure and (k.clause == one.span or one.trigger.overlaps(k.figure.trigger)) for k in found)
        beside = any(
            k.figure and measures()[k.figure.measure].event_type == one.event_type and one.span.contains(k.figure.span)
            for k in found
        )
        of_person = any(
            p.trigger is not None
            and p.trigger.overlaps(one.trigger)
            and states()[p.state or ""].event_type == one.event_type
            for p in stated
        )
        assert own or counts or beside or of_person
    assert found == sorted(found, key=lambda kernel: (kernel.span, kernel.trigger, kernel.event_type))
    assert all(kernel.event_type in event_types() for kernel in found)


@pytest.mark.parametrize("state", sorted(states()))
def test_every_state_of_a_person_makes_an_event(state: str) -> None:
    text = "Ilan Orvo was taken."
    (one,) = kernels([], [], [person(text, "Ilan Orvo", state, "taken")])
    assert one.event_type == states()[state].event_type


def test_a_figure_takes_in_an_event_whose_words_only_overlap_its_own() -> None:
    text = "Four men were shot dead."
    (one,) = kernels([event(text, "shot dead", "execution")], [figure(text, "Four men", "dead", "killed", (4, 4))], [])
    assert (one.event_type, one.trigger) == ("execution", span(text, "shot dead"))


def test_a_count_of_a_march_is_of_the_kind_of_march_that_the_words_name() -> None:
    text = "Forty people marched."
    march = event(text, "marched", "peaceful protest")
    (one,) = kernels([march], [figure(text, "Forty people", "marched", "participants", (40, 40))], [])
    assert one.event_type == "peaceful protest"


def test_at_most_five_is_no_stated_zero() -> None:
    text = "Up to five men will be killed."
    planned = event(text, "killed", "killing", Reality.PLANNED)
    (one,) = kernels([planned], [figure(text, "five men", "killed", "killed", (0, 5))], [])
    assert one.reality is Reality.PLANNED
