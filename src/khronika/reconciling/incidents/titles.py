"""Short words for an event: "Shooting in Orun, 14 March 2031"."""

from datetime import date

from khronika.model.claim import Reality
from khronika.model.place import Place
from khronika.reference.vocabulary import event_types, measures

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARKS = {
    Reality.ATTEMPTED.value: " (attempted)",
    Reality.DID_NOT_HAPPEN.value: " (said not to have happened)",
}


def title_of(kind: str, place: Place | None, first: date | None, last: date | None, reality: str) -> str:
    """The title from a kind of event, a place, first and last day (None where unknown) and reality."""
    words = _ahead(kind) if reality == Reality.PLANNED.value else kind + _MARKS.get(reality, "")
    words = words[:1].upper() + words[1:]
    where = f" in {place.name}" if place else ""
    when = f", {days_in_words(first, last)}" if first or last else ""
    return words + where + when


def _ahead(kind: str) -> str:
    """What is still to come. Nobody plans to go missing, and a killing that is spoken of ahead is a threat."""
    known, measure = event_types().get(kind), measures().get(kind)
    harm = (known is not None and (known.attack_like or known.casualties)) or (measure is not None and measure.state)
    return f"{'threatened or announced' if harm else 'planned or demanded'}: {kind}"


def days_in_words(first: date | None, last: date | None) -> str:
    """ "14 March 2031", "14–16 March 2031", "30 March – 2 April 2031", "since 14 March 2031", "until 14 March 2031"."""
    if first is None or last is None:
        known = first or last
        return "" if known is None else f"{'since' if first else 'until'} {_day(known)}"
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
