"""One dispatch read from end to end: the questions in their order, and the claims that their answers make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from khronika.model.chronicle import NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.refusal import Refusal
from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution import carry_on, find_attributions
from khronika.reading.composing import Mentions, compose, find_gaps
from khronika.reading.events import find_events
from khronika.reading.figures import find_figures
from khronika.reading.mentions import PlaceMention, TimeMention
from khronika.reading.people import find_people
from khronika.reading.places import find_places
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reading.times import find_times
from khronika.reading.times.narrative import narrative_days
from khronika.reading.triage import worth_parsing
from khronika.reference.gazetteer import Gazetteer

LANGUAGES = ("en",)
"""Languages that have a reader."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dispatch said, and what could not be read of it."""

    claims: tuple[Claim, ...]
    not_held: tuple[NotHeld, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_dispatch(dispatch: Dispatch, gazetteer: Gazetteer, profile: Profile = "full") -> Reading:
    """The claims of a dispatch, from its title and its text.

    A dispatch in a language without a reader is kept and refused by name: nothing of it is guessed at.

    Raises: ModelError where the full profile finds no model.
    """
    if dispatch.language is not None and dispatch.language not in LANGUAGES:
        reason = f"there is no reader for the language {dispatch.language}; its text is kept, unread"
        return Reading((), (), (Refusal(step="reading", name=dispatch.doc_id, reason=reason),))
    claims: list[Claim] = []
    if dispatch.title and not _repeats(dispatch.title, dispatch.text):
        claims += _read_text(dispatch, dispatch.title, "title", gazetteer, profile)[0]
    of_text, gaps = _read_text(dispatch, dispatch.text, "text", gazetteer, profile)
    return Reading(tuple(claims + of_text), tuple(gaps))


def _repeats(title: str, text: str) -> bool:
    """Whether the text opens with its own title."""
    return text.lstrip()[: len(title) + 20].find(title.strip()) >= 0


def _read_text(
    dispatch: Dispatch, text: str, field: str, gazetteer: Gazetteer, profile: Profile
) -> tuple[list[Claim], list[NotHeld]]:
    furniture = dispatch.furniture if field == "text" else ()
    plain = segment(text, furniture)
    if not plain:
        return [], []
    sentences = looked_into(plain, profile)
    times = _outside(find_times(text, published=_clock(dispatch, field)), furniture)
    places = _outside(find_places(text, gazetteer), furniture)
    laid = find_attributions(text, sentences)
    found = Mentions(
        times=times,
        places=places,
        figures=find_figures(sentences),
        events=find_events(text, sentences),
        attributions=[*laid, *carry_on(text, sentences, laid)],
        people=find_people(sentences, [place.span for place in places]),
        frame_at=_frames(text, times, dispatch, field),
    )
    claims = compose(dispatch, text, field, sentences, found)
    return claims, find_gaps(dispatch.doc_id, plain) if field == "text" else []


def looked_into(sentences: Sequence[Sentence], profile: Profile) -> list[Sentence]:
    """Sentences with tokens: parsed where something may be told, guessed at elsewhere so that names are known."""
    chosen = worth_parsing(sentences)
    parsed = iter(analyse([s for s, keep in zip(sentences, chosen, strict=True) if keep], profile))
    rest = iter(analyse([s for s, keep in zip(sentences, chosen, strict=True) if not keep], "fast"))
    return [next(parsed) if keep else next(rest) for keep in chosen]


def _clock(dispatch: Dispatch, field: str) -> Callable[[int], datetime | date | None]:
    """When the words at an offset were published."""
    if field == "title":
        return lambda _offset: dispatch.published
    return dispatch.published_at


Placed = TypeVar("Placed", TimeMention, PlaceMention)


def _outside(mentions: Sequence[Placed], furniture: Sequence[Span]) -> list[Placed]:
    """The mentions that do not stand in furniture."""
    return [m for m in mentions if not any(m.span.overlaps(stretch) for stretch in furniture)]


def _frames(
    text: str, times: Sequence[TimeMention], dispatch: Dispatch, field: str
) -> Callable[[int], TimeMention | None]:
    narrative = narrative_days(text, times, _clock(dispatch, field))
    return narrative.frame_at
