"""Short words for an event: "Shooting in Orun, 14 March 2031"."""

from datetime import date

from khronika.model.claim import Reality
from khronika.model.place import Place

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARKS = {
    Reality.PLANNED.value: " (planned)",
    Reality.ATTEMPTED.value: " (attempted)",
    Reality.DID_NOT_HAPPEN.value: " (said not to have happened)",
}


def title_of(kind: str, place: Place | None, first: date | None, last: date | None, reality: str) -> str:
    """The title from a kind of event, a place, first and last day (None where unknown) and reality."""
    words = kind[:1].upper() + kind[1:] + _MARKS.get(reality, "")
    where = f" in {place.name}" if place else ""
    when = f", {days_in_words(first, last)}" if first or last else ""
    return words + where + when


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
