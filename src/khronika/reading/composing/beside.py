"""What is told nearest to some words in their sentence: a deed, a death, what courts did afterwards, or nothing."""

from bisect import bisect_left
from collections.abc import Sequence

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.composing.choosing import bucket
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import EventMention
from khronika.reference.vocabulary import event_types

_DISTANCES = (25, 70, 150)


def told_beside(events: Sequence[EventMention], words: Span, sentence: Span) -> tuple[str, str]:
    """What is told nearest to the words in their sentence, and how near: ("a deed", "within to 70").

    events: those of the text, in the order of their triggers.
    """
    first = bisect_left(events, sentence.start, key=lambda event: event.trigger.start)
    last = bisect_left(events, sentence.end, key=lambda event: event.trigger.start)
    near = [
        (max(event.trigger.start - words.end, words.start - event.trigger.end, 0), event)
        for event in events[first:last]
    ]
    if not near:
        return "nothing", ""
    gap, event = min(near, key=lambda pair: (pair[0], pair[1].trigger))
    return _kind(event), f"within {bucket(gap, _DISTANCES)}"


def _kind(event: EventMention) -> str:
    if event.event_type == "killing":
        return "a killing"
    kind = event_types()[event.event_type]
    if kind.casualties or kind.attack_like:
        return "a deed" if event.reality is Reality.ACTUAL else "no deed"
    return "procedure" if event.event_type in word_set("en", "main_telling", "procedures") else "another event"
