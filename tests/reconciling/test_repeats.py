"""Who repeats whom: copies, outlets that are cited, the same number in the same words."""

import pytest
from tests.reconciling.telling import claim, count, dispatch, home_of, said_by, tally_of, toll

from khronika.model.attribution import UNNAMED
from khronika.model.caveat import Caveat
from khronika.reconciling.door import reconcile

WORDS = "at least 37 villagers, most of them women gathering firewood, were killed in the forest"


def _paper(doc, publisher, at, **more):
    return dispatch(doc, published=f"2031-03-15T{at:02d}:00", publisher=publisher, **more)


def _edges(chronicle):
    return {edge.doc_id: (edge.of, edge.root, edge.how.value) for edge in chronicle.repeats}


def test_a_number_that_goes_round_in_a_ring_has_one_root():
    claims = [
        toll("a", 30, by=said_by(UNNAMED)),
        toll("b", 30, by=said_by("Lowland Watch", "NGO")),
        toll("c", 30, by=said_by("Radio Amber", "media")),
    ]
    papers = [_paper("a", "Lowland Watch", 8), _paper("b", "Radio Amber", 9), _paper("c", "Lowland Watch", 10)]
    chronicle = reconcile(papers, claims)
    assert _edges(chronicle) == {"b": ("a", "a", "quotes"), "c": ("b", "a", "quotes")}
    assert home_of(chronicle, claims[0]).independent_sources == 1
    assert home_of(chronicle, claims[0]).reported.value == "single source"


@pytest.mark.parametrize(("other", "roots"), [(WORDS, 1), ("soldiers left 37 villagers dead beside the mission", 2)])
def test_the_same_number_in_the_same_words_is_one_root_whoever_prints_it(other, roots):
    words = {"a": f"{WORDS} on Monday", "b": f"In other news, {other}"}
    claims = [
        claim(
            doc,
            "killing",
            quote=words[doc],
            figure=count("killed", 37, None, at=words[doc].index("37")),
        )
        for doc in ("a", "b")
    ]
    chronicle = reconcile([_paper("a", "Sahel Info", 8), _paper("b", "World Tonight", 9)], claims)
    assert home_of(chronicle, claims[0]).independent_sources == roots
    assert _edges(chronicle) == ({"b": ("a", "a", "same words")} if roots == 1 else {})


def test_another_number_of_a_cited_outlet_is_no_repetition_of_the_first():
    claims = [toll("a", 30), toll("b", 31, by=said_by("Lowland Watch", "NGO"))]
    chronicle = reconcile([_paper("a", "Lowland Watch", 8), _paper("b", "Radio Amber", 9)], claims)
    assert not chronicle.repeats
    assert home_of(chronicle, claims[0]).independent_sources == 1  # and yet it is the same outlet's


def test_a_copy_is_an_edge_of_the_tree():
    claims = [toll("a", 4), toll("b", 4)]
    papers = [_paper("a", "Agency", 8), _paper("b", "Mercury", 9, copy_of="a")]
    assert _edges(reconcile(papers, claims)) == {"b": ("a", "a", "copy")}


def test_what_an_outlet_says_that_it_reported_before_is_its_own_earlier_figure():
    before, quoted, now = (
        toll("a", 15),
        toll("b", 15, by=said_by("We", "author")),
        toll("b", 13, at=90),
    )
    papers = [_paper("a", "Courier", 8), _paper("b", "Courier", 20)]
    tally = tally_of(reconcile(papers, [before, quoted, now]), now)
    assert (tally.low, tally.best, tally.high) == (13, 13, 13)
    assert tally.accounts[0].falls == ((15, 13),)
    assert set(tally.accounts[0].superseded) == {before.claim_id, quoted.claim_id}


def test_a_passage_is_kept_with_the_incident_that_it_is_told_beside():
    here, there = toll("a", 4, place="Orun"), toll("a", 6, at=900, place="Drusk")
    passage = Caveat(doc_id="a", start=950, end=990, words="x" * 40, kind="bodies withheld")
    lost = Caveat(doc_id="b", start=0, end=9, words="y" * 9, kind="cut off")
    chronicle = reconcile([_paper("a", "Courier", 8), _paper("b", "Echo", 9)], [here, there], caveats=[lost, passage])
    assert [one.incident_id for one in chronicle.caveats] == [home_of(chronicle, there).incident_id, None]


def test_who_cites_a_copy_cites_its_original():
    wire = dispatch("a", published="2031-03-14T10:00", publisher="Union Wire")
    copy = dispatch("b", published="2031-03-14T12:00", publisher="Morning Post", copy_of="a")
    cites = dispatch("c", published="2031-03-14T16:00", publisher="Evening Star")
    again = dispatch("d", published="2031-03-15T08:00", publisher="Channel Two")
    post, star = said_by("the Morning Post", "media"), said_by("the Evening Star", "media")
    claims = [
        toll("a", 11), toll("b", 11), toll("c", 11, by=post), claim("c", at=90, attribution=post),
        toll("d", 11, by=star), claim("d", at=90, attribution=star),
    ]  # fmt: skip
    told = reconcile([wire, copy, cites, again], claims)
    assert {edge.doc_id: (edge.of, edge.root) for edge in told.repeats} == {
        "b": ("a", "a"),
        "c": ("b", "a"),
        "d": ("c", "a"),
    }
    assert home_of(told, claims[0]).independent_sources == 1
    assert home_of(told, claims[0]).reported.value == "single source"
