"""How many, in Russian: each number with what befell those whom it counts.

The order of reading: a number; the noun beside it; what its clause says (``measuring``); else what an earlier clause
says that it goes on with ("убиты 11 человек, ранены 40, шестеро тяжело"). Cases and word order carry most of this, so
that no tree is needed; numbers that count nobody are left out (``counting``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khronika.model.claim import Reality
from khronika.model.figure import Exactness, Scope
from khronika.model.span import Span
from khronika.reading.languages.ru.chunks import chunks_of
from khronika.reading.languages.ru.counting import Thing, carried, group_of, is_measured, is_somebody, thing_of
from khronika.reading.languages.ru.measuring import Said, counted, noun_of_total, nouns, said_in
from khronika.reading.languages.ru.nobody import nobody_in
from khronika.reading.languages.ru.numbers import Number, numbers_of, without_bound
from khronika.reading.languages.ru.saying import is_aside, reality_of
from khronika.reading.languages.ru.scope import is_retracted, scope_of
from khronika.reading.languages.ru.singles import singles_in
from khronika.reading.languages.ru.words import word_list
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token

_LONGEST = 60
"""Code points of a figure's words."""


@dataclass(slots=True)
class Clauses:
    """A sentence as it is read: its stretches with what each says, and the figures so far."""

    sentence: Sentence
    chunks: list[range]
    said: list[list[Said]]
    made: list[FigureMention] = field(default_factory=list)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the sentence."""
        return self.sentence.tokens

    def at(self, token: int) -> int:
        """The number of the stretch that holds a token, or that comes before it."""
        return max((i for i, chunk in enumerate(self.chunks) if chunk.start <= token), default=0)


def find_figures(sentences: Sequence[Sentence]) -> list[FigureMention]:
    """The figures of the sentences that have tokens, in the order of the text."""
    found: list[FigureMention] = []
    for sentence in sentences:
        if sentence.tokens:
            found += _in_sentence(sentence)
    return found


def _in_sentence(sentence: Sentence) -> list[FigureMention]:
    tokens = sentence.tokens
    if _tells_a_rate(sentence):
        return []
    numbers = numbers_of(tokens)
    inside = frozenset(at for number in numbers for at in range(number.first, number.last + 1))
    chunks = chunks_of(tokens, inside)
    clauses = Clauses(sentence, chunks, [said_in(tokens, chunk) for chunk in chunks])
    for number in numbers:
        figure = _figure(clauses, number)
        if figure is not None:
            clauses.made.append(figure)
    alone = singles_in(sentence, chunks, clauses.said, clauses.made)
    found = [*clauses.made, *nobody_in(sentence, chunks, clauses.said), *alone]
    return sorted(found, key=lambda one: one.span)


def _tells_a_rate(sentence: Sentence) -> bool:
    words = f" {' '.join(token.lower for token in sentence.tokens)} "
    return any(f" {rate} " in words for rate in word_list("figures", "no_counts.rates"))


def _figure(clauses: Clauses, number: Number) -> FigureMention | None:
    """The figure of one number, or None where it counts nothing of interest."""
    tokens = clauses.tokens
    thing = thing_of(tokens, number)
    if is_measured(tokens, number, thing) or _begins_a_change(tokens, number):
        return None
    found = (
        _of_total(clauses, number) or _of_noun(clauses, number, thing) or _of_clause(clauses, number, thing)
        or _of_forces(clauses, number, thing) or _of_part(clauses, number, thing) or _of_earlier(clauses, number, thing)
    )  # fmt: skip
    if found is None or (number.ordinal and not _ordinal_counts(clauses, number, found)):
        return None
    measure, words = found
    if measure in ("vehicles", "aircraft"):
        group = carried(tokens, thing) or group_of(tokens, thing)
    elif not is_somebody(tokens, thing):
        return None
    else:
        group = group_of(tokens, thing)
    return _mention(clauses, number, thing, measure=measure, words=words, group=group)


def _begins_a_change(tokens: Sequence[Token], number: Number) -> bool:
    """Whether another number follows to which this one rose or fell ("с 12 до 15")."""
    before = tokens[number.first - 1].lower if number.first else ""
    behind = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else ""
    return before in ("с", "со") and behind == "до"


def _ordinal_counts(clauses: Clauses, number: Number, found: tuple[str, tuple[int, ...]]) -> bool:
    """Whether an ordinal stands beside somebody whom something befell ("седьмая жертва", "второй полицейский")."""
    thing = thing_of(clauses.tokens, number)
    return thing.noun is not None and is_somebody(clauses.tokens, thing) and found[0] not in ("forces", "participants")


Found = tuple[str, tuple[int, ...]]
"""A measure, and the tokens of the words that give it."""


def _of_total(clauses: Clauses, number: Number) -> Found | None:
    """ "число погибших выросло до 34", "число раненых: их 26"."""
    here = clauses.at(number.core)
    for back in (0, 1, 2):
        if here - back < 0:
            return None
        total = noun_of_total(clauses.tokens, clauses.chunks[here - back])
        if total is not None and total[0] < number.core:
            own = [one for one in clauses.said[here] if one.measure == total[1]] if back else []
            return None if back and (own or clauses.said[here]) else (total[1], (total[0],))
        if nouns().get(_noun_lemma(clauses, number)):
            return None
    return None


def _noun_lemma(clauses: Clauses, number: Number) -> str:
    noun = thing_of(clauses.tokens, number).noun
    return clauses.tokens[noun].lemma if noun is not None else ""


def _of_noun(clauses: Clauses, number: Number, thing: Thing) -> Found | None:
    """ "43 раненых", unless the clause tells what became of them ("24 задержанных отпущены")."""
    if thing.noun is None:
        return None
    measure = nouns().get(clauses.tokens[thing.noun].lemma)
    if measure is None:
        return None
    before = clauses.tokens[number.first - 1].lower if number.first else ""
    if measure in word_list("figures", "others.giving_way") and before not in ("из", "помимо", "среди"):
        became = [
            one
            for one in _victims_of(clauses, number, thing)
            if one.measure in word_list("figures", "others.taking") and one.measure != measure
        ]
        if became:
            return became[0].measure, became[0].words
    return measure, (thing.noun,)


def _of_clause(clauses: Clauses, number: Number, thing: Thing) -> Found | None:
    """What the clause says, the nearest words first."""
    if not is_somebody(clauses.tokens, thing) or _only_states(clauses, number):
        return None
    told = _victims_of(clauses, number, thing)
    forces = thing.noun is not None and clauses.tokens[thing.noun].lemma in counted("forces")
    if forces:
        told = [one for one in told if one.measure not in ("participants", "strikers", "displaced")]
    return (told[0].measure, told[0].words) if told else None


def _victims_of(clauses: Clauses, number: Number, thing: Thing) -> list[Said]:
    """What the clause says of those counted and not of those who did it, the nearest first."""
    here = clauses.at(number.core)
    told = [one for one in clauses.said[here] if not _is_doer(clauses, number, thing, one)]
    return sorted(told, key=lambda one: (abs(one.at - number.core), one.at))


def _is_doer(clauses: Clauses, number: Number, thing: Thing, said: Said) -> bool:
    """Whether those counted did it to others: the subject of an active verb ("трое застрелили сторожа")."""
    tokens = clauses.tokens
    if said.role != "do" or tokens[said.at].tag == "VBN":
        return False
    chunk = clauses.chunks[clauses.at(number.core)]
    if number.core > said.at:
        return tokens[number.core].case == "Ins" or (thing.noun is not None and tokens[thing.noun].case == "Ins")
    objects = [at for at in range(said.at + 1, chunk.stop) if tokens[at].pos in ("NOUN", "PROPN", "NUM", "PRON")]
    return tokens[said.at].tag == "VBD" and bool(objects) and tokens[number.core].case != "Acc"


def _only_states(clauses: Clauses, number: Number) -> bool:
    """Whether the clause only says what those counted are ("где работают 6200 человек")."""
    chunk = clauses.chunks[clauses.at(number.core)]
    return any(clauses.tokens[at].lemma in word_list("figures", "no_counts.states") for at in chunk)


def _tells_otherwise(clauses: Clauses, number: Number) -> bool:
    """Whether the clause has a verb of its own, which says nothing of interest of those counted."""
    chunk = clauses.chunks[clauses.at(number.core)]
    return any(clauses.tokens[at].pos == "VERB" and clauses.tokens[at].tag in ("VBD", "VBZ") for at in chunk)


def _of_forces(clauses: Clauses, number: Number, thing: Thing) -> Found | None:
    """Soldiers, police, vehicles and aircraft of whom nothing else is said."""
    if thing.noun is None or _only_states(clauses, number):
        return None
    lemma = clauses.tokens[thing.noun].lemma
    for measure in ("forces", "vehicles", "aircraft"):
        if lemma in counted(measure):
            marked = _is_part_marked(clauses, number)
            return None if marked and measure == "forces" else (measure, (thing.noun,))
        if lemma in counted(measure, "carrying") and carried(clauses.tokens, thing):
            return measure, (thing.noun,)
    return None


def _is_part_marked(clauses: Clauses, number: Number) -> bool:
    return bool(clauses.made) and scope_of(clauses, number, clauses.made[-1].measure)[0] is Scope.PART


def _of_part(clauses: Clauses, number: Number, thing: Thing) -> Found | None:
    """ "среди раненых — трое детей", "в числе 31 пропавшего — четверо школьников", "погибших — четырнадцать"."""
    here = clauses.at(number.core)
    if not is_somebody(clauses.tokens, thing):
        return None
    for back in (0, 1):
        if here - back < 0 or (back and clauses.said[here]):
            break
        chunk = clauses.chunks[here - back]
        words = [at for at in chunk if at < number.first]
        named = [at for at in words if clauses.tokens[at].lemma in nouns() and clauses.tokens[at].tag != "JJ"]
        opened = [at for at in words if clauses.tokens[at].lower in ("среди", "числе", "из", "числа")]
        if named and (opened or (back and len(words) <= 2)):
            return nouns()[clauses.tokens[named[-1]].lemma], (named[-1],)
    return None


def _of_earlier(clauses: Clauses, number: Number, thing: Thing) -> Found | None:
    """What an earlier clause said, where this one says nothing itself; else what the next clause says."""
    here = clauses.at(number.core)
    if clauses.said[here] or not is_somebody(clauses.tokens, thing) or _tells_otherwise(clauses, number):
        return None
    for back in range(here - 1, -1, -1):
        if clauses.said[back]:
            last = clauses.said[back][-1]
            return last.measure, last.words
        if clauses.made and clauses.at(clauses.sentence.token_at(clauses.made[-1].number.start) or 0) == back:
            break
    if clauses.made:
        last_made = clauses.made[-1]
        at = clauses.sentence.token_at(last_made.trigger.start)
        return (last_made.measure, (at,)) if at is not None and last_made.measure not in ("vehicles",) else None
    following = [
        one
        for index in range(here + 1, min(here + 3, len(clauses.chunks)))
        if not _has_subject(clauses.tokens, clauses.chunks[index])
        for one in clauses.said[index]
    ]
    alone = thing.noun is None or clauses.tokens[thing.noun].case in ("Nom", "Gen", "")
    return (following[0].measure, following[0].words) if following and alone and number.first <= 1 else None


def _has_subject(tokens: Sequence[Token], chunk: range) -> bool:
    """Whether a clause names somebody of its own, or a conjunction opens it, so that it tells of others."""
    opened = tokens[chunk[0]].pos in ("CCONJ", "SCONJ")
    return opened or any(tokens[at].case == "Nom" and tokens[at].pos in ("NOUN", "PROPN", "PRON") for at in chunk)


def _mention(
    clauses: Clauses, number: Number, thing: Thing, *, measure: str, words: tuple[int, ...], group: str | None
) -> FigureMention:
    tokens = clauses.tokens
    scope, changed = scope_of(clauses, number, measure)
    if changed and number.bound == "up to":
        number = without_bound(number)
    if number.ordinal and scope is not Scope.RUNNING_TOTAL:
        number, scope = replace(number, low=1, high=1), Scope.ADDITION
    last = max(number.last, thing.noun if thing.noun is not None else number.last)
    core = Span(tokens[min(number.first, thing.first)].start, tokens[last].end)
    trigger = Span(tokens[min(words)].start, tokens[max(words)].end)
    if trigger.end - trigger.start > _LONGEST:
        trigger = Span(tokens[words[0]].start, tokens[words[0]].end)
    whole = Span(min(core.start, trigger.start), max(core.end, trigger.end))
    chunk = clauses.chunks[clauses.at(number.core)]
    said = next((one for one in clauses.said[clauses.at(number.core)] if one.words == words), None)
    reality = Reality.DID_NOT_HAPPEN if is_retracted(tokens, number) else reality_of(clauses.sentence, chunk, said)
    return FigureMention(
        span=whole if whole.end - whole.start <= _LONGEST else core,
        number=Span(tokens[number.core].start, tokens[number.last].end), trigger=trigger, measure=measure,
        low=number.low, high=number.high, group=group,
        exactness=number.exactness if number.low is not None or number.high is not None else Exactness.UNCOUNTED,
        scope=scope, reality=reality, aside=is_aside(clauses.sentence),
    )  # fmt: skip
