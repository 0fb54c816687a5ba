"""Which of the events that a text names it is about."""

from collections.abc import Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.events.finding import find_events, kinds_among
from khronika.reading.events.lexicon import find
from khronika.reading.events.weighing import weigh
from khronika.reading.mentions import EventMention
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types


def main_event(text: str, sentences: Sequence[Sentence], mentions: Sequence[EventMention]) -> EventMention | None:
    """The mention that the text is about, with `main` True; None where the text gives no sign of an event.

    Its `event_type` is as the words name it where ACLED's coding of that type is what the whole text speaks for, else
    ACLED's type itself: "shooting" becomes "excessive force against protesters" where demonstrators were shot at.
    Where no words name an event, the first sign of one stands in as the trigger, with a score of 0.1.
    """
    scores = weigh(sentences, mentions)
    if not scores:
        return None
    best = max(scores, key=lambda name: (scores[name], name))
    candidates = [mention for mention in mentions if not mention.aside] or list(mentions)
    if not candidates:
        return _first_sign(sentences, best)
    chosen = max(candidates, key=lambda mention: _fitness(mention, scores))
    kept = chosen.event_type if acled_name(chosen.event_type) == best else best
    return replace(chosen, event_type=kept, main=True)


def classify_snippet(text: str, profile: Profile = "fast") -> tuple[str | None, str | None]:
    """The event type of a short text and ACLED's sub-event type in ACLED's spelling; (None, None) without any sign."""
    sentences = analyse(segment(text), profile)
    found = main_event(text, sentences, find_events(text, sentences))
    if found is None:
        return None, None
    return found.event_type, event_types()[found.event_type].acled_sub_event_type


def acled_name(event_type: str) -> str | None:
    """Our name of the sub-event type under which ACLED would code an event of this type, or None."""
    coded = event_types()[event_type].acled_sub_event_type
    return coded.lower() if coded is not None else None


def _fitness(mention: EventMention, scores: dict[str, float]) -> tuple[float, float, float, int]:
    """Best coded as the text as a whole, then told as having happened, then the surest and first."""
    named = acled_name(mention.event_type)
    told = 1.0 if mention.reality is Reality.ACTUAL else 0.0
    fits = scores.get(named, -10.0) if named else -10.0
    return (fits, told, mention.score, -mention.trigger.start)


def _first_sign(sentences: Sequence[Sentence], event_type: str) -> EventMention | None:
    for sentence in sentences:
        found = kinds_among(find(sentence.text)) if sentence.tokens else []
        if found:
            offset = sentence.span.start
            trigger = Span(offset + found[0].start, offset + found[0].end)
            return EventMention(
                trigger=trigger, span=trigger, event_type=event_type, reality=Reality.UNCLEAR, score=0.1, main=True
            )
    return None
