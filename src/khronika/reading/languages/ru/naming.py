"""A phrase in the nominative, as a register names whom it speaks of: "администрации губернатора", its words aside."""

from collections.abc import Sequence
from itertools import takewhile

from khronika.reading.languages.ru.names import Form, capital_as, harmonised, nominatives
from khronika.reading.languages.ru.words import form_in_nominative, is_animate
from khronika.reading.sentence import Token


def in_nominative(words: Sequence[Token]) -> str:
    """A noun phrase with its head, what agrees with it and the name of whom it speaks of in the nominative.

    What hangs on the head stays as it is ("глава департамента"). "" where the phrase is none that can be turned.
    """
    if words and all(word.pos == "PROPN" and word.name in ("PER", "") for word in words):
        return _spaced(words, _names(words))
    agreeing = len(list(takewhile(lambda word: word.pos in ("ADJ", "DET"), words)))
    if agreeing == len(words) or not _is_noun(words[agreeing]):
        return ""
    head, behind = words[agreeing], words[agreeing + 1 :]
    forms = form_in_nominative(head.lower, tuple(word.lower for word in words[:agreeing]), head.case)
    if forms is None:
        return ""
    turned = [_cased(word.text, form) for word, form in zip(words[: agreeing + 1], forms, strict=True)]
    named = _named_behind(head, behind)
    held = [word.text for word in behind[: len(behind) - named]]
    return _spaced(words, [*turned, *held, *_names(behind[len(behind) - named :])])


def _is_noun(word: Token) -> bool:
    return word.pos == "NOUN" or (word.pos == "PROPN" and word.name == "ORG" and not word.text.isupper())


def _named_behind(head: Token, behind: Sequence[Token]) -> int:
    """How many words at the end name the one person that the head speaks of, and nobody between: "главы МВД Ивана"."""
    named = len(list(takewhile(lambda word: word.pos == "PROPN" and word.name in ("PER", ""), reversed(behind))))
    between = behind[: len(behind) - named]
    of_one = head.tag != "NNS" and is_animate(head.lemma)
    return named if of_one and not any(word.pos == "NOUN" and is_animate(word.lemma) for word in between) else 0


def _names(words: Sequence[Token]) -> list[str]:
    forms = harmonised([Form(word.text, word.case, plural=False) for word in words])
    named = nominatives(forms)
    return [named[form] for form in forms]


def _spaced(words: Sequence[Token], forms: Sequence[str]) -> str:
    """The forms with the spaces that stand between the words."""
    ends = [words[0].start, *(word.end for word in words)]
    return "".join(" " * (word.start > end) + form for end, word, form in zip(ends, words, forms, strict=False))


def _cased(written: str, form: str) -> str:
    return capital_as(written, form) if written[:1].isupper() else form
