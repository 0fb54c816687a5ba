"""Claims: what lies in them, what makes them one and the same, and which are about another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.reading.telling import BUILT, PUBLISHED, claims, counting, of_type, span

from khronika.model.attribution import UNNAMED, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch, Version
from khronika.model.ids import ClaimId, DocId
from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reading.composing.claims import LONGEST_CLAIM
from khronika.reading.composing.relating import related

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
DISPUTED = (
    "The governor's office said that nine people were killed in the town of Orvana. "
    "The union doubts that nine people were killed."
)


def test_a_claim_holds_its_trigger_and_its_figure() -> None:
    text = "In the morning, said witnesses, soldiers fired, and of the crowd eleven people were killed."
    one = counting(claims(text), "killed")
    assert one.figure is not None
    assert one.span.contains(one.trigger)
    assert one.span.contains(one.figure.span)
    assert one.quote == one.span.of(text)


def test_a_claim_is_the_clause_and_not_the_sentence() -> None:
    found = claims("Eleven people were killed in the town of Orvana and twelve were detained in Velkiny.")
    assert [claim.quote for claim in found] == [
        "Eleven people were killed in the town of Orvana",
        "twelve were detained in Velkiny",
    ]


def test_a_very_long_clause_is_cut_around_what_it_tells() -> None:
    text = "In a hall " + "of the old and cold and long and low house " * 20 + "eleven people were killed by soldiers."
    one = counting(claims(text), "killed")
    assert len(one.quote) <= LONGEST_CLAIM
    assert "eleven people were killed" in one.quote


def test_ids_are_unique_and_the_same_at_every_reading() -> None:
    first, second = claims(DISPUTED), claims(DISPUTED)
    assert [claim.claim_id for claim in first] == [claim.claim_id for claim in second]
    assert len({claim.claim_id for claim in first}) == len(first) > 1


def test_an_id_depends_on_what_is_claimed_and_where() -> None:
    nine = counting(claims("Nine people were killed in the town of Orvana."), "killed")
    five = counting(claims("Five people were killed in the town of Orvana."), "killed")
    later = counting(claims("So. Nine people were killed in the town of Orvana."), "killed")
    assert len({nine.claim_id, five.claim_id, later.claim_id}) == 3


def test_a_doubted_figure_is_about_the_claim_that_told_it() -> None:
    told, doubted = [claim for claim in claims(DISPUTED) if claim.figure]
    assert doubted.attribution is not None
    assert doubted.attribution.stance is Stance.DOUBTS
    assert (told.about, doubted.about) == (None, told.claim_id)


def test_a_doubted_figure_that_nobody_told_is_about_none() -> None:
    found = claims(DISPUTED.replace("nine people were killed in", "five people were killed in"))
    assert [claim.about for claim in found] == [None] * len(found)


def test_the_speaker_is_in_the_words_of_the_text_and_the_author_is_none() -> None:
    one = counting(claims(DISPUTED[: DISPUTED.index(" The union")]), "killed")
    assert one.attribution is not None
    assert one.attribution.source == "The governor's office"
    assert one.attribution.source_span == span(DISPUTED, "The governor's office")
    assert counting(claims("Nine people were killed."), "killed").attribution is None
    passive = counting(claims("It is reported that nine people were killed."), "killed").attribution
    assert passive is not None
    assert (passive.source, passive.speaker) == (None, UNNAMED)


def test_what_is_told_of_a_long_past_for_comparison_is_aside_and_dates_nothing_else() -> None:
    text = (
        "Two men were shot in the town of Orvana on Friday. In 1912 about 270 miners were killed there. "
        "Police also detained six men. A curfew was imposed."
    )
    found = claims(text)
    assert [claim.aside for claim in found] == [False, True, False, False]
    assert {claim.when.start for claim in found[2:] if claim.when} == {"2031-03-15"}


def dated(claim: Claim, end: str, basis: str = "stated") -> Claim:
    when = When(start=end, end=end, edtf=end, timex_type=TimexType.DATE, timex_value=end, basis=basis)
    return replace(claim, when=when)


@pytest.mark.parametrize(
    ("ends", "aside"),
    [
        (["1912", "2031-03-14", "2031-03-14"], [True, False, False]),
        (["2028-04", "2031-03-14", "2031-03-14"], [True, False, False]),
        (["2028-08", "2031-03-14", "2031-03-14"], [False, False, False]),
        (["2028", "2031-03-14", "2031-03-14"], [False, False, False]),
        (["1912", "2031-03-14"], [False, False]),
        (["1912", "1913", "2031-03-14"], [False, False, False]),
    ],
)
def test_a_long_past_is_a_comparison_unless_the_dispatch_is_about_it(ends: list[str], aside: list[bool]) -> None:
    dispatch = Dispatch(doc_id=DocId("d"), text="", published=PUBLISHED)
    (one,) = claims("Two men were shot.")
    told = [dated(one, end) for end in ends]
    assert [claim.aside for claim in related(dispatch, told)] == aside
    assert related(replace(dispatch, published=None), told) == told
    assert not any(claim.aside for claim in related(dispatch, [dated(one, end, "narrative") for end in ends]))


def test_what_is_demanded_has_not_happened_but_a_figure_is_counted_all_the_same() -> None:
    found = claims("The union demands that the army stop the attack.")
    assert found
    assert {claim.reality for claim in found} == {Reality.UNCLEAR}
    freed = counting(claims("The union demands justice for the nine people killed."), "killed")
    assert freed.reality is Reality.ACTUAL


def test_people_named_are_actors_once() -> None:
    (one,) = claims("Soldiers arrested Ilan Orvo.")
    assert [(a.words, a.named, a.state) for a in one.actors] == [
        ("Ilan Orvo", True, "detained"),
        ("Soldiers", False, None),
    ]


def test_they_are_not_the_ones_who_said_it_in_the_sentence_before() -> None:
    found = of_type(claims("Strangers came at noon, the soldiers said. They beat two nurses."), "attack")
    assert [actor.words for actor in found.actors] == ["two nurses"]


def test_a_month_is_no_march() -> None:
    text = "ORVANA, 14 March 2031 -- Soldiers shot two men. On March 3rd and on the 2nd of March nobody came."
    assert {claim.event_type for claim in claims(text)} == {"shooting"}
    assert of_type(claims("About 50 March to the square. Then they left."), "protest")


def test_the_time_of_an_update_itself_dates_no_event() -> None:
    text = "Update of 12 March 2031: two men were shot."
    words = span(text, "12 March 2031")
    version = Version(span=span(text, text), published=datetime(2031, 3, 12, 9, tzinfo=UTC), published_span=words)
    (one,) = [claim for claim in claims(text, versions=(version,)) if claim.figure]
    assert one.when is not None
    assert one.when.span != words or one.when.basis != "stated"


def test_they_do_not_reach_over_a_paragraph() -> None:
    found = of_type(claims("Soldiers came at noon.\n\nThey beat two nurses."), "attack")
    assert [actor.words for actor in found.actors] == ["two nurses"]


def test_where_nothing_dates_it_the_day_of_its_own_update_does() -> None:
    text = "Four men were shot.\n\nSix women were arrested."
    cut = text.index("Six")
    versions = tuple(
        Version(span=Span(start, end), published=datetime(2031, 3, day, 9, tzinfo=UTC))
        for start, end, day in ((0, cut, 14), (cut, len(text), 12))
    )
    found = claims(text, versions=versions, title="Two nurses beaten")
    days = [counting(found, measure).when for measure in ("shot", "detained", "injured")]
    assert [when and when.start for when in days] == ["2031-03-14", "2031-03-12", "2031-03-15"]


def test_a_doubt_is_about_the_first_who_told_the_figure() -> None:
    told, doubted = [claim for claim in claims(DISPUTED) if claim.figure]
    again = replace(told, claim_id=ClaimId("again"))
    dispatch = Dispatch(doc_id=DocId("d"), text="")
    assert [c.about for c in related(dispatch, [told, again, doubted])] == [None, None, told.claim_id]
