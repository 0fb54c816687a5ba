"""The stretch of text that a figure is shown by."""

from khronika.model.span import Span
from khronika.reading.sentence import Sentence

LONGEST_WORDS = 60
"""Code points of a figure's words: a longer stretch would no longer show what was read."""


def figure_span(sentence: Sentence, first: int, last: int, keep: int) -> Span:
    """From token `first` to token `last`, or only to the end of token `keep` where that grows too long.

    Where even that is too long, as many whole words as fit.
    """
    tokens = sentence.tokens
    start = tokens[first].start
    for end in (last, keep):
        if tokens[end].end - start <= LONGEST_WORDS:
            return Span(start, tokens[end].end)
    fitting = [i for i in range(first, keep + 1) if tokens[i].end - start <= LONGEST_WORDS]
    return Span(start, tokens[fitting[-1]].end if fitting else start + LONGEST_WORDS)
