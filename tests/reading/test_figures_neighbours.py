"""Figures that stand side by side: each is told of its own, and of nobody else's."""

import pytest
from telling import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clashes left 11 dead and 40 wounded.", [("killed", 11, 11), ("injured", 40, 40)]),
        ("Police held 12 people, nine of whom were later freed.", [("detained", 12, 12), ("released", 9, 9)]),
        (
            "Nine were killed, another 15 wounded and two are missing.",
            [("killed", 9, 9), ("injured", 15, 15), ("missing", 2, 2)],
        ),
        (
            "The blast killed two and injured seven, three of them critically.",
            [("killed", 2, 2), ("injured", 7, 7), ("injured", 3, 3)],
        ),
        ("Of 64 prisoners, 12 were released.", [("released", 12, 12)]),
        ("Of those killed, eleven were soldiers.", [("killed", 11, 11)]),
        ("Six of the nine hostages were killed; the other three got away.", [("killed", 6, 6)]),
        ("Four policemen were injured, nobody knew how badly.", [("injured", 4, 4)]),
        (
            "The toll is now 44: 30 civilians, 12 soldiers and two policemen.",
            [("killed", 44, 44), ("killed", 30, 30), ("killed", 12, 12), ("killed", 2, 2)],
        ),
        (
            "Seven died; twelve were injured; three are missing.",
            [("killed", 7, 7), ("injured", 12, 12), ("missing", 3, 3)],
        ),
        ("Two more of the injured have died, the director told reporters.", [("killed", 2, 2)]),
        (
            "Fourteen people died, including five women and three children.",
            [("killed", 14, 14), ("killed", 5, 5), ("killed", 3, 3)],
        ),
        ("Seven of the 19 detained are women.", [("detained", 7, 7), ("detained", 19, 19)]),
        ("Two thirds of the 90 people killed were miners.", [("killed", 90, 90)]),
        ("Two dead, one critical.", [("killed", 2, 2), ("injured", 1, 1)]),
        (
            "Three died at the scene and a fourth in hospital.",
            [("killed", 3, 3), ("killed", 1, 1)],
        ),
        ("Dead - 8, wounded - 23, missing - 2.", [("killed", 8, 8), ("injured", 23, 23), ("missing", 2, 2)]),
        ("Toll: 22.", [("killed", 22, 22)]),
        ("The earthquake caused no deaths but injured 15.", [("killed", 0, 0), ("injured", 15, 15)]),
        ("The cook died, as did three passengers.", [("killed", 1, 1), ("killed", 3, 3)]),
        ("Seven killed, incl. 3 kids, in strike on bakery", [("killed", 7, 7), ("killed", 3, 3)]),
        ("Six people drowned. Two were children.", [("killed", 6, 6), ("killed", 2, 2)]),
        ("The number of confirmed deaths rose by 12 to 144.", [("killed", 12, 12), ("killed", 144, 144)]),
        ("The 17 victims included four foreigners.", [("killed", 17, 17), ("killed", 4, 4)]),
        ("Another body has been found in the silt.", [("killed", 1, 1)]),
        ("Another murder occurred on May 3.", []),
        ("Kolm has 40 dead, Orlin 25.", [("killed", 40, 40), ("killed", 25, 25)]),
        (
            "The army claims to have killed 120 rebels; the rebels admit to nine.",
            [("killed", 120, 120), ("killed", 9, 9)],
        ),
        ("She said that the man had shot two guards.", [("shot", 2, 2)]),
        ("Two children were among the 12 people killed.", [("killed", 2, 2), ("killed", 12, 12)]),
        ("A mother and her three children burned to death.", [("killed", 1, 1), ("killed", 3, 3)]),
    ],
)
def test_each_count_keeps_its_own_word(text: str, expected: Figures) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry says 11 people died; doctors say at least 60.", [("killed", 11, 11), ("killed", 60, None)]),
        ("It was said that five sailors had drowned; four had.", [("killed", 5, 5), ("killed", 4, 4)]),
        ("Of the marchers 30 were beaten, eight so badly that they limp.", [("injured", 30, 30), ("injured", 8, 8)]),
        (
            "Three guards died on Monday, one on Tuesday, none on Wednesday.",
            [("killed", 3, 3), ("killed", 1, 1), ("killed", 0, 0)],
        ),
        (
            "12 people were killed in Kolm, seven people in Orlin.",
            [("killed", 12, 12), ("killed", 7, 7)],
        ),
        ("In Kolm five were arrested; in Tessin, eleven.", [("detained", 5, 5), ("detained", 11, 11)]),
        ("The ministry's toll is 84, the union's 131.", [("killed", 84, 84), ("killed", 131, 131)]),
        ("Nine nuns were abducted and later found dead.", [("killed", 9, 9)]),
        ("Many were trampled, and an unknown number died.", [("injured", None, None), ("killed", None, None)]),
    ],
)
def test_a_bare_number_takes_up_what_was_told(text: str, expected: Figures) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll has passed 200.", [("killed", 200, None)]),
        ("The number of the displaced stood at 12,600.", [("displaced", 12600, 12600)]),
        ("Two to three hundred people were arrested.", [("detained", 200, 300)]),
        ("Dozens, if not hundreds, were killed.", [("killed", 24, None)]),
        ("Five shot at petrol station", [("shot", 5, 5)]),
        ("The hospital took in 37 wounded.", [("hospitalised", 37, 37)]),
        ("The rally drew 50,000, the largest since 1991, when 200,000 came.", [("participants", 50000, 50000)]),
        ("Every second household has lost somebody.", []),
        ("Nine more were charged.", []),
        ("Nobody among the 60 passengers was hurt.", [("injured", 0, 0)]),
        ("It is the highest toll since 1998, when 212 died.", []),
        ("She was the third nurse killed in the town this year.", [("killed", 3, 3)]),
    ],
)
def test_a_count_is_read_as_it_is_meant(text: str, expected: Figures) -> None:
    assert figures(text) == expected
