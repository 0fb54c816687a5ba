"""Somebody alone, whom no number counts: "погиб полицейский", "мальчик ранен в ногу", "убиты мать и дочь"."""

from collections.abc import Iterator, Sequence

from khronika.model.figure import Scope
from khronika.model.span import Span
from khronika.reading.languages.ru.measuring import Said, people_in
from khronika.reading.languages.ru.saying import is_aside, reality_of
from khronika.reading.languages.ru.words import is_singular
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token

_MEASURES = frozenset({"killed", "injured", "shot", "detained", "released", "missing", "hospitalised", "sought"})
_NOBODY = frozenset({"никто", "никого", "ни", "нет"})


def singles_in(
    sentence: Sentence, chunks: Sequence[range], said: Sequence[Sequence[Said]], made: Sequence[FigureMention]
) -> Iterator[FigureMention]:
    """Figures of one; of two where "и" joins two people ("мать и дочь")."""
    tokens = sentence.tokens
    taken = [one.span for one in made]
    for chunk, told in zip(chunks, said, strict=True):
        if any(tokens[at].lower in _NOBODY for at in chunk):
            continue
        for one in told:
            if one.measure in _MEASURES and not any(_touches(tokens, at, taken) for at in one.words[:1] if not made):
                yield from _alone(sentence, chunk, one, taken)
                break


def _touches(tokens: Sequence[Token], at: int, taken: Sequence[Span]) -> bool:
    return any(span.overlaps(Span(tokens[at].start, tokens[at].end)) for span in taken)


def _alone(sentence: Sentence, chunk: range, said: Said, taken: Sequence[Span]) -> Iterator[FigureMention]:
    tokens = sentence.tokens
    found = [at for at in people_in(tokens, chunk) if at not in said.words and _is_alone(tokens, at, said)]
    found = [at for at in found if not _touches(tokens, at, taken)]
    found = [at for at in found if not _is_named(tokens, at, chunk)]
    if not found:
        return
    first = found[0]
    pair = [at for at in found[1:2] if "и" in [t.lower for t in tokens[first + 1 : at]] and at - first <= 4]
    counted = any(span.start > tokens[chunk.start].start and span.overlaps(_span(tokens, chunk.start, chunk.stop - 1))
                  for span in taken)  # fmt: skip
    if counted and not _joined_to_a_count(tokens, first, taken):
        return
    last = pair[0] if pair and not counted else first
    start = _with_adjectives(tokens, first)
    words = _span(tokens, start, last)
    trigger = _span(tokens, min(said.words), max(said.words))
    whole = Span(min(words.start, trigger.start), max(words.end, trigger.end))
    amount = 2 if last != first else 1
    group = " ".join(token.text for token in tokens[start : last + 1] if not token.text[0].isdigit())
    yield FigureMention(
        span=whole if whole.end - whole.start <= 60 and not counted else words, number=words, trigger=trigger,
        measure=said.measure, low=amount, high=amount,
        group=None if amount == 1 and tokens[first].lemma in ("человек", "раненый", "погибший") else group,
        scope=Scope.WHOLE, reality=reality_of(sentence, chunk, said), aside=is_aside(sentence),
    )  # fmt: skip


def _is_named(tokens: Sequence[Token], noun: int, chunk: range) -> bool:
    """Whether a name follows within the same phrase ("председатель забастовочного комитета Илан Орво")."""
    for at in range(noun + 1, min(noun + 6, chunk.stop)):
        if tokens[at].name == "PER" or (tokens[at].pos == "PROPN" and tokens[at].text[:1].isupper()):
            return tokens[at].name not in ("LOC", "ORG")
        if tokens[at].pos not in ("ADJ", "NOUN"):
            return False
    return False


def _span(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[first].start, tokens[last].end)


def _is_alone(tokens: Sequence[Token], at: int, said: Said) -> bool:
    """Whether the noun is singular and in the case of the one whom it befell."""
    token = tokens[at]
    if token.tag in ("NNS", "NNPS") or not is_singular(token.text.lower()):
        return False
    if at and (tokens[at - 1].pos in ("ADP", "NUM") or tokens[at - 1].lower in ("по", "среди")):
        return False
    passive = tokens[said.at].tag == "VBN"
    wanted: tuple[str, ...] = ("Nom", "") if passive or said.role in ("suffer", "phrase") else ("Acc", "")
    if said.role == "phrase" and tokens[said.at].tag == "VBD" and tokens[said.at].lemma in ("найти", "взять"):
        wanted = ("Nom", "Acc", "")
    return token.case in wanted


def _with_adjectives(tokens: Sequence[Token], noun: int) -> int:
    first = noun
    while first and tokens[first - 1].pos == "ADJ" and tokens[first - 1].tag == "JJ":
        first -= 1
    return first


def _joined_to_a_count(tokens: Sequence[Token], noun: int, taken: Sequence[Span]) -> bool:
    """Whether "и" or a comma joins the one to those who are counted ("кондуктор и два пассажира")."""
    behind = tokens[noun + 1] if noun + 1 < len(tokens) else None
    before = tokens[noun - 1] if noun else None
    near = [token for token in (behind, before) if token is not None and token.lower in ("и", ",")]
    return any(abs(span.start - token.end) <= 2 or abs(token.start - span.end) <= 2 for token in near for span in taken)
