"""Whether the words present an event as having happened.

After the modality values of ACE 2005 and the factuality of FactBank, read from the words that govern the trigger:
auxiliaries, verbs and nouns that take an infinitive ("tried to", "plans for"), conditions, and negation.
The words are data: ``languages/en/reality.toml``.
"""

import re
from functools import cache

from khronika.model.claim import Reality
from khronika.reading import grammar
from khronika.reading.lexicon import word_set
from khronika.reading.nearly import only_nearly
from khronika.reading.pretexts import only_a_pretext
from khronika.reading.sentence import Sentence, Token

_GOVERNOR_REACH = 8
_CONDITION_REACH = 14
_BREAKS = frozenset(';:.!?“”"') | {"that", "who", "which", "after", "because", "since", "but"}
_DENIALS = frozenset({"no", "never", "without", "not", "n't", "n’t", "neither", "nor", "nobody", "none", "nothing"})
_HAPPENING = frozenset({"happen", "occur", "take", "follow", "begin", "start", "materialise", "materialize"})
_MOVING = frozenset({"send", "dispatch", "deploy", "fly", "bring", "draft", "join"})
_NOUN_PREPOSITIONS = frozenset({"of", "for", "against", "to", "at", "on", "over", "about", "in", "from"})


def reality_of(sentence: Sentence, begin: int, first: int, last: int, *, verb: bool) -> tuple[Reality, bool]:
    """The reality of what the tokens from `begin` to `last` name, and whether it is denied.

    first: the token on which the phrase turns, its verb or noun. A phrase that itself says no ("not working") is
    not denied by that.
    verb: whether the lexicon has the phrase as a verb, which counts where no parser ran.
    """
    tokens = sentence.tokens
    says_no_itself = any(token.lower in _DENIALS or token.lower == "cannot" for token in tokens[begin : last + 1])
    tail = _tail(sentence, last)
    if only_a_pretext(sentence, first):
        return Reality.UNCLEAR, False
    if _presupposed(sentence, first):
        return Reality.ACTUAL, False
    if not says_no_itself and _denied(sentence, first):
        unperceived = any(phrase in tail for phrase in word_set("en", "reality", "unclear.unperceived"))
        return (Reality.UNCLEAR, False) if unperceived else (Reality.DID_NOT_HAPPEN, True)
    for reality, pattern in _afters():
        if pattern.search(tail) and not _only_a_time(sentence, first):
            return reality, reality is Reality.DID_NOT_HAPPEN
    if only_nearly(sentence, begin, first):
        return Reality.DID_NOT_HAPPEN, True
    verbal = tokens[first].pos in ("VERB", "AUX") or (verb and not _nominal_place(sentence, first))
    found = _of_verb(sentence, first) if verbal else _of_noun(sentence, first)
    if found is Reality.DID_NOT_HAPPEN:
        return found, True
    if found is Reality.ACTUAL and _conditional(sentence, first):
        return Reality.UNCLEAR, False
    if found is Reality.ACTUAL and verbal and _still_to_come(sentence, first):
        return Reality.PLANNED, False
    return found, False


def _presupposed(sentence: Sentence, noun: int) -> bool:
    """ "The curfew has not been LIFTED", "to GO ON with their strike": what the verb is done to is there already."""
    tokens = sentence.tokens
    if tokens[noun].pos not in ("NOUN", "PROPN"):
        return False
    verbs = word_set("en", "reality", "actual.presupposing")
    head = tokens[noun].head
    if sentence.parsed and tokens[noun].dep in ("nsubjpass", "nsubj") and tokens[head].pos == "VERB":
        return tokens[head].lemma in verbs and _not_yet(sentence, head)
    for at in range(noun - 1, max(-1, noun - 6), -1):
        if tokens[at].pos == "VERB":
            behind = tokens[at + 1].lower
            return tokens[at].lemma in verbs or f"{tokens[at].lemma} {behind}" in verbs
        if tokens[at].pos not in ("DET", "ADJ", "ADP", "PRON", "NOUN", "PART", "ADV", "NUM"):
            return False
    return False


def _not_yet(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is denied or to come, so that what it would end goes on."""
    lead = {token.lower for token in sentence.tokens[max(0, verb - 6) : verb]}
    return bool(lead & (_DENIALS | word_set("en", "reality", "planned.modals")))


def _only_a_time(sentence: Sentence, noun: int) -> bool:
    """ "nine days AFTER THE SHOOTING is planned": the noun only says when."""
    before = {token.lower for token in sentence.tokens[max(0, noun - 2) : noun]}
    return sentence.tokens[noun].pos == "NOUN" and bool(before & {"after", "since"})


def _still_to_come(sentence: Sentence, verb: int) -> bool:
    """ "TOMORROW at seven we CLOSE the gate": the present tense beside a time to come."""
    if sentence.tokens[verb].tag not in ("VBP", "VBZ", "VB") or grammar.in_relative_clause(sentence, verb):
        return False
    lowered = f" {sentence.text.lower()} "
    return any(re.search(rf"\b{time}\b", lowered) for time in word_set("en", "reality", "planned.times"))


def _denied(sentence: Sentence, first: int) -> bool:
    tokens = sentence.tokens
    if _only(sentence, first):
        return False
    for at in range(first - 1, max(-1, first - 4), -1):
        word = tokens[at]
        if word.lower in _DENIALS:
            return True
        if word.pos not in ("ADV", "ADJ", "AUX", "DET", "PART"):
            break
    if grammar.negated(sentence, first) and sentence.parsed:
        return True
    head = tokens[first].head
    if not sentence.parsed or head in (first, -1) or tokens[head].pos not in ("VERB", "AUX"):
        return False
    happens = tokens[first].dep == "nsubj" and tokens[head].lemma in _HAPPENING
    return (happens or tokens[first].dep in ("dobj", "nsubjpass")) and grammar.negated(sentence, head)


def _nominal_place(sentence: Sentence, first: int) -> bool:
    """Whether the word before lets only a noun follow; with a parser its tags are believed instead."""
    before = sentence.tokens[first - 1] if first else None
    return sentence.parsed or (
        before is not None and (before.pos in ("DET", "ADJ", "NUM", "ADP") or before.tag == "PRP$")
    )


def _only(sentence: Sentence, first: int) -> bool:
    """Whether "not" before it belongs to "not only" or "not ... but", which deny nothing."""
    tokens = sentence.tokens
    return any(
        tokens[at].lower == "not" and tokens[at + 1].lower in ("only", "just", "merely")
        for at in range(max(0, first - 5), first)
    )


def _of_verb(sentence: Sentence, verb: int) -> Reality:
    """Read leftwards: the verb's auxiliaries, then what its infinitive hangs on."""
    tokens = sentence.tokens
    at = verb - 1
    infinitive = False
    while at >= 0 and at >= verb - _GOVERNOR_REACH:
        word = tokens[at]
        modal = _modal(word, tokens, at)
        if modal is not None:
            return modal
        if word.lower == "to":
            infinitive = True
        elif infinitive:
            return _of_infinitive(sentence, at)
        elif word.lemma in _governed("did_not_happen") and word.pos == "VERB":
            return Reality.DID_NOT_HAPPEN
        elif word.lemma in _governed("actual"):
            pass
        elif word.lower in _BREAKS or word.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "PUNCT", "ADJ", "CCONJ"):
            return _under_way(tokens, verb, at)
        at -= 1
    return Reality.PLANNED if infinitive else _under_way(tokens, verb, at)


def _under_way(tokens: tuple[Token, ...], verb: int, stop: int) -> Reality:
    """ "Is sending" tells of forces that are still to come; all else without a modal is told as happening."""
    group = tokens[stop + 1 : verb]
    sending = tokens[verb].lower.endswith("ing") and tokens[verb].lemma in _MOVING
    return Reality.PLANNED if sending and any(t.lower in ("is", "are") for t in group) else Reality.ACTUAL


def _of_infinitive(sentence: Sentence, at: int) -> Reality:
    """The reality of an infinitive by the nearest word that governs it, looking left from `at`."""
    tokens = sentence.tokens
    for back in range(at, max(-1, at - 6), -1):
        word = tokens[back]
        reality = _governor(word)
        if reality is Reality.ACTUAL:
            return _of_verb(sentence, back) if word.pos == "VERB" else Reality.ACTUAL
        if reality is not None:
            negated = any(t.lower in _DENIALS for t in tokens[max(0, back - 3) : back])
            return Reality.DID_NOT_HAPPEN if negated and reality is Reality.ATTEMPTED else reality
        if word.lemma == "be" and back == at:
            return Reality.PLANNED
        if word.lower in _BREAKS:
            break
    return Reality.PLANNED


def _of_noun(sentence: Sentence, noun: int) -> Reality:
    """Read leftwards: adjectives before the noun, then the verb or noun that governs it."""
    tokens = sentence.tokens
    crossed = False
    for at in range(noun - 1, max(-1, noun - _GOVERNOR_REACH), -1):
        word = tokens[at]
        if not crossed:
            for name, reality in _NAMES:
                if word.lower in word_set("en", "reality", f"{name}.adjectives"):
                    return reality
        if word.pos in ("VERB", "NOUN") or (word.pos == "ADJ" and word.lower == "ready"):
            reality_of_word = _governor(word)
            near = at >= noun - 4 or tokens[at + 1].lower in _NOUN_PREPOSITIONS
            if reality_of_word is not None and reality_of_word is not Reality.ACTUAL and near:
                return reality_of_word
            if word.pos == "VERB":
                return _of_verb(sentence, at)
            crossed = True
        if word.lower in _BREAKS or word.lower == ",":
            break
    return _own_verb(sentence, noun)


def _own_verb(sentence: Sentence, noun: int) -> Reality:
    """The reality of the verb of which the noun is the subject ("the march WILL TAKE place")."""
    tokens = sentence.tokens
    head = tokens[noun].head
    if not sentence.parsed or tokens[noun].dep not in ("nsubj", "nsubjpass") or tokens[head].pos not in ("VERB", "AUX"):
        return Reality.ACTUAL
    if _only_a_time(sentence, noun):
        return Reality.ACTUAL
    if tokens[noun].dep == "nsubjpass" and tokens[head].lemma in ("plan", "schedule", "expect", "announce"):
        return Reality.PLANNED
    for child in grammar.children(sentence, head):
        modal = _modal(tokens[child], tokens, child)
        if modal is not None and tokens[child].dep in ("aux", "auxpass"):
            return modal
    return Reality.ACTUAL


def _modal(word: Token, tokens: tuple[Token, ...], at: int) -> Reality | None:
    if word.lower in word_set("en", "reality", "planned.modals"):
        return Reality.PLANNED
    if word.lower in word_set("en", "reality", "unclear.modals"):
        heard = any(t.lower in ("heard", "seen", "hear", "see") for t in tokens[at : at + 4])
        return None if heard else Reality.UNCLEAR
    return None


def _conditional(sentence: Sentence, first: int) -> bool:
    words = word_set("en", "reality", "unclear.conditions")
    for at in range(first - 1, max(-1, first - _CONDITION_REACH), -1):
        lower = sentence.tokens[at].lower
        if lower in words:
            return sentence.tokens[max(0, at - 1)].lower != "as"
        if lower in (";", ":", ".", "then"):
            return False
    return False


def _governor(word: Token) -> Reality | None:
    for name, reality in _NAMES:
        if word.lemma in _governed(name):
            return reality
    return Reality.ACTUAL if word.lemma in _governed("actual") else None


_NAMES = (
    ("attempted", Reality.ATTEMPTED),
    ("planned", Reality.PLANNED),
    ("unclear", Reality.UNCLEAR),
    ("did_not_happen", Reality.DID_NOT_HAPPEN),
)


def _governed(name: str) -> frozenset[str]:
    return word_set("en", "reality", f"{name}.governors")


def _tail(sentence: Sentence, last: int) -> str:
    """The words behind the trigger, up to the end of its clause and at most a dozen."""
    words: list[str] = []
    for token in _past_a_time(sentence.tokens[last + 1 : last + 13]):
        if token.lower in (";", ":", "but", "while", "although", "that", "who", "which", "after", ",", "and"):
            break
        words.append(token.lower)
    return " ".join(words)


def _past_a_time(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without "after the shooting" before "be": "a march to mark the ninth day after the shooting IS planned"."""
    for at in range(len(tokens) - 3):
        if tokens[at].lower in ("after", "since") and tokens[at + 1].pos == "DET" and tokens[at + 3].lemma == "be":
            return tokens[:at] + tokens[at + 3 :]
    return tokens


@cache
def _afters() -> tuple[tuple[Reality, re.Pattern[str]], ...]:
    rows = []
    for name, reality in reversed(_NAMES):
        phrases = sorted(word_set("en", "reality", f"{name}.after"))
        rows.append((reality, re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")))
    return tuple(rows)
