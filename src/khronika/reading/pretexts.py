"""Deeds that are only said to hide another: "under the guise of shooting bandits"."""

from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_REACH = 9
"""Words back from the deed within which the pretext is named."""
_ENDS = frozenset(",;:.!?()–—")
_LEADS = frozenset({"under", "on", "by", "using", "with"})
_NAMING = frozenset({"the", "this", "that", "these", "those", "'s", "’s"})


def only_a_pretext(sentence: Sentence, first: int) -> bool:
    """ "Under the guise of SHOOTING bandits", "on the pretext of a SEARCH": said to hide something, not told of.

    With "the" the noun is of something there already ("under cover of THE CURFEW").
    """
    tokens = sentence.tokens
    for at in range(first - 1, max(0, first - _REACH), -1):
        if tokens[at].text in _ENDS:
            return False
        if tokens[at].lower not in ("of", "that") or tokens[at - 1].lemma not in _pretexts():
            continue
        if not any(token.lower in _LEADS for token in tokens[max(0, at - 5) : at - 1]):
            return False
        named = tokens[first].tag != "VBG" and any(token.lower in _NAMING for token in tokens[at + 1 : first])
        told = named or any(_opens_clause(token) for token in tokens[at + 1 : first + 1])
        return tokens[at].lower == "that" or not told
    return False


def _opens_clause(token: Token) -> bool:
    """Whether a word behind "under the guise of" begins the main clause ("of a drill SOLDIERS shot two")."""
    return token.tag in ("PRP", "VBD", "VBZ", "VBP", "MD") or token.lower in ("who", "which")


def _pretexts() -> frozenset[str]:
    return word_set("en", "reality", "unclear.pretexts")
