"""Whether the words around an expression speak of what was or of what will be, and what bounds it."""

from dataclasses import dataclass

from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import CODES, OTHER, Words

_PASSIVE = frozenset(("be", "is", "are", "being"))
# Words on either side that are looked at: about a clause.
_REACH = 14
_STOPS = frozenset((CODES["break"], CODES["dot"]))
_BOUNDING = frozenset(
    ("until", "till", "since", "by", "before", "after", "from", "to", "in", "on", "at", "for", "during", "within")
)


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
        return not (following.islower() or (words.ends[index] == words.starts[index + 1] and following.isalnum()))
    return True


def _tense_of(words: Words, index: int, lexicon: TimeWords) -> str:
    word = words.lower[index]
    tense = lexicon.tense.get(word, "")
    if tense:
        return tense
    if len(word) > 4 and word.endswith("ed") and word[:2] != "un" and words.text[words.starts[index]].islower():
        return "past"
    return ""


def _nearest(words: Words, indices: range, lexicon: TimeWords) -> tuple[str, str, int]:
    """Tense of the nearest verb along `indices`, the nearest weaker sign (present, reporting), and how far that is."""
    weak, weak_distance = "", 99
    for distance, index in enumerate(indices):
        if _ends_sentence(words, index):
            break
        tense = _tense_of(words, index, lexicon)
        before = words.lower[index - 1] if index else ""
        if tense == "past" and before in _PASSIVE:
            continue  # "will be paid": the helping verb tells
        if tense == "future" and before == "been":
            return "past", weak, weak_distance
        if tense in ("past", "future"):
            return tense, weak, weak_distance
        if tense and tense != "plan" and not weak:
            weak, weak_distance = tense, distance
    return "", weak, weak_distance


def _planned(words: Words, first: int, lexicon: TimeWords) -> str:
    """The tense of "planned to leave on", "is to resume", "set to resume Monday" right before an expression, or ""."""
    for index in range(first - 2, max(first - 7, 0), -1):
        if words.codes[index] in _STOPS:
            break
        if words.lower[index] == "to" and lexicon.tense.get(words.lower[index - 1]) in ("plan", "present", "future"):
            return "past" if words.lower[index - 2] == "been" else "future"
    bare = first > 1 and words.lower[first - 2] == "to" and words.codes[first - 1] == OTHER
    return "future" if bare and words.text[words.starts[first - 1]].islower() else ""


def cue_at(words: Words, first: int, last: int, lexicon: TimeWords) -> Cue:
    """What the clause around the words `first` to `last` tells of its time."""
    before, weak_before, distance = _nearest(words, range(first - 1, max(first - 1 - _REACH, -1), -1), lexicon)
    if weak_before == "reporting" and distance <= 2:  # "said Friday that it will"
        tense = "past"
    elif planned := _planned(words, first, lexicon):
        tense = planned
    elif before:
        tense = before
    else:
        after, weak_after, _ = _nearest(words, range(last, min(last + _REACH, len(words.starts))), lexicon)
        tense = after or weak_before or weak_after
        tense = "past" if tense == "reporting" else tense
    previous = words.lower[first - 1] if first else ""
    if previous == "the" and first > 1:
        previous = words.lower[first - 2]
    preposition = previous if previous in _BOUNDING else ""
    return Cue(tense, preposition)
