"""What happened, in Russian: phrases of dictionary forms in one clause, with their reality."""

from collections.abc import Iterator, Sequence

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.languages.ru.chunks import chunks_of
from khronika.reading.languages.ru.event_words import Phrase, means, no_events, phrases
from khronika.reading.languages.ru.measuring import Said
from khronika.reading.languages.ru.saying import is_aside, reality_of
from khronika.reading.languages.ru.words import word_list
from khronika.reading.mentions import EventMention
from khronika.reading.repeats import without_repeats
from khronika.reading.sentence import Sentence, Token
from khronika.reference.vocabulary import event_types

_REACH = 6
"""Words within which the words of a phrase stand together."""
_LONGEST_TRIGGER = 60
_ABSENT = ("состояться", "произойти", "случиться", "быть")


def find_events(text: str, sentences: Sequence[Sentence]) -> list[EventMention]:
    """The events named in the sentences that have tokens, in the order of their triggers."""
    del text
    found: list[EventMention] = []
    for sentence in sentences:
        if sentence.tokens:
            found += without_repeats(sorted(_in_sentence(sentence), key=lambda one: one.trigger))
    return found


def main_event(text: str, sentences: Sequence[Sentence], found: Sequence[EventMention]) -> EventMention | None:
    """The event that the text is mostly about: the first actual one, a deed before what follows from it."""
    del text, sentences
    actual = [one for one in found if one.reality is Reality.ACTUAL and not one.aside] or list(found)
    return min(actual, key=lambda one: (not event_types()[one.event_type].attack_like, one.trigger), default=None)


def _in_sentence(sentence: Sentence) -> Iterator[EventMention]:
    tokens = sentence.tokens
    chunks = chunks_of(tokens, frozenset())
    lemmas = frozenset(token.lemma for token in tokens)
    if any(lemmas.issuperset(phrase) for phrase in no_events()):
        return
    taken: set[int] = set()
    for chunk in chunks:
        for at in chunk:
            phrase, words = _phrase_at(tokens, chunk, at, lemmas)
            if phrase is None or taken.intersection(words) or _only_dates(tokens, at):
                continue
            taken.update(words)
            yield _mention(sentence, chunk, phrase, words)


def _phrase_at(
    tokens: Sequence[Token], chunk: range, at: int, lemmas: frozenset[str]
) -> tuple[Phrase | None, tuple[int, ...]]:
    """The longest phrase whose first word stands here, with the places of its words."""
    for phrase in phrases().get(tokens[at].lemma, ()):
        if (phrase.near and phrase.near.isdisjoint(lemmas)) or not phrase.without.isdisjoint(lemmas):
            continue
        near = range(max(chunk.start, at - _REACH), min(chunk.stop, at + _REACH + 1))
        places = [
            next((i for i in near if i != at and word in (tokens[i].lemma, tokens[i].lower)), None)
            for word in phrase.words[1:]
        ]
        if None not in places:
            return phrase, tuple(sorted({at, *(place for place in places if place is not None)}))
    return None, ()


def _only_dates(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun only says when something else was ("в день РАССТРЕЛА", "после ВЗРЫВА")."""
    before = tokens[at - 1] if at else None
    if before is None or tokens[at].pos != "NOUN":
        return False
    return before.lemma in word_list("reality", "dating") or before.lower in word_list("reality", "dating")


def _mention(sentence: Sentence, chunk: range, phrase: Phrase, words: tuple[int, ...]) -> EventMention:
    tokens = sentence.tokens
    head = next((at for at in words if tokens[at].lemma == phrase.words[0]), words[0])
    trigger = Span(tokens[words[0]].start, tokens[words[-1]].end)
    if trigger.end - trigger.start > _LONGEST_TRIGGER:
        trigger = Span(tokens[head].start, tokens[head].end)
    reality = _reality(sentence, chunk, head, phrase.type)
    clause = sentence.span_of(grammar.clause(sentence, head))
    return EventMention(
        trigger=trigger, span=Span(min(clause.start, trigger.start), max(clause.end, trigger.end)),
        event_type=phrase.type, reality=reality, negated=reality is Reality.DID_NOT_HAPPEN,
        means=_means(tokens, chunk) if _takes_means(phrase.type) else None, aside=is_aside(sentence),
    )  # fmt: skip


def _reality(sentence: Sentence, chunk: range, head: int, event_type: str) -> Reality:
    tokens = sentence.tokens
    if tokens[head].pos != "VERB":
        for at in chunk:
            denied = tokens[at].lemma in _ABSENT and any(t.lower == "не" for t in tokens[max(0, at - 2) : at])
            if denied or tokens[at].lower in ("нет", "отменили", "отменен", "отменена", "отменили"):
                return Reality.DID_NOT_HAPPEN
        verbs = [at for at in chunk if tokens[at].pos == "VERB"]
        if any(tokens[at].lemma in word_list("reality", "plans") for at in verbs):
            return Reality.PLANNED
        if verbs:
            told = reality_of(sentence, chunk, Said("", verbs[0], (verbs[0],), "do"))
            return told if told is Reality.PLANNED else Reality.ACTUAL
        return Reality.ACTUAL
    told = reality_of(sentence, chunk, Said("", head, (head,), "do"))
    if told is Reality.ATTEMPTED and event_types()[event_type].attempt_is_deed:
        return Reality.ACTUAL
    return told


def _takes_means(event_type: str) -> bool:
    entry = event_types()[event_type]
    return entry.casualties or entry.attack_like


def _means(tokens: Sequence[Token], chunk: range) -> str | None:
    return next((means()[tokens[at].lemma] for at in chunk if tokens[at].lemma in means()), None)
