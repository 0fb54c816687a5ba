"""A line of text on the page of a PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Text, and where it stands.

    left, top: left edge and middle height of its first letter. right, bottom: right edge and middle height of its last,
    which stands lower where a word that was broken at the margin makes one line of two. height: of its letters.
    Unit: points (1/72 inch) from the lower left corner of the page, heights growing upwards.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    height: float
