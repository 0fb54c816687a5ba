"""Phrases by the order of words: the noun phrase before a verb, the one after it, the end of a clause."""

from collections.abc import Sequence

from khronika.reading.sentence import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "PART"})
_LINKS = frozenset({"of", "for", "from", "in", "at", "on", "with", "and", "&", "by", "within"})
_RELATIVES = frozenset({"who", "which", "that"})
_MORE_SPEECH = frozenset({"adding", "saying", "arguing", "noting", "according", "citing", "calling", "suggesting"})
_CLAUSE_STARTS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "who", "when"})
_HEARD = frozenset({"interviewed", "quoted", "cited", "speaking", "reached", "contacted"})
_POSSESSIVE = frozenset({"'s", "’s"})
_BEFORE_PHRASE = frozenset({"only", "retired", "about", "nearly", "almost", "roughly"})
_STOPS = frozenset({".", ";", "!", "?"})
_CLOSING = frozenset({"”", '"', "'", "''"})
_DASHES = frozenset({"—", "–", "-", "―"})


def _abbreviated(tokens: Sequence[Token], index: int) -> bool:
    """Whether a full stop belongs to a title or an initial before a name ("Mr. Orte", "J. Orte")."""
    if tokens[index].lower != "." or index == 0 or index + 1 >= len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        before.text[:1].isupper()
        and len(before.text) <= 4
        and after.text[:1].isupper()
        and before.end == tokens[index].start
    )


def phrase_before(tokens: Sequence[Token], stop: int) -> range | None:
    """The noun phrase that ends right before `stop`, an apposition between commas included."""
    last = stop - 1
    if last < 0:
        return None
    if tokens[last].lower in _RELATIVES:
        return range(last, stop)
    if tokens[last].lower == "," and last > 1:
        opening = next((i for i in range(last - 1, max(-1, last - 22), -1) if tokens[i].lower == ","), None)
        if opening is None or opening == 0 or tokens[last - 1].lower in _CLOSING:
            return None
        named = phrase_before(tokens, opening)
        if named is None or any(tokens[i].lower in _CLOSING for i in range(opening, last)):
            return None
        return range(named.start, stop)
    start = stop
    while start > 0:
        token = tokens[start - 1]
        linked = token.lower in _LINKS and start < stop and _nominal_before(tokens, start - 1)
        inside = linked or token.pos in _NOMINAL or token.pos == "SYM" or token.lower == "+"
        if start < stop and (_abbreviated(tokens, start - 1) or _interviewed(tokens, start - 1)):
            inside = True
        if start < stop and (token.tag in ("PRP$", "POS") or token.lower in _POSSESSIVE):
            inside = True
        if start < stop and token.lower in ("'", "’") and start > 1 and tokens[start - 2].lower.endswith("s"):
            inside = True
        if start == stop and start > 1 and token.tag == "VBZ" and tokens[start - 2].pos in ("ADJ", "DET"):
            inside = True
        if start == 1 and token.lower in _BEFORE_PHRASE and start < stop:
            return range(stop)
        if not inside or token.lower in _RELATIVES or (token.tag == "PRP" and start < stop):
            break
        start -= 1
    if start > 2 and start == stop - 1 and tokens[start].pos == "NUM" and tokens[start - 1].lower == ",":
        older = phrase_before(tokens, start - 1)
        return range(older.start, stop) if older is not None else range(start, stop)
    while start < stop and tokens[start].lower in _LINKS:
        start += 1
    return range(start, stop) if start < stop and tokens[start].lower not in (".", "+") else None


def _interviewed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle tells where the speaker was heard ("a woman INTERVIEWED on the radio")."""
    return tokens[index].lower in _HEARD and tokens[index + 1].lower in _LINKS


def after_dateline(tokens: Sequence[Token]) -> int:
    """Index after a dateline ("BELZARY, 13 March (Wire) - "), 0 where there is none."""
    if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < 3:
        return 0
    return next((index + 1 for index in range(1, min(16, len(tokens))) if tokens[index].lower in _DASHES), 0)


def _nominal_before(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and (tokens[index - 1].pos in ("NOUN", "PROPN") or tokens[index - 1].lower in _HEARD)


def phrase_from(tokens: Sequence[Token], start: int) -> range | None:
    """The noun phrase that begins at `start` ("said Milan Orte, a driver from the port")."""
    end = start
    while end < len(tokens):
        token = tokens[end]
        comma = token.lower == "," and end > start and end + 1 < len(tokens) and tokens[end + 1].pos in _NOMINAL
        if token.lower == "who" and end > start + 1:
            return range(start, clause_end(tokens, end))
        if token.lower in _CLAUSE_STARTS or (token.pos == "PRON" and end > start and token.tag == "PRP"):
            break
        if not (token.pos in _NOMINAL or token.lower in _LINKS or comma or (end > start and _abbreviated(tokens, end))):
            break
        end += 1
    while end > start and (tokens[end - 1].lower in _LINKS or tokens[end - 1].lower == ","):
        end -= 1
    return range(start, end) if end > start else None


def first_phrase(tokens: Sequence[Token], stop: int) -> range | None:
    """The noun phrase before the first verb of the sentence: the subject that a participle shares."""
    verb = next((i for i in range(1, stop) if tokens[i].pos in ("VERB", "AUX")), None)
    while verb and tokens[verb - 1].pos == "ADV":
        verb -= 1
    return phrase_before(tokens, verb) if verb else None


def clause_end(tokens: Sequence[Token], start: int) -> int:
    """Index after the last token of the clause that begins at `start`."""
    end = len(tokens)
    while end > start + 1 and tokens[end - 1].lower in _STOPS:
        end -= 1
    for index in range(start + 1, end):
        if tokens[index].lower in (";", ":") or tokens[index].lower in _DASHES:
            return index
        if tokens[index].lower == "," and index + 1 < end and tokens[index + 1].lower in _MORE_SPEECH:
            return index
    return end
