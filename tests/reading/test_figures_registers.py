"""Figures in the words of other registers: situation reports, histories, short posts, crime briefs."""

import pytest
from telling import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IDPs: 5,120 individuals in three sites.", [("displaced", 5120, 5120)]),
        ("Cholera carried off about 700 souls that spring.", [("killed", 700, 700)]),
        ("4 ppl shot at the station", [("shot", 4, 4)]),
        ("Officers took a 23-year-old into custody.", [("detained", 1, 1)]),
        ("A dozen cutters ended up in hospital.", [("hospitalised", 12, 12)]),
        ("An undisclosed number of sappers were killed.", [("killed", None, None)]),
        ("Six climbers have not been heard from since Monday.", [("missing", 6, 6)]),
        ("The strike killed a doctor in addition to six patients.", [("killed", 1, 1), ("killed", 6, 6)]),
    ],
)
def test_it_knows_the_words_of_other_registers(text: str, expected: Figures) -> None:
    assert figures(text) == expected


def test_those_shot_at_are_not_those_who_shoot() -> None:
    assert figures("Three men shot at the constables.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A battalion of 600 men held the ridge until dusk.", [("forces", 600, 600)]),
        ("The 3,000-strong garrison surrendered.", [("forces", 3000, 3000)]),
        ("The garrison, 1,100 men, capitulated on 9 June.", [("forces", 1100, 1100)]),
        ("The rebels, about 300 strong, attacked at dawn.", [("forces", 300, 300)]),
        ("A company of 40 dancers came by train.", []),
    ],
)
def test_bodies_of_men_under_arms_are_forces(text: str, expected: Figures) -> None:
    assert figures(text) == expected
