"""Which wordings of a speaker mean one, among those heard of one event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.telling import dispatch, home_of, said_by, tally_of, toll

from khronika.model.ids import ClaimId
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
    ],
)
def test_speakers_who_may_be_two_stay_two(wordings):
    assert len(set(speakers(*wordings))) == len(wordings)


def test_a_short_wording_that_fits_two_joins_neither():
    assert len(set(speakers("the interior ministry", "the health ministry", "the ministry"))) == 3
    assert len(set(speakers("mayor Oleg Danshin", "deputy Ines Danshin", "Danshin"))) == 3


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
