"""A guess at each word's part of speech, from a short list of words, endings and the word before."""

from collections.abc import Sequence
from functools import cache, lru_cache

from khronika.reading.lexicon import lexicon, word_set

_NOMINAL = ("DT", "JJ", "PRP$", "CD", "POS")
_BEFORE_PLAIN_VERB = ("TO", "MD")


@cache
def _known() -> dict[str, str]:
    return {word: tag for tag, words in lexicon("en", "guessing")["tags"].items() for word in words}


def _by_form(lower: str) -> str:
    """Tag of a word by its form alone."""
    known = _known().get(lower)
    if known:
        return known
    first = lower[0]
    if first.isdigit():
        return "CD" if not lower.endswith(("th", "st", "nd", "rd")) else "JJ"
    if not first.isalpha():
        return "POS" if lower in ("'s", "’s") else "."
    if lower.endswith("ed") and len(lower) > 3 and lower not in word_set("en", "guessing", "nouns.ed"):
        return "VBD"
    if lower.endswith("ing") and len(lower) > 4 and lower not in word_set("en", "guessing", "nouns.ing"):
        return "VBG"
    if lower.endswith("ly") and len(lower) > 4:
        return "RB"
    if lower.endswith(("ous", "ful", "ive", "able", "ible", "ical", "less", "ish")):
        return "JJ"
    return "NNS" if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) else "NN"


@lru_cache(maxsize=65536)
def _seen(word: str) -> tuple[str, str, bool, bool, bool, bool]:
    """The word in lower case, its tag by its form, and whether it has a capital, is shouted, is of letters, may be a
    verb as it stands."""
    lower = word.lower()
    plain = lower in word_set("en", "guessing", "verbs.plain")
    return lower, _by_form(lower), word[:1].isupper(), word.isupper() and len(word) > 1, word.isalpha(), plain


def guess_tags(words: Sequence[str]) -> list[str]:
    """A Penn Treebank tag for each word.

    Shape: as many tags as words.
    """
    seen = [_seen(word) for word in words]
    capitals = sum([word[3] for word in seen]) > 0.6 * sum([word[4] for word in seen])
    tags: list[str] = []
    before, before_lower = "", ""
    for position, (lower, tag, capital, _, _, plain) in enumerate(seen):
        named = capital and not capitals and (position > 0 or tag in ("NN", "NNS"))
        if named and tag in ("NN", "NNS", "JJ", "VBG", "VBD") and (position > 0 or not plain):
            tag = "NNP" if tag != "NNS" else "NNPS"
        elif plain and before not in _NOMINAL:
            tag = _verb_here(lower, before, tag)
        elif tag == "VBD":
            tag = _past_here(before, before_lower)
        tags.append(tag)
        before, before_lower = tag, lower
    return tags


def _verb_here(lower: str, before: str, tag: str) -> str:
    """Whether a word that may be noun or verb is a verb after the word before."""
    if before in _BEFORE_PLAIN_VERB:
        return "VB"
    if before in ("NNS", "NNPS", "PRP", "WP", "WDT") and not lower.endswith("s"):
        return "VBP"
    if before in ("NN", "NNP") and lower.endswith("s"):
        return "VBZ"
    return tag


def _past_here(before: str, before_lower: str) -> str:
    """Participle after a form of be or have, or within a noun phrase; past tense elsewhere."""
    auxiliary = before_lower in ("was", "were", "been", "be", "is", "are", "being", "has", "have", "had", "get", "got")
    if auxiliary or before in ("RB",) or before in _NOMINAL or before in ("IN", "CC", ","):
        return "VBN" if before not in ("CC", ",") or auxiliary else "VBD"
    return "VBD"
