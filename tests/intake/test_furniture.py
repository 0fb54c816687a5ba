"""Furniture: what is no part of the report is marked, and nothing of the report is."""

import itertools
import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.intake.furniture import furniture_of
from khronika.intake.lines import lines_of

REPORT = (
    "Soldiers fired on a crowd in the harbour of Orun on Friday and killed four people, doctors said.\n\n"
    "A spokesman for the governor denied that live rounds had been used, and said that the dockers had started it. "
    "He spoke of a provocation, and gave no figures. The dockers have been on strike since February, and they demand "
    "the wages of five months. Their lawyer was arrested on Thursday and has not been seen since.\n\n"
)
PHRASES = tomllib.loads(files("khronika.intake").joinpath("furniture.toml").read_text("utf-8"))["phrase"]


def furniture(text: str) -> list[str]:
    return [span.of(text) for span in furniture_of(text, lines_of(text))]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["example"][:30])
def test_it_knows_every_example_of_the_lexicon(phrase: dict[str, str]) -> None:
    assert re.search(phrase["pattern"], phrase["example"].lower())
    assert furniture(f"{REPORT}{phrase['example']}\n") == [phrase["example"]]


@pytest.mark.parametrize(
    "line",
    [
        "An end to the killing and withdrawal of all troops from the region;",
        "Freedom for all prisoners, including the lawyer of the dockers;",
        "A docker being arrested in the town of Orun",
        "The governor of Orun, Ilo Marten",
        "We call on readers to support the dockers of Orun, who were shot at for their wages.",
        "The police called on residents to share information about the missing.",
        "Save for one man, all who were shot have died.",
        "Killed: Ilo Marten, 34; a woman of about 60",
        "The archives of the union were burned.",
        "More than forty are missing",
        "Print shops were raided and copy machines seized.",
        "Comments by the governor drew anger.",
        "Video shows soldiers firing at people who run away.",
        "“Follow me,” the officer shouted, and the soldiers ran on.",
        "What follows?",
        "Present situation",
    ],
)
def test_it_leaves_the_report_alone(line: str) -> None:
    assert furniture(f"{REPORT}{line}\n\n{REPORT}") == []
    assert furniture(f"{REPORT}{line}\n") == []


def test_it_takes_a_whole_appeal_with_what_stands_between_its_phrases() -> None:
    appeal = (
        "Special financial appeal to all our readers\n\nIndependent words need friends\n\n"
        "This site has written about the harbour since 2002. Nobody else does.\n"
        "Please make a donation to help us reach more readers.\n\nDonate via Paypal"
    )
    assert furniture(f"{REPORT}{appeal}\n") == [appeal]


def test_it_takes_a_comment_form_and_all_below_it_only_below_a_report() -> None:
    form = "Leave a Reply\n\nYour name\n\nThey should all resign, says one reader here.\n\nMarch 2031"
    assert furniture(f"{REPORT}{form}\n") == [form]
    both = "Donate via Paypal\n\nLeave a Reply\n\nMarch 2031"
    assert furniture(f"{REPORT}{both}\n") == [both]
    assert furniture(f"Leave a comment\n\n{REPORT}") == ["Leave a comment"]


def test_it_takes_a_list_of_links_but_not_the_report_that_goes_on_after_it() -> None:
    box = "Related stories:\n\nFire in the harbour\n\nPort workers walk out over pay"
    assert furniture(f"{REPORT}{box}\n\n{REPORT}") == [box]
    assert furniture(f"{REPORT}Read more:\n\nThe harbour on Friday\n\n{REPORT}") == ["Read more:"]


def test_it_keeps_a_list_of_the_dead_below_a_credit() -> None:
    names = "\n".join(["The dead:", "Ilo Marten, 34", "Sada Brenn, 19", "Yosip Halm, about 60"])
    assert furniture(f"{REPORT}Photo: N. Someone / Agency\n\n{names}\n") == ["Photo: N. Someone / Agency"]
    rights = "© 2031 The Orun Post. All rights reserved."
    assert furniture(f"{REPORT}Photo: N. Someone / Agency\n\n{names}\n\n{rights}") == [
        "Photo: N. Someone / Agency",
        rights,
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([p["example"] for p in PHRASES] + REPORT.split("\n\n") + ["", "A name"]), max_size=20))
def test_its_stretches_are_ordered_and_lie_within_the_text(parts: list[str]) -> None:
    text = "\n".join(parts)
    spans = furniture_of(text, lines_of(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)
