"""The first pass: which sentences can hold a figure, an event or somebody's words, and so deserve a parser."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from khronika.reading.attribution import cue_words
from khronika.reading.events.lexicon import find
from khronika.reading.figures.triggers import trigger_phrases
from khronika.reading.first_pass import with_speakers_before
from khronika.reading.inflection import lemma
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_TAGS = ("VBD", "NNS")
"""A verb and a noun: a dictionary form goes by no more than that."""
_TWO_CAPITALS = re.compile(r"[^\W\d_a-z][\w’'.-]* [^\W\d_a-z]")
_TAKES_UP = re.compile(r"^\W*(?:he|she|they|it|we|i|this|these|those)\b|\balso\b|[\"“«]", re.IGNORECASE)
"""What carries a speaker on into the next sentence: a pronoun at its head, "also", a quotation."""
_NEARBY = 2
"""Sentences over which a number may be given for what was told before."""
_QUOTES = re.compile('["“”«»„]')

# What a word may tell by any dictionary form of it, as flags that are added up over a sentence. HARM, DEED: says by
# itself what befell people, or what people did who are counted; PHRASE: stands for a phrase that says one of these;
# COUNT: a number; THING: only tells beside a number; GIVING: gives a number; VICTIM, ORDINAL: "the seventh VICTIM".
_HARM, _DEED, _PHRASE, _COUNT, _THING, _GIVING, _VICTIM, _ORDINAL = (1 << bit for bit in range(8))


def worth_parsing(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence may name an event or count somebody, or may cite who goes on to do so in the next one.

    Shape: one for each sentence.
    """
    return with_speakers_before(sentences, hold_events(sentences), _TAKES_UP, holds_attribution)


def hold_events(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence may name an event or count somebody, by its own words or by those just before it.

    Shape: one for each sentence.
    """
    found: list[bool] = []
    for sentence in sentences:
        found.append(holds_event(sentence) or (any(found[-_NEARBY:]) and _gives_a_number(sentence)))
    return found


def _gives_a_number(sentence: Sentence) -> bool:
    """Whether somebody may give his own number for what was told just before ("The union speaks of 31 to 38",
    "Organisers: 60", "That makes 13").
    """
    told = _told_by(words_in(sentence.text))
    if not told & _COUNT:
        return False
    opens = _WORD.search(sentence.text)
    if opens is not None and _told_by_one(opens[0].lower()) & _COUNT:
        return True  # "Six people drowned. TWO were children."
    return bool(told & _GIVING) or _amending().search(sentence.text) is not None


def worth_a_glance(sentence: Sentence) -> bool:
    """Whether somebody may be named or cited in a sentence that tells nothing itself."""
    return _TWO_CAPITALS.search(sentence.text) is not None or holds_attribution(sentence)


def holds_attribution(sentence: Sentence) -> bool:
    """Whether somebody may be cited in the sentence."""
    return _QUOTES.search(sentence.text) is not None or any(map(_cues, words_in(sentence.text)))


def holds_event(sentence: Sentence) -> bool:
    """Whether the sentence may name an event or count somebody."""
    if any(found.meaning.verbs or found.meaning.others for found in find(sentence.text)):
        return True
    words = words_in(sentence.text)
    told = _told_by(words)
    if told & _HARM or (told & _PHRASE and _holds_phrase(words, befalling=True)):
        return True
    if told & _VICTIM and told & (_COUNT | _ORDINAL):
        return True
    if not told & _COUNT:
        return False
    if told & (_THING | _DEED) or _us().search(sentence.text):
        return True
    return bool(told & _PHRASE) and _holds_phrase(words, befalling=False)


def _told_by(words: Iterable[str]) -> int:
    """What all the words together may tell, as flags."""
    told = 0
    for word in words:
        told |= _told_by_one(word)
    return told


@lru_cache(maxsize=65536)
def _told_by_one(word: str) -> int:
    told, listed = 0, _flags()
    for form in _lemmas(word):
        told |= listed.get(form, 0) | (_COUNT if form[:1].isdigit() else 0)
    return told


@cache
def _flags() -> Mapping[str, int]:
    """Dictionary form -> what it may tell."""
    listed = {
        _HARM: _alone(True),
        _DEED: _alone(False),
        _PHRASE: _phrases(True).keys() | _phrases(False).keys(),
        _COUNT: _number_words(),
        _THING: _with_a_number(),
        _GIVING: _giving(),
        _VICTIM: _victims(),
        _ORDINAL: _ordinals(),
    }
    flags: dict[str, int] = {}
    for flag, among in listed.items():
        for form in among:
            flags[form] = flags.get(form, 0) | flag
    return flags


def _holds_phrase(words: Iterable[str], *, befalling: bool) -> bool:
    """Whether all words of one of the phrases that say what is counted are among the words."""
    lemmas = {form for word in words for form in _lemmas(word)}
    phrases = _phrases(befalling)
    return any(phrase <= lemmas for word in lemmas & phrases.keys() for phrase in phrases[word])


def words_in(text: str) -> set[str]:
    """Words in lower case, once each."""
    return set(_WORD.findall(text.lower()))


@lru_cache(maxsize=65536)
def _lemmas(word: str) -> frozenset[str]:
    """The word and every dictionary form that it may be of."""
    return frozenset((word, *(lemma(word, tag) for tag in _TAGS)))


@cache
def _alone(befalling: bool) -> frozenset[str]:
    """Words that tell by themselves: "killed", "missing"."""
    return frozenset(phrase for phrase in trigger_phrases(befalling=befalling) if " " not in phrase)


@cache
def _phrases(befalling: bool) -> Mapping[str, list[frozenset[str]]]:
    """Phrases by their longest word: "custody" for "take into custody"."""
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in sorted(trigger_phrases(befalling=befalling)):
        words = phrase.split()
        if len(words) > 1:
            found.setdefault(max(words, key=len), []).append(frozenset(words))
    return found


@cache
def _with_a_number() -> frozenset[str]:
    """Nouns that only tell beside a number: "marines", "buses", "toll"."""
    data = lexicon("en", "figures")
    nouns = {noun.split()[-1] for listed in data["nouns_of"].values() for noun in listed}
    return frozenset(nouns | set(data["toll"]["nouns"]))


@cache
def _giving() -> frozenset[str]:
    """Words by which somebody gives a number without saying of what."""
    topics = lexicon("en", "figures")["topics"]
    return frozenset(topics["estimates"] + topics["holding"]) | word_set("en", "figures", "reporting.speaking")


@cache
def _amending() -> re.Pattern[str]:
    """How a number before is put right or added up, or given behind a speaker's name and a colon."""
    amending = lexicon("en", "figures")["topics"]["amending"]
    phrases = "|".join(re.escape(phrase) for phrase in amending)
    return re.compile(rf"\b(?:{phrases})\b|^\W*\w+(?: \w+){{0,3}}:", re.IGNORECASE)


@cache
def _us() -> re.Pattern[str]:
    """How it is said that people were there, which with a number is a crowd ("there were", "60 of us")."""
    existing = lexicon("en", "figures")["crowd"]["existing"]
    return re.compile("|".join([r"\bof us\b", *(rf"\b{re.escape(phrase)}\b" for phrase in existing)]), re.IGNORECASE)


@cache
def _victims() -> frozenset[str]:
    """Nouns that an ordinal makes a count of the dead: "the seventh VICTIM"."""
    return word_set("en", "figures", "ordinal.victims")


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(lexicon("en", "numbers")["ordinals"])


@cache
def _number_words() -> frozenset[str]:
    data = lexicon("en", "numbers")
    listed = (*data["units"], *data["tens"], *data["multipliers"], *data["vague"], *data["none"]["words"])
    listed += tuple(data["uncounted"]["words"])
    return frozenset(word for phrase in listed for word in phrase.split()) - {"a", "of"}


@lru_cache(maxsize=65536)
def _cues(word: str) -> bool:
    return not cue_words().isdisjoint(_lemmas(word))
