"""Numbers that stand in a list under what befell them, or beside somebody whom it befell."""

from collections.abc import Sequence

from khronika.reading.figures.counted import Count
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_OPENING = 4
"""Last token in which the word that heads a list may stand."""
_LONGEST_HEADING = 6
_IN_A_LIST = frozenset({"NOUN", "ADJ", "NUM", "CCONJ", "DET", "PROPN", "ADP", "PRON", "SYM"})


def listed_under(sentence: Sentence, count: Count, triggers: Sequence[Trigger]) -> list[Trigger]:
    """ "The DEAD: seven men, four women", "Those KILLED include a midwife and two students": the word at the head."""
    if count.sort not in ("number", "single"):
        return []
    for trigger in triggers:
        if trigger.first > _OPENING or trigger.role not in ("patient", "adjective", "noun", "status"):
            continue
        between = _past_heading(sentence.tokens[trigger.last + 1 : count.first])
        if trigger.role == "status" and not (between and between[0].lower == ":"):
            continue
        if between and _opens_a_list(between[0]) and _names_them(sentence, trigger) and _runs_on(between[1:]):
            return [trigger]
    return []


def _past_heading(between: Sequence[Token]) -> Sequence[Token]:
    """From the colon on, where only a few words that say of what the list is come before it ("deaths BY DISTRICT:")."""
    colon = next((i for i, token in enumerate(between[:_LONGEST_HEADING]) if token.lower == ":"), 0)
    heads = all(token.pos in ("ADP", "NOUN", "DET", "PROPN", "ADJ") for token in between[:colon])
    return between[colon:] if heads else between


def _opens_a_list(token: Token) -> bool:
    return token.lower == ":" or token.lemma == "include"


def _names_them(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the word stands for those whom it befell: behind "the" or "those", or with nothing before it."""
    before = sentence.tokens[: trigger.first]
    return not before or before[-1].pos in ("DET", "ADP") or before[-1].lower in ("those", "also", "all")


def _runs_on(between: Sequence[Token]) -> bool:
    """Whether the words are still of the list: no verb, and no end of it."""
    return all(token.pos in _IN_A_LIST or token.lower == "," for token in between)


def together_with(sentence: Sentence, count: Count, triggers: Sequence[Trigger]) -> list[Trigger]:
    """ "was arrested together WITH TWO OTHERS": it befell them as well."""
    tokens, at = sentence.tokens, count.first
    if count.sort not in ("number", "single") or at < 2 or not _joined(tokens[:at]):
        return []
    before = [t for t in triggers if t.last < at and t.role in ("patient", "subject")]
    if not before or any(token.lower in (";", ":") for token in tokens[before[-1].last : at]):
        return []
    return before[-1:]


def _joined(tokens: Sequence[Token]) -> bool:
    """Whether the words end in "together with", "along with", "as well as"."""
    last = " ".join(token.lower for token in tokens[-3:])
    return any(last == phrase or last.endswith(f" {phrase}") for phrase in word_set("en", "figures", "addition.joints"))
