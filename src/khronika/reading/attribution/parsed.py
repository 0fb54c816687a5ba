"""Frames from the tree of a parsed sentence (labels of ClearNLP, as spaCy's English models give them)."""

from collections.abc import Sequence

from khronika.reading.attribution.frame import Frame
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.attribution.phrases import after_dateline, clause_end, phrase_before
from khronika.reading.attribution.tree import Tree
from khronika.reading.sentence import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
_QUESTION_WORDS = frozenset({"when", "where", "how", "why", "as"})
_OBJECT_PREPOSITIONS = frozenset({"for", "on", "to", "of", "about", "against", "with", "upon", "over"})
_WITH_OBJECT = frozenset({"for", "as", "of", "to", "with", "about", "against", "from", "over", "into"})
_WITH_HEARER = frozenset({"tell", "remind", "assure", "inform", "notify", "convince", "persuade", "brief"})
_RAISING = frozenset({"seem", "appear"})
_WITH_LISTENER = frozenset({"talk", "speak", "apologize", "deny", "complain", "say", "write", "call", "explain"})
_THAT = frozenset({"that", "to", "whether", "if", "how", "about"})
_RELATIVE = frozenset({"which", "who", "whom", "where", "whose"})
_COMMA = frozenset({",", "”", '"', "''"})
_CLOSING = frozenset({"”", '"', "''"})
_EMPTY_SUBJECTS = frozenset({"it", "there"})


_OF_AN_ASIDE = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "ADV", "NUM"})
_ASIDE = 6
"""Tokens of a day or a place between such a verb and the comma behind it ("said on Sunday evening, and ...")."""
_TELLING = frozenset({"tell", "inform", "assure", "brief"})
"""Verbs of saying that take a hearer, and so no clause behind them where what was said stands before."""


def parsed_frames(sentence: Sentence, words: Lexicon) -> list[Frame]:
    """A frame for every word of a parsed sentence that may be a cue, in the order of the text."""
    tokens = sentence.tokens
    found: list[Frame] = []
    tree: Tree | None = None
    for index, token in enumerate(tokens):
        lemma = token.lemma
        if token.pos == "VERB" and lemma in words.verbs:
            tree = tree or Tree(sentence)
            frame = _according(tree, index) if lemma == "accord" else _verb(tree, index, words)
        elif token.pos == "NOUN" and lemma in words.nouns:
            tree = tree or Tree(sentence)
            frame = _noun(tree, index)
        elif lemma in words.adverbs:
            tree = tree or Tree(sentence)
            frame = _adverb(tree, index)
        else:
            continue
        if frame is not None:
            found.append(frame)
    begin = after_dateline(tokens) if found else 0
    if begin:
        for frame in found:
            frame.content = [
                range(max(piece.start, begin), piece.stop) for piece in frame.content if piece.stop > begin
            ]
    return found


def _verb(tree: Tree, verb: int, words: Lexicon) -> Frame:
    tokens, kids = tree.tokens, tree.children[verb]
    passive = is_passive(tree, verb)
    cue = _cue_of(tree, verb)
    subject = tree.child(verb, *_SUBJECTS)
    source = _source(tree, verb, passive)
    frame = Frame(verb, cue, source, [], "none", tokens[verb].dep, passive)
    frame.negated = any(tokens[kid].dep == "neg" for kid in kids)
    clause = _clause(tree, verb)
    infinitive = _last(tree, verb, "xcomp")
    left = min(cue.start, source.start if source is not None else cue.start)
    if left > 0 and tokens[left - 1].lower in _CLOSING and not (source is not None and source.start > cue.stop + 2):
        frame.shape = "fronted"
        frame.content = [range(left)]
        if clause is not None and clause.start > verb and tokens[verb + 1].lower == ",":
            frame.content.append(clause)
    elif clause is not None:
        frame.shape = "clause" if clause.stop > verb else "fronted"
        frame.content = [clause]
    elif tokens[verb].dep == "parataxis" and tokens[verb].head != verb and infinitive is None:
        frame.shape = "fronted"
        frame.content = [tree.branch(tokens[verb].head)]
    elif source is not None and _told_behind(tree, verb, source, cue):
        frame.shape = "fronted"
        frame.content = [range(after_dateline(tokens), source.start - 1)]
    elif passive and infinitive is not None:
        frame.shape = "passive"
        frame.content = [tree.branch(infinitive)]
        if subject is not None:
            frame.content.insert(0, tree.branch(subject))
    elif tokens[verb].lemma in _RAISING and subject is not None and tokens[subject].lower not in _EMPTY_SUBJECTS:
        frame.shape, frame.source = "passive", None
        rest = tree.right[verb] + 1
        frame.content = [tree.branch(subject), range(cue.stop, rest)]
    elif infinitive is not None and infinitive > verb:
        _infinitive(tree, frame, infinitive)
    elif passive and subject is not None and tokens[subject].lower not in _EMPTY_SUBJECTS:
        frame.shape = "passive"
        frame.content = [tree.branch(subject)]
        for kid in kids:
            if kid > verb and tokens[kid].dep in ("oprd", "dobj"):
                frame.content.append(tree.branch(kid))
    else:
        _object(tree, frame)
    if frame.source is None and tokens[verb].lemma in _TELLING:
        _told_a_meeting(tree, frame)
    if frame.shape in ("none", "fronted"):
        _by_order(tree, frame)
    if tokens[verb].lemma in words.inserted and not passive:
        _inserted(tree, frame)
    _cut(frame)
    return frame


def _told_a_meeting(tree: Tree, frame: Frame) -> None:
    """Of "C, the mayor of Velm, Ilme Sator, TOLD a meeting." where the tree gives the verb no subject."""
    tokens = tree.tokens
    source, start = phrase_before(tokens, frame.cue.start), after_dateline(tokens)
    if source is None or source.start < start + 3 or tokens[source.start - 1].lower not in _COMMA:
        return
    if any(token.pos in ("VERB", "AUX") for token in tokens[start : source.start - 1]):
        frame.shape, frame.source, frame.content = "fronted", source, [range(start, source.start - 1)]


def _told_behind(tree: Tree, verb: int, source: range, cue: range) -> bool:
    """ "Nine men died, the governor, Ilan Orvo, TOLD a meeting": a verb that the tree joined to the one before."""
    tokens = tree.tokens
    joined = tokens[verb].dep == "conj" and tokens[verb].head < source.start - 1
    return joined and source.stop == cue.start and source.start > 2 and tokens[source.start - 1].lower in _COMMA


def _by_order(tree: Tree, frame: Frame) -> None:
    """Of "C, X said." where the tree went astray: X is what stands between the last comma and the cue."""
    tokens = tree.tokens
    if any(token.pos not in ("PUNCT", "ADV") for token in tokens[frame.cue.stop :]):
        return
    source = frame.source if frame.source is not None and frame.source.stop == frame.cue.start else None
    if source is None or frame.shape == "none":
        source = phrase_before(tokens, frame.cue.start)
    if source is None or source.start < 3 or tokens[source.start - 1].lower not in _COMMA:
        return
    start = after_dateline(tokens)
    if not any(token.pos in ("VERB", "AUX") for token in tokens[start : source.start]):
        return
    if frame.shape == "none" or frame.source is None:
        frame.shape, frame.source, frame.content = "fronted", source, [range(start, source.start)]


def _inserted(tree: Tree, frame: Frame) -> None:
    """Of "C, X SAID on Sunday evening, and D": all of C, and D, however the tree has joined them."""
    tokens, cue = tree.tokens, frame.cue
    given = frame.source
    source = given if given is not None and given.stop == cue.start else phrase_before(tokens, cue.start)
    if source is None or source.start < 3 or tokens[source.start - 1].lower != ",":
        return
    start, end = after_dateline(tokens), _after_the_day(tokens, cue.stop)
    if not any(token.pos in ("VERB", "AUX") for token in tokens[start : source.start]):
        return
    whole = not tokens[end:] or all(token.pos == "PUNCT" for token in tokens[end:])
    if not whole and tokens[end].lower != ",":
        return
    first = frame.content[0].start if frame.shape == "fronted" and frame.content else start
    frame.shape, frame.source, frame.content = "fronted", source, [range(first, source.start - 1)]
    if not whole and (rest := clause_end(tokens, end)) > end + 1:
        frame.content.append(range(end + 1, rest))


def _after_the_day(tokens: Sequence[Token], start: int) -> int:
    """Where the words for the day or the place of the saying end ("on Sunday evening", "in a statement")."""
    end = start
    while end < min(len(tokens), start + _ASIDE) and tokens[end].pos in _OF_AN_ASIDE:
        end += 1
    return end


def _clause(tree: Tree, verb: int) -> range | None:
    """Tokens of the clauses that are the verb's complement: all that follow it, else the one before it."""
    found = [kid for kid in tree.children[verb] if tree.tokens[kid].dep == "ccomp"]
    after = [tree.branch(kid) for kid in found if kid > verb]
    if after:
        return range(after[0].start, after[-1].stop)
    return tree.branch(found[0]) if found else None


def _infinitive(tree: Tree, frame: Frame, infinitive: int) -> None:
    """Of "asked him to leave", "called on the army to withdraw", "threatened to use force"."""
    tokens, verb = tree.tokens, frame.head
    frame.shape = "infinitive"
    start, end = tree.left[infinitive], tree.right[infinitive] + 1
    for kid in tree.children[verb]:
        if not verb < kid < infinitive:
            continue
        if tokens[kid].dep == "dobj" and tokens[verb].lemma not in _WITH_HEARER and tree.right[kid] + 1 == start:
            start = tree.left[kid]
        elif tokens[kid].dep == "prep" and kid == frame.cue.stop and tokens[kid].lower in ("for", "on", "upon"):
            frame.cue = range(frame.cue.start, kid + 1)
            start = kid + 1
            break
    frame.content = [_restricted(tree, start, end)]


def _object(tree: Tree, frame: Frame) -> None:
    """Content that is no clause: an object with what hangs on the verb after it, or the object of a preposition."""
    tokens, verb = tree.tokens, frame.head
    kids = [kid for kid in tree.children[verb] if kid > verb]
    direct = next((kid for kid in kids if tokens[kid].dep in ("dobj", "acomp", "attr", "oprd")), None)
    if direct is not None and tokens[verb].lemma in _WITH_HEARER:
        that = next((i for i in range(direct + 1, min(direct + 8, len(tokens))) if tokens[i].lower in _THAT), None)
        if that is not None:
            frame.shape, frame.content = "clause", [range(that, max(that, tree.right[verb]) + 1)]
        return
    if direct is not None:
        frame.shape = "object"
        start, end = tree.left[direct], tree.right[direct] + 1
        for kid in kids:
            if kid <= direct or tree.left[kid] != end or tokens[kid].dep not in ("prep", "oprd", "dobj"):
                continue
            if tokens[kid].dep != "prep" or tokens[kid].lower in _WITH_OBJECT:
                end = tree.right[kid] + 1
        frame.content = [_restricted(tree, start, end)]
        return
    preposition = next((kid for kid in kids if tokens[kid].dep == "prep"), None)
    if preposition is None or tokens[preposition].lower not in _OBJECT_PREPOSITIONS:
        return
    if tokens[preposition].lower in ("to", "with") and tokens[verb].lemma in _WITH_LISTENER:
        return
    inner = tree.child(preposition, "pobj", "pcomp")
    if inner is not None and preposition == frame.cue.stop:
        frame.shape = "preposition"
        frame.cue = range(frame.cue.start, preposition + 1)
        frame.content = [_restricted(tree, preposition + 1, tree.right[inner] + 1)]


def _restricted(tree: Tree, start: int, end: int) -> range:
    """The stretch up to a relative clause that a comma cuts off (", which began in May")."""
    for index in range(start + 1, end - 1):
        if tree.tokens[index].lower == "," and tree.tokens[index + 1].lower in _RELATIVE:
            return range(start, index)
    return range(start, end)


def _source(tree: Tree, verb: int, passive: bool) -> range | None:
    """Tokens of the speaker: the subject, or what the subject is of the verb above; of a passive, its agent."""
    tokens = tree.tokens
    if passive:
        agent = tree.child(verb, "agent")
        inner = tree.child(agent, "pobj") if agent is not None else None
        return tree.branch(inner) if inner is not None else None
    first = verb
    for _ in range(4):
        subject = tree.child(verb, *_SUBJECTS)
        if subject is not None and _misread(tree, verb, first, subject):
            return range(tree.left[subject], _cue_of(tree, first).start)
        if subject is not None:
            if tokens[subject].lower in _EMPTY_SUBJECTS and tokens[subject].lower == "there":
                return None
            return _behind_the_content(tree, verb, first, subject) or tree.branch(subject)
        token = tokens[verb]
        if verb == first and token.tag == "VBG" and token.dep in ("advcl", "conj", "acl"):
            root = _root_subject(tree, verb)
            if root is not None:
                return root
        above = token.head
        if above == verb:
            return None
        if token.dep in ("acl", "relcl") and tokens[above].pos in ("NOUN", "PROPN", "PRON"):
            return range(tree.left[above], min(verb, tree.left[verb]))
        if token.dep in ("prep", "agent", "pobj"):
            return None
        if token.dep == "pcomp":
            above = tokens[above].head
        elif token.dep not in ("conj", "advcl", "xcomp", "acl", "dep", "ccomp"):
            return None
        if tokens[above].pos not in ("VERB", "AUX"):
            return None
        verb = above
        if is_passive(tree, verb) and token.dep == "conj":
            return None
    return None


def _behind_the_content(tree: Tree, verb: int, first: int, subject: int) -> range | None:
    """The speaker whom the parser took for an apposition: "Nine men died, THE GOVERNOR, ILAN ORVO, told reporters"."""
    branch = tree.branch(subject)
    start = verb + 2
    if verb == first or not branch.start <= verb < branch.stop - 1 or tree.tokens[verb + 1].lower != ",":
        return None
    return range(start, _cue_of(tree, first).start) if start < _cue_of(tree, first).start else None


def _root_subject(tree: Tree, verb: int) -> range | None:
    """The subject of the sentence's main verb, for a participle that a comma sets off (", saying that ...")."""
    tokens = tree.tokens
    at = _cue_of(tree, verb).start
    if at == 0 or tokens[at - 1].lower not in (",", "—", "–", "-"):
        return None
    root = next((index for index, token in enumerate(tokens) if token.head == index), None)
    if root is None or tokens[root].pos != "VERB" or is_passive(tree, root):
        return None
    subject = tree.child(root, "nsubj")
    return tree.branch(subject) if subject is not None and subject < verb else None


def _misread(tree: Tree, verb: int, second: int, subject: int) -> bool:
    """Whether a participle passed for the main verb ("A woman INTERVIEWED on the radio explained that ...")."""
    tokens = tree.tokens
    if verb == second or tokens[second].dep != "conj" or tokens[verb].tag not in ("VBN", "VBD"):
        return False
    if verb != subject + 1 or any(tokens[kid].dep in ("aux", "auxpass", "cc") for kid in tree.children[verb]):
        return False
    return all(tokens[index].lower != "," for index in range(verb, second))


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is passive, a bare participle ("asked about the raid, he left") too."""
    tokens = tree.tokens
    bare = True
    for kid in tree.children[verb]:
        dep = tokens[kid].dep
        if dep in ("nsubjpass", "auxpass", "agent"):
            return True
        if dep in ("aux", "nsubj"):
            bare = False
    return bare and tokens[verb].tag == "VBN" and tokens[verb].dep in ("acl", "advcl")


def _cue_of(tree: Tree, verb: int) -> range:
    """The verb with its auxiliaries, adverbs and particle, so far as they stand next to it."""
    tokens = tree.tokens
    kids = tree.children[verb]
    start = verb
    while start > 0:
        token = tokens[start - 1]
        if start - 1 not in kids or token.dep not in _BEFORE_CUE or token.lower in _QUESTION_WORDS:
            break
        start -= 1
    token = tokens[verb]
    if token.dep == "xcomp" and token.head < start and tokens[token.head].pos == "VERB":
        between = range(token.head + 1, start)
        if all(tokens[index].dep in _BEFORE_CUE for index in between) and token.tag in ("VB", "VBG"):
            start = _cue_of(tree, token.head).start
    end = verb + 1
    if end < len(tokens) and end in kids and tokens[end].dep == "prt":
        end += 1
    return range(start, end)


def _according(tree: Tree, word: int) -> Frame | None:
    """Of "According to X, C" and "C, according to X"."""
    tokens = tree.tokens
    to = word + 1
    if to >= len(tokens) or tokens[to].lower != "to":
        return None
    inner = tree.child(to, "pobj", "pcomp")
    if inner is None or tree.left[inner] <= to:
        return None
    source = tree.branch(inner)
    frame = Frame(word, range(word, to + 1), source, [], "according", tokens[word].dep)
    head = tokens[word].head
    while (tokens[head].pos not in ("VERB", "AUX") or tokens[head].dep == "conj") and tokens[head].head != head:
        head = tokens[head].head
    if word == 0 or head == word:
        frame.content = [range(len(tokens))]
    else:
        frame.content = [tree.branch(head)]
    _cut(frame)
    return frame


def _noun(tree: Tree, noun: int) -> Frame:
    """Of "the claim that C", "X's estimate of C", "reports of C"."""
    tokens, kids = tree.tokens, tree.children[noun]
    owner = tree.child(noun, "poss")
    source = range(tree.left[owner], tree.right[owner] + 1) if owner is not None else None
    start = noun
    while start > 0 and start - 1 in kids and tokens[start - 1].dep in ("amod", "compound", "advmod"):
        start -= 1
    frame = Frame(noun, range(start, noun + 1), source, [], "none", tokens[noun].dep)
    for kid in kids:
        if kid < noun:
            continue
        dep = tokens[kid].dep
        if dep in ("acl", "relcl", "ccomp") and frame.shape == "none":
            mark = tree.left[kid]
            if tokens[mark].lower in ("that", "to", "whether", "if") and tokens[kid].pos in ("VERB", "AUX"):
                frame.shape, frame.content = "noun clause", [tree.branch(kid)]
        elif dep == "prep" and tokens[kid].lower in ("from", "by") and source is None:
            inner = tree.child(kid, "pobj")
            frame.source = tree.branch(inner) if inner is not None else None
        elif dep == "prep" and frame.shape == "none" and tokens[kid].lower in _OBJECT_PREPOSITIONS:
            inner = tree.child(kid, "pobj", "pcomp")
            if inner is not None and kid == frame.cue.stop:
                frame.shape = "noun object"
                frame.cue = range(start, kid + 1)
                frame.content = [range(kid + 1, tree.right[inner] + 1)]
    _cut(frame)
    return frame


def _adverb(tree: Tree, word: int) -> Frame:
    """Of "Ten were reportedly killed": the whole clause around the adverb."""
    head = tree.tokens[word].head
    frame = Frame(word, range(word, word + 1), None, [tree.branch(head)], "adverb", tree.tokens[word].dep)
    _cut(frame)
    return frame


def _last(tree: Tree, verb: int, relation: str) -> int | None:
    """The last child by the relation that follows the verb, else the first one before it."""
    found = [kid for kid in tree.children[verb] if tree.tokens[kid].dep == relation]
    return found[-1] if found else None


def _cut(frame: Frame) -> None:
    """Take the words of cue and source out of the content."""
    holes = [frame.cue] + ([frame.source] if frame.source is not None else [])
    low = min(hole.start for hole in holes)
    high = max(hole.stop for hole in holes)
    hull = [range(low, high)] if high - low <= sum(map(len, holes)) + 2 else holes
    for hole in hull:
        pieces: list[range] = []
        for piece in frame.content:
            if hole.stop <= piece.start or piece.stop <= hole.start:
                pieces.append(piece)
                continue
            if piece.start < hole.start:
                pieces.append(range(piece.start, hole.start))
            if hole.stop < piece.stop:
                pieces.append(range(hole.stop, piece.stop))
        frame.content = pieces
