"""Grounds: a name that several places bear is the one on the ground of the outlet; homes of outlets."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.model.place import Bearer, Place, PlacePrecision
from khronika.model.span import Span
from khronika.reconciling.speakers.grounds import calibrated, with_places_settled


def _place(name: str, lat: float, lon: float, region: str, *others: Bearer) -> Place:
    return Place(
        name=name, written=name, kind="city", precision=PlacePrecision.EXACT, admin1=region, country="ZZ", lat=lat,
        lon=lon, span=Span(0, len(name)), others=others,
    )  # fmt: skip


def _bearer(name: str, lat: float, lon: float, region: str, share: float) -> Bearer:
    return Bearer(
        name=name, kind="city", precision=PlacePrecision.EXACT, geonames_id=None, admin1=region, country="ZZ", lat=lat,
        lon=lon, share=share,
    )  # fmt: skip


def _claim(doc: str, place: Place) -> Claim:
    quote = f"{place.name} attacked"
    return Claim(
        claim_id=ClaimId(f"c{doc}"), doc_id=DocId(doc), span=Span(0, len(quote)), quote=quote,
        trigger=Span(len(place.name) + 1, len(quote)), event_type="attack", reality=Reality.ACTUAL, place=place,
    )  # fmt: skip


def _dispatch(doc: str, host: str) -> Dispatch:
    return Dispatch(doc_id=DocId(doc), text="Orun attacked", url=f"https://www.{host}/{doc}")


NEAR = _place("Varda", 50.0, 20.0, "West")
OPEN = _place("Orun", 10.0, 80.0, "East", _bearer("Orun", 50.2, 20.1, "West", 0.2))


def _settled(claims: Sequence[Claim], hosts: dict[str, str]) -> dict[str, Place]:
    known = {DocId(doc): _dispatch(doc, host) for doc, host in hosts.items()}
    found, _ = with_places_settled(claims, known)
    return {claim.doc_id: claim.place for claim in found if claim.place}


def test_a_name_that_several_places_bear_is_the_one_on_the_ground_of_its_outlet() -> None:
    claims = [_claim("a", NEAR), _claim("b", NEAR), _claim("c", OPEN)]
    place = _settled(claims, dict.fromkeys("abc", "west.example"))["c"]
    assert (place.admin1, place.lat) == ("West", 50.2)
    assert place.why is not None
    assert "west.example" in place.why
    assert place.others == ()


def test_another_outlets_ground_says_nothing() -> None:
    claims = [_claim("a", NEAR), _claim("b", NEAR), _claim("c", OPEN)]
    place = _settled(claims, {"a": "west.example", "b": "west.example", "c": "east.example"})["c"]
    assert (place.admin1, place.why, place.others) == ("East", None, ())


def test_a_dispatch_says_nothing_of_its_own_ground() -> None:
    place = _settled([_claim("c", OPEN)], {"c": "west.example"})["c"]
    assert (place.admin1, place.why) == ("East", None)


def test_what_lies_near_an_open_name_moves_with_it() -> None:
    street = replace(
        OPEN, name="Long Street", written="Long Street", kind="street", near="Orun", precision=PlacePrecision.NEAR
    )
    claims = [_claim("a", NEAR), _claim("b", NEAR), _claim("c", street)]
    place = _settled(claims, dict.fromkeys("abc", "west.example"))["c"]
    assert (place.name, place.near, place.admin1, place.kind) == ("Long Street", "Orun", "West", "street")


def test_the_home_of_an_outlet_is_the_town_that_most_of_its_other_dispatches_tell_of() -> None:
    claims = [_claim(doc, NEAR) for doc in "abcd"]
    known = {DocId(doc): _dispatch(doc, "west.example") for doc in "abcd"}
    _, homes = with_places_settled(claims, known)
    assert {home.name for home in homes.values()} == {"Varda"}
    assert len(homes) == 4
    _, few = with_places_settled(claims[:3], known)
    assert few == {}


@given(st.permutations([_claim("a", NEAR), _claim("b", NEAR), _claim("c", OPEN), _claim("d", OPEN)]))
def test_the_order_of_claims_changes_nothing(claims: list[Claim]) -> None:
    hosts = {"a": "west.example", "b": "west.example", "c": "west.example", "d": "east.example"}
    once = _settled(sorted(claims, key=lambda one: one.claim_id), hosts)
    assert _settled(claims, hosts) == once


def test_under_one_calibration_a_dispatch_is_settled_the_same_whatever_else_there_is() -> None:
    """Without one, each dispatch that comes in moves the ground under the others."""
    counted = [_claim("a", NEAR), _claim("b", NEAR)]
    other = [_claim(doc, _place("Orun", 10.0, 80.0, "East")) for doc in "defghijk"]
    opened = _claim("c", OPEN)
    known = {DocId(doc): _dispatch(doc, "west.example") for doc in "abcdefghijk"}
    calibration = calibrated(counted, known)

    def region(claims: Sequence[Claim], frozen: bool) -> str | None:
        found, _ = with_places_settled(claims, known, calibration if frozen else None)
        place = next(claim.place for claim in found if claim.doc_id == "c")
        return place.admin1 if place else None

    assert region([*counted, opened], frozen=True) == "West"
    assert region([*counted, *other, opened], frozen=True) == "West"
    assert region([*counted, *other, opened], frozen=False) == "East"


def test_a_calibration_is_known_by_its_digest() -> None:
    claims = [_claim("a", NEAR), _claim("b", OPEN)]
    known = {DocId(doc): _dispatch(doc, "west.example") for doc in "ab"}
    assert calibrated(claims, known).digest == calibrated(claims[::-1], known).digest
    assert calibrated(claims, known).digest != calibrated(claims[:1], known).digest
