"""What the tests of the exchange formats share: chronicles on hand and at random, and exports of them."""

import csv
import io
from dataclasses import replace

from hypothesis import strategies as st

from khronika.model.actor import Actor, Role
from khronika.model.chronicle import Chronicle
from khronika.model.ids import IncidentId
from khronika.model.incident import Incident
from khronika.model.span import Span
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.publishing.exchange import Export, exporter_named
from khronika.publishing.recalling import Recalled, recalled
from khronika.publishing.record import as_bytes, record
from khronika.publishing.withholding.redaction import PublicCopy, redacted, unredacted
from publishing.sample import C_FIRE, CHRONICLE, INCIDENTS, KARASAI, OLD_QUAY

FORMATS = ("acled", "ucdp", "ftm", "geojson", "parquet", "jsonld")
SHOOTING = INCIDENTS[1]


def public(copy: PublicCopy) -> Recalled:
    """The chronicle as its file is read back."""
    return recalled(as_bytes(record(copy.chronicle.as_dict(), copy.withheld.as_dict())), "chronicle.json")


def back(chronicle: Chronicle, *, include_names: bool = True) -> Recalled:
    return public(unredacted(chronicle) if include_names else redacted(chronicle))


def exported(name: str, chronicle: Chronicle = CHRONICLE, *, include_names: bool = True) -> Export:
    return exporter_named(name).export(back(chronicle, include_names=include_names))


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def header(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def with_incidents(*incidents: Incident) -> Chronicle:
    """The sample with these incidents and no others."""
    nobody = [replace(incident, part_of=None) for incident in incidents]
    return replace(CHRONICLE, incidents=tuple(nobody), incidents_of={})


def killed(*accounts: Account, best: int | None = None, scope: str = "whole", **more: object) -> Tally:
    """A tally of the dead whose ends enclose the accounts that count, as the policies have it."""
    counted = [one for one in accounts if one.standing == "counted"]
    lows = [one.low if one.low is not None else one.high for one in counted]
    if all(one.low is None for one in counted):
        lows = []
    highs = [one.high for one in counted]
    values: dict[str, object] = {
        "low": min((low for low in lows if low is not None), default=None),
        "high": None if None in highs else max((high for high in highs if high is not None), default=None),
        "status": TallyStatus.REPORTED,
        "group": None,
    } | more
    return Tally(
        measure="killed",
        scope=scope,
        best=best,
        why="",
        policy="ucdp",
        accounts=accounts,
        claims=(),
        **values,  # type: ignore[arg-type]
    )


def says(speaker: str, low: int | None, high: int | None, standing: str = "counted") -> Account:
    return Account(speaker=speaker, low=low, high=high, scope="whole", claims=(), standing=standing)


def shooting(tally: Tally | None = None, **more: object) -> Incident:
    """The sample's shooting with another toll."""
    return replace(SHOOTING, tallies=(tally,) if tally else (), **more)  # type: ignore[arg-type]


def actors_of_fire(*actors: tuple[str, Role, str]) -> Chronicle:
    """The sample, its shooting laid to the first party by one claim that has these actors (words, role, kind)."""
    made = tuple(Actor(words=words, role=role, span=Span(0, 5), kind=kind) for words, role, kind in actors)
    claims = tuple(replace(one, actors=made) if one is C_FIRE else one for one in CHRONICLE.claims)
    doers = [words for words, role, _ in actors if role is Role.DID]
    stated = replace(SHOOTING.responsible, value="stated", parties=dict.fromkeys(doers, (C_FIRE.claim_id,)), claims=())
    incident = replace(SHOOTING, responsible=stated, claims=(C_FIRE.claim_id,), part_of=None)
    return replace(CHRONICLE, claims=claims, incidents=(incident,), incidents_of={})


numbers = st.integers(min_value=0, max_value=3000)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    low, high = draw(st.none() | numbers), draw(st.none() | numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is None and high is None:
        low = draw(numbers)
    speaker = draw(st.sampled_from(["the union", "a protected source (eyewitness) 1", "author", "=1+1", "governor"]))
    return says(speaker, low, high, draw(st.sampled_from(["counted", "counted", "part", "superseded", "addition"])))


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    given = tuple(draw(st.lists(accounts(), max_size=4)))
    tally = killed(*given)
    if tally.low is None and tally.high is None:
        return replace(tally, status=TallyStatus.UNKNOWN)
    if tally.high is not None and tally.low is not None and draw(st.booleans()):
        return replace(tally, best=draw(st.integers(min_value=tally.low, max_value=tally.high)))
    return tally


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    types = [
        ("shooting", "Violence against civilians", "Attack"),
        ("protest", "Protests", "Excessive force against protesters"),
        ("riot", "Riots", "Mob violence"),
        ("armed clash", "Battles", "Armed clash"),
        ("curfew", "Strategic developments", "Other"),
        ("strike", None, None),
    ]
    event_type, acled, sub = draw(st.sampled_from(types))
    days = [
        "",
        "2031-05-14",
        "2031-05",
        "2031-05-14/2031-05-20",
        "2031-05-14/..",
        "../2031-05-14",
        "2031-05-14~",
        "2031",
    ]
    return shooting(
        draw(st.none() | tallies()),
        incident_id=IncidentId(draw(st.uuids()).hex[:12]),
        event_type=event_type,
        acled_event_type=acled,
        acled_sub_event_type=sub,
        when=draw(st.sampled_from([*days, "not EDTF"])),
        place=draw(st.sampled_from([None, KARASAI, OLD_QUAY])),
        kind=draw(st.sampled_from(["incident", "incident", "incident", "episode"])),
        reality=draw(st.sampled_from(["actual", "actual", "attempted", "planned", "did not happen", "unclear"])),
        title=draw(st.sampled_from(["Shooting in Karasai", '=HYPERLINK("x")', "a\nb\u202ec", ""])),
    )


chronicles = st.lists(incidents(), max_size=6).map(lambda made: with_incidents(*made))
