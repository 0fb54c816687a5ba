"""Figures of a text: every number that counts people or things of interest, with its measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khronika.model.claim import Reality
from khronika.model.figure import Exactness, Scope
from khronika.model.span import Span
from khronika.reading.figures.counted import Counted, counted, never_a_victim
from khronika.reading.figures.implied import figure_span, implied_figures
from khronika.reading.figures.linking import linked
from khronika.reading.figures.numbers import NumberPhrase, number_phrases
from khronika.reading.figures.scope import is_aside, scope_of, toll_nouns
from khronika.reading.figures.triggers import Trigger, find_triggers
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence

_ATTEMPTS = frozenset({"try", "attempt", "seek", "want", "plan"})
_THINGS = frozenset({"forces", "vehicles", "aircraft"})


@dataclass(slots=True)
class _Memory:
    """What the numbers before this one counted, for those that leave it unsaid."""

    measure: str | None = None
    group: str | None = None
    paragraph: int = -1


def find_figures(sentences: Sequence[Sentence]) -> list[FigureMention]:
    """Figures in the order of the text. Sentences without tokens hold none.

    Shape: spans that lie in their sentence; at most 60 code points each.
    """
    found: list[FigureMention] = []
    memory = _Memory()
    for sentence in sentences:
        if sentence.tokens:
            found += _of_sentence(sentence, memory)
    return found


def _of_sentence(sentence: Sentence, memory: _Memory) -> list[FigureMention]:
    triggers = find_triggers(sentence)
    numbers = number_phrases(sentence)
    if not triggers and not numbers:
        return []
    found: list[FigureMention] = []
    taken: set[int] = set()
    for number in numbers:
        if _set_aside_by_not(sentence, number):
            continue
        noun = counted(sentence, number)
        mentions = _of_number(sentence, number, noun, triggers, memory)
        found += mentions
        if mentions:
            taken.update(range(number.first, noun.to + 1))
            memory.measure, memory.group = mentions[0].measure, mentions[0].group
            memory.paragraph = sentence.paragraph
    for mention in implied_figures(sentence, triggers, taken):
        found.append(mention)
        if memory.measure is None and mention.low:
            memory.measure, memory.group, memory.paragraph = mention.measure, mention.group, sentence.paragraph
    unique = {(m.span, m.measure, m.low, m.high): m for m in found}
    return [
        replace(mention, aside=True) if is_aside(sentence, mention.span) else mention
        for mention in sorted(unique.values(), key=lambda m: m.span)
    ]


def _set_aside_by_not(sentence: Sentence, number: NumberPhrase) -> bool:
    """ "Fourteen people, NOT NINE, were killed": the figure that the words take back."""
    before = sentence.tokens[number.first - 1].lower if number.first else ""
    return before in ("not", "n't") and number.exactness is Exactness.EXACT


def _of_number(
    sentence: Sentence, number: NumberPhrase, noun: Counted, triggers: list[Trigger], memory: _Memory
) -> list[FigureMention]:
    """The figures of one number: one for each thing said of those it counts."""
    if never_a_victim(sentence, noun.head):
        return []
    if noun.head is not None and not noun.kind and not _bare_victims(sentence, noun, triggers):
        return _announced_only(sentence, number, triggers, memory)
    said = linked(sentence, number, noun, triggers)
    if noun.kind in ("vehicles", "aircraft"):
        said = [t for t in said if t.role == "noun"]
    if said:
        return [_mention(sentence, number, noun, trigger, first=i == 0) for i, trigger in enumerate(_distinct(said))]
    if noun.kind in _THINGS:
        return [_of_noun(sentence, number, noun)]
    return _inherited(sentence, number, noun, memory)


def _bare_victims(sentence: Sentence, noun: Counted, triggers: list[Trigger]) -> bool:
    """Whether the counted noun itself is a trigger ("12 deaths", "40 injuries")."""
    return any(trigger.at == noun.head for trigger in triggers)


def _announced_only(
    sentence: Sentence, number: NumberPhrase, triggers: list[Trigger], memory: _Memory
) -> list[FigureMention]:
    """A toll whose number another noun happens to follow ("the toll at eleven victims' families")."""
    alone = Counted(head=None, to=number.last, kind="", group=None)
    following = sentence.tokens[number.last + 1].lower if number.last + 1 < len(sentence.tokens) else ""
    if following not in ("", ".", ",", ")", "and", "but"):
        return []
    return [_mention(sentence, number, alone, t, first=True) for t in linked(sentence, number, alone, triggers)[:1]]


def _distinct(triggers: list[Trigger]) -> list[Trigger]:
    """One trigger a measure; a death leaves no room for a wound of the same people."""
    by_measure: dict[str, Trigger] = {}
    for trigger in triggers:
        by_measure.setdefault(trigger.measure, trigger)
    if "killed" in by_measure:
        by_measure = {m: t for m, t in by_measure.items() if m not in ("injured", "shot", "hospitalised")}
    return list(by_measure.values())


def _mention(
    sentence: Sentence, number: NumberPhrase, noun: Counted, trigger: Trigger, *, first: bool
) -> FigureMention:
    low_token, high_token = min(trigger.at, trigger.to), max(trigger.at, trigger.to)
    if first:
        words = figure_span(sentence, min(number.first, low_token), max(noun.to, number.last, high_token), noun.to)
        if not (words.start <= sentence.tokens[number.at].start < words.end):
            words = figure_span(sentence, number.first, max(noun.to, number.last), number.last)
    else:
        words = figure_span(sentence, low_token, high_token, high_token)
    measure, reality = _attempted(sentence, trigger)
    return FigureMention(
        span=words, number=_number_span(sentence, number),
        trigger=Span(sentence.tokens[low_token].start, sentence.tokens[high_token].end),
        measure=measure, low=number.low, high=number.high, group=noun.group,
        exactness=number.exactness, scope=scope_of(sentence, number), reality=reality,
    )  # fmt: skip


def _attempted(sentence: Sentence, trigger: Trigger) -> tuple[str, Reality]:
    """People whom somebody tried to detain are sought, not detained."""
    if trigger.measure != "detained" or trigger.role != "patient":
        return trigger.measure, Reality.ACTUAL
    token = sentence.tokens[trigger.at]
    governor = sentence.tokens[token.head] if sentence.parsed and token.dep == "xcomp" else None
    before = [t.lemma for t in sentence.tokens[max(0, trigger.at - 2) : trigger.at]]
    tried = (governor is not None and governor.lemma in _ATTEMPTS) or (
        len(before) == 2 and before[1] == "to" and before[0] in _ATTEMPTS
    )
    return ("sought", Reality.ATTEMPTED) if tried else (trigger.measure, Reality.ACTUAL)


def _number_span(sentence: Sentence, number: NumberPhrase) -> Span:
    return Span(sentence.tokens[number.first].start, sentence.tokens[number.last].end)


def _of_noun(sentence: Sentence, number: NumberPhrase, noun: Counted) -> FigureMention:
    """A number whose own noun says what is counted: forces, vehicles, aircraft."""
    assert noun.head is not None
    return FigureMention(
        span=figure_span(sentence, number.first, noun.to, number.last), number=_number_span(sentence, number),
        trigger=Span(sentence.tokens[noun.head].start, sentence.tokens[noun.head].end),
        measure=noun.kind, low=number.low, high=number.high, group=noun.carried or noun.group,
        exactness=number.exactness, scope=scope_of(sentence, number),
    )  # fmt: skip


def _inherited(sentence: Sentence, number: NumberPhrase, noun: Counted, memory: _Memory) -> list[FigureMention]:
    """A number that leaves unsaid what it counts: "another 3 are on their way", "six seriously", "a figure of nine"."""
    if memory.measure is None or sentence.paragraph - memory.paragraph > 1:
        return []
    tokens = sentence.tokens
    behind = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else "."
    lead = [t.lemma for t in tokens[max(0, number.first - 4) : number.first]]
    scope = scope_of(sentence, number)
    told = any(word in toll_nouns() for word in lead) and (noun.head is None)
    part = scope in (Scope.PART, Scope.ADDITION) and sentence.paragraph == memory.paragraph
    adverb = behind in word_set("en", "figures", "part.adverbs")
    sorts = behind in ("were", "are", "was") and noun.head is None and _sorts_people(sentence, number)
    if not (told or part or adverb or sorts):
        return []
    if number.low in (None, 0) and number.high in (None, 0):
        return []
    keep = number.last + 1 if adverb or sorts else noun.to
    return [
        FigureMention(
            span=figure_span(sentence, number.first, keep, number.last), number=_number_span(sentence, number),
            trigger=_number_span(sentence, number), measure=memory.measure, low=number.low, high=number.high,
            group=noun.group or (memory.group if memory.measure in _THINGS or scope is Scope.ADDITION else None),
            exactness=number.exactness, scope=Scope.PART if adverb or sorts else scope,
        )
    ]  # fmt: skip


def _sorts_people(sentence: Sentence, number: NumberPhrase) -> bool:
    """ "eleven were men": a part of those counted before."""
    at = number.last + 2
    rest = sentence.tokens[at : at + 2]
    return bool(rest) and rest[0].lemma in word_set("en", "figures", "people.nouns")
