"""What a file says of its own making is the file's claim, and joins no incident."""

import pytest

from khronika.model.attribution import Basis
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.metadatum import Metadatum, MetadatumKind
from khronika.model.span import Span
from khronika.reading.metadata import claims_of_metadata
from khronika.reconciling.door import reconcile

TEXT = "Photo (JPEG)\nTaken: 2031-03-13 12:41:07\nPosition: 43.34120 N, 52.86190 E\nCamera: Halda 5"


def photo(*kinds: str, zone: str = "") -> Dispatch:
    found, start = [], 0
    for kind, line in zip((MetadatumKind.MADE, *kinds), TEXT.split("\n"), strict=False):
        found.append((kind, Span(start, start + len(line))))
        start += len(line) + 1
    metadata = tuple(
        Metadatum(
            kind=MetadatumKind(kind),
            span=span,
            time=f"2031-03-13T12:41:07{zone}" if kind == "taken" else None,
            lat=43.3412 if kind == "position" else None,
            lon=52.8619 if kind == "position" else None,
        )
        for kind, span in found
    )
    return Dispatch(doc_id=DocId("a.jpg"), text=TEXT, metadata=metadata)


def test_one_claim_says_when_and_where_it_was_taken_and_that_the_file_says_so() -> None:
    dispatch = photo("taken", "position")
    (claim,) = claims_of_metadata(dispatch)
    assert claim.quote == claim.span.of(dispatch.text) == TEXT.rpartition("\n")[0]
    assert (claim.event_type, claim.aside) == ("recording", True)
    assert claim.when is not None
    assert claim.when.edtf == "2031-03-13T12:41:07"
    assert claim.place is not None
    assert (claim.place.lat, claim.place.lon, claim.place.precision.where_prec) == (43.3412, 52.8619, 1)
    assert claim.attribution is not None
    assert (claim.attribution.kind, claim.attribution.basis) == ("device", Basis.DOCUMENT)


@pytest.mark.parametrize("zone", ["+05:00", "Z"])
def test_a_zone_is_kept(zone: str) -> None:
    (claim,) = claims_of_metadata(photo("taken", zone=zone))
    assert claim.when is not None
    assert claim.when.start == f"2031-03-13T12:41:07{zone}"
    assert claim.place is None


def test_a_file_that_states_neither_claims_nothing() -> None:
    assert claims_of_metadata(photo()) == ()


def test_it_joins_no_incident_and_that_is_said() -> None:
    dispatch = photo("taken", "position")
    claims = claims_of_metadata(dispatch)
    chronicle = reconcile([dispatch], claims)
    assert chronicle.claims == claims
    assert chronicle.incidents == ()
    (refusal,) = chronicle.refusals
    assert refusal.reason == f"what a file says of its own making, and so in no incident: {claims[0].claim_id}"
    assert not refusal.unread
