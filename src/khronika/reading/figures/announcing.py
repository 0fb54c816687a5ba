"""Numbers that are announced: "the number of dead is between 50 and 70", "a crowd of 3,000"."""

from collections.abc import Sequence

from khronika.reading.figures.counted import Count
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_REACH = 14
"""Tokens between the words that announce and the number."""
_MARKS = frozenset({":", "-", "–", "—"})
_ENTRY_ENDS = frozenset({",", ";", ".", "|", "/", "•", "*", "and"})
_STOPS = frozenset({";", "”", ":", '"'})


def announced(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """Whether the trigger announces the number: only one that counts people alone, or nobody."""
    if count.sort != "number" or (
        count.head is not None and count.kind not in ("people", "forces") and not _ends(sentence, count)
    ):
        return False
    if count.first > trigger.last:
        return _before(sentence, count, trigger)
    return _turned(sentence, count, trigger)


def _ends(sentence: Sentence, count: Count) -> bool:
    """Whether something other than a noun follows the number, so that it stands alone."""
    at = count.to + 1
    return at >= len(sentence.tokens) or sentence.tokens[at].pos not in ("NOUN", "ADJ", "PROPN")


def _before(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "a DEATH TOLL of 12", "put the figure of DEAD at eleven", "the WOUNDED number 60"."""
    tokens = sentence.tokens
    bounded_by_verb = count.first < count.at and tokens[count.first].lemma in word_set("en", "figures", "toll.verbs")
    between = tokens[trigger.last + 1 : count.first + bounded_by_verb]  # "has PASSED 200": the verb bounds it, too
    if _headed(sentence, count, trigger, between):
        return True
    if not between or len(between) > _REACH or any(t.lower in _STOPS for t in between):
        return False
    tolls = word_set("en", "figures", "toll.nouns")
    counts_itself = trigger.role == "of"
    led = counts_itself or any(t.lemma in tolls for t in tokens[max(0, trigger.first - 4) : trigger.first])
    substantive = trigger.role in ("adjective", "noun") and trigger.first > 0 and tokens[trigger.first - 1].pos == "DET"
    if not (led or substantive):
        return False
    if any(t.pos == "NUM" for t in between) and not _second(sentence, count, trigger):
        return False
    verbs = word_set("en", "figures", "toll.verbs")
    joint = between[-1].lower in word_set("en", "figures", "toll.joints") or between[-1].lemma in verbs
    if substantive and not led and _amounts(sentence, count, between):
        return True
    if substantive and not led:
        return joint and len(between) == 1 and between[0].lower in ("at", "number", "numbered", "to")
    if counts_itself and len(between) == 1:
        return between[0].lower == "of" or joint
    if any(t.lemma in verbs for t in between) or (joint and len(between) == 1):
        return True
    return (
        joint and len(between) <= 3 and any(t.lemma in verbs for t in tokens[max(0, trigger.first - 6) : trigger.first])
    )


def _headed(sentence: Sentence, count: Count, trigger: Trigger, between: Sequence[Token]) -> bool:
    """ "DEATHS: 14", "CASUALTIES EXCEED 200", "DEAD - 8, WOUNDED - 23": a word with its number right behind."""
    if count.head is not None:
        return False
    mark = between[0].lower if len(between) == 1 else ""
    if mark in _MARKS and _heads(sentence, trigger) and trigger.role in ("noun", "of", "adjective", "patient"):
        return mark == ":" or between[0].start > sentence.tokens[trigger.last].end
    if trigger.role != "noun" or not trigger.opens(sentence):
        return False
    bounding = count.first < count.at and not between
    verbs = word_set("en", "figures", "toll.verbs")
    own = sentence.tokens[count.first].lemma if bounding else between[0].lemma if len(between) == 1 else ""
    return own in verbs


def _heads(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether nothing but an adjective stands between the word and the mark or the beginning before it."""
    for token in reversed(sentence.tokens[: trigger.first]):
        if token.lower in _ENTRY_ENDS:
            return True
        if token.pos not in ("ADJ", "DET", "VERB", "ADV", "PROPN", "NOUN"):
            return False
    return True


def _amounts(sentence: Sentence, count: Count, between: Sequence[Token]) -> bool:
    """ "the wounded in our wards WERE 88", "the dead ARE NOW 23"."""
    words = [token for token in between if token.pos not in ("ADV", "PART")]
    if count.head is not None or not words or not _ends(sentence, count):
        return False
    if words[-1].lemma != "be" and sentence.tokens[count.first].lower != "not":  # "CANNOT BE FEWER THAN 14"
        return False
    return all(
        token.pos in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "AUX") or token.tag == "PRP$" or token.lemma == "be"
        for token in words
    )


def _second(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "put at 4,000 by police and 11,000 BY the organisers", "rose from 12 TO 15"."""
    tokens = sentence.tokens
    before = tokens[count.first - 1].lower
    behind = tokens[count.last + 1].lower if count.last + 1 < len(tokens) else ""
    if before in ("and", "but") and behind in ("by", "according"):
        return True
    return before == "to" and any(t.lower in ("from", "by") for t in tokens[trigger.last + 1 : count.first])


def _turned(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "brings to NINE the number of dead"."""
    tokens = sentence.tokens
    between = tokens[count.last + 1 : trigger.first]
    if not 2 <= len(between) <= 6 or between[0].lower not in ("the", "its", "their"):
        return False
    tolls = word_set("en", "figures", "toll.nouns")
    return between[1].lemma in tolls or (len(between) > 2 and between[2].lemma in tolls and between[1].pos == "ADJ")


def superseded(sentence: Sentence, count: Count) -> bool:
    """Whether the number is the one that a change started from ("rose FROM 12 to 15", "to 26 from 31")."""
    tokens = sentence.tokens
    if count.first == 0 or tokens[count.first - 1].lower != "from":
        return False
    changes = word_set("en", "figures", "toll.changes")
    return any(t.lemma in changes for t in tokens[max(0, count.first - 10) : count.first - 1])
