"""``chronicle.json`` -> the nouns it was written from."""

from khronika.publishing.recalling.door import Recalled, recall, recalled

__all__ = ["Recalled", "recall", "recalled"]
