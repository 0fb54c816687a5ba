"""What the page must not let its reader believe: confirmation, totals, plans and blame that nobody's words give."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from khronika.model.chronicle import Chronicle
from khronika.model.grade import Grade
from khronika.model.span import Span
from khronika.model.tally import TallyStatus
from khronika.publishing import publish
from khronika.publishing.pages.naming import names_a_newer
from khronika.reconciling.incidents.titles import title_of
from publishing.sample import C_ATTACK, C_STOP, C_UNARMED, CHRONICLE, DISPATCHES, gap
from publishing.test_page import Page, without_scripts

Shown = Callable[[Chronicle], str]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """The text of the first page of a chronicle."""

    def page(chronicle: Chronicle) -> str:
        publish(chronicle, tmp_path, include_names=True)
        return Page(without_scripts(tmp_path / "index.html")).text

    return page


def with_incident(name: str, **more: object) -> Chronicle:
    incidents = tuple(replace(one, **more) if one.incident_id == name else one for one in CHRONICLE.incidents)
    return replace(CHRONICLE, incidents=incidents)


def first_screen(text: str) -> str:
    return text[: text.index("What is contested, and by whom")]


def test_speakers_in_one_dispatch_are_not_told_independently(shown: Shown) -> None:
    first = first_screen(shown(CHRONICLE))
    assert "4 speakers, all as told by one dispatch" in first
    assert "By several speakers" in first
    assert "independent" not in first.replace("Independent Union", "").casefold()


def test_two_papers_tell_independently_and_one_publisher_does_not(shown: Shown) -> None:
    shooting = next(one for one in CHRONICLE.incidents if one.incident_id == "shooting14")
    both = with_incident("shooting14", claims=(*shooting.claims, C_STOP.claim_id))
    first = first_screen(shown(both))
    assert "Told independently" in first
    assert "4 independent sources" in first
    alike = tuple(replace(one, publisher="Salt Coast Wire") for one in DISPATCHES)
    first = first_screen(shown(replace(both, dispatches=alike)))
    assert "4 speakers, all as told by Salt Coast Wire" in first
    assert "2 dispatches of Salt Coast Wire" in first


def test_what_is_no_total_says_what_it_is_who_says_it_and_when(shown: Shown) -> None:
    first = first_screen(shown(CHRONICLE))
    assert "These are no totals: " in first
    assert "3 of them, a part of the whole (" in first
    assert "14 May 2031, 18:30 UTC)" in first[first.index("These are no totals") :]


def test_freshness_stands_under_the_title_with_the_later_update_that_is_not_held(shown: Shown) -> None:
    words = "Videos of the shooting"
    later = replace(gap(0, words, "update"), what="The most recent update is on our site.")
    text = shown(replace(CHRONICLE, not_held=(later,)))
    head = text[: text.index("What is contested")]
    assert "Fresh as of 16 May 2031, 07:15 UTC · 2 dispatches of 2 publishers" in head
    assert "a later update of one dispatch is named and not held" in head
    earlier = replace(later, what="Our first report of these events is on our site.")
    assert "is named and not held" not in shown(replace(CHRONICLE, not_held=(earlier,)))


@pytest.mark.parametrize(
    ("words", "newer"),
    [
        ("The latest on the flood: see here", True),
        ("For a more recent account go to the front page", True),
        ("What we wrote on Monday", False),
        ("Translated later", True),
        ("Slater's account of the night", False),
    ],
)
def test_an_update_is_newer_only_by_its_words(words: str, newer: bool) -> None:
    assert names_a_newer(words) is newer


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("missing", "Threatened or announced: missing"),
        ("killing", "Threatened or announced: killing"),
        ("withdrawal", "Planned or demanded: withdrawal"),
        ("a kind of nobody's list", "Planned or demanded: a kind of nobody's list"),
    ],
)
def test_nobody_plans_to_go_missing(kind: str, title: str) -> None:
    assert title_of(kind, None, None, None, "planned") == title


def test_words_that_accuse_nobody_by_name_stand_under_who_says_them(shown: Shown) -> None:
    quote = "set fire to the town hall"
    start = C_ATTACK.span.start + C_ATTACK.quote.index(quote)
    bare = replace(C_ATTACK, quote=quote, span=Span(start, start + len(quote)), trigger=Span(start, start + 8))
    chronicle = replace(CHRONICLE, claims=tuple(bare if one is C_ATTACK else one for one in CHRONICLE.claims))
    text = shown(chronicle)
    blamed = text[text.index("Who is responsible? Shooting") :]
    assert (
        "the regional government alleges Read as laid to the strikers; the words quoted do not name them. set fire"
        in blamed
    )
    assert "as the regional government alleges, or special troops" in text
    assert "Read as laid to" not in shown(CHRONICLE)


def test_a_party_without_claims_keeps_its_name(shown: Shown) -> None:
    parties = {"the strikers": (), "special troops": (C_UNARMED.claim_id,)}
    grade = Grade(value="contested", rule="Two sides.", parties=parties, claims=(C_UNARMED.claim_id,))
    assert "the strikers, or special troops" in shown(with_incident("shooting14", responsible=grade))


def test_none_killed_is_somebodys_word(shown: Shown) -> None:
    tallies = next(one for one in CHRONICLE.incidents if one.incident_id == "shooting14").tallies
    none = tuple(replace(one, status=TallyStatus.NONE_REPORTED) if one.group == "police" else one for one in tallies)
    assert "killed (police): none, says the regional government" in shown(with_incident("shooting14", tallies=none))
