"""English: every question has a room of its own in ``reading``."""

from collections.abc import Callable, Sequence

from khronika.reading.analysis import analyse
from khronika.reading.attribution import carry_on, find_attributions
from khronika.reading.events import find_events, main_event
from khronika.reading.figures import find_figures
from khronika.reading.language import Language, Published
from khronika.reading.mentions import AttributionMention, PlaceMention, TimeMention
from khronika.reading.people import find_people
from khronika.reading.places import find_places
from khronika.reading.places.unlisted import with_unlisted
from khronika.reading.sentence import Sentence
from khronika.reading.times import annotate_times, find_times
from khronika.reading.times.narrative import narrative_days
from khronika.reading.triage import hold_events, holds_attribution, worth_a_glance, worth_parsing
from khronika.reference.gazetteer import Gazetteer


def _times(text: str, published: Published) -> list[TimeMention]:
    return find_times(text, published=published)


def _annotated_times(text: str, published: Published) -> list[TimeMention]:
    return annotate_times(text, published=published)


def _narrative(text: str, times: list[TimeMention], published: Published) -> Callable[[int], TimeMention | None]:
    return narrative_days(text, times, published).frame_at


def _places(text: str, _sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[PlaceMention]:
    return with_unlisted(text, find_places(text, gazetteer))


def _attributions(text: str, sentences: Sequence[Sentence], within: bool) -> list[AttributionMention]:
    return find_attributions(text, sentences, within=within)


LANGUAGE = Language(
    code="en",
    analyse=analyse,
    worth_parsing=worth_parsing,
    worth_a_glance=worth_a_glance,
    hold_events=hold_events,
    holds_attribution=holds_attribution,
    find_times=_times,
    annotate_times=_annotated_times,
    narrative=_narrative,
    find_places=_places,
    places_by_words=False,
    find_figures=find_figures,
    find_events=find_events,
    main_event=main_event,
    find_attributions=_attributions,
    carry_on=carry_on,
    find_people=find_people,
    tells_mainly=True,
)
