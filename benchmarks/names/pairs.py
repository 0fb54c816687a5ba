"""The pairs of ``pairs.tsv``, each told as two reports, and what a chronicle makes of the two names."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khronika.model.actor import Actor, Role
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Exactness, Figure
from khronika.model.ids import ClaimId, DocId
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reconciling.door import reconcile

FILE = Path(__file__).parent / "pairs.tsv"
ANSWERS = ("same", "undecidable", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names as two reports write them. Ages in years, None where the report gives none."""

    kind: str
    tie: str
    one: str
    age: int | None
    other: str
    other_age: int | None
    answer: str

    @property
    def unread(self) -> bool:
        """Whether the pair is only scored: half of them, by the digest of what is asked."""
        asked = "|".join((self.tie, self.one, str(self.age), self.other, str(self.other_age)))
        return hashlib.sha256(asked.encode()).digest()[-1] % 2 == 1


def pairs() -> list[Pair]:
    """Every pair, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(
                kind=row["kind"],
                tie=row["tie"],
                one=row["one"],
                age=int(row["age"]) if row["age"] else None,
                other=row["other"],
                other_age=int(row["other_age"]) if row["other_age"] else None,
                answer=row["answer"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def answer_to(pair: Pair) -> str:
    """What the chronicle of the two reports makes of the two names: same, undecidable or different."""
    chronicle = reconcile(*_reports(pair))
    if len(chronicle.people) == 1:
        return "same"
    return "undecidable" if chronicle.undecided else "different"


@dataclass(frozen=True, slots=True)
class _Telling:
    """One report of somebody: which dispatch, on which day, where, of what."""

    doc: str
    day: str
    place: Place | None
    event_type: str
    state: str


def _town(name: str, region: str, lat: float, lon: float) -> Place:
    return Place(
        name=name, written=name, kind="city", country="Halvenia", admin1=region, lat=lat, lon=lon,
        precision=PlacePrecision.EXACT,
    )  # fmt: skip


_ORUN = _town("Orun", "Lomyra", 50.0, 60.0)
_PELMERI = _town("Pelmeri", "Sarnov", 43.0, 51.0)
_BOTH = {
    # two reports of one event
    "event": (
        _Telling("a", "2031-03-14", _ORUN, "shooting", "injured"),
        _Telling("b", "2031-03-14", _ORUN, "shooting", "injured"),
    ),
    # two sentences of one dispatch
    "dispatch": (
        _Telling("a", "2031-03-14", _ORUN, "shooting", "injured"),
        _Telling("a", "2031-03-14", _ORUN, "shooting", "injured"),
    ),
    # one town, twelve days apart
    "town": (
        _Telling("a", "2031-03-14", _ORUN, "arrests", "detained"),
        _Telling("b", "2031-03-26", _ORUN, "release", "released"),
    ),
    # nothing is known of the places
    "open": (
        _Telling("a", "2031-03-14", None, "arrests", "detained"),
        _Telling("b", "2031-03-26", None, "release", "released"),
    ),
    # other regions, a thousand kilometres apart
    "far": (
        _Telling("a", "2031-03-14", _ORUN, "arrests", "detained"),
        _Telling("b", "2031-03-26", _PELMERI, "release", "released"),
    ),
}


def _reports(pair: Pair) -> tuple[list[Dispatch], list[Claim]]:
    first, second = _BOTH[pair.tie]
    claims = [_claim(first, 0, pair.one, pair.age), _claim(second, 90, pair.other, pair.other_age)]
    if pair.tie == "event":  # so that nobody doubts that it is one
        claims += [_toll(first), _toll(second)]
    days = {telling.doc: telling.day for telling in (first, second)}
    return [_dispatch(doc, day) for doc, day in days.items()], claims


def _dispatch(doc: str, day: str) -> Dispatch:
    words = " ".join(f"{doc}word{number}" for number in range(60))
    return Dispatch(doc_id=DocId(doc), text=words, published=datetime.fromisoformat(f"{day}T20:00+00:00"))


def _claim(telling: _Telling, at: int, name: str, age: int | None) -> Claim:
    somebody = Actor(
        words=name,
        role=Role.SUFFERED,
        span=Span(at, at + len(name)),
        named=True,
        kind="person",
        state=telling.state,
        age=age,
    )
    return _told(telling, at, telling.event_type, actors=(somebody,))


def _toll(telling: _Telling) -> Claim:
    figure = Figure(measure="injured", low=14, high=14, span=Span(200, 202), exactness=Exactness.EXACT)
    return _told(telling, 200, "shooting", figure=figure)


def _told(
    telling: _Telling, at: int, event_type: str, *, actors: tuple[Actor, ...] = (), figure: Figure | None = None
) -> Claim:
    day = telling.day
    return Claim(
        claim_id=ClaimId(f"{telling.doc}{at}"),
        doc_id=DocId(telling.doc),
        span=Span(at, at + 20),
        quote=f"{event_type} told at {at}",
        trigger=Span(at, at + 4),
        event_type=event_type,
        reality=Reality.ACTUAL,
        place=telling.place,
        when=When(start=day, end=day, edtf=day, timex_type=TimexType.DATE, timex_value=day),
        actors=actors,
        figure=figure,
    )


def scored(asked: list[Pair]) -> Iterator[tuple[Pair, str]]:
    """Each pair with the program's answer."""
    for pair in asked:
        yield pair, answer_to(pair)
