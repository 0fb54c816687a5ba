"""The whole phrase around a time, as histories are annotated: "two months of fierce battles", "a week after the siege".

TIMEX2 (Ferro and others 2005, section 5) marks what modifies the noun as part of the expression. A chronicle has no
use for that: the words after the unit tell what happened. So only ``khronika annotate`` asks for it, and only where
years long past are told of, since the news of TimeML stop at the unit.
"""

from bisect import bisect_left
from dataclasses import replace

from khronika.model.span import Span
from khronika.model.when import TimexType
from khronika.reading.mentions import TimeMention
from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import CODES, Words

_UNITS = frozenset(CODES[name] for name in ("unitone", "unitmany", "anniversary"))
_MANY = frozenset((CODES["unitmany"],))
_ORDINALS = frozenset(CODES[name] for name in ("ordinal", "second", "nth", "anniversary"))
_QUOTES = frozenset(('"', "“", "”"))
_INSIDE = _QUOTES | frozenset(("'s", "’s", "'", "’", "-"))
# So many words at most belong to a phrase; what goes on for longer is a sentence.
_LONGEST = 14


def with_whole_phrases(words: Words, mentions: list[TimeMention], lexicon: TimeWords) -> list[TimeMention]:
    """The mentions, those that head a longer phrase with all of its words."""
    begun = {mention.span.start for mention in mentions}
    found: list[TimeMention] = []
    for mention in mentions:
        span = _whole(words, mention, begun, lexicon)
        if found and span.start < found[-1].span.end:  # what stands before it went to the phrase before
            span = Span(mention.span.start, span.end)
        found.append(replace(mention, span=span))
    return found


def _whole(words: Words, mention: TimeMention, begun: set[int], lexicon: TimeWords) -> Span:
    """The span of the phrase; `begun` are the offsets where expressions begin, which no phrase runs into."""
    first = bisect_left(words.starts, mention.span.start)
    last = bisect_left(words.starts, mention.span.end)
    if not first < last <= len(words.starts) or words.codes[last - 1] not in _UNITS:
        return mention.span
    end = _end(words, mention, first, last, begun, lexicon)
    begins = words.starts[_start(words, mention, first, end, lexicon)]
    return Span(min(begins, mention.span.start), max(words.ends[end - 1], mention.span.end))


def _start(words: Words, mention: TimeMention, first: int, end: int, lexicon: TimeWords) -> int:
    """Index of the first word: "the" and what stands between before bare units and periods, "only" before lengths."""
    before = words.lower[first - 1] if first else ""
    if mention.type is not TimexType.DURATION:
        return first
    if before in lexicon.phrases["only"]:
        return first - 1
    if words.codes[first] not in _MANY and words.lower[end - 1] not in lexicon.phrases["period"]:
        return first
    if before in lexicon.phrases["between"] and first > 1:
        return first - 2 if words.lower[first - 2] in lexicon.phrases["article"] else first
    return first - 1 if before in lexicon.phrases["article"] else first


def _end(words: Words, mention: TimeMention, first: int, last: int, begun: set[int], lexicon: TimeWords) -> int:
    """One past the index of the last word."""
    follows = words.lower[last] if last < len(words.starts) else ""
    if mention.type is TimexType.DURATION and follows in lexicon.phrases["period"]:
        return last + 1
    if follows == "of" and (mention.type is TimexType.DURATION or _counts(words, first, last)):
        end = _end_of_noun(words, last + 1, begun, lexicon)
    elif follows in lexicon.phrases["before_clause"] and _may_precede(words, mention, first, last):
        end = _end_of_clause(words, last + 1, begun, lexicon)
    else:
        return last
    return end if end > last + 1 else last


def _counts(words: Words, first: int, last: int) -> bool:
    """Whether the expression numbers a unit: "the first day", "the sixth anniversary"."""
    return any(code in _ORDINALS for code in words.codes[first:last])


def _may_precede(words: Words, mention: TimeMention, first: int, last: int) -> bool:
    """Whether "after the battle" can belong to it: to a length of time, or to "the day"."""
    return mention.type is TimexType.DURATION or (last - first == 2 and words.lower[first] == "the")


def _end_of_noun(words: Words, at: int, begun: set[int], lexicon: TimeWords) -> int:
    """One past the last word of the noun phrase that starts at `at`; `at` itself where none does."""
    last = at
    quoting = False
    for index in range(at, min(at + _LONGEST, len(words.starts))):
        word = words.lower[index]
        if word in _QUOTES:
            if not quoting and words.starts[index] == words.ends[index - 1]:
                break  # it closes what began before the phrase
            quoting = not quoting
        if words.starts[index] in begun or _closes(words, index) or _verb(words, index, lexicon):
            break
        if word in lexicon.phrases["ends_noun"] or (word.endswith("ly") and index > at):
            break
        if word not in lexicon.phrases["joins"]:
            last = index + 1
    return last


def _end_of_clause(words: Words, at: int, begun: set[int], lexicon: TimeWords) -> int:
    """One past the last word of the clause that starts at `at`; `at` itself where it does not end soon."""
    for index in range(at, min(at + _LONGEST, len(words.starts))):
        ends = words.lower[index] in lexicon.phrases["ends_clause"] or _closes(words, index)
        if ends or words.starts[index] in begun:
            return index - 1 if index > at and words.lower[index - 1] in lexicon.phrases["joins"] else index
    return at


def _closes(words: Words, index: int) -> bool:
    """Whether a mark stands there that ends a phrase."""
    word = words.lower[index]
    return not word[0].isalnum() and word not in _INSIDE


def _verb(words: Words, index: int, lexicon: TimeWords) -> bool:
    """Whether the word is a finite verb: of the lexicon, or in "-ed" where no adjective can stand."""
    word = words.lower[index]
    if lexicon.tense.get(word, "") in ("past", "present", "future", "reporting") and word not in _INSIDE:
        return True
    return len(word) > 4 and word.endswith("ed") and words.lower[index - 1] not in lexicon.phrases["before_adjective"]
