"""Denials: nobody harmed is a figure of none, and a number that is called false is none."""

import pytest
from telling import Figures, figures

from khronika.reading.analysis import Profile

PROFILES: tuple[Profile, ...] = ("full", "fast")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army denied that anyone had died in the raid.", [("killed", 0, 0)]),
        ("The bank disputes that any of its guards had been killed.", [("killed", 0, 0)]),
        ("The guards did not arrest a single marcher.", [("detained", 0, 0)]),
        ("Neither the captain nor his cook was injured.", [("injured", 0, 0)]),
        ("There were no casualties at the mill.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("There were no injuries at the mill.", [("injured", 0, 0)]),
    ],
)
def test_a_denial_counts_nobody(text: str, expected: Figures, profile: Profile) -> None:
    assert sorted(figures(text, profile)) == sorted(expected)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "text",
    [
        "Rumours that 60 people had been shot are false.",
        "The governor dismissed claims of 50 dead.",
        "The communiqué did not mention any casualties.",
    ],
)
def test_what_is_called_false_or_left_unsaid_is_no_figure(text: str, profile: Profile) -> None:
    assert figures(text, profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_what_a_speaker_denies_is_a_figure_that_he_denies(profile: Profile) -> None:
    assert figures("The governor denied that four prisoners had died.", profile) == [("killed", 4, 4)]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_report_that_nobody_calls_false_is_told(profile: Profile) -> None:
    assert figures("Reports of 30 dead in the north came in at noon.", profile) == [("killed", 30, 30)]
