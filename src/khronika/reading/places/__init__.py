"""The question "where": which places a text names, and where in the world they are."""

from khronika.reading.places.finding import find_places

__all__ = ["find_places"]
