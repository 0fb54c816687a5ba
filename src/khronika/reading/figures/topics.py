"""What a text is counting, for a number that stands alone in another voice.

"Nobody agrees on how many people DIED. The ministry says 26. The union speaks of 31 to 38." No sentence with a number
says what is counted; the one before them does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khronika.model.figure import Scope
from khronika.reading.figures.counted import Count
from khronika.reading.figures.ellipsis import names_a_number
from khronika.reading.figures.scope import scope_of
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence, Token

_STOPS = frozenset({"", ".", ",", ";", "!", ")", "”", '"', "and", "but", "after", "yesterday", "today", "while"})
_NEARBY = 2
"""Sentences over which a topic holds, within its paragraph."""
_REACH = 16
"""Tokens between the noun for an estimate and its number."""
_LONGEST_NAME = 5
"""Tokens of a speaker's name before a colon."""
_SPEAKING = 4
"""Tokens before the number in which the verb of speaking stands."""


@dataclass(slots=True)
class Topic:
    """The measure that was last said of people, with the group of the last figure of it.

    sentence, paragraph: where that was; asked: whether it was asked how many there were, and no number given.
    """

    measure: str = ""
    group: str | None = None
    sentence: int = -9
    paragraph: int = -9

    def hear(self, sentence: Sentence, triggers: Sequence[Trigger], found: Sequence[FigureMention]) -> None:
        """Takes up what the sentence says of people."""
        telling = [f for f in found if f.measure in word_set("en", "figures", "topics.measures") and not f.aside]
        if telling:
            self.measure, self.group = telling[-1].measure, telling[-1].group
        else:
            said = [t for t in triggers if t.measure in word_set("en", "figures", "topics.measures")]
            if not said:
                return
            self.measure, self.group = said[-1].measure, None
        self.sentence, self.paragraph = sentence.index, sentence.paragraph

    def near(self, sentence: Sentence) -> bool:
        """Whether the sentence may still speak of it."""
        here = sentence.paragraph == self.paragraph
        return here and bool(self.measure) and 0 <= sentence.index - self.sentence <= _NEARBY


def on_topic(sentence: Sentence, count: Count, topic: Topic, triggers: Sequence[Trigger]) -> tuple[str, Scope] | None:
    """Measure and scope of a number that says nothing of what it counts, where somebody gives it as his own.

    None where the words before it are no such giving.
    """
    if count.sort != "number" or not _bare(sentence, count):
        return None
    asked = [t for t in triggers if t.last < count.first and t.measure in word_set("en", "figures", "topics.measures")]
    if _amended(sentence, count):
        asked = [t for t in asked if t.last < count.first - _SPEAKING]
        measure = asked[-1].measure if asked else ""
    else:
        measure = asked[-1].measure if asked and _asks(sentence, asked[-1]) else ""
    if not measure and topic.near(sentence):
        measure = topic.measure
    giving = (_given, _estimated, _amended, _heads_a_line)
    if not measure or not any(gives(sentence, count) for gives in giving):
        return None
    return measure, scope_of(sentence, count)


def among_victims(sentence: Sentence, count: Count, topic: Topic) -> tuple[str, Scope] | None:
    """ "the 17 VICTIMS INCLUDED four foreigners": measure and scope of both; killed, where nothing was told."""
    tokens, victims = sentence.tokens, word_set("en", "figures", "ordinal.victims")
    includes = next((i for i, token in enumerate(tokens) if token.lemma == "include" and i), 0)
    if not includes or tokens[includes - 1].lemma not in victims or count.sort != "number":
        return None
    near = topic.near(sentence) and topic.measure in ("killed", "injured")
    if topic.measure and not near:
        return None
    measure = topic.measure or "killed"
    if count.head == includes - 1:
        return measure, Scope.WHOLE
    listed = count.first > includes and count.kind in ("people", "forces")
    return (measure, Scope.PART) if listed and not _verb_between(tokens[includes + 1 : count.first]) else None


def _verb_between(between: Sequence[Token]) -> bool:
    return any(token.pos in ("VERB", "AUX") for token in between)


def _bare(sentence: Sentence, count: Count) -> bool:
    """Whether the number has no noun, or only "names", and its phrase ends there."""
    tokens, behind = sentence.tokens, count.last + 1
    if count.head is not None and tokens[count.head].lemma not in word_set("en", "figures", "topics.entries"):
        return False
    return (tokens[behind].lower if behind < len(tokens) else "") in _STOPS


def _asks(sentence: Sentence, trigger: Trigger) -> bool:
    """ "HOW MANY were killed is disputed"."""
    lead = [token.lower for token in sentence.tokens[max(0, trigger.first - 5) : trigger.first]]
    return any(pair == ("how", "many") for pair in pairwise(lead))


def _amended(sentence: Sentence, count: Count) -> bool:
    """ "the number of injured as 70; IT IS 17", "20 missing TURNED OUT TO BE 12": a number put right."""
    lead = " ".join(token.lower for token in sentence.tokens[max(0, count.first - _SPEAKING) : count.first])
    return any(f" {lead}".endswith(f" {phrase}") for phrase in word_set("en", "figures", "topics.amending"))


def _heads_a_line(sentence: Sentence, count: Count) -> bool:
    """ "ORGANISERS: 60": who gives the number, and nothing but the number."""
    colon = count.first - 1
    named = 0 < colon <= _LONGEST_NAME and sentence.tokens[colon].lower == ":"
    return named and all(token.pos in ("NOUN", "PROPN", "DET", "ADJ") for token in sentence.tokens[:colon])


def _given(sentence: Sentence, count: Count) -> bool:
    """ "the union SPEAKS OF 31 to 38", "the village council 35", "the society HAS 19 names", "PUTS IT AT 6,000"."""
    lead = sentence.tokens[max(0, count.first - _SPEAKING) : count.first]
    if lead and lead[-1].lower in ("at", "of", "that", "to", "was", "is"):
        lead = lead[:-1]
    if lead and lead[-1].lower in ("it", "them", "this"):
        lead = lead[:-1]
    while lead and lead[-1].pos == "ADV":
        lead = lead[:-1]
    if not lead:
        return False
    verb = lead[-1]
    if verb.lemma in word_set("en", "figures", "reporting.speaking"):
        return True
    return count.head is not None and verb.lemma in word_set("en", "figures", "topics.holding")


def _estimated(sentence: Sentence, count: Count) -> bool:
    """ "ESTIMATES that go round in the camp RUN from 40 to 100", "its FIGURE of 31", "our first LIST held 21"."""
    tokens = sentence.tokens
    verbs = word_set("en", "figures", "toll.verbs") | word_set("en", "figures", "topics.holding")
    before = tokens[max(0, count.first - _REACH) : count.first]
    if not before or not _led(before[-1], verbs) or names_a_number(before):
        return False
    return any(token.lemma in word_set("en", "figures", "topics.estimates") for token in before)


def _led(token: Token, verbs: frozenset[str]) -> bool:
    """Whether the word right before the number can give one."""
    return token.lemma in verbs or token.lower in ("of", "at", "to")
