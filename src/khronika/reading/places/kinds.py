"""What kind of place the lower-case words around a name say that it is."""

from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.words import Words


class Kinds:
    """Reads "Orun oil field", "the village of Orun" and "in Orun" in one text."""

    def __init__(self, words: Words, lexicon: PlaceWords) -> None:
        self.words = words
        self.lexicon = lexicon

    def after(self, last: int) -> str:
        """The kind said by the words from index `last` on, right after a name; "" where they say none."""
        words = self.words
        if last >= len(words) or words.gaps[last] != " ":
            return ""
        if words.gaps[last + 1] == " ":
            pair = self.lexicon.kinds_after.get(f"{words.lower[last]} {words.lower[last + 1]}")
            if pair:
                return pair
        if words.capital[last] and not words.shouted[last]:
            return ""
        return self.lexicon.kinds_after.get(words.lower[last], "")

    def before(self, first: int) -> str:
        """The kind said by "village of" and the like before the name that begins at index `first`."""
        words = self.words
        if first < 2 or words.lower[first - 1] != "of" or words.gaps[first] != " ":
            return ""
        two = f"{words.lower[first - 3]} {words.lower[first - 2]}" if first > 2 else ""
        return self.lexicon.kinds_before.get(two) or self.lexicon.kinds_before.get(words.lower[first - 2], "")

    def located(self, first: int, last: int) -> str:
        """ "unknown" for a strange name after "in" and the like, which may be a misspelt town or a small one."""
        words = self.words
        if first == 0 or words.gaps[first] != " " or words.lower[first - 1] not in self.lexicon.locating:
            return ""
        return "" if any(words.lower[at] in self.lexicon.ordinary for at in range(first, last)) else "unknown"
