"""People of a text with the states that its words give them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.along import Along
from khronika.reading.figures.numbers import number_phrases
from khronika.reading.figures.triggers import Trigger, find_triggers
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.mentions import PersonMention
from khronika.reading.people.names import Name, names_of, surname
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import measures

_SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her"})
_MODALS = frozenset({"will", "would", "may", "might", "could"})
_WITHOUT_CLAUSES = frozenset({"relcl", "advcl"})
_ORDINAL_GROUP = re.compile(
    r"\bthe (first|last|other) (?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(both|all (?:of them|two|three|four|five))\b",
    re.IGNORECASE,
)
_OF_PEOPLE = ("patient", "subject", "adjective")
"""Roles of a trigger that say something of a person; nouns are looked up with the people they belong to."""
_NEARBY = 2
"""Sentences over which a pronoun or "the first three" may reach back."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one trigger says of somebody: the state, its words and its reality.

    own: True where they do it themselves ("died", "is missing"), False where it is done to them.
    """

    state: str
    at: int
    to: int
    reality: Reality = Reality.ACTUAL
    own: bool = False


@dataclass(slots=True)
class _Memory:
    """Who was named before: surnames, the last list of names, the last single person."""

    full: dict[str, str] = field(default_factory=dict)
    listed: tuple[Name, ...] = ()
    listed_in: int = -9
    single: Name | None = None
    single_in: int = -9


def find_people(sentences: Sequence[Sentence], not_people: Sequence[Span] = ()) -> list[PersonMention]:
    """Named people in the order of the text, one mention for each state that the words give them.

    A person who is only named there has one mention with state None.
    """
    memory, found = _Memory(), []
    others = Along((span, span) for span in not_people)
    for sentence in sentences:
        if not sentence.tokens:
            continue
        names = names_of(sentence, others.touching(sentence.span), memory.full)
        found += _of_sentence(sentence, names, memory)
        _remember(sentence, names, memory)
    return found


def _of_sentence(sentence: Sentence, names: list[Name], memory: _Memory) -> list[PersonMention]:
    if not (names or _may_speak_of_earlier(sentence, memory)):
        return []
    told = list(_told_of(sentence, find_triggers(sentence)))
    found: list[PersonMention] = []
    for name in names:
        states = [t for t in told if _concerns(sentence, t, name)]
        found += [_mention(sentence, name, memory, t) for t in _one_each(states)]
        if not states:
            found.append(_mention(sentence, name, memory, None))
    if told:
        found += _said_of_the_ones_before(sentence, names, told, memory)
    return found


def _may_speak_of_earlier(sentence: Sentence, memory: _Memory) -> bool:
    """Whether somebody was named so shortly before that a pronoun or "the first three" may mean them."""
    return sentence.index - memory.listed_in <= _NEARBY or sentence.index - memory.single_in <= 1


def _told_of(sentence: Sentence, triggers: list[Trigger]) -> Iterator[_Told]:
    """What the triggers, verbs and nouns of the sentence say that befell somebody."""
    tokens = sentence.tokens
    for trigger in triggers:
        state = measures()[trigger.measure].state
        if state is not None and trigger.role in _OF_PEOPLE:
            told = _with_reality(sentence, state, trigger.at, max(trigger.at, trigger.to))
            yield replace(told, own=trigger.role in ("subject", "adjective"))
    verbs, nouns = lexicon("en", "people")["state_verbs"], lexicon("en", "people")["states"]
    for at, token in enumerate(tokens):
        if token.pos in ("VERB", "AUX") and token.lemma in verbs:
            yield _with_reality(sentence, verbs[token.lemma], at, at)
        elif token.pos == "NOUN" and token.lemma in nouns:
            state = nouns[token.lemma]
            if state == "released" and _asked_for(sentence, at):
                state = "imprisoned"
            yield _Told(state, at, at)
        elif token.lemma in word_set("en", "people", "demanded_release.prisoners"):
            yield _Told("imprisoned", at, at)


def _with_reality(sentence: Sentence, state: str, at: int, to: int) -> _Told:
    """Somebody whom one tried to detain is sought; what is denied did not happen."""
    token = sentence.tokens[at]
    before = sentence.tokens[max(0, at - 2) : at]
    governor = sentence.tokens[token.head].lemma if sentence.parsed and token.dep == "xcomp" else ""
    attempts = word_set("en", "people", "attempts")
    if governor in attempts or (len(before) == 2 and before[1].lower == "to" and before[0].lemma in attempts):
        return _Told("sought" if state == "detained" else state, at, to, Reality.ATTEMPTED)
    if grammar.negated(sentence, at):
        return _Told(state, at, to, Reality.DID_NOT_HAPPEN)
    planned = any(t.lower in _MODALS for t in sentence.tokens[max(0, at - 3) : at])
    return _Told(state, at, to, Reality.PLANNED if planned else Reality.ACTUAL)


def _asked_for(sentence: Sentence, at: int) -> bool:
    """Whether the release is demanded and so has not happened."""
    cues = word_set("en", "people", "demanded_release.cues")
    return any(token.lemma in cues for token in sentence.tokens[max(0, at - 9) : at + 1])


def _concerns(sentence: Sentence, told: _Told, name: Name) -> bool:
    """Whether what is told is told of this person."""
    token = sentence.tokens[told.at]
    if token.pos == "NOUN":
        equated = sentence.parsed and any(_shares(phrase, name) for phrase in _equated(sentence, told.at))
        return equated or _of_noun(sentence, told.at, name)
    if sentence.parsed:
        return any(_shares(phrase, name) for phrase in _patients(sentence, told))
    return _by_order(sentence, told, name)


def _shares(phrase: range, name: Name) -> bool:
    return phrase.start <= name.tokens.start and name.tokens.stop <= phrase.stop


def _patients(sentence: Sentence, told: _Told) -> Iterator[range]:
    """Noun phrases of those to whom it was done, lists and appositions included, relative clauses left out."""
    verb = told.at
    token = sentence.tokens[verb]
    if token.pos == "ADJ" and token.head != verb:
        for child in grammar.children(sentence, token.head):
            if sentence.tokens[child].dep in ("nsubj", "nsubjpass"):
                yield grammar.subtree(sentence, child, _WITHOUT_CLAUSES)
        return
    if token.dep in ("acl", "relcl") and token.head != verb:
        yield grammar.subtree(sentence, _named_by(sentence, token.head), _WITHOUT_CLAUSES)
        return
    yield from _equated(sentence, verb)
    of_subject = told.own or grammar.passive(sentence, verb)
    objects = grammar.direct_objects(sentence, verb)
    if not of_subject and objects:
        yield from objects
        yield from _dashed_list(sentence, objects[-1])
    elif of_subject or token.tag == "VBN":
        subject = grammar.subject(sentence, verb)
        if subject is not None:
            yield subject


def _named_by(sentence: Sentence, noun: int) -> int:
    """The word that an apposition belongs to ("Ilan Orvo, a WELDER who ...")."""
    token = sentence.tokens[noun]
    return token.head if token.dep == "appos" and token.head != noun else noun


def _equated(sentence: Sentence, word: int) -> Iterator[range]:
    """ "One of the MISSING is Ilan Orvo": the name that the words are said to be."""
    at, steps = word, 0
    while steps < 4 and sentence.tokens[at].dep not in ("nsubj", "ROOT"):
        at, steps = sentence.tokens[at].head, steps + 1
    head = sentence.tokens[at].head
    if sentence.tokens[at].dep == "nsubj" and sentence.tokens[head].lemma == "be" and at != word:
        for child in grammar.children(sentence, head):
            if sentence.tokens[child].dep == "attr":
                yield grammar.subtree(sentence, child, _WITHOUT_CLAUSES)


def _dashed_list(sentence: Sentence, phrase: range) -> Iterator[range]:
    """ "four activists – A, B, C and D": the names behind the dash or colon that spell the object out."""
    tokens = sentence.tokens
    for at in range(phrase.stop - 1, min(phrase.stop + 12, len(tokens))):
        if tokens[at].text in ("–", "—", "-", ":", "--"):
            yield range(at, len(tokens))
            return


def _of_noun(sentence: Sentence, at: int, name: Name) -> bool:
    """ "the arrest of A", "A's death", "political prisoners, including A"."""
    tokens = sentence.tokens
    after = name.tokens.stop
    if after + 1 < len(tokens) and tokens[after].lower in ("'s", "’s") and 0 < at - after <= 3:
        return True
    if name.tokens.start <= at:
        return False
    between = tokens[at + 1 : name.tokens.start]
    if not between or between[0].lower not in ("of", "for", ",", "including", "–", "such") or len(between) > 12:
        return False
    return not any(t.pos == "VERB" and t.lower != "including" for t in between)


def _by_order(sentence: Sentence, told: _Told, name: Name) -> bool:
    """Without a tree: the name just before the verb, or just behind an active one."""
    gap_before = told.at - name.tokens.stop
    gap_behind = name.tokens.start - told.to - 1
    tokens = sentence.tokens
    if 0 <= gap_before <= 8:
        passive = grammar.passive(sentence, told.at) or told.own or gap_before <= 1
        return passive and not any(t.pos == "VERB" for t in tokens[name.tokens.stop : told.at])
    return 0 <= gap_behind <= 3 and not grammar.passive(sentence, told.at)


def _one_each(told: list[_Told]) -> list[_Told]:
    """One of each state, the first in the sentence."""
    by_state: dict[str, _Told] = {}
    for one in told:
        by_state.setdefault(one.state, one)
    return list(by_state.values())


def _mention(sentence: Sentence, name: Name, memory: _Memory, told: _Told | None) -> PersonMention:
    full = memory.full.get(name.words, name.words)
    if told is None:
        return PersonMention(span=name.span, name=full, named=True)
    return PersonMention(
        span=name.span, name=full, named=True, state=told.state, reality=told.reality,
        trigger=Span(sentence.tokens[told.at].start, sentence.tokens[max(told.at, told.to)].end),
    )  # fmt: skip


def _said_of_the_ones_before(
    sentence: Sentence, names: list[Name], told: list[_Told], memory: _Memory
) -> Iterator[PersonMention]:
    """ "The first three were later released", "She was freed": states of people named a sentence or two before."""
    group = _ORDINAL_GROUP.search(sentence.text)
    if group and memory.listed and sentence.index - memory.listed_in <= _NEARBY:
        chosen = _chosen(group, memory.listed, sentence)
        for name in chosen:
            yield from (_mention(sentence, name, memory, t) for t in _one_each(told) if t.reality is Reality.ACTUAL)
        return
    if names or memory.single is None or sentence.index - memory.single_in > 1:
        return
    for one in _one_each(told):
        if _without_subject(sentence, one):
            memory.single_in = sentence.index
            yield _mention(sentence, memory.single, memory, one)
            continue
        subject = grammar.subject(sentence, one.at) if sentence.tokens[one.at].pos == "VERB" else None
        if subject is None or len(subject) != 1 or sentence.tokens[subject[0]].lower not in _SINGLE_PRONOUNS:
            continue
        if one.own or grammar.passive(sentence, one.at):
            memory.single_in = sentence.index
            yield _mention(sentence, memory.single, memory, one)


def _without_subject(sentence: Sentence, told: _Told) -> bool:
    """A note that begins with what befell somebody just named ("Detained at home on 14 March.")."""
    first = next((i for i, t in enumerate(sentence.tokens) if t.pos not in ("PUNCT", "SYM", "X", "ADV")), 0)
    return told.at == first and sentence.tokens[first].text[:1].isupper() and told.reality is Reality.ACTUAL


def _chosen(group: re.Match[str], listed: tuple[Name, ...], sentence: Sentence) -> tuple[Name, ...]:
    """Those of the list that "the first three", "both" or "all" mean."""
    if group.group(2):
        return listed
    counts = [number.low for number in number_phrases(sentence) if number.low]
    count = counts[0] if counts else len(listed)
    if count >= len(listed):
        return ()
    return listed[:count] if group.group(1).lower() == "first" else listed[-count:]


def _remember(sentence: Sentence, names: list[Name], memory: _Memory) -> None:
    for name in names:
        if len(name.words.split()) > 1:
            memory.full.setdefault(surname(name.words), name.words)
    if len(names) > 1:
        memory.listed, memory.listed_in = tuple(names), sentence.index
    distinct = {memory.full.get(name.words, name.words) for name in names}
    if len(distinct) == 1:
        memory.single, memory.single_in = names[0], sentence.index
    elif names:
        memory.single = None
