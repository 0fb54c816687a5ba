"""What a speaker does with a claim, where the claim itself decides."""

from khronika.model.attribution import Stance
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.rounds import chronicle, read


def test_nobody_predicts_what_has_happened() -> None:
    claims = read(
        "The exiled minister has warned: “You gave the order to shoot your own people in Orun.”", "2031-03-14"
    )
    stances = {
        claim.attribution.stance for claim in claims if claim.event_type == "order to shoot" and claim.attribution
    }
    assert Stance.PREDICTS not in stances
    assert Stance.ALLEGES in stances


def test_an_outlet_named_for_its_town_does_not_hide_the_dateline() -> None:
    text = (
        "OSHMAR EVENING POST\n\nToll corrected\n\n"
        "OSHMAR - Fourteen people were killed when troops opened fire in Belzary on Thursday.\n\n"
        "The troops had come to Belzary a day before."
    )
    dispatch = Dispatch(doc_id=DocId("d"), text=text, filing_place="OSHMAR", language="en")
    (killed,) = [c for c in chronicle([dispatch]).claims if c.figure and c.figure.low == 14]
    assert killed.place is not None
    assert killed.place.name == "Belzary"
