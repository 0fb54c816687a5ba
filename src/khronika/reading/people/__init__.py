"""The question "to whom": people named, and what is said to have befallen them."""

from khronika.reading.people.finding import find_people

__all__ = ["find_people"]
