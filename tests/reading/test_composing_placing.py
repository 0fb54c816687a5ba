"""Where it was: where the words say, else where the story is, and nowhere by a government's name."""

import pytest
from tests.reading.telling import BUILT, claims, counting, of_type, place, sentences, span

from khronika.model.claim import Claim
from khronika.model.span import Span
from khronika.reading.composing.placing import ground, is_reset

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
STORY = "The town of Orvana was calm. Nobody in Orvana went out."


def where(claim: Claim) -> tuple[str, str] | None:
    return (claim.place.name, claim.place.basis) if claim.place else None


def test_each_clause_has_its_own_place() -> None:
    found = claims(
        "Eleven people were killed in the town of Orvana and twelve were detained in the village of Velkiny."
    )
    assert where(counting(found, "killed")) == ("Orvana", "stated")
    assert where(counting(found, "detained")) == ("Velkiny", "stated")


def test_the_written_name_stands_where_its_span_says() -> None:
    text = "Eleven people were killed in the town of ORVANA. Orvana mourns."
    found = counting(claims(text), "killed").place
    assert found is not None
    assert found.span is not None
    assert found.written == found.span.of(text)


def test_a_square_lies_in_the_town_that_the_story_is_about() -> None:
    found = claims(f"{STORY}\n\nProtesters gathered in Lantern Square.")
    assert where(of_type(found, "protest")) == ("Orvana", "narrative")


def test_a_square_is_the_place_where_no_town_is_named() -> None:
    found = claims("Protesters gathered in Lantern Square.")
    assert where(of_type(found, "protest")) == ("Lantern Square", "stated")


@pytest.mark.parametrize("way", ["on the way to", "on the road from", "being brought to"])
def test_a_place_on_the_way_is_not_where_they_died(way: str) -> None:
    found = claims(f"{STORY} Two people died {way} Velkiny. Nobody lives in the village of Velkiny.")
    assert where(counting(found, "killed")) == ("Orvana", "narrative")


def test_troops_are_sent_to_the_place_they_are_sent_to() -> None:
    found = claims("Troops from the town of Orvana were sent to the village of Velkiny.")
    assert where(of_type(found, "troop deployment")) == ("Velkiny", "stated")


def test_a_town_goes_before_the_region_around_it() -> None:
    found = claims("Eleven people were killed in the village of Velkiny in Orvana region.")
    assert where(counting(found, "killed")) == ("Velkiny", "stated")


def test_the_speakers_place_is_not_the_events() -> None:
    found = claims(f"{STORY} The governor of Velkiny region said that four men had died.")
    assert where(counting(found, "killed")) == ("Orvana", "narrative")


@pytest.mark.parametrize("words", ["Kenya sent troops", "The Kenya government arrested four men"])
def test_a_government_is_no_place(words: str) -> None:
    found = claims(f"{STORY} {words}.")
    assert {where(claim) for claim in found} <= {("Orvana", "narrative"), None}


def test_a_dateline_says_where_the_report_was_filed_and_no_more() -> None:
    text = "ORVANA (Halda Wire) -- Soldiers shot dead two men in the town of Velkiny. They left Velkiny at noon."
    (one,) = [c for c in claims(text, filing_place="ORVANA") if c.figure]
    assert where(one) == ("Velkiny", "stated")
    mentions = [place(text, "ORVANA"), place(text, "Velkiny"), place(text, "Velkiny", nth=1)]
    known = ground(mentions, sentences(text), Span(0, len("ORVANA")))
    assert [m.name for m in known.mentions] == ["Velkiny", "Velkiny"]
    assert known.main is not None
    assert known.main.name == "Velkiny"


def test_where_only_the_dateline_names_a_town_the_story_is_there() -> None:
    text = "ORVANA -- Soldiers shot dead two men."
    known = ground([place(text, "ORVANA")], sentences(text), Span(0, len("ORVANA")))
    assert known.main is not None
    assert known.mentions == ()


def test_a_section_is_told_of_the_place_of_its_heading() -> None:
    found = claims(
        "The town of Orvana in flames\n\nPolice shot two men in Orvana.\n\nUnrest in the village of Velkiny\n\n"
        "Police detained four miners. Nobody slept."
    )
    assert where(counting(found, "detained")) == ("Velkiny", "narrative")


def test_a_heading_of_the_situation_goes_back_to_the_main_place() -> None:
    found = claims(
        f"{STORY}\n\nUnrest in the village of Velkiny\n\nNobody slept.\n\n"
        "Present situation\n\nPolice detained four miners."
    )
    assert where(counting(found, "detained")) == ("Orvana", "narrative")
    assert is_reset("Present situation:")
    assert not is_reset("Unrest in the village of Velkiny")


def test_the_one_town_of_the_sentence_before_is_carried_on_within_its_paragraph() -> None:
    same = claims(f"{STORY}\n\nWorkers marched in the village of Velkiny. Police shot two men.")
    assert where(counting(same, "shot")) == ("Velkiny", "narrative")
    apart = claims(f"{STORY}\n\nWorkers marched in the village of Velkiny.\n\nPolice shot two men.")
    assert where(counting(apart, "shot")) == ("Orvana", "narrative")


def test_there_is_the_place_named_last_and_there_were_is_none() -> None:
    text = f"{STORY}\n\nWorkers marched in the village of Velkiny.\n\n"
    assert where(counting(claims(text + "Police shot two men there."), "shot")) == ("Velkiny", "narrative")
    assert where(of_type(claims(text + "There were arrests."), "arrests")) == ("Orvana", "narrative")


def test_what_is_demanded_or_to_come_has_no_place_but_a_stated_one() -> None:
    found = claims(f"{STORY} The union demands the arrest of the colonel.")
    assert found
    assert {claim.place for claim in found} == {None}
    warned = claims(f"{STORY} The army will open fire on any crowd.")
    assert [where(claim) for claim in warned] == [None]
    stated = claims(f"{STORY} The army will open fire in Orvana.")
    assert [where(claim) for claim in stated] == [("Orvana", "stated")]


def test_the_main_place_is_named_most_openings_and_headings_first() -> None:
    text = "Velkiny burns\n\nOrvana. Orvana."
    mentions = [place(text, "Velkiny"), place(text, "Orvana"), place(text, "Orvana", nth=1)]
    main = ground(mentions, sentences(text, "fast")).main
    assert main is not None
    assert main.name == "Orvana"
    titled = ground(mentions[:2], sentences(text, "fast")).main
    assert titled is not None
    assert titled.name == "Velkiny"


def test_facilities_and_organisations_are_never_the_main_place() -> None:
    text = "Lantern Square, Moscow, Orvana"
    mentions = [
        place(text, "Lantern Square", "square", facility=True),
        place(text, "Moscow", role="organisation"),
        place(text, "Orvana"),
    ]
    main = ground(mentions, sentences(text, "fast")).main
    assert main is not None
    assert main.span == span(text, "Orvana")


def test_no_place_is_made_up() -> None:
    assert [where(claim) for claim in claims("Soldiers shot dead two men.")] == [None]


def test_a_heading_weighs_more_than_two_mentions_far_below() -> None:
    text = "Velkiny burns\n\nOne. Two. Three. Four. Five. Six. Orvana. Orvana. Orvana."
    mentions = [place(text, "Velkiny"), *(place(text, "Orvana", nth=n) for n in range(3))]
    main = ground(mentions, sentences(text, "fast")).main
    assert main is not None
    assert main.name == "Velkiny"


def test_a_village_goes_before_the_country_that_stands_nearer() -> None:
    found = claims("Nine miners died in Kenya, in the village of Velkiny.")
    assert where(counting(found, "killed")) == ("Velkiny", "stated")


def test_the_town_goes_before_a_square_in_it_that_nobody_can_locate() -> None:
    found = claims("Nine miners died in Lantern Square of the town of Orvana.")
    assert where(counting(found, "killed")) == ("Orvana", "stated")
