"""Realities that casualty reports turn on."""

import pytest
from tests.reading.telling import BUILT, claims, figures

from khronika.model.claim import Reality
from khronika.reading.analysis import Profile, analyse
from khronika.reading.events import find_events
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence


def analysed(text: str) -> list[Sentence]:
    return analyse(segment(text))


@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("No shooting can be seen, as the city is blacked out.", "shooting", Reality.UNCLEAR),
        (
            "In Orun he gave a speech about the need for free, fair and transparent elections.",
            "election",
            Reality.UNCLEAR,
        ),
        ("The minister spoke in Vidre of honest elections.", "election", Reality.UNCLEAR),
        ("Her speech praised “free and fair elections”.", "election", Reality.UNCLEAR),
        ("Elections were held in Orun on Sunday.", "election", Reality.ACTUAL),
        ("There was no shooting in the square.", "shooting", Reality.DID_NOT_HAPPEN),
        ("They tried to break up a celebration for children.", "violent demonstration", Reality.ACTUAL),
        ("Police tried to arrest the lawyer.", "arrests", Reality.ATTEMPTED),
        ("He was nearly killed in the shooting.", "killing", Reality.DID_NOT_HAPPEN),
        ("The shell narrowly missed killing a child.", "killing", Reality.DID_NOT_HAPPEN),
        ("The blast came close to killing the mayor.", "killing", Reality.DID_NOT_HAPPEN),
        ("Nearly all of the guards were killed.", "killing", Reality.ACTUAL),
    ],
)
def test_what_nobody_saw_is_not_what_did_not_happen(text: str, event_type: str, reality: Reality) -> None:
    found = find_events(text, analyse(segment(text)))
    assert (event_type, reality) in {(event.event_type, event.reality) for event in found}


@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("The curfew has not been lifted.", "curfew", Reality.ACTUAL),
        ("The miners decided to go on with the strike.", "strike", Reality.ACTUAL),
        ("The guild wants to prolong the strike.", "strike", Reality.ACTUAL),
        ("The siege will not end before spring.", "siege", Reality.ACTUAL),
        ("The strike will begin on Sunday.", "strike", Reality.PLANNED),
        ("Tonight the carters block the bridge.", "blockade", Reality.PLANNED),
        ("A vigil is planned in Orun for Sunday.", "protest", Reality.PLANNED),
        ("A rally one month after the massacre is planned in Orun.", "killing", Reality.ACTUAL),
        ("Nobody shot from the tower.", "shooting", Reality.DID_NOT_HAPPEN),
        ("No miner was ever arrested.", "arrests", Reality.DID_NOT_HAPPEN),
    ],
)
def test_what_goes_on_and_what_is_to_come(text: str, event_type: str, reality: Reality) -> None:
    found = find_events(text, analyse(segment(text)))
    assert (event_type, reality) in {(event.event_type, event.reality) for event in found}


@pytest.mark.parametrize("profile", ["full", "fast"])
@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("Next month they will kill the organisers under the guise of shooting bandits.", "shooting", Reality.UNCLEAR),
        ("Under the pretext of arresting smugglers, gendarmes emptied the mill.", "arrests", Reality.UNCLEAR),
        ("The guild fears for its clerks, whom guards may harm on the pretence of a raid.", "raid", Reality.UNCLEAR),
        ("The lodge was closed under cover of dispersing a rally.", "protest with intervention", Reality.UNCLEAR),
        ("On the pretext that armed men had shot at the gate, the mine was shut.", "shooting", Reality.UNCLEAR),
        ("On the pretext of a drill, soldiers shot two miners.", "shooting", Reality.ACTUAL),
        ("Under the pretext of a drill soldiers shot two miners.", "shooting", Reality.ACTUAL),
        ("Under cover of the curfew, gendarmes emptied the mill.", "curfew", Reality.ACTUAL),
        ("Soldiers shot two miners under the pretext of a drill.", "shooting", Reality.ACTUAL),
    ],
)
def test_a_pretext_is_not_told_as_having_happened(
    text: str, event_type: str, reality: Reality, profile: Profile
) -> None:
    found = find_events(text, analyse(segment(text), profile))
    assert [event.reality for event in found if event.event_type == event_type] == [reality]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Farmers have piled straw across the bridge.", "blockade"),
        ("A tree fell across the road in the storm.", None),
        ("Ferries to Orun are not running.", "movement restriction"),
        ("The museum is closed on Mondays.", None),
        ("The workers opened the pit gate at dusk.", "blockade"),
        ("The harbour entrance remains shut.", "blockade"),
        ("Armed men seized a farmer at the ford.", "abduction"),
        ("A clerk was led away by strangers.", "abduction"),
        ("Armed men took two rifles.", None),
        ("The governor would not let the delegation into the camp.", "denial of access"),
        ("The gendarmes have gone back over the pass.", "withdrawal"),
        ("Neighbours went from door to door with soup.", None),
        ("Gendarmes went from house to house in the night.", "raid"),
        ("The students met in the park; police broke it up.", "protest with intervention"),
        ("She called for calm.", "demand"),
        ("The session was called for Sunday.", None),
    ],
)
def test_words_that_block_seize_and_keep_out(text: str, event_type: str | None) -> None:
    found = {event.event_type for event in find_events(text, analyse(segment(text)))}
    assert found == ({event_type} if event_type else set())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is intended to hold a meeting tomorrow for all whose sons are missing.", "missing"),
        ("Tomorrow the guild opens a hall for those who are missing a brother or were injured.", "injury"),
        ("The council meets tonight with people whose relatives were killed or are missing.", "killing"),
        ("The council meets tonight with people whose relatives were killed or are missing.", "missing"),
        ("The families demand a search for the missing.", "missing"),
        ("Divers will go on looking for missing weavers at dawn.", "missing"),
        ("Neighbours plan to print leaflets about those whose whereabouts are unknown.", "missing"),
    ],
)
def test_a_state_of_people_is_not_to_come_because_a_meeting_is(text: str, told: str) -> None:
    found = find_events(text, analyse(segment(text)))
    assert [event.reality for event in found if event.event_type == told] == [Reality.ACTUAL]


def test_items_of_a_list_of_demands_are_still_to_come() -> None:
    text = (
        "The guild calls for:\n\n- the withdrawal of the troops;\n- the release of all who were arrested;\n\n"
        "The arrest of the clerk is known."
    )
    found = {
        (e.event_type, text[e.trigger.start : e.trigger.end], e.reality) for e in find_events(text, analysed(text))
    }
    assert ("withdrawal", "withdrawal", Reality.PLANNED) in found
    assert ("arrests", "arrested", Reality.ACTUAL) in found
    assert ("arrests", "arrest", Reality.ACTUAL) in found


def test_a_list_of_what_happened_is_no_list_of_wishes() -> None:
    text = "What happened on Sunday:\n\n- the arrest of two clerks;\n- a march on the mill."
    assert {e.reality for e in find_events(text, analysed(text))} == {Reality.ACTUAL}


@pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")
@pytest.mark.parametrize(
    "text",
    [
        "They will come for the guild under the guise of arresting three smugglers.",
        "The mill was emptied under the pretext of killing four bandits.",
        "The captain may act on the pretence of detaining the clerk Ilan Orvo.",
    ],
)
def test_nobody_is_counted_by_a_pretext(text: str) -> None:
    told = [claim for claim in claims(text) if claim.figure is not None or claim.actors]
    assert all(claim.reality is not Reality.ACTUAL for claim in told if claim.event_type in ("arrests", "killing"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The dog was shot and killed by police.", False),
        ("Officers shot and killed the man's pit bull.", False),
        ("The horse was injured.", False),
        ("The guards killed a man and his dog.", True),
        ("A guard killed the dog's owner.", True),
        ("The porter was shot and killed.", True),
    ],
)
def test_a_killing_of_animals_is_none(text: str, told: bool) -> None:
    found = {event.event_type for event in find_events(text, analyse(segment(text)))}
    deadly = any(figure[0] == "killed" for figure in figures(text))
    assert (bool(found & {"killing", "injury"}) or deadly) is told


@pytest.mark.parametrize(
    "text",
    [
        "The man, who is on parole for murder, was arrested at the gate.",
        "His criminal history includes a homicide and a robbery.",
        "Orvo was previously convicted of manslaughter.",
    ],
)
def test_what_somebody_was_punished_for_before_is_an_aside(text: str) -> None:
    assert [event.aside for event in find_events(text, analyse(segment(text))) if event.event_type == "killing"] == [
        True
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The victim was found unresponsive and pronounced dead.",
        "He was later declared dead.",
    ],
)
def test_words_for_finding_somebody_dead_tell_of_a_death(text: str) -> None:
    assert "killing" in {event.event_type for event in find_events(text, analyse(segment(text)))}
