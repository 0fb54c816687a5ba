"""A world of events and the reporting of it, with the truth known: for measuring reconciling at any size.

Events happen in towns on days and kill some people. Outlets report them: late, with errors in the number, in their own
words or by printing an agency's story again; officials revise upwards, hospitals count otherwise, some reports give no
place or no day. Towns, people and outlets are made of syllables. The same size and seed give the same world.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from khronika.model.attribution import Attribution, Basis, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Exactness, Figure
from khronika.model.ids import ClaimId, DocId, short_digest
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.model.when import TimexType, When

CLAIMS_A_DISPATCH = 3
_REPORTS_AN_EVENT = 4
_MORE = 1.4  # events that are thought of, so that there are enough
_EVENTS_A_DAY = 12
_CITIES, _IN_CITIES = 12, 0.1
_FIRST = date(2031, 1, 1)
_SPEAKERS = (
    ("the interior ministry", "official"),
    ("the hospital", "hospital"),
    ("residents", "eyewitness"),
    ("police", "police"),
)
_SYLLABLES = ("ba", "dor", "kel", "mi", "ran", "sto", "tav", "ul", "ve", "zin", "or", "pel", "gha", "lis", "bre", "no")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened."""

    number: int
    town: str
    at: tuple[float, float]
    day: date
    killed: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class World:
    """Dispatches and their claims, and for each dispatch the number of the event that it tells of."""

    dispatches: tuple[Dispatch, ...]
    claims: tuple[Claim, ...]
    truth: dict[DocId, int]


def world(claims: int, seed: int = 11) -> World:
    """A world in which so many claims are made, and those of the last event besides."""
    chance = random.Random(seed)
    reports = max(1, claims // CLAIMS_A_DISPATCH)
    count = max(1, round(reports / _REPORTS_AN_EVENT * _MORE))
    towns = [_name(chance) for _ in range(max(200, count))]
    points = [(chance.uniform(-40, 60), chance.uniform(-100, 120)) for _ in towns]
    outlets = [f"{_name(chance).title()} {kind}" for kind in ("News", "Post", "Radio", "Wire") for _ in range(12)]
    dispatches: list[Dispatch] = []
    made: list[Claim] = []
    truth: dict[DocId, int] = {}
    for number in range(count):
        event = _event(number, chance, towns, points)
        if len(made) >= claims:
            break
        for index, dispatch in enumerate(_reports(event, chance, outlets)):
            truth[dispatch.doc_id] = number
            dispatches.append(dispatch)
            made += _claims(event, dispatch, index, chance)
    return World(tuple(dispatches), tuple(made), truth)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randrange(4, 6))).title()


def _noise(chance: random.Random) -> str:
    """Words of no other report."""
    return " ".join(_name(chance) for _ in range(20))


def _event(number: int, chance: random.Random, towns: list[str], points: list[tuple[float, float]]) -> Event:
    cities = chance.random() < _IN_CITIES  # a tenth happens in a few places, sometimes two events on one day
    where = chance.randrange(_CITIES) if cities else chance.randrange(len(towns))
    kind = chance.choice(("shooting", "bombing", "shelling/artillery/missile attack", "attack"))
    words = " ".join(_name(chance) for _ in range(12))
    day = _FIRST + timedelta(days=number // _EVENTS_A_DAY)
    return Event(number, towns[where], points[where], day, 1 + int(chance.expovariate(0.2)), kind, words)


def _reports(event: Event, chance: random.Random, outlets: list[str]) -> list[Dispatch]:
    """Some reports of an event, the later ones now and then copies of the first."""
    found: list[Dispatch] = []
    for index in range(1 + int(chance.expovariate(1 / (_REPORTS_AN_EVENT - 1)))):
        copied = index > 0 and chance.random() < 0.3
        hours = 2 + int(chance.expovariate(1 / 14))
        own = found[0].text if copied else f"{event.kind} in {event.town}: {event.words} {_noise(chance)}"
        found.append(
            Dispatch(
                doc_id=DocId(f"event{event.number:06d}-{index}"),
                text=own,
                published=datetime.combine(event.day, datetime.min.time(), UTC) + timedelta(hours=18 + hours),
                language="en",
                publisher=chance.choice(outlets),
                copy_of=found[0].doc_id if copied else None,
            )
        )
    return found


def _claims(event: Event, dispatch: Dispatch, index: int, chance: random.Random) -> list[Claim]:
    """The deed, the dead and the injured, by a speaker who may be wrong; place or day are left out now and then."""
    speaker, kind = chance.choice(_SPEAKERS)
    wrong = chance.random() < 0.2
    killed = max(0, event.killed + (chance.randrange(-2, 4) if wrong else 0))
    hurt = int(killed * chance.uniform(1, 3))
    laid = Attribution(source=speaker, speaker=speaker, kind=kind, stance=Stance.ASSERTS, basis=Basis.NOT_STATED)
    place = None if chance.random() < 0.1 else _place(event, stated=chance.random() < 0.8)
    day = _day(event, dispatch, stated=chance.random() < 0.8)
    figures = (None, ("killed", killed), ("injured", hurt))
    types = (event.kind, "killing", "injury")
    return [
        _claim(dispatch, at * 40, event_type, day=day, place=place, laid=laid, figure=figure)
        for at, (event_type, figure) in enumerate(zip(types, figures, strict=True))
    ]


def _place(event: Event, *, stated: bool) -> Place:
    return Place(
        name=event.town, written=event.town, kind="city", precision=PlacePrecision.EXACT, country="Halvenia",
        lat=event.at[0], lon=event.at[1], basis="stated" if stated else "narrative",
    )  # fmt: skip


def _day(event: Event, dispatch: Dispatch, *, stated: bool) -> When:
    day = event.day if stated or dispatch.published is None else dispatch.published.date()
    text = day.isoformat()
    basis = "stated" if stated else "published"
    return When(start=text, end=text, edtf=text, timex_type=TimexType.DATE, timex_value=text, basis=basis)


def _claim(
    dispatch: Dispatch, at: int, event_type: str, *, day: When, place: Place | None, laid: Attribution,
    figure: tuple[str, int] | None,
) -> Claim:  # fmt: skip
    end = min(at + 38, len(dispatch.text))
    span = Span(min(at, end), end)
    counted = figure and Figure(
        measure=figure[0],
        low=figure[1],
        high=figure[1],
        span=Span(span.start, span.start + 1),
        exactness=Exactness.EXACT,
    )
    return Claim(
        claim_id=ClaimId("c" + short_digest(dispatch.doc_id, at, event_type)), doc_id=dispatch.doc_id, span=span,
        quote=span.of(dispatch.text), trigger=Span(span.start, span.start + 4), event_type=event_type,
        reality=Reality.ACTUAL, when=day, place=place, attribution=laid, figure=counted or None,
    )  # fmt: skip
