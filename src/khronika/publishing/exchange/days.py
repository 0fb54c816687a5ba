"""The days on which an incident can have happened."""

from dataclasses import dataclass
from datetime import date, timedelta

from khronika.model.incident import Incident
from khronika.publishing.ledger import Ledger
from khronika.reference.edtf import days_of_edtf


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day, both inclusive.

    open_end: nobody says when it ended, and `last` is the day of the latest report of it (or `first`).
    approximate: the words say "about".
    """

    first: date
    last: date
    open_end: bool = False
    approximate: bool = False

    @property
    def count(self) -> int:
        """Days from first to last. Unit: days; 1 for a single day."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier one of two."""
        return self.first + timedelta(days=(self.count - 1) // 2)


def days_of(incident: Incident, ledger: Ledger) -> Days | None:
    """The days of an incident; None where its first day is not known, or no calendar has it."""
    try:
        first, last = days_of_edtf(incident.when) if incident.when else (None, None)
    except ValueError:
        return None
    if first is None:
        return None
    approximate = incident.when.rstrip()[-1:] in "~%"
    if last is not None:
        return Days(first, last, approximate=approximate) if last >= first else None
    reported = [ledger.published(claim) for claim in ledger.found(incident.claims)]
    latest = max((moment.date() for moment in reported if moment), default=first)
    return Days(first, max(first, latest), open_end=True, approximate=approximate)
