"""Who did it and who suffered it, by the grammar of the words that name the event."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from khronika.model.actor import Actor, Role
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.mentions import PersonMention
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

_LONGEST_WORDS = 90
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DASHES = ("-", "--", "–", "—")
_PLURAL_PRONOUNS = frozenset({"they", "them"})
_HARMS = frozenset({"killing", "injury"})
"""Kinds of event that words for finding somebody tell of."""


@cache
def _kinds(language: str) -> dict[str, str]:
    return {noun: kind for kind, nouns in lexicon(language, "actors")["kinds"].items() for noun in nouns}


def actors_of(
    sentence: Sentence, trigger: Span, event_type: str, before: Sequence[Sentence] = (), speakers: Sequence[Span] = ()
) -> Iterator[Actor]:
    """Doers and sufferers named beside the trigger; only phrases whose noun is for people or forces.

    before: the sentences before this one in its paragraph, in which the group that "they" stands for may be named.
    speakers: the words for those who are cited there; "they" is somebody else.
    """
    for actor in _beside(sentence, trigger, event_type):
        if actor.words.lower() not in _PLURAL_PRONOUNS:
            yield actor
            continue
        meant = _meant(actor, sentence, before, speakers)
        if meant is not None:
            yield meant


def _meant(actor: Actor, sentence: Sentence, before: Sequence[Sentence], speakers: Sequence[Span]) -> Actor | None:
    """The group that a pronoun stands for: the last one named before it that does not speak."""
    for earlier in (sentence, *reversed(before[-1:])):
        for at in range(len(earlier.tokens) - 1, -1, -1):
            token = earlier.tokens[at]
            if token.start >= actor.span.start or token.tag not in ("NNS", "NNPS"):
                continue
            span = Span(token.start, token.end)
            kind = kind_of_actor(token.text)
            if kind in ("unknown", "person") or any(speaker.overlaps(span) for speaker in speakers):
                continue
            return Actor(words=token.text, role=actor.role, span=span, kind=kind)
    return None


def _beside(sentence: Sentence, trigger: Span, event_type: str) -> Iterator[Actor]:
    """The phrases around the trigger's verb or noun; a plural pronoun is passed on as it stands."""
    at = _verb_of(sentence, trigger)
    if at is None:
        return
    token = sentence.tokens[at]
    if token.pos == "NOUN":
        yield from _of_noun(sentence, at)
        return
    if event_type in _HARMS and token.lemma in word_set(sentence.language, "actors", "grammar.finding"):
        yield from _found(sentence, at)
        return
    doing = Role.TOOK_PART if event_types()[event_type].joined else Role.DID
    if grammar.passive(sentence, at):
        yield from _actor(sentence, grammar.subject(sentence, at), Role.SUFFERED)
        yield from _actor(sentence, grammar.agent(sentence, at), doing)
        return
    bare_participle = sentence.parsed and token.tag == "VBN" and token.dep not in ("conj", "ROOT")
    if bare_participle and not grammar.direct_objects(sentence, at):
        yield from _actor(sentence, grammar.subject(sentence, at), Role.SUFFERED)
        return
    suffering = token.lemma in word_set(sentence.language, "actors", "grammar.suffering")
    yield from _actor(sentence, grammar.subject(sentence, at), Role.SUFFERED if suffering else doing)
    for phrase in grammar.direct_objects(sentence, at):
        yield from _actor(sentence, phrase, Role.SUFFERED)


def _found(sentence: Sentence, verb: int) -> Iterator[Actor]:
    """ "he was FOUND dead by neighbours", "guards FOUND the body of a woman": the finder did it not."""
    if grammar.passive(sentence, verb) or not grammar.direct_objects(sentence, verb):
        yield from _actor(sentence, grammar.subject(sentence, verb), Role.SUFFERED)
    for phrase in grammar.direct_objects(sentence, verb):
        yield from _actor(sentence, phrase, Role.SUFFERED)


def named_actors(people: tuple[PersonMention, ...]) -> Iterator[Actor]:
    """The people named, each with the state that the words give them."""
    for person in people:
        yield Actor(
            words=person.name,
            role=Role.SUFFERED,
            span=person.span,
            named=person.named,
            kind="person",
            state=person.state,
            age=person.age,
        )


def _kind(sentence: Sentence, phrase: range, words: str) -> str:
    """Kind of the phrase; where words are inflected for case, by dictionary forms, its first noun being its head."""
    if not lexicon(sentence.language, "actors")["grammar"].get("inflected", False):
        return kind_of_actor(words)
    kinds = _kinds(sentence.language)
    head = next((at for at in phrase if sentence.tokens[at].pos in ("NOUN", "PROPN")), None)
    if head is None:
        return "unknown"
    lemmas = [token.lemma for token in sentence.tokens[max(phrase.start, head - 1) : head + 2]]
    pairs = (f"{one} {other}" for one, other in pairwise(lemmas))
    return next((kinds[pair] for pair in pairs if pair in kinds), kinds.get(sentence.tokens[head].lemma, "unknown"))


def kind_of_actor(words: str) -> str:
    """Kind by the last noun that the lexicon knows, "unknown" where it knows none."""
    parts = words.lower().replace("-", " ").split()
    for i in range(len(parts) - 1, -1, -1):
        pair = f"{parts[i - 1]} {parts[i]}" if i else ""
        for form in (
            pair,
            pair.removesuffix("s"),
            parts[i],
            parts[i].removesuffix("s"),
            parts[i].removesuffix("es"),
            _singular(parts[i]),
        ):
            if form in _kinds("en"):
                return _kinds("en")[form]
    return "unknown"


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-3] + "man" if word.endswith("men") else word


def _verb_of(sentence: Sentence, trigger: Span) -> int | None:
    """The trigger's verb, else its noun."""
    tokens = sentence.tokens_in(trigger)
    for i in tokens:
        if sentence.tokens[i].pos == "VERB":
            return i
    nouns = [i for i in tokens if sentence.tokens[i].pos == "NOUN"]
    return nouns[-1] if nouns else None


def _of_noun(sentence: Sentence, at: int) -> Iterator[Actor]:
    """ "attacks by protesters", "the rebels carried out an attack"."""
    tokens = sentence.tokens
    verb = tokens[at].head if sentence.parsed else at
    if tokens[at].dep in ("dobj", "obj", "nsubjpass", "nsubj:pass") and tokens[verb].lemma in _carrying_out(
        sentence.language
    ):
        passive = grammar.passive(sentence, verb)
        doer = grammar.agent(sentence, verb) if passive else grammar.subject(sentence, verb)
        yield from _actor(sentence, doer, Role.DID)
        return
    for here in range(at + 1, min(at + 8, len(tokens) - 1)):
        if tokens[here].lower == "by":
            yield from _actor(sentence, grammar.noun_phrase(sentence, here + 1), Role.DID)
            return
        if tokens[here].pos == "VERB":
            return


def _carrying_out(language: str) -> frozenset[str]:
    return word_set(language, "actors", "grammar.carrying_out")


def _word(sentence: Sentence, phrase: range) -> str:
    return sentence.tokens[phrase[0]].text


def _without_date(sentence: Sentence, phrase: range) -> range:
    """The phrase without a dateline or a day that the parser took for a part of it ("On FRIDAY police fired")."""
    dashes = [at for at in phrase[:-1] if sentence.tokens[at].text in _DASHES and sentence.text[:1].isupper()]
    if dashes and phrase.start <= 1 and any(t.text.isdigit() for t in sentence.tokens[: dashes[0]]):
        phrase = range(dashes[0] + 1, phrase.stop)
    calendar = word_set(sentence.language, "people", "calendar")
    while len(phrase) > 1 and (
        sentence.tokens[phrase[0]].lower in calendar or _YEAR.fullmatch(_word(sentence, phrase))
    ):
        phrase = phrase[1:]
    return phrase


def _actor(sentence: Sentence, phrase: range | None, role: Role) -> Iterator[Actor]:
    if phrase is None or len(phrase) == 0:
        return
    phrase = _without_date(sentence, phrase)
    while len(phrase) > 1 and sentence.tokens[phrase[0]].pos in ("DET", "PUNCT"):
        phrase = phrase[1:]
    span = sentence.span_of(phrase)
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    if span.end - span.start > _LONGEST_WORDS:
        head = grammar.noun_phrase(sentence, phrase[0])
        span = sentence.span_of(range(phrase[0], max(phrase[0] + 1, min(head.stop, phrase.stop))))
        words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
        if span.end - span.start > _LONGEST_WORDS:
            return
    kind = _kind(sentence, sentence.tokens_in(span), words)
    if kind != "unknown" or words.lower() in _PLURAL_PRONOUNS:
        yield Actor(words=words, role=role, span=span, kind=kind)
