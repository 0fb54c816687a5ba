"""Which word hangs on which: the one place that knows whether a parser ran.

The questions below are asked by the other modules of reading. With a parsed sentence they follow the
tree, without one they fall back on the order of words, so that no other module needs to know.
Relations are ClearNLP's, as spaCy's English models label them.
"""

from khronika.reading.sentence import Sentence, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OBJECTS = frozenset({"dobj", "dative", "oprd", "attr"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj", "csubjpass", "ROOT"})
_OWN_VERB = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INSIDE_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "SYM"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "none", "neither", "nor", "without", "nobody", "nothing"})
_RELATIVE = frozenset({"relcl", "acl", "appos", "advcl", "parataxis"})


class _Last:
    """The table of the sentence asked about last: questions come many to a sentence, one sentence at a time."""

    __slots__ = ("pair",)

    def __init__(self) -> None:
        self.pair: tuple[tuple[Token, ...], list[list[int]]] = ((), [])


_LAST = _Last()


def _hanging(tokens: tuple[Token, ...]) -> list[list[int]]:
    """For each word those that hang directly on it. Kept for one sentence, as a pair: threads see both or neither."""
    known, table = _LAST.pair
    if known is tokens:
        return table
    table = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index and token.head >= 0:
            table[token.head].append(index)
    _LAST.pair = (tokens, table)
    return table


def children(sentence: Sentence, word: int) -> list[int]:
    """Indices of the words that hang directly on `word`; none where no parser ran."""
    if not sentence.parsed:
        return []
    return _hanging(sentence.tokens)[word]


def subtree(sentence: Sentence, word: int, without: frozenset[str] = frozenset()) -> range:
    """Tokens from the first to the last that hang on `word`, directly or not, branches of `without` left out."""
    if not sentence.parsed:
        return noun_phrase(sentence, word)
    low = high = word
    open_words = [word]
    while open_words:
        at = open_words.pop()
        for child in children(sentence, at):
            if sentence.tokens[child].dep in without:
                continue
            low, high = min(low, child), max(high, child)
            open_words.append(child)
    return _trim_marks(sentence, range(low, high + 1))


def subject(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the whole noun phrase that is the verb's grammatical subject (of a passive too).

    A verb that has none of its own takes that of the verb it is joined to ("fired and KILLED") or
    that governs it ("tried to KILL").
    """
    if not sentence.parsed:
        return _subject_by_order(sentence, verb)
    at, seen = verb, set()
    while at not in seen:
        seen.add(at)
        own = [child for child in children(sentence, at) if sentence.tokens[child].dep in _SUBJECTS - {"expl"}]
        if own:
            return _whole_subject(sentence, own, at)
        token = sentence.tokens[at]
        if token.dep in ("conj", "xcomp") and token.head != at:
            at = token.head
        elif token.dep in ("relcl", "acl") and token.head != at:
            return noun_phrase(sentence, token.head)
        else:
            return None
    return None


def _whole_subject(sentence: Sentence, heads: list[int], verb: int) -> range:
    """The subject's tokens, from the first part to the last where the parser split it ("the lawyer / Ilan Orvo was").

    What stands behind the verb is left out, since the parser takes a later apposition for the subject's.
    """
    parts = [subtree(sentence, head) for head in heads if (head < verb) == (heads[0] < verb)]
    low, high = min(part.start for part in parts), max(part.stop for part in parts)
    return range(low, min(high, verb) if heads[0] < verb else high)


def _subject_by_order(sentence: Sentence, verb: int) -> range | None:
    """The nearest noun phrase before the verb, past its auxiliaries and adverbs."""
    at = verb - 1
    while at >= 0 and sentence.tokens[at].pos in ("AUX", "ADV", "PART", "VERB"):
        at -= 1
    if at >= 0 and sentence.tokens[at].pos in _NOMINAL:
        return noun_phrase(sentence, at)
    return None


def direct_objects(sentence: Sentence, verb: int) -> list[range]:
    """Tokens of each noun phrase that is the verb's object, those joined to it by "and" included."""
    if not sentence.parsed:
        return _objects_by_order(sentence, verb)
    found = []
    for child in children(sentence, verb):
        if sentence.tokens[child].dep in _OBJECTS:
            found.append(subtree(sentence, child))
    return found


def _objects_by_order(sentence: Sentence, verb: int) -> list[range]:
    at = verb + 1
    while at < len(sentence.tokens) and sentence.tokens[at].pos in ("ADV", "DET", "ADJ", "NUM", "PART"):
        at += 1
    if at < len(sentence.tokens) and sentence.tokens[at].pos in _NOMINAL:
        return [noun_phrase(sentence, at)]
    return []


def agent(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the noun phrase after "by" of a passive verb."""
    if sentence.parsed:
        for child in children(sentence, verb):
            if sentence.tokens[child].dep == "agent" or (
                sentence.tokens[child].lower == "by" and passive(sentence, verb)
            ):
                if sentence.tokens[child].pos in _NOMINAL:  # a case of its own and no preposition: "солдатами"
                    return subtree(sentence, child)
                for below in children(sentence, child):
                    if sentence.tokens[below].dep == "pobj":
                        return subtree(sentence, below)
        return None
    for at in range(verb + 1, min(verb + 6, len(sentence.tokens) - 1)):
        if sentence.tokens[at].lower == "by" and sentence.tokens[at + 1].pos in _INSIDE_PHRASE | _NOMINAL:
            return noun_phrase(sentence, at + 1)
    return None


def passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive ("were killed"; "the men killed yesterday")."""
    token = sentence.tokens[verb]
    if token.tag not in ("VBN", "VBD"):
        return False
    if sentence.parsed:
        if any(sentence.tokens[i].dep in ("auxpass", "nsubjpass", "agent") for i in children(sentence, verb)):
            return True
        if token.dep == "conj" and token.head != verb and token.tag == "VBN":
            own = any(sentence.tokens[i].dep == "nsubj" for i in children(sentence, verb))
            return not own and passive(sentence, token.head)
        return token.tag == "VBN" and token.dep in ("acl", "amod")
    for at in range(verb - 1, max(-1, verb - 5), -1):
        before = sentence.tokens[at]
        if before.lemma in ("be", "get") or before.lower in ("been", "being"):
            return True
        if before.pos not in ("ADV", "PART"):
            return False
    return False


def negated(sentence: Sentence, word: int) -> bool:
    """Whether the word is denied by its own clause ("did not shoot", "no shots", "never")."""
    tokens = sentence.tokens
    if sentence.parsed:
        below = children(sentence, word)
        if any(tokens[i].dep == "neg" or (tokens[i].dep == "det" and tokens[i].lower == "no") for i in below):
            return True
        for child in below:
            if tokens[child].dep in _SUBJECTS | _OBJECTS and tokens[child].lower in ("nobody", "none", "nothing"):
                return True
            if tokens[child].dep in _SUBJECTS | _OBJECTS and any(
                tokens[i].lower == "no" for i in children(sentence, child)
            ):
                return True
        head = tokens[word].head
        return tokens[word].dep == "xcomp" and head != word and tokens[head].lemma != "deny" and negated(sentence, head)
    for at in range(word - 1, max(-1, word - 5), -1):
        if tokens[at].lower in _NEGATIONS:
            return True
        if tokens[at].pos in ("PUNCT", "CCONJ", "SCONJ"):
            return False
    return False


def noun_phrase(sentence: Sentence, word: int) -> range:
    """Tokens of the noun phrase around `word`, determiners in, relative clauses out."""
    if sentence.parsed:
        head = noun_phrase_head(sentence, word)
        low = high = head
        for child in children(sentence, head):
            if sentence.tokens[child].dep in ("conj", "cc", "punct", "prep") or sentence.tokens[child].dep in _RELATIVE:
                continue
            branch = subtree(sentence, child)
            low, high = min(low, branch.start), max(high, branch.stop - 1)
        return range(min(low, word), max(high, word) + 1)
    low = high = word
    while low > 0 and sentence.tokens[low - 1].pos in _INSIDE_PHRASE and sentence.tokens[low].pos != "DET":
        low -= 1
    if sentence.tokens[high].pos != "PRON":
        while high + 1 < len(sentence.tokens) and sentence.tokens[high + 1].pos in _INSIDE_PHRASE - {"DET"}:
            high += 1
    return range(low, high + 1)


def noun_phrase_head(sentence: Sentence, word: int) -> int:
    """Index of the head noun of the phrase that `word` (a number, an adjective) belongs to."""
    tokens = sentence.tokens
    if sentence.parsed:
        at, steps = word, 0
        while steps < 6 and tokens[at].dep in (
            "det", "amod", "nummod", "quantmod", "compound", "poss", "nmod", "advmod", "neg", "predet", "case",
        ):  # fmt: skip
            head = tokens[at].head
            if tokens[head].pos in ("VERB", "AUX", "ADP") or head == at:
                break
            at, steps = head, steps + 1
        return at
    at = word
    while at + 1 < len(tokens) and tokens[at + 1].pos in ("NOUN", "PROPN", "ADJ", "NUM"):
        at += 1
    return at


def clause(sentence: Sentence, word: int) -> range:
    """Tokens of the clause that `word` stands in: its governing verb with all that hangs on it.

    Clauses joined to it by "and" are left out, so are those that it is the content of.
    """
    if sentence.parsed:
        at, steps = word, 0
        while steps < 30 and sentence.tokens[at].dep not in _CLAUSES:
            if sentence.tokens[at].dep == "conj" and sentence.tokens[at].pos in _OWN_VERB:
                break
            head = sentence.tokens[at].head
            if head == at:
                break
            at, steps = head, steps + 1
        return _with_word(_clause_of(sentence, at), word)
    tokens, low = sentence.tokens, word
    while low > 0 and tokens[low - 1].lower not in (";", ":", "but"):
        low -= 1
    high, last = word, len(tokens) - 1
    while high < last and tokens[high + 1].lower not in (";", ":", "but"):
        high += 1
    return _trim_marks(sentence, range(low, high + 1))


def in_relative_clause(sentence: Sentence, word: int) -> bool:
    """Whether the verb only says who or what is meant ("a hall for all whose sons ARE missing")."""
    tokens, at = sentence.tokens, word
    while sentence.parsed and tokens[at].dep in ("conj", "aux", "auxpass") and tokens[at].head != at:
        at = tokens[at].head
    return sentence.parsed and tokens[at].dep == "relcl"


def _clause_of(sentence: Sentence, verb: int) -> range:
    """The verb's own words: its subtree without verbs joined to it that have subjects of their own."""
    low = high = verb
    open_words = [verb]
    while open_words:
        at = open_words.pop()
        for child in children(sentence, at):
            token = sentence.tokens[child]
            if at == verb and token.dep in ("conj", "parataxis") and token.pos in _OWN_VERB:
                continue
            low, high = min(low, child), max(high, child)
            open_words.append(child)
    for child in children(sentence, verb):
        token = sentence.tokens[child]
        if token.dep in ("conj", "parataxis") and token.pos in _OWN_VERB:
            first = subtree(sentence, child).start
            if verb < first <= high:
                high = first - 1
            while high > verb and sentence.tokens[high].pos in ("CCONJ", "PUNCT"):
                high -= 1
    return _trim_marks(sentence, range(low, high + 1))


def _with_word(tokens: range, word: int) -> range:
    return range(min(tokens.start, word), max(tokens.stop, word + 1))


def complement(sentence: Sentence, verb: int) -> range | None:
    """Tokens of the clause that says what was said, thought, ordered ("said THAT ELEVEN DIED")."""
    if sentence.parsed:
        for child in children(sentence, verb):
            if sentence.tokens[child].dep in ("ccomp", "xcomp"):
                return subtree(sentence, child)
        return None
    start = verb + 1
    if start < len(sentence.tokens) and sentence.tokens[start].lower in ("that", ","):
        start += 1
    if start >= len(sentence.tokens):
        return None
    return _trim_marks(sentence, range(start, len(sentence.tokens)))


def _trim_marks(sentence: Sentence, tokens: range) -> range:
    """Without commas, dashes and stops at either end."""
    low, high = tokens.start, tokens.stop
    while low < high - 1 and sentence.tokens[low].lower in (",", ";", ":", ".", "-", "–", "—"):
        low += 1
    while high - 1 > low and sentence.tokens[high - 1].lower in (",", ";", ":", ".", "-", "–", "—", "!", "?"):
        high -= 1
    return range(low, high)
