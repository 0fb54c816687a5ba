"""Who gives a number as his own, without a verb of saying: "the union SPEAKS OF 31", "the society HAS 19 names"."""

from collections.abc import Sequence
from functools import cache

from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.grammar import passive, subject
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_ENDS = frozenset({".", ";", "!", "?", "”", '"'})
_NUMBER_WITHIN = 5
_REACH = 24
"""Tokens from the verb to the number ("lowered its death toll from the explosion at the arsenal in Orun to 47")."""
_WAYS = ("of", "at", "keeping", "counting", "changing")


@cache
def giving() -> frozenset[str]:
    """Dictionary forms of the verbs that `own_number` may find a frame for."""
    return frozenset().union(*(word_set("en", "attribution", f"own_number.{way}") for way in _WAYS))


def own_number(sentence: Sentence, verb: int, words: Lexicon) -> Frame | None:
    """The frame of a verb by which its subject gives, repeats or changes a number; None where it does not."""
    tokens = sentence.tokens
    start = _content(tokens, verb, words)
    if start is None or passive(sentence, verb):
        return None
    speaker = subject(sentence, verb)
    if speaker is None or speaker.start >= verb:
        return None
    speaker = range(speaker.start, min(speaker.stop, verb))
    first = verb
    while first > speaker.stop and tokens[first - 1].pos in ("AUX", "ADV"):
        first -= 1
    end = next((i for i in range(start, len(tokens)) if tokens[i].lower in _ENDS), len(tokens))
    return Frame(verb, range(first, max(verb + 1, start)), speaker, [range(start, end)], "standing")


def _content(tokens: Sequence[Token], verb: int, words: Lexicon) -> int | None:
    """Where what the verb gives begins, where a number is in it."""
    if verb + 2 >= len(tokens):
        return None
    lemma, behind = tokens[verb].lemma, [tokens[verb + 1].lower, tokens[verb + 2].lower]
    if lemma in word_set("en", "attribution", "own_number.of") and behind[0] == "of" and _number(tokens, verb + 2):
        return verb + 2
    if (
        lemma in word_set("en", "attribution", "own_number.at")
        and behind[0] in ("it", "them", "this", "that")
        and behind[1] == "at"
    ):
        return verb + 1 if _number(tokens, verb + 3) else None
    if lemma in word_set("en", "attribution", "own_number.keeping") and tokens[verb + 1].pos == "NUM":
        entries = word_set("en", "figures", "topics.entries")
        if any(token.lemma in entries for token in tokens[verb + 2 : verb + 4]):
            return verb + 1
    if lemma in word_set("en", "attribution", "own_number.counting") and tokens[verb + 1].pos == "NUM":
        befallen = word_set("en", "attribution", "own_number.befallen")
        return verb + 1 if any(token.lemma in befallen for token in tokens[verb + 2 : verb + 4]) else None
    if lemma in word_set("en", "attribution", "own_number.changing") and behind[0] in _OWN:
        named = any(token.lemma in words.figures for token in tokens[verb + 2 : verb + 5])
        return verb + 1 if named and any(token.pos == "NUM" for token in tokens[verb + 2 : verb + _REACH]) else None
    return None


def _number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number begins there, past the words that bound it."""
    return any(token.pos == "NUM" for token in tokens[at : at + _NUMBER_WITHIN])
