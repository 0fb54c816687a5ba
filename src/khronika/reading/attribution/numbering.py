"""Who gives a number as his own, without a verb of saying: "the union SPEAKS OF 31", "the society HAS 19 names"."""

from collections.abc import Sequence
from functools import cache

from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.attribution.speakers import FIRST_PERSON, PRONOUNS
from khronika.reading.grammar import passive, subject
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_ITSELF = frozenset({"itself", "himself", "herself", "themselves"})
_ENDS = frozenset({".", ";", "!", "?", "”", '"'})
_PREPOSITIONS = frozenset({"of", "in", "from", "at", "near", "on", "for", "with", "who", "which", ","})
_NUMBER_WITHIN = 5
_REACH = 24
"""Tokens from the verb to the number ("lowered its death toll from the explosion at the arsenal in Orun to 47")."""
_ASIDE = 4
"""Tokens of a day or a hearer between "spoke" and "of" ("spoke on Thursday of 17 dead")."""
_PHRASE = 5
"""Tokens from a determiner to the noun that counts ("its latest official death toll")."""
_OPENING = 2
"""Tokens at the head of a sentence among which whose number it is must stand ("But its tally ...")."""
_WAYS = ("of", "at", "keeping", "counting", "changing", "standing", "heading")


@cache
def giving() -> frozenset[str]:
    """Dictionary forms of the verbs that `own_number` may find a frame for."""
    return frozenset().union(*(_way(way) for way in _WAYS))


def own_number(sentence: Sentence, verb: int, words: Lexicon) -> Frame | None:
    """The frame of a verb by which its subject gives, repeats or changes a number; None where it does not."""
    tokens = sentence.tokens
    found = _content(tokens, verb)
    if found is None or passive(sentence, verb):
        return None
    start, own = found
    speaker = subject(sentence, verb)
    if speaker is None or speaker.start >= verb:
        return None
    speaker = range(speaker.start, min(speaker.stop, verb))
    if not own and not speaks(tokens, speaker, words):
        return None
    first = verb
    while first > speaker.stop and tokens[first - 1].pos in ("AUX", "ADV"):
        first -= 1
    return Frame(verb, range(first, verb + 1), speaker, [range(start, _end(tokens, start))], "standing")


def own_account(sentence: Sentence, noun: int) -> Frame | None:
    """Of "ITS FINAL TALLY of Monday's fire stands at 14": whoever the pronoun means gives the number."""
    tokens = sentence.tokens
    if noun > _PHRASE or tokens[noun].lemma not in _estimates():
        return None
    owner = next((at for at in range(min(noun, _OPENING)) if tokens[at].lower in _OWN - FIRST_PERSON), None)
    if owner is None or any(token.pos in ("VERB", "AUX", "PUNCT") for token in tokens[owner:noun]):
        return None
    end = _end(tokens, noun)
    if not any(token.pos == "NUM" for token in tokens[noun + 1 : end]):
        return None
    return Frame(noun, range(noun, noun + 1), range(owner, owner + 1), [range(noun, end)], "standing")


def speaks(tokens: Sequence[Token], phrase: range, words: Lexicon) -> bool:
    """Whether a noun phrase is somebody who can give a number, and no blast or death that raises a toll."""
    core = next((at for at in range(phrase.start + 1, phrase.stop) if tokens[at].lower in _PREPOSITIONS), phrase.stop)
    if core <= phrase.start or any(token.pos == "NUM" for token in tokens[phrase.start : core]):
        return False
    head = tokens[core - 1]
    if head.lower in PRONOUNS or head.pos == "PROPN":
        return True
    if head.lemma in words.kinds or head.lemma in word_set("en", "attribution", "own_number.offices"):
        return True
    spoken = " ".join(token.lower for token in tokens[phrase.start : core])
    return any(spoken.endswith(known) for known in words.phrase_kinds)


def _content(tokens: Sequence[Token], verb: int) -> tuple[int, bool] | None:
    """Where what the verb gives begins, and whether the words say that it is the subject's own number."""
    if verb + 2 >= len(tokens):
        return None
    lemma = tokens[verb].lemma
    for way, found in _FINDERS.items():
        if lemma in _way(way) and (start := found(tokens, verb)) is not None:
            return start, way not in ("changing", "heading") or tokens[verb + 1].lower in _OWN | _ITSELF
    return None


def _spoken_of(tokens: Sequence[Token], verb: int) -> int | None:
    """ "SPEAKS OF 31", "spoke on Thursday of 17 dead"."""
    for at in range(verb + 1, min(verb + 2 + _ASIDE, len(tokens))):
        if tokens[at].lower == "of":
            return at + 1 if _number(tokens, at + 1) else None
        if tokens[at].pos in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def _put_at(tokens: Sequence[Token], verb: int) -> int | None:
    """ "PUTS IT AT 31", "puts AT 31 the number of dead"."""
    behind = [token.lower for token in tokens[verb + 1 : verb + 3]]
    if behind[0] in ("it", "them", "this", "that") and behind[1] == "at":
        return verb + 1 if _number(tokens, verb + 3) else None
    if behind[0] == "at" and _number(tokens, verb + 2):
        return verb + 1 if _counts(tokens, verb + 3, _REACH) else None
    return None


def _kept(tokens: Sequence[Token], verb: int) -> int | None:
    """ "HAS 19 NAMES", "has THE NAMES OF 19 dead"."""
    entries = word_set("en", "figures", "topics.entries")
    if tokens[verb + 1].pos == "NUM":
        return verb + 1 if any(token.lemma in entries for token in tokens[verb + 2 : verb + 4]) else None
    for at in range(verb + 1, min(verb + _PHRASE, len(tokens) - 2)):
        if tokens[at].lemma in entries:
            return verb + 1 if tokens[at + 1].lower == "of" and _number(tokens, at + 2) else None
        if tokens[at].pos not in ("DET", "ADJ", "ADV"):
            return None
    return None


def _counted(tokens: Sequence[Token], verb: int) -> int | None:
    """ "COUNTS eleven dead"."""
    if tokens[verb + 1].pos != "NUM":
        return None
    befallen = word_set("en", "attribution", "own_number.befallen")
    return verb + 1 if any(token.lemma in befallen for token in tokens[verb + 2 : verb + 4]) else None


def _changed(tokens: Sequence[Token], verb: int) -> int | None:
    """ "has CORRECTED ITS FIGURE from nine to 14", "lowered TO 19 the number of dead", "raised the toll to 12"."""
    end = min(verb + _REACH, _end(tokens, verb))
    number = next((at for at in range(verb + 2, end) if tokens[at].pos == "NUM"), None)
    if number is None:
        return None
    if tokens[verb + 1].lower == "to":
        led = number <= verb + _NUMBER_WITHIN
        return verb + 1 if led and _counts(tokens, number + 1, _PHRASE) else None
    held = tokens[verb + 1].lower in _OWN or tokens[verb + 1].pos == "DET" or tokens[verb + 1].pos == "NOUN"
    return verb + 1 if held and _counts(tokens, verb + 1, _PHRASE) else None


def _stood_by(tokens: Sequence[Token], verb: int) -> int | None:
    """ "STOOD BY THEIR FIGURE of 16"."""
    if tokens[verb + 1].lower not in ("by", "to") or tokens[verb + 2].lower not in _OWN:
        return None
    given = any(token.pos == "NUM" for token in tokens[verb + 3 : min(verb + _REACH, _end(tokens, verb))])
    return verb + 2 if given and _counts(tokens, verb + 3, _PHRASE) else None


def _headed(tokens: Sequence[Token], verb: int) -> int | None:
    """ "CORRECTED ITSELF on Monday: six people died", "gave a final figure: 18 were dead": what the colon opens."""
    colon = next((at for at in range(verb + 1, min(verb + _REACH, len(tokens))) if tokens[at].lower == ":"), None)
    if colon is None or any(token.lower in _ENDS for token in tokens[verb:colon]):
        return None
    itself = tokens[verb + 1].lower in _ITSELF
    if not itself and not any(token.lemma in _estimates() for token in tokens[verb + 1 : colon]):
        return None
    return colon + 1 if any(token.pos == "NUM" for token in tokens[colon + 1 :]) else None


_FINDERS = {
    "of": _spoken_of,
    "at": _put_at,
    "keeping": _kept,
    "counting": _counted,
    "changing": _changed,
    "standing": _stood_by,
    "heading": _headed,
}


def _way(way: str) -> frozenset[str]:
    return word_set("en", "attribution", f"own_number.{way}")


def _estimates() -> frozenset[str]:
    return word_set("en", "figures", "topics.estimates")


def _counts(tokens: Sequence[Token], start: int, reach: int) -> bool:
    """Whether a noun for a number of people stands within reach ("the NUMBER of those killed")."""
    nouns = _estimates() | word_set("en", "attribution", "own_number.befallen")
    return any(token.lemma in nouns for token in tokens[start : start + reach])


def _number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number begins there, past the words that bound it."""
    return any(token.pos == "NUM" for token in tokens[at : at + _NUMBER_WITHIN])


def _end(tokens: Sequence[Token], start: int) -> int:
    return next((at for at in range(start, len(tokens)) if tokens[at].lower in _ENDS), len(tokens))
