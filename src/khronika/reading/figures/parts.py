"""Parts of those of whom something is told: "seven OF THE 19 DETAINED are women"."""

from collections.abc import Sequence

from khronika.reading.figures.counted import Count
from khronika.reading.figures.ellipsis import came_off
from khronika.reading.figures.triggers import Trigger
from khronika.reading.sentence import Sentence

_OF = (["of", "the"], ["of", "those"], ["of", "these"], ["of", "our"])


def of_the_described(
    sentence: Sentence, counts: Sequence[Count], found: Sequence[Sequence[Trigger]], at: int
) -> list[Trigger]:
    """What befell the whole, for a part of which only its sort is told ("three of the nine KILLED were nurses")."""
    if at + 1 >= len(counts) or counts[at].sort != "number" or came_off(sentence, counts[at]):
        return []
    part, whole = counts[at], counts[at + 1]
    if part.head is not None and not part.kind:
        return []  # "two THIRDS of the 90 killed"
    if [token.lower for token in sentence.tokens[part.last + 1 : whole.first]] not in _OF:
        return []
    return [t for t in found[at + 1] if t.first <= whole.last + 1 and _sorts(sentence, max(whole.last, t.last) + 1)]


def _sorts(sentence: Sentence, at: int) -> bool:
    """Whether "were" and a noun follow, and not what else was done to them."""
    behind = sentence.tokens[at : at + 5]
    if not behind or behind[0].lemma != "be":
        return False
    rest = [token for token in behind[1:] if token.pos not in ("DET", "ADV", "NUM", "ADJ", "ADP")]
    return bool(rest) and rest[0].pos in ("NOUN", "PROPN")
