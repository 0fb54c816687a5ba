"""Denials: who is said not to have been harmed, and what number is called false.

"denied that ANYONE had died", "no casualties" (nobody killed and nobody injured), "NEITHER the driver NOR his
passenger was hurt"; "reports of 30 dead are FALSE".
"""

from collections.abc import Sequence
from itertools import pairwise

from khronika.reading import grammar
from khronika.reading.figures.counted import Count
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_REACH = 4
"""Tokens before "any" in which a "not" stands."""
_DENIED = 9
"""Tokens before "any" in which the verb of denial stands."""
_NOUN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})
_ENDS_CLAUSE = frozenset({";", ":", "but", "although", "though"})


def denied_before(sentence: Sentence, at: int) -> bool:
    """Whether the "any" at a token is denied: by a "not" before it, or by a verb ("denied that any")."""
    before = sentence.tokens[max(0, at - _DENIED) : at]
    if any(token.lemma in word_set("en", "numbers", "denials.silent") for token in before[-_REACH:]):
        return False  # "they did not MENTION any casualties"
    if _only_meant(before[-_REACH:]):
        return False
    if any(token.lower in ("not", "n't", "n’t", "never", "without") for token in before[-_REACH:]):
        return True
    verbs = word_set("en", "numbers", "denials.verbs")
    denying = next((i for i in range(len(before) - 1, -1, -1) if before[i].lemma in verbs), None)
    return denying is not None and not any(token.lower in _ENDS_CLAUSE for token in before[denying:])


def _only_meant(before: Sequence[Token]) -> bool:
    """ "he never MEANT TO kill anyone", "my son WOULD never hurt anyone": what is denied is the will, not the harm."""
    would = any(token.lower in ("would", "'d", "’d") for token in before)
    meant = word_set("en", "numbers", "denials.meaning")
    return would or any(token.lemma in meant and behind.lower == "to" for token, behind in pairwise(before))


def neither_nor(sentence: Sentence, at: int) -> int | None:
    """Last token of "neither the driver nor his passenger" that begins at a token; None where it does not."""
    tokens = sentence.tokens
    if tokens[at].lower != "neither":
        return None
    nor = _past_noun_phrase(tokens, at + 1)
    if nor == at + 1 or nor >= len(tokens) or tokens[nor].lower != "nor":
        return None
    end = _past_noun_phrase(tokens, nor + 1)
    return end - 1 if end > nor + 1 else None


def _past_noun_phrase(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].pos in _NOUN_PHRASE and tokens[at].lower != "nor":
        at += 1
    return at


def denies_both(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "no CASUALTIES": that nobody was injured, and nobody killed."""
    nouns = word_set("en", "numbers", "denials.both")
    return count.sort == "none" and trigger.at == count.head and sentence.tokens[trigger.at].lemma in nouns


def called_false(sentence: Sentence, count: Count) -> bool:
    """ "the RUMOUR that 200 had been shot turned out to be FALSE", "DISMISSED claims of 50 dead": hearsay, denied.

    What a speaker denies of himself ("the governor denied that four had died") stays a figure, which he denies.
    """
    lead = sentence.tokens[: count.first]
    behind = sentence.tokens[count.last + 1 :]
    hearsay, false = word_set("en", "numbers", "denials.hearsay"), word_set("en", "numbers", "denials.false")
    told = next((i for i in range(len(lead) - 1, -1, -1) if lead[i].lemma in hearsay), None)
    if told is None or any(token.lower in _ENDS_CLAUSE for token in lead[told:]):
        return False
    if any(token.lemma in word_set("en", "numbers", "denials.dismissing") for token in lead[max(0, told - 3) : told]):
        return True
    closing = next((i for i, token in enumerate(behind) if token.lower in _ENDS_CLAUSE), len(behind))
    return any(
        token.lower in false and not grammar.negated(sentence, count.last + 1 + i)
        for i, token in enumerate(behind[:closing])
    )
