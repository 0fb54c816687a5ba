"""One dispatch read from end to end: the questions in their order, and the claims that their answers make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from khronika.errors import ModelError
from khronika.model.caveat import Caveat
from khronika.model.chronicle import NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.refusal import Refusal
from khronika.model.span import Span
from khronika.reading.composing import Mentions, compose, find_caveats, find_gaps
from khronika.reading.composing.main_telling import main_day_of, main_place_of
from khronika.reading.language import LANGUAGES, Language, Profile, language
from khronika.reading.mentions import PlaceMention, TimeMention
from khronika.reading.metadata import claims_of_metadata
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.gazetteer import Gazetteer
from khronika.uncollected import uncollected

__all__ = ["LANGUAGES", "Reading", "read_dispatch"]

_UNTOLD = "en"
"""The language as which a text is read whose language could not be told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dispatch said, and what could not be read of it.

    named: everybody whom title and text name, once each, in the order of the text.
    caveats: passages of the text that say why counts are low.
    """

    claims: tuple[Claim, ...]
    not_held: tuple[NotHeld, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    named: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def read_dispatch(dispatch: Dispatch, gazetteer: Gazetteer, profile: Profile = "full") -> Reading:
    """The claims of a dispatch, from its title and its text.

    A dispatch in a language without a reader, or whose reader is not installed, is kept and refused by name: nothing
    of it is guessed at.

    Raises: ModelError where the full profile finds no model for English.
    """
    if dispatch.metadata is not None:
        return Reading(claims_of_metadata(dispatch))  # the listing of a photo is in no language
    code = dispatch.language or _UNTOLD
    try:
        with uncollected():
            return _read(dispatch, language(code), gazetteer, profile)
    except ModelError as error:
        if code == _UNTOLD:
            raise
        reason = f"{error}; its text is kept, unread"
        return Reading((), (), (Refusal(step="reading", name=dispatch.doc_id, reason=reason),))


def _read(dispatch: Dispatch, spoken: Language, gazetteer: Gazetteer, profile: Profile) -> Reading:
    analysed, mentions = looked_through(dispatch, spoken, gazetteer, profile)
    mentions = _with_main_telling(dispatch, analysed, mentions, spoken)
    claims: list[Claim] = []
    named: dict[str, None] = {}
    for field, sentences in analysed.items():
        found = mentions[field]
        claims += compose(dispatch, _text(dispatch, field), field, sentences, found)
        named |= dict.fromkeys(person.name for person in found.people if person.named)
    told = analysed.get("text", [])
    return Reading(
        tuple(claims),
        tuple(find_gaps(dispatch.doc_id, told)),
        named=tuple(named),
        caveats=tuple(find_caveats(dispatch.doc_id, told)),
    )


def looked_through(
    dispatch: Dispatch, spoken: Language, gazetteer: Gazetteer, profile: Profile
) -> tuple[dict[str, list[Sentence]], dict[str, Mentions]]:
    """The sentences of title and text, and what they mention, by field; a field without sentences is left out."""
    titled = dispatch.title is not None and not _repeats(dispatch.title, dispatch.text)
    plain = {
        "title": segment(dispatch.title or "", (), spoken.code) if titled else [],
        "text": segment(dispatch.text, dispatch.furniture, spoken.code),
    }
    analysed = {field: found for field, found in _looked_into(plain, spoken, profile).items() if found}
    return analysed, {field: _mentions(dispatch, field, found, gazetteer, spoken) for field, found in analysed.items()}


def _with_main_telling(
    dispatch: Dispatch, sentences: Mapping[str, Sequence[Sentence]], mentions: dict[str, Mentions], spoken: Language
) -> dict[str, Mentions]:
    """The mentions, with the day and the place that the text is mainly about, where the language can tell."""
    if "text" not in mentions or not spoken.tells_mainly:
        return mentions
    in_title = mentions["title"].places if "title" in mentions else ()
    day = main_day_of(dispatch, sentences["text"], mentions["text"])
    place = main_place_of(dispatch, sentences["text"], mentions["text"], in_title)
    return {field: replace(found, main_day=day, main_place=place) for field, found in mentions.items()}


def _repeats(title: str, text: str) -> bool:
    """Whether the text opens with its own title."""
    return title.strip() in text.lstrip()[: len(title) + 20]


def _text(dispatch: Dispatch, field: str) -> str:
    return dispatch.text if field == "text" else dispatch.title or ""


def _mentions(
    dispatch: Dispatch, field: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, spoken: Language
) -> Mentions:
    """What the title or the text mentions, question by question."""
    text = _text(dispatch, field)
    furniture = dispatch.furniture if field == "text" else ()
    clock = _clock(dispatch, field)
    times = _outside(spoken.find_times(text, clock), furniture)
    places = _outside(spoken.find_places(text, sentences, gazetteer), furniture)
    laid = spoken.find_attributions(text, sentences, True)
    return Mentions(
        times=times,
        places=places,
        figures=spoken.find_figures(sentences),
        events=spoken.find_events(text, sentences),
        attributions=[*laid, *spoken.carry_on(text, sentences, laid)],
        people=spoken.find_people(sentences, [place.span for place in places]),
        frame_at=spoken.narrative(text, times, clock),
    )


def _looked_into(fields: dict[str, list[Sentence]], spoken: Language, profile: Profile) -> dict[str, list[Sentence]]:
    """Sentences with tokens: parsed where something may be told, guessed at where somebody may be named.

    One call of the parser serves title and text together, since each call costs as much as some sentences.
    """
    chosen = {field: spoken.worth_parsing(sentences) for field, sentences in fields.items()}
    kept = [s for field, found in fields.items() for s, keep in zip(found, chosen[field], strict=True) if keep]
    parsed = iter(spoken.analyse(kept, profile))
    return {
        field: [next(parsed) if keep else _glanced_at(s, spoken) for s, keep in zip(found, chosen[field], strict=True)]
        for field, found in fields.items()
    }


def _glanced_at(sentence: Sentence, spoken: Language) -> Sentence:
    """A sentence that tells nothing itself, with its words only where somebody may be named or cited."""
    return spoken.analyse([sentence], "fast")[0] if spoken.worth_a_glance(sentence) else sentence


def _clock(dispatch: Dispatch, field: str) -> Callable[[int], datetime | date | None]:
    """When the words at an offset were published."""
    if field == "title":
        return lambda _offset: dispatch.published
    return dispatch.published_at


Placed = TypeVar("Placed", TimeMention, PlaceMention)


def _outside(mentions: Sequence[Placed], furniture: Sequence[Span]) -> list[Placed]:
    """The mentions that do not stand in furniture."""
    return [m for m in mentions if not any(m.span.overlaps(stretch) for stretch in furniture)]
