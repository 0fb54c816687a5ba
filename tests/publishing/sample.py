# ruff: noqa: E501 (a paragraph of a dispatch is one line)
"""A small chronicle of an invented town and invented people that holds the hard things of this field."""

from datetime import UTC, datetime

from khronika.model.actor import Actor, Role
from khronika.model.attribution import Attribution, Basis, Stance
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch, Version
from khronika.model.figure import Exactness, Figure, Scope
from khronika.model.grade import Grade
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId, Sha256Hex, SourceId, short_digest
from khronika.model.incident import Incident
from khronika.model.item import Item
from khronika.model.person import Likeness, Person, PersonState, Undecided
from khronika.model.place import Place, PlacePrecision
from khronika.model.refusal import Refusal
from khronika.model.source import Source
from khronika.model.span import Span
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.model.when import TimexType, When

NEWER = """UPDATE 15 May, 21:00 GMT: Funerals forbidden, trains stopped

The number of dead in Karasai is between 50 and 70 people, the Independent Union of Salt Workers said on Thursday, and the figure will be clarified tomorrow.

The regional government, which spoke of 8 dead on Wednesday evening, now puts the figure at 11, and says that no police officer is among them. Interior Minister Boris Hartwig denied that any order to shoot had been given.

Unconfirmed estimates speak of 50 to 150 killed. The union called the official figure "a real underestimate".

A march to the salt works is planned for Friday. Videos of the shooting, which we have not been able to see, are said to be passing from phone to phone.
"""

OLDER = """UPDATE 14 May, 18:30 GMT: Troops open fire in the salt town

Troops opened fire on strikers in the main square of Karasai shortly before noon. Marat Ulanov, a salt miner, and his wife Zoë Ulanova were detained near the market; she was released the same evening.

One woman, a nurse named Dinara Velikhanova, told the Lantern channel: "I saw three dead on the steps, and three more by the fountain." She was later sought by police, a neighbour said.

The government says that the strikers attacked first and set fire to the town hall. The union says that special troops fired on an unarmed crowd without warning.
"""

HOSTILE = """Salt works at Old Quay stopped, the company's workers say

=cmd|' /C calc'!A0 is how one leaflet begins, and another has <script>alert("x")</script> in it.\x07 A notice of the works read \u202egnikrow si gnihtyreve\u202c.

Ulanov has been missing since Thursday, a colleague at Old Quay said. Twelve buses of riot police reached Old Quay.

Donate to our work
"""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, 5, day, hour, minute, tzinfo=UTC)


ROLLING = NEWER + "\n" + OLDER
KARASAI = Place(
    name="Karasai",
    written="Karasai",
    kind="city",
    precision=PlacePrecision.EXACT,
    geonames_id=990001,
    admin1="Salt Coast",
    country="Ostmark",
    lat=44.125,
    lon=51.5,
)
OLD_QUAY = Place(
    name="Old Quay", written="Old Quay", kind="facility", precision=PlacePrecision.UNLOCATED, near="Karasai"
)

DISPATCHES = (
    Dispatch(
        doc_id=DocId("wire/karasai-rolling.txt"),
        text=ROLLING,
        published=at(15, 21),
        published_from="text",
        language="en",
        publisher="Salt Coast Wire",
        url="https://wire.example/karasai/dinara-velikhanova",
        versions=(
            Version(span=Span(0, len(NEWER)), published=at(15, 21)),
            Version(span=Span(len(NEWER), len(ROLLING)), published=at(14, 18, 30)),
        ),
        item=Item(
            sha256=Sha256Hex("ab" * 32),
            name="wire/karasai-rolling.txt",
            media_type="text/plain",
            size_bytes=len(ROLLING.encode()),
            encoding="utf-8",
        ),
    ),
    Dispatch(
        doc_id=DocId("=cmd|calc.txt"),
        title="<b>Old Quay</b> stands still",
        text=HOSTILE,
        published=at(16, 7, 15),
        published_from="record",
        language="en",
        publisher="@harbour-post",
        versions=(Version(span=Span(0, len(HOSTILE)), published=at(16, 7, 15)),),
        furniture=(Span(HOSTILE.index("Donate"), len(HOSTILE) - 1),),
    ),
)


def day(number: int) -> When:
    value = f"2031-05-{number}"
    return When(start=value, end=value, edtf=value, timex_type=TimexType.DATE, timex_value=value)


def said(source: str | None, kind: str, stance: Stance = Stance.ASSERTS, **more: object) -> Attribution:
    values: dict[str, object] = {"speaker": source or "unnamed", "basis": Basis.NOT_STATED} | more
    return Attribution(source=source, kind=kind, stance=stance, **values)  # type: ignore[arg-type]


def claim(number: int, quote: str, event_type: str, **more: object) -> Claim:
    """A claim on dispatch `number` whose span is found by its words."""
    dispatch = DISPATCHES[number]
    start = dispatch.text.index(quote)
    attribution = more.get("attribution")
    if isinstance(attribution, Attribution) and attribution.source and attribution.source in dispatch.text:
        where = dispatch.text.index(attribution.source)
        more["attribution"] = Attribution(
            source=attribution.source,
            speaker=attribution.speaker,
            kind=attribution.kind,
            stance=attribution.stance,
            basis=attribution.basis,
            chain=attribution.chain,
            source_span=Span(where, where + len(attribution.source)),
        )
    more.setdefault("reality", Reality.ACTUAL)
    return Claim(
        claim_id=ClaimId(short_digest(dispatch.doc_id, start, quote, event_type, *sorted(map(str, more)))),
        doc_id=dispatch.doc_id,
        span=Span(start, start + len(quote)),
        quote=quote,
        trigger=Span(start, start + 4),
        event_type=event_type,
        **more,  # type: ignore[arg-type]
    )


def figure(number: int, words: str, measure: str, low: int | None, high: int | None, **more: object) -> Figure:
    start = DISPATCHES[number].text.index(words)
    return Figure(measure=measure, low=low, high=high, span=Span(start, start + len(words)), **more)  # type: ignore[arg-type]


def person_actor(number: int, words: str, role: Role, state: str, kind: str = "person", named: bool = True) -> Actor:
    start = DISPATCHES[number].text.index(words)
    return Actor(words=words, role=role, span=Span(start, start + len(words)), named=named, kind=kind, state=state)


UNION = "the Independent Union of Salt Workers"
NURSE = "One woman, a nurse named Dinara Velikhanova"
KILLED = {"place": KARASAI, "when": day(14)}

C_UNION = claim(
    0,
    "The number of dead in Karasai is between 50 and 70 people",
    "killing",
    **KILLED,
    attribution=said(UNION, "union"),
    figure=figure(0, "between 50 and 70 people", "killed", 50, 70, exactness=Exactness.RANGE),
)
C_GOV8 = claim(
    0,
    "which spoke of 8 dead on Wednesday evening",
    "killing",
    **KILLED,
    attribution=said("The regional government", "official"),
    figure=figure(0, "8 dead", "killed", 8, 8, as_of="2031-05-14"),
)
C_GOV11 = claim(
    0,
    "now puts the figure at 11",
    "killing",
    **KILLED,
    attribution=said("The regional government", "official"),
    figure=figure(0, "11", "killed", 11, 11),
)
C_POLICE = claim(
    0,
    "no police officer is among them",
    "killing",
    **KILLED,
    attribution=said("The regional government", "official"),
    figure=figure(0, "no police officer", "killed", 0, 0, group="police"),
)
C_ESTIMATE = claim(
    0,
    "Unconfirmed estimates speak of 50 to 150 killed",
    "killing",
    **KILLED,
    attribution=said(None, "unnamed", Stance.ESTIMATES),
    figure=figure(0, "50 to 150 killed", "killed", 50, 150, exactness=Exactness.RANGE),
)
C_NURSE1 = claim(
    0,
    "I saw three dead on the steps",
    "killing",
    **KILLED,
    attribution=said(NURSE, "eyewitness", basis=Basis.EYEWITNESS, chain=("the Lantern channel",)),
    figure=figure(0, "three dead", "killed", 3, 3, scope=Scope.PART),
)
C_NURSE2 = claim(
    0,
    "three more by the fountain",
    "killing",
    **KILLED,
    attribution=said(NURSE, "eyewitness", basis=Basis.EYEWITNESS, chain=("the Lantern channel",)),
    figure=figure(0, "three more", "killed", 3, 3, scope=Scope.PART),
)
C_ABOUT = claim(
    0,
    'The union called the official figure "a real underestimate"',
    "killing",
    **KILLED,
    attribution=said("The union", "union", Stance.DOUBTS, speaker=UNION),
    about=C_GOV11.claim_id,
)
C_DENIAL = claim(
    0,
    "any order to shoot had been given",
    "order to shoot",
    reality=Reality.DID_NOT_HAPPEN,
    place=KARASAI,
    attribution=said("Interior Minister Boris Hartwig", "official", Stance.DENIES),
)
C_MARCH = claim(
    0,
    "A march to the salt works is planned for Friday",
    "demonstration",
    reality=Reality.PLANNED,
    when=day(16),
    place=KARASAI,
)
C_FIRE = claim(
    0,
    "Troops opened fire on strikers in the main square of Karasai shortly before noon",
    "shooting",
    **KILLED,
    means="firearms",
)
C_FIRE_PART = claim(0, "on strikers in the main square of Karasai", "gathering", **KILLED)
C_CROSS = claim(0, "Karasai shortly before noon. Marat Ulanov, a salt miner", "presence", **KILLED)
C_HELD = claim(
    0,
    "Marat Ulanov, a salt miner, and his wife Zoë Ulanova were detained near the market",
    "arrest",
    **KILLED,
    actors=(
        person_actor(0, "Marat Ulanov", Role.SUFFERED, "detained"),
        person_actor(0, "Zoë Ulanova", Role.SUFFERED, "detained"),
    ),
    figure=None,
)
C_FREED = claim(0, "she was released the same evening", "release", **KILLED)
C_SOUGHT = claim(0, "She was later sought by police", "search", **KILLED, attribution=said("a neighbour", "resident"))
C_ATTACK = claim(
    0,
    "the strikers attacked first and set fire to the town hall",
    "arson",
    **KILLED,
    attribution=said("The government", "official", Stance.ALLEGES),
)
C_UNARMED = claim(
    0,
    "special troops fired on an unarmed crowd without warning",
    "shooting",
    **KILLED,
    attribution=said("The union", "union", Stance.ALLEGES, speaker=UNION),
)
C_STOP = claim(
    1,
    "Salt works at Old Quay stopped",
    "strike",
    place=OLD_QUAY,
    when=day(16),
    attribution=said("the company's workers", "worker"),
)
C_CMD = claim(1, "=cmd|' /C calc'!A0 is how one leaflet begins", "leaflet")
C_SCRIPT = claim(
    1,
    'another has <script>alert("x")</script> in it.\x07 A notice of the works read \u202egnikrow si gnihtyreve\u202c',
    "leaflet",
)
C_MISSING = claim(
    1,
    "Ulanov has been missing since Thursday",
    "disappearance",
    when=day(15),
    attribution=said("a colleague at Old Quay", "worker"),
)
C_BUSES = claim(
    1,
    "Twelve buses of riot police reached Old Quay",
    "troop deployment",
    place=OLD_QUAY,
    when=day(16),
    figure=figure(1, "Twelve buses", "vehicles", 12, 12, group="riot police"),
)

CLAIMS = tuple(
    sorted(
        (
            C_UNION,
            C_GOV8,
            C_GOV11,
            C_POLICE,
            C_ESTIMATE,
            C_NURSE1,
            C_NURSE2,
            C_ABOUT,
            C_DENIAL,
            C_MARCH,
            C_FIRE,
            C_FIRE_PART,
            C_CROSS,
            C_HELD,
            C_FREED,
            C_SOUGHT,
            C_ATTACK,
            C_UNARMED,
            C_STOP,
            C_CMD,
            C_SCRIPT,
            C_MISSING,
            C_BUSES,
        ),
        key=lambda c: (c.doc_id, c.span),
    )
)


def ids(*claims: Claim) -> tuple[ClaimId, ...]:
    return tuple(c.claim_id for c in claims)


def account(speaker: str, low: int | None, high: int | None, *claims: Claim, **more: object) -> Account:
    return Account(speaker=speaker, low=low, high=high, scope="whole", claims=ids(*claims), **more)  # type: ignore[arg-type]


def tally(
    measure: str,
    group: str | None,
    accounts: tuple[Account, ...],
    bounds: tuple[int | None, int | None, int | None],
    why: str,
) -> Tally:
    return Tally(
        measure=measure,
        group=group,
        scope="whole",
        status=TallyStatus.REPORTED,
        low=bounds[0],
        best=bounds[1],
        high=bounds[2],
        why=why,
        policy="ucdp",
        accounts=accounts,
        claims=tuple(c for a in accounts for c in a.claims),
    )


TOLL = tally(
    "killed",
    None,
    (
        account("the regional government", 11, 11, C_GOV8, C_GOV11, superseded=ids(C_GOV8)),
        account(UNION, 50, 70, C_UNION),
        account("unnamed", 50, 150, C_ESTIMATE),
        account(NURSE, 3, 3, C_NURSE1, standing="part", why="what one witness saw from one place"),
        account(NURSE, 3, 3, C_NURSE2, standing="part", why="what one witness saw from one place"),
    ),
    (11, None, 150),
    "unreconciled figures differ by more than twice; nothing but size tells them apart",
)

SHOOTING = IncidentId("shooting14")
NOT_STATED = Grade(value="not stated", rule="No claim says who did it.")
SINGLE = Grade(value="single source", rule="One root says that it happened, however many outlets repeat it.")
WEAK = Grade(value="weak", rule="One root says that it happened and nobody denies it.")


def incident(name: str, title: str, event_type: str, claims: tuple[Claim, ...], **more: object) -> Incident:
    when = next((c.when for c in claims if c.when), None)
    values: dict[str, object] = {
        "kind": "incident",
        "part_of": None,
        "acled_event_type": None,
        "acled_sub_event_type": None,
        "reality": "actual",
        "when": when.edtf if when else "",
        "start": when.start if when else None,
        "end": when.end if when else None,
        "place": next((c.place for c in claims if c.place), None),
        "tallies": (),
        "reported": SINGLE,
        "occurred": WEAK,
        "responsible": NOT_STATED,
        "independent_sources": 1,
        "people": (),
        "event_types": {event_type: ids(*claims)},
        "links": {c.claim_id: "same kind, place and day" for c in claims},
        "dispatches": tuple(dict.fromkeys(c.doc_id for c in claims)),
    } | more
    return Incident(incident_id=IncidentId(name), title=title, event_type=event_type, claims=ids(*claims), **values)  # type: ignore[arg-type]


INCIDENTS = (
    incident("episode14", "Shooting of strikers in Karasai and what followed", "crackdown", (C_FIRE,), kind="episode"),
    incident(
        "shooting14",
        "Shooting in Karasai",
        "shooting",
        (
            C_FIRE,
            C_FIRE_PART,
            C_CROSS,
            C_UNION,
            C_GOV8,
            C_GOV11,
            C_POLICE,
            C_ESTIMATE,
            C_NURSE1,
            C_NURSE2,
            C_ABOUT,
            C_UNARMED,
            C_ATTACK,
        ),
        part_of=IncidentId("episode14"),
        acled_event_type="Violence against civilians",
        acled_sub_event_type="Attack",
        tallies=(
            TOLL,
            tally("killed", "police", (account("the regional government", 0, 0, C_POLICE),), (0, 0, 0), "one account"),
        ),
        reported=Grade(
            value="two or more sources",
            rule="At least two roots, independent by speaker and by carrier, say that it happened.",
            claims=ids(C_FIRE, C_UNION),
        ),
        occurred=Grade(
            value="confirmed",
            rule="The party that is said to have done it says itself that it happened.",
            claims=ids(C_GOV11),
        ),
        responsible=Grade(
            value="contested",
            rule="Claims of different roots lay it to parties that exclude each other.",
            parties={"the strikers": ids(C_ATTACK), "special troops": ids(C_UNARMED)},
            claims=ids(C_ATTACK, C_UNARMED),
        ),
        independent_sources=4,
        people=(PersonId("marat"),),
    ),
    incident(
        "arrest14",
        "Arrest of Marat Ulanov and Zoë Ulanova",
        "arrest",
        (C_HELD, C_FREED),
        part_of=IncidentId("episode14"),
        people=(PersonId("marat"), PersonId("zoe")),
    ),
    incident("search14", "Search for a nurse", "search", (C_SOUGHT,), people=(PersonId("dinara"),)),
    incident(
        "order14",
        "Order to shoot",
        "order to shoot",
        (C_DENIAL,),
        reality="did not happen",
        occurred=Grade(
            value="contested",
            rule="At least one root says that it happened and another denies it.",
            claims=ids(C_DENIAL),
        ),
    ),
    incident("missing15", "Disappearance of Ulanov", "disappearance", (C_MISSING,), people=(PersonId("marat"),)),
    incident("march16", "March to the salt works", "demonstration", (C_MARCH,), reality="planned"),
    incident("strike16", "Strike at Old Quay", "strike", (C_STOP,)),
    incident(
        "buses16",
        "Riot police reach Old Quay",
        "troop deployment",
        (C_BUSES,),
        tallies=(tally("vehicles", "riot police", (account("author", 12, 12, C_BUSES),), (12, 12, 12), "one account"),),
    ),
)

PEOPLE = (
    Person(
        person_id=PersonId("marat"),
        name="Marat Ulanov",
        variants=("Marat Ulanov", "Ulanov"),
        named=True,
        history=(
            PersonState(state="detained", when="2031-05-14", claim_id=C_HELD.claim_id),
            PersonState(state="missing", when="2031-05-15", claim_id=C_MISSING.claim_id),
        ),
        links=(
            Likeness(
                claims=(C_HELD.claim_id, C_MISSING.claim_id),
                bits=9.25,
                why="a name alone, the same +6.0; named in one dispatch +9.0; before anything is compared -16.0",
            ),
        ),
    ),
    Person(
        person_id=PersonId("zoe"),
        name="Zoë Ulanova",
        variants=("Zoë Ulanova",),
        named=True,
        history=(
            PersonState(state="detained", when="2031-05-14", claim_id=C_HELD.claim_id),
            PersonState(state="released", when="2031-05-14", claim_id=C_FREED.claim_id),
        ),
    ),
    Person(
        person_id=PersonId("dinara"),
        name="Dinara Velikhanova",
        variants=("Dinara Velikhanova", "Velikhanova"),
        named=True,
        history=(PersonState(state="sought", when="2031-05-14", claim_id=C_SOUGHT.claim_id),),
    ),
    Person(person_id=PersonId("hartwig"), name="Boris Hartwig", variants=("Boris Hartwig",), named=True, history=()),
)

UNDECIDED = (
    Undecided(
        people=(PersonId("dinara"), PersonId("zoe")),
        likeness=Likeness(
            claims=(C_SOUGHT.claim_id, C_FREED.claim_id),
            bits=1.0,
            why="given name a short form +6.0; told of in one town +8.0; before anything is compared -16.0",
        ),
    ),
)

SOURCES = (
    Source(
        source_id=SourceId("gov"),
        name="the regional government",
        kind="official",
        protected=False,
        claims=ids(C_GOV8, C_GOV11, C_POLICE, C_ATTACK),
        carriers=("Salt Coast Wire",),
        wordings=("The regional government", "The government"),
    ),
    Source(
        source_id=SourceId("minister"),
        name="Interior Minister Boris Hartwig",
        kind="official",
        protected=False,
        claims=ids(C_DENIAL),
        carriers=("Salt Coast Wire",),
        wordings=("Interior Minister Boris Hartwig",),
    ),
    Source(
        source_id=SourceId("union"),
        name=UNION,
        kind="union",
        protected=False,
        claims=ids(C_UNION, C_ABOUT, C_UNARMED),
        wordings=(UNION, "The union"),
    ),
    Source(
        source_id=SourceId("nurse"),
        name=NURSE,
        kind="eyewitness",
        protected=True,
        claims=ids(C_NURSE1, C_NURSE2),
        carriers=("the Lantern channel", "Salt Coast Wire"),
        wordings=(NURSE,),
    ),
    Source(
        source_id=SourceId("neighbour"),
        name="a neighbour",
        kind="resident",
        protected=True,
        claims=ids(C_SOUGHT),
        wordings=("a neighbour",),
    ),
    Source(
        source_id=SourceId("colleague"),
        name="a colleague at Old Quay",
        kind="worker",
        protected=True,
        claims=ids(C_MISSING),
        wordings=("a colleague at Old Quay",),
    ),
    Source(
        source_id=SourceId("workers"),
        name="the company's workers",
        kind="worker",
        protected=True,
        claims=ids(C_STOP),
        wordings=("the company's workers",),
    ),
    Source(source_id=SourceId("unnamed"), name="unnamed", kind="unnamed", protected=False, claims=ids(C_ESTIMATE)),
)


def gap(number: int, words: str, kind: str) -> NotHeld:
    start = DISPATCHES[number].text.index(words)
    return NotHeld(doc_id=DISPATCHES[number].doc_id, start=start, end=start + len(words), what=words, kind=kind)


CHRONICLE = Chronicle(
    dispatches=DISPATCHES,
    claims=CLAIMS,
    incidents=INCIDENTS,
    people=PEOPLE,
    undecided=UNDECIDED,
    sources=SOURCES,
    not_held=(gap(0, "Videos of the shooting, which we have not been able to see", "video"),),
    refusals=(
        Refusal(step="intake", name="scans/velikhanova-letter.pdf", reason="this kind of file cannot be read yet"),
        Refusal(
            step="reading", name="=cmd|calc.txt", reason="one passage is in a language without a reader", unread=False
        ),
    ),
    incidents_of={
        DISPATCHES[0].doc_id: tuple(i.incident_id for i in INCIDENTS[:7]),
        DISPATCHES[1].doc_id: (IncidentId("strike16"),),
    },
    policy="ucdp",
    reader={"name": "sample", "version": "1"},
)
