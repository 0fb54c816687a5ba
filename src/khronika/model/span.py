"""A stretch of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch of a text.

    Unit: Unicode code points of the dispatch's text; `end` is exclusive.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
