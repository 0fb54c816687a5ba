"""The question "when": every time expression of a text, resolved as far as the words allow."""

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
from khronika.reading.times.hours import day_beside, hour_value, lacks_day
from khronika.reading.times.lexicon import TimeWords, time_words
from khronika.reading.times.narrative import Published, narrative_days
from khronika.reading.times.normalising import normalised
from khronika.reading.times.partial import Partial
from khronika.reading.times.plausible import believable, tells_of_antiquity, tells_of_old_years
from khronika.reading.times.resolving import value_of
from khronika.reading.times.slots import Slots
from khronika.reading.times.tokens import CODES, Words, words_of
from khronika.reference.calendar import moved
from khronika.reference.edtf import UNKNOWN, Interval, interval_of_timex

_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
# A text narrates history where so many of its years lie so far before the report.
_HISTORY_YEARS = 3
_HISTORY_DISTANCE = 2
_HISTORY_SHARE = 0.6


def find_times(text: str, *, published: Published = None, day_first: bool = True) -> list[TimeMention]:
    """Every time expression of `text`, in its order, none overlapping another.

    published: the time of the report, or a function from an offset to the time of the update that
        stands there; None where unknown: expressions that count from it keep X for what cannot be
        known ("XXXX-XX-XX").
    day_first: how dates in digits are read ("05/06") where the text itself does not tell.
    """
    lexicon = time_words()
    words = words_of(text)
    old, ancient = tells_of_old_years(words), tells_of_antiquity(words)
    found = (Slots(words, stretch, lexicon) for stretch in found_in(words))
    candidates = [slots for slots in found if believable(slots, old=old, ancient=ancient)]
    at = _asker(published)
    numeric = [slots.text("date") for slots in candidates if slots.found.rule == "numeric"]
    first = day_first_of(numeric, day_first) if numeric else day_first
    partials = [(slots, _partial(slots, first)) for slots in candidates]
    named = [partial.year for _, partial in partials if partial is not None and partial.year is not None]
    history = _narrates_history(named, _as_date(at(0)), partials)
    return _resolved(words, partials, at, history)


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


def _narrates_history(years: list[int], published: date | None, partials: list[tuple[Slots, Partial | None]]) -> bool:
    """Whether the text tells of years long past rather than of the days before it was written."""
    if published is None:
        return bool(years)
    far = [year for year in years if published.year - year >= _HISTORY_DISTANCE]
    near = sum(partial is not None and _seen_from_report(slots, partial) for slots, partial in partials)
    return len(far) >= _HISTORY_YEARS and len(far) > _HISTORY_SHARE * len(years) and len(far) > 4 * near


def _seen_from_report(slots: Slots, partial: Partial) -> bool:
    """Whether the expression only makes sense from the day of the report: "yesterday", "Monday", "last week"."""
    if slots.has("dayword") or (slots.has("weekday") and not slots.has("day")):
        return True
    return partial.relative in ("last", "this", "next") and partial.type is TimexType.DATE and not partial.narrative


def _resolved(
    words: Words,
    partials: list[tuple[Slots, Partial | None]],
    at: Callable[[int], datetime | date | None],
    history: bool,
) -> list[TimeMention]:
    """Every expression with its value, in two passes: days first, then hours that belong to the day being told of."""
    mentions: list[TimeMention] = []
    waiting: dict[int, tuple[Slots, Partial, Cue, Frame]] = {}
    frame = Frame(None, history)
    for index, (slots, partial) in enumerate(partials):
        if partial is None:
            continue
        found = slots.found
        published = _as_date(at(words.starts[found.first]))
        if published != frame.published:
            frame = Frame(published, history)
        partial = _with_neighbour(partial, slots, partials, index)
        if history and partial.year and not partial.month and _beside_the_story(words, found):
            partial = replace(partial, aside=True)
        cue = cue_at(words, found.first, found.last, slots.lexicon)
        if lacks_day(partial):
            waiting[len(mentions)] = (slots, partial, cue, frame)
        value = value_of(partial, frame, cue)
        mentions.append(_mention(slots, partial, value, cue, frame))
        if partial.type in (TimexType.DATE, TimexType.TIME) and not lacks_day(partial):
            frame = frame.after(partial, value)
    return _with_hours(words.text, mentions, waiting, at) if waiting else mentions


def _beside_the_story(words: Words, found: Found) -> bool:
    """Whether a bare year only dates a thing in passing: in brackets, in "1973-1975", as "the 1968 offensive"."""
    before, after = _code(words, found.first - 1), _code(words, found.last)
    return before in _BRACKETS or after in _BRACKETS


def _code(words: Words, index: int) -> str:
    return words.codes[index] if 0 <= index < len(words.codes) else ""


_BRACKETS = frozenset(CODES[name] for name in ("lparen", "rparen"))


def _with_hours(
    text: str,
    mentions: list[TimeMention],
    waiting: dict[int, tuple[Slots, Partial, Cue, Frame]],
    at: Callable[[int], datetime | date | None],
) -> list[TimeMention]:
    """The mentions with the hours put on their day: one named in the sentence, else the one being told of."""
    dated = [mention for index, mention in enumerate(mentions) if index not in waiting]
    narrative = narrative_days(text, dated, at)
    for index, (slots, partial, cue, frame) in waiting.items():
        told = day_beside(text, mentions, waiting, index) or narrative.frame_at(mentions[index].span.start)
        value = hour_value(partial, told, frame, cue)
        mentions[index] = _mention(slots, partial, value, cue, frame)
    return mentions


def _with_neighbour(
    partial: Partial, slots: Slots, partials: list[tuple[Slots, Partial | None]], index: int
) -> Partial:
    """The expression with what is said once for two: the year of "April and June 1955", the month of "22-25 April"."""
    if slots.found.rule == "day_before_day" and index + 1 < len(partials):
        following = partials[index + 1][1]
        return replace(partial, month=following.month, year=following.year) if following else partial
    if partial.month and partial.year is None and not partial.relative:
        return replace(partial, year=_year_ahead(slots, partials, index))
    return partial


def _year_ahead(slots: Slots, partials: list[tuple[Slots, Partial | None]], index: int) -> int | None:
    """The year said once for two: "April and June 1955", "5-12 September 1914"."""
    if index + 1 == len(partials):
        return None
    following, partial = partials[index + 1]
    gap = slots.words.codes[slots.found.last : following.found.first]
    joined = len(gap) in (1, 2) and all(code in _JOINING for code in gap)
    if partial is None or not joined or partial.year is None or partial.month is None:
        return None
    return partial.year - (1 if partial.month < (slots.month() or 0) else 0)


_JOINING = frozenset(CODES[name] for name in ("and", "to", "hyphen", "dash", "comma", "dot"))


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
    return Span(start, end)


def _mention(slots: Slots, partial: Partial, value: str, cue: Cue, frame: Frame) -> TimeMention:
    kind = partial.type
    if kind in (TimexType.DATE, TimexType.TIME) and value in _REFERENCES:
        kind = TimexType.DATE
    interval = UNKNOWN
    if kind in (TimexType.DATE, TimexType.TIME):
        interval = interval_of_timex(value, partial.mod)
        if frame.published is not None and partial.relative in ("this", "same"):
            interval = _so_far(slots, interval_of_timex(value), frame.published) or interval
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
