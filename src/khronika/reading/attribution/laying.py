"""From a frame's tokens to spans of the text, with the quotations that belong to them."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from khronika.model.span import Span
from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.quotes import Quote, only_space_between
from khronika.reading.sentence import Sentence

_LOOSE_START = " \t\n\u00a0,;:.—–-"
_LOOSE_END = " \t\n\u00a0,;:—–-"


_OPENER = re.compile(r"(?:(?:But|And|So|Or|Yet|Still|However|Meanwhile|Instead|Overall|Moreover),? )+(?![“\"])")
_DAY = re.compile(r" (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$| (?:yesterday|today)$")

_MOMENT = (
    r"(?:\b\d{1,2}[:.h]\d{2}\b|\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{1,2} [A-Z][a-z]+(?: \d{4})?\b)"
    r"(?: ?(?:[ap]\.?m\.?|[A-Z]{2,5})\b)?\)?"
)
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(rf"{_MOMENT} ?:(?!\d)\s*|\A{_MOMENT}\Z")
"""A day or an hour and a colon: what an update or an entry of a diary begins with."""


@dataclass(slots=True)
class Laid:
    """A frame with its spans; content may grow when quotations follow."""

    sentence: Sentence
    frame: Frame
    source: Span | None
    cue: Span
    content: list[Span]

    @property
    def lemma(self) -> str:
        """Dictionary form of the word that decides."""
        return self.sentence.tokens[self.frame.head].lemma


class Page:
    """A text with its quotations, for asking which of them a stretch touches."""

    __slots__ = ("ends", "quotes", "starts", "text")

    def __init__(self, text: str, quotes: list[Quote]) -> None:
        self.text = text
        self.quotes = quotes
        self.starts = [quote.span.start for quote in quotes]
        self.ends = [quote.span.end for quote in quotes]

    def touching(self, span: Span) -> list[Quote]:
        """Quotations that share a code point with `span`."""
        first = bisect_left(self.ends, span.start + 1)
        last = bisect_left(self.starts, span.end)
        return self.quotes[first:last]

    def inside(self, offset: int) -> Quote | None:
        """The quotation that holds `offset`."""
        found = self.touching(Span(offset, offset + 1))
        return found[0] if found else None


def lay(sentence: Sentence, frame: Frame, page: Page) -> Laid:
    """The spans of a frame; quotations that its content touches are taken in whole."""
    cue = sentence.span_of(frame.cue)
    source = None
    if frame.source is not None and len(frame.source):
        source = _trim_source(sentence.span_of(frame.source), cue, page.text)
    pieces: list[Span] = []
    own = page.inside(cue.start)
    for piece in frame.content:
        if not len(piece):
            continue
        span = trim(sentence.span_of(piece), page.text)
        if span is not None:
            if frame.shape in ("fronted", "according") and not pieces:
                span = _without_opener(span, page.text)
            pieces.append(_with_quotes(span, own, page))
    laid = Laid(sentence, frame, source, cue, _joined(pieces, page.text))
    if not laid.content or frame.shape == "none":
        _take_quote(laid, own, page)
    return laid


def trim(span: Span, text: str) -> Span | None:
    """The stretch without white space and marks at its ends; a full stop goes too, an ellipsis stays."""
    start, end = span
    while start < end and text[start] in _LOOSE_START:
        start += 1
    while start < end and text[end - 1] in _LOOSE_END:
        end -= 1
    if end > start and text[end - 1] == "." and not text[start:end].endswith("..."):
        last = text[start:end].rsplit(None, 1)[-1]
        if len(last) <= 1 or last.count(".") < 2:
            end -= 1
    while start < end and text[end - 1] in _LOOSE_END:
        end -= 1
    return Span(start, end) if start < end else None


def _trim_source(span: Span, cue: Span, text: str) -> Span | None:
    stamp = stamp_in(span, text)
    trimmed = trim(Span(stamp.end, span.end) if stamp else span, text)
    if trimmed is None:
        return None
    if span.end <= cue.start and (day := _DAY.search(text, trimmed.start, trimmed.end)):
        return Span(trimmed.start, day.start())
    end = trimmed.end
    if span.end < cue.start and end < len(text) and text[end] == "," and "," in text[trimmed.start : end]:
        return Span(trimmed.start, end + 1)
    return trimmed


def stamp_in(span: Span, text: str) -> Span | None:
    """The day or hour with its colon where the stretch holds one, or is one; nothing up to there names a speaker."""
    words = span.of(text)
    found = _STAMP.search(words) if _DIGIT.search(words) else None
    return Span(span.start + found.start(), span.start + found.end()) if found else None


def _without_opener(span: Span, text: str) -> Span:
    """Without a conjunction or an adverb that links the sentence to the one before it ("But", "Still,")."""
    opener = _OPENER.match(text, span.start, span.end)
    return Span(opener.end(), span.end) if opener and opener.end() < span.end else span


def _with_quotes(span: Span, own: Quote | None, page: Page) -> Span:
    start, end = span
    for quote in page.touching(span):
        if quote is own:
            continue
        start, end = min(start, quote.span.start), max(end, quote.span.end)
    return Span(start, end)


def _take_quote(laid: Laid, own: Quote | None, page: Page) -> None:
    """A cue without other content takes the quotations of its own sentence."""
    found = [quote.span for quote in page.touching(laid.sentence.span) if quote is not own]
    if laid.source is not None:
        found = [span for span in found if not span.overlaps(laid.source)]
    if not found and laid.cue.end >= laid.sentence.span.end - 40:
        found = _quote_before(laid, page)
    if found:
        laid.frame.shape = "quote"
        laid.content = _joined([*laid.content, *found], page.text)


def _quote_before(laid: Laid, page: Page) -> list[Span]:
    """The quotation that ends right before a sentence which does nothing but name its speaker ("?" she asked.)."""
    start = laid.sentence.span.start
    first = min(laid.cue.start, laid.source.start if laid.source is not None else laid.cue.start)
    index = bisect_left(page.ends, start + 1) - 1
    if first > start + 1 or index < 0 or not only_space_between(page.text, page.ends[index], start):
        return []
    return [page.quotes[index].span]


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or only_space_between(text, found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
