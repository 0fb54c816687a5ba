"""What the order of words alone says of a count; the fast profile has nothing else, the full one falls back on it."""

from collections.abc import Sequence

from khronika.reading import grammar
from khronika.reading.figures.counted import Count
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_BETWEEN = frozenset({"AUX", "ADV", "ADJ", "NOUN", "PROPN", "PART", "ADP", "DET", "PRON", "SCONJ"})
_REACH = 9
"""Tokens between a count and the word that says what befell them; more is another matter."""
_LEAD = 6
"""Tokens before the word for what befell them in which "among" stands."""


def helps(token: Token) -> bool:
    """Whether the word helps a verb ("has", "were", "may")."""
    return token.pos == "AUX" or token.lemma in ("have", "be", "do", "get") or token.tag == "MD"


def by_order(sentence: Sentence, count: Count, trigger: Trigger, counts: Sequence[Count]) -> bool:
    """Whether the trigger is said of the count, judged by where the two stand."""
    if trigger.role == "with":
        return _beside(sentence, count, trigger, counts)
    if trigger.role in ("noun", "status"):
        return count.head is not None and trigger.at == count.last + 1 and not sentence.parsed
    if trigger.role in ("act", "of"):
        return False
    if trigger.first > count.to:
        return _after(sentence, count, trigger, counts)
    return trigger.role == "patient" and _before(sentence, count, trigger)


def adjoins(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """What needs no tree: "looking FOR two men", "one civilian DEAD", "let nine of them GO", "among the dead"."""
    tokens = sentence.tokens
    if trigger.role == "patient" and tokens[trigger.last].pos == "ADP" and tokens[trigger.last].lower in ("for", "by"):
        return count.first == trigger.last + 1
    if trigger.role in ("patient", "noun") and trigger.first < count.first and count.last < trigger.last:
        return True
    if (
        trigger.role == "patient"
        and trigger.at == count.last + 1
        and count.sort == "number"
        and _suffers(sentence, trigger)
    ):
        return tokens[trigger.at].tag == "VBN" or count.head is None
    if trigger.role == "adjective" and trigger.last + 1 == count.first and _transitive(sentence, trigger):
        return True
    if trigger.role == "adjective" and trigger.first == count.last + 1 and count.sort in ("number", "single"):
        return trigger.last + 1 >= len(tokens) or tokens[trigger.last + 1].pos not in ("NOUN", "NUM")
    return _among(sentence, count, trigger) or _includes(sentence, count, trigger)


def _includes(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "the dead INCLUDE three nurses"."""
    between = sentence.tokens[trigger.last + 1 : count.first]
    before = sentence.tokens[trigger.first - 1] if trigger.first else None
    named = before is not None and (
        before.lower == "those" or (trigger.role in ("adjective", "noun") and before.pos == "DET")
    )
    return named and 0 < len(between) <= 3 and between[0].lemma == "include"


def _transitive(sentence: Sentence, trigger: Trigger) -> bool:
    """ "a grenade WOUNDED four constables", where the tagger takes the verb for an adjective."""
    before = sentence.tokens[trigger.at - 1] if trigger.at else None
    if before is None or sentence.tokens[trigger.at].lower in ("dead", "missing"):
        return False
    return before.pos in ("NOUN", "PROPN", "PRON") and before.tag != "PRP$"


def _among(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "two children were AMONG the dead", "among the 31 missing are four schoolboys", "no police among them" aside."""
    tokens = sentence.tokens
    if trigger.role not in ("adjective", "noun", "patient"):
        return False
    start = max(0, trigger.first - _LEAD)
    lead = tokens[start : trigger.first]
    among = next((i for i in range(len(lead) - 1, -1, -1) if lead[i].lower in ("among", "amongst")), None)
    if among is None or any(t.pos in ("VERB", "AUX") or t.lower in (",", ";") for t in lead[among + 1 :]):
        return False
    if count.last < trigger.first:
        between = tokens[count.last + 1 : trigger.first]
        if any(t.lower in (",", ";", "and") for t in between):
            return False
        return len(between) <= 8 and (count.sort == "none" or any(t.lemma == "be" for t in between))
    return any(t.lemma == "be" for t in tokens[trigger.last + 1 : count.first]) and count.first - trigger.last <= 4


def follows_of(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "the evacuation of 260 families", "the killing of a guard"."""
    at = trigger.last + 1
    tokens = sentence.tokens
    joints = ("of", "by", "involving") if trigger.measure in ("participants", "strikers", "displaced") else ("of",)
    if at + 2 < len(tokens) and tokens[at + 1].lower in ("the", "its", "their") and count.first == at + 2:
        at += 1
        return tokens[at - 1].lower in joints
    return at < len(tokens) and tokens[at].lower in joints and count.first == at + 1


def _beside(sentence: Sentence, count: Count, trigger: Trigger, counts: Sequence[Count]) -> bool:
    """ "two men were taken away with gunshot wounds": said of the last people before."""
    tokens = sentence.tokens
    before = [c for c in counts if (c.last < trigger.first and c.kind in ("people", "forces")) or c.head is None]
    before = [c for c in before if c.last < trigger.first and tokens[c.at].lower != "all"]
    if not before or before[-1] is not count or trigger.first - count.last > 14:
        return False
    return not any(t.lower in (";", "”") for t in tokens[count.last + 1 : trigger.first])


def _after(sentence: Sentence, count: Count, trigger: Trigger, counts: Sequence[Count]) -> bool:
    """ "11 people were killed", "three wounded died", "150 workers in the town of A were rounded up"."""
    tokens = sentence.tokens
    if trigger.first <= count.last:
        return trigger.role != "subject" or trigger.at == count.last
    if trigger.role == "patient" and not _suffers(sentence, trigger):
        return False
    if _led_by_preposition(tokens, count):
        return False
    between = _without_ages(_without_insertion(tokens[count.last + 1 : trigger.first]))
    between = _without_joined_verb(between)
    if len(between) > _REACH or any(
        t.pos not in _BETWEEN and t.lower not in (",", "-") and not _passes(t) for t in between
    ):
        return False
    if any(c.first > count.last and c.last < trigger.first and not _sideline(tokens, c) for c in counts):
        return False
    if count.head is None and count.sort == "single" and not all(_passes(t) or t.pos == "ADV" for t in between):
        return False
    if any(t.lower in word_set("en", "figures", "reporting.walls") for t in between):
        return False
    if trigger.role != "adjective" or not between:
        return True
    if leaves_another(tokens, count.last + 1, trigger.first):
        return False
    return any(t.lemma == "be" or t.lemma in word_set("en", "figures", "reporting.verbs") for t in between)


def leaves_another(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """ "a gunman LEFT MARIA LOPEZ dead": whether the words between say it of somebody else, whom a verb governs."""
    leaving, own = word_set("en", "figures", "reporting.leaving"), word_set("en", "figures", "reporting.reflexive")
    for at in range(start, stop - 1):
        token, behind = tokens[at], tokens[at + 1]
        if token.lemma not in leaving or token.pos not in ("VERB", "NOUN", "PROPN") or behind.lower in own:
            continue
        if any(before.lemma in ("be", "get") for before in tokens[max(start, at - 2) : at]):
            continue
        if behind.pos in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            return True
    return False


def _passes(token: Token) -> bool:
    """Whether a verb between those counted and the trigger leaves the two together ("was PRONOUNCED dead")."""
    if token.lemma in word_set("en", "figures", "reporting.told"):
        return token.tag == "VBN"
    return helps(token) or token.lemma in word_set("en", "figures", "reporting.verbs")


def _led_by_preposition(tokens: Sequence[Token], count: Count) -> bool:
    """ "a reporter FOR two papers": those behind a preposition are not the ones of whom the verb is said."""
    if count.first == 0:
        return False
    before = tokens[count.first - 1]
    if before.lower == "the" and count.first > 2 and tokens[count.first - 2].lower == "of":
        return tokens[count.first - 3].lower in word_set("en", "figures", "part.fractions")
    body = tokens[count.first - 2].lemma if count.first > 1 else ""
    if before.lower == "of" and body in word_set("en", "figures", "containers.counted"):
        return False
    return before.pos == "ADP" and before.lower not in (
        "than",
        "as",
        "after",
        "before",
        "when",
        "while",
        "since",
        "because",
        "including",
    )


def _sideline(tokens: Sequence[Token], count: Count) -> bool:
    """Whether the count stands between others and their verb and is not meant ("six people INCLUDING TWO GUARDS")."""
    return _led_by_preposition(tokens, count) or (count.first > 0 and tokens[count.first - 1].lower == "including")


def _suffers(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the verb is passive, or a participle that no object follows ("Man shot outside cinema")."""
    tokens, verb = sentence.tokens, trigger.at
    for at in range(verb - 1, max(-1, verb - 4), -1):
        if tokens[at].lemma in ("be", "get"):
            return tokens[verb].tag != "VBG"
        if tokens[at].pos not in ("ADV", "PART"):
            break
    if sentence.parsed and grammar.passive(sentence, verb):
        return True
    own = tokens[verb].lower
    participle = own != tokens[verb].lemma or own in word_set("en", "figures", "disguised.participles")
    if not participle or tokens[verb].tag not in ("VBN", "VBD", "JJ", "NN", "NNP"):
        return False
    if any(t.lemma in ("have",) for t in tokens[max(0, verb - 2) : verb]):
        return False
    return not _object_follows(tokens, trigger.last + 1)


def _object_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase that tells no time begins at a token."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.lower in word_set("en", "figures", "disguised.times"):
        return False
    if token.pos == "NUM":
        return not (at + 1 < len(tokens) and tokens[at + 1].lemma in word_set("en", "figures", "disguised.units"))
    return token.pos in ("DET", "NOUN", "PROPN") or token.tag in ("PRP", "PRP$")


def _without_insertion(between: Sequence[Token]) -> Sequence[Token]:
    """The words between without a stretch set off by a comma ("150 workers in A, a centre of the strike, were ...")."""
    commas = [i for i, token in enumerate(between) if token.lower in (",", "–", "—", "(", ")")]
    if len(commas) < 2 or len(between) - commas[0] < 3:
        return between
    last = next((i for i, t in enumerate(between) if i > commas[-1] and helps(t)), commas[-1])
    return [*between[: commas[0]], *between[last:]]


def _without_ages(between: Sequence[Token]) -> Sequence[Token]:
    """Without "aged nine and 11", ", 62," and the "of three" of a mother."""
    kept: list[Token] = []
    aged = False
    for token in between:
        aged = ((aged and token.pos in ("NUM", "CCONJ")) or token.lower in ("aged", "ages")) and not helps(token)
        if not aged and token.pos != "NUM":
            kept.append(token)
    return kept


def _without_joined_verb(between: Sequence[Token]) -> Sequence[Token]:
    """Without a verb joined to the trigger: "were TRAPPED AND killed", "were TAKEN AWAY AND LATER found dead"."""
    joint = len(between) - 1
    while joint > 0 and (between[joint].pos == "ADV" or between[joint].lemma in ("find", "leave")):
        joint -= 1
    if joint < 1 or between[joint].lower not in ("and", ","):
        return between
    verb = next((i for i in range(joint - 1, max(-1, joint - 4), -1) if between[i].pos == "VERB"), None)
    return between if verb is None or helps(between[verb]) else [*between[:verb], *between[joint + 1 :]]


def _before(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "killing 11", "killed at least 12", "wounded another 40"."""
    tokens = sentence.tokens
    between = tokens[trigger.last + 1 : count.first]
    if len(between) > 3 or grammar.passive(sentence, trigger.at):
        return False
    if (
        any(t.lemma in ("be", "get") for t in tokens[max(0, trigger.at - 2) : trigger.at])
        and tokens[trigger.at].tag != "VBG"
    ):
        return False
    if len(between) == 2 and between[0].tag == "PRP" and between[1].lower == "and":
        return True
    return all(t.pos in ("DET", "ADV", "ADJ", "PRON") for t in between)
