"""Whether a Russian clause tells of what happened, of what may come, or of another time for comparison."""

import re

from khronika.model.claim import Reality
from khronika.reading.languages.ru.measuring import Said
from khronika.reading.languages.ru.words import is_future, word_list
from khronika.reading.sentence import Sentence

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NEGATION_REACH = 2


def reality_of(sentence: Sentence, chunk: range, said: Said | None) -> Reality:
    """How the words present it; what is feared, threatened or supposed is unclear, what is in the future planned."""
    tokens = sentence.tokens
    if said is not None and tokens[said.at].pos == "VERB":
        if is_future(tokens[said.at].text.lower()):
            return Reality.PLANNED if not _conditional(sentence, chunk) else Reality.UNCLEAR
        if _is_denied(sentence, said) and not any(
            token.lower in ("менее", "более", "меньше", "больше") for token in tokens[max(0, said.at - 1) : said.at]
        ):
            return Reality.DID_NOT_HAPPEN
        if tokens[said.at].tag == "VB":
            return Reality.UNCLEAR if _conditional(sentence, chunk) else _infinitive(sentence, said.at)
    return Reality.UNCLEAR if _conditional(sentence, chunk) else Reality.ACTUAL


def _is_denied(sentence: Sentence, said: Said) -> bool:
    """Whether "не" stands before the verb and is no part of the phrase itself ("не вышли на работу")."""
    near = range(max(0, said.at - _NEGATION_REACH), said.at)
    return any(sentence.tokens[at].lower == "не" and at not in said.words for at in near)


def _infinitive(sentence: Sentence, at: int) -> Reality:
    """ "пытались задержать" was attempted; what somebody wants, orders or can do is unclear."""
    before = [token.lemma for token in sentence.tokens[max(0, at - 5) : at]]
    if any(lemma in word_list("reality", "attempts") for lemma in before):
        return Reality.ATTEMPTED
    return Reality.PLANNED if any(lemma in word_list("reality", "plans") for lemma in before) else Reality.UNCLEAR


def _conditional(sentence: Sentence, chunk: range) -> bool:
    """Whether a condition, a fear or a threat stands over the clause."""
    listed = word_list("figures", "no_counts.conditions")
    return any(sentence.tokens[at].lemma in listed or sentence.tokens[at].lower in listed for at in chunk) or any(
        token.lower == "если" for token in sentence.tokens[: chunk.stop]
    )


def is_aside(sentence: Sentence) -> bool:
    """Whether the sentence sets something beside another time: a long past year with words of comparison."""
    words = f" {sentence.text.lower().replace('ё', 'е')} "
    compared = any(phrase in words for phrase in word_list("reality", "comparing"))
    past = any(phrase in words for phrase in word_list("reality", "long_past"))
    return past or (compared and _YEAR.search(words) is not None)
