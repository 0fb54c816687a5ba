"""The question "when": time expressions found, normalised and resolved; the day that is being told of."""

from khronika.reading.times.finding import find_times

__all__ = ["find_times"]
