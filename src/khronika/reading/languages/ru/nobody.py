"""Nobody, in Russian: "никто не пострадал", "погибших нет", "ни один полицейский не погиб", "без жертв"."""

from collections.abc import Iterator, Sequence

from khronika.model.span import Span
from khronika.reading.languages.ru.measuring import Said, nouns, people_nouns
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token

_NOBODY = frozenset({"никто", "никого", "никому", "ничей"})
_NONE = frozenset({"нет", "нету", "отсутствуют"})
_UNKNOWN = frozenset({"сведение", "информация", "данные", "известие", "сообщение"})


def nobody_in(sentence: Sentence, chunks: Sequence[range], said: Sequence[Sequence[Said]]) -> Iterator[FigureMention]:
    """Figures of zero."""
    tokens = sentence.tokens
    for chunk, told in zip(chunks, said, strict=True):
        if any(tokens[at].lemma in _UNKNOWN for at in chunk):
            continue
        yield from _nobody(sentence, chunk, told)
        yield from _not_one(sentence, chunk, told)
        yield from _none_of(sentence, chunk)
        yield from _without(sentence, chunk)


def _zero(
    sentence: Sentence, first: int, last: int, *, measure: str, trigger: int, group: str | None = None
) -> FigureMention:
    tokens = sentence.tokens
    span = Span(tokens[first].start, tokens[last].end)
    return FigureMention(
        span=span, number=span, trigger=Span(tokens[trigger].start, tokens[trigger].end), measure=measure,
        low=0, high=0, group=group,
    )  # fmt: skip


def _denied(tokens: Sequence[Token], at: int) -> bool:
    return any(token.lower == "не" for token in tokens[max(0, at - 2) : at])


def _nobody(sentence: Sentence, chunk: range, told: Sequence[Said]) -> Iterator[FigureMention]:
    """ "Никто не пострадал"."""
    tokens = sentence.tokens
    whom = next((at for at in chunk if tokens[at].lower in _NOBODY), None)
    if whom is None:
        return
    for one in told:
        if _denied(tokens, one.at):
            first, last = min(whom, one.at), max(whom, one.at)
            yield _zero(sentence, first, last, measure=one.measure, trigger=one.at)


def _not_one(sentence: Sentence, chunk: range, told: Sequence[Said]) -> Iterator[FigureMention]:
    """ "Ни один полицейский не погиб"."""
    tokens = sentence.tokens
    for at in chunk:
        if tokens[at].lower != "ни" or at + 2 >= len(tokens) or tokens[at + 1].lemma != "один":
            continue
        noun = next((i for i in range(at + 2, min(at + 5, chunk.stop)) if tokens[i].pos in ("NOUN", "PROPN")), None)
        for one in told:
            if noun is not None and _denied(tokens, one.at):
                plain = tokens[noun].lemma == "человек"
                group = None if plain else tokens[noun].text
                last = max(noun, one.at)
                yield _zero(sentence, at, last, measure=one.measure, trigger=one.at, group=group)


def _none_of(sentence: Sentence, chunk: range) -> Iterator[FigureMention]:
    """ "Погибших нет", "среди убитых нет ни женщин, ни детей", "пострадавших среди жителей не было"."""
    tokens = sentence.tokens
    for at in chunk:
        absent = tokens[at].lower in _NONE or (tokens[at].lemma == "быть" and _denied(tokens, at))
        if not absent:
            continue
        named = [i for i in chunk if tokens[i].lemma in nouns() and tokens[i].case in ("Gen", "Acc", "Nom", "")]
        if not named:
            continue
        first = named[0]
        among = first > 0 and any(tokens[i].lower in ("среди", "числе") for i in range(max(0, first - 2), first))
        groups = [i for i in chunk if i != first and tokens[i].lemma in people_nouns() and (not among or i > at)]
        if among and not groups:
            continue
        group = _words(tokens, groups[0]) if groups else None
        last = max([at, *groups[:1]]) if among else max(at, first)
        yield _zero(sentence, min(first, at), last, measure=nouns()[tokens[first].lemma], trigger=first, group=group)
        return


def _words(tokens: Sequence[Token], noun: int) -> str:
    first = noun - 1 if noun and tokens[noun - 1].pos == "ADJ" and tokens[noun - 1].tag == "JJ" else noun
    return " ".join(token.text for token in tokens[first : noun + 1])


def _without(sentence: Sentence, chunk: range) -> Iterator[FigureMention]:
    """ "Обошлось без жертв и пострадавших"."""
    tokens = sentence.tokens
    for at in chunk:
        if tokens[at].lower != "без" or at + 1 >= chunk.stop:
            continue
        for here in range(at + 1, min(at + 4, chunk.stop)):
            measure = nouns().get(tokens[here].lemma)
            if measure is not None and tokens[here].tag in ("NNS", "NN"):
                yield _zero(sentence, at if here == at + 1 else here, here, measure=measure, trigger=here)
            elif tokens[here].lower != "и":
                break
