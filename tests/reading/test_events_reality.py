"""Realities that casualty reports turn on."""

import pytest

from khronika.model.claim import Reality
from khronika.reading.analysis import analyse
from khronika.reading.events import find_events
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence


def analysed(text: str) -> list[Sentence]:
    return analyse(segment(text))


@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("No shooting can be seen, as the city is blacked out.", "shooting", Reality.UNCLEAR),
        ("There was no shooting in the square.", "shooting", Reality.DID_NOT_HAPPEN),
        ("They tried to break up a celebration for children.", "violent demonstration", Reality.ACTUAL),
        ("Police tried to arrest the lawyer.", "arrests", Reality.ATTEMPTED),
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
