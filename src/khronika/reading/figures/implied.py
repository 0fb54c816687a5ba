"""People counted without a number: "a policeman was killed", "a mother and a little girl shot", "no police among them"."""

from collections.abc import Iterator

from khronika.model.claim import Reality
from khronika.model.figure import Exactness, Scope
from khronika.model.span import Span
from khronika.reading import grammar
from khronika.reading.figures.counted import kind_of
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence

_SINGULAR = frozenset({"a", "an", "one", "another"})
_HARM = frozenset({"killed", "injured", "shot", "hospitalised", "detained", "released", "missing"})
LONGEST_WORDS = 60
"""Code points of a figure's words: a longer stretch would no longer show what was read."""


def figure_span(sentence: Sentence, first: int, last: int, keep: int) -> Span:
    """From token `first` to token `last`, or only to the end of token `keep` where that grows too long."""
    span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
    if span.end - span.start <= LONGEST_WORDS:
        return span
    return Span(
        sentence.tokens[first].start, min(sentence.tokens[keep].end, sentence.tokens[first].start + LONGEST_WORDS)
    )


def implied_figures(sentence: Sentence, triggers: list[Trigger], taken: set[int]) -> Iterator[FigureMention]:
    """Figures of one, of "a ... and a ...", of none, and of an uncounted many.

    taken: tokens that an explicit number already counts.
    """
    for trigger in triggers:
        if trigger.measure not in _HARM or trigger.role == "noun":
            continue
        for phrase in _people_of(sentence, trigger):
            heads = [h for h in _singular_heads(sentence, phrase) if h not in taken]
            if heads:
                yield _figure_of(sentence, trigger, phrase, heads)
                taken.update(heads)
    yield from _nobody(sentence, triggers, taken)
    yield from _uncounted(sentence, triggers)


def _people_of(sentence: Sentence, trigger: Trigger) -> Iterator[range]:
    """Noun phrases that the trigger is said of."""
    verb = trigger.at
    token = sentence.tokens[verb]
    if trigger.role == "patient":
        modified = _modified_noun(sentence, verb)
        if modified is not None:
            yield modified
        elif grammar.passive(sentence, verb) or (token.tag == "VBN" and not grammar.direct_objects(sentence, verb)):
            subject = grammar.subject(sentence, verb)
            if subject is not None:
                yield subject
        else:
            yield from grammar.direct_objects(sentence, verb)
    elif trigger.role == "subject":
        subject = grammar.subject(sentence, verb)
        if subject is not None:
            yield subject
    elif sentence.parsed and token.dep in ("acomp", "attr", "oprd") and token.head != verb:
        subject = grammar.subject(sentence, token.head)
        if subject is not None and sentence.tokens[token.head].lemma in ("be", "remain", "find", "lie"):
            yield subject


def _modified_noun(sentence: Sentence, verb: int) -> range | None:
    """ "a man shot in the head", and the small clause of "saw a mother and a girl SHOT"."""
    token = sentence.tokens[verb]
    if not sentence.parsed or token.tag not in ("VBN", "VBD"):
        return None
    if token.dep in ("acl", "amod") and token.head != verb:
        return _with_conjuncts(sentence, token.head)
    if token.dep in ("ccomp", "relcl") or token.dep == "conj":
        for child in grammar.children(sentence, verb):
            if sentence.tokens[child].dep in ("nsubjpass",) or (
                sentence.tokens[child].dep == "nsubj" and token.dep == "ccomp" and token.tag == "VBN"
            ):
                return _with_conjuncts(sentence, child)
    return None


def _with_conjuncts(sentence: Sentence, head: int) -> range:
    """The noun phrase together with those joined to it before and after."""
    top = head
    while sentence.tokens[top].dep == "conj" and sentence.tokens[top].head != top:
        top = sentence.tokens[top].head
        if sentence.tokens[top].pos not in ("NOUN", "PROPN"):
            return grammar.noun_phrase(sentence, head)
    low = grammar.noun_phrase(sentence, top).start
    high = grammar.noun_phrase(sentence, head).stop
    for child in grammar.children(sentence, top):
        if sentence.tokens[child].dep == "conj":
            high = max(high, grammar.noun_phrase(sentence, child).stop)
    return range(low, high)


def _singular_heads(sentence: Sentence, phrase: range) -> list[int]:
    """Nouns for one person each, introduced by "a", "one", "his": ones that the text brings in here."""
    tokens, found = sentence.tokens, []
    at = phrase.start
    while at < phrase.stop:
        token = tokens[at]
        possessive = token.tag == "PRP$" or (token.lower in ("'s", "’s"))
        if token.lower in _SINGULAR or possessive:
            head = _singular_noun(sentence, at + 1, phrase.stop)
            if head is not None and not (token.lower == "one" and tokens[min(at + 1, len(tokens) - 1)].lower == "of"):
                found.append(head)
                at = head
        elif token.lower in (
            "who",
            "that",
            "which",
            "when",
            "whose",
            "after",
            "in",
            "of",
            "by",
            "with",
            "from",
            "near",
            "to",
        ):
            break
        at += 1
    return found


def _singular_noun(sentence: Sentence, at: int, stop: int) -> int | None:
    """The singular noun for a person behind an article, past adjectives; None where it is a plural or a thing."""
    tokens, last = sentence.tokens, None
    while at < stop:
        token = tokens[at]
        if (token.pos == "NOUN" and token.tag == "NN") or token.pos == "PROPN":
            last = at
        elif (
            token.pos == "NOUN"
            or (token.pos not in ("ADJ", "NUM", "PUNCT", "ADV") and token.tag not in ("VBG", "VBN", "HYPH"))
            or last is not None
        ):
            break
        at += 1
    if last is None or tokens[last].tag == "NNS":
        return None
    return last if kind_of(sentence, last) in ("people", "forces") else None


def _figure_of(sentence: Sentence, trigger: Trigger, phrase: range, heads: list[int]) -> FigureMention:
    tokens = sentence.tokens
    first, last = min(phrase.start, trigger.at), max(heads[-1], trigger.to)
    first = phrase.start if trigger.role != "patient" or trigger.at > heads[0] else trigger.at
    group = " and ".join(tokens[h].lower for h in heads)
    words = figure_span(sentence, first, last, heads[-1])
    return FigureMention(
        span=words, number=Span(tokens[phrase.start].start, tokens[heads[-1]].end),
        trigger=Span(tokens[trigger.at].start, tokens[max(trigger.to, trigger.at)].end),
        measure=trigger.measure, low=len(heads), high=len(heads),
        group=None if group in ("person", "victim") else group,
    )  # fmt: skip


def _nobody(sentence: Sentence, triggers: list[Trigger], taken: set[int]) -> Iterator[FigureMention]:
    """ "no police among them", "nobody was hurt", "no women or children among the dead", "no one was arrested"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.lower not in word_set("en", "numbers", "none.words") and token.lower != "no-one":
            continue
        alone = token.lower in word_set("en", "numbers", "none.pronouns") or (
            token.lower == "no" and at + 1 < len(tokens) and tokens[at + 1].lower == "one"
        )
        head = at + (token.lower == "no" and alone) if alone else _none_head(sentence, at)
        if head is None:
            continue
        measure_by = _none_trigger(sentence, triggers, head)
        if measure_by is None:
            continue
        group = (
            None
            if alone
            else sentence.text[tokens[at + 1].start - sentence.span.start : tokens[head].end - sentence.span.start]
        )
        yield FigureMention(
            span=figure_span(sentence, at, max(head, measure_by.to if measure_by.at > at else head), head),
            number=Span(token.start, tokens[head].end),
            trigger=Span(tokens[measure_by.at].start, tokens[max(measure_by.at, measure_by.to)].end),
            measure=measure_by.measure, low=0, high=0,
            group=None if group in (None, "people", "one", "casualties", "deaths", "injuries", "fatalities", "arrests", "victims") else group,
            exactness=Exactness.EXACT, scope=Scope.WHOLE, reality=Reality.ACTUAL,
        )  # fmt: skip
        taken.add(head)


def _none_head(sentence: Sentence, at: int) -> int | None:
    """The noun behind "no": the last noun for people or for harm before anything else comes."""
    tokens, head = sentence.tokens, None
    for here in range(at + 1, min(at + 7, len(tokens))):
        token = tokens[here]
        if kind_of(sentence, here) or token.lemma in ("casualty", "death", "injury", "fatality", "arrest"):
            head = here
        elif token.pos not in ("ADJ", "NOUN", "CCONJ", "DET", "PROPN") and token.tag != "VBN":
            break
    return head


def _none_trigger(sentence: Sentence, triggers: list[Trigger], head: int) -> Trigger | None:
    """What befell none of them: said behind them, in the noun itself, or of the count before ("with no police among them")."""
    tokens = sentence.tokens
    for trigger in triggers:
        if trigger.at == head or (trigger.role == "noun" and trigger.at == head):
            return trigger
    behind = [t for t in triggers if 0 < t.at - head <= 6 and t.measure in _HARM]
    stop = next((i for i in range(head + 1, len(tokens)) if tokens[i].lower in (",", ";", "but", "and")), len(tokens))
    behind = [t for t in behind if t.at < stop]
    if behind:
        return min(behind, key=lambda t: t.at)
    among = any(tokens[i].lower in ("among", "amongst") for i in range(head + 1, min(head + 3, len(tokens))))
    before = [t for t in triggers if t.at < head and t.measure in _HARM]
    return max(before, key=lambda t: t.at) if among and before else None


def _uncounted(sentence: Sentence, triggers: list[Trigger]) -> Iterator[FigureMention]:
    """ "many of whom are missing", "many were wounded"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.lower not in word_set("en", "numbers", "uncounted.words"):
            continue
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        of_whom = following is not None and following.lower == "of"
        if token.lower in ("some", "most") and not of_whom:
            continue
        for trigger in triggers:
            if (
                trigger.measure in _HARM
                and trigger.role != "noun"
                and 0 < trigger.at - at <= 6
                and _only_people(sentence, at + 1, trigger.at)
            ):
                yield FigureMention(
                    span=figure_span(sentence, at, trigger.to, at),
                    number=Span(token.start, token.end),
                    trigger=Span(tokens[trigger.at].start, tokens[trigger.to].end),
                    measure=trigger.measure, low=None, high=None, exactness=Exactness.UNCOUNTED,
                )  # fmt: skip
                break


def _only_people(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether between quantity and trigger stand only words for people, auxiliaries and "of whom"."""
    return all(
        kind_of(sentence, i) in ("people", "forces")
        or sentence.tokens[i].pos in ("AUX", "ADV", "PRON", "DET", "ADP", "ADJ")
        or sentence.tokens[i].lemma == "be"
        for i in range(start, stop)
    )
