"""When a claim's event was: by the words of its clause, of its sentence, of the narrative, or of the report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reading.mentions import TimeMention
from khronika.reference.vocabulary import event_types

_UNTIL = ("until", "till")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesKnown:
    """What can date an event where it is told.

    stated: the time expressions of the sentence that may be the event's.
    told_of: the day that the narrative is telling of there, or None.
    main: the day that the dispatch is mainly about, or None where that is the day of the report, or unknown.
    published: when the words were published, or None.
    """

    stated: Sequence[TimeMention]
    told_of: TimeMention | None
    published: datetime | None
    main: TimeMention | None = None


def when_of(trigger: Span, clause: Span, event_type: str, known: TimesKnown, *, happened: bool) -> When | None:
    """The time of what the trigger names; None where not even the day of the report is known.

    happened: whether the words tell of it as actual, so that a day after the report cannot be its day.
    """
    published = known.published
    datable = [t for t in known.stated if t.anchors and t.start is not None]
    bound = next((t for t in datable if t.preposition in _UNTIL and clause.overlaps(t.span)), None)
    lasting = event_types()[event_type].lasting
    if bound is not None and lasting:
        return _lasting(bound, published)
    own = [t for t in datable if clause.overlaps(t.span)]
    own = own or [t for t in datable if t.span.end <= clause.start]
    if happened and not lasting:
        own = [t for t in own if not _later_than(t, published)]
    own = [t for t in own if t.preposition not in _UNTIL] or own
    if own:
        return _stated(min(own, key=lambda t: (_distance(t.span, trigger), t.span)))
    told_of = known.told_of if lasting or not happened or not _later_than(known.told_of, published) else None
    if happened and known.main is not None and (told_of is None or _goes_on(told_of, known.main, event_type)):
        told_of = known.main
    if told_of is not None and told_of.start is not None:
        return replace(_stated(told_of), basis="narrative")
    return of_report(published)


def _goes_on(told_of: TimeMention, main: TimeMention, event_type: str) -> bool:
    """Whether the story has moved on to a day after the deed; what is said of the deed there is still of its day."""
    kind = event_types()[event_type]
    return (kind.casualties or kind.attack_like) and (told_of.start or "")[:10] > (main.start or "")[:10]


def at_hour(hour: TimeMention, main: TimeMention | None, published: datetime | None) -> TimeMention:
    """An hour of no day of its own, at that hour of the day that the dispatch is mainly about."""
    day, read = (main.start or "")[:10] if main else "", (hour.start or "")[:10]
    if not day or not read or published is None or read != published.date().isoformat() or day == read:
        return hour
    moved = date.fromisoformat(day) - date.fromisoformat(read)
    return replace(
        hour,
        value=_moved(hour.value, moved),
        start=_moved(hour.start, moved) if hour.start else None,
        end=_moved(hour.end, moved) if hour.end else None,
        edtf="/".join(_moved(part, moved) for part in hour.edtf.split("/")),
    )


def _moved(text: str, by: timedelta) -> str:
    """The ISO 8601 text, so many days later; as it is, where it begins with no day."""
    try:
        return (date.fromisoformat(text[:10]) + by).isoformat() + text[10:]
    except ValueError:
        return text


def _later_than(time: TimeMention | None, published: datetime | None) -> bool:
    """Whether it lies after the report: it then dates what is to come, not what has happened."""
    return time is not None and published is not None and (time.start or "")[:10] > published.date().isoformat()


def _distance(words: Span, trigger: Span) -> int:
    return max(words.start - trigger.end, trigger.start - words.end, 0)


def _stated(time: TimeMention) -> When:
    """The time as the words say it; "since" and "before" leave one end open."""
    start, end, edtf = time.start, time.end, time.edtf
    day = (start or "")[:10]
    if day and time.preposition == "since":
        end, edtf = None, f"{day}/.."
    elif day and time.preposition == "before":
        start, edtf = None, f"../{day}"
    return When(start=start, end=end, edtf=edtf, timex_type=time.type, timex_value=time.value, span=time.span)


def _lasting(until: TimeMention, published: datetime | None) -> When:
    """From the day of the report until the time named."""
    first = published.date().isoformat() if published else None
    last = until.end
    return When(
        start=first, end=last, edtf=f"{first or '..'}/{(last or '')[:10] or '..'}",
        timex_type=until.type, timex_value=until.value, span=until.span,
    )  # fmt: skip


def of_report(published: datetime | None) -> When | None:
    """The day of the report, which stands in where the words tell no other; None where that is unknown too."""
    if published is None:
        return None
    day = published.date().isoformat()
    return When(start=day, end=day, edtf=day, timex_type=TimexType.DATE, timex_value=day, basis="published")
