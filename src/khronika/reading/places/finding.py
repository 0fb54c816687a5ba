"""The question "where": from the text of a dispatch to the places it names."""

from collections.abc import Sequence
from dataclasses import dataclass

from khronika.model.span import Span
from khronika.reading.mentions import PlaceMention
from khronika.reading.places.candidate import Candidate
from khronika.reading.places.choosing import choose
from khronika.reading.places.describing import PRIORS, Describer
from khronika.reading.places.generating import Generator
from khronika.reading.places.lexicon import PlaceWords, place_words
from khronika.reading.places.linear import Weights, weights
from khronika.reading.places.mentioning import Mentioner, others_of
from khronika.reading.places.misspelling import Misspellings
from khronika.reading.places.resolving import Resolver
from khronika.reading.places.words import Words, split_words
from khronika.reference.gazetteer import Gazetteer

THRESHOLD = -0.2
"""Log-odds above which a candidate is taken; chosen for the best F1 on the documents that trained the weights."""

JUST_ENOUGH = 0.0
"""Log-odds of a place that the text calls one in so many words, whatever the weights say."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A text with its candidates scored."""

    words: Words
    describer: Describer
    candidates: list[Candidate]


def find_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    language: str = "en",
    hint: str | None = None,
    spans: Sequence[Span] = (),
) -> list[PlaceMention]:
    """The places that a text names, in its order, resolved over the text as a whole; they never overlap.

    hint: ISO 3166-1 code of the country that the text is known to be from.
    spans: names that another reader (a statistical tagger) took for places; weighed with our own.
    A name that no gazetteer has is kept, without coordinates, where the text calls it a place; where the
    text says what town it lies by, it gets that town's point and the precision "near".
    Raises: VocabularyError or ModelError where the data of the language is missing or damaged.
    """
    learned, lexicon = weights(), place_words(language)
    scored = score_candidates(text, gazetteer, lexicon, learned, spans)
    chosen = choose(scored.candidates, THRESHOLD)
    resolver = Resolver(learned.resolve, scored.describer, hint)
    meant = resolver.resolve(chosen)
    entries = {key: found.entry for key, found in meant.items()}
    chosen = Misspellings(scored.words, lexicon, gazetteer).settle(chosen, scored.candidates, entries)
    return Mentioner(scored.words, lexicon, entries, others_of(meant)).mentions(chosen)


def score_candidates(
    text: str, gazetteer: Gazetteer, lexicon: PlaceWords, learned: Weights, spans: Sequence[Span] = ()
) -> Scored:
    """Everything in a text that could name a place, with the log-odds that it does."""
    words = split_words(text, lexicon.ordinary)
    candidates = Generator(words, lexicon, gazetteer).candidates(spans)
    describer = Describer(words, lexicon, candidates)
    get = (learned.recognise | PRIORS).get
    for candidate in candidates:
        candidate.score = sum([get(feature, 0.0) for feature in describer.features(candidate)])
        if candidate.stated:
            candidate.score = max(candidate.score, JUST_ENOUGH)
    return Scored(words, describer, candidates)
