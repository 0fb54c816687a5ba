"""When a claim's event was: by the words of its clause, of its sentence, of the narrative, or of the report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from khronika.model.span import Span
from khronika.model.when import TimexType, When
from khronika.reading.mentions import TimeMention

_LASTING = frozenset(
    {"state of emergency", "curfew", "ban on assembly", "movement restriction", "blockade", "strike", "siege"}
)


def when_of(
    trigger: Span, clause: Span, sentence: Span, *, times: Sequence[TimeMention],
    frame: TimeMention | None, published: datetime | None, event_type: str,
) -> When | None:  # fmt: skip
    """The time of what the trigger names; None where not even the day of the report is known.

    times: those of the sentence that may date an event; frame: what the narrative has been telling of.
    """
    datable = [t for t in times if t.anchors and t.start is not None]
    bound = next((t for t in datable if t.preposition in ("until", "till") and clause.overlaps(t.span)), None)
    if bound is not None and event_type in _LASTING:
        return _lasting(bound, published)
    own = [t for t in datable if clause.overlaps(t.span)]
    own = own or [t for t in datable if sentence.overlaps(t.span) and t.span.end <= clause.start]
    own = [t for t in own if t.preposition not in ("until", "till")] or own
    if own:
        return _stated(min(own, key=lambda t: (_distance(t.span, trigger), t.span)))
    if frame is not None and frame.start is not None:
        return replace(_stated(frame), basis="narrative")
    return _of_report(published)


def _distance(words: Span, trigger: Span) -> int:
    return max(words.start - trigger.end, trigger.start - words.end, 0)


def _stated(time: TimeMention) -> When:
    """The time as the words say it; "since" and "before" leave one end open."""
    start, end, edtf = time.start, time.end, time.edtf
    if start and time.preposition == "since":
        end, edtf = None, f"{start[:10]}/.."
    elif start and time.preposition == "before":
        start, edtf = None, f"../{start[:10]}"
    return When(start=start, end=end, edtf=edtf, timex_type=time.type, timex_value=time.value, span=time.span)


def _lasting(until: TimeMention, published: datetime | None) -> When:
    """From the day of the report until the time named."""
    first = published.date().isoformat() if published else None
    last = until.end
    return When(
        start=first, end=last, edtf=f"{first or '..'}/{(last or '')[:10] or '..'}",
        timex_type=until.type, timex_value=until.value, span=until.span,
    )  # fmt: skip


def _of_report(published: datetime | None) -> When | None:
    if published is None:
        return None
    day = published.date().isoformat()
    return When(start=day, end=day, edtf=day, timex_type=TimexType.DATE, timex_value=day, basis="published")
