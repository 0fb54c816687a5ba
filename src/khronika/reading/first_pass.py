"""Which sentences deserve a parser, once it is known which of them tell something; the same in every language."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from khronika.reading.sentence import Sentence


def with_speakers_before(
    sentences: Sequence[Sentence],
    telling: Sequence[bool],
    takes_up: re.Pattern[str],
    cites: Callable[[Sentence], bool],
) -> list[bool]:
    """The telling sentences, and each that may cite who goes on to tell in the next one of its paragraph.

    takes_up: what carries a speaker on into the next sentence. Shape: one for each sentence.
    """
    kept = list(telling)
    for i, (sentence, following) in enumerate(pairwise(sentences)):
        if telling[i + 1] and not kept[i] and sentence.paragraph == following.paragraph:
            kept[i] = takes_up.search(following.text) is not None and cites(sentence)
    return kept
