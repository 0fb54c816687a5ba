"""What a figure says that it covers, and passages that say why counts are low."""

import pytest
from tests.reading.telling import BUILT, claims, sentences

from khronika.model.figure import Scope
from khronika.model.ids import DocId
from khronika.reading.composing import find_caveats

built = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")


def _figure(text, low):
    return next(claim.figure for claim in claims(text) if claim.figure and claim.figure.low == low)


@built
@pytest.mark.parametrize(
    ("text", "low", "days", "place"),
    [
        ("The ministry said 84 people were killed in the whole country since Thursday.", 84, "2031-03-13/2031-03-15",
         "in the whole country"),
        ("The monitor counted 17 civilians killed from 7 to 13 March.", 17, "2031-03-07/2031-03-13", None),
        ("Some 57 people were killed across the Lomyra region on Friday.", 57, None, "Lomyra region"),
        ("Twelve people were killed in Orun on Friday.", 12, None, None),
        ("Four people have been killed since Thursday's shooting.", 4, None, None),
        ("Nine people have been missing since Thursday.", 9, None, None),
    ],
)  # fmt: skip
def test_days_and_place_are_only_what_the_words_say(text, low, days, place):
    figure = _figure(text, low)
    assert figure.scope_days == days
    assert (figure.scope_place or "").removeprefix("in the ") == (place or "").removeprefix("in the ")
    assert (figure.scope is Scope.RUNNING_TOTAL) == (days is not None)


@built
def test_a_time_behind_another_figure_is_that_ones():
    text = "Five people were killed in Orun and 31 people have been killed since Thursday."
    assert _figure(text, 5).scope_days is None
    assert _figure(text, 31).scope_days == "2031-03-13/2031-03-15"


@built
@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("As of 6 p.m. on Friday, 14 people had been killed in Orun.", "2031-03-14T18:00:00"),
        ("By Friday the service had registered 14 people killed.", "2031-03-14"),
        ("14 people were killed on Friday.", None),
    ],
)
def test_when_a_count_stood(text, as_of):
    assert _figure(text, 14).as_of == as_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The families have still not been given the bodies.", "bodies withheld"),
        ("Soldiers took the corpses away before dawn.", "bodies withheld"),
        ("The wounded are turned away at the gate.", "wounded turned away"),
        ("Doctors were ordered not to write death certificates.", "records closed"),
        ("Telephones in the town have been cut off since noon.", "cut off"),
        ("More bodies are thought to lie under the rubble.", "not yet searched"),
        ("The wounded were not turned away.", None),
        ("Eleven people were killed.", None),
    ],
)
def test_passages_that_say_why_counts_are_low(text, kind):
    found = find_caveats(DocId("a"), sentences(text))
    assert [one.kind for one in found] == ([kind] if kind else [])
    assert all(one.words == text[one.start : one.end] for one in found)
