"""Numbers that count nobody of this event: ages, years, pictures, the others of a partitive, the total of a year."""

import pytest
from tests.reading.telling import BUILT

from khronika.rounds import read

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")


def figures(text: str) -> list[tuple[str, int | None, int | None]]:
    """Measure and bounds of every figure of this event."""
    found = read(text, published="2031-03-16")
    return sorted((c.figure.measure, c.figure.low, c.figure.high) for c in found if c.figure and not c.aside)


@pytest.mark.parametrize(
    "text",
    [
        "Boy, 7, dies after accidentally shooting himself",
        "Girl, 17, shot to death in Orun",
        "Police said that Dara Reeves, 66 and Ilan Reeves, 64 were found dead inside a home.",
        "Orvo, who would have turned 15 in a few weeks, died a short time later.",
        "ORUN (July 3, 2031) - Nobody knows how the man died.",
        "The house (LEX 18) where she died is empty.",
        "According to the 2nd victim, one suspect began firing several shots.",
        "Police did not say which of the three victims was later declared dead at the hospital.",
        "Youths, 16 and 10, killed in Orun",
        "They found a girl and her aunts, believed to be 30 and 60, all shot dead.",
        "Dara Orvo, 17, whom police initially said was 16, died at a hospital.",
        "A boy called 911 moments before dying, police said.",
        "The family of the dead can call 866-435-9355.",
        "3 of 4 suspects charged after a horse was killed appear before judge",
        "Two men charged after baby girl accidentally shot, killed",
    ],
)
def test_no_number_of_such_words_counts_the_dead(text: str) -> None:
    assert [row for row in figures(text) if (row[2] or row[1] or 0) > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Orun, 64 were killed.", [("killed", 64, 64)]),
        ("Two men arrested after the raid were found dead.", [("detained", 2, 2), ("killed", 2, 2)]),
        ("1 killed 3 injured in Orun", [("injured", 3, 3), ("killed", 1, 1)]),
        ("The dead were 30.", [("killed", 30, 30)]),
        ("The blast did not kill anyone.", [("killed", 0, 0)]),
        ("Some 2000 were killed.", [("killed", 2000, 2000)]),
        ("Image 10 of 11 Two men are dead.", [("killed", 2, 2)]),
        ("One of three people hit by gunfire in Orun on Tuesday night has died.", [("killed", 1, 1), ("shot", 3, 3)]),
        ("Two of three people shot in a car died at the scene.", [("killed", 2, 2)]),
        ("1 dead, 3 shot in Orun", [("killed", 1, 1), ("shot", 3, 3)]),
        ("3 shot, 1 killed in Orun", [("killed", 1, 1), ("shot", 3, 3)]),
        ("1 dead and 3 in hospital after attack", [("hospitalised", 3, 3), ("killed", 1, 1)]),
        ("The second victim died at the hospital.", [("killed", 1, 1)]),
        ("She is the seventh victim of the landslide to be named.", [("killed", 7, 7)]),
        ("Three people were killed in a shooting in Orun this week.", [("killed", 3, 3)]),
        ("Police are looking into the non-fatal shooting of two men.", [("shot", 2, 2)]),
        ("Police are looking into the nonfatal stabbing of a man.", [("injured", 1, 1)]),
        ("They did not know if the boy was dead or alive.", []),
    ],
)
def test_what_stands_beside_them_is_still_counted(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Orvo is the 48th homicide victim so far this year.",
        "Her death marks the sixth homicide death in Orun for 2031.",
        "This is the second murder within 24 hours in Orun.",
        "There have been 60 homicides in the city this year.",
        "Ten people have been killed in the city so far this year.",
    ],
)
def test_what_a_year_or_a_city_counts_is_told_for_comparison(text: str) -> None:
    counted = [claim for claim in read(text, published="2031-03-16") if claim.figure and (claim.figure.low or 0) > 1]
    assert counted
    assert all(claim.aside for claim in counted)
