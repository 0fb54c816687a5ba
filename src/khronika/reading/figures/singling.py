"""People counted without a number: "a policeman", "his driver", "nobody", "many of whom", "the seventh victim"."""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from khronika.model.figure import Exactness
from khronika.reading.figures.counted import Count, Sort, counted
from khronika.reading.figures.denying import denied_before, neither_nor
from khronika.reading.figures.nouns import group_of, is_bland, kind_of, may_be_somebody
from khronika.reading.figures.numbers import NumberPhrase, ordinal_value
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence, Token

_LONGEST_PHRASE = 8
_AGED = re.compile(r"\bolds?\b", re.I)
_HUMAN = ("people", "forces")


def uncounted_people(sentence: Sentence, numbers: Collection[NumberPhrase]) -> list[Count]:
    """Everybody whom the sentence brings in without a number, in order; `numbers` are those that it has."""
    taken = {i for number in numbers for i in range(number.first, number.last + 1)}
    found: list[Count] = []
    at = 0
    tokens, openers, heading = sentence.tokens, _openers(), sentence.heading
    last = len(tokens)
    while at < last:
        token = tokens[at]
        if not (heading or token.lower in openers or token.tag == "PRP$"):
            at += 1
            continue
        count = _at(sentence, at) if at not in taken else None
        if count is None:
            at += 1
            continue
        if count.sort == "none" or not any(i in taken for i in range(count.first, count.to + 1)):
            found.append(count)
        at = max(count.last, at) + 1
    return found


def _at(sentence: Sentence, at: int) -> Count | None:
    token = sentence.tokens[at]
    lower = token.lower
    if lower in _openers():
        return _nobody(sentence, at) or _many(sentence, at) or _ordinal(sentence, at) or _single(sentence, at)
    if token.tag == "PRP$":
        return _single(sentence, at)
    offices = word_set("en", "figures", "singular.offices")
    if sentence.heading and lower not in offices and (token.pos in ("NOUN", "PROPN") or _mistaken(sentence, at)):
        return _untitled(sentence, at)
    return None


def _mistaken(sentence: Sentence, at: int) -> bool:
    """ "SUSPECT dead", "driver kills CYCLIST": a person of a headline, taken for a verb or an adjective."""
    tokens = sentence.tokens
    if kind_of(sentence, at) not in _HUMAN or (tokens[at].pos == "VERB" and tokens[at].lower != tokens[at].lemma):
        return False
    befallen = word_set("en", "figures", "bland.harms") | word_set("en", "figures", "disguised.participles")
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return behind in befallen or _under_a_verb(sentence, at)


def _adverb(token: Token) -> bool:
    return token.lower.endswith("ly")


def _under_a_verb(sentence: Sentence, at: int) -> bool:
    """Whether a verb of a headline stands right before, whatever its tag ("fatally SHOOTS grandfather")."""
    before = sentence.tokens[at - 1].lower if 0 < at <= len(sentence.tokens) else ""
    return before in word_set("en", "figures", "disguised.killing")


@cache
def _phrases(lists: str) -> dict[str, list[tuple[str, ...]]]:
    """Phrases of a list of numbers.toml by their first word, longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in word_set("en", "numbers", lists):
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append(words)
    for phrases in by_first.values():
        phrases.sort(key=lambda words: (-len(words), words))
    return by_first


@cache
def _openers() -> frozenset[str]:
    """Words that one of the readings below may begin with."""
    singular, none = lexicon("en", "figures")["singular"], lexicon("en", "numbers")["none"]
    phrases = (*none["phrases"], *none["under_not"], *lexicon("en", "numbers")["uncounted"]["phrases"])
    single = (*none["words"], *none["pronouns"], *lexicon("en", "numbers")["uncounted"]["words"])
    opening = (
        *singular["determiners"],
        *singular["pronouns"],
        *singular["somebody"],
        *singular["plural_pronouns"],
        "neither",
        "at",
        "is",
        "was",
    )
    return frozenset({phrase.split()[0] for phrase in phrases} | set(single) | set(opening))


def _phrase_end(sentence: Sentence, at: int, lists: str) -> int | None:
    """Index of the last token of the longest phrase of a list of numbers.toml that stands at a token."""
    tokens = sentence.tokens
    for words in _phrases(lists).get(tokens[at].lower, ()):
        if tuple(token.lower for token in tokens[at : at + len(words)]) == words:
            return at + len(words) - 1
    return None


def _nobody(sentence: Sentence, at: int) -> Count | None:
    """ "nobody", "none of the guards", "no women or children", "not a single striker", "neither of the two"."""
    tokens, none = sentence.tokens, lexicon("en", "numbers")["none"]
    pair = neither_nor(sentence, at)
    if pair is not None:
        return _make(sentence, (at, pair), None, 0, 0, "none")
    end = _phrase_end(sentence, at, "none.phrases")
    if end is None:
        end = _phrase_end(sentence, at, "none.under_not")
        if end is not None and not denied_before(sentence, at):
            return None
    if end is None and tokens[at].lower not in none["words"] and tokens[at].lower not in none["pronouns"]:
        return None
    one = end is not None and tokens[end].lower in ("one", "anyone", "anybody")
    behind = tokens[(at if end is None else end) + 1 :][:1]
    if behind and behind[0].lower in word_set("en", "numbers", "none.things"):
        return None  # "NOT ONE SHOT was fired"
    alone = tokens[at].lower in none["pronouns"] or one
    last = at if end is None else end
    if alone and not (behind and behind[0].lower == "of"):
        return _make(sentence, (at, last), None, 0, 0, "none")
    if tokens[last].lower == "of" and last > at:
        last -= 1
    phrase = counted(sentence, NumberPhrase(first=at, last=last, at=at, to=last, low=0, high=0))
    head = phrase.head
    if not alone and end is None:
        head = _last_harmed(sentence, at)
    if head is None:
        return _make(sentence, (at, last), None, 0, 0, "none") if alone or end is not None else None
    made = _make(sentence, (at, last), head, 0, 0, "none")
    return made if end is None and not alone else replace(made, group=phrase.group)


def _last_harmed(sentence: Sentence, at: int) -> int | None:
    """The noun behind "no": the last one for people or harm before anything else comes ("no women or children")."""
    tokens, head = sentence.tokens, None
    for here in range(at + 1, min(at + 7, len(tokens))):
        token = tokens[here]
        if token.lower in ("no", "but"):
            break
        if kind_of(sentence, here) or token.lemma in word_set("en", "figures", "bland.nouns"):
            head = here
        elif token.pos not in ("ADJ", "NOUN", "CCONJ", "DET", "PROPN") and token.tag != "VBN":
            break
    return head


def _many(sentence: Sentence, at: int) -> Count | None:
    """ "many of whom", "a number of officers", "countless families"; not "some", which bounds or says little."""
    tokens = sentence.tokens
    end = _phrase_end(sentence, at, "uncounted.phrases")
    if end is None and tokens[at].lower not in word_set("en", "numbers", "uncounted.words"):
        return None
    if at and tokens[at - 1].lower in ("how", "as", "so", "too"):
        return None
    last = at if end is None else end
    phrase = counted(sentence, NumberPhrase(first=at, last=last, at=at, to=last, low=None, high=None))
    if phrase.head is not None and phrase.kind not in _HUMAN and not is_bland(sentence, phrase.head):
        return None
    return _make(sentence, (at, last), phrase.head, None, None, "many", Exactness.UNCOUNTED)


def _ordinal(sentence: Sentence, at: int) -> Count | None:
    """ "the seventh victim" (seven so far), "a second policeman" and "a third" (one more)."""
    tokens = sentence.tokens
    lower = tokens[at].lower
    if at + 1 >= len(tokens) or lower not in ("a", "the", "another"):
        return None
    value, last = ordinal_value(tokens[at + 1].lower), at + 1
    if value is None and at + 2 < len(tokens) and tokens[at + 1].end == tokens[at + 2].start:
        value, last = ordinal_value(tokens[at + 1].lower + tokens[at + 2].lower), at + 2
    if value is None or value < 2:
        return None
    number = NumberPhrase(first=at, last=last, at=last, to=last, low=value, high=value)
    phrase = counted(sentence, number)
    if phrase.head is not None and phrase.kind not in _HUMAN and not is_bland(sentence, phrase.head):
        return None
    if lower == "the":
        if phrase.head is None or value > 9999:
            return None
        return _make(sentence, (at, last), phrase.head, value, value, "ordinal")
    return _make(sentence, (at, last), phrase.head, 1, 1, "single", addition=True)


def _single(sentence: Sentence, at: int) -> Count | None:
    """ "a policeman", "his driver", "another", "he" and, to be understood later, "them"."""
    tokens = sentence.tokens
    lower = tokens[at].lower
    if lower == "the" and _the_other(sentence, at):
        return _make(sentence, (at, at + 1), None, 1, 1, "single", addition=True)
    if lower in word_set("en", "figures", "singular.somebody"):
        return _make(sentence, (at, at), None, 1, 1, "single", addition=False)
    if lower in word_set("en", "figures", "singular.pronouns"):
        return _make(sentence, (at, at), None, 1, 1, "single")
    if lower in word_set("en", "figures", "singular.plural_pronouns"):
        return _make(sentence, (at, at), None, None, None, "pronoun")
    if lower not in word_set("en", "figures", "singular.determiners") and tokens[at].tag != "PRP$":
        return None
    if at > 1 and tokens[at - 1].lower in ("them", "whom") and tokens[at - 2].lower == "of":
        return None
    if at > 1 and tokens[at - 1].lower == "of" and tokens[at - 2].lemma in word_set("en", "figures", "containers.own"):
        return None  # "50 members of THE GUARD"
    head = _singular_noun(sentence, at + 1)
    if head is None and lower == "another" and at + 1 < len(tokens) and tokens[at + 1].tag == "NN":
        deed = tokens[at + 1].lemma in word_set("en", "figures", "periods.deeds")
        head = at + 1 if is_bland(sentence, at + 1) and not deed else None  # "ANOTHER BODY has been found"
    if head is None:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        alone = lower == "another" and following is not None and following.pos in ("AUX", "VERB", "ADP", "ADV")
        return _make(sentence, (at, at), None, 1, 1, "single", addition=True) if alone else None
    return _make(sentence, (at, at), head, 1, 1, "single", addition=lower == "another")


def _the_other(sentence: Sentence, at: int) -> bool:
    """ "one died and THE OTHER was flown out": a second person, of whom a verb follows."""
    behind = sentence.tokens[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].lower == "other" and behind[1].pos in ("AUX", "VERB")


def _singular_noun(sentence: Sentence, at: int) -> int | None:
    """The singular noun for a person behind an article, past adjectives and ages; None for a plural or a thing."""
    tokens, last = sentence.tokens, None
    start = at
    if (
        at + 1 < len(tokens)
        and tokens[at - 1].tag == "PRP$"
        and tokens[at].pos == "NUM"
        and tokens[at + 1].lower != "-"
    ):
        return None  # "her three children"
    while at < min(len(tokens), start + _LONGEST_PHRASE):
        token = tokens[at]
        if token.lower in word_set("en", "figures", "disguised.participles") and last is not None:
            break
        if last is not None and token.lower == "dead" and kind_of(sentence, last) in _HUMAN:
            break  # "Gunman DEAD, officer wounded", "left a 17-year-old DEAD"
        if sentence.heading and last is not None and _under_a_verb(sentence, at + 2 if _adverb(token) else at + 1):
            break  # "Homeowner FATALLY SHOOTS Intruder"
        mistaken = sentence.heading and last is None and _mistaken(sentence, at)
        singular = token.pos in ("NOUN", "PROPN") and token.tag not in ("NNS", "NNPS")
        if singular or mistaken or _aged(sentence, at):
            if last is not None and token.pos == "PROPN" and _names_somebody(sentence, last):
                break
            last = at
        elif token.pos == "NOUN" or not _may_stand_between(sentence, at):
            break
        at += 1
    if last is None or tokens[last].lower in word_set("en", "figures", "singular.offices"):
        return None
    if last + 1 < len(tokens) and tokens[last + 1].tag in ("NNS", "NNPS", "POS"):
        return None
    if tokens[last].lower in word_set("en", "figures", "bland.harms") and not _aged(sentence, last):
        return None
    if kind_of(sentence, last) in _HUMAN:
        return last
    indefinite = tokens[start - 1].lower in ("a", "an", "another", "the") or tokens[start - 1].tag == "PRP$"
    return last if start > 0 and indefinite and may_be_somebody(sentence, last) else None


def _names_somebody(sentence: Sentence, at: int) -> bool:
    """Whether a noun or an age stands for a person, so that a name behind it begins something else."""
    return _aged(sentence, at) or (sentence.tokens[at].pos == "NOUN" and bool(kind_of(sentence, at)))


def _aged(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].lower.endswith("old") and kind_of(sentence, at) == "people"


def _may_stand_between(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.pos in ("ADJ", "NUM") or token.tag in ("HYPH", "VBG", "VBN") or token.lower in ("-", "–", "/"):
        return True
    return token.pos == "ADV" and _adverb(token)


def _untitled(sentence: Sentence, at: int) -> Count | None:
    """In a headline a singular noun needs no article: "Man shot dead outside cinema"."""
    before = sentence.tokens[at - 1] if at else None
    led = before is not None and (before.pos in ("NUM", "DET", "NOUN", "PROPN") or before.tag == "PRP$")
    if led and not _under_a_verb(sentence, at):
        return None
    head = _singular_noun(sentence, at)
    return None if head is None else _make(sentence, (at, head), head, 1, 1, "single")


def _make(
    sentence: Sentence, words: tuple[int, int], head: int | None, low: int | None, high: int | None, sort: Sort,
    exactness: Exactness = Exactness.EXACT, *, addition: bool = False,
) -> Count:  # fmt: skip
    first, to = words
    group = None if head is None else group_of(sentence, to + 1 if to < head else first, head)
    return Count(
        first=first, last=max(to, head or 0), at=first, to=to, head=head,
        kind="people" if head is None else kind_of(sentence, head), group=_plain(group), low=low, high=high,
        sort=sort, exactness=exactness, addition=addition,
    )  # fmt: skip


def _plain(group: str | None) -> str | None:
    """ "19-year-old man" counts a man: an age is no group."""
    aged = None if group is None else _AGED.search(group)
    if group is None or aged is None:
        return group
    return group[aged.end() :].strip(" -") or None
