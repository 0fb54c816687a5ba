"""Dispatches and claims by hand, about the invented town of Orun and its neighbours."""

from datetime import UTC, datetime

from khronika.model.actor import Actor, Role
from khronika.model.attribution import UNNAMED, Attribution, Basis, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Exactness, Figure, Scope
from khronika.model.ids import ClaimId, DocId, short_digest
from khronika.model.incident import Incident
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.model.tally import Tally
from khronika.model.when import TimexType, When

POINTS = {"Orun": (50.0, 60.0), "Tavesh": (51.0, 61.0), "Pelmeri": (40.0, 40.0), "Drusk": (52.0, 63.0)}


def town(name="Orun", *, basis="stated", **more):
    """A located town of Halvenia."""
    lat, lon = POINTS.get(name, (None, None))
    precision = PlacePrecision.EXACT if lat else PlacePrecision.UNLOCATED
    values = {"kind": "city", "country": "Halvenia", "admin1": "Lomyra", "lat": lat, "lon": lon} | more
    return Place(name=name, written=name, precision=precision, basis=basis, **values)


def square(name, near="Orun"):
    """A square of a town, in no gazetteer."""
    return Place(name=name, written=name, kind="square", precision=PlacePrecision.NEAR, near=near, country="Halvenia")


def region(name="Lomyra"):
    """The region that the towns lie in."""
    return Place(name=name, written=name, kind="admin1", precision=PlacePrecision.ADMIN1, country="Halvenia")


def on(first, last=None, *, basis="stated"):
    """A day of March 2031, or several."""
    last = last or first
    edtf = first if first == last else f"{first}/{last}"
    return When(start=first, end=last, edtf=edtf, timex_type=TimexType.DATE, timex_value=first, basis=basis)


def said_by(speaker, kind="official", stance=Stance.ASSERTS, basis=Basis.NOT_STATED, chain=()):
    """Laid to a named speaker; `unnamed` for a passive report."""
    source = None if speaker == UNNAMED else speaker
    kind = UNNAMED if speaker == UNNAMED else kind
    return Attribution(source=source, speaker=speaker, kind=kind, stance=stance, basis=basis, chain=chain)


def count(measure, low, high="same", *, group=None, scope=Scope.WHOLE, at=0, **more):
    """A figure whose words begin at `at`; one number where `high` is left out."""
    high = low if high == "same" else high
    exactness = Exactness.EXACT if low == high else Exactness.RANGE
    return Figure(
        measure=measure,
        low=low,
        high=high,
        span=Span(at, at + 1),
        group=group,
        scope=scope,
        exactness=exactness,
        **more,
    )


def actor(words, role=Role.DID, **more):
    """Somebody with a part."""
    return Actor(words=words, role=role, span=Span(0, len(words)), **more)


def victim(words, state, **more):
    """A named person in a state."""
    return Actor(
        words=words, role=Role.SUFFERED, span=Span(0, len(words)), named=True, kind="person", state=state, **more
    )


DAY = "2031-03-14"


def claim(doc, event_type="shooting", at=0, *, place="Orun", when=DAY, quote=None, **more):
    """One claim; `place` and `when` may be given as a town's name and a day."""
    place = town(place) if isinstance(place, str) else place
    when = on(when) if isinstance(when, str) else when
    quote = quote or f"{event_type} told at {at}"
    reality = more.pop("reality", Reality.ACTUAL)
    name = short_digest(
        doc, at, event_type, quote, reality, more.get("figure"), more.get("attribution"), more.get("actors")
    )
    return Claim(
        claim_id=ClaimId(more.pop("claim_id", name)),
        doc_id=DocId(doc),
        span=Span(at, at + len(quote)),
        quote=quote,
        trigger=Span(at, at + 4),
        event_type=event_type,
        reality=reality,
        place=place,
        when=when,
        **more,
    )


def toll(doc, low, high="same", *, by=None, at=0, measure="killed", event_type="killing", **more):
    """A claim with a figure."""
    figure = count(
        measure,
        low,
        high,
        **{key: more.pop(key) for key in ("group", "scope", "as_of", "scope_days", "scope_place") if key in more},
    )
    attribution = said_by(by) if isinstance(by, str) else by
    return claim(doc, event_type, at, figure=figure, attribution=attribution, **more)


def dispatch(doc, text=None, *, published="2031-03-15T10:00", **more):
    """A dispatch of as much text as its claims need."""
    when = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    own = " ".join(f"{doc}word{number}" for number in range(60))  # no two dispatches share their wording by accident
    return Dispatch(doc_id=DocId(doc), text=text or own, published=when, **more)


def home_of(chronicle, wanted) -> Incident:
    """The incident that a claim stands in."""
    return next(one for one in chronicle.incidents if wanted.claim_id in one.claims)


def tally_of(chronicle, wanted, measure="killed", group=None) -> Tally:
    """A tally of the incident that a claim stands in."""
    incident = home_of(chronicle, wanted)
    return next(one for one in incident.tallies if (one.measure, one.group) == (measure, group))
