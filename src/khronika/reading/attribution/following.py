"""Quotations that go on after their attribution: in the next sentence, in the next paragraph."""

from bisect import bisect_left
from collections.abc import Sequence

from khronika.model.span import Span
from khronika.reading.attribution.laying import Laid, Page
from khronika.reading.attribution.quotes import only_space_between
from khronika.reading.sentence import Sentence


def join_quotes(laid: Sequence[Laid], sentences: Sequence[Sentence], page: Page) -> None:
    """Give each attribution the quotations that follow it without a speaker of their own.

    A quotation follows where only white space stands between it and the sentence of the cue, or the quotation
    before; it has a speaker of its own where an attribution in its last sentence takes it as content.
    """
    if not page.quotes:
        return
    taken = {
        quote.span
        for one in laid
        for piece in one.content
        for quote in page.touching(piece)
        if quote.span.start >= piece.start and quote.span.end <= piece.end
    }
    ends = {sentence.span.end for sentence in sentences}
    for one in laid:
        if not one.content or not page.touching(one.content[-1]):
            continue
        last = page.touching(one.content[-1])[-1].span
        if not any(piece.start <= last.start and last.end <= piece.end for piece in one.content):
            continue
        _extend(one, max(one.sentence.span.end, last.end), page, taken, ends)


def _extend(one: Laid, at: int, page: Page, taken: set[Span], ends: set[int]) -> None:
    for quote in page.quotes[bisect_left(page.starts, at) :]:
        if quote.span in taken or not only_space_between(page.text, at, quote.span.start):
            return
        if quote.span.end not in ends:
            return  # words of somebody's stand behind it: "...", she added
        taken.add(quote.span)
        previous = one.content[-1]
        if only_space_between(page.text, previous.end, quote.span.start):
            one.content[-1] = Span(previous.start, quote.span.end)
        else:
            one.content.append(quote.span)
        at = quote.span.end
