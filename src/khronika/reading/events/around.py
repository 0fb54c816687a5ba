"""What stands around a trigger: the words before and after, who does it, and to what it is done.

With a parsed sentence the tree says who and what; where it does not, and without a tree, the order of words does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khronika.reading import grammar
from khronika.reading.events.lexicon import Found, Trigger
from khronika.reading.sentence import Sentence

_REACH = 3
"""Words before and after a trigger in which a word of the lexicon's `before` and `after` may stand."""
_OBJECT_REACH = 11
_SUBJECT_REACH = 14
_PASSIVE_REACH = 26
"""A passive verb comes late, after all the names of what it is done to."""
_STOPS = frozenset({";", ":", ".", "!", "?", "but", "while", "although", "whereas", "because"})
_BE = frozenset({"be", "get", "remain", "stay"})


@dataclass(frozen=True, slots=True)
class Place:
    """A trigger in its sentence.

    first, last: indices of its first and last token.
    found: where it stands, in code points of the sentence.
    kinds: the kinds found in the sentence.
    """

    sentence: Sentence
    first: int
    last: int
    found: Found
    kinds: Sequence[Found]


def holds(trigger: Trigger, place: Place) -> bool:
    """Whether the conditions of an entry are met at this place."""
    if (trigger.after or trigger.not_after) and not _words_agree(trigger.after, trigger.not_after, _after(place)):
        return False
    if (trigger.before or trigger.not_before) and not _words_agree(trigger.before, trigger.not_before, _before(place)):
        return False
    if trigger.near or trigger.not_near:
        near = _kinds_between(place, 0, len(place.sentence.tokens))
        if (trigger.near and not trigger.near & near) or trigger.not_near & near:
            return False
    needs_roles = trigger.object or trigger.not_object or trigger.subject or trigger.not_subject
    if trigger.passive is None and not needs_roles:
        return True
    passive = is_passive(place)
    if trigger.passive is not None and trigger.passive != passive:
        return False
    return not needs_roles or _roles_agree(trigger, place, passive)


def is_passive(place: Place) -> bool:
    """Whether the trigger is a passive verb ("were cut off", "the road blocked by farmers")."""
    tokens = place.sentence.tokens
    word = tokens[place.first]
    if word.tag not in ("VBN", "VBD", "JJ", "NN") or word.lower.endswith("ing"):
        return False
    if place.sentence.parsed and grammar.passive(place.sentence, place.first):
        return True
    for at in range(place.first - 1, max(-1, place.first - 5), -1):
        if tokens[at].lemma in _BE or tokens[at].lower in ("been", "being"):
            return True
        if tokens[at].pos not in ("ADV", "PART") and tokens[at].lower not in ("completely", "both", "all"):
            break
    following = tokens[place.last + 1].lower if place.last + 1 < len(tokens) else ""
    return following == "by" and word.tag in ("VBN", "VBD")


def _roles_agree(trigger: Trigger, place: Place, passive: bool) -> bool:
    objects = _object_kinds(place, passive)
    if (trigger.object and not trigger.object & objects) or trigger.not_object & objects:
        return False
    if not (trigger.subject or trigger.not_subject):
        return True
    subjects = _subject_kinds(place, passive)
    return not ((trigger.subject and not trigger.subject & subjects) or trigger.not_subject & subjects)


def _object_kinds(place: Place, passive: bool) -> set[str]:
    """Kinds of what it is done to: after an active verb or a noun, before a passive verb."""
    if passive:
        return _tree_subject(place) | _left(place, _PASSIVE_REACH) or _right(place)
    return _right(place)


def _subject_kinds(place: Place, passive: bool) -> set[str]:
    """Kinds of who does it: before an active verb, after "by" of a passive one."""
    if not passive:
        return _tree_subject(place) or _left(place)
    tokens = place.sentence.tokens
    for at in range(place.last + 1, min(len(tokens), place.last + 10)):
        if tokens[at].lower == "by":
            return _kinds_between(place, at + 1, min(len(tokens), at + 8))
    return set()


def _tree_subject(place: Place) -> set[str]:
    if not place.sentence.parsed:
        return set()
    found = grammar.subject(place.sentence, place.first)
    if found is None or place.first in found:
        return set()
    return _kinds_between(place, found.start, found.stop)


def _right(place: Place) -> set[str]:
    tokens = place.sentence.tokens
    end = place.last + 1
    while end < len(tokens) and end <= place.last + _OBJECT_REACH and tokens[end].lower not in _STOPS:
        if end > place.last + 2 and tokens[end].lower in ("that", "when", "after", "before"):
            break
        end += 1
    return _kinds_between(place, place.last + 1, end)


def _left(place: Place, reach: int = _SUBJECT_REACH) -> set[str]:
    tokens = place.sentence.tokens
    start = place.first
    while start > 0 and start > place.first - reach and tokens[start - 1].lower not in _STOPS:
        start -= 1
    return _kinds_between(place, start, place.first)


def _kinds_between(place: Place, first: int, stop: int) -> set[str]:
    """Kinds among the tokens from `first` up to `stop`, the trigger's own words left out."""
    if first >= stop:
        return set()
    tokens, offset = place.sentence.tokens, place.sentence.span.start
    start, end = tokens[first].start - offset, tokens[stop - 1].end - offset
    own = place.found
    return {
        kind
        for found in place.kinds
        if start <= found.start and found.end <= end and not (found.start < own.end and own.start < found.end)
        for kind in found.meaning.kinds
    }


def _words_agree(wanted: frozenset[str], unwanted: frozenset[str], words: set[str]) -> bool:
    return (not wanted or bool(wanted & words)) and not unwanted & words


def _after(place: Place) -> set[str]:
    """The words after it, and each two that stand together."""
    return _with_pairs([t.lower for t in place.sentence.tokens[place.last + 1 : place.last + 1 + _REACH]])


def _before(place: Place) -> set[str]:
    words = [t.lower for t in place.sentence.tokens[max(0, place.first - _REACH) : place.first]]
    return _with_pairs([part for word in words for part in (word, *word.rstrip("-").split("-"))])


def _with_pairs(words: list[str]) -> set[str]:
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}
