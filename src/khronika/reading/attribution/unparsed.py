"""Frames from the order of words alone, for the profile without a parser."""

from collections.abc import Sequence

from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.attribution.phrases import after_dateline, clause_end, first_phrase, phrase_before, phrase_from
from khronika.reading.sentence import Sentence, Token

_AUXILIARIES = frozenset(
    {"be", "have", "do", "will", "would", "can", "could", "may", "might", "should", "must", "’ve", "’s", "'s", "'ve"}
    | {"n't", "n’t", "not", "never", "’ll", "'ll", "’d", "'d", "’re", "'re", "to"}
)
_NOT_IN_CUE = frozenset({"when", "where", "how", "why", "as", "so", "there", "here"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "PART"})
_CLAUSE_STARTS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "who", "when"})
_PREPOSITIONS = frozenset({"for", "on", "to", "of", "about", "against", "with", "over", "upon"})
_AFTER_OBJECT = frozenset(
    {"in", "on", "at", "after", "before", "during", "as", "when", "while", "because", "if", "by", "since", "until"}
)
_NOMINATIVES = frozenset({"he", "she", "they", "i", "we", "one"})
_HEARERS = frozenset({"tell", "remind", "assure", "inform", "notify", "convince", "persuade"})
_SAYING = frozenset({"say", "add", "think", "believe", "argue", "insist", "hope", "explain"})
_SUBJECT_PRONOUNS = frozenset({"they", "we", "i", "he", "she", "it", "who", "which"})
_ADVERBS = frozenset(
    {
        "also",
        "always",
        "once",
        "ever",
        "often",
        "then",
        "later",
        "now",
        "still",
        "recently",
        "repeatedly",
        "previously",
        "first",
    }
)
_STOPS = frozenset({".", ";", "!", "?"})
_AFTER_FRONTED = _STOPS | {",", "in", "on", "at", "after", "during", "when", "as", "last", "this", "earlier", "later"}
_AFTER_FRONTED |= {"yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_OPENING = frozenset({"“", '"', "‘"})
_CLOSING = frozenset({"”", '"', "'", "''"})
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
            elif token.pos == "VERB" or _verb_after_all(tokens, index):
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


def _verb_after_all(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word guessed a noun is a verb: "they also REPORT that", "the unions CLAIM that"."""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    at = index - 1
    while at >= 0 and tokens[at].pos == "ADV":
        at -= 1
    if at < 0:
        return False
    if tokens[at].lower in _SUBJECT_PRONOUNS or tokens[at].lemma in ("be", "do", "have") or tokens[at].tag == "MD":
        return True
    if after == "that" and tokens[index].tag == "NNS" and tokens[at].tag == "NN":
        return True
    clause = after == "that" or after in _SUBJECT_PRONOUNS
    return clause and tokens[at].tag in ("NNS", "NNP", "NNPS")


def _verb(tokens: Sequence[Token], verb: int) -> Frame:
    start = verb
    while start > 0 and _joins(tokens[start - 1]):
        start -= 1
    passive = tokens[verb].tag == "VBN" and any(tokens[i].lemma == "be" for i in range(start, verb))
    end = verb + 1
    if end < len(tokens) and tokens[end].lower in ("out", "down", "up") and tokens[verb].lemma in ("point", "rule"):
        end += 1
    cue = range(start, end)
    source, place = _speaker(tokens, verb, cue)
    frame = Frame(verb, cue, source, [], "none", place, passive)
    frame.negated = any(tokens[i].lower in ("not", "n't", "n’t", "never") for i in cue)
    after = max(end, source.stop if source is not None else end)
    _content(tokens, frame, after)
    if passive:
        frame.source = _agent(tokens, end)
    return frame


def _speaker(tokens: Sequence[Token], verb: int, cue: range) -> tuple[range | None, str]:
    """Tokens of the speaker, and their place: before (ROOT), after (inverted), shared (participle), none (bare)."""
    start = cue.start
    marked = start > 0 and tokens[start - 1].lower in (",", "and", "or", "but", *_DASHES)
    if tokens[verb].tag == "VBG" and (start == verb) and (marked or start == 0):
        return first_phrase(tokens, start), "participle"
    before = phrase_before(tokens, start)
    if before is not None:
        aux = any(tokens[index].lemma in ("be", "have") for index in cue)
        bare = tokens[verb].tag == "VBN" and not aux
        return before, "reduced" if bare else "ROOT"
    if _follows_quote(tokens, start):
        after = phrase_from(tokens, cue.stop)
        if after is not None and (tokens[after.start].pos != "PRON" or tokens[after.start].lower in _NOMINATIVES):
            return after, "inverted"
    return (first_phrase(tokens, start), "joined") if marked else (None, "bare")


def _joins(token: Token) -> bool:
    """Whether a word before the verb belongs to the cue."""
    if token.lower in _NOT_IN_CUE:
        return False
    if token.lemma in _AUXILIARIES or token.lower in _AUXILIARIES or token.pos in ("AUX", "ADV"):
        return True
    return token.lower in _ADVERBS


def _agent(tokens: Sequence[Token], start: int) -> range | None:
    for index in range(start, min(start + 4, len(tokens) - 1)):
        if tokens[index].lower == "by":
            return phrase_from(tokens, index + 1)
    return None


def _follows_quote(tokens: Sequence[Token], start: int) -> bool:
    if start == 0 or tokens[start - 1].lower == ",":
        return start > 0
    if tokens[start - 1].lower == "'":
        return start > 1 and tokens[start - 2].lower in ("'", ",", "?", "!", ".")
    return tokens[start - 1].lower in _CLOSING


def _content(tokens: Sequence[Token], frame: Frame, after: int) -> None:
    """What is laid to the source: the clause after, the clause before, an object, or what follows a preposition."""
    if after < len(tokens) and tokens[after].lower == ":":
        after += 1
    if tokens[frame.head].lemma in _HEARERS and not frame.passive:
        after = _past_hearer(tokens, after)
    following = tokens[after].lower if after < len(tokens) else "."
    left = min(frame.cue.start, frame.source.start if frame.source is not None else frame.cue.start)
    if frame.passive and following == "to" and frame.source is not None:
        frame.shape = "passive"
        frame.content = [frame.source, range(after, clause_end(tokens, after))]
    elif (
        _follows_quote(tokens, left)
        and frame.place in ("ROOT", "inverted")
        and (following in _AFTER_FRONTED or frame.place == "inverted" or tokens[left - 1].lower in _CLOSING)
    ):
        frame.shape = "fronted"
        frame.content = [range(after_dateline(tokens), left)]
        if following == "," and after + 1 < len(tokens) and tokens[left - 1].lower not in _CLOSING:
            frame.content.append(range(after + 1, clause_end(tokens, after + 1)))
    elif following in _STOPS:
        return
    elif frame.passive and frame.source is not None and following not in _CLAUSE_STARTS:
        frame.shape, frame.content = "passive", [frame.source]
    elif (
        following in _CLAUSE_STARTS
        or following in _OPENING
        or following == ","
        or tokens[frame.head].lemma in _SAYING
        or _has_verb(tokens, after)
    ):
        that = next((i for i in range(after, min(after + 9, len(tokens))) if tokens[i].lower == "that"), after)
        if any(token.pos in ("VERB", "AUX") for token in tokens[after:that]):
            that = after
        frame.shape = "clause"
        frame.content = [range(that, clause_end(tokens, after))]
    elif following == "to":
        frame.shape = "infinitive"
        frame.content = [range(after, clause_end(tokens, after))]
    elif following in _PREPOSITIONS and after == frame.cue.stop:
        frame.shape = "preposition"
        frame.cue = range(frame.cue.start, after + 1)
        frame.content = [range(after + 1, clause_end(tokens, after + 1))]
    else:
        frame.shape = "object"
        frame.content = [range(after, _object_end(tokens, after))]


def _past_hearer(tokens: Sequence[Token], start: int) -> int:
    """Index after the one who is told ("told THE PAPER that ..."), so long as something follows."""
    end = start
    while end < len(tokens) and tokens[end].pos in _NOMINAL and tokens[end].lower not in _CLAUSE_STARTS:
        pronoun = tokens[end].pos == "PRON"
        if end > start and (pronoun or tokens[end].pos == "DET"):
            break
        end += 1
        if pronoun and tokens[end - 1].tag == "PRP":
            break
    return end


def _object_end(tokens: Sequence[Token], start: int) -> int:
    """Index after an object: at a comma, a clause, or a preposition that seldom belongs to a noun."""
    end = clause_end(tokens, start)
    for index in range(start + 1, end):
        token = tokens[index]
        after = tokens[index + 1].pos if index + 1 < len(tokens) else ""
        if token.lower == "," and not (after in _NOMINAL and tokens[index - 1].pos == "PROPN"):
            return index
        if token.lower in _AFTER_OBJECT or (token.lower in ("and", "but") and after in ("VERB", "AUX")):
            return index
    return end


def _has_verb(tokens: Sequence[Token], start: int) -> bool:
    """Whether a finite verb stands in what follows, before a mark."""
    for index in range(start, min(start + 14, len(tokens))):
        token = tokens[index]
        if token.lower in (",", ";", ":") or token.lower in _STOPS or token.lower == "to":
            return False
        if token.tag in ("VBD", "VBZ", "VBP", "MD") or token.pos == "AUX":
            return True
    return False


def _around(tokens: Sequence[Token], hole: range) -> list[range]:
    end = clause_end(tokens, hole.stop) if hole.stop < len(tokens) else len(tokens)
    return [piece for piece in (range(hole.start), range(hole.stop, end)) if len(piece)]


def _according(tokens: Sequence[Token], word: int) -> Frame | None:
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
        if stop + 1 < len(tokens) and not any(token.pos in ("VERB", "AUX") for token in tokens[:word]):
            frame.content.append(range(stop + 1, clause_end(tokens, stop + 1)))
    return frame


def _noun(tokens: Sequence[Token], noun: int) -> Frame | None:
    """Of "the claim that C", "X's estimate of C"."""
    start = noun
    while start > 0 and tokens[start - 1].pos == "ADJ":
        start -= 1
    source = None
    if start > 0 and (tokens[start - 1].tag in ("POS", "PRP$") or tokens[start - 1].lower in ("’s", "'s", "’")):
        source = phrase_before(tokens, start)
    after = noun + 1
    if after >= len(tokens):
        return None
    frame = Frame(noun, range(start, noun + 1), source, [], "none")
    following = tokens[after].lower
    if following in ("that", "to", "whether"):
        frame.shape, frame.content = "noun clause", [range(after, clause_end(tokens, after))]
    elif following in _PREPOSITIONS:
        frame.shape, frame.cue = "noun object", range(start, after + 1)
        phrase = phrase_from(tokens, after + 1)
        frame.content = [phrase] if phrase is not None else []
    elif following in ("from", "by"):
        frame.source = phrase_from(tokens, after + 1)
    return frame
