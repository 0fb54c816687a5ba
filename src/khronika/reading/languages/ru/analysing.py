"""The words of Russian sentences, in the view that every reader of ours has of a sentence.

razdel cuts words. In `full` slovnet tags, parses and finds names, in `fast` the dictionary alone guesses at each word.
slovnet's relations are those of Universal Dependencies, ours (``grammar.py``) those of ClearNLP: the table below and
`_under_prepositions` bring the one to the other, since UD hangs a preposition on its noun, ClearNLP the noun on it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khronika.model.span import Span
from khronika.reading.language import Profile
from khronika.reading.languages.ru.models import models
from khronika.reading.languages.ru.words import guessed, is_short_participle, kind_of_form, lemma, plain, word_list
from khronika.reading.one_thread import one_thread
from khronika.reading.sentence import Sentence, Token

RELATIONS = {
    "root": "ROOT", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "obj": "dobj", "iobj": "dative",
    "aux:pass": "auxpass", "nummod:gov": "nummod", "nummod:entity": "nummod", "acl:relcl": "relcl", "flat:name": "flat",
    "flat:foreign": "flat", "fixed": "mwe", "obl": "npadvmod", "obl:agent": "agent", "cop": "cop", "discourse": "intj",
}  # fmt: skip
"""Relation of Universal Dependencies -> of ClearNLP; one that is not listed keeps its name."""
_STUCK = re.compile(r"(\d[\d.,:]*?)([,.:;]+)$")
_OPEN = {"obl", "nmod", "obl:agent", "appos", "conj", "orphan", "parataxis", "root"}
"""Relations of a noun that a preposition of its own takes over."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def analyse(sentences: Sequence[Sentence], profile: Profile = "full") -> list[Sentence]:
    """The same sentences with their tokens. Raises: ModelError where what the profile needs is not installed."""
    cut = [list(words_of(sentence.text)) for sentence in sentences]
    if profile == "fast":
        pairs = zip(sentences, cut, strict=True)
        return [sentence.with_tokens(_guessed(sentence, words), parsed=False) for sentence, words in pairs]
    return list(_parsed(sentences, cut))


def words_of(text: str) -> Iterator[_Word]:
    """Words and marks; a mark that razdel leaves on a number ("14,") is a word of its own."""
    from razdel import tokenize  # noqa: PLC0415  (optional, and asked for by ``words`` before)

    for found in tokenize(text):
        stuck = _STUCK.match(found.text)
        if stuck is None:
            yield _Word(found.start, found.stop, found.text)
            continue
        yield _Word(found.start, found.start + stuck.end(1), stuck.group(1))
        yield _Word(found.start + stuck.end(1), found.stop, stuck.group(2))


def _parsed(sentences: Sequence[Sentence], cut: list[list[_Word]]) -> Iterator[Sentence]:
    full = [index for index, words in enumerate(cut) if words]
    if not full:
        yield from (sentence.with_tokens((), parsed=True) for sentence in sentences)
        return
    networks = models()
    texts = [[word.text for word in cut[index]] for index in full]
    with one_thread():
        tagged = dict(zip(full, networks.words.map(texts), strict=True))
        trees = dict(zip(full, networks.tree.map(texts), strict=True))
        names = dict(zip(full, networks.names.map([sentences[index].text for index in full]), strict=True))
    for index, sentence in enumerate(sentences):
        if index not in tagged:
            yield sentence.with_tokens((), parsed=True)
            continue
        heads = [int(token.head_id) - 1 for token in trees[index].tokens]
        relations = [str(token.rel) for token in trees[index].tokens]
        spans = [(Span(one.start, one.stop), str(one.type)) for one in names[index].spans]
        words = [
            _token(sentence, word, (token.pos, (token.feats or {}).get("Case", "")), spans)
            for word, token in zip(cut[index], tagged[index].tokens, strict=True)
        ]
        yield sentence.with_tokens(tuple(_hung(words, heads, relations)), parsed=True)


def _token(sentence: Sentence, word: _Word, told: tuple[str, str], names: Sequence[tuple[Span, str]]) -> Token:
    """A word with what a tagger has told of it: part of speech and case."""
    pos, case = told
    lower = word.text.lower()
    root = lemma(lower, pos, case)
    if pos in ("NOUN", "ADJ", "VERB", "PROPN") and root in word_list("analysing", "people"):
        pos = "NOUN" if pos != "PROPN" or word.text.islower() else pos  # "раненых", "погибших": nouns, not deeds
    if pos == "ADJ" and is_short_participle(lower):
        pos = "VERB"  # "застрелена", which the tagger may take for an adjective
    name = next((kind for span, kind in names if span.start <= word.start < span.end), "")
    return Token(
        word.start + sentence.span.start, word.end + sentence.span.start, word.text, plain(word.text), root, pos,
        kind_of_form(lower, pos, case), -1, "", case, name,
    )  # fmt: skip


def _hung(words: list[Token], heads: list[int], relations: list[str]) -> list[Token]:
    """The words with heads and relations as ``grammar`` knows them."""
    heads = [at if head < 0 or head >= len(words) else head for at, head in enumerate(heads)]
    _under_prepositions(words, heads, relations)
    _without_circles(heads, relations)
    named = []
    for at, relation in enumerate(relations):
        known = RELATIONS.get(relation, relation)
        if relation == "advmod" and words[at].lower == "не":
            known = "neg"
        if known == "npadvmod" and words[at].case == "Ins" and words[heads[at]].tag == "VBN":
            known = "agent"
        if known == "amod" and words[at].tag in ("VBN", "VBG") and at > heads[at]:
            known = "acl"
        named.append(known)
    return [
        word._replace(head=heads[at], dep=named[at], pos="ADJ" if _modifies(words, heads, named, at) else word.pos)
        for at, word in enumerate(words)
    ]


def _without_circles(heads: list[int], relations: list[str]) -> None:
    """Makes a root of the first word of each circle: the parser chooses a head for every word by itself."""
    settled: set[int] = set()
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at not in settled and at not in path and heads[at] != at:
            path.append(at)
            at = heads[at]
        if at in path:
            heads[at], relations[at] = at, "root"
        settled.update(path)


def _modifies(words: Sequence[Token], heads: Sequence[int], named: Sequence[str], at: int) -> bool:
    """Whether a word that may be a noun stands before its noun as an adjective, and agrees with it in number."""
    plural = words[at].tag.endswith("S")
    return named[at] == "amod" and words[at].pos == "NOUN" and plural == words[heads[at]].tag.endswith("S")


def _under_prepositions(words: Sequence[Token], heads: list[int], relations: list[str]) -> None:
    """Hangs a preposition where its noun hung, and the noun under it."""
    for at, relation in enumerate(list(relations)):
        noun = heads[at]
        if relation != "case" or noun == at or words[at].pos != "ADP" or relations[noun] not in _OPEN:
            continue
        if relations[noun] == "root":
            continue
        heads[at], relations[at] = heads[noun], "prep"
        heads[noun], relations[noun] = at, "pobj"


def _guessed(sentence: Sentence, words: Sequence[_Word]) -> tuple[Token, ...]:
    """Words with the dictionary's first guess; capitals inside a sentence make a name."""
    made = []
    for at, word in enumerate(words):
        lower = word.text.lower()
        if not word.text[0].isalpha():
            pos, case, root, tag = ("NUM", "", lower, "CD") if word.text[0].isdigit() else ("PUNCT", "", lower, ".")
        else:
            pos, case, root, _ = guessed(lower)
            if pos == "NOUN" and at and word.text[0].isupper() and not word.text.isupper():
                pos = "PROPN"
            if root in word_list("analysing", "people"):
                pos = "NOUN"
            tag = kind_of_form(lower, pos, case)
        offset = sentence.span.start
        made.append(
            Token(word.start + offset, word.end + offset, word.text, plain(word.text), root, pos, tag, -1, "", case)
        )
    return tuple(made)
