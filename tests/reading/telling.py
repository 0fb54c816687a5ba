"""Short ways to mentions, sentences and claims for the tests of reading; places and people are invented."""

from collections.abc import Sequence
from datetime import UTC, datetime

from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.model.place import PlacePrecision
from khronika.model.span import Span
from khronika.model.when import TimexType
from khronika.reading.analysis import Profile, analyse
from khronika.reading.annotating import annotate
from khronika.reading.mentions import EventMention, FigureMention, PersonMention, PlaceMention, TimeMention
from khronika.reading.reader import read_dispatch
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.gazetteer import Gazetteer, default_path

BUILT = default_path().exists()
Figures = list[tuple[str, int | None, int | None]]
"""Measure, low and high of figures."""
PUBLISHED = datetime(2031, 3, 15, 18, tzinfo=UTC)


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where the words stand in the text, the first time or a later one."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def figures(text: str, profile: Profile = "full") -> Figures:
    """Measure, low and high of every figure that is marked, in order."""
    found = annotate("figures", text, published=None, gazetteer=None, profile=profile)
    return [(mention["measure"], mention["low"], mention["high"]) for mention in found]


def sentences(text: str, profile: Profile = "full") -> list[Sentence]:
    return analyse(segment(text), profile)


def event(
    text: str,
    words: str,
    event_type: str,
    reality: Reality = Reality.ACTUAL,
    *,
    means: str | None = None,
    aside: bool = False,
) -> EventMention:
    return EventMention(
        trigger=span(text, words),
        span=Span(0, len(text)),
        event_type=event_type,
        reality=reality,
        means=means,
        aside=aside,
    )


def figure(text: str, words: str, trigger: str, measure: str, bounds: tuple[int, int], nth: int = 0) -> FigureMention:
    here = span(text, words, nth)
    return FigureMention(
        span=here, number=here, trigger=span(text, trigger, nth), measure=measure, low=bounds[0], high=bounds[1]
    )


def person(text: str, name: str, state: str | None = None, trigger: str | None = None) -> PersonMention:
    return PersonMention(
        span=span(text, name),
        name=name,
        named=True,
        state=state,
        trigger=span(text, trigger) if trigger else None,
    )


def place(text: str, name: str, kind: str = "city", nth: int = 0, **other: object) -> PlaceMention:
    return PlaceMention(
        span=span(text, name, nth),
        name=name,
        kind=kind,
        precision=PlacePrecision.UNLOCATED,
        **other,  # type: ignore[arg-type]
    )


def day(text: str, words: str, date: str, preposition: str = "") -> TimeMention:
    return TimeMention(
        span=span(text, words),
        type=TimexType.DATE,
        value=date,
        start=date,
        end=date,
        edtf=date,
        preposition=preposition,
    )


def claims(
    text: str, profile: Profile = "full", published: datetime | None = PUBLISHED, **other: object
) -> list[Claim]:
    """The claims of a dispatch with this text; other fields of the dispatch by name."""
    dispatch = Dispatch(
        doc_id=DocId("d"),
        text=text,
        published=published,
        language="en",
        **other,  # type: ignore[arg-type]
    )
    with Gazetteer.open() as gazetteer:
        return list(read_dispatch(dispatch, gazetteer, profile).claims)


def of_type(found: Sequence[Claim], event_type: str) -> Claim:
    """The one claim of an event of this type."""
    (one,) = [claim for claim in found if claim.event_type == event_type]
    return one


def counting(found: Sequence[Claim], measure: str) -> Claim:
    """The one claim with a figure of this measure."""
    (one,) = [claim for claim in found if claim.figure is not None and claim.figure.measure == measure]
    return one
