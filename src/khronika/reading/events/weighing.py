"""Which of ACLED's sub-event types a text as a whole speaks for.

A linear model (multinomial logistic regression) over the signs of a text (the kinds of ``event_kinds.toml`` and the
events that its sentences name), its plain words, their places in the sentence, and what they are like. The weights lie
in ``languages/en/main_event.json``; training/events.py learnt them from sentences of our own
(training/events_examples.toml) and from labelled news.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import VocabularyError
from khronika.reading.events.finding import kinds_among
from khronika.reading.events.lexicon import find
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import EventMention
from khronika.reading.sentence import Sentence, Token
from khronika.reading.vectors import mean_direction, vector

_FADING = (1.0, 0.7, 0.5)
"""How much a sign in the first, second ... sentence counts; the last holds for all that follow."""
_LEAD = 8
"""Sentences of a text that are weighed: what a report is about stands in its first ones."""
_MANY = 4
_SIGN, _WORD, _ROLE, _ALIKE = 0.8, 1.0, 1.0, 2.0
"""Values of a sign, of a plain word, of a word in its place, and of what the words are like, before they are levelled.
Tried between 0.5 and 4 on sentences written without a look at the lexicons, to which signs owe much of their fit to the
news that may be read: at 2.0 they are trusted too far.
"""
_SHORTEST = 3
_ROLES = {"nsubj": "doer", "agent": "doer", "nsubjpass": "target", "dobj": "target", "ROOT": "main"}
_OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: for each feature a weight for each type, in the order of `types`."""

    types: tuple[str, ...]
    intercepts: tuple[float, ...]
    features: Mapping[str, tuple[float, ...]]


def weigh(sentences: Sequence[Sentence], mentions: Sequence[EventMention]) -> dict[str, float]:
    """How much the text speaks for each sub-event type of ACLED (its name in lower case), as log odds.

    Shape: empty where the first sentences hold no sign at all, else one number for every type of the model.
    """
    values = features(sentences, mentions)
    if not _tells(values):
        return {}
    model = weights()
    totals = list(model.intercepts)
    for name, value in values.items():
        row = model.features.get(name)
        if row is not None:
            for at, weight in enumerate(row):
                totals[at] += value * weight
    return dict(zip(model.types, totals, strict=True))


def _tells(values: Mapping[str, float]) -> bool:
    """Whether there is any sign of an event: one that is named, a kind that tells of one, or many kinds together."""
    signs = [name.removeprefix("sign:") for name in values if name.startswith("sign:")]
    return len(signs) >= _MANY or any(sign.startswith("event:") or sign in _telling() for sign in signs)


@cache
def _telling() -> frozenset[str]:
    return frozenset(kind for kind, row in lexicon("en", "event_kinds").items() if row.get("tells", False))


def features(sentences: Sequence[Sentence], mentions: Sequence[EventMention]) -> dict[str, float]:
    """What the model is asked about a text, by name; the squares of the values add up to 1, or there is none.

    "sign:" a kind or an event named; "word:" a plain word; "doer:", "target:", "main:" and "in:" and the like a word in
    its place in the sentence (only where a parser ran); "verb:0" to "verb:49" and "noun:0" to "noun:49" what the verbs
    and the other words are like.
    """
    values: dict[str, float] = {}
    alike: dict[str, dict[str, float]] = {"verb": {}, "noun": {}}
    analysed = [sentence for sentence in sentences if sentence.tokens][:_LEAD]
    for place, sentence in enumerate(analysed):
        fading = _FADING[min(place, len(_FADING) - 1)]
        for sign in signs_of(sentence, mentions):
            values.setdefault(f"sign:{sign}", _SIGN * fading)
        for index, token in enumerate(sentence.tokens):
            if token.pos in _OPEN:
                for word, form in _words(token):
                    values.setdefault(f"word:{word}", _WORD * fading)
                    alike["verb" if token.pos == "VERB" else "noun"].setdefault(form, fading)
                if role := _role(sentence, index):
                    values.setdefault(f"{role}:{token.lemma}", _ROLE * fading)
    for name, words in alike.items():
        for at, part in enumerate(mean_direction(words)):
            values[f"{name}:{at}"] = _ALIKE * part
    length = sum(value * value for value in values.values()) ** 0.5
    return {name: value / length for name, value in values.items() if value}


def _words(token: Token) -> list[tuple[str, str]]:
    """The words of a token to be weighed, each with the form that has a vector; "anti-government" holds two."""
    if token.lower.isalpha():
        return [(token.lemma, token.lower if vector(token.lower) is not None else token.lemma)]
    return [(part, part) for part in token.lower.split("-") if part.isalpha() and len(part) >= _SHORTEST]


def _role(sentence: Sentence, index: int) -> str | None:
    """How a word stands in its sentence: the main word, who does it, what it is done to, or after which preposition."""
    token = sentence.tokens[index]
    if token.dep != "pobj" or token.head < 0:
        return _ROLES.get(token.dep)
    before = sentence.tokens[token.head].lower
    return "doer" if before == "by" else before


def signs_of(sentence: Sentence, mentions: Sequence[EventMention]) -> set[str]:
    """The kinds that stand in a sentence, and "event:" with the type of each event named in it that is no aside."""
    kinds = {kind for one in kinds_among(find(sentence.text)) for kind in one.meaning.kinds}
    named = {
        f"event:{mention.event_type}"
        for mention in mentions
        if not mention.aside and sentence.span.start <= mention.trigger.start < sentence.span.end
    }
    return kinds | named


@cache
def weights() -> Weights:
    """The weights of the package. Raises: VocabularyError where the file is missing or damaged."""
    name = "languages/en/main_event.json"
    try:
        held: Any = json.loads(files("khronika.reading").joinpath(name).read_text("utf-8"))
        rows = {feature: tuple(row) for feature, row in held["features"].items()}
        return Weights(tuple(held["types"]), tuple(held["intercepts"]), rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VocabularyError(
            f"{name}: the weights cannot be read ({error}); training/events.py writes them"
        ) from error
