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
from khronika.reading.metadata import claims_of_metadata
from khronika.reading.people import find_people
from khronika.reading.places import find_places
from khronika.reading.places.unlisted import with_unlisted
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reading.times import find_times
from khronika.reading.times.narrative import narrative_days
from khronika.reading.triage import worth_a_glance, worth_parsing
from khronika.reference.gazetteer import Gazetteer

LANGUAGES = ("en",)
"""Languages that have a reader."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dispatch said, and what could not be read of it.

    named: everybody whom title and text name, once each, in the order of the text.
    """

    claims: tuple[Claim, ...]
    not_held: tuple[NotHeld, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    named: tuple[str, ...] = ()


def read_dispatch(dispatch: Dispatch, gazetteer: Gazetteer, profile: Profile = "full") -> Reading:
    """The claims of a dispatch, from its title and its text.

    A dispatch in a language without a reader is kept and refused by name: nothing of it is guessed at.

    Raises: ModelError where the full profile finds no model.
    """
    if dispatch.metadata is not None:
        return Reading(claims_of_metadata(dispatch))  # the listing of a photo is in no language
    if dispatch.language is not None and dispatch.language not in LANGUAGES:
        reason = f"there is no reader for the language {dispatch.language}; its text is kept, unread"
        return Reading((), (), (Refusal(step="reading", name=dispatch.doc_id, reason=reason),))
    titled = dispatch.title is not None and not _repeats(dispatch.title, dispatch.text)
    plain = {
        "title": segment(dispatch.title or "") if titled else [],
        "text": segment(dispatch.text, dispatch.furniture),
    }
    analysed = _looked_into(plain, profile)
    claims: list[Claim] = []
    named: dict[str, None] = {}
    for field, sentences in analysed.items():
        if sentences:
            found = _mentions(dispatch, field, sentences, gazetteer)
            claims += compose(dispatch, _text(dispatch, field), field, sentences, found)
            named |= dict.fromkeys(person.name for person in found.people if person.named)
    return Reading(tuple(claims), tuple(find_gaps(dispatch.doc_id, plain["text"])), named=tuple(named))


def _repeats(title: str, text: str) -> bool:
    """Whether the text opens with its own title."""
    return title.strip() in text.lstrip()[: len(title) + 20]


def _text(dispatch: Dispatch, field: str) -> str:
    return dispatch.text if field == "text" else dispatch.title or ""


def _mentions(dispatch: Dispatch, field: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Mentions:
    """What the title or the text mentions, question by question."""
    text = _text(dispatch, field)
    furniture = dispatch.furniture if field == "text" else ()
    clock = _clock(dispatch, field)
    times = _outside(find_times(text, published=clock), furniture)
    places = _outside(with_unlisted(text, find_places(text, gazetteer)), furniture)
    laid = find_attributions(text, sentences, within=True)
    return Mentions(
        times=times,
        places=places,
        figures=find_figures(sentences),
        events=find_events(text, sentences),
        attributions=[*laid, *carry_on(text, sentences, laid)],
        people=find_people(sentences, [place.span for place in places]),
        frame_at=narrative_days(text, times, clock).frame_at,
    )


def _looked_into(fields: dict[str, list[Sentence]], profile: Profile) -> dict[str, list[Sentence]]:
    """Sentences with tokens: parsed where something may be told, guessed at where somebody may be named.

    One call of the parser serves title and text together, since each call costs as much as some sentences.
    """
    chosen = {field: worth_parsing(sentences) for field, sentences in fields.items()}
    kept = [s for field, found in fields.items() for s, keep in zip(found, chosen[field], strict=True) if keep]
    parsed = iter(analyse(kept, profile))
    return {
        field: [next(parsed) if keep else _glanced_at(s) for s, keep in zip(found, chosen[field], strict=True)]
        for field, found in fields.items()
    }


def _glanced_at(sentence: Sentence) -> Sentence:
    """A sentence that tells nothing itself, with its words only where somebody may be named or cited."""
    return analyse([sentence], "fast")[0] if worth_a_glance(sentence) else sentence


def _clock(dispatch: Dispatch, field: str) -> Callable[[int], datetime | date | None]:
    """When the words at an offset were published."""
    if field == "title":
        return lambda _offset: dispatch.published
    return dispatch.published_at


Placed = TypeVar("Placed", TimeMention, PlaceMention)


def _outside(mentions: Sequence[Placed], furniture: Sequence[Span]) -> list[Placed]:
    """The mentions that do not stand in furniture."""
    return [m for m in mentions if not any(m.span.overlaps(stretch) for stretch in furniture)]
