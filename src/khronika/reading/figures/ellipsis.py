"""Numbers that leave unsaid what they count: "another 3 are on their way", "six seriously", "and two in Vidre"."""

from collections.abc import Sequence
from dataclasses import dataclass

from khronika.model.figure import Scope
from khronika.reading.figures.counted import Count
from khronika.reading.figures.nouns import THINGS
from khronika.reading.figures.numerals import ordinal_value
from khronika.reading.figures.scope import scope_of
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token

_YEARS = 1000
"""A number from here on behind a bare name may be a year."""
_JOINS = frozenset({",", "and", ";", ":", "but", "then", "with"})


@dataclass(slots=True)
class Memory:
    """What the figure before counted, for those that leave it unsaid.

    figure: the last one; people: the last of more than one person, for "they" and "them".
    paragraph, sentence: where the first of them stood.
    """

    figure: FigureMention | None = None
    people: FigureMention | None = None
    paragraph: int = -1
    sentence: int = -1

    def keep(self, figure: FigureMention, sentence: Sentence) -> None:
        """Remembers a figure of the sentence."""
        self.figure, self.paragraph, self.sentence = figure, sentence.paragraph, sentence.index
        if figure.measure not in THINGS and (figure.low or 0) != 1 and figure.high != 0 and not figure.aside:
            self.people = figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a number takes from the figure before: measure, group, scope, and the last token of its words."""

    measure: str
    group: str | None
    scope: Scope
    last: int


def inherited(sentence: Sentence, count: Count, memory: Memory) -> Inherited | None:
    """What the number counts by the figure before it; None where nothing says that it goes on with that one."""
    before = memory.figure
    if before is None:
        return None
    if count.sort == "none" and _lower(sentence, count.last + 1) == "among" and sentence.paragraph == memory.paragraph:
        return Inherited(measure=before.measure, group=count.group, scope=Scope.WHOLE, last=count.last + 2)
    if (
        count.sort == "none"
        and memory.sentence == sentence.index
        and _lists(sentence, count, _lower(sentence, count.last + 1))
    ):
        return Inherited(measure=before.measure, group=None, scope=Scope.PART, last=count.last)
    if count.sort not in ("number", "single") or (not count.low and not count.high):
        return None
    if sentence.paragraph - memory.paragraph > 1 or (count.at == 0 and count.sort == "single"):
        return None
    if before.measure not in THINGS and (came_off(sentence, count) or _is_named(sentence, count)):
        return None
    if count.first and _lower(sentence, count.first - 1) == "by":
        return None  # those by whom it was done, or said ("each confirmed by two relatives")
    behind = _lower(sentence, count.to + 1)
    if behind in ("so", "very", "too", "quite"):
        behind = _lower(sentence, count.to + 2)
    elif behind == "of" and _lower(sentence, count.to + 2) in ("them", "whom"):
        behind = _lower(sentence, count.to + 3)  # "one of them FATALLY"
    scope = scope_of(sentence, count)
    if behind in word_set("en", "figures", "part.fatal") and count.head is None:
        return Inherited(measure="killed", group=None, scope=Scope.PART, last=count.to + 1)
    if behind in word_set("en", "figures", "part.adverbs") and count.head is None:
        alive = "injured" if before.measure == "killed" else before.measure  # "two dead, one CRITICAL"
        return Inherited(measure=alive, group=None, scope=Scope.PART, last=count.to + 1)
    if count.kind == "" and count.head is not None:
        return None
    here = memory.sentence == sentence.index
    if here and count.head is None and behind in ("were", "are", "was", "did", "had") and _ends_there(sentence, count):
        return Inherited(measure=before.measure, group=before.group, scope=scope, last=count.to + 1)
    if count.head is None and behind in ("were", "are", "was") and _sorts_people(sentence, count):
        return Inherited(measure=before.measure, group=_sort(sentence, count), scope=Scope.PART, last=count.to + 1)
    if here and _lists(sentence, count, behind):
        told = Scope.PART if behind != "by" and scope is Scope.WHOLE else scope
        return Inherited(measure=before.measure, group=None, scope=told, last=count.to)
    if here and count.head is None and (_said_alone(sentence, count) or _put_by_another(sentence, count)):
        return Inherited(measure=before.measure, group=before.group, scope=Scope.WHOLE, last=count.last)
    if here and count.kind not in ("", "vehicles", "aircraft") and _after_a_part(sentence, count, before):
        return Inherited(measure=before.measure, group=count.group, scope=Scope.PART, last=count.last)
    if here and count.kind and _breaks_down(sentence, count, before):
        return Inherited(measure=before.measure, group=count.group, scope=Scope.PART, last=count.last)
    if not (_told(sentence, count) or _goes_on(sentence, count, scope, memory)):
        return None
    group = count.group or (before.group if before.measure in THINGS or scope is Scope.ADDITION else None)
    return Inherited(measure=before.measure, group=_named_after(sentence, count) or group, scope=scope, last=count.last)


def _is_named(sentence: Sentence, count: Count) -> bool:
    """ "ONE OF THE THREE was the man who mends our oven": says who it was, and counts nobody anew."""
    picked = _lower(sentence, count.first - 1) == "the" and _lower(sentence, count.first - 2) == "of"
    return (picked and _lower(sentence, count.first - 3) == "one") or (
        count.low == 1 and _lower(sentence, count.to + 1) == "of" and _lower(sentence, count.to + 5) == "the"
    )


def came_off(sentence: Sentence, count: Count) -> bool:
    """ "two of those men have turned out to be ALIVE": it did not befall them."""
    unhurt = word_set("en", "figures", "unhurt.words")
    for token in sentence.tokens[count.to + 1 : count.to + 13]:
        if token.lower in (",", ";", "and", "but"):
            return False
        if token.lemma in unhurt:
            return True
    return False


def is_a_part_alone(sentence: Sentence, count: Count) -> bool:
    """ ", three of them critically": a bare number of those before, with nothing but how badly they fared."""
    behind = [_lower(sentence, count.to + step) for step in (1, 2, 3)]
    how = word_set("en", "figures", "part.adverbs") | word_set("en", "figures", "part.fatal")
    return (
        count.head is None
        and _lower(sentence, count.first - 1) in _JOINS
        and behind[:2] in (["of", "them"], ["of", "whom"])
        and behind[2] in how
        and _lower(sentence, count.to + 4) in (".", ",", ";", "and", "")
    )


def _lower(sentence: Sentence, at: int) -> str:
    return sentence.tokens[at].lower if 0 <= at < len(sentence.tokens) else ""


def _breaks_down(sentence: Sentence, count: Count, before: FigureMention) -> bool:
    """ "the toll is now 44: 30 CIVILIANS, 12 SOLDIERS and two nurses": the sorts of those counted, behind a colon."""
    at = count.first - 1
    while at > 0 and (
        sentence.tokens[at].pos in ("NUM", "NOUN", "ADJ", "CCONJ", "PROPN") or _lower(sentence, at) == ","
    ):
        at -= 1
    colon = sentence.tokens[at]
    if colon.lower != ":":
        return False
    in_the_list = before.scope is Scope.PART and before.number.start > colon.start
    return in_the_list or 0 <= colon.start - before.span.end <= 1


def _after_a_part(sentence: Sentence, count: Count, before: FigureMention) -> bool:
    """ "including five women AND THREE CHILDREN": a part joined to the part before it."""
    between = [t.lower for t in sentence.tokens[: count.first] if t.start >= before.span.end]
    return before.scope is Scope.PART and bool(between) and all(word in (",", "and", "&") for word in between)


def _said_alone(sentence: Sentence, count: Count) -> bool:
    """ "the ministry says 11 died; doctors SAY AT LEAST 60": another speaker's number for the same."""
    tokens, at = sentence.tokens, count.first - 1
    if at > 0 and tokens[at].lower in ("of", "at", "that", "to"):
        at -= 1
    speaks = at > 0 and tokens[at].lemma in word_set("en", "figures", "reporting.speaking")
    return speaks and _lower(sentence, count.last + 1) in (".", ",", ";", "!", "")


def _put_by_another(sentence: Sentence, count: Count) -> bool:
    """ "police put the crowd at 900; THE ORGANISERS AT 6,000", "the army says 12, THE COUNCIL 35"."""
    tokens, at = sentence.tokens, count.first - 1
    if _lower(sentence, count.last + 1) not in (".", ",", ";", "!", ""):
        return False
    if at > 0 and tokens[at].lower in ("at", "as"):
        at -= 1
    owner = at > 0 and tokens[at].tag == "POS"  # "the ministry's toll is 84, THE UNION'S 131"
    noun = at = at - owner
    while at > 0 and tokens[at].pos in ("NOUN", "PROPN", "DET", "ADJ"):
        at -= 1
    superlative = tokens[noun].tag == "JJS"  # "the lowest estimate is 200, THE HIGHEST 450"
    named = tokens[noun].pos in ("NOUN", "PROPN") or superlative
    if at == noun or not named or tokens[at].lower not in (";", ",", "and", "but"):
        return False
    speaking = word_set("en", "figures", "reporting.speaking")
    if owner or superlative:
        speaking = word_set("en", "figures", "topics.estimates")
    return any(token.lemma in speaking for token in tokens[:at])


def _ends_there(sentence: Sentence, count: Count) -> bool:
    """ "it was said that five had drowned; FOUR HAD": the verb stands for what was said before."""
    return _lower(sentence, count.to + 2) in (".", ",", ";", "!", "")


def _lists(sentence: Sentence, count: Count, behind: str) -> bool:
    """ "five in Orun AND TWO IN VIDRE": a bare number joined to the figure before, with a place or day of its own."""
    joined = _lower(sentence, count.first - 1) in _JOINS
    if count.head is not None and count.kind == "people" and count.group is None and count.sort == "number":
        behind = _lower(sentence, count.last + 1)  # "12 people were killed in Kolm, SEVEN PEOPLE IN ORUN"
        return joined and behind in word_set("en", "figures", "part.joints")
    if joined and count.head is None and behind in word_set("en", "figures", "part.joints"):
        return True
    return count.head is None and behind in (".", ",", ";", "and", "") and _placed(sentence, count)


def _placed(sentence: Sentence, count: Count) -> bool:
    """ "six people died in Orun; IN VIDRE FOUR", "the first blast killed ten, THE SECOND FOUR"."""
    tokens = sentence.tokens
    start = count.first - 1 - (_lower(sentence, count.first - 1) == ",")  # "in Orun five died; in Vidre, FOUR"
    for at in range(start, max(0, count.first - 5), -1):
        if tokens[at].lower in word_set("en", "figures", "part.joints") or ordinal_value(tokens[at].lower):
            lead = at - 1 if tokens[at - 1].lower != "the" else at - 2
            return lead > 0 and tokens[lead].lower in _JOINS
        if tokens[at].lower in (",", ";") and at < start:
            names = tokens[at + 1 : start + 1]  # "Kolm has 40 dead, ORUN 25"
            return all(t.pos == "PROPN" and t.text.isalpha() for t in names) and (count.high or 0) < _YEARS
        if tokens[at].pos not in ("PROPN", "NOUN", "DET", "ADJ"):
            return False
    return False


def _goes_on(sentence: Sentence, count: Count, scope: Scope, memory: Memory) -> bool:
    """ "among them two children", "another 3 are on their way": a part or an addition in the same paragraph."""
    if sentence.paragraph != memory.paragraph:
        return False
    if scope is Scope.PART:
        return True
    return scope is Scope.ADDITION and count.sort == "number"


def _told(sentence: Sentence, count: Count) -> bool:
    """ "a figure of nine", "put the number at 12": a toll whose measure was said before."""
    before = sentence.tokens[max(0, count.first - 4) : count.first]
    lead = [t.lemma for t in before]
    joints = word_set("en", "figures", "toll.joints")
    if count.head is not None or not lead or lead[-1] not in joints or names_a_number(before):
        return False
    return any(word in word_set("en", "figures", "toll.nouns") for word in lead)


def names_a_number(before: Sequence[Token]) -> bool:
    """ "call THIS NUMBER 300": a noun with its article, and no verb that counts anybody."""
    return len(before) > 1 and before[-1].lower == "number" and before[-2].lower in ("this", "that", "our", "their")


def _sorts_people(sentence: Sentence, count: Count) -> bool:
    """ "eleven were men": a part of those counted before."""
    rest = sentence.tokens[count.to + 2 : count.to + 5]
    people = word_set("en", "figures", "people.nouns")
    return any(t.lemma in people for t in rest) and all(
        t.pos in ("NOUN", "ADJ", "DET", "PROPN") or t.lemma in people for t in rest[:1]
    )


def _sort(sentence: Sentence, count: Count) -> str | None:
    """The words behind "were" ("farm workers")."""
    words = []
    for token in sentence.tokens[count.to + 2 : count.to + 6]:
        if token.pos not in ("NOUN", "ADJ", "PROPN"):
            break
        words.append(token)
    if not words:
        return None
    return sentence.text[words[0].start - sentence.span.start : words[-1].end - sentence.span.start]


def _named_after(sentence: Sentence, count: Count) -> str | None:
    """ "two of them CONSCRIPTS", "one of them a NURSE"."""
    if _lower(sentence, count.to + 1) != "of" or _lower(sentence, count.to + 2) not in ("them", "whom"):
        return None
    at = count.to + 3
    if _lower(sentence, at) in ("a", "an"):
        at += 1
    people = word_set("en", "figures", "people.nouns")
    token = sentence.tokens[at] if at < len(sentence.tokens) else None
    return token.text if token is not None and (token.lemma in people or token.pos == "NOUN") else None
