"""Claims of a file about its own making: that a picture was taken then and there.

They are claims by the file, not facts: clocks are wrong, and anybody can write such fields. So they stand in the
chronicle with the file as their speaker and join no incident. Source: Berkeley Protocol (2020), chapter VI, on
metadata as something to be verified like any other statement.
"""

from khronika.model.attribution import Attribution, Basis, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, short_digest
from khronika.model.metadatum import Metadatum, MetadatumKind
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.model.when import TimexType, When

RECORDING = "recording"
"""The event type of a picture, film or sound being made."""
_SPEAKER = "the file's metadata"
_KIND = "device"


def claims_of_metadata(dispatch: Dispatch) -> tuple[Claim, ...]:
    """The one claim that the file makes of its making, or none where it states neither time nor place."""
    metadata = dispatch.metadata or ()
    times = [one for one in metadata if one.kind is MetadatumKind.TAKEN and one.time]
    places = [one for one in metadata if one.kind is MetadatumKind.POSITION]
    if not times and not places:
        return ()
    span = Span(0, max(one.span.end for one in (*times, *places)))
    when = _when(_best(times)) if times else None
    place = _place(places[0], dispatch.text) if places else None
    values = (when.timex_value if when else None, place.name if place else None)
    return (
        Claim(
            claim_id=ClaimId(short_digest(dispatch.doc_id, "text", *span, RECORDING, *values)),
            doc_id=dispatch.doc_id,
            span=span,
            quote=span.of(dispatch.text),
            trigger=metadata[0].span,
            event_type=RECORDING,
            reality=Reality.ACTUAL,
            when=when,
            place=place,
            attribution=Attribution(
                source=None, speaker=_SPEAKER, kind=_KIND, stance=Stance.ASSERTS, basis=Basis.DOCUMENT
            ),
            aside=True,
        ),
    )


def _best(times: list[Metadatum]) -> Metadatum:
    """The camera's clock where it gives a zone, else the satellites', else the camera's without one."""
    return next((one for one in times if one.time and len(one.time) > 19), times[0])


def _when(taken: Metadatum) -> When:
    """A point in time; without an offset it is local time of the place, as far as the camera was set to it."""
    moment = taken.time or ""
    return When(start=moment, end=moment, edtf=moment, timex_type=TimexType.TIME, timex_value=moment, span=taken.span)


def _place(position: Metadatum, text: str) -> Place:
    words = position.span.of(text).partition(": ")[2]
    return Place(
        name=words,
        written=words,
        kind="unknown",
        precision=PlacePrecision.EXACT,
        lat=position.lat,
        lon=position.lon,
        span=position.span,
    )
