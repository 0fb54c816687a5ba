"""Who or what is counted: a number with its noun, a single person, none of them, or many."""

from dataclasses import dataclass, replace
from typing import Literal

from khronika.model.figure import Exactness
from khronika.reading.figures.nouns import THINGS, group_of, kind_of
from khronika.reading.figures.numbers import NumberPhrase
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence

Sort = Literal["number", "single", "none", "many", "pronoun", "ordinal"]
_LONGEST_PHRASE = 7
_MARKS_INSIDE = frozenset({"-", '"', "“", "”", "'s", "’s", "‘", "’"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Some people or things that a sentence counts, before anybody asks what befell them.

    first, last: token indices of the words, inclusive; `last` is the noun where there is one.
    at, to: token indices of what carries the number ("eleven", "a", "no"), inclusive.
    head: token index of the noun, or None where the number stands alone ("eleven were killed").
    kind: forces, vehicles, aircraft, people, or "" where the noun is none that we count.
    group: who is counted, in the dispatch's words; None for people in general.
    sort: number, single ("a guard"), none ("nobody"), many (uncounted), pronoun ("freed them"), ordinal.
    carried: whether the group is the load of a vehicle.
    """

    first: int
    last: int
    at: int
    to: int
    head: int | None
    kind: str
    group: str | None
    low: int | None
    high: int | None
    sort: Sort = "number"
    exactness: Exactness = Exactness.EXACT
    addition: bool = False

    @property
    def heads(self) -> frozenset[int]:
        """Tokens by which the count hangs in the tree."""
        if self.sort == "number":
            return frozenset({self.at, self.to} | ({self.head} if self.head is not None else set()))
        return frozenset({self.at if self.head is None else self.head})


def counted(sentence: Sentence, number: NumberPhrase) -> Count:
    """The number with the noun that it counts, by the order of words: past adjectives, "of the", "members of"."""
    start = _past_partitive(sentence, number.last + 1)
    head = _head(sentence, start)
    verb = head == start and _takes_for_noun(sentence, start)
    if (head is None or verb) and _of_a_body(sentence, number):
        return Count(
            first=number.first - 2, last=number.last, at=number.at, to=number.to, head=number.first - 2, kind="people",
            group=None, low=number.low, high=number.high, exactness=number.exactness, addition=number.addition,
        )  # fmt: skip
    count = Count(
        first=number.first, last=number.last if head is None else head, at=number.at, to=number.to, head=head,
        kind="" if head is None else kind_of(sentence, head),
        group=None if head is None else group_of(sentence, start, head), low=number.low, high=number.high,
        exactness=number.exactness, addition=number.addition,
    )  # fmt: skip
    count = _of_a_unit(sentence, count)
    return count if head is None else _in_uniform(sentence, _with_content(sentence, count, head))


def _of_a_unit(sentence: Sentence, count: Count) -> Count:
    """ "a BATTALION OF 600 men", "the GARRISON, 1,100 men,", "REBELS, 300 strong": forces."""
    tokens, joint = sentence.tokens, count.first - 1
    units = word_set("en", "figures", "units.nouns")
    if [token.lower for token in tokens[count.to + 1 : count.to + 3]] == ["-", "strong"] and count.head is not None:
        unit = tokens[count.head].lemma in units  # "the 3,000-STRONG garrison"
        group = group_of(sentence, min(count.to + 3, count.head), count.head)
        return replace(count, kind="forces", group=group) if unit else count
    if joint < 1 or count.kind not in ("", "people") or tokens[joint].lower not in ("of", ",", "'s", "’s"):
        return count
    men = count.head is None or tokens[count.head].lemma in word_set("en", "figures", "units.men")
    behind = tokens[count.last + 1].lower if count.last + 1 < len(tokens) else ""
    unit = tokens[joint - 1].lemma in units
    strong = behind == "strong" and tokens[joint].lower == "," and kind_of(sentence, joint - 1) == "forces"
    if strong:
        return replace(count, kind="forces", group=group_of(sentence, joint - 1, joint - 1))
    closed = tokens[joint].lower != "," or (count.head is not None and behind == ",")
    return replace(count, kind="forces") if unit and men and closed else count


def _in_uniform(sentence: Sentence, count: Count) -> Count:
    """ "six men IN MASKS": what they wear makes forces of them, until a verb says more."""
    tokens, at = sentence.tokens, count.last + 1
    if count.kind != "people" or count.head is None or at >= len(tokens) or tokens[at].lower != "in":
        return count
    worn = word_set("en", "figures", "uniforms.worn")
    for end in (at + 1, at + 2):
        words = tokens[at + 1 : end + 1]
        if words and (words[-1].lemma in worn or " ".join(token.lower for token in words) in worn):
            start = tokens[count.head].start - sentence.span.start
            return replace(
                count, kind="forces", last=end, group=sentence.text[start : words[-1].end - sentence.span.start]
            )
    return count


def _takes_for_noun(sentence: Sentence, at: int) -> bool:
    """ "Family of four DIES in fire": a verb of a headline."""
    disguised = word_set("en", "figures", "disguised.participles") | word_set("en", "figures", "disguised.verbs")
    return sentence.heading and sentence.tokens[at].lower in disguised


def _of_a_body(sentence: Sentence, number: NumberPhrase) -> bool:
    """ "a FAMILY OF five", where no noun follows."""
    tokens, at = sentence.tokens, number.first
    if at < 2 or tokens[at - 1].lower != "of":
        return False
    return tokens[at - 2].lemma in word_set("en", "figures", "containers.counted")


def _head(sentence: Sentence, start: int) -> int | None:
    """Index of the last noun of the phrase that begins at a token; None where none does."""
    tokens, head, at = sentence.tokens, None, start
    while at < min(len(tokens), start + _LONGEST_PHRASE):
        token = tokens[at]
        if token.pos in ("NOUN", "PROPN") or (kind_of(sentence, at) and token.pos != "VERB"):
            if _ends_before(sentence, at, head):
                break
            head = at
        elif head == at - 1 and token.tag == "HYPH" and _describes_with(sentence, at):
            head, at = None, at + 1  # "147 WAR-WOUNDED patients"
        elif head is not None and token.tag == "POS" and _owns(sentence, at):
            head = None  # "20 of the convoy's DRIVERS": those counted are the ones owned
        elif (
            head is not None
            or token.lower in word_set("en", "figures", "phrase.never")
            or not _may_describe(sentence, at)
        ):
            break
        at += 1
    return head


def _describes_with(sentence: Sentence, at: int) -> bool:
    """Whether the hyphen at a token joins a noun to an adjective or participle, and a noun follows."""
    behind = sentence.tokens[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].tag in ("VBN", "VBG", "JJ") and behind[1].pos in ("NOUN", "PROPN", "ADJ")


def _owns(sentence: Sentence, at: int) -> bool:
    """Whether a noun or its adjective follows the possessive ending at a token."""
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].pos in ("NOUN", "ADJ", "PROPN")


def _ends_before(sentence: Sentence, at: int, head: int | None) -> bool:
    """Whether the phrase is over before the noun at a token: "three KILLED", "40 officers THURSDAY"."""
    token = sentence.tokens[at]
    if token.lower in word_set("en", "figures", "phrase.times"):
        return True
    if head is None:
        if _verb_of_headline(sentence, at):
            return True
        return token.lower in word_set("en", "figures", "bland.harms") and not kind_of(sentence, at)
    if token.lower in word_set("en", "figures", "bland.harms") or _verb_of_headline(sentence, at):
        return True
    return token.pos == "PROPN" and sentence.tokens[head].pos == "NOUN"


def _verb_of_headline(sentence: Sentence, at: int) -> bool:
    """A plain verb that the tagger took for a noun ("5,000 MARCH against bread price", "let nine GO")."""
    lower = sentence.tokens[at].lower
    known = lower in word_set("en", "figures", "disguised.verbs") and not lower.endswith("s")
    return known and _phrase_over(sentence, at + 1)


def _phrase_over(sentence: Sentence, at: int) -> bool:
    """Whether no noun follows, so that the word before may be a verb ("5,000 MARCH against bread price")."""
    return at >= len(sentence.tokens) or sentence.tokens[at].pos in (
        "ADP",
        "PART",
        "ADV",
        "DET",
        "PUNCT",
        "CCONJ",
        "SCONJ",
    )


def _may_describe(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.pos == "VERB" and token.tag in ("VBN", "VBG") and at + 1 < len(sentence.tokens):
        following = sentence.tokens[at + 1]
        if token.lower in word_set("en", "figures", "bland.harms"):
            return bool(kind_of(sentence, at + 1)) or following.tag == "NNS"
        return following.pos in ("NOUN", "ADJ", "PROPN")
    return token.pos == "ADJ" or token.lower in _MARKS_INSIDE or token.tag in ("CD", "HYPH") or _adverb(token.lower)


def _adverb(lower: str) -> bool:
    return lower.endswith("ly") or lower in word_set("en", "figures", "phrase.adverbs")


def _past_partitive(sentence: Sentence, at: int) -> int:
    """Past "of the", "of its", "of" and a noun behind a number, and past a number taken back (", not six,")."""
    tokens = sentence.tokens
    if (
        at + 3 < len(tokens)
        and tokens[at].lower == ","
        and tokens[at + 1].lower == "not"
        and tokens[at + 3].lower == ","
    ):
        return at + 4
    if at + 1 >= len(tokens) or tokens[at].lower != "of":
        return at
    following = tokens[at + 1]
    if following.lower in ("them", "whom", "those", "these", "which", "us", "you"):
        return at
    if following.pos in ("DET", "PRON"):
        behind = at + 2
        return behind + 1 if behind < len(tokens) and tokens[behind].pos == "NUM" else behind
    return at + 1 if following.pos in ("NOUN", "ADJ", "PROPN") or kind_of(sentence, at + 1) else at


def _with_content(sentence: Sentence, count: Count, head: int) -> Count:
    """What a vehicle is full of, and the people behind "names of", "members of", "groups of"."""
    tokens, lemma = sentence.tokens, sentence.tokens[head].lemma
    carries = lemma in word_set("en", "figures", "carriers.nouns") or count.kind in ("vehicles", "aircraft")
    own = lemma in word_set("en", "figures", "containers.own")
    if not (carries or own or lemma in word_set("en", "figures", "containers.plain")):
        return count
    for at in range(head + 1, min(head + (4 if carries else 2), len(tokens) - 1)):
        if tokens[at].lower == "of" or (carries and tokens[at].lower in ("with", "carrying")):
            start = at + 1 + (tokens[at + 1].pos == "DET")
            inner = _head(sentence, start)
            if inner is None or (not own and kind_of(sentence, inner) not in ("forces", "people")):
                return count
            words = group_of(sentence, head if own else start, inner)
            return replace(count, group=words, last=count.last if carries else inner)
    return count


def stands_for_itself(count: Count) -> bool:
    """Whether the noun alone says what is counted: forces, vehicles, aircraft."""
    return count.kind in THINGS and count.sort == "number"
