"""Whether such a thing can be said of such a count: a lorry is not wounded, a list holds nobody in custody."""

from khronika.reading import grammar
from khronika.reading.figures.counted import Count
from khronika.reading.figures.ellipsis import came_off
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence


def may_say(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """Whether such a thing can be said of such a count."""
    if count.head is not None and not count.kind and _only_people_suffer(sentence, count, trigger):
        return True
    if count.kind in ("vehicles", "aircraft") or (count.head is not None and not count.kind):
        return trigger.role in ("noun", "of") or (trigger.to == count.head and trigger.role == "adjective")
    if count.kind == "forces" and trigger.measure in ("participants", "strikers"):
        return False
    if trigger.measure == "missing" and trigger.role in ("noun", "adjective") and came_off(sentence, count):
        return False  # "seven of the MISSING have come home"
    if trigger.measure == "detained" and _held_by_a_list(sentence, trigger):
        return False
    if count.sort in ("single", "none", "many") and trigger.measure not in word_set(
        "en", "figures", "singular.measures"
    ):
        return count.sort == "many" and trigger.role != "status" and trigger.measure == "displaced"
    word = sentence.tokens[count.at].lower
    pronoun = count.sort == "single" and word in word_set("en", "figures", "singular.pronouns")
    if pronoun and trigger.measure != "killed":
        return False
    if count.sort == "none" and _begins_a_clause(sentence, count, trigger):
        return False
    if trigger.role == "subject" and count.head is None and _led_to(sentence, count, trigger):
        return False
    least = lexicon("en", "figures")["crowd"]["least"]
    if trigger.measure in ("participants", "strikers") and (count.high or count.low or 0) < least:
        return False
    return not (trigger.role == "with" and count.sort in ("none", "pronoun"))


def _held_by_a_list(sentence: Sentence, trigger: Trigger) -> bool:
    """ "our first LIST, of Friday, HELD 21": names on paper are in nobody's custody."""
    if sentence.tokens[trigger.at].lemma != "hold":
        return False
    subject = grammar.subject(sentence, trigger.at)
    estimates = word_set("en", "figures", "topics.estimates")
    return subject is not None and any(sentence.tokens[i].lemma in estimates for i in subject)


def _begins_a_clause(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "they were injured, NOBODY KNEW how badly": those denied do something of their own."""
    tokens, behind = sentence.tokens, count.last + 1
    if count.head is not None or trigger.last > count.first or behind >= len(tokens):
        return False
    return tokens[behind].pos in ("VERB", "AUX") and any(t.lower in (",", ";") for t in tokens[trigger.last : behind])


def _led_to(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "the number STOOD AT 60": a bare number behind the verb and its preposition did nothing itself."""
    between = sentence.tokens[trigger.last + 1 : count.first]
    return len(between) == 1 and between[0].lower in ("at", "to", "between")


def _only_people_suffer(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """Whether what is said makes people of a noun that no list has ("12 beekeepers were arrested")."""
    if trigger.role not in ("patient", "subject") or trigger.measure not in word_set(
        "en", "figures", "singular.measures"
    ):
        return False
    noun = sentence.tokens[count.last if count.head is None else count.head]
    loose = sentence.tokens[trigger.first].lemma in word_set("en", "figures", "people.loose")
    return not loose and (count.sort != "number" or noun.tag in ("NNS", "NNPS"))
