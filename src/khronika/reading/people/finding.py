"""People of a text with the states that its words give them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.along import Along
from khronika.reading.figures.numbers import number_phrases
from khronika.reading.figures.triggers import find_triggers
from khronika.reading.mentions import PersonMention
from khronika.reading.people.ages import age_beside
from khronika.reading.people.names import Name, names_of, surname
from khronika.reading.people.telling import Told, told_of
from khronika.reading.sentence import Sentence

_SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her"})
_WITHOUT_CLAUSES = frozenset({"relcl", "advcl"})
_ORDINAL_GROUP = re.compile(
    r"\bthe (first|last|other) (?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(both|all (?:of them|two|three|four|five))\b",
    re.IGNORECASE,
)
_LONGEST_CELL = 10
"""Tokens of a cell that only names somebody."""
_NOT_OF = frozenset({"at", "by", "near", "outside", "inside", "from", "with", "against", "behind"})
"""Prepositions behind "the death of A" whose noun is not who died."""
_NEARBY = 2
"""Sentences over which a pronoun or "the first three" may reach back."""


@dataclass(slots=True)
class _Memory:
    """Who was named before: surnames, the last list of names, the last single person.

    row: who heads the row of a table, and row_in the paragraph that is the row; paragraph: that of the last sentence.
    dead: those who were said to have died.
    """

    full: dict[str, str] = field(default_factory=dict)
    listed: tuple[Name, ...] = ()
    listed_in: int = -9
    single: Name | None = None
    single_in: int = -9
    row: Name | None = None
    row_in: int = -9
    paragraph: int = -9
    dead: set[str] = field(default_factory=set)


def find_people(sentences: Sequence[Sentence], not_people: Sequence[Span] = ()) -> list[PersonMention]:
    """Named people in the order of the text, one mention for each state that the words give them.

    A person who is only named there has one mention with state None.
    """
    memory, found = _Memory(), []
    others = Along((span, span) for span in not_people)
    for sentence in sentences:
        if not sentence.tokens:
            memory.paragraph = sentence.paragraph
            continue
        names = names_of(sentence, others.touching(sentence.span), memory.full)
        here = _of_sentence(sentence, names, memory)
        memory.dead |= {one.name for one in here if one.state == "killed" and one.reality is Reality.ACTUAL}
        found += here
        _remember(sentence, names, memory)
    return found


def _of_sentence(sentence: Sentence, names: list[Name], memory: _Memory) -> list[PersonMention]:
    if not (names or _may_speak_of_earlier(sentence, memory)):
        return []
    told = list(told_of(sentence, find_triggers(sentence)))
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
    near = sentence.index - memory.listed_in <= _NEARBY or sentence.index - memory.single_in <= 1
    return near or sentence.paragraph == memory.row_in


def _concerns(sentence: Sentence, told: Told, name: Name) -> bool:
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


def _patients(sentence: Sentence, told: Told) -> Iterator[range]:
    """Noun phrases of those to whom it was done, lists and appositions included, relative clauses left out."""
    verb = told.at
    token = sentence.tokens[verb]
    if token.pos == "ADJ" and token.head != verb:
        left = list(_left_so(sentence, verb))
        yield from left
        for child in () if left else grammar.children(sentence, token.head):
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
        yield from _set_off(sentence, objects[-1])
    elif of_subject or token.tag == "VBN":
        subject = grammar.subject(sentence, verb)
        if subject is not None:
            yield _before_its_clause(sentence, subject)


def _before_its_clause(sentence: Sentence, subject: range) -> range:
    """ "A GUNMAN who left Maria Lopez dead was arrested": a relative clause names others than the subject."""
    clauses = [at for at in subject if sentence.tokens[at].dep == "relcl" and sentence.tokens[at].head in subject]
    starts = (grammar.subtree(sentence, at).start for at in clauses)
    return range(subject.start, min((at for at in starts if at > subject.start), default=subject.stop))


def _left_so(sentence: Sentence, adjective: int) -> Iterator[range]:
    """ "a gunman left MARIA LOPEZ dead": those whom the verb governs, and not who left them."""
    for child in grammar.children(sentence, adjective):
        if sentence.tokens[child].dep == "nsubj":
            yield grammar.subtree(sentence, child, _WITHOUT_CLAUSES)
            return
    verb = sentence.tokens[adjective].head
    if sentence.tokens[adjective].dep == "oprd" and not grammar.passive(sentence, verb):
        yield from grammar.direct_objects(sentence, verb)


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


def _set_off(sentence: Sentence, phrase: range) -> Iterator[range]:
    """ "took my cousin, THE PRINTER ILAN ORVO.": the name behind a comma, up to the end of the sentence."""
    tokens = sentence.tokens
    if phrase.stop >= len(tokens) or tokens[phrase.stop].lower != ",":
        return
    end = phrase.stop + 1
    while end < len(tokens) and tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN"):
        end += 1
    if end == len(tokens) or tokens[end].text in (".", "!", ";"):
        yield range(phrase.stop + 1, end)


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
    if _beside_a_place(sentence, name.tokens.start):
        return False
    return not any(t.pos == "VERB" and t.lower != "including" for t in between)


def _beside_a_place(sentence: Sentence, at: int) -> bool:
    """ "the death of A AT THE FAMILY STORE", "the murder of A BY B": a name that says where it was, or who did it."""
    back = at - 1
    while back > 0 and sentence.tokens[back].pos in ("DET", "ADJ", "NOUN", "PROPN"):
        back -= 1
    return sentence.tokens[back].lower in _NOT_OF


def _by_order(sentence: Sentence, told: Told, name: Name) -> bool:
    """Without a tree: the name just before the verb, or just behind an active one."""
    gap_before = told.at - name.tokens.stop
    gap_behind = name.tokens.start - told.to - 1
    tokens = sentence.tokens
    if 0 <= gap_before <= 8:
        passive = grammar.passive(sentence, told.at) or told.own or gap_before <= 1
        return passive and not any(t.pos == "VERB" for t in tokens[name.tokens.stop : told.at])
    return 0 <= gap_behind <= 3 and not grammar.passive(sentence, told.at)


def _one_each(told: list[Told]) -> list[Told]:
    """One of each state, the first in the sentence."""
    by_state: dict[str, Told] = {}
    for one in told:
        by_state.setdefault(one.state, one)
    return list(by_state.values())


def _mention(sentence: Sentence, name: Name, memory: _Memory, told: Told | None) -> PersonMention:
    full, age = memory.full.get(name.words, name.words), age_beside(sentence, name.span)
    if told is None:
        return PersonMention(span=name.span, name=full, named=True, age=age)
    return PersonMention(
        span=name.span, name=full, named=True, age=age, state=told.state, reality=told.reality,
        trigger=Span(sentence.tokens[told.at].start, sentence.tokens[max(told.at, told.to)].end),
    )  # fmt: skip


def _said_of_the_ones_before(
    sentence: Sentence, names: list[Name], told: list[Told], memory: _Memory
) -> Iterator[PersonMention]:
    """ "The first three were later released", "She was freed": states of people named a sentence or two before."""
    group = _ORDINAL_GROUP.search(sentence.text)
    if group and memory.listed and sentence.index - memory.listed_in <= _NEARBY:
        chosen = _chosen(group, memory.listed, sentence)
        for name in chosen:
            yield from (_mention(sentence, name, memory, t) for t in _one_each(told) if t.reality is Reality.ACTUAL)
        return
    person = _spoken_of(sentence, memory)
    if names or person is None:
        return
    for one in _one_each(told):
        if _without_subject(sentence, one) or _of_a_pronoun(sentence, one):
            memory.single, memory.single_in = person, sentence.index
            if one.state == "injured" and memory.full.get(person.words, person.words) in memory.dead:
                continue  # "She had been shot twice" tells how she died
            yield _mention(sentence, person, memory, one)


def _spoken_of(sentence: Sentence, memory: _Memory) -> Name | None:
    """Whom "he" and "she" mean: who heads the row of the table, else the one person named a sentence before."""
    if sentence.paragraph == memory.row_in:
        return memory.row
    return memory.single if sentence.index - memory.single_in <= 1 else None


def _of_a_pronoun(sentence: Sentence, told: Told) -> bool:
    """ "SHE was freed", "his family has not seen HIM since"."""
    if sentence.tokens[told.at].pos != "VERB":
        return False
    if told.own or grammar.passive(sentence, told.at):
        subject = grammar.subject(sentence, told.at)
        return subject is not None and _is_somebody(sentence, subject)
    return any(_is_somebody(sentence, phrase) for phrase in grammar.direct_objects(sentence, told.at))


def _is_somebody(sentence: Sentence, phrase: range) -> bool:
    return len(phrase) == 1 and sentence.tokens[phrase[0]].lower in _SINGLE_PRONOUNS


def _without_subject(sentence: Sentence, told: Told) -> bool:
    """A note that begins with what befell somebody just named ("Detained at home on 14 March.")."""
    first = next((i for i, t in enumerate(sentence.tokens) if t.pos not in ("PUNCT", "SYM", "X", "ADV")), 0)
    led = told.at == first + 1 and sentence.tokens[first].lower == "found"  # "FOUND DEAD on 15 March."
    return (told.at == first or led) and sentence.tokens[first].text[:1].isupper() and told.reality is Reality.ACTUAL


def _chosen(group: re.Match[str], listed: tuple[Name, ...], sentence: Sentence) -> tuple[Name, ...]:
    """Those of the list that "the first three", "both" or "all" mean."""
    if group.group(2):
        return listed
    counts = [number.low for number in number_phrases(sentence) if number.low]
    count = counts[0] if counts else len(listed)
    if count >= len(listed):
        return ()
    return listed[:count] if group.group(1).lower() == "first" else listed[-count:]


def _heads_a_row(sentence: Sentence, names: list[Name], memory: _Memory) -> bool:
    """ "Sefa Lindarova, lawyer": the first cell of a row, which holds a name and perhaps what its bearer is."""
    if len(names) != 1 or sentence.paragraph == memory.paragraph or len(sentence.tokens) > _LONGEST_CELL:
        return False
    begins = all(token.pos in ("PUNCT", "SYM", "X") for token in sentence.tokens[: names[0].tokens.start])
    return begins and not any(t.pos in ("VERB", "AUX") or t.text in (".", "!", "?", ":") for t in sentence.tokens)


def _remember(sentence: Sentence, names: list[Name], memory: _Memory) -> None:
    if _heads_a_row(sentence, names, memory):
        memory.row, memory.row_in = names[0], sentence.paragraph
    memory.paragraph = sentence.paragraph
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
