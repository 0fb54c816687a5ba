"""What the words of a sentence say that befell somebody, before anybody asks whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khronika.model.claim import Reality
from khronika.reading import grammar
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.pretexts import only_a_pretext
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import measures

_MODALS = frozenset({"will", "would", "may", "might", "could"})
_PARTICLES = frozenset({"down", "off", "up", "over", "on", "back", "out", "apart"})
"""Words that make something else of "take" ("took the page DOWN")."""
_OF_PEOPLE = ("patient", "subject", "adjective")
"""Roles of a trigger that say something of a person; nouns are looked up with the people they belong to."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one trigger says of somebody: the state, its words and its reality.

    own: True where they do it themselves ("died", "is missing"), False where it is done to them.
    """

    state: str
    at: int
    to: int
    reality: Reality = Reality.ACTUAL
    own: bool = False


def told_of(sentence: Sentence, triggers: list[Trigger]) -> Iterator[Told]:
    """What the triggers, verbs and nouns of the sentence say that befell somebody."""
    tokens = sentence.tokens
    for trigger in triggers:
        state = measures()[trigger.measure].state
        if state is not None and trigger.role in _OF_PEOPLE:
            told = _with_reality(sentence, _graver(sentence, state, trigger), trigger.at, max(trigger.at, trigger.to))
            own_no = tokens[trigger.first].lower in ("not", "never", "n't", "n’t")  # "has NOT SEEN him since"
            if own_no:
                told = replace(told, at=_verb_behind(sentence, trigger), reality=Reality.ACTUAL)
            yield replace(told, own=trigger.role in ("subject", "adjective"))
            if state == "released":
                yield from _after_custody(sentence, told)
    verbs, nouns = lexicon("en", "people")["state_verbs"], lexicon("en", "people")["states"]
    for at, token in enumerate(tokens):
        if token.pos in ("VERB", "AUX") and token.lemma in verbs:
            yield _with_reality(sentence, verbs[token.lemma], at, at)
        elif token.pos == "NOUN" and token.lemma in nouns:
            state = nouns[token.lemma]
            if state == "released" and _asked_for(sentence, at):
                state = "imprisoned"
            yield Told(state, at, at)
        elif token.lemma in word_set("en", "people", "demanded_release.prisoners"):
            yield Told("imprisoned", at, at)
        if token.pos == "VERB" and (how := _found(sentence, at)):
            yield Told("found", at, how)
        if token.lemma in word_set("en", "people", "seizing.bare") and (
            is_seized(sentence, at + 1) or _by_those_who_seize(sentence, at)
        ):
            yield _with_reality(sentence, "detained", at, at)


def is_seized(sentence: Sentence, at: int) -> bool:
    """Whether the one capitalised word at a token is somebody of whom a verb says that they were seized or freed.

    "They took Orest!": no title and no second name, but nothing else than a person is arrested.
    """
    tokens = sentence.tokens
    if not 0 < at < len(tokens) or tokens[at].pos != "PROPN" or not tokens[at].text[:1].isupper():
        return False
    verbs = word_set("en", "people", "seizing.bare") | word_set("en", "people", "seizing.verbs")
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    alone = behind is None or behind.pos in ("PUNCT", "ADP", "CCONJ", "ADV") or behind.text in ("!", "!!")
    done = tokens[at - 1].lemma in verbs and tokens[at - 1].pos == "VERB" and alone
    if tokens[at - 1].lemma not in word_set("en", "people", "seizing.bare"):
        return done
    subject = tokens[at - 2].lower if at > 1 else ""
    done = done and (behind is None or behind.lower not in _PARTICLES)  # not "took the page DOWN"
    return done and subject in word_set("en", "people", "seizing.who")


def _by_those_who_seize(sentence: Sentence, verb: int) -> bool:
    """ "six MEN in masks came and TOOK the baker Ilan Orvo"; not "police took Ilan Orvo to hospital"."""
    tokens = sentence.tokens
    if not sentence.parsed or tokens[verb].pos != "VERB" or grammar.passive(sentence, verb):
        return False
    doer = grammar.subject(sentence, verb)
    who = word_set("en", "people", "seizing.who")
    if doer is None or not any(tokens[i].lower in who for i in doer):
        return False
    care = word_set("en", "figures", "hospitalised.amid_words")
    return not any(token.lemma in care for token in tokens[verb : verb + 14])


def _verb_behind(sentence: Sentence, trigger: Trigger) -> int:
    """The verb of a trigger that begins with "not"."""
    inside = range(trigger.first, trigger.last + 1)
    return next((i for i in inside if sentence.tokens[i].pos == "VERB"), trigger.at)


def _graver(sentence: Sentence, state: str, trigger: Trigger) -> str:
    """ "HELD in Remand PRISON No. 2": whom a prison holds is imprisoned."""
    if state != "detained":
        return state
    tokens = sentence.tokens
    held = tokens[trigger.at].lemma in word_set("en", "people", "held.verbs")
    prisons = word_set("en", "people", "held.prisons")
    near = tokens[trigger.last : trigger.last + 6]
    return "imprisoned" if held and any(token.lemma in prisons for token in near) else state


def _found(sentence: Sentence, verb: int) -> int | None:
    """Index of the last word of "found alive", "turned up unharmed", "came home safe"; None where it is not said."""
    if sentence.tokens[verb].lemma not in word_set("en", "people", "found.verbs"):
        return None
    unharmed = word_set("en", "people", "found.unharmed")
    for at in range(verb + 1, min(verb + 4, len(sentence.tokens))):
        if sentence.tokens[at].lower in unharmed:
            return at
    return None


def _after_custody(sentence: Sentence, released: Told) -> Iterator[Told]:
    """ "had been released after thirty hours IN CUSTODY": so they had been detained."""
    tokens = sentence.tokens
    custody = word_set("en", "people", "held.custody")
    for at in range(released.to + 1, min(len(tokens), released.to + 12)):
        if tokens[at].lower in (",", ";", "."):
            return
        if tokens[at].lemma in custody and tokens[at - 1].lower in ("in", "of"):
            yield replace(released, state="detained", to=at)
            return


def _with_reality(sentence: Sentence, state: str, at: int, to: int) -> Told:
    """Somebody whom one tried to detain is sought; what is denied did not happen."""
    if only_a_pretext(sentence, at):
        return Told(state, at, to, Reality.UNCLEAR)
    token = sentence.tokens[at]
    before = sentence.tokens[max(0, at - 2) : at]
    governor = sentence.tokens[token.head].lemma if sentence.parsed and token.dep == "xcomp" else ""
    attempts = word_set("en", "people", "attempts")
    if governor in attempts or (len(before) == 2 and before[1].lower == "to" and before[0].lemma in attempts):
        return Told("sought" if state == "detained" else state, at, to, Reality.ATTEMPTED)
    if grammar.negated(sentence, at):
        return Told(state, at, to, Reality.DID_NOT_HAPPEN)
    planned = any(t.lower in _MODALS for t in sentence.tokens[max(0, at - 3) : at])
    return Told(state, at, to, Reality.PLANNED if planned else Reality.ACTUAL)


def _asked_for(sentence: Sentence, at: int) -> bool:
    """Whether the release is demanded and so has not happened."""
    cues = word_set("en", "people", "demanded_release.cues")
    return any(token.lemma in cues for token in sentence.tokens[max(0, at - 9) : at + 1])
