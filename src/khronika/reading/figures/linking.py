"""Which trigger a number belongs to: by the tree where there is one, else by the order of words."""

from collections.abc import Sequence

from khronika.reading import grammar
from khronika.reading.figures.counted import Counted
from khronika.reading.figures.numbers import NumberPhrase
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_BETWEEN = frozenset({"AUX", "ADV", "ADJ", "NOUN", "PROPN", "PART", "ADP", "DET", "PRON", "SCONJ"})
_REACH = 9
"""Tokens between a number and the word that says what it counts; more is another matter."""


def linked(sentence: Sentence, number: NumberPhrase, noun: Counted, triggers: list[Trigger]) -> list[Trigger]:
    """The triggers that say what the number counts, nearest first; none where nothing does."""
    by_tree = [t for t in triggers if _by_tree(sentence, number, noun, t)] if sentence.parsed else []
    if by_tree:
        return _nearest_first(number, by_tree)
    by_order = [t for t in triggers if _by_order(sentence, number, noun, t)]
    return _nearest_first(number, by_order)[:1]


def _nearest_first(number: NumberPhrase, triggers: list[Trigger]) -> list[Trigger]:
    return sorted(triggers, key=lambda t: (min(abs(t.at - number.last), abs(number.first - t.to)), t.at))


def _by_tree(sentence: Sentence, number: NumberPhrase, noun: Counted, trigger: Trigger) -> bool:
    """Whether the tree ties the number, or its noun, to the trigger in the trigger's own way."""
    heads = {number.to, number.at} | ({noun.head} if noun.head is not None else set())
    if trigger.role == "noun":
        return trigger.at in heads or _announced(sentence, number, trigger)
    if trigger.role == "adjective":
        return _describes(sentence, heads, trigger) or _announced(sentence, number, trigger)
    for head in heads:
        verb, role = _argument(sentence, head)
        if verb is not None and verb in (trigger.at, trigger.to) and role in _WANTED[trigger.role]:
            return True
        if _modified_by(sentence, head, trigger):
            return True
    return False


_WANTED = {"patient": ("patient",), "subject": ("subject", "patient_of_intransitive")}


def _argument(sentence: Sentence, head: int) -> tuple[int | None, str]:
    """The verb that the noun is an argument of, and whether as its doer ("subject") or as the one done to."""
    tokens, at, steps = sentence.tokens, head, 0
    while steps < 5:
        token = tokens[at]
        if token.dep in ("nsubjpass", "dobj", "oprd"):
            return token.head, "patient"
        if token.dep == "nsubj":
            verb = token.head
            if tokens[verb].lemma == "be" or (tokens[verb].dep == "ccomp" and tokens[verb].tag == "VBN"):
                return verb, "patient" if grammar.passive(sentence, verb) or tokens[verb].tag == "VBN" else "subject"
            return verb, "patient" if grammar.passive(sentence, verb) else "subject"
        if token.dep in ("conj", "appos", "nummod", "quantmod", "amod", "compound") and token.head != at:
            at = token.head
        elif token.dep == "pobj" and tokens[token.head].lower == "of" and tokens[token.head].head != token.head:
            at = tokens[token.head].head
            if tokens[at].pos not in ("NOUN", "NUM", "PROPN"):
                return None, ""
        else:
            return None, ""
        steps += 1
    return None, ""


def _modified_by(sentence: Sentence, head: int, trigger: Trigger) -> bool:
    """ "three killed outright", "three, who were detained", "eleven people shot", verbs joined to those by "and"."""
    tokens, at, steps = sentence.tokens, trigger.at, 0
    while steps < 3:
        token = tokens[at]
        if token.dep in ("acl", "relcl", "amod") and token.head == head:
            return trigger.role == "subject" or token.tag == "VBN" or grammar.passive(sentence, at)
        if token.dep in ("advcl", "conj", "dep") and token.tag == "VBN" and token.head != at:
            verb, role = _argument(sentence, head)
            if verb == token.head and role == "patient" and _shares_patient(sentence, at):
                return True
        if token.dep != "conj" or token.head == at:
            return False
        at = token.head
        steps += 1
    return False


def _shares_patient(sentence: Sentence, verb: int) -> bool:
    """A joined participle without subject or object of its own ("rounded up and DETAINED", "although later FREED")."""
    return not any(sentence.tokens[i].dep in ("nsubj", "nsubjpass", "dobj") for i in grammar.children(sentence, verb))


def _describes(sentence: Sentence, heads: set[int], trigger: Trigger) -> bool:
    """ "11 dead", "three wounded men", "many of whom are missing", "left 12 dead"."""
    tokens = sentence.tokens
    token = tokens[trigger.at]
    if trigger.at in heads or token.head in heads:
        return token.dep not in ("conj",)
    if token.dep in ("acomp", "attr", "oprd", "ccomp", "ROOT", "amod", "advcl", "xcomp"):
        for head in heads:
            verb, _ = _argument(sentence, head)
            if verb is not None and verb in (token.head, trigger.at):
                return True
    return False


def _announced(sentence: Sentence, number: NumberPhrase, trigger: Trigger) -> bool:
    """ "the number of DEAD is between 50 and 70", "a DEATH TOLL of 12", "put the figure of DEAD at eleven"."""
    tokens = sentence.tokens
    between = tokens[trigger.to + 1 : number.first]
    if not 0 <= number.first - trigger.to - 1 <= 14 or any(t.lower in (";", "”", ":") for t in between[1:]):
        return False
    tolls = word_set("en", "figures", "toll.nouns")
    led = any(t.lemma in tolls for t in tokens[max(0, trigger.at - 4) : trigger.to + 1])
    verbs = word_set("en", "figures", "toll.verbs")
    joins = {"at", "to", "of", "from", "between", "as", ":", "is", "was", "stands", "exceeded", "passed", "topped"}
    if not led or not between:
        return False
    if between[-1].lower in joins or between[-1].lemma in verbs or number.first - trigger.to - 1 <= 1:
        return not any(t.pos == "NUM" for t in between)
    return any(t.lemma in verbs for t in between) and not any(t.pos == "NUM" for t in between)


def _by_order(sentence: Sentence, number: NumberPhrase, noun: Counted, trigger: Trigger) -> bool:
    """The same ties guessed from the order of words."""
    end = noun.to if noun.head is not None else number.last
    if trigger.role == "noun":
        return trigger.at in range(number.last + 1, end + 2) or _announced(sentence, number, trigger)
    if trigger.role == "adjective" and _announced(sentence, number, trigger):
        return True
    if trigger.at > number.last:
        return _after(sentence, end, trigger)
    return trigger.role == "patient" and _before(sentence, number, trigger)


def _after(sentence: Sentence, end: int, trigger: Trigger) -> bool:
    """ "11 people were killed", "three wounded died", "150 workers in the town of A were rounded up"."""
    tokens = sentence.tokens
    first = min(trigger.at, trigger.to)
    if first <= end:
        return True
    between = _without_insertion(tokens[end + 1 : first])
    if len(between) > _REACH or any(t.pos not in _BETWEEN and t.lower != "," for t in between):
        return False
    if trigger.role == "patient" and between and not _finite_passive(sentence, trigger):
        return all(t.pos in ("ADV", "ADJ", "NOUN", "PROPN") or t.lemma in ("be", "get") for t in between)
    return True


def _without_insertion(between: Sequence[Token]) -> Sequence[Token]:
    """The words between without a stretch set off by a comma ("150 workers in A, a centre of the strike, were ...")."""
    commas = [i for i, token in enumerate(between) if token.lower in (",", "–", "—", "(", ")")]
    if not commas or len(between) - commas[0] < 3:
        return between
    last = next((i for i, t in enumerate(between) if i > commas[0] and t.pos == "AUX"), commas[-1])
    return [*between[: commas[0]], *between[last:]]


def _finite_passive(sentence: Sentence, trigger: Trigger) -> bool:
    return grammar.passive(sentence, trigger.at) or sentence.tokens[trigger.at].tag == "VBN"


def _before(sentence: Sentence, number: NumberPhrase, trigger: Trigger) -> bool:
    """ "killing 11", "killed at least 12", "wounded another 40"."""
    tokens = sentence.tokens
    last = max(trigger.at, trigger.to)
    between = tokens[last + 1 : number.first]
    if len(between) > 3 or grammar.passive(sentence, trigger.at):
        return False
    return all(t.pos in ("DET", "ADV", "ADJ", "PRON") or t.lower in ("and", "or") for t in between) and not any(
        t.lower in ("and", "or") and i > 0 for i, t in enumerate(between)
    )
