"""The question "how many": numbers of people and things, with what they count and how exactly."""

from khronika.reading.figures.finding import find_figures

__all__ = ["find_figures"]
