"""Which wordings of a speaker mean one, among those heard of one event."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.telling import dispatch, home_of, said_by, tally_of, toll

from khronika.model.ids import ClaimId
from khronika.model.span import Span
from khronika.reconciling.door import reconcile
from khronika.reconciling.speakers.same_speaker import as_one
from khronika.reconciling.speakers.sources import Voice, speaker_key


def speakers(*wordings, kind="official"):
    claims = [toll("a", index + 2, by=said_by(words, kind), at=90 * index) for index, words in enumerate(wordings)]
    voices = {one.claim_id: Voice(speaker_key(one.attribution.speaker), "x") for one in claims}
    found = as_one(voices, claims)
    return [found[one.claim_id].speaker for one in claims]


@pytest.mark.parametrize(
    "wordings",
    [
        ("mayor Oleg Danshin", "Danshin"),
        ("mayor Oleg Danshin", "мэр Олег Даньшин"),
        ("the principal, Ruth Anenih", "Principal Ruth Anenih"),
        ("Ruth Anenih, who runs the school", "principal Ruth Anenih"),
        ("governor Arkan Solte", "Governor Arkan Solte", "Solte"),
        ("the regional hospital in Orun", "the hospital"),
        ("Orun police", "police", "a police spokesman"),
        ("the interior ministry", "a spokeswoman for the interior ministry"),
        ("the district council", "the council"),
        ("fire chief Ruth Calloway", "the fire chief", "Chief Calloway", "Calloway"),
        ("Interior Minister Karel Voss", "Voss", "the interior minister"),
        ("health ministry spokeswoman Anna Berg", "the health ministry", "a ministry spokeswoman"),
        ("the governor", "the governor's office"),
        ("Sheriff Dana Whitlock", "the county sheriff", "the sheriff's office"),
    ],
)
def test_wordings_of_one_speaker_are_one(wordings):
    assert len(set(speakers(*wordings))) == 1


@pytest.mark.parametrize(
    "wordings",
    [
        ("the interior ministry", "the health ministry"),
        ("mayor Oleg Danshin", "mayor Olga Danshina"),
        ("the mayor of Port Isel", "police in Port Isel"),
        ("a surgeon of the Orun hospital", "a matron of the Orun hospital"),
        ("the police", "the police union"),
        ("residents of Orun", "residents"),
        ("fire chief Ruth Calloway", "the police chief"),
        ("health ministry spokeswoman Anna Berg", "the interior ministry"),
        ("fire chief Ruth Calloway", "Deputy Calloway of the Orun council"),
    ],
)
def test_speakers_who_may_be_two_stay_two(wordings):
    assert len(set(speakers(*wordings))) == len(wordings)


def test_a_short_wording_that_fits_two_joins_neither():
    assert len(set(speakers("the interior ministry", "the health ministry", "the ministry"))) == 3
    assert len(set(speakers("mayor Oleg Danshin", "deputy Ines Danshin", "Danshin"))) == 3


def test_an_office_is_known_by_its_article_where_nobody_knows_its_kind():
    assert len(set(speakers("The Emergency Situations Committee", "the committee", kind="person"))) == 1
    assert len(set(speakers("the survivors of the market", "the survivors", kind="eyewitness"))) == 2


def test_a_monitor_that_others_cite_is_the_author_of_what_it_prints():
    cited, own = toll("a", 47, by=said_by("Rights Watch", "NGO")), toll("b", 49)
    told = reconcile(
        [dispatch("a", publisher="A"), dispatch("b", published="2031-03-16T10:00", publisher="Ondara Rights Watch")],
        [cited, own],
    )
    tally = tally_of(told, cited)
    assert (tally.low, tally.best, tally.high) == (49, 49, 49)


def number_in(claim, digits):
    """The claim, its number where the digits stand."""
    start = claim.span.start + claim.quote.index(digits)
    return replace(claim, figure=replace(claim.figure, span=Span(start, start + len(digits))))


def test_a_number_that_was_said_before_gives_way_to_a_lower_one_in_the_same_sentence():
    words = "The Health Ministry put the toll at 31, having earlier said 34"
    now = number_in(toll("a", 31, by="The Health Ministry", quote=words), "31")
    before = number_in(toll("a", 34, by="The Health Ministry", quote="having earlier said 34", at=40), "34")
    told = reconcile([dispatch("a", publisher="A")], [now, before])
    tally = tally_of(told, now)
    assert (tally.low, tally.best, tally.high) == (31, 31, 31)
    assert tally.accounts[0].falls == ((34, 31),)


def test_wordings_that_stand_for_one_another_end_in_one():
    wordings = ("Orun, Vel., police spokesman", "police spokesman Vel Orun", "Police", "Orun police", "Vel Orun")
    assert len(speakers(*wordings, kind="police")) == len(wordings)


@given(st.permutations(["the police", "Orun police", "police in Orun", "mayor Oleg Danshin", "Danshin", "мэр Даньшин"]))
def test_the_order_of_the_claims_does_not_matter(wordings):
    found = dict(zip(wordings, speakers(*wordings), strict=True))
    again = dict(zip(sorted(wordings), speakers(*sorted(wordings)), strict=True))
    assert found == again


def test_one_who_is_named_in_full_only_once_supersedes_himself():
    first = toll("a", 7, by="mayor Oleg Danshin")
    second = toll("b", 9, by="Danshin")
    told = reconcile(
        [dispatch("a", publisher="A"), dispatch("b", published="2031-03-16T10:00", publisher="B")], [first, second]
    )
    tally = tally_of(told, first)
    assert (tally.low, tally.best, tally.high) == (9, 9, 9)
    assert tally.accounts[0].superseded == (ClaimId(first.claim_id),)
    assert home_of(told, first).independent_sources == 1
