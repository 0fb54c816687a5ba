"""Items of a list under words that make all of them wished for or planned: "We demand:", "The union plans:"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import EventMention
from khronika.reading.sentence import Sentence

_ITEM = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_OWN_CLAUSE = frozenset({"VERB", "AUX"})


def to_come(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Indices of the sentences that are items of such a list."""
    return frozenset(_items(sentences))


def _items(sentences: Iterable[Sentence]) -> Iterator[int]:
    planned = False
    for sentence in sentences:
        if planned and _ITEM.match(sentence.text):
            yield sentence.index
        else:
            planned = _announces(sentence)


def _announces(sentence: Sentence) -> bool:
    """ "We DEMAND:": a colon behind a verb that governs what is to come."""
    governors = word_set("en", "reality", "planned.governors")
    return sentence.text.rstrip().endswith(":") and any(
        token.lemma in governors and token.pos in ("VERB", "NOUN") for token in sentence.tokens
    )


def as_an_item(sentence: Sentence, event: EventMention) -> EventMention:
    """The event as wished for, unless a clause of its own tells of it ("everybody who was ARRESTED")."""
    before = [token for token in sentence.tokens if token.start < event.trigger.start]
    if event.reality is not Reality.ACTUAL or any(token.pos in _OWN_CLAUSE for token in before):
        return event
    return replace(event, reality=Reality.PLANNED)
