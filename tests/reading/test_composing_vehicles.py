"""Whose the vehicles are: a bus that farmers stop is no deployment, though it is counted all the same."""

import pytest
from tests.reading.telling import BUILT, claims, counting

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")


@pytest.mark.parametrize(
    ("text", "event_type", "count"),
    [
        ("The farmers stopped two passenger trains near the ford.", "blockade", 2),
        ("Locals set fire to three wagons.", "property destruction", 3),
        ("Five buses were burnt in Orun.", "property destruction", 5),
        ("Protesters burnt four police cars.", "violent demonstration", 4),
        ("Residents blocked the road with two trucks.", "blockade", 2),
        ("Two trains are standing at the station.", "other", 2),
    ],
)
def test_vehicles_of_nobodys_forces_are_no_deployment(text: str, event_type: str, count: int) -> None:
    found = claims(text)
    told = counting(found, "vehicles")
    assert told.figure is not None
    assert (told.event_type, told.figure.low) == (event_type, count)
    assert "troop deployment" not in {claim.event_type for claim in found}


@pytest.mark.parametrize(
    "text",
    [
        "Four buses of special troops came to Orun.",
        "Six armoured vehicles entered Orun.",
        "Police sent four buses to Orun.",
        "The army moved nine trucks to the ford.",
        "Soldiers opened fire from two lorries.",
        "Five buses full of riot police stood in the yard.",
    ],
)
def test_vehicles_of_forces_are_a_deployment(text: str) -> None:
    assert counting(claims(text), "vehicles").event_type == "troop deployment"
