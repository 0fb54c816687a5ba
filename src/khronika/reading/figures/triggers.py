"""Words that say what a number counts, found in a sentence by the lexicon."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

MEASURES = ("killed", "injured", "shot", "hospitalised", "detained", "released", "missing", "displaced", "sought", "participants", "strikers")  # fmt: skip
ROLES = ("patient", "subject", "adjective", "noun")
_HARMED_BY_DEATH = frozenset({"injured", "shot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or words of the lexicon in a sentence.

    at, to: token indices, inclusive; `at` is the word that governs (the verb, the noun).
    role: where the people counted stand: patient, subject, adjective or noun (see figures.toml).
    """

    at: int
    to: int
    measure: str
    role: str


@cache
def _index() -> Mapping[str, list[tuple[tuple[str, ...], str, str]]]:
    """First lemma -> (lemmas, measure, role), longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    data = lexicon("en", "figures")
    for measure in MEASURES:
        for role in ROLES:
            for phrase in data[measure][role]:
                words = tuple(phrase.split())
                by_first[words[0]].append((words, measure, role))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return by_first


@cache
def trigger_words() -> frozenset[str]:
    """First words of all triggers and all nouns that say what is counted, for the first pass over a text."""
    data = lexicon("en", "figures")
    nouns = {noun.split()[0] for kind in data["nouns_of"].values() for noun in kind}
    return frozenset(_index()) | nouns | word_set("en", "figures", "toll.nouns")


def find_triggers(sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence in order; of those that overlap the longest stands, and death outweighs a wound."""
    index, tokens = _index(), sentence.tokens
    found: list[Trigger] = []
    at = 0
    while at < len(tokens):
        entries = [e for e in index.get(tokens[at].lemma, ()) if _fits(sentence, at, e[0], e[2])]
        if tokens[at].lower != tokens[at].lemma:
            entries += [
                e for e in index.get(tokens[at].lower, ()) if e not in entries and _fits(sentence, at, e[0], e[2])
            ]
        if not entries:
            at += 1
            continue
        longest = max(len(entry[0]) for entry in entries)
        for words, measure, role in entries:
            if len(words) == longest and not any(t.at == at and t.measure == measure for t in found):
                found.append(
                    Trigger(at=_governor(sentence, at, words), to=_end(sentence, at, words), measure=measure, role=role)
                )
        at = _end(sentence, at, _longest(entries)) + 1 if longest > 1 else at + 1
    return _without_lesser(sentence, found)


def _longest(entries: list[tuple[tuple[str, ...], str, str]]) -> tuple[str, ...]:
    return max((entry[0] for entry in entries), key=len)


def _fits(sentence: Sentence, at: int, words: tuple[str, ...], role: str) -> bool:
    """Whether the words stand there, and the part of speech goes with the role."""
    tokens = sentence.tokens
    if _end(sentence, at, words) < 0:
        return False
    token = tokens[at]
    if len(words) > 1:
        return True
    if role == "adjective":
        return True
    if role == "noun":
        return token.pos in ("NOUN", "ADJ", "PROPN", "VERB") and (token.pos != "VERB" or token.lower.endswith("ing"))
    if token.pos in ("VERB", "ADJ") or token.tag.startswith("VB"):
        return True
    return token.lower in ("dead", "shot", "hurt", "wounded", "injured", "killed", "arrested", "detained", "freed", "kill", "kills", "die", "dies", "wound", "wounds", "injure", "injures", "arrest", "arrests", "detain", "shoot") and token.pos in ("NOUN", "PROPN")  # fmt: skip


def _end(sentence: Sentence, at: int, words: tuple[str, ...]) -> int:
    """Index of the last token of the words, each next to the other or past one object or adverb; -1 where they are not."""
    tokens, here = sentence.tokens, at
    for word in words[1:]:
        gap = here + 1
        limit = min(
            len(tokens),
            gap
            + (3 if word in ("dead", "down", "up", "free", "go", "to", "into", "in", "tool", "injury", "wound") else 1),
        )
        while gap < limit and word not in (tokens[gap].lemma, tokens[gap].lower):
            gap += 1
        if gap >= limit:
            return -1
        here = gap
    return here


def _governor(sentence: Sentence, at: int, words: tuple[str, ...]) -> int:
    """The verb of a trigger that begins with an adverb ("fatally shot"), else its first word."""
    if len(words) > 1 and sentence.tokens[at].pos == "ADV":
        return _end(sentence, at, words)
    return at


def _without_lesser(sentence: Sentence, found: list[Trigger]) -> list[Trigger]:
    """Without "shot" inside "shot and killed", and without a word inside a longer trigger."""
    kept = []
    for trigger in found:
        inside = any(
            other is not trigger
            and other.to - other.at > trigger.to - trigger.at
            and min(other.at, other.to) <= trigger.at <= max(other.at, other.to)
            for other in found
        )
        if not inside:
            kept.append(trigger)
    return kept
