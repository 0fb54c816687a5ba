"""Whether a deed only nearly happened: "he almost died", "a bullet that came close to killing a child"."""

from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence

_LONGEST = 3
"""Words of "come close to"."""


def only_nearly(sentence: Sentence, first: int, verb: int) -> bool:
    """Whether the words right before the tokens from `first` on say that the deed they name stayed undone.

    verb: the token on which they turn. Before a number these words only round it ("nearly 20 died"), and before "all"
    they leave some out, so that nothing may stand between; a noun has none of them.
    """
    tokens = sentence.tokens
    if tokens[verb].pos not in ("VERB", "AUX"):
        return False
    if tokens[first - 1 : first] and tokens[first - 1].lower in word_set("en", "reality", "did_not_happen.nearly"):
        return True
    if tokens[verb].tag != "VBG":
        return False
    before = [token.lemma.lower() for token in tokens[max(0, first - _LONGEST) : first]]
    phrases = word_set("en", "reality", "did_not_happen.short_of")
    return any(" ".join(before[at:]) in phrases for at in range(len(before)))
