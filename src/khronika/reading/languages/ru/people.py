"""Who, in Russian: names by a recogniser or behind a title, in the nominative, with what befell them there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.languages.ru.chunks import chunks_of
from khronika.reading.languages.ru.measuring import Said, said_in
from khronika.reading.languages.ru.names import Form, harmonised, nominatives
from khronika.reading.languages.ru.saying import reality_of
from khronika.reading.languages.ru.words import plain, word_list
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import PersonMention
from khronika.reading.people.ages import age_beside
from khronika.reading.sentence import Sentence, Token
from khronika.reference.vocabulary import measures

_MOST_WORDS = 4
_SUFFERING = ("suffer", "phrase")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a sentence: its tokens, titles left out, and the form of each word."""

    sentence: Sentence
    tokens: range
    forms: tuple[Form, ...]

    @property
    def case(self) -> str:
        """The case of its first word that has one."""
        return next((form.case for form in self.forms if form.case), "")


def find_people(sentences: Sequence[Sentence], not_people: Sequence[Span] = ()) -> list[PersonMention]:
    """Named people in the order of the text, one mention for each state that the words give them.

    A person who is only named there has one mention with state None. Names are given in the nominative; a family name
    alone stands for the full name that the text has given before.
    """
    found = [name for sentence in sentences if sentence.tokens for name in _names_in(sentence, not_people)]
    named = nominatives([form for name in found for form in name.forms])
    full: dict[str, str] = {}
    mentions: list[PersonMention] = []
    for name in found:
        words = " ".join(named[form] for form in name.forms)
        if len(name.forms) > 1:
            full[named[name.forms[-1]].casefold()] = words
        elif words.casefold() in full:
            words = full[words.casefold()]
        elif not _titled(name):
            continue
        mentions += _mentions(name, words)
    return mentions


def _names_in(sentence: Sentence, not_people: Sequence[Span]) -> Iterator[_Name]:
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        last = _run(tokens, at)
        first = at
        while first < last and tokens[first].lemma in word_list("people", "titles"):
            first += 1
        at = max(last, at + 1)
        if first >= last or last - first > _MOST_WORDS:
            continue
        span = sentence.span_of(range(first, last))
        if any(span.overlaps(place) for place in not_people) or not _is_name(tokens, first, last):
            continue
        yield _Name(
            sentence, range(first, last), harmonised([Form(t.text, t.case, plural=False) for t in tokens[first:last]])
        )


def _run(tokens: Sequence[Token], at: int) -> int:
    """Where the run of capitalised words that begins here ends; `at` where none does."""
    last = at
    while last < len(tokens) and tokens[last].text[:1].isupper() and tokens[last].text[0].isalpha():
        if last > at and tokens[last].name != tokens[last - 1].name:
            break
        last += 1
    return last


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a run names a person: the recogniser says so, a title stands before it, or both words are names."""
    run = tokens[first:last]
    if any(token.lemma in word_list("people", "not_a_name") or token.lemma in word_list("people", "calendar")
           for token in run):  # fmt: skip
        return False
    if any(token.name in ("LOC", "ORG") for token in run) or all(token.text.isupper() for token in run):
        return False
    if any(token.name == "PER" for token in run):
        return True
    titled = first > 0 and tokens[first - 1].lemma in word_list("people", "titles")
    proper = all(token.pos in ("PROPN", "NOUN") for token in run)
    return proper and (titled or (last - first > 1 and first > 0 and not any(t.name for t in tokens)))


def _titled(name: _Name) -> bool:
    first = name.tokens[0]
    return first > 0 and name.sentence.tokens[first - 1].lemma in word_list("people", "titles")


def _mentions(name: _Name, words: str) -> Iterator[PersonMention]:
    """The name with each state that the words around give it, or once without."""
    sentence = name.sentence
    span = sentence.span_of(name.tokens)
    told, age = dict.fromkeys(_told(name)), age_beside(sentence, span)
    for state, trigger, reality in told:
        yield PersonMention(span=span, name=words, named=True, state=state, trigger=trigger, reality=reality, age=age)
    if not told:
        yield PersonMention(span=span, name=words, named=True, age=age)


def _told(name: _Name) -> Iterator[tuple[str, Span, Reality]]:
    """State, its words and its reality, for what is said of the person in the sentence."""
    sentence = name.sentence
    tokens = sentence.tokens
    noun = _noun_before(tokens, name.tokens[0])
    if noun is not None:
        yield _states()[tokens[noun].lemma], Span(tokens[noun].start, tokens[noun].end), Reality.ACTUAL
        return
    chunks = chunks_of(tokens, frozenset())
    for index, chunk in enumerate(chunks):
        for said, state in _said_of_people(tokens, chunk):
            if _is_patient(name, said, chunks, index):
                reality = reality_of(sentence, chunk, said)
                if reality is Reality.ATTEMPTED and state == "detained":
                    state, reality = "sought", Reality.ACTUAL
                yield state, Span(tokens[min(said.words)].start, tokens[max(said.words)].end), reality


@cache
def _states() -> dict[str, str]:
    return {plain(noun): state for noun, state in lexicon("ru", "people")["states"].items()}


def _noun_before(tokens: Sequence[Token], first: int) -> int | None:
    """ "арест Илана Орво", "тело сварщика Илана Орво": a noun of a state that governs the name."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if tokens[at].lemma in _states() and tokens[at].pos == "NOUN":
            return at
        if tokens[at].pos not in ("NOUN", "ADJ") or tokens[at].case not in ("Gen", ""):
            return None
    return None


def _said_of_people(tokens: Sequence[Token], chunk: range) -> Iterator[tuple[Said, str]]:
    known = said_in(tokens, chunk)
    for said in known:
        state = measures()[said.measure].state
        if state is not None:
            yield said, state
    verbs = lexicon("ru", "people")["state_verbs"]
    deciding = {said.at for said in known}
    for at in chunk:
        if tokens[at].lemma in verbs and tokens[at].pos == "VERB" and at not in deciding:
            role = "suffer" if tokens[at].lemma == "вернуться" else "do"
            yield Said("", at, (at,), role), verbs[tokens[at].lemma]


def _is_patient(name: _Name, said: Said, chunks: Sequence[range], index: int) -> bool:
    """Whether it befell the person: the subject of what is suffered or passive, the object of what is done."""
    tokens = name.sentence.tokens
    own = next((i for i, chunk in enumerate(chunks) if name.tokens[0] in chunk), -1)
    undergone = said.role in _SUFFERING or tokens[said.at].tag == "VBN"
    if own == index:
        return name.case in ("Nom", "") if undergone else name.case in ("Acc", "Gen", "")
    if own < 0 or own > index or not undergone or name.case != "Nom":
        return False
    between = range(name.tokens[-1] + 1, said.at)
    others = [at for at in between if tokens[at].case == "Nom" and tokens[at].pos in ("NOUN", "PROPN", "NUM")
              and at > chunks[index].start - 1]  # fmt: skip
    agreeing = [at for at in between if tokens[at].lemma == "который"]
    return not others and (index - own <= 2 or bool(agreeing))
