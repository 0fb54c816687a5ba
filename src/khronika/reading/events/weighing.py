"""Which of ACLED's sub-event types a text as a whole speaks for.

A linear model (multinomial logistic regression) over the signs of a text: the kinds of ``event_kinds.toml`` and the
events that its sentences name, and its plain words. The weights lie in ``languages/en/main_event.json``;
training/events.py learnt them from sentences of our own (training/events_examples.toml) and from labelled news.
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
from khronika.reading.sentence import Sentence

_FADING = (1.0, 0.7, 0.5)
"""How much a sign in the first, second ... sentence counts; the last holds for all that follow."""
_LEAD = 8
"""Sentences of a text that are weighed: what a report is about stands in its first ones."""
_MANY = 4
_SIGN, _WORD = 0.5, 0.2
"""Values of a sign and of a plain word: one sign tells as much as several words."""
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
    """What the model is asked about a text: "sign:" and "word:" with a value between 0 and 0.5."""
    values: dict[str, float] = {}
    analysed = [sentence for sentence in sentences if sentence.tokens][:_LEAD]
    for place, sentence in enumerate(analysed):
        fading = _FADING[min(place, len(_FADING) - 1)]
        for sign in signs_of(sentence, mentions):
            values.setdefault(f"sign:{sign}", _SIGN * fading)
        for token in sentence.tokens:
            if token.pos in _OPEN and token.lower.isalpha():
                values.setdefault(f"word:{token.lemma}", _WORD * fading)
    return values


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
