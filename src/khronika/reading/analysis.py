"""The words of a sentence and how they hang together: by a parser, or by a guess at each word.

`full` runs spaCy's small English tagger and parser over the sentences that are worth it; `fast` guesses
each word's part of speech from its form and neighbours, and draws no tree.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from khronika.reading.guessing import guess_tags
from khronika.reading.inflection import lemma
from khronika.reading.language import Profile as Profile
from khronika.reading.one_thread import one_thread
from khronika.reading.pipeline import pipeline
from khronika.reading.sentence import Sentence, Token

_WORD = re.compile(
    r"[^\W\d_]\w*+(?!['’.-]\w)"  # most words, and none that a later line would cut otherwise
    r"|\d+(?:[.,:/]\d+)*"  # 1,500; 12.45; 17/12
    r"|['’]s\b|n['’]t\b"  # possessive and negation are words of their own
    r"|[^\W\d_]\w*?(?=n['’]t\b)"
    r"|[^\W\d_]\w*(?:(?:['’.-](?!s\b))(?=\w)\w+)*"  # well-known, O'Hara, U.S
    r"|\w+|\S"
)

POS_OF_TAG = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "AFX": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "CD": "NUM", "DT": "DET", "PDT": "DET",
    "WDT": "DET", "PRP$": "PRON", "WP$": "PRON", "PRP": "PRON", "WP": "PRON", "EX": "PRON", "IN": "ADP", "TO": "PART",
    "RP": "ADP", "CC": "CCONJ", "POS": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB",
    "VBP": "VERB", "VBZ": "VERB", "$": "SYM", "SYM": "SYM", "ADD": "X", "FW": "X", "LS": "X", "XX": "X", "_SP": "SPACE",
}  # fmt: skip
"""Penn Treebank tag -> universal part of speech. Source: Universal Dependencies, tagset conversion en-penn."""


def analyse(sentences: Sequence[Sentence], profile: Profile = "full") -> list[Sentence]:
    """The same sentences with their tokens.

    Raises: ModelError where the full profile finds no English model.
    """
    if profile == "fast":
        return [sentence.with_tokens(_guessed(sentence), parsed=False) for sentence in sentences]
    return _parsed(sentences)


_BATCH = 64
"""Sentences parsed at a time: more do not save time, and the parser's tables for them leave the processor's cache."""
_IS_SPACE = 5
_NO_START = np.uint64(2**64 - 1)  # spaCy's -1: this word begins no sentence


def _parsed(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences with spaCy's tags and tree; one that is in capitals throughout is read in lower case."""
    if not sentences:
        return []
    parser = pipeline()
    made: list[Sentence] = []
    for at in range(0, len(sentences), _BATCH):
        batch = sentences[at : at + _BATCH]
        docs = [_one_sentence(parser.cut(_legible(sentence.text))) for sentence in batch]
        with one_thread():
            for step in parser.steps:  # spaCy's own `pipe` does the same, and adds a sixth of the time
                step.set_annotations(docs, step.predict(docs))
        made += [
            sentence.with_tokens(_tokens(sentence, doc), parsed=True) for sentence, doc in zip(batch, docs, strict=True)
        ]
    return made


def _legible(text: str) -> str:
    """Capitals throughout tell the tagger that every word is a name; lower case misleads it less."""
    lowered = text.lower()
    return lowered if text.isupper() and len(lowered) == len(text) and len(text) > 20 else text


def _one_sentence(doc: Any) -> Any:
    """Tells the parser that the text is one sentence, as our own segmentation found it."""
    starts = np.full((len(doc), 1), _NO_START, dtype=np.uint64)
    starts[:1] = 1
    return doc.from_array(["SENT_START"], starts)


def _tokens(sentence: Sentence, doc: Any) -> tuple[Token, ...]:
    """The words of a parsed sentence, white space left out. Read as one array: asking each token costs more."""
    text, offset = sentence.text, sentence.span.start
    rows = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "HEAD", "IS_SPACE"]).astype("int64").tolist()
    words = [at for at, row in enumerate(rows) if not row[_IS_SPACE]]
    position = {at: index for index, at in enumerate(words)}
    made: list[Token] = []
    for index, at in enumerate(words):
        start, length, tag_hash, dep_hash, to_head, _ = rows[at]
        tag, dep = _name(tag_hash), _name(dep_hash)
        word = text[start : start + length]
        lower = word.lower()
        root = lemma(lower, tag)
        head = position.get(at + to_head, index)
        begin, pos = start + offset, _pos(tag, dep, root)
        made.append(Token(begin, begin + length, word, lower, root, pos, tag, head, dep))
    return tuple(made)


@lru_cache(maxsize=1024)
def _name(signed: int) -> str:
    """The tag or relation behind one of spaCy's hashes, 64 bits without a sign that were read as with one."""
    return pipeline().name_of(signed % 2**64)


def _pos(tag: str, dep: str, root: str) -> str:
    if dep in ("aux", "auxpass") and root in ("be", "have", "do", "get"):
        return "AUX"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return POS_OF_TAG.get(tag, "PUNCT")


def words_of(text: str) -> Iterable[re.Match[str]]:
    """Words and marks as the fast profile cuts them."""
    return _WORD.finditer(text)


def _guessed(sentence: Sentence) -> tuple[Token, ...]:
    offset = sentence.span.start
    matches = list(_WORD.finditer(sentence.text))
    words = [match.group() for match in matches]
    tags = guess_tags(words)
    made = []
    token_of = Token._make  # a token by all its fields at once takes half the time
    for match, word, tag in zip(matches, words, tags, strict=True):
        start, end = match.span()
        lower, root, pos = _as_tagged(word, tag)
        made.append(token_of((start + offset, end + offset, word, lower, root, pos, tag, -1, "", "", "")))
    return tuple(made)


@lru_cache(maxsize=65536)
def _as_tagged(word: str, tag: str) -> tuple[str, str, str]:
    """The word in lower case, its dictionary form, and its part of speech."""
    lower = word.lower()
    root = lemma(lower, tag)
    return lower, root, "AUX" if root == "be" and tag[0] == "V" else POS_OF_TAG.get(tag, "PUNCT")
