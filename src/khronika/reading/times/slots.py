"""The words of a time expression by what they are for: its year, its unit, its number."""

from khronika.reading.times.grammar import Found
from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import Words

# Rules name the same slot twice where it may stand in two places of one expression.
_SLOT_NAMES = ("", "2", "3", "4")


class Slots:
    """Reads the slots of one found expression.

    words, found, lexicon: the text, where in it, and the words of time of its language.
    """

    __slots__ = ("found", "lexicon", "words")

    def __init__(self, words: Words, found: Found, lexicon: TimeWords) -> None:
        self.words = words
        self.found = found
        self.lexicon = lexicon

    def has(self, name: str) -> bool:
        """Whether the slot is filled."""
        return any(name + suffix in self.found.parts for suffix in _SLOT_NAMES)

    def listed(self, name: str) -> list[str]:
        """The slot's words in lower case, none where it is empty."""
        for suffix in _SLOT_NAMES:
            if name + suffix in self.found.parts:
                first, last = self.found.parts[name + suffix]
                return self.words.lower[first:last]
        return []

    def text(self, name: str) -> str:
        """The slot's words in lower case, "" where it is empty."""
        return " ".join(self.listed(name))

    def all_words(self) -> list[str]:
        """Every word of the expression in lower case."""
        return self.words.lower[self.found.first : self.found.last]

    def after(self) -> str:
        """The word that follows the expression, "" at the end of the text."""
        return self.words.lower[self.found.last] if self.found.last < len(self.words.lower) else ""

    def before(self) -> str:
        """The word before the expression, "" at the start of the text."""
        return self.words.lower[self.found.first - 1] if self.found.first else ""

    def year(self, name: str = "year") -> int | None:
        """The slot's year in full: "'99" and "90" are of the last century where that is past reading otherwise."""
        digits = "".join(letter for letter in self.text(name) if letter.isdecimal())
        if not digits:
            return None
        return century_of(int(digits)) if len(digits) == 2 else int(digits)

    def month(self) -> int | None:
        """The month's number."""
        return self.lexicon.months.get(self.text("month"))

    def weekday(self) -> int | None:
        """The weekday's ISO number."""
        return self.lexicon.weekdays.get(self.text("weekday"))

    def unit(self, name: str = "unit") -> str:
        """The unit's code; parts of day count as nights or the like and give ""."""
        word = self.text(name)
        return self.lexicon.units.get(word, "")

    def relative(self, name: str = "rel") -> str:
        """What the slot's word says: last, this, next, before, after, same, latest, or ""."""
        return self.lexicon.relative.get(self.text(name), "")

    def nth(self, name: str = "nth") -> int | None:
        """The slot's ordinal ("third", "3rd") or day number."""
        word = self.text(name)
        if word in self.lexicon.ordinals:
            return self.lexicon.ordinals[word]
        digits = word.rstrip("stndrh")
        return int(digits) if digits.isdecimal() else None

    def number(self, name: str = "num") -> float | None:
        """The slot's number; None where it is vague ("a few") or empty."""
        return number_of(self.listed(name), self.lexicon)

    def mod(self) -> str | None:
        """TIMEX3 mod of "nearly", "early", "the end of"."""
        for name in ("mod", "edge"):
            word = self.text(name)
            if word in self.lexicon.modifiers:
                return self.lexicon.modifiers[word]
            if word in self.lexicon.parts:
                return self.lexicon.parts[word]
        return None


def century_of(short: int) -> int:
    """The year meant by two digits: 30 to 99 of the twentieth century, 0 to 29 of the twenty-first."""
    return 1900 + short if short >= 30 else 2000 + short


def _fraction(written: str) -> float:
    """What "1/2" is; 0 where it is no part of one."""
    above, _, below = written.partition("/")
    return int(above) / int(below) if 0 < int(above) < int(below) else 0.0


def number_of(words: list[str], lexicon: TimeWords) -> float | None:
    """The number that words or digits say, None where vague.

    Adds up as English does: "twenty four", "two hundred and ten", "two and a half", "a couple of".
    A range ("two to three") gives its lower end.
    """
    total, current, seen = 0.0, 0.0, False
    for index, word in enumerate(words):
        vague = lexicon.vague_numbers.get(word)
        if vague == "X":
            if word in lexicon.modifiers and len(words) > 1:
                continue  # "some 200 years"
            return None
        if vague:
            current, seen = current + float(vague), True
        elif "/" in word:
            current += _fraction(word)
        elif word[:1].isdecimal():
            if seen:
                break
            current, seen = current + float(word.replace(",", "")), True
        elif word in lexicon.numbers and lexicon.small.get(words[-1]) == "half_of" and index >= len(words) - 3 and seen:
            continue  # the "one" of "two and one-half"
        elif word in lexicon.numbers:
            value = lexicon.numbers[word]
            if value >= 100 or word == "dozen":
                current = (current or 1) * value
                if value >= 1000:
                    total, current = total + current, 0.0
            elif seen and current % 100 > 0 and not (value < 10 and current % 10 == 0):
                break
            else:
                current += value
            seen = True
        elif lexicon.small.get(word) == "half_of":
            current, seen = current + 0.5, True
        elif lexicon.small.get(word) == "to" and seen:
            break
        elif lexicon.small.get(word) == "a" and not seen:
            continue
    if not seen:
        return 1.0 if any(lexicon.small.get(word) == "a" for word in words) else None
    return total + current
