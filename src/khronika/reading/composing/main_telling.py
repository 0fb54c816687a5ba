"""Which day and which place a dispatch is mainly about; see ``main_day`` and ``main_place``."""

from collections.abc import Sequence

from khronika.model.dispatch import Dispatch
from khronika.reading.composing import main_day, main_place
from khronika.reading.composing.claims import Mentions, dateline_of
from khronika.reading.mentions import PlaceMention, TimeMention
from khronika.reading.sentence import Sentence


def main_day_of(dispatch: Dispatch, sentences: Sequence[Sentence], found: Mentions) -> TimeMention | None:
    """The words for the day that the text is mainly about, where they name another than that of the report."""
    return main_day.main_day(days_told(dispatch, sentences, found))


def days_told(dispatch: Dispatch, sentences: Sequence[Sentence], found: Mentions) -> list[main_day.Candidate]:
    """The days that the text may be mainly about; none of a rolling report, which tells of a day in each update."""
    if len(dispatch.versions) > 1:
        return []
    published = dispatch.published.date() if dispatch.published else None
    page = main_day.Page(dispatch.text, sentences, found.times, found.events, found.attributions)
    return main_day.candidates_of(page, published)


def main_place_of(
    dispatch: Dispatch, sentences: Sequence[Sentence], found: Mentions, in_title: Sequence[PlaceMention]
) -> PlaceMention | None:
    """The words for the place that the text is mainly about; None where it names no town and no district."""
    return main_place.main_place(places_told(dispatch, sentences, found, in_title))


def places_told(
    dispatch: Dispatch, sentences: Sequence[Sentence], found: Mentions, in_title: Sequence[PlaceMention]
) -> list[main_place.Candidate]:
    """The places that the text may be mainly about."""
    page = main_place.Page(dispatch.text, sentences, found.places, in_title, found.events, dateline_of(dispatch))
    return main_place.candidates_of(page)
