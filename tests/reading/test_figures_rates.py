"""Rates and shares tell of no event; stretches of time beside a figure are no rates."""

import pytest
from telling import Figures, figures


@pytest.mark.parametrize(
    "text",
    [
        "A miner dies of silicosis in the valley every nine days.",
        "Some 20 people die of fumes in the lower town each day.",
        "One in six of the wounded dies.",
        "Eight out of ten prisoners were beaten, a survey found.",
        "Three people a day die on the road to Orun.",
    ],
)
def test_a_rate_or_a_share_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels freed three engineers whom they took more than a month ago.", [("released", 3, 3)]),
        ("Eleven out of 37 passengers died.", [("killed", 11, 11)]),
        ("Two miners were killed in a fall that lasted an hour.", [("killed", 2, 2)]),
    ],
)
def test_a_stretch_of_time_or_a_count_out_of_another_is_none(text: str, expected: Figures) -> None:
    assert figures(text) == expected
