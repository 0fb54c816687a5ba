"""When something was, as exactly as the words allow and no more."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class TimexType(StrEnum):
    """TIMEX3's four types of time expression. Source: TimeML 1.2.1, section 2.3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval with its precision, and the words it came from.

    start, end: earliest and latest instant or day, ISO 8601 prefixes in local time of the place
        ("2011-12-16", "2011-12-16T12:45", "2011-12-17T22:30Z"), both inclusive; None where open
        or unknown.
    edtf: the same for display and exchange (ISO 8601-2): "2011-12-16", "2011-12-16/2011-12-17",
        "2011-12-31~", "../2012-01-05", "1905"; "" where the words name no point in time.
    timex_type, timex_value: TIMEX3 ("DATE", "2011-12-16"; "DURATION", "P8M"; "DATE", "PRESENT_REF").
    span: the words; None where nothing in the text gave it.
    basis: stated (in the claim's own sentence), narrative (carried over from earlier words),
        published (only the time of publication stands behind it).
    """

    start: str | None
    end: str | None
    edtf: str
    timex_type: TimexType
    timex_value: str
    span: Span | None = None
    basis: str = "stated"

    def as_dict(self) -> dict[str, object]:
        """The time as ``chronicle.json`` holds it."""
        return {
            "edtf": self.edtf,
            "start": self.start,
            "end": self.end,
            "timex_type": self.timex_type.value,
            "timex_value": self.timex_value,
            "span": list(self.span) if self.span else None,
            "basis": self.basis,
        }
