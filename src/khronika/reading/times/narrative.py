"""Which day is being told of at each place of a text, for the claims that carry no time of their own.

The rules, in the order in which they bind:
- a heading that names a day ("What happened yesterday?") sets it for all that stands under it, until another
  heading names one or is a heading of the present ("Present situation", a list of the lexicon);
- a sentence in the simple past that names a day moves the story there, for the rest of its paragraph and for the
  paragraphs after it that go on in the past; a day that only bounds or belongs to something ("since Friday",
  "yesterday's attack") moves nothing, nor does a sentence in the present tense ("Following yesterday's attack, the
  authorities are facing ...");
- elsewhere it is the day of the report: no frame.
Each update of a rolling report starts anew.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from khronika.model.when import TimexType
from khronika.reading.mentions import TimeMention
from khronika.reading.times.lexicon import TimeWords, time_words

# When the words at an offset were published, or one time for the whole text.
Published = Callable[[int], datetime | date | None] | datetime | date | None

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|[ap]\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_BOUNDING = frozenset(("until", "till", "since", "by", "before", "after", "from", "to"))
_DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK_VALUE = re.compile(r"\d{4}-\d\d-\d\dT\d")
_DAY_WORDS = re.compile(r"\d\d?[/.-]\d")
# So many years before the report a story is history.
_LONG_PAST = 2
_HEADING_WORDS = 12
# What is said right before a day that the story does not move to: "the year ended June 30", "to honor Father's Day".
_NO_STORY = ("ended", "ending", "honor", "honour", "honor of", "honour of", "celebrate", "celebrating")
_BEFORE = 16
# Words after a participle that make it part of a noun: "workers injured by ...", "the men killed in ..."
_AFTER_PARTICIPLE = frozenset(("by", "in", "on", "at", "during", "from", "with"))


@dataclass(frozen=True, slots=True)
class Narrative:
    """The frames of a text: from `starts[i]` on, the day told of is that of `frames[i]`."""

    starts: tuple[int, ...]
    frames: tuple[TimeMention | None, ...]

    def frame_at(self, offset: int) -> TimeMention | None:
        """The expression that names the day being told of at `offset`; None where it is the day of the report."""
        index = bisect_right(self.starts, offset) - 1
        return self.frames[index] if index >= 0 else None


class _Stretch(NamedTuple):
    """A sentence or heading: its place, and the expressions in it that name a day."""

    start: int
    end: int
    heading: bool
    opens: bool
    mentions: tuple[TimeMention, ...]


def narrative_days(
    text: str,
    mentions: list[TimeMention],
    published: Published = None,
    language: str = "en",
) -> Narrative:
    """The day being told of, sentence by sentence.

    mentions: the time expressions of `text`, in its order, as `find_times` gives them.
    published: as for `find_times`; where it changes, a new update begins.
    """
    lexicon = time_words(language)
    starts: list[int] = []
    frames: list[TimeMention | None] = []
    section: TimeMention | None = None
    carried: TimeMention | None = None
    update: object = None
    days = [m for m in mentions if _names_day(text, m, lexicon, _day(_at(published, m.span.start)))]
    for stretch in _stretches(text, days):
        now = _at(published, stretch.start)
        if now != update:
            section, carried, update = None, None, now
        if stretch.heading:
            if stretch.mentions:
                named, carried = _day_alone(stretch.mentions[0]), None
                section = None if _is_day(named, now) else named
            elif _heads_the_present(text, stretch, lexicon):
                section, carried = None, None
            frame = section
        else:
            tense = tense_of(text[stretch.start : stretch.end], stretch, lexicon)
            moving = [mention for mention in stretch.mentions if _moves(text, mention)]
            if moving and tense == "past":
                carried = _day_alone(moving[0])
            elif stretch.opens and (tense != "past" or (carried and not _DAY_VALUE.match(carried.value))):
                carried = None  # the present tense ends a story; a month or year holds for its paragraph
            frame = (carried if tense == "past" else None) or section
        starts.append(stretch.start)
        frames.append(frame)
    return Narrative(tuple(starts), tuple(frames))


def _at(published: Published, offset: int) -> datetime | date | None:
    return published(offset) if callable(published) else published


def _day(moment: datetime | date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _is_day(mention: TimeMention, moment: datetime | date | None) -> bool:
    day = _day(moment)
    return day is not None and mention.value[:10] == day.isoformat()


def _heads_the_present(text: str, stretch: _Stretch, lexicon: TimeWords) -> bool:
    return " ".join(_WORD.findall(text[stretch.start : stretch.end].lower())) in lexicon.headings_now


def _stretches(text: str, mentions: list[TimeMention]) -> Iterator[_Stretch]:
    at = 0
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        heading = is_heading(line.group())
        cuts = [line.start(), *([] if heading else _sentence_starts(line)), line.end()]
        for index, (start, end) in enumerate(pairwise(cuts)):
            inside = []
            while at < len(mentions) and mentions[at].span.start < end:
                inside.append(mentions[at])
                at += 1
            yield _Stretch(start, end, heading, index == 0, tuple(inside))


def _sentence_starts(line: re.Match[str]) -> list[int]:
    return [
        line.start() + found.end()
        for found in _SENTENCE_END.finditer(line.group())
        if not _ABBREVIATED.search(line.group()[max(found.start() - 6, 0) : found.start() + 1])
    ]


def is_heading(line: str) -> bool:
    """Whether a line titles what follows: a few words that no stop closes (a question may)."""
    bare = line.strip().rstrip("\"'”’)")
    return bool(bare) and bare[-1] not in ".!;,…:" and len(bare.split()) <= _HEADING_WORDS and bare[0] not in "-•*"


def _names_day(text: str, mention: TimeMention, lexicon: TimeWords, published: date | None) -> bool:
    """Whether the words themselves name a day, and do not only give an hour or a part of some day.

    In what is told of years long past, a month or a year will do.
    """
    if mention.type not in (TimexType.DATE, TimexType.TIME) or not mention.start:
        return False
    if not _DAY_VALUE.match(mention.value):
        year = mention.value[:4]
        return year.isdigit() and (published is None or int(year) <= published.year - _LONG_PAST)
    if mention.type is TimexType.DATE:
        return True
    words = mention.span.of(text)
    named = [word for word in _WORD.findall(words.lower()) if word in lexicon.weekdays or word in lexicon.months]
    return bool(named) or bool(_DAY_WORDS.search(words)) or _relative_day(words, lexicon)


def _relative_day(words: str, lexicon: TimeWords) -> bool:
    """Whether the words are like "yesterday evening", "this morning", "last night"."""
    found = _WORD.findall(words.lower())
    return any(word in lexicon.days or word in lexicon.relative for word in found)


def _day_alone(mention: TimeMention) -> TimeMention:
    """The mention without its hour: what follows "At 4 p.m. on Friday" was on Friday."""
    if not _CLOCK_VALUE.match(mention.value):
        return mention
    day = mention.value[:10]
    return replace(mention, type=TimexType.DATE, value=day, start=day, end=day, edtf=day)


def _moves(text: str, mention: TimeMention) -> bool:
    before, after = text[max(mention.span.start - _BEFORE, 0) : mention.span.start], text[mention.span.end :][:2]
    bounds = mention.preposition in _BOUNDING or before.rstrip().endswith(_NO_STORY)
    return not bounds and after not in ("'s", "’s")


def tense_of(sentence: str, stretch: _Stretch, lexicon: TimeWords) -> str:
    """ "past", "present", "future" or "": the tense of the sentence's first finite verb, by its words alone."""
    spans = [(mention.span.start - stretch.start, mention.span.end - stretch.start) for mention in stretch.mentions]
    regular = False  # whether a word in "-ed" has been seen, and whether the word before is one that may be a verb
    waiting = False
    for match in _WORD.finditer(sentence):
        word, offset = match.group().lower(), match.start()
        if waiting and not _within_noun(word, offset, spans):
            return "past"
        tense = lexicon.tense.get(word, "")
        if tense in ("past", "reporting", "future") and word != "been":
            return "past" if tense == "reporting" else tense
        if tense == "present":
            return "present"
        ending = len(word) > 4 and word.endswith("ed")
        regular, waiting = regular or ending, ending and sentence[offset].islower()
    return "past" if regular else ""


def _within_noun(following: str, offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the word behind a participle makes it part of a noun: "workers injured BY", "dated MONDAY"."""
    return following in _AFTER_PARTICIPLE or any(start <= offset < end for start, end in spans)
