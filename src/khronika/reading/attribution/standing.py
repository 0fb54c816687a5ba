"""Accounts that stand for their speaker without a verb of saying.

"Estimates of the number killed range from 20 to 40", "Reports are coming in of new arrests", "the official version of
nine killed is an underestimate", "The regime puts the number of dead at nine".
"""

from collections.abc import Sequence

from khronika.model.attribution import Stance
from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.attribution.numbering import giving, own_account, own_number
from khronika.reading.attribution.phrases import phrase_before
from khronika.reading.grammar import passive, subject
from khronika.reading.sentence import Sentence, Token

_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART"})
_CONTRASTS = frozenset({"but", "while", "whereas", "although", "though", "yet"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "week", "year"}
)
_ENDS = frozenset({".", ";", "!", "?"})
_ARTICLES = frozenset({"the", "an", "a", "this", "that", "these", "those", "some", "other", "further", "new"})


def standing_frames(sentence: Sentence, words: Lexicon) -> list[Frame]:
    """Frames for accounts in the subject of a sentence, decided by their form alone."""
    demanding = _demanding(sentence, words)
    found = [demanding] if demanding is not None else []
    for index, token in enumerate(sentence.tokens):
        if token.lemma in ("put", "place", "set"):
            frame = _put(sentence, index, words)
            if frame is not None:
                found.append(frame)
        given = own_number(sentence, index, words) if token.pos == "VERB" and token.lemma in giving() else None
        if given is not None:
            found.append(given)
            continue
        owned = own_account(sentence, index)
        if owned is None and token.lemma in words.figures:
            owned = _owned(sentence, index, words)
        if owned is not None:
            found.append(owned)
            continue
        if token.lemma not in words.nouns or (token.pos != "NOUN" and index > 0):
            continue
        frame = _judged(sentence, index, words) or _ranging(sentence, index) or _coming(sentence, index)
        if frame is not None:
            found.append(frame)
    return found


def _judged(sentence: Sentence, noun: int, words: Lexicon) -> Frame | None:
    """Of "the official version of 9 killed is an underestimate": the account is the source, its judge doubts it."""
    tokens = sentence.tokens
    start = noun
    while start > 0 and (tokens[start - 1].pos in _INSIDE or tokens[start - 1].lower in _ARTICLES):
        start -= 1
        if tokens[start].lower in _ARTICLES:
            break
    if not any(tokens[index].lower in words.standing for index in range(start, noun)):
        return None
    verb = next((index for index in range(noun + 1, len(tokens)) if tokens[index].lemma == "be"), None)
    if verb is None or verb - noun > 8:
        return None
    judged = next((i for i in range(verb + 1, min(verb + 7, len(tokens))) if tokens[i].lemma in words.doubting), None)
    if judged is None or any(tokens[index].lower in ("not", "n't", "n’t") for index in range(verb, judged)):
        return None
    return Frame(judged, range(verb, judged + 1), range(start, noun + 1), [range(start, verb)], "judged")


def _owned(sentence: Sentence, noun: int, words: Lexicon) -> Frame | None:
    """Of "the union's count of more than thirty": the owner of the figure is its source."""
    tokens = sentence.tokens
    if noun < 2 or noun + 2 >= len(tokens):
        return None
    if tokens[noun - 1].lower not in _POSSESSIVE or tokens[noun + 1].lower != "of":
        return None
    if not any(token.pos == "NUM" for token in tokens[noun + 2 : noun + 6]):
        return None
    owner = phrase_before(tokens, noun - 1)
    if owner is None or tokens[noun - 2].lower in _DAYS:
        return None
    start = max((i for i in range(owner.start, noun) if tokens[i].pos == "DET"), default=owner.start)
    end = next((i for i in range(noun + 2, len(tokens)) if tokens[i].pos in ("VERB", "AUX", "PUNCT")), len(tokens))
    doubted = _doubted(tokens, end, words)
    return Frame(
        noun, range(noun, noun + 1), range(start, noun), [range(noun, end)], "judged" if doubted else "standing"
    )


def _doubted(tokens: Sequence[Token], verb: int, words: Lexicon) -> bool:
    """Whether what follows calls it wrong ("is an insult")."""
    if verb >= len(tokens) or tokens[verb].lemma != "be":
        return False
    return any(token.lemma in words.doubting for token in tokens[verb + 1 : verb + 7])


def _demanding(sentence: Sentence, words: Lexicon) -> Frame | None:
    """Of "We demand:" before a list: the list is laid to the speaker as it is carried on."""
    tokens = sentence.tokens
    if len(tokens) < 3 or tokens[-1].lower != ":":
        return None
    for index in range(max(0, len(tokens) - 4), len(tokens) - 1):
        lemma = tokens[index].lemma
        phrase = " ".join([lemma, *(token.lower for token in tokens[index + 1 : -1])])
        if tokens[index].tag != "VBG" and lemma in words.verbs and words.stance_of(phrase, lemma) is Stance.DEMANDS:
            speaker = phrase_before(tokens, index)
            return Frame(index, range(index, len(tokens) - 1), speaker, [], "standing") if speaker is not None else None
    return None


def _ranging(sentence: Sentence, noun: int) -> Frame | None:
    """Of "Estimates of the number killed range from 20 to 40": nobody is named, the whole sentence is the content."""
    tokens = sentence.tokens
    if tokens[noun].lemma not in ("estimate", "count", "toll", "figure") or noun > 3 or noun + 1 >= len(tokens):
        return None
    verb = next((i for i in range(noun + 1, min(noun + 14, len(tokens))) if tokens[i].lemma in ("range", "vary")), None)
    if verb is None or any(token.pos == "PROPN" for token in tokens[:noun]):
        return None
    return Frame(noun, range(noun, noun + 1), None, [range(noun + 1, _end(tokens, verb))], "standing")


def _coming(sentence: Sentence, noun: int) -> Frame | None:
    """Of "Reports are coming in of C", "there are reports of C", "word has come that C": nobody is named."""
    tokens = sentence.tokens
    if tokens[noun].lemma not in ("report", "news", "word", "rumour", "rumor", "account") or noun > 3:
        return None
    verb = noun + 1
    while verb < len(tokens) and tokens[verb].pos in ("AUX", "ADV"):
        verb += 1
    if verb >= len(tokens) or tokens[verb].lemma not in ("come", "arrive", "emerge", "reach", "spread", "circulate"):
        return None
    after = next((i for i in range(verb + 1, min(verb + 6, len(tokens))) if tokens[i].lower in ("of", "that")), None)
    if after is None:
        return None
    return Frame(noun, range(noun, after), None, [range(after + 1, _end(tokens, after))], "standing")


def _put(sentence: Sentence, verb: int, words: Lexicon) -> Frame | None:
    """Of "The regime puts the figure of dead at nine, with no police among them"."""
    tokens = sentence.tokens
    figure = next((i for i in range(verb + 1, min(verb + 7, len(tokens))) if tokens[i].lemma in words.figures), None)
    if figure is None:
        return None
    at = next((i for i in range(figure + 1, min(figure + _REACH, len(tokens))) if _at_number(tokens, i)), None)
    speaker = subject(sentence, verb)
    if at is None or speaker is None or passive(sentence, verb):
        return None
    speaker = range(speaker.start, min(speaker.stop, verb))
    start = verb
    while start > speaker.stop and tokens[start - 1].pos in ("AUX", "ADV"):
        start -= 1
    return Frame(verb, range(start, verb + 1), speaker, [range(verb + 1, _clause_end(tokens, at))], "standing")


_REACH = 24
"""Tokens from "toll" to its number, across what it is the toll of ("in Friday's shelling of the district at 38")."""


def _at_number(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower == "at" and any(token.pos == "NUM" for token in tokens[at + 1 : at + 6])


def _clause_end(tokens: Sequence[Token], start: int) -> int:
    """Index after the clause that holds the figure: a full stop, or a comma with a clause that contrasts with it."""
    for index in range(start, len(tokens)):
        if tokens[index].lower in _ENDS:
            return index
        if tokens[index].lower == "," and index + 1 < len(tokens) and tokens[index + 1].lower in _CONTRASTS:
            return index
    return len(tokens)


def _end(tokens: Sequence[Token], start: int) -> int:
    return next((index for index in range(start, len(tokens)) if tokens[index].lower in _ENDS), len(tokens))
