"""Frames from the order of words alone, for the profile without a parser."""

from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.sentence import Sentence, Token

_AUXILIARIES = frozenset(
    {"be", "have", "do", "will", "would", "can", "could", "may", "might", "should", "must", "’ve", "’s", "'s", "'ve"}
    | {"n't", "n’t", "not", "never", "’ll", "'ll", "’d", "'d", "’re", "'re", "to"}
)
_NOT_IN_CUE = frozenset({"when", "where", "how", "why", "as", "so", "there", "here"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "PART"})
_LINKS = frozenset({"of", "for", "from", "in", "at", "on", "with", "and", "&", "by", "within"})
_RELATIVES = frozenset({"who", "which", "that"})
_CLAUSE_STARTS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "who", "when"})
_PREPOSITIONS = frozenset({"for", "on", "to", "of", "about", "against", "with", "over", "upon"})
_STOPS = frozenset({".", ";", "!", "?"})
_AFTER_FRONTED = _STOPS | {",", "in", "on", "at", "after", "during", "when", "as"}
_OPENING = frozenset({"“", '"', "‘"})
_CLOSING = frozenset({"”", '"'})
_DASHES = frozenset({"—", "–", "-", "―"})


def unparsed_frames(sentence: Sentence, words: Lexicon) -> list[Frame]:
    """A frame for every word of a sentence without a tree that may be a cue, in the order of the text."""
    tokens = sentence.tokens
    found: list[Frame] = []
    for index, token in enumerate(tokens):
        lemma = token.lemma
        if lemma in words.verbs:
            if lemma == "accord":
                frame = _according(tokens, index)
            elif token.pos == "VERB":
                frame = _verb(tokens, index)
            elif lemma in words.nouns and token.pos == "NOUN":
                frame = _noun(tokens, index)
            else:
                continue
        elif token.pos == "NOUN" and lemma in words.nouns:
            frame = _noun(tokens, index)
        elif lemma in words.adverbs:
            frame = Frame(index, range(index, index + 1), None, _around(tokens, range(index, index + 1)), "adverb")
        else:
            continue
        if frame is not None:
            found.append(frame)
    return found


def _verb(tokens: tuple[Token, ...], verb: int) -> Frame:
    start = verb
    while start > 0 and _joins(tokens[start - 1]):
        start -= 1
    passive = tokens[verb].tag == "VBN" and any(tokens[i].lemma == "be" for i in range(start, verb))
    end = verb + 1
    if end < len(tokens) and tokens[end].lower in ("out", "down", "up") and tokens[verb].lemma in ("point", "rule"):
        end += 1
    cue = range(start, end)
    before = _phrase_to(tokens, start)
    inverted = before is None and _follows_quote(tokens, start)
    source = _phrase_from(tokens, end) if inverted else before
    place = "inverted" if inverted else ("ROOT" if before is not None else "bare")
    frame = Frame(verb, cue, source, [], "none", place, passive)
    frame.negated = any(tokens[i].lower in ("not", "n't", "n’t", "never") for i in cue)
    if source is None and tokens[verb].tag == "VBG":
        frame.source = _first_phrase(tokens, start)
    after = max(end, source.stop if source is not None else end)
    _content(tokens, frame, after)
    if passive:
        frame.source = _agent(tokens, end)
    return frame


def _joins(token: Token) -> bool:
    """Whether a word before the verb belongs to the cue."""
    if token.lower in _NOT_IN_CUE:
        return False
    return token.lemma in _AUXILIARIES or token.lower in _AUXILIARIES or token.pos in ("AUX", "ADV")


def _phrase_to(tokens: tuple[Token, ...], stop: int) -> range | None:
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
        named = _phrase_to(tokens, opening)
        if named is None or any(tokens[i].lower in _CLOSING for i in range(opening, last)):
            return None
        return range(named.start, stop)
    start = stop
    while start > 0:
        token = tokens[start - 1]
        linked = token.lower in _LINKS and start < stop and _nominal_before(tokens, start - 1)
        inside = linked or token.pos in _NOMINAL
        if not inside or token.lower in _RELATIVES or (token.pos == "PRON" and start < stop):
            break
        start -= 1
    while start < stop and tokens[start].lower in _LINKS:
        start += 1
    return range(start, stop) if start < stop and tokens[stop - 1].pos in _NOMINAL else None


def _nominal_before(tokens: tuple[Token, ...], index: int) -> bool:
    return index > 0 and tokens[index - 1].pos in ("NOUN", "PROPN")


def _phrase_from(tokens: tuple[Token, ...], start: int) -> range | None:
    """The noun phrase that begins at `start` ("said Milan Orte, a driver from the port")."""
    end = start
    while end < len(tokens):
        token = tokens[end]
        comma = token.lower == "," and end > start and end + 1 < len(tokens) and tokens[end + 1].pos in _NOMINAL
        if not (token.pos in _NOMINAL or token.lower in _LINKS or comma):
            break
        end += 1
    while end > start and (tokens[end - 1].lower in _LINKS or tokens[end - 1].lower == ","):
        end -= 1
    return range(start, end) if end > start else None


def _first_phrase(tokens: tuple[Token, ...], stop: int) -> range | None:
    """The noun phrase before the first verb of the sentence: the subject that a participle shares."""
    verb = next((i for i in range(stop) if tokens[i].pos in ("VERB", "AUX")), None)
    return _phrase_to(tokens, verb) if verb else None


def _agent(tokens: tuple[Token, ...], start: int) -> range | None:
    for index in range(start, min(start + 4, len(tokens) - 1)):
        if tokens[index].lower == "by":
            return _phrase_from(tokens, index + 1)
    return None


def _follows_quote(tokens: tuple[Token, ...], start: int) -> bool:
    return start > 0 and (tokens[start - 1].lower in _CLOSING or tokens[start - 1].lower == ",")


def _content(tokens: tuple[Token, ...], frame: Frame, after: int) -> None:
    """What is laid to the source: the clause after, the clause before, an object, or what follows a preposition."""
    if after < len(tokens) and tokens[after].lower == ":":
        after += 1
    following = tokens[after].lower if after < len(tokens) else "."
    left = min(frame.cue.start, frame.source.start if frame.source is not None else frame.cue.start)
    if frame.passive and following == "to" and frame.source is not None:
        frame.shape = "passive"
        frame.content = [frame.source, range(after, _end(tokens, after))]
    elif _follows_quote(tokens, left) and (following in _AFTER_FRONTED or frame.place == "inverted"):
        frame.shape = "fronted"
        frame.content = [range(left)]
        if following == "," and after + 1 < len(tokens) and tokens[left - 1].lower not in _CLOSING:
            frame.content.append(range(after + 1, _end(tokens, after + 1)))
    elif following in _STOPS:
        return
    elif following in _CLAUSE_STARTS or following in _OPENING or following == "," or _has_verb(tokens, after):
        that = next((i for i in range(after, min(after + 9, len(tokens))) if tokens[i].lower == "that"), None)
        frame.shape = "clause"
        frame.content = [range(that if that is not None else after, _end(tokens, after))]
    elif following == "to":
        frame.shape = "infinitive"
        frame.content = [range(after, _end(tokens, after))]
    elif following in _PREPOSITIONS and after == frame.cue.stop:
        frame.shape = "preposition"
        frame.cue = range(frame.cue.start, after + 1)
        frame.content = [range(after + 1, _end(tokens, after + 1))]
    else:
        frame.shape = "object"
        frame.content = [range(after, _end(tokens, after))]


def _has_verb(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a finite verb stands in what follows, before a mark."""
    for index in range(start, min(start + 14, len(tokens))):
        token = tokens[index]
        if token.lower in (",", ";", ":") or token.lower in _STOPS or token.lower == "to":
            return False
        if token.tag in ("VBD", "VBZ", "VBP", "MD") or token.pos == "AUX":
            return True
    return False


def _end(tokens: tuple[Token, ...], start: int) -> int:
    """Index after the last token of the clause that begins at `start`."""
    end = len(tokens)
    while end > start + 1 and tokens[end - 1].lower in _STOPS:
        end -= 1
    for index in range(start + 1, end):
        if tokens[index].lower in (";", ":") or tokens[index].lower in _DASHES:
            return index
    return end


def _around(tokens: tuple[Token, ...], hole: range) -> list[range]:
    end = _end(tokens, hole.stop) if hole.stop < len(tokens) else len(tokens)
    return [piece for piece in (range(hole.start), range(hole.stop, end)) if len(piece)]


def _according(tokens: tuple[Token, ...], word: int) -> Frame | None:
    """Of "According to X, C" and "C, according to X"."""
    to = word + 1
    if to >= len(tokens) or tokens[to].lower != "to":
        return None
    comma = next((i for i in range(to + 2, len(tokens)) if tokens[i].lower == "," or tokens[i].lower in _STOPS), None)
    stop = comma if comma is not None else len(tokens)
    if stop <= to + 1:
        return None
    frame = Frame(word, range(word, to + 1), range(to + 1, stop), [], "according")
    if word < 2:
        frame.content = [range(stop, len(tokens))]
    else:
        frame.content = [range(word)]
    return frame


def _noun(tokens: tuple[Token, ...], noun: int) -> Frame | None:
    """Of "the claim that C", "X's estimate of C"."""
    start = noun
    while start > 0 and tokens[start - 1].pos == "ADJ":
        start -= 1
    source = None
    if start > 0 and (tokens[start - 1].tag in ("POS", "PRP$") or tokens[start - 1].lower in ("’s", "'s", "’")):
        source = _phrase_to(tokens, start)
    after = noun + 1
    if after >= len(tokens):
        return None
    frame = Frame(noun, range(start, noun + 1), source, [], "none")
    following = tokens[after].lower
    if following in ("that", "to", "whether"):
        frame.shape, frame.content = "noun clause", [range(after, _end(tokens, after))]
    elif following in _PREPOSITIONS:
        frame.shape, frame.cue = "noun object", range(start, after + 1)
        phrase = _phrase_from(tokens, after + 1)
        frame.content = [phrase] if phrase is not None else []
    elif following in ("from", "by"):
        frame.source = _phrase_from(tokens, after + 1)
    return frame
