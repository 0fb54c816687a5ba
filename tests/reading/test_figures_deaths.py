"""Who is counted as dead: headlines without articles, compounds of "dead", those who leave others dead, statistics."""

import pytest
from tests.reading.telling import BUILT, claims, figures, sentences

from khronika.reading.figures.finding import find_figures


def dead(text: str) -> list[int | None]:
    return [low for measure, low, _ in figures(text) if measure == "killed"]


@pytest.mark.parametrize(
    "text",
    [
        "A brain-dead patient was taken off a ventilator in Orun.",
        "Doctors said the boy was brain-dead after the crash.",
        "He was declared brain dead on Monday.",
        "Three hikers went up with dead phones near Orun.",
        "Two candidates were in a dead heat.",
        "Two men were in a dead-end street.",
        "Three men came to a dead halt.",
        "The man was left for dead.",
        "Two drivers were stranded with dead batteries.",
        "Five women were found half-dead on the shore.",
    ],
)
def test_dead_in_a_compound_or_of_a_thing_is_no_death(text: str) -> None:
    assert dead(text) == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Rescuers found three dead miners.", 3),
        ("The blast left 12 people dead hours later.", 12),
        ("A man was found dead last night in Orun.", 1),
        ("The storm left 20 people dead and 40 missing.", 20),
    ],
)
def test_dead_of_people_is_a_death(text: str, killed: int) -> None:
    assert dead(text) == [killed]


@pytest.mark.parametrize(
    "text",
    [
        "A gunman left Maria Lopez dead.",
        "Two gunmen left Dara Reeves dead outside her home.",
        "Three attackers left Ilan Orvo dead.",
        "The two soldiers left Sela Marn dead by the road.",
    ],
)
def test_who_leaves_somebody_dead_is_not_dead(text: str) -> None:
    assert not any(killed and killed > 1 for killed in dead(text))


def test_those_who_are_left_dead_are_counted() -> None:
    assert dead("Three attackers left a guard dead.") == [1]
    assert dead("The attack left two people dead.") == [2]
    assert dead("Two men were left dead in Orun.") == [2]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Stabbing Kills Two in Orun", 2),
        ("Fire Kills Family of Four in Orun", 4),
        ("Family of four dies in Orun house fire", 4),
        ("Drive-By Shooting Kills Teen, Wounds Two", 1),
        ("Orun Shooting Kills Three", 3),
        ("Market Blast Kills Nine", 9),
        ("Church Bombing Kills 12, Injures 30", 12),
        ("Nightclub Shooting Leaves Three Dead", 3),
    ],
)
def test_the_deed_of_a_headline_kills_those_behind_its_verb(text: str, killed: int) -> None:
    assert dead(text) == [killed]
    assert not [low for measure, low, _ in figures(text) if measure == "shot"]


@pytest.mark.parametrize(
    "text",
    [
        "6-year-old fatally shoots grandfather",
        "Man fatally stabs wife",
        "Orun Man Fatally Shoots Wife",
        "Driver hits and kills cyclist in Orun",
        "Officer shoots and kills suspect",
        "Homeowner Fatally Shoots Intruder",
        "Teen fatally shoots younger brother",
        "Woman kills husband with axe",
    ],
)
def test_whom_a_headline_names_without_an_article_is_one(text: str) -> None:
    assert dead(text) == [1]


def test_a_headline_may_end_with_an_adverb() -> None:
    assert dead("Orun Man Dies Suddenly") == [1]
    assert dead("Velmar Driver Weekly") == []


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("Suspect dead, officer wounded in Orun shooting", ("injured", 1, 1)),
        ("Suspect dead, officer wounded", ("injured", 1, 1)),
        ("Suspect dead, two officers wounded", ("injured", 2, 2)),
        ("Gunman Dead, Officer Injured After Standoff", ("injured", 1, 1)),
        ("Officer dead, suspect wounded after shootout", ("injured", 1, 1)),
        ("Teen dead, brother hospitalized after shooting", ("hospitalised", 1, 1)),
        ("Suspect dead after standoff; deputy wounded", ("injured", 1, 1)),
        ("Boy dead, two men jailed", ("detained", 2, 2)),
        ("Woman dead, three men arrested in Orun", ("detained", 3, 3)),
        ("Boy killed, two men jailed", ("detained", 2, 2)),
        ("Teenager dead, four people detained", ("detained", 4, 4)),
        ("Baby dead, two women held", ("detained", 2, 2)),
    ],
)
def test_each_of_a_headline_has_what_stands_behind_him(text: str, hurt: tuple[str, int, int]) -> None:
    assert sorted(figures(text)) == sorted([("killed", 1, 1), hurt])


@pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A gunman left Maria Lopez dead.", "Maria Lopez"),
        ("A gunman who left Maria Lopez dead was arrested on Monday.", "Maria Lopez"),
        ("Two gunmen left Dara Reeves dead outside her home.", "Dara Reeves"),
    ],
)
def test_whom_somebody_leaves_dead_is_named_as_killed(text: str, name: str) -> None:
    people = [actor for claim in claims(text) for actor in claim.actors]
    states = {actor.words: actor.state for actor in people if actor.state == "killed" or actor.named}
    assert states == {name: "killed"}


def of_this_event(text: str) -> list[int | None]:
    """How many are counted as killed here, and not told for comparison."""
    found = find_figures(sentences(text))
    return [figure.low for figure in found if figure.measure == "killed" and not figure.aside]


@pytest.mark.parametrize(
    "text",
    [
        "Firearms were used in 41 of 123 officer fatalities in 2015.",
        "Of the 123 officer deaths in 2014, 41 were by gunfire.",
        "Nationwide, 412 people were killed in shootings in 2029.",
        "Police killed 990 people in 2030, according to a database.",
        "Statistics show that 87 women were murdered in 2030.",
        "There were 310 traffic deaths in 2029, the report said.",
        "Some 1,204 people died in fires across the country in 2030.",
        "In all, 52 homicides were recorded in Velmar in 2030.",
        "If you need help, call this number 300.",
    ],
)
def test_the_statistics_of_a_year_are_of_no_event(text: str) -> None:
    told = "A gunman killed two people in Orun on Monday. "
    assert of_this_event(told + text) == [2]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The explosion killed 12 people in May 2030.", 12),
        ("The 2030 massacre left 40 people dead.", 40),
        ("The siege of Orun in 2030 killed 300 people.", 300),
    ],
)
def test_a_year_alone_makes_no_statistic(text: str, killed: int) -> None:
    assert of_this_event(text) == [killed]
