"""Where a rolling report's updates begin, and what their headings say of the time.

Four signs cut a text, each at the start of a line: a word for an update with a time or a colon ("Update 17/12 22:30
GMT: ..."), a clock time in brackets or before a dash ("[14:05] ..."), a date with a clock time or on a line of its own
("16 December, 18:00: ..."), a word for the older part ("ORIGINAL STORY"). A fifth is a second headline: a line that
repeats most of the words of the first, with a report below it. A cut needs a body: a heading that only announces or
links an update belongs to what stands around it.
"""

import re
from dataclasses import dataclass
from functools import cache

from khronika.intake.lexicon import either, word_list
from khronika.intake.lines import Line, words_of
from khronika.model.span import Span
from khronika.reference.instants import Moment, moment_in

_OPENING = r"[#*_>•·\s-]*"
_SEPARATOR = re.compile(r"\s*[\])]?[*_]*\s*(?:\(?local(?: time)?\)?|hrs|hours)?\s*(?:[\])]|[:–—|]|-(?!\d)|\.\s|$)[*_]*")
_MAY_HOLD_TIME = re.compile(
    rf"{_OPENING}[\[(@]?\s*(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_HEADLINE_WORDS = range(4, 25)
_BYLINE_WORDS = 20
_REPORT_SENTENCES = 3
"""Lines with sentences that make a report above a second headline."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A line at which a new stretch of the text begins.

    line: its index. sign: heading, stamp, dated, earlier, headline.
    moment, span: the time that the line gives and its words (code points of the text), or None.
    weekday: named beside a time without a date ("Update Saturday 5:45 am"), Monday 0; else None.
    """

    line: int
    sign: str
    moment: Moment | None = None
    span: Span | None = None
    weekday: int | None = None


def cuts_of(lines: list[Line], title: str | None = None, *, month_first: bool = False) -> list[Cut]:
    """The cuts of a text in order; empty for a report in one piece. `title`: the dispatch's, where it stands apart."""
    found = [cut for index in range(len(lines)) if (cut := _cut_at(lines, index, month_first))]
    for sign in ("stamp", "dated"):
        if sum(cut.sign == sign for cut in found) < 2:
            found = [cut for cut in found if cut.sign != sign]
    taken = {cut.line for cut in found}
    found += [cut for cut in _second_headlines(lines, title) if cut.line not in taken]
    return _with_bodies(lines, sorted(found, key=lambda cut: cut.line))


def _cut_at(lines: list[Line], index: int, month_first: bool) -> Cut | None:
    line = lines[index]
    match = _heading().match(line.text)
    if match and not _points_elsewhere(line):
        moment = moment_in(line.text[match.end("word") : match.end("word") + 60], month_first=month_first)
        timed = moment is not None and _only_joints(line.text[match.end("word") :][: moment.span.start])
        if match["joint"] is not None or timed:
            return _cut(index, "heading", line, moment if timed else None, match.end("word"))
    if _earlier().fullmatch(line.text):
        return Cut(line=index, sign="earlier")
    if not _MAY_HOLD_TIME.match(line.text):
        return None
    moment = moment_in(line.text[:70], month_first=month_first)
    if moment is None or any(character.isalnum() for character in line.text[: moment.span.start]):
        return None
    if _heading_after_time().match(line.text, moment.span.end):
        return _cut(index, "heading", line, moment, 0)
    after = _SEPARATOR.match(line.text, moment.span.end)
    bracketed = moment.span.start > 0 and line.text[moment.span.start - 1] in "[("
    if after is None and not (bracketed and line.text[moment.span.end :][:1] in "])"):
        return None
    alone = after is not None and after.end() == len(line.text)
    if moment.has_clock:
        return _cut(index, "dated" if moment.has_day else "stamp", line, moment, 0)
    return _cut(index, "dated", line, moment, 0) if moment.has_day and alone else None


def _cut(index: int, sign: str, line: Line, moment: Moment | None, skipped: int) -> Cut:
    if moment is None:
        return Cut(line=index, sign=sign)
    start = line.span.start + skipped
    span = Span(start + moment.span.start, start + moment.span.end)
    named = [word for word in words_of(line.text[: skipped + moment.span.end]) if word in _WEEKDAYS]
    weekday = _WEEKDAYS.index(named[0]) if named and not moment.has_day else None
    return Cut(line=index, sign=sign, moment=moment, span=span, weekday=weekday)


def _only_joints(between: str) -> bool:
    """Whether nothing but marks and small words stands between the heading's word and its time."""
    joints = ("at", "on", "as", "of", "from", "no", "report", *_WEEKDAYS)
    return all(word in joints for word in words_of(between))


def _second_headlines(lines: list[Line], title: str | None) -> list[Cut]:
    """Lines that repeat the headline with a report before them and another below them."""
    headline = title or next((line.text for line in lines if line.words in _HEADLINE_WORDS), None)
    wanted = set(words_of(headline or ""))
    if len(wanted) < 4:
        return []
    found = []
    sentences_above = _sentences(lines[:1])
    for index, line in enumerate(lines[1:], 1):
        sentences_above += _sentences([line])
        if sentences_above < _REPORT_SENTENCES or line.words not in _HEADLINE_WORDS or line.is_sentence:
            continue
        words = set(words_of(line.text))
        if len(words & wanted) < max(4, 0.6 * min(len(words), len(wanted)), 0.5 * max(len(words), len(wanted))):
            continue
        # the caption of a video often repeats the headline too, in the midst of a report; a new report opens with a
        # byline or a second line to its headline
        opens = index + 1 < len(lines) and lines[index + 1].words <= _BYLINE_WORDS and not lines[index + 1].is_sentence
        if opens and _sentences(lines[index + 2 : index + 12]) >= 2:
            found.append(Cut(line=index, sign="headline"))
    return found


def _with_bodies(lines: list[Line], cuts: list[Cut]) -> list[Cut]:
    """The cuts below which a report stands before the next one begins."""
    stamps = sum(cut.sign in ("stamp", "dated") for cut in cuts)
    kept = []
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].line if number + 1 < len(cuts) else len(lines)
        body = [line for line in lines[cut.line : end] if not _points_elsewhere(line)]
        # entries of a live page are short, and some end without a full stop
        short_entry = cut.sign in ("stamp", "dated") and stamps >= 3 and sum(line.words for line in body) >= 6
        if short_entry or _sentences(body) >= 1:
            kept.append(cut)
    return kept


def _sentences(lines: list[Line]) -> int:
    return sum(line.is_sentence and line.words >= 6 for line in lines)


def _points_elsewhere(line: Line) -> bool:
    return line.words <= 40 and bool(_pointer().search(line.text))


@cache
def _heading() -> re.Pattern[str]:
    ordinal, heading = either(word_list("updates.toml", "ordinal")), either(word_list("updates.toml", "heading"))
    not_numbered = r"[\d:./h]|\s*(?:[ap]\.?m|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    return re.compile(
        rf"{_OPENING}[\[(]?(?:the\s+)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)|{ordinal})\s+)?"
        rf"(?P<word>(?:{heading})\b(?:\s*(?:no\.?|\#)?\s*\d{{1,2}}(?!{not_numbered}))?)"
        rf"(?P<joint>\s*[\])]?[*_]*\s*(?:[:–—]|-\s|$))?",
        re.IGNORECASE,
    )


@cache
def _heading_after_time() -> re.Pattern[str]:
    """ "4:20 P.M. UPDATE:" """
    words = either(word_list("updates.toml", "heading"))
    return re.compile(rf"\s*[–—-]?\s*(?:{words})[*_]*\s*(?:[:–—-]|$)", re.IGNORECASE)


@cache
def _earlier() -> re.Pattern[str]:
    words = either(word_list("updates.toml", "earlier"))
    return re.compile(rf"{_OPENING}(?:{words})[*_]*\s*[:–—-]?[*_]*\s*", re.IGNORECASE)


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(word_list('updates.toml', 'pointer'))})\b", re.IGNORECASE)
