"""Numbers that say nothing of what they count, or stand beside somebody whom it befell."""

import pytest
from telling import sentences

from khronika.reading.annotating import annotate
from khronika.reading.figures import find_figures


def read(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(f.measure, f.low, f.high) for f in find_figures(sentences(text)) if not f.aside]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is not known how many villagers drowned. The clerk says 12.", ("killed", 12, 12)),
        ("Police say that nine were wounded. Doctors speak of 20 to 25.", ("injured", 20, 25)),
        ("Eleven fishermen are missing. The guild repeated its figure of 14 on Sunday.", ("missing", 14, 14)),
        ("The board says 900 men stayed at home. The guild puts it at almost 2,000.", ("strikers", None, 2000)),
        ("The society has a list of those killed at the mill. It holds 33 names.", ("killed", 33, 33)),
        (
            "Nobody counts the dead. Guesses that one hears in the market run from 40 to 90.",
            ("killed", 40, 90),
        ),
        ("How many were hurt is unclear: the mayor says four, the baker seven.", ("injured", 7, 7)),
        ("Thirty carters stopped work, and 12 came back. That leaves 18 on strike.", ("strikers", 18, 18)),
    ],
)
def test_a_number_takes_what_it_counts_from_the_words_before(
    text: str, wanted: tuple[str, int | None, int | None]
) -> None:
    assert wanted in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nine were wounded in Orun. The mayor speaks of 12 new schools.",
        "Nine were wounded in Orun. The tram has 40 seats.",
        "Nine were wounded in Orun.\n\nThe union speaks of 31 to 38.",
    ],
)
def test_a_number_of_something_else_takes_nothing(text: str) -> None:
    assert read(text) == [("injured", 9, 9)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The carter was seized in his yard together with two sons.", ("detained", 2, 2)),
        ("Ilme Sator was wounded along with four passengers.", ("injured", 4, 4)),
        ("Of those admitted, seven say that they were beaten in the yard.", ("injured", 7, 7)),
        ("Killed: six masons, two cooks.", ("killed", 2, 2)),
        ("The injured include a porter and three dockers.", ("injured", 3, 3)),
        ("Police counted the marchers at 800; the guild at 4,000.", ("participants", 4000, 4000)),
        ("There were some 400 people in the yard of the mill.", ("participants", 400, 400)),
        ("About 30 of us at the gate.", ("participants", 30, 30)),
        ("The clinic took in 17 more on Sunday.", ("hospitalised", 17, 17)),
        ("Gunmen fired at the fence, and two boys were hit.", ("shot", 2, 2)),
    ],
)
def test_it_reads_people_beside_or_under_what_befell_them(
    text: str, wanted: tuple[str, int | None, int | None]
) -> None:
    assert wanted in read(text)


def test_people_who_turn_out_to_be_alive_are_not_dead() -> None:
    text = "The guild lists 30 deaths. Two of the men have been found alive."
    assert ("killed", 2, 2) not in read(text)


def test_those_pulled_out_alive_are_not_the_ones_who_died() -> None:
    assert read("Five divers were brought up alive, the other three dead.") == [("killed", 3, 3)]


def test_two_who_are_spelled_out_are_not_counted_again() -> None:
    assert read("Two people were shot dead, a porter and a nurse.") == [("killed", 2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "There are thousands of people who smoke.",
        "The crowd went home by nine.",
        "A bus hit three parked prams.",
        "He sat on the board with 12 others.",
    ],
)
def test_it_reads_no_victims_and_no_crowd_into(text: str) -> None:
    assert read(text) == []


def test_ages_of_people_named_by_a_noun_are_no_figures() -> None:
    assert read("A girl of about nine and a man of 70 drowned.") == [("killed", 2, 2)]
    assert read("My brothers, 15 and 18, were arrested at dawn.") == []


def test_saying_who_one_of_them_was_counts_nobody_anew() -> None:
    text = "Guards shot three men dead in the lane. One of the three was the man who keeps the well."
    assert read(text) == [("killed", 3, 3)]


def test_the_missing_who_came_home_are_not_missing() -> None:
    assert ("missing", 6, 6) not in read("Six of those on the list of the missing have come home since.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UPDATE: 2 more dead. That makes 13.", [("killed", 2, 2), ("killed", 13, 13)]),
        ("Police: 12 injured. Organisers: 60.", [("injured", 12, 12), ("injured", 60, 60)]),
        (
            "An earlier dispatch gave the number of injured as 70; it is 17.",
            [("injured", 70, 70), ("injured", 17, 17)],
        ),
        (
            "The death toll, previously given as eight, now stands at seven.",
            [("killed", 8, 8), ("killed", 7, 7)],
        ),
        ("Shop hours are short. Bakery: 9.", []),
    ],
)
def test_a_number_put_right_or_added_up_counts_what_was_told(text: str, expected: list[object]) -> None:
    found = annotate("figures", text, published=None, gazetteer=None, profile="full")
    assert [(mention["measure"], mention["low"], mention["high"]) for mention in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last year's stampede killed 12; this year nobody was hurt.", [("injured", 0, 0)]),
        ("The fire killed 30, more than the 12 killed in 1984.", [("killed", 30, 30)]),
        ("Two men are to be hanged on Friday.", []),
        ("Up to 5,000 officers will be deployed for the final.", []),
    ],
)
def test_other_times_and_what_is_to_come_are_told_apart(text: str, expected: list[object]) -> None:
    found = annotate("figures", text, published=None, gazetteer=None, profile="full")
    assert [(mention["measure"], mention["low"], mention["high"]) for mention in found] == expected
