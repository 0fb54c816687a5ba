"""Whether the words around an expression speak of what was or of what will be, and what bounds it."""

from dataclasses import dataclass

from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import CODES, OTHER, Words

_PASSIVE = frozenset(("be", "is", "are", "being"))
_IS = frozenset(("is", "are"))
_BEING = frozenset(("is", "are", "’re", "re", "am"))
_RELATIVE = frozenset(("who", "which"))
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


def ends_sentence(words: Words, index: int) -> bool:
    """Whether the word or mark ends a sentence."""
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
    if word == "won" and words.lower[index + 2 : index + 3] == ["t"]:
        return "future"  # "won't"
    tense = lexicon.tense.get(word, "")
    if tense:
        return tense
    if len(word) > 4 and word.endswith("ed") and word[:2] != "un" and words.text[words.starts[index]].islower():
        return "past"
    return ""


def _nearest(words: Words, indices: range, lexicon: TimeWords) -> tuple[str, str, int]:
    """Tense of the nearest verb along `indices`, the nearest weaker sign (present, reporting), and how far that is."""
    weak, weak_distance = "", 99
    aside = False
    for distance, index in enumerate(indices):
        if ends_sentence(words, index):
            break
        tense = _tense_of(words, index, lexicon)
        if indices.step > 0 and words.lower[index] in _RELATIVE:
            aside = True  # "on Friday three men who will stand trial were shot": the first verb is not the clause's
        elif aside and tense:
            aside = False
            continue
        before = words.lower[index - 1] if index else ""
        if tense == "present" and words.lower[index] in _IS and words.lower[index + 1 : index + 2] == ["to"]:
            return "future", weak, weak_distance  # "is to meet"
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
    if _called_for(words, first, lexicon):
        return "future"
    if first > 2 and words.lower[first - 3 : first - 1] == ["to", "be"]:  # "a report to be released Monday"
        ranked = any(word in lexicon.ranked for word in words.lower[max(first - 8, 0) : first - 3])
        return "past" if ranked else "future"
    bare = first > 1 and words.lower[first - 2] == "to" and words.codes[first - 1] == OTHER
    return "future" if bare and words.text[words.starts[first - 1]].islower() else ""


def _scheduled(words: Words, first: int, last: int, lexicon: TimeWords) -> str:
    """ "future" where the present tense tells what is to be: "the strike begins on", "the funeral is on"."""
    near = words.lower[max(first - 5, 0) : first]
    if (
        first == 0 or words.codes[first - 1] in _STOPS or words.lower[first - 1] == "on"
    ):  # "On Monday the strike begins."
        near = near + [word for word in words.lower[last : last + 5] if word.endswith("s")]
    before = first - 1 if words.lower[first - 1 : first] in (["on"], ["at"]) else first
    if words.lower[before - 1 : before] and words.lower[before - 1] in _IS:  # "the deadline is Monday"
        return "future"
    verb = max((index for index in range(max(first - 6, 1), first) if words.lower[index - 1] in _BEING), default=0)
    said = words.lower[verb]
    leaving = said.endswith("ing") and verb == before - 1  # not "are investigating a death on"
    if verb and (leaving or (said.endswith("ed") and lexicon.tense.get(said) == "plan")):
        return "future"  # "they are leaving on", "a rally is planned on"
    if any(word in lexicon.possible for word in near) and "have" not in near:
        return "future"
    return "future" if any(word in lexicon.scheduled for word in near) else ""


def _begins_then(words: Words, first: int, lexicon: TimeWords) -> bool:
    """Whether the verb right before it tells of what is to be: "which began Monday and ends Friday"."""
    before = first - 2 if first > 1 and words.lower[first - 1] == "on" else first - 1
    return before >= 0 and words.lower[before] in lexicon.scheduled and words.lower[before].endswith("s")


def _called_for(words: Words, first: int, lexicon: TimeWords) -> bool:
    """Whether people were asked for what comes: "called for a strike on Monday", "told to leave by Monday"."""
    for index in range(first - 2, max(first - 8, 0), -1):
        if words.codes[index] in _STOPS:
            return False
        if words.lower[index] in ("to", "for") and any(
            words.lower[before] in lexicon.asking for before in range(max(index - 3, 0), index)
        ):
            verb = index + 2 <= first and words.text[words.starts[index + 1]].islower()
            return words.lower[index] == "for" or verb
    return False


def _of_noun(words: Words, first: int, last: int) -> bool:
    """Whether it belongs to a noun behind that is no subject: "a charge in the March 1 death of his friend won't"."""
    if (
        first < 2
        or words.lower[first - 1] != "the"
        or words.lower[first - 2] not in _BOUNDING
        or last >= len(words.codes)
    ):
        return False
    return words.codes[last] == OTHER and words.text[words.starts[last]].islower()


def _put_off(words: Words, first: int, lexicon: TimeWords) -> bool:
    """Whether something was moved to it: "the deadline was extended to Monday"."""
    near = words.lower[max(first - 4, 0) : first]
    return near[-1:] == ["to"] and any(word in lexicon.put_off for word in near)


def _no_sooner(words: Words, first: int) -> bool:
    """Whether it is the soonest or the latest time for something: "as early as Monday", "no later than Monday"."""
    before = words.lower[max(first - 2, 0) : first]
    return before in (["early", "as"], ["soon", "as"], ["later", "than"], ["sooner", "than"])


def cue_at(words: Words, first: int, last: int, lexicon: TimeWords) -> Cue:
    """What the clause around the words `first` to `last` tells of its time."""
    before, weak_before, distance = _nearest(words, range(first - 1, max(first - 1 - _REACH, -1), -1), lexicon)
    if weak_before == "reporting" and distance <= 2:  # "said Friday that it will"
        tense = "past"
    elif planned := _planned(words, first, lexicon):
        tense = planned
    elif (
        _begins_then(words, first, lexicon)
        or _put_off(words, first, lexicon)
        or (before != "past" and _no_sooner(words, first))
    ):
        tense = "future"
    elif before:
        tense = before
    else:
        clause = range(last, last if _of_noun(words, first, last) else min(last + _REACH, len(words.starts)))
        after, weak_after, _ = _nearest(words, clause, lexicon)
        tense = after or weak_before or weak_after
        tense = "past" if tense == "reporting" else tense
    previous = words.lower[first - 1] if first else ""
    if previous == "the" and first > 1:
        previous = words.lower[first - 2]
    if not tense.strip() or tense == "present":
        tense = _scheduled(words, first, last, lexicon) or tense
    preposition = previous if previous in _BOUNDING else ""
    if preposition == "since":
        tense = "past"
    return Cue(tense, preposition)
