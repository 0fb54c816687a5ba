"""The question "what": which events a text names, whether they happened, and which one it is about."""

from khronika.reading.events.finding import find_events
from khronika.reading.events.lexicon import trigger_phrases, trigger_words

__all__ = ["find_events", "trigger_phrases", "trigger_words"]
