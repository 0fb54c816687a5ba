"""Whether the words around an expression speak of what was or of what will be, and what bounds it."""

from dataclasses import dataclass

from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import CODES, Words

# Words on either side that are looked at: about a clause.
_REACH = 14
_STOPS = frozenset((CODES["break"], CODES["dot"]))
_BOUNDING = frozenset(("until", "till", "since", "by", "before", "after", "from", "to", "in", "on", "at", "for", "during", "within"))


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands around an expression.

    tense: "past", "future", "present" or "" where nothing tells.
    preposition: the bounding word right before it ("until", "by", "in"), or "".
    """

    tense: str
    preposition: str


def _ends_sentence(words: Words, index: int) -> bool:
    code = words.codes[index]
    if code not in _STOPS:
        return words.lower[index] in (";", "?", "!")
    if code == CODES["dot"] and index + 1 < len(words.starts):
        # the dot of an abbreviation or an initial ends nothing
        following = words.text[words.starts[index + 1]]
        return not (following.islower() or words.ends[index] == words.starts[index + 1] and following.isalnum())
    return True


def _tense_of(words: Words, index: int, lexicon: TimeWords) -> str:
    word = words.lower[index]
    tense = lexicon.tense.get(word, "")
    if tense:
        return tense
    if len(word) > 4 and word.endswith("ed") and words.text[words.starts[index]].islower():
        return "past"
    return ""


def _nearest(words: Words, indices: range, lexicon: TimeWords) -> tuple[str, int]:
    """Tense of the nearest verb along `indices`, and how far; verbs of saying only if there is no other."""
    reported = ("", 99)
    present = ("", 99)
    for distance, index in enumerate(indices):
        if _ends_sentence(words, index):
            break
        tense = _tense_of(words, index, lexicon)
        if tense == "reporting":
            reported = reported if reported[0] else ("past", distance)
        elif tense == "present":
            present = present if present[0] else ("present", distance)
        elif tense:
            return tense, distance
    return present if present[0] else reported


def cue_at(words: Words, first: int, last: int, lexicon: TimeWords) -> Cue:
    """What the clause around the words `first` to `last` tells of its time."""
    before, near = _nearest(words, range(first - 1, max(first - 1 - _REACH, -1), -1), lexicon)
    after, far = _nearest(words, range(last, min(last + _REACH, len(words.starts))), lexicon)
    # a verb after the expression belongs to it where none stands before it: "On Friday troops will ..."
    tense = before if before and (near <= far + 4 or not after) else after
    previous = words.lower[first - 1] if first else ""
    if previous == "the" and first > 1:
        previous = words.lower[first - 2]
    preposition = previous if previous in _BOUNDING else ""
    return Cue(tense, preposition)
