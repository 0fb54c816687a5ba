"""Single people joined to one figure: "a mother and a little girl were shot" is a figure of two."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khronika.model.figure import Exactness
from khronika.reading.figures.counted import Count
from khronika.reading.figures.numerals import ordinal_value
from khronika.reading.figures.triggers import Trigger
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence

_LOOSE = (Exactness.VAGUE, Exactness.UNCOUNTED)


def refined(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """Without a vague count that a number behind it makes precise: "a handful of deserters, FIVE OR SIX, were shot"."""
    kept: list[Count] = []
    for count in counts:
        before = kept[-1] if kept else None
        if before is not None and before.exactness in _LOOSE and _set_off(sentence, before, count):
            kept[-1] = replace(count, kind=before.kind, group=before.group)
        else:
            kept.append(count)
    return kept


def _set_off(sentence: Sentence, before: Count, count: Count) -> bool:
    tokens = sentence.tokens
    if count.head is not None or count.first != before.last + 2 or count.last + 1 >= len(tokens):
        return False
    return tokens[before.last + 1].lower in (",", "(") and tokens[count.last + 1].lower in (",", ")")


def merged(
    sentence: Sentence, told: Sequence[tuple[Count, Trigger]], numbered: Sequence[FigureMention]
) -> Iterator[tuple[Count, Trigger]]:
    """The figures of single people, those side by side of whom one trigger is said as one figure of their sum.

    numbered: the figures of the sentence that have numbers; who only spells one of them out is left out.
    """
    for count, trigger in _sums(sentence, told):
        if not any(_spells_out(sentence, count, trigger, figure) for figure in numbered):
            yield count, trigger


def _spells_out(sentence: Sentence, count: Count, trigger: Trigger, figure: FigureMention) -> bool:
    """ "two people were shot dead, A MAN AND AN OLD WOMAN": as many as the number before the comma."""
    first = sentence.tokens[count.first]
    lead = sentence.tokens[count.first - 1] if count.first else None
    set_off = lead is not None and lead.lower in (",", ":", "(", "-", "–", "—")
    same = figure.measure == trigger.measure and figure.low == figure.high == count.low and (count.low or 0) > 1
    return set_off and same and figure.number.end <= first.start


def _sums(sentence: Sentence, told: Sequence[tuple[Count, Trigger]]) -> Iterator[tuple[Count, Trigger]]:
    by_trigger: dict[Trigger, list[Count]] = {}
    for count, trigger in told:
        by_trigger.setdefault(trigger, []).append(count)
    for trigger, counts in by_trigger.items():
        run: list[Count] = []
        for count in counts:
            if run and _is_the_same(sentence, run[-1], count):
                run[-1] = replace(run[-1], last=count.last, to=count.last, group=count.group or run[-1].group)
                continue
            if run and (count.addition or not _side_by_side(sentence, run[-1], count)):
                yield _sum(sentence, run), trigger
                run = []
            run.append(count)
        yield _sum(sentence, run), trigger


def _is_the_same(sentence: Sentence, one: Count, other: Count) -> bool:
    """ "THE VICTIM, A MAN, was hurt": one person under two words; "the mayor, a nurse and a porter" are three."""
    behind = [token.lower for token in sentence.tokens[other.last + 1 : other.last + 3]]
    between = sentence.tokens[one.last + 1 : other.first]
    return (
        [token.lower for token in between] == [","]
        and behind[:1] == [","]
        and behind != [",", "and"]
        and _is_known(sentence, one)
        and sentence.tokens[other.first].lower in ("a", "an")
    )


def _is_known(sentence: Sentence, one: Count) -> bool:
    """Whether somebody more may be told of those words: "THE victim, a man, was", "A THIRD person, a nurse, was"."""
    first, behind = sentence.tokens[one.first], sentence.tokens[min(one.first + 1, one.last)]
    return first.lower in ("the", "another") or ordinal_value(behind.lower) is not None


def _side_by_side(sentence: Sentence, one: Count, other: Count) -> bool:
    between = sentence.tokens[one.last + 1 : other.first]
    return 0 < len(between) <= 8 and any(t.lower in ("and", ",") for t in between) and between[-1].lower in ("and", ",")


def _with_somebody_named(sentence: Sentence, count: Count) -> Count:
    """ "BOTH Brel AND his daughter died": two, of whom one goes by name."""
    tokens, joint = sentence.tokens, count.first - 1
    name = joint
    while name > 0 and tokens[name - 1].pos == "PROPN":
        name -= 1
    if name < 1 or name == joint or tokens[joint].lower != "and" or tokens[name - 1].lower != "both":
        return count
    return replace(count, first=name - 1, at=name - 1, low=2, high=2, group=None)


def _sum(sentence: Sentence, run: list[Count]) -> Count:
    if len(run) == 1:
        return _with_somebody_named(sentence, run[0])
    groups = [count.group for count in run if count.group]
    return replace(
        run[0], last=run[-1].last, to=run[-1].last, low=len(run), high=len(run), group=" and ".join(groups) or None
    )
