"""Figures of a text: every number that counts people or things of interest, with its measure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from khronika.model.claim import Reality
from khronika.model.figure import Exactness, Scope
from khronika.model.span import Span
from khronika.reading.figures.announcing import superseded
from khronika.reading.figures.counted import Count, counted, stands_for_itself
from khronika.reading.figures.crowds import is_a_crowd
from khronika.reading.figures.denying import called_false, denies_both
from khronika.reading.figures.ellipsis import Inherited, Memory, inherited, is_a_part_alone
from khronika.reading.figures.linking import links
from khronika.reading.figures.merging import merged, refined
from khronika.reading.figures.multiples import with_multiples
from khronika.reading.figures.nouns import THINGS, never_a_victim
from khronika.reading.figures.numbers import NumberPhrase, number_phrases
from khronika.reading.figures.own_hand import with_own_hand
from khronika.reading.figures.periods import counts_a_period
from khronika.reading.figures.rates import is_rate
from khronika.reading.figures.saying import may_say
from khronika.reading.figures.scope import scope_of
from khronika.reading.figures.singling import uncounted_people
from khronika.reading.figures.standing import is_aside, reality_of, to_come
from khronika.reading.figures.topics import Topic, among_victims, on_topic
from khronika.reading.figures.triggers import Trigger, find_triggers
from khronika.reading.figures.vehicles import of_forces
from khronika.reading.figures.words import figure_span
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token


def find_figures(sentences: Sequence[Sentence]) -> list[FigureMention]:
    """Figures in the order of the text. Sentences without tokens hold none.

    Shape: spans that lie in their sentence; at most 60 code points each. What is only threatened, tried or
    expected is told with that reality; what was denied, and rates, are left out.
    """
    found: list[FigureMention] = []
    memory, topic = Memory(), Topic()
    for sentence in sentences:
        if sentence.tokens:
            triggers = find_triggers(sentence)
            told = with_multiples(sentence, _of_sentence(sentence, triggers, memory, topic))
            told = with_own_hand(sentence, told)
            topic.hear(sentence, triggers, told)
            found += told
    return found


def _of_sentence(sentence: Sentence, triggers: list[Trigger], memory: Memory, topic: Topic) -> list[FigureMention]:
    numbers = number_phrases(sentence)
    if not triggers and not numbers and not _names_a_victim(sentence):
        return []
    counts = _counts(sentence, numbers, triggers)
    if not counts:
        return []
    said = links(sentence, counts, triggers)
    found: list[FigureMention] = []
    told: list[tuple[Count, Trigger]] = []
    for count, its in zip(counts, said, strict=True):
        mentions = _of_count(sentence, count, its, memory, told)
        if not mentions and count.sort == "number" and not any(may_say(sentence, count, t) for t in its):
            mentions = _of_topic(sentence, count, topic, triggers) or _of_crowd(sentence, count)
        found += mentions
        if count.sort == "pronoun" and its and not mentions:
            found += _of_themselves(sentence, count, list(zip(counts, said, strict=True)), its[0])
            found += _of_all(sentence, count, list(zip(counts, said, strict=True)), its[0])
        for mention in mentions:
            if mention.reality is Reality.ACTUAL and count.sort != "none":
                memory.keep(mention, sentence)
    found += [_mention(sentence, count, trigger, first=True) for count, trigger in merged(sentence, told, found)]
    unique = {(m.span, m.measure, m.low, m.high): m for m in found}
    return _beside_others(
        [
            _for_comparison(mention) if is_aside(sentence, mention.span) else mention
            for mention in sorted(unique.values(), key=lambda m: m.span)
        ]
    )


def _beside_others(found: list[FigureMention]) -> list[FigureMention]:
    """ "left one dead and two OTHERS injured": others than the dead, and so the whole of the injured."""
    kept: list[FigureMention] = []
    for mention in found:
        counted = {before.measure for before in kept if before.scope in (Scope.WHOLE, Scope.ADDITION)}
        others = mention.scope is Scope.ADDITION and counted and mention.measure not in counted
        kept.append(replace(mention, scope=Scope.WHOLE) if others else mention)
    return kept


def _for_comparison(mention: FigureMention) -> FigureMention:
    """The figure of another event: whatever runs on here, that one is over."""
    scope = Scope.WHOLE if mention.scope is Scope.RUNNING_TOTAL else mention.scope
    return replace(mention, aside=True, scope=scope)


def _of_themselves(
    sentence: Sentence, them: Count, linked: list[tuple[Count, list[Trigger]]], trigger: Trigger
) -> list[FigureMention]:
    """ "Eleven SAY THAT THEY were beaten": said of themselves, and so of the number that speaks."""
    speaking = word_set("en", "figures", "reporting.speaking")
    for count, its in linked:
        behind = sentence.tokens[count.last + 1 : them.first]
        speaks = len(behind) in (1, 2, 3) and any(token.lemma in speaking for token in behind)
        if speaks and not its and count.sort == "number" and (count.head is None or count.kind in ("people", "forces")):
            return [_mention(sentence, count, trigger, first=True)]
    return []


def _of_all(
    sentence: Sentence, everybody: Count, linked: list[tuple[Count, list[Trigger]]], trigger: Trigger
) -> list[FigureMention]:
    """ "seven on the pavement and four more in the stairwell, ALL DEAD": said of every number left open."""
    if sentence.tokens[everybody.at].lower != "all":
        return []
    open_numbers = [c for c, its in linked if c.sort == "number" and not its and c.last < everybody.first]
    return [
        replace(_mention(sentence, count, trigger, first=True), span=_number_span(sentence, count))
        for count in open_numbers
        if count.head is None or count.kind == "people"
    ]


def _counts(sentence: Sentence, numbers: list[NumberPhrase], triggers: list[Trigger]) -> list[Count]:
    """Everybody and everything that the sentence counts, in order; a number inside "none of the two" stands back."""
    numbered = [counted(sentence, number) for number in numbers if not _taken_back(sentence, number)]
    numbered = [c for c in numbered if not superseded(sentence, c) and not called_false(sentence, c)]
    others = uncounted_people(sentence, numbers) if triggers or _names_a_victim(sentence) else []
    denied = {i for count in others if count.sort == "none" for i in range(count.first, count.last + 1)}
    numbered = [count for count in numbered if count.at not in denied]
    return refined(sentence, sorted([*numbered, *others], key=lambda count: (count.first, count.last)))


def _names_a_victim(sentence: Sentence) -> bool:
    victims = word_set("en", "figures", "ordinal.victims")
    return any(token.lemma in victims for token in sentence.tokens)


def _taken_back(sentence: Sentence, number: NumberPhrase) -> bool:
    """ "Fourteen people, NOT NINE, were killed", "Nineteen IS NOT the number": the figure that the words take back."""
    tokens = sentence.tokens
    before = tokens[number.first - 1].lower if number.first else ""
    if before == "not" and number.first > 1 and tokens[number.first - 2].lower == "if":
        return True  # "dozens, IF NOT HUNDREDS"
    if _under_nobody(tokens, number.first):
        return True
    if number.exactness is Exactness.ABOUT and _excepted(tokens, number):
        return True
    behind = tokens[number.last + 1 : number.last + 3]
    denied = len(behind) == 2 and behind[0].lemma == "be" and behind[1].lower in ("not", "n't", "n’t")
    return (before in ("not", "n't") and number.exactness is Exactness.EXACT) or denied


def _excepted(tokens: Sequence[Token], number: NumberPhrase) -> bool:
    """ "ALL BUT THREE OF the 27 were let go": the three are the exception."""
    lead = [token.lower for token in tokens[number.first : number.at]]
    return lead[-2:] == ["all", "but"] and number.to + 1 < len(tokens) and tokens[number.to + 1].lower == "of"


def _under_nobody(tokens: Sequence[Token], at: int) -> bool:
    """ "NOBODY AMONG THE 60 passengers was hurt": what is denied is told of none of them."""
    lead = [token.lower for token in tokens[max(0, at - 3) : at] if token.pos != "DET" and token.tag != "PRP$"]
    return len(lead) > 1 and lead[-1] in ("among", "amongst") and lead[-2] in word_set("en", "numbers", "none.pronouns")


def _of_count(
    sentence: Sentence, count: Count, said: list[Trigger], memory: Memory, told: list[tuple[Count, Trigger]]
) -> list[FigureMention]:
    """The figures of one count, one for each thing said of those it counts; single people go to `told`."""
    if never_a_victim(sentence, count.head) and count.kind not in THINGS:
        return []
    said = _distinct(count, [trigger for trigger in said if may_say(sentence, count, trigger)])
    if memory.sentence == sentence.index and is_a_part_alone(sentence, count):
        said = []  # "injured seven, THREE OF THEM CRITICALLY": of the seven, whatever the tree joins them to
    if count.sort == "pronoun":
        return _of_pronoun(sentence, count, said, memory)
    if count.sort == "ordinal" and not said and count.head is not None:
        return _of_ordinal(sentence, count, count.head)
    if count.sort == "ordinal" and said and not _tells_how_many(sentence, count):
        count = replace(count, sort="single", low=1, high=1)  # "the second victim died": one more person, of any number
    if said and count.sort == "single":
        held = [t for t in said if not is_rate(sentence, count, t)]
        told += [(count, t) for t in held if reality_of(sentence, t) is Reality.ACTUAL]
        return []
    if said:
        held = [trigger for trigger in said if _held(sentence, count, trigger)]
        mentions = [_mention(sentence, count, trigger, first=trigger is said[0]) for trigger in held]
        both = [m for m, t in zip(mentions, held, strict=True) if denies_both(sentence, count, t)]
        return [*(replace(mention, measure="killed") for mention in both), *mentions]
    rest = inherited(sentence, count, memory)
    if rest is not None and rest.scope is Scope.PART and memory.sentence == sentence.index:
        return [_inherited(sentence, count, rest)]
    if stands_for_itself(count):
        return [] if is_rate(sentence, count, None) else [_of_noun(sentence, count)]
    return [] if rest is None else [_inherited(sentence, count, rest)]


def _held(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """Whether the figure is worth telling: no rate, nothing denied of a number."""
    if is_rate(sentence, count, trigger):
        return False
    return count.sort == "none" or reality_of(sentence, trigger) is not Reality.DID_NOT_HAPPEN


def _distinct(count: Count, triggers: Iterable[Trigger]) -> list[Trigger]:
    """One trigger a measure; a death leaves no room for a wound of the same people."""
    by_measure: dict[str, Trigger] = {}
    for trigger in triggers:
        by_measure.setdefault(trigger.measure, trigger)
    if "killed" in by_measure:
        by_measure = {m: t for m, t in by_measure.items() if m not in ("injured", "shot", "hospitalised", "missing")}
    if "hospitalised" in by_measure and by_measure["hospitalised"].role == "patient":
        by_measure = {
            m: t for m, t in by_measure.items() if m != "injured" or t.at not in range(count.first, count.last + 1)
        }
    if "detained" in by_measure and len(by_measure) > 1 and by_measure["detained"].at in range(count.first, count.last):
        del by_measure["detained"]
    if "released" in by_measure and by_measure["released"].role != "noun":
        by_measure = {m: t for m, t in by_measure.items() if m != "detained" or t.role in ("patient", "subject")}
    return list(by_measure.values())


def _mention(sentence: Sentence, count: Count, trigger: Trigger, *, first: bool) -> FigureMention:
    words = _words(sentence, count, trigger, first=first)
    reality = Reality.ACTUAL if count.sort == "none" else reality_of(sentence, trigger)
    sought = trigger.measure == "detained" and reality is Reality.ATTEMPTED
    return FigureMention(
        span=words, number=_number_span(sentence, count),
        trigger=Span(sentence.tokens[trigger.first].start, sentence.tokens[trigger.last].end),
        measure="sought" if sought else trigger.measure, low=count.low, high=count.high, group=count.group,
        exactness=count.exactness, scope=scope_of(sentence, count), reality=reality,
        aside=counts_a_period(sentence, count),
    )  # fmt: skip


def _words(sentence: Sentence, count: Count, trigger: Trigger, *, first: bool) -> Span:
    """From the number to the trigger; what is said besides of the same people is shown by its trigger alone."""
    if not first:
        return figure_span(sentence, trigger.first, trigger.last, trigger.last)
    start, end = min(count.first, trigger.first), max(count.last, count.to, trigger.last)
    words = figure_span(sentence, start, end, max(count.last, count.to))
    number = sentence.tokens[count.at]
    if words.start <= number.start and number.end <= words.end:
        return words
    return figure_span(sentence, count.first, max(count.last, count.to), count.to)


def _number_span(sentence: Sentence, count: Count) -> Span:
    return Span(sentence.tokens[count.first].start, sentence.tokens[max(count.to, count.first)].end)


def _of_noun(sentence: Sentence, count: Count) -> FigureMention:
    """A number whose own noun says what is counted: forces, vehicles, aircraft."""
    at = count.last if count.head is None else count.head
    return FigureMention(
        span=figure_span(sentence, count.first, count.last, count.to), number=_number_span(sentence, count),
        trigger=Span(sentence.tokens[at].start, sentence.tokens[at].end), measure=count.kind,
        low=count.low, high=count.high, group=count.group, exactness=count.exactness, scope=scope_of(sentence, count),
        aside=counts_a_period(sentence, count), of_forces=of_forces(sentence, count),
        reality=Reality.PLANNED if to_come(sentence, at) else Reality.ACTUAL,
    )  # fmt: skip


def _of_ordinal(sentence: Sentence, count: Count, head: int) -> list[FigureMention]:
    """ "she is the seventh victim": seven are dead so far. "The second victim said ..." counts nobody."""
    if sentence.tokens[head].lemma not in word_set("en", "figures", "ordinal.victims"):
        return []
    return [replace(_of_noun(sentence, count), measure="killed")] if _tells_how_many(sentence, count) else []


def _tells_how_many(sentence: Sentence, ordinal: Count) -> bool:
    """Whether somebody is said to be the so-manieth, so that there are so many by now."""
    before = sentence.tokens[max(0, ordinal.first - 2) : ordinal.first]
    tellers = word_set("en", "figures", "ordinal.tellers")
    return any(token.lemma in tellers or token.lower in tellers for token in before)


def _inherited(sentence: Sentence, count: Count, rest: Inherited) -> FigureMention:
    return FigureMention(
        span=figure_span(sentence, count.first, rest.last, count.to), number=_number_span(sentence, count),
        trigger=_number_span(sentence, count), measure=rest.measure, low=count.low, high=count.high,
        group=rest.group, exactness=count.exactness, scope=rest.scope,
    )  # fmt: skip


def _of_crowd(sentence: Sentence, count: Count) -> list[FigureMention]:
    """ "there were two thousand people in the yard", "about 60 of us here"."""
    if not is_a_crowd(sentence, count):
        return []
    words = Inherited(measure="participants", group=count.group, scope=scope_of(sentence, count), last=count.last)
    return [_inherited(sentence, count, words)]


def _of_topic(sentence: Sentence, count: Count, topic: Topic, triggers: list[Trigger]) -> list[FigureMention]:
    """ "Nobody agrees on how many died. The ministry SAYS 26": a number whose measure the words before give."""
    victims = among_victims(sentence, count, topic)
    told = victims or on_topic(sentence, count, topic, triggers)
    if told is None or is_rate(sentence, count, None):
        return []
    measure, scope = told
    group = topic.group if victims is None else count.group
    words = Inherited(measure=measure, group=group, scope=scope, last=count.last)
    return [_inherited(sentence, count, words)]


def _of_pronoun(sentence: Sentence, count: Count, said: list[Trigger], memory: Memory) -> list[FigureMention]:
    """ "and later freed THEM": something more that befell those counted before."""
    before = memory.people
    if before is None or sentence.paragraph != memory.paragraph or sentence.index - memory.sentence > 1:
        return []
    if before.measure in THINGS:
        return []
    return [
        replace(_mention(sentence, count, t, first=True), low=before.low, high=before.high, group=before.group,
                exactness=before.exactness)
        for t in said
        if t.measure != before.measure and _held(sentence, count, t) and reality_of(sentence, t) is Reality.ACTUAL
    ]  # fmt: skip
