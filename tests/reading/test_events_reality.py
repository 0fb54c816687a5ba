"""Realities that casualty reports turn on."""

import pytest

from khronika.model.claim import Reality
from khronika.reading.analysis import analyse
from khronika.reading.events import find_events
from khronika.reading.segmentation import segment


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
