"""Whether what is said of a count has happened, and whether here: threats, attempts, denials, other times."""

import re
from functools import cache

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.nearly import only_nearly
from khronika.reading.pretexts import only_a_pretext
from khronika.reading.sentence import Sentence

_TO_BE = 3
"""Words of "are to be"."""
_OLD_YEAR = re.compile(r"\b(?:in|of|since|on|from|during)\s+(?:[A-Za-z]+\s+){0,2}(1[5-9]\d\d|20[0-9]\d)\b")
_BARE_YEAR = re.compile(
    r"(?:In|Back in|Unlike in|Since)\s+(?:1[5-9]\d\d|20[0-9]\d)\b"
    r"|.*?\b(?:in|of|since|from)\s+(?:1[5-9]\d\d|20[0-9]\d),? (?:when|in which|where|which)\b"
)


def reality_of(sentence: Sentence, trigger: Trigger) -> Reality:
    """How the count stands: actual, attempted ("tried to"), planned ("threatened to", "will", "if"), did not happen
    ("were not"), or unclear where it is but a pretext.
    """
    if trigger.role in ("noun", "status", "of", "with"):
        return Reality.PLANNED if to_come(sentence, trigger.last) else Reality.ACTUAL
    verb = trigger.at
    if only_a_pretext(sentence, verb):
        return Reality.UNCLEAR
    if _is_to_be(sentence, verb):
        return Reality.PLANNED
    tried = _infinitive_of(sentence, verb, "attempts.verbs")
    if tried:
        return Reality.ATTEMPTED
    if (
        _infinitive_of(sentence, verb, "intents.words")
        or _purpose(sentence, trigger)
        or _modal(sentence, verb)
        or _conditional(sentence, verb)
    ):
        return Reality.PLANNED
    own = {t.lower for t in sentence.tokens[trigger.first : trigger.last + 1]}
    if not own & {"not", "never"} and (_denied(sentence, verb) or only_nearly(sentence, trigger.first, verb)):
        return Reality.DID_NOT_HAPPEN
    return Reality.ACTUAL


def to_come(sentence: Sentence, noun: int) -> bool:
    """ "5,000 officers WILL be deployed": what the noun is the subject of is yet to happen."""
    behind = sentence.tokens[noun + 1 : noun + 2]
    return any(token.lower in ("will", "would", "could") for token in behind)


def _is_to_be(sentence: Sentence, verb: int) -> bool:
    """ "two men ARE TO BE hanged on Friday", "are due to be shot"."""
    lead = [token.lower for token in sentence.tokens[max(0, verb - 4) : verb]]
    if lead[-2:] != ["to", "be"] or len(lead) < _TO_BE:
        return False
    return lead[-3] in ("are", "is", "were", "was", "due", "set", "scheduled", "expected", "likely")


def _infinitive_of(sentence: Sentence, verb: int, key: str) -> bool:
    """Whether the verb is an infinitive that one of the words governs ("threatened to kill", "a plot to murder")."""
    tokens, words = sentence.tokens, word_set("en", "figures", key)
    to = next((i for i in range(verb - 1, max(-1, verb - 4), -1) if tokens[i].lower == "to"), None)
    if to is None or any(tokens[i].pos not in ("ADV", "VERB", "AUX") for i in range(to + 1, verb)):
        return False
    if sentence.parsed:
        head = tokens[tokens[verb].head]
        if tokens[verb].dep in ("xcomp", "acl", "advcl", "ccomp", "relcl") and head.lemma in words:
            return True
    return any(tokens[i].lemma in words for i in range(max(0, to - 3), to))


def _purpose(sentence: Sentence, trigger: Trigger) -> bool:
    """Any other infinitive of a deed ("in order to arrest four") than those that say it was done ("went on to")."""
    tokens, verb = sentence.tokens, trigger.at
    if (
        trigger.role != "patient"
        or verb < 1
        or tokens[verb - 1].lower != "to"
        or tokens[verb].tag not in ("VB", "VBP", "NN")
    ):
        return False
    done = word_set("en", "figures", "intents.done")
    return not any(t.lemma in done for t in tokens[max(0, verb - 6) : verb - 1])


def _modal(sentence: Sentence, verb: int) -> bool:
    """ "will be arrested"; not "may have drowned", which is told as done though not for sure."""
    tokens = sentence.tokens
    for at in range(verb - 1, max(-1, verb - 5), -1):
        token = tokens[at]
        if token.lower in ("may", "might") and (tokens[verb].pos == "ADJ" or tokens[verb].lower == "missing"):
            return False
        if token.lower in word_set("en", "figures", "intents.modals") and token.tag in ("MD", "VB", "VBP"):
            done = any(t.lower in ("have", "'ve", "’ve") for t in tokens[at + 1 : verb])
            return not (done and token.lower in ("may", "might", "must"))
        if token.pos not in ("AUX", "ADV", "PART", "VERB") or token.lower == "to":
            return False
    return False


def _conditional(sentence: Sentence, verb: int) -> bool:
    """Whether a condition opens the sentence, or the verb's own clause."""
    tokens = sentence.tokens
    conditions = word_set("en", "figures", "intents.conditions")
    if tokens[0].lower in ("if", "unless", "should"):
        return True
    said = [t.lemma for t in tokens[max(0, verb - 10) : verb]]
    fears = word_set("en", "figures", "intents.fears")
    if any(word in fears and "that" in said[i:] for i, word in enumerate(said)):
        return True
    lead = [t.lower for t in tokens[max(0, verb - 6) : verb]]
    return any(word in conditions - {"until"} and lead[i + 1 : i + 2] != ["not"] for i, word in enumerate(lead))


def _denied(sentence: Sentence, verb: int) -> bool:
    """ "were not killed": a "not" at the verb itself; a subject of nobody is a count of none, and no denial."""
    tokens = sentence.tokens
    if sentence.parsed:
        return any(tokens[i].dep == "neg" for i in grammar.children(sentence, verb))
    return any(
        t.lower in ("not", "n't", "n’t", "never") and all(u.pos in ("AUX", "ADV", "PART") for u in tokens[i + 1 : verb])
        for i, t in enumerate(tokens[max(0, verb - 4) : verb], start=max(0, verb - 4))
    )


@cache
def _aside_before() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in lexicon("en", "figures")["aside"]["before"])
    return re.compile(rf"\b(?:{phrases})\b")


@cache
def _aside_anywhere() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in lexicon("en", "figures")["aside"]["anywhere"])
    return re.compile(rf"\b(?:{phrases})\b", re.I)


def is_aside(sentence: Sentence, words: Span) -> bool:
    """Whether the figure is of another event, named for comparison ("like the 270 killed in 1912", "In 1973 ...")."""
    start, end = words.start - sentence.span.start, words.end - sentence.span.start
    year = _BARE_YEAR.match(sentence.text)
    clause = _clause(sentence.text, start, end, ";")
    if _aside_anywhere().search(clause) and not _this_time().search(_clause(sentence.text, start, end, ",;")):
        return True
    if year is not None and year.end() <= start:
        return True
    before = sentence.text[:start].lower()
    if _aside_before().search(" ".join(before.split()[-6:])):
        return True
    old = _OLD_YEAR.search(sentence.text[start : end + 60])
    return old is not None and any(
        re.search(rf"\b{word}\b", before) for word in lexicon("en", "figures")["aside"]["comparing"]
    )


def _clause(text: str, start: int, end: int, marks: str) -> str:
    """The stretch of the text around the words, up to one of the marks on either side."""
    first = max(text.rfind(mark, 0, start) for mark in marks) + 1
    stops = [at for at in (text.find(mark, end) for mark in marks) if at >= 0]
    return text[first : min(stops, default=len(text))]


@cache
def _this_time() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in lexicon("en", "figures")["aside"]["this_time"])
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
