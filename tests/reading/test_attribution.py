"""Who says what: the constructions of casualty reporting, in both profiles. The people are invented."""

import pytest

from khronika.model.attribution import UNNAMED, Basis, Stance
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution import find_attributions, speaker_span
from khronika.reading.mentions import AttributionMention
from khronika.reading.segmentation import segment

PROFILES: tuple[Profile, ...] = ("full", "fast")
both = pytest.mark.parametrize("profile", PROFILES)


def found_in(text: str, profile: Profile) -> list[AttributionMention]:
    return find_attributions(text, analyse(segment(text), profile))


def nested_in(text: str) -> list[AttributionMention]:
    return find_attributions(text, analyse(segment(text), "full"), within=True)


def reports_in(text: str, profile: Profile) -> list[AttributionMention]:
    return [one for one in found_in(text, profile) if one.reports]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@both
def test_it_gives_source_cue_and_content_of_said_that(profile: Profile) -> None:
    text = "The governor said that nine people died in Norvast."
    (one,) = reports_in(text, profile)
    assert words(text, one.source) == ["The governor"]
    assert words(text, one.cue) == ["said"]
    assert words(text, one.content) == ["that nine people died in Norvast"]
    assert (one.stance, one.kind) == (Stance.ASSERTS, "official")


@both
def test_it_finds_the_speaker_after_a_quotation(profile: Profile) -> None:
    text = "“They fired at us without warning,” said Milan Orte, a crane driver."
    (one,) = reports_in(text, profile)
    assert words(text, one.content) == ["“They fired at us without warning,”"]
    assert words(text, one.source)[0].startswith("Milan Orte")


@both
def test_it_takes_the_sentence_before_he_said_as_content(profile: Profile) -> None:
    text = "The harbour has been closed since dawn, the dockers' union said."
    (one,) = reports_in(text, profile)
    assert words(text, one.content) == ["The harbour has been closed since dawn"]
    assert words(text, one.source) == ["the dockers' union"]
    assert one.kind == "union"


@both
def test_a_quotation_that_goes_on_belongs_to_the_same_speaker(profile: Profile) -> None:
    text = "“We were in the square,” she said. “Then the lights went out.”"
    (one,) = reports_in(text, profile)
    assert words(text, one.content) == ["“We were in the square,”", "“Then the lights went out.”"]


@both
def test_it_reads_according_to_at_either_end(profile: Profile) -> None:
    for text in (
        "According to residents, the shelling lasted an hour.",
        "The shelling lasted an hour, according to residents.",
    ):
        (one,) = reports_in(text, profile)
        assert words(text, one.source) == ["residents"]
        assert "shelling lasted an hour" in words(text, one.content)[0]
        assert one.kind == "resident"


@both
def test_a_passive_report_has_no_source_and_the_speaker_unnamed(profile: Profile) -> None:
    for text in (
        "It is reported that forty miners were arrested.",
        "Five busloads of riot police are said to be approaching.",
        "Estimates of the number killed range from 20 to 40.",
        "Reports are coming in of new arrests in Port Halla.",
    ):
        (one,) = reports_in(text, profile)
        assert one.source == ()
        assert one.speaker == UNNAMED
        assert speaker_span(one) is None
        assert one.content, text


@both
def test_it_lays_a_figure_to_those_who_put_it(profile: Profile) -> None:
    text = "The regime puts the number of dead at nine, with no police among them, but the clinic disagrees."
    one = next(one for one in reports_in(text, profile) if "puts" in words(text, one.cue))
    assert words(text, one.source) == ["The regime"]
    assert words(text, one.content) == ["the number of dead at nine, with no police among them"]


@both
def test_a_range_of_estimates_is_estimated(profile: Profile) -> None:
    (one,) = reports_in("Estimates of the number killed range from 20 to 40.", profile)
    assert one.stance is Stance.ESTIMATES


@both
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry claims that the workers fired first.", Stance.ALLEGES),
        ("The army denied that it had used live rounds.", Stance.DENIES),
        ("The president announced a curfew in the port.", Stance.ANNOUNCES),
        ("Doctors estimate that fifty people died.", Stance.ESTIMATES),
        ("The union expects that the toll will rise.", Stance.PREDICTS),
        ("We call for an inquiry into the shooting.", Stance.DEMANDS),
        ("Aid workers warned that water would run out.", Stance.PREDICTS),
    ],
)
def test_it_tells_stances_apart(text: str, stance: Stance, profile: Profile) -> None:
    assert [one.stance for one in reports_in(text, profile)] == [stance]


@both
def test_who_judges_an_account_doubts_it(profile: Profile) -> None:
    text = "It is clear that the official version of nine killed is a gross underestimate."
    one = next(one for one in reports_in(text, profile) if one.stance is Stance.DOUBTS)
    assert words(text, one.source) == ["the official version"]


@both
def test_what_was_not_said_is_doubted(profile: Profile) -> None:
    (one,) = reports_in("The colonel did not confirm that shots were fired.", profile)
    assert one.stance is Stance.DOUBTS


@both
def test_a_witness_interviewed_by_a_channel_reached_us_through_it(profile: Profile) -> None:
    text = "One woman interviewed on the TV Channel K9 explained that she saw two men fall."
    one = reports_in(text, profile)[0]
    assert words(text, one.source) == ["One woman interviewed on the TV Channel K9"]
    assert one.chain == ("the TV Channel K9",)
    assert one.basis is Basis.EYEWITNESS
    assert one.kind == "eyewitness"


def test_a_speaker_cited_by_a_speaker_reached_us_through_the_first() -> None:
    text = "Harbour Radio reported that a nurse had said that the wards were full."
    inner = next(one for one in nested_in(text) if "nurse" in one.speaker)
    assert inner.chain == ("Harbour Radio",)


def test_speech_within_speech_is_left_out_unless_asked_for() -> None:
    text = "Harbour Radio reported that a nurse had said that the wards were full."
    assert [one.speaker for one in found_in(text, "full")] == ["Harbour Radio"]


@both
def test_a_pronoun_keeps_its_own_span_and_names_its_antecedent(profile: Profile) -> None:
    text = "The regime said that nine people died. It claims that the strikers fired first."
    second = reports_in(text, profile)[1]
    assert words(text, second.source) == ["It"]
    assert second.speaker == "The regime"
    span = speaker_span(second)
    assert span is not None
    assert span.of(text) == "The regime"


@both
def test_she_is_never_a_trade_union(profile: Profile) -> None:
    text = "The miners' union said that the pit was closed. She said that it was cold."
    second = reports_in(text, profile)[1]
    assert second.speaker != "The miners' union"


@both
def test_support_for_a_cause_lays_no_claim_to_anybody(profile: Profile) -> None:
    for text in ("The dockers support the strike in Port Halla.", "The three men were later released."):
        assert reports_in(text, profile) == []


@both
def test_the_kind_of_a_report_is_the_kind_of_those_it_is_from(profile: Profile) -> None:
    text = "According to reports from worker activists, the field has stopped."
    (one,) = reports_in(text, profile)
    assert one.kind == "activist"


def test_a_sentence_without_tokens_holds_nothing() -> None:
    text = "The governor said that nine people died."
    assert find_attributions(text, segment(text)) == []


@both
def test_the_owner_of_a_figure_is_its_source(profile: Profile) -> None:
    text = "The ministry would not comment on the union's count of more than thirty."
    one = next(one for one in reports_in(text, profile) if "thirty" in words(text, one.content)[0])
    assert one.speaker == "the union"
    assert speaker_span(one) is not None


@both
def test_a_figure_that_is_called_an_insult_is_doubted(profile: Profile) -> None:
    text = "The governor's figure of nine dead is an insult to the families."
    one = next(one for one in reports_in(text, profile) if "nine dead" in words(text, one.content)[0])
    assert (one.speaker, one.stance) == ("The governor", Stance.DOUBTS)


@both
def test_a_day_owns_no_figure(profile: Profile) -> None:
    assert reports_in("Friday's figure of nine was printed on the front page.", profile) == []


@both
def test_a_dateline_is_no_part_of_what_was_said(profile: Profile) -> None:
    text = "HALLA, 13 March (Wire) - Troops fired on a crowd in the square, the governor's office said."
    (one,) = reports_in(text, profile)
    assert words(text, one.content) == ["Troops fired on a crowd in the square"]
    assert words(text, one.source) == ["the governor's office"]


@both
def test_those_who_saw_it_are_eyewitnesses(profile: Profile) -> None:
    text = "The railway gives no reason, but travellers saw a hundred people on the track."
    one = next(one for one in reports_in(text, profile) if "hundred people" in words(text, one.content)[0])
    assert (one.speaker, one.basis) == ("travellers", Basis.EYEWITNESS)
    assert one.kind == "eyewitness"


@both
def test_the_general_strike_is_no_general(profile: Profile) -> None:
    text = "A speaker for the general strike committee said that the port was closed."
    (one,) = reports_in(text, profile)
    assert one.kind != "military"


def test_thousands_of_attributions_are_read_in_a_moment() -> None:
    text = " ".join(f"The mayor number {number} said that it rained. “It rained,” she added." for number in range(1500))
    assert len(found_in(text, "fast")) > 2500


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Nine men drowned. The guild speaks of 12 to 15.", "The guild"),
        ("Nine men drowned. The mayor's office puts it at almost 20.", "The mayor's office"),
        ("Nine men drowned. The clinic has revised its count from nine to 11.", "The clinic"),
        ("Nine men drowned. The society has 14 names.", "The society"),
        ("The guild on Monday put the death toll from the fire at Orun at 38.", "The guild"),
        ("The clinic lowered its death toll from Monday's explosion at the Orun arsenal to 47.", "The clinic"),
        ("The council has lifted to nine its count of those drowned off Velm.", "The council"),
        ("The coastguard then dropped to 14 the number of people drowned off Velm.", "The coastguard"),
        ("The harbour brigade brought the death toll to 14 on Friday.", "The harbour brigade"),
        ("The guild now places at 31 the number of those drowned off Velm.", "The guild"),
        ("Orte talked on Friday of 17 drowned off Velm.", "Orte"),
        ("The Quay Society has gathered the names of 14 dead from the flood at Velm.", "The Quay Society"),
        ("The guild sticks to its figure of 16 dead in Monday's flood.", "The guild"),
        ("The abbot corrected himself on Friday: six men drowned in the flood.", "The abbot"),
        ("The council issued a new tally on Friday: six men drowned in the flood.", "The council"),
    ],
)
def test_whoever_gives_a_number_as_his_own_is_its_speaker(text: str, source: str) -> None:
    (one,) = found_in(text, "full")
    assert words(text, one.source) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "A second landslide raised the death toll to 12.",
        "The death of a councillor raised the death toll to 12.",
        "A nurse's death brought the toll to 12.",
        "Two more drowned men brought the number of dead to 12.",
    ],
)
def test_what_raises_a_toll_gives_no_number(text: str) -> None:
    assert not [one for one in found_in(text, "full") if one.reports]


def test_a_number_at_the_head_of_a_sentence_is_that_of_the_office_before() -> None:
    text = "The canal service has ended its search at Velm. Its last tally of the flood stands at 14 dead."
    (one,) = [one for one in found_in(text, "full") if one.reports]
    assert one.speaker == "The canal service"
    alone = "Rain fell. Its last tally of the flood stands at 14 dead."
    assert not [one for one in found_in(alone, "full") if one.reports]


def test_whoever_has_or_speaks_of_something_else_gives_no_number() -> None:
    assert not found_in("The mayor has 14 cows.", "full")
    assert not [one for one in found_in("He corrected his tie.", "full") if one.reports]


def test_a_name_beside_an_office_told_what_stands_before_it() -> None:
    text = "Two boys drowned, the mayor of Velm, Ilme Sator, told a meeting in Orun."
    (one,) = reports_in(text, "full")
    assert words(text, one.content) == ["Two boys drowned"]


@both
@pytest.mark.parametrize(
    "text",
    [
        "Bulletin 14/3 18:30 GMT:Demonstration in Orun, shelling again witnessed in Vidre as a battle rages in Sallow",
        "News 2/9 08:10 UTC:Gathering in Orun, shelling again witnessed in Vidre as a battle rages in Sallow",
        "Latest 02.03.2031 21:15: Gate of the mill shut, screams still heard in Orun and a crowd gathers",
        "News at 7:40 pm: Strike in Vidre, smoke again seen over Orun and a siren wails in the port",
    ],
)
def test_a_heading_with_a_day_and_an_hour_is_no_speaker(text: str, profile: Profile) -> None:
    assert [one.speaker for one in found_in(text + "\n\nThe square is calm.", profile)] == []


@both
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("14 March, 18:00 GMT: The guild says that two died in Orun.", "The guild"),
        ("Update 14/3 18:30 GMT:Guild in Orun says that seven died.", "Guild in Orun"),
        ("7:40 pm: A nurse saw that two men were carried away.", "A nurse"),
    ],
)
def test_who_speaks_behind_the_hour_is_named_without_it(text: str, speaker: str, profile: Profile) -> None:
    assert [one.speaker for one in found_in(text, profile)] == [speaker]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Since the strike began three people have been killed and 112 people detained in Port Isel, "
            "the dockers' union said on Sunday.",
            "the dockers' union",
            ["Since the strike began three people have been killed and 112 people detained in Port Isel"],
        ),
        (
            "Police fired tear gas into the north stand on Saturday and three fans were killed in the crush, "
            "the sports minister said.",
            "the sports minister",
            ["Police fired tear gas into the north stand on Saturday and three fans were killed in the crush"],
        ),
        (
            "The shelling killed 17 people, the coastguard said on Sunday evening, and 88 are still missing.",
            "the coastguard",
            ["The shelling killed 17 people", "and 88 are still missing"],
        ),
        (
            "Dozens of people were killed in the village of Morven, residents said, when men went from house to house.",
            "residents",
            ["Dozens of people were killed in the village of Morven", "when men went from house to house"],
        ),
    ],
)
def test_who_stands_between_commas_says_what_is_before_and_behind(text: str, source: str, content: list[str]) -> None:
    (one,) = reports_in(text, "full")
    assert words(text, one.source) == [source]
    assert words(text, one.content) == content
