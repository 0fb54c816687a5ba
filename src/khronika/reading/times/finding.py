"""The question "when": every time expression of a text, resolved as far as the words allow."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from khronika.model.span import Span
from khronika.model.when import TimexType
from khronika.reading.mentions import TimeMention
from khronika.reading.times.clock import day_first_of, numeric_date
from khronika.reading.times.cues import Cue, cue_at
from khronika.reading.times.frame import Frame
from khronika.reading.times.grammar import Found, found_in
from khronika.reading.times.histories import (
    Said,
    narrates_history,
    with_calendar_set,
    with_neighbour,
    with_years_of_story,
)
from khronika.reading.times.hours import day_beside, holds_here, hour_value, lacks_day
from khronika.reading.times.lexicon import TimeWords, time_words
from khronika.reading.times.narrative import Published, narrative_days
from khronika.reading.times.normalising import normalised
from khronika.reading.times.partial import Partial
from khronika.reading.times.phrases import with_whole_phrases
from khronika.reading.times.plausible import believable, only_in_histories, tells_of_antiquity, tells_of_old_years
from khronika.reading.times.resolving import value_of
from khronika.reading.times.slots import Slots
from khronika.reading.times.tokens import CODES, OTHER, Words, words_of
from khronika.reading.times.trimming import parted, trimmed
from khronika.reference.calendar import feast, moved
from khronika.reference.edtf import UNKNOWN, Interval, interval_of_timex

_ZONE = re.compile(r"(?<=T\d\d:\d\d)(?:Z|[+-]\d\d(?::\d\d)?)$")
_A_QUARTER = 3  # months
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def find_times(text: str, *, published: Published = None, day_first: bool = True) -> list[TimeMention]:
    """Every time expression of `text`, in its order, none overlapping another.

    published: the time of the report, or a function from an offset to the time of the update that
        stands there; None where unknown: expressions that count from it keep X for what cannot be
        known ("XXXX-XX-XX").
    day_first: how dates in digits are read ("05/06") where the text itself does not tell.
    """
    return _read(text, published, day_first)[1]


def annotate_times(text: str, *, published: Published = None, day_first: bool = True) -> list[TimeMention]:
    """The same expressions as annotators mark them.

    In histories with all the words of their phrase (TIMEX2); in news the value of an hour without its zone (TimeML).
    """
    words, mentions, history = _read(text, published, day_first)
    if history:
        return with_whole_phrases(words, mentions, time_words())
    return [replace(mention, value=_ZONE.sub("", mention.value)) for mention in mentions]


def _read(text: str, published: Published, day_first: bool) -> tuple[Words, list[TimeMention], bool]:
    """The words, the mentions, and whether the text tells of years long past."""
    lexicon = time_words()
    words = words_of(text)
    old, ancient = tells_of_old_years(words), tells_of_antiquity(words)
    found = (
        Slots(words, trimmed(words, part, lexicon), lexicon)
        for stretch in found_in(words)
        for part in parted(words, stretch, lexicon)
    )
    candidates = [slots for slots in found if believable(slots, old=old, ancient=ancient)]
    at = _asker(published)
    numeric = [slots.text("date") for slots in candidates if slots.found.rule == "numeric"]
    first = day_first_of(numeric, day_first) if numeric else day_first
    partials = [(slots, _partial(slots, first)) for slots in candidates]
    named = [partial.year for _, partial in partials if partial is not None and partial.year is not None]
    history = ancient or narrates_history(named, _as_date(at(0)), partials)
    for index in range(len(partials) - 1, -1, -1):  # from the end, so that "May, June and July 1955" have one year
        partials[index] = (partials[index][0], with_neighbour(partials, index))
    if not history:
        partials = [(slots, partial) for slots, partial in partials if not only_in_histories(slots)]
    else:
        partials = with_years_of_story(
            words, [(slots, with_calendar_set(slots, partial)) for slots, partial in partials]
        )
    return words, _resolved(words, partials, at, history), history


def _asker(published: Published) -> Callable[[int], datetime | date | None]:
    if callable(published):
        return published
    return lambda offset: published


def _as_date(moment: datetime | date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _partial(slots: Slots, day_first: bool) -> Partial | None:
    if slots.found.rule == "numeric":
        return numeric_date(slots, day_first)
    return normalised(slots)


def _resolved(
    words: Words,
    partials: list[Said],
    at: Callable[[int], datetime | date | None],
    history: bool,
) -> list[TimeMention]:
    """Every expression with its value, in two passes: days first, then hours that belong to the day being told of."""
    mentions: list[TimeMention] = []
    waiting: dict[int, tuple[Slots, Partial, Cue, Frame]] = {}
    frame, moment, last = Frame(None, history), None, 0
    rolling = _rolls(words.text, at)
    for slots, partial in partials:
        if partial is None:
            continue
        found = slots.found
        now = at(words.starts[found.first])
        if now != moment:  # another update: what was told of before it tells nothing here
            frame, moment = Frame(_as_date(now), history), now
        elif rolling and words.codes.find(CODES["break"], last, found.first) >= 0:
            frame = Frame(frame.published)  # each paragraph of a rolling report is news by itself
        last = found.last
        cue = cue_at(words, found.first, found.last, slots.lexicon)
        if lacks_day(partial):
            waiting[len(mentions)] = (slots, partial, cue, frame)
        value = value_of(partial, frame, cue)
        mentions.append(_mention(slots, partial, value, cue, frame))
        if partial.type in (TimexType.DATE, TimexType.TIME) and not lacks_day(partial):
            frame = frame.after(partial, value)
        elif found.rule in ("the_count", "rel_count") and partial.unit == "M" and (partial.shift or 0) > _A_QUARTER:
            frame = replace(frame, focus="")  # after "in the nine months", "a year earlier" is no quarter
    return _with_hours(words.text, mentions, waiting, at) if waiting else mentions


def _rolls(text: str, at: Callable[[int], datetime | date | None]) -> bool:
    """Whether the text is a rolling report: updates of several times, one above the other."""
    return at(0) != at(len(text))


def _with_hours(
    text: str,
    mentions: list[TimeMention],
    waiting: dict[int, tuple[Slots, Partial, Cue, Frame]],
    at: Callable[[int], datetime | date | None],
) -> list[TimeMention]:
    """The mentions with the hours put on their day: one named in the sentence, else the one being told of."""
    dated = [mention for index, mention in enumerate(mentions) if index not in waiting]
    narrative = narrative_days(text, dated, at)
    rolling = _rolls(text, at)
    for index, (slots, partial, cue, frame) in waiting.items():
        told = day_beside(text, mentions, waiting, index) or narrative.frame_at(mentions[index].span.start)
        if told is not None and rolling and not holds_here(text, told, mentions[index].span.start):
            told = None
        value = hour_value(partial, told, frame, cue)
        mentions[index] = _mention(slots, partial, value, cue, frame)
    return mentions


def _span(words: Words, found: Found, lexicon: TimeWords) -> Span:
    """The words of the mention: the leading preposition of a turn ("at the time") stays outside."""
    start, end = words.starts[found.first], words.ends[found.last - 1]
    if found.rule == "fixed":
        said = words.lower[found.first].split()
        while len(said) > 1 and said[0] in lexicon.left_outside and not words.lower[found.first].startswith("as "):
            start = (
                words.text.index(said[1][0], start + len(said[0]))
                if words.text[start:end].islower()
                else start + len(said[0]) + 1
            )
            said = said[1:]
    elif _article_of_noun(words, found, lexicon):
        start = words.starts[found.first + 1]
    return Span(start, end)


def _article_of_noun(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether a leading "the" belongs to a noun behind: the "spring" of "the spring offensive"."""
    if found.last - found.first < 2 or words.lower[found.first] != "the" or found.last >= len(words.lower):
        return False
    if words.codes[found.last] != OTHER or not words.lower[found.last].isalpha():
        return False
    named = all(words.text[words.starts[index]].isupper() for index in (found.first + 1, found.last))
    season = found.rule == "season" and "year" not in found.parts and "rel" not in found.parts
    return (season and (named or words.lower[found.last] in lexicon.not_times["season_of"])) or (
        found.rule == "the_count" and named
    )


def _mention(slots: Slots, partial: Partial, value: str, cue: Cue, frame: Frame) -> TimeMention:
    kind = partial.type
    if kind in (TimexType.DATE, TimexType.TIME) and value in _REFERENCES:
        kind = TimexType.DATE
    interval = UNKNOWN
    if kind in (TimexType.DATE, TimexType.TIME):
        interval = interval_of_timex(value, partial.mod)
        if frame.published is not None and partial.relative in ("this", "same"):
            interval = _so_far(slots, interval_of_timex(value), frame.published) or interval
        if partial.feast_days > 1 and interval.start:
            interval = _days_of(partial, interval)
        if partial.clock and cue.preposition in ("around", "about"):
            interval = interval_of_timex(value, "APPROX")
    elif kind is TimexType.DURATION and cue.preposition in ("in", "within") and cue.tense == "future":
        interval = _from_now(partial, frame)
    return TimeMention(
        span=_span(slots.words, slots.found, slots.lexicon),
        type=kind,
        value=value,
        start=interval.start,
        end=interval.end,
        edtf=interval.edtf,
        anchors=interval is not UNKNOWN,
        preposition=cue.preposition,
        mod=partial.mod,
    )


def _days_of(partial: Partial, month: Interval) -> Interval:
    """The days of a feast that is written as the month in which most of it lies: Ramadan."""
    year = int((month.start or "")[:4])
    middle = partial.feast_days // 2
    for first in (feast(partial.feast, year), feast(partial.feast, max(year - 1, 1))):
        if moved(first, "D", middle).isoformat()[:7] == (month.start or "")[:7]:
            last = moved(first, "D", partial.feast_days - 1)
            return Interval(first.isoformat(), last.isoformat(), f"{first}~/{last}~")
    return month


def _so_far(slots: Slots, whole: Interval, published: date) -> Interval | None:
    """ "earlier this year", "later this week": the part of it before or after the day of the report."""
    day = published.isoformat()
    if not (whole.start and whole.end and whole.start < day < whole.end):
        return None
    kind = slots.lexicon.small.get(slots.text("edge"))
    if kind == "earlier":
        return Interval(whole.start, day, f"{whole.start}/{day}")
    return Interval(day, whole.end, f"{day}/{whole.end}") if kind == "later" else None


def _from_now(partial: Partial, frame: Frame) -> Interval:
    """ "in a couple of weeks": a length of time that ends on a day, about."""
    if frame.published is None or partial.shift is None or partial.unit not in ("D", "W", "M", "Y", "F"):
        return UNKNOWN
    unit, count = ("W", 2 * partial.shift) if partial.unit == "F" else (partial.unit, partial.shift)
    day = moved(frame.published, unit, round(count))
    return interval_of_timex(day.isoformat(), None if unit == "D" else "APPROX")
