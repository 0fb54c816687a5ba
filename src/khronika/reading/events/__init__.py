"""The question "what": which events a text names, whether they happened, and which one it is about."""

from khronika.reading.events.finding import find_events
from khronika.reading.events.lexicon import trigger_phrases, trigger_words
from khronika.reading.events.main_event import acled_name, classify_snippet, main_event

__all__ = ["acled_name", "classify_snippet", "find_events", "main_event", "trigger_phrases", "trigger_words"]
