"""Which word hangs on which: the one place that knows whether a parser ran.

The questions below are asked by the other modules of reading. With a parsed sentence they follow the
tree, without one they fall back on the order of words, so that no other module needs to know.
"""

from khronika.reading.sentence import Sentence


def subject(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the whole noun phrase that is the verb's grammatical subject (of a passive too)."""
    raise NotImplementedError


def direct_objects(sentence: Sentence, verb: int) -> list[range]:
    """Tokens of each noun phrase that is the verb's object."""
    raise NotImplementedError


def agent(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the noun phrase after "by" of a passive verb."""
    raise NotImplementedError


def passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive ("were killed"; "the wounded men killed yesterday")."""
    raise NotImplementedError


def negated(sentence: Sentence, word: int) -> bool:
    """Whether the word is denied by its own clause ("did not shoot", "no shots", "never")."""
    raise NotImplementedError


def noun_phrase(sentence: Sentence, word: int) -> range:
    """Tokens of the noun phrase around `word`, determiners in, relative clauses out."""
    raise NotImplementedError


def noun_phrase_head(sentence: Sentence, word: int) -> int:
    """Index of the head noun of the phrase that `word` (a number, an adjective) belongs to."""
    raise NotImplementedError


def clause(sentence: Sentence, word: int) -> range:
    """Tokens of the clause that `word` stands in (its finite verb with all that hangs on it)."""
    raise NotImplementedError


def complement(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the clause that says what was said, thought, ordered ("said THAT ELEVEN DIED")."""
    raise NotImplementedError
