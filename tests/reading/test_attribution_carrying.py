"""How an attribution carries on, and where it stops."""

import pytest

from khronika.model.attribution import Basis, Stance
from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution import attribution_at, carry_on, find_attributions
from khronika.reading.mentions import AttributionMention
from khronika.reading.segmentation import segment

PROFILES: tuple[Profile, ...] = ("full", "fast")
both = pytest.mark.parametrize("profile", PROFILES)


def read(text: str, profile: Profile) -> tuple[list[AttributionMention], list[AttributionMention]]:
    sentences = analyse(segment(text), profile)
    found = find_attributions(text, sentences)
    return found, carry_on(text, sentences, found)


def speaker_of(text: str, words: str, profile: Profile) -> AttributionMention | None:
    found, carried = read(text, profile)
    start = text.index(words)
    return attribution_at([*found, *carried], Span(start, start + len(words)))


WITNESS = (
    "A woman interviewed by Harbour Radio explained that she saw people running. She saw three men killed outright. "
    "The town is full of troops. It is reported that the road is cut."
)


@both
def test_a_witness_goes_on_telling_what_she_saw(profile: Profile) -> None:
    one = speaker_of(WITNESS, "three men killed outright", profile)
    assert one is not None
    assert one.speaker == "A woman interviewed by Harbour Radio"
    assert one.basis is Basis.EYEWITNESS
    _, carried = read(WITNESS, profile)
    assert [mention.source[0].of(WITNESS) for mention in carried] == ["A woman interviewed by Harbour Radio"]


@both
def test_a_plain_sentence_of_narrative_is_the_authors_own(profile: Profile) -> None:
    assert speaker_of(WITNESS, "The town is full of troops", profile) is None


@both
def test_a_passive_report_ends_what_was_carried_on(profile: Profile) -> None:
    one = speaker_of(WITNESS, "the road is cut", profile)
    assert one is not None
    assert one.source == ()


@both
def test_it_does_not_carry_over_a_paragraph(profile: Profile) -> None:
    text = "A woman explained that she saw people running.\n\nThe shops were closed. She saw nothing else."
    _, carried = read(text, profile)
    assert carried == []


@both
def test_a_sentence_between_two_of_one_speaker_is_carried_when_the_second_says_also(profile: Profile) -> None:
    text = (
        "According to sympathisers in the garrison, three aircraft have landed. The riot police may shoot at will. "
        "They also report that the port will be searched."
    )
    one = speaker_of(text, "The riot police may shoot at will", profile)
    assert one is not None
    assert one.carried
    assert one.kind == "insider"


@both
def test_a_list_of_demands_stays_a_list_of_demands(profile: Profile) -> None:
    text = (
        "We call for joint action by the dockers and the miners, demanding:\n\n"
        "An end to the shooting in Port Halla;\n\nThe release of all prisoners;\n\nThe road is wet today."
    )
    one = speaker_of(text, "The release of all prisoners", profile)
    assert one is not None
    assert one.stance is Stance.DEMANDS
    assert one.kind == "author"


@both
def test_carried_mentions_have_no_cue_and_say_that_they_are_carried(profile: Profile) -> None:
    _, carried = read(WITNESS, profile)
    assert carried
    assert all(mention.carried and mention.cue == () for mention in carried)


@both
def test_the_innermost_speaker_answers_for_a_claim(profile: Profile) -> None:
    text = "The governor said that nine people died. The union says that forty people died."
    first, second = speaker_of(text, "nine people died", profile), speaker_of(text, "forty people died", profile)
    assert first is not None
    assert second is not None
    assert (first.speaker, second.speaker) == ("The governor", "The union")


@both
def test_the_author_answers_where_nobody_else_does(profile: Profile) -> None:
    text = "Nine people died in the square. The governor said that the bridge was closed."
    assert speaker_of(text, "Nine people died", profile) is None


@both
def test_all_of_a_sentence_in_which_a_witness_saw_something_is_hers(profile: Profile) -> None:
    text = "A nurse explained that she hid in the ward. She saw two men fall, a third died in the car."
    one = speaker_of(text, "a third died in the car", profile)
    assert one is not None
    assert one.speaker == "A nurse"
