"""Which words name events: triggers of the lexicon whose conditions hold."""

import re
from collections.abc import Iterable, Sequence

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.events.around import Place, holds
from khronika.reading.events.asides import is_aside, latest_year
from khronika.reading.events.lexicon import Found, Trigger, find
from khronika.reading.events.listing import as_an_item, to_come
from khronika.reading.events.reality import reality_of
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import EventMention
from khronika.reading.repeats import without_repeats
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

LONGEST_SPAN = 400
"""Code points of a mention's clause; a longer clause is cut around the trigger."""
_MEANS_REACH = 120
_OF_PEOPLE = frozenset({"killing", "injury"})
"""Kinds of event that befall people and nothing else."""
_MONTH = re.compile(
    r"\b(?:[012]?\d|3[01])(?:st|nd|rd|th)?(?: of|-)? ?(?P<behind>March|MARCH)\b(?! (?:to|on|through|TO|ON|THROUGH)\b)"
    r"|\b(?P<before>March|MARCH),? \d"
)
"""The month beside its day or year, which is written like the deed."""


def find_events(text: str, sentences: Sequence[Sentence]) -> list[EventMention]:
    """The events named in the sentences that have been analysed, in the order of their triggers.

    text: the whole dispatch; sentences without tokens are passed over.
    """
    latest = latest_year(text)
    items = to_come(sentences)
    mentions: list[EventMention] = []
    for sentence in sentences:
        if sentence.tokens:
            found = _in_sentence(sentence, latest)
            mentions += [as_an_item(sentence, one) for one in found] if sentence.index in items else found
    return mentions


def _in_sentence(sentence: Sentence, latest: int | None) -> list[EventMention]:
    found = find(sentence.text)
    kinds = kinds_among(found)
    blocked = [one for one in found if one.meaning.blocks]
    months = {month.start(month.lastgroup or 0) for month in _MONTH.finditer(sentence.text)}
    named = [one for one in found if (one.meaning.verbs or one.meaning.others) and one.start not in months]
    mentions: list[EventMention] = []
    taken: list[tuple[int, int]] = []
    for one in sorted(named, key=lambda one: (one.start - one.end, one.start)):
        if _overlaps(one, taken) or any(b.start <= one.start and one.end <= b.end for b in blocked):
            continue
        place = _placed(sentence, one, kinds)
        trigger = next((t for t in one.meaning.triggers if holds(t, place)), None) if place else None
        if place is None or trigger is None:
            continue
        taken.append((one.start, one.end))
        if trigger.type in _OF_PEOPLE and _befalls_no_one(place):
            continue
        mentions.append(_mention(place, trigger, found, latest))
    return without_repeats(sorted(mentions, key=lambda mention: mention.trigger))


def _befalls_no_one(place: Place) -> bool:
    """ "officers shot and KILLED the man's dog", "KILLED the engine": what it is done to is nobody."""
    sentence, verb = place.sentence, place.first
    if not sentence.parsed or sentence.tokens[verb].pos != "VERB":
        return False
    while sentence.tokens[verb].dep == "conj" and not _done_to(sentence, verb) and sentence.tokens[verb].head != verb:
        verb = sentence.tokens[verb].head  # "the dog was shot and KILLED"
    done_to = _done_to(sentence, verb)
    things = word_set("en", "figures", "not_victims.nouns")
    joined = any(token.dep in ("conj", "appos") and token.head in done_to for token in sentence.tokens)
    return bool(done_to) and not joined and all(sentence.tokens[at].lemma in things for at in done_to)


def _done_to(sentence: Sentence, verb: int) -> list[int]:
    return [at for at in grammar.children(sentence, verb) if sentence.tokens[at].dep in ("dobj", "nsubjpass")]


def _overlaps(one: Found, taken: Iterable[tuple[int, int]]) -> bool:
    return any(one.start < end and start < one.end for start, end in taken)


def kinds_among(found: Sequence[Found]) -> list[Found]:
    """The kinds among them, those left out that lie inside a longer one or inside a phrase that names no event."""
    blocked = [one for one in found if one.meaning.blocks]
    kinds = [one for one in found if one.meaning.kinds]
    return longest([one for one in kinds if not any(b.start <= one.start and one.end <= b.end for b in blocked)])


def longest(found: Sequence[Found]) -> list[Found]:
    """Those that do not lie inside a longer one."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _placed(sentence: Sentence, found: Found, kinds: Sequence[Found]) -> Place | None:
    """The tokens on which the found words stand."""
    offset = sentence.span.start
    first = sentence.token_at(offset + found.start)
    last = sentence.token_at(offset + found.end - 1)
    return Place(sentence, first, last, found, kinds) if first is not None and last is not None else None


def _mention(place: Place, trigger: Trigger, found: Sequence[Found], latest: int | None) -> EventMention:
    sentence, own = place.sentence, place.found
    offset = sentence.span.start
    head = place.first if trigger in own.meaning.verbs else _noun_of(place)
    if trigger.reality is not None:
        reality, negated = trigger.reality, False
    else:
        reality, negated = reality_of(sentence, place.first, head, place.last, verb=trigger in own.meaning.verbs)
    if reality is Reality.ATTEMPTED and event_types()[trigger.type].attempt_is_deed:
        reality = Reality.ACTUAL
    span = _clause(sentence, head, Span(offset + own.start, offset + own.end))
    return EventMention(
        trigger=Span(offset + own.start, offset + own.end),
        span=span,
        event_type=trigger.type,
        reality=reality,
        negated=negated,
        means=_means(found, own) if _takes_means(trigger.type) else None,
        score=trigger.score,
        aside=is_aside(sentence, own.start, own.end, latest),
    )


def _noun_of(place: Place) -> int:
    """The token on which the phrase turns: its verb where it has one, else its first noun."""
    tokens = place.sentence.tokens
    for wanted in ("VERB", "NOUN", "PROPN"):
        for at in range(place.first, place.last + 1):
            if tokens[at].pos == wanted:
                return at
    return place.first


def _clause(sentence: Sentence, word: int, trigger: Span) -> Span:
    """The clause around the trigger, cut to LONGEST_SPAN at the bounds of words."""
    start, end = sentence.span_of(grammar.clause(sentence, word))
    start, end = min(start, trigger.start), max(end, trigger.end)
    if end - start <= LONGEST_SPAN:
        return Span(start, end)
    half = (LONGEST_SPAN - (trigger.end - trigger.start)) // 2
    inside = [t for t in sentence.tokens if t.start >= max(start, trigger.start - half) and t.end <= trigger.end + half]
    inside = [token for token in inside if token.end <= end]
    return Span(min(inside[0].start, trigger.start), max(inside[-1].end, trigger.end)) if inside else trigger


def _takes_means(event_type: str) -> bool:
    entry = event_types()[event_type]
    return entry.casualties or entry.attack_like


def _means(found: Sequence[Found], own: Found) -> str | None:
    """The weapon or tool named nearest to the trigger, its own words first; of two that overlap the longer."""
    best: tuple[int, int] | None = None
    name: str | None = None
    for one in found:
        if one.meaning.means is None:
            continue
        away = max(one.start - own.end, own.start - one.end, 0)
        key = (away, one.start - one.end)
        if away <= _MEANS_REACH and (best is None or key < best):
            best, name = key, one.meaning.means
    return name
