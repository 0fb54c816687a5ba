"""What a speaker does with a claim, where the claim itself decides."""

from khronika.model.attribution import Stance
from khronika.rounds import read


def test_nobody_predicts_what_has_happened() -> None:
    claims = read(
        "The exiled minister has warned: “You gave the order to shoot your own people in Orun.”", "2031-03-14"
    )
    stances = {
        claim.attribution.stance for claim in claims if claim.event_type == "order to shoot" and claim.attribution
    }
    assert Stance.PREDICTS not in stances
    assert Stance.ALLEGES in stances
