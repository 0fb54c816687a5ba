"""On which days the event of a claim can have been.

Days are counted as ``date.toordinal`` does. Both ends are inclusive.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from khronika.model.claim import Claim, Reality
from khronika.model.when import When
from khronika.reconciling.weights import weight
from khronika.reference.edtf import days_of_edtf

STATED, NARRATIVE, PUBLISHED, UNKNOWN = "stated", "narrative", "published", "unknown"


class Days(NamedTuple):
    """First and last day that the event can have been on, and what that rests on.

    basis: stated, narrative (carried over), published (only the time of publication), unknown.
    """

    first: int
    last: int
    basis: str

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self.basis != UNKNOWN

    @property
    def hard(self) -> bool:
        """Whether the words give the day, rather than the date of publication."""
        return self.basis in (STATED, NARRATIVE)

    @property
    def wide(self) -> bool:
        """Whether it is a long stretch, which meets almost everything."""
        return self.last - self.first > weight("limits", "wide_days")

    def gap(self, other: "Days") -> int:
        """Days that lie between the two; 0 where they meet."""
        return max(0, other.first - self.last, self.first - other.last)

    def met(self, other: "Days") -> "Days":
        """The days in common, on the firmer of the two bases; this one where there are none."""
        if not other.known or self.gap(other):
            return self
        if not self.known:
            return other
        basis = min(self.basis, other.basis, key=(STATED, NARRATIVE, PUBLISHED).index)
        return Days(max(self.first, other.first), min(self.last, other.last), basis)


NOT_KNOWN = Days(1, date.max.toordinal(), UNKNOWN)


def bounds_of(when: When) -> tuple[date | None, date | None]:
    """First and last day of a `When`; None where open or unknown. A month or a year counts whole."""
    if not when.start and not when.end:
        return bounds_of_text(when.edtf) if when.edtf else (None, None)
    first = bounds_of_text(when.start)[0] if when.start else None
    last = bounds_of_text(when.end)[1] if when.end else None
    return first, last


@lru_cache(maxsize=65536)
def bounds_of_text(text: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF string; None where open, and where the string is no EDTF."""
    try:
        return days_of_edtf(text)
    except ValueError:
        return None, None


def days_of(claim: Claim, published: datetime | None, *, cumulative: bool = False) -> Days:
    """The days of a claim's event.

    published: of the update that the words stand in.
    cumulative: the claim is a toll, which stands for the days before it as well unless its own sentence says otherwise.

    A stretch that is open at one end ("until 5 January") is taken from, or up to, the day of publication.
    """
    day = published.date().toordinal() if published else None
    first, last = bounds_of(claim.when) if claim.when else (None, None)
    basis = claim.when.basis if claim.when else PUBLISHED
    if first is None and last is None:
        return _around(claim, day)
    start = first.toordinal() if first else min(day, last.toordinal()) if day and last else None
    end = last.toordinal() if last else max(day, first.toordinal()) if day and first else None
    start, end = start if start is not None else end, end if end is not None else start
    assert start is not None
    assert end is not None  # one of the two was given, so by now both are
    if basis == PUBLISHED:
        return _around(claim, end)
    if cumulative and basis == NARRATIVE:
        return Days(start - int(weight("limits", "published_reach_days")), end, PUBLISHED)
    return Days(min(start, end), max(start, end), NARRATIVE if basis == NARRATIVE else STATED)


def _around(claim: Claim, day: int | None) -> Days:
    """The days around a publication: before it for a deed, after it for a plan."""
    if day is None:
        return NOT_KNOWN
    if claim.reality is Reality.PLANNED:
        return Days(day, day + int(weight("limits", "planned_reach_days")), PUBLISHED)
    return Days(day - int(weight("limits", "published_reach_days")), day, PUBLISHED)
