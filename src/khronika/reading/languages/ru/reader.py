"""Russian: who answers the questions."""

from khronika.reading.language import Language
from khronika.reading.languages.ru.analysing import analyse
from khronika.reading.languages.ru.attribution import carry_on, find_attributions
from khronika.reading.languages.ru.entries import event_entry, figure_entry
from khronika.reading.languages.ru.events import find_events, main_event
from khronika.reading.languages.ru.figures import find_figures
from khronika.reading.languages.ru.narrative import narrative
from khronika.reading.languages.ru.people import find_people
from khronika.reading.languages.ru.places import find_places
from khronika.reading.languages.ru.times import find_times
from khronika.reading.languages.ru.triage import hold_events, holds_attribution, worth_a_glance, worth_parsing

LANGUAGE = Language(
    code="ru",
    analyse=analyse,
    worth_parsing=worth_parsing,
    worth_a_glance=worth_a_glance,
    hold_events=hold_events,
    holds_attribution=holds_attribution,
    find_times=find_times,
    annotate_times=find_times,
    narrative=narrative,
    find_places=find_places,
    places_by_words=True,
    find_figures=find_figures,
    find_events=find_events,
    main_event=main_event,
    find_attributions=find_attributions,
    carry_on=carry_on,
    event_entry=event_entry,
    figure_entry=figure_entry,
    find_people=find_people,
)
