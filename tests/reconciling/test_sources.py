"""Who speaks, and how many independent roots that makes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.telling import claim, dispatch, said_by

from khronika.model.attribution import UNNAMED
from khronika.reconciling.door import reconcile
from khronika.reconciling.speakers.sources import Voice, carrier_key, independent_count


def test_ten_papers_with_one_speaker_are_one_root():
    assert independent_count([Voice("mayor", f"paper {index}") for index in range(10)]) == 1


def test_three_speakers_in_one_paper_are_one_root():
    assert independent_count([Voice(name, "paper") for name in "abc"]) == 1


def test_two_speakers_in_two_papers_are_two_roots():
    assert independent_count([Voice("a", "x"), Voice("b", "y"), Voice("a", "y")]) == 2


def test_author_and_unnamed_speaker_are_the_publishers_own():
    assert independent_count([Voice("author of x", "x"), Voice("unnamed in x", "x"), Voice("author of y", "y")]) == 2


voices = st.lists(st.builds(Voice, st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=20)


@given(voices, st.randoms(use_true_random=False))
def test_roots_never_exceed_speakers_or_carriers_and_order_does_not_matter(heard, random):
    found = independent_count(heard)
    assert found <= min(len({one.speaker for one in heard}), len({one.carrier for one in heard}))
    assert (found >= 1) == bool(heard)
    shuffled = list(heard)
    random.shuffle(shuffled)
    assert independent_count(shuffled) == found


@given(voices, st.builds(Voice, st.sampled_from("abcdef"), st.sampled_from("uvwxyz")))
def test_another_voice_never_makes_fewer_roots(heard, more):
    assert independent_count([*heard, more]) >= independent_count(heard)


def test_one_speaker_under_two_wordings_is_one_source_with_both():
    claims = [claim("a", attribution=said_by("The Ministry")), claim("a", at=90, attribution=said_by("the ministry"))]
    (source,) = reconcile([dispatch("a")], claims).sources
    assert source.name.casefold() == "ministry"
    assert source.wordings == ("The Ministry", "the ministry")
    assert source.reliability == "F"
    assert len(source.claims) == 2


def test_eyewitnesses_are_protected_and_ministries_are_not():
    claims = [
        claim("a", attribution=said_by("a woman", "eyewitness")),
        claim("a", at=90, attribution=said_by("the ministry", "official")),
        claim("a", at=180, attribution=said_by("someone", "a kind that nobody knows")),
    ]
    found = {source.name: source.protected for source in reconcile([dispatch("a")], claims).sources}
    assert found == {"woman": True, "ministry": False, "someone": True}


def test_the_carrier_is_the_outlet_nearest_to_the_speaker():
    claims = [claim("a", attribution=said_by("a woman", "eyewitness", chain=("Radio Oshmar",)))]
    (source,) = reconcile([dispatch("a", publisher="The Courier")], claims).sources
    assert source.carriers == ("radio oshmar",)


def test_unnamed_speakers_are_listed_without_a_name():
    (source,) = reconcile([dispatch("a")], [claim("a", attribution=said_by(UNNAMED))]).sources
    assert (source.name, source.kind) == ("unnamed", "unnamed")


def test_ten_reports_of_one_speaker_are_a_single_source():
    claims = [claim(f"d{index}", attribution=said_by("the mayor")) for index in range(4)]
    chronicle = reconcile([dispatch(f"d{index}", publisher=f"paper {index}") for index in range(4)], claims)
    (incident,) = chronicle.incidents
    assert incident.independent_sources == 1
    assert incident.reported.value == "single source"


def test_a_dispatch_whose_address_is_none_stands_for_itself():
    assert carrier_key(replace(dispatch("a"), publisher=None, url="http://[half"), "a") == "dispatch a"
