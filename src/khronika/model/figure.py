"""A number of people or things, with its bounds."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class Exactness(StrEnum):
    """How the words bound a figure."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    UP_TO = "up to"
    RANGE = "range"
    VAGUE = "vague"
    UNCOUNTED = "uncounted"


class Scope(StrEnum):
    """What of the event a figure counts."""

    WHOLE = "whole"
    PART = "part"
    ADDITION = "addition"
    RUNNING_TOTAL = "running total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many, by the words at `span`, which lie inside the claim.

    measure: a name of the vocabulary of measures (killed, injured, detained ...).
    low, high: people or things; None where the words set no bound ("over 1,000" has no high,
        "up to 1500" no low, "many" neither). low <= high where both are given.
    group: who is counted, where the words single out a group ("police", "children"); None for all.
    scope_days, scope_place: what days (EDTF) and place the figure says that it covers, else None
        ("not stated").
    as_of: EDTF time at which the count stood, where said.

    Raises: ValueError where low exceeds high or a bound is negative.
    """

    measure: str
    low: int | None
    high: int | None
    span: Span
    group: str | None = None
    exactness: Exactness = Exactness.EXACT
    scope: Scope = Scope.WHOLE
    scope_days: str | None = None
    scope_place: str | None = None
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a figure cannot run from {self.low} to {self.high}")
        if (self.low or 0) < 0 or (self.high or 0) < 0:
            raise ValueError("a figure cannot be negative")

    def as_dict(self) -> dict[str, object]:
        """The figure as ``chronicle.json`` holds it."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "measure": self.measure,
            "low": self.low,
            "high": self.high,
            "group": self.group,
            "exactness": self.exactness.value,
            "scope": self.scope.value,
            "scope_days": self.scope_days,
            "scope_place": self.scope_place,
            "as_of": self.as_of,
        }
