"""States that hold already where they are told, and so are of no time that the clause gives.

"At noon weavers rallied for the JAILED poet": the rally was at noon, nobody was jailed then.
"""

from khronika.model.span import Span
from khronika.reading.composing.kernels import Kernel
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

_HELD = frozenset({"imprisoned", "detained"})
_LEADING = frozenset({"DET", "ADJ", "ADP", "NUM", "PRON"})


def holds_already(sentence: Sentence, kernel: Kernel) -> bool:
    """Whether the words only say of whom one speaks: "the release of Nila Orvo", "the jailed poet"."""
    at = sentence.token_at(kernel.trigger.start)
    if at is None:
        return False
    if sentence.language == "en" and any(person.state in _HELD for person in kernel.people):
        freed = {noun for noun, state in lexicon("en", "people")["states"].items() if state == "released"}
        if any(sentence.tokens[i].lemma in freed for i in sentence.tokens_in(kernel.trigger)):
            return True  # whose release is demanded
    kind = event_types()[kernel.event_type]
    befell = kind.casualties or kernel.event_type in ("arrests", "abduction", "missing")
    return befell and _describes(sentence, at, kernel.trigger)


def _describes(sentence: Sentence, at: int, trigger: Span) -> bool:
    """Whether a participle stands before the noun that it describes."""
    token = sentence.tokens[at]
    if token.end < trigger.end or token.tag not in ("VBN", "JJ", "VBD") or at + 1 >= len(sentence.tokens):
        return False
    if sentence.parsed:
        return token.dep == "amod" and token.head > at
    before = sentence.tokens[at - 1] if at else None
    behind = sentence.tokens[at + 1]
    return before is not None and before.pos in _LEADING and behind.pos in ("NOUN", "PROPN")
