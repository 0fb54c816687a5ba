"""Mentions -> claims: what happened, with its figure, people, time, place and speaker."""

from khronika.reading.composing.caveats import find_caveats
from khronika.reading.composing.claims import Mentions, compose
from khronika.reading.composing.gaps import find_gaps

__all__ = ["Mentions", "compose", "find_caveats", "find_gaps"]
