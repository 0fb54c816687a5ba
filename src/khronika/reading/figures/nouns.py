"""What sort of thing a noun is for a count: people, forces, vehicles, aircraft, or none of interest."""

from functools import cache

from khronika.reading.inflection import lemma
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

THINGS = frozenset({"forces", "vehicles", "aircraft"})
"""Kinds of noun that are a measure by themselves."""


@cache
def _kinds() -> dict[str, str]:
    """Noun or pair of nouns -> kind."""
    data = lexicon("en", "figures")
    kinds = dict.fromkeys(data["people"]["nouns"], "people")
    for measure in ("participants", "strikers", "displaced", "detained"):
        for noun in (*data[measure]["noun"], *data[measure]["status"]):
            kinds.setdefault(noun, "people")
    for kind, nouns in data["nouns_of"].items():
        kinds.update(dict.fromkeys(nouns, kind))
    del kinds["arrest"], kinds["detention"]
    return kinds


@cache
def _endings() -> tuple[str, ...]:
    return tuple(lexicon("en", "figures")["people"]["endings"])


def kind_of(sentence: Sentence, at: int) -> str:
    """people, forces, vehicles, aircraft or "" for the noun at a token, or the pair it makes with the word before."""
    token, kinds = sentence.tokens[at], _kinds()
    if at:
        pair = kinds.get(f"{sentence.tokens[at - 1].lower} {token.lemma}")
        if pair:
            return pair
    kind = kinds.get(token.lemma) or kinds.get(token.lower) or kinds.get(lemma(token.lower, "NNS"))
    if kind:
        return kind
    if token.pos in ("NOUN", "PROPN") and token.lemma.endswith(_endings()):
        return "people"
    return "people" if _is_age(sentence, at) else ""


def _is_age(sentence: Sentence, at: int) -> bool:
    """ "a 19-year-OLD": an age that stands for somebody."""
    tokens, lower = sentence.tokens, sentence.tokens[at].lower
    if lower in ("year-old", "month-old"):
        return True
    return lower == "old" and at > 1 and tokens[at - 1].lower == "-" and tokens[at - 2].lower in ("year", "month")


def may_be_somebody(sentence: Sentence, at: int) -> bool:
    """Whether a noun that no list has ends like one for a person ("beekeeper", "machinist")."""
    token = sentence.tokens[at]
    if token.pos not in ("NOUN", "PROPN") or token.lower in word_set("en", "figures", "not_victims.nouns"):
        return False
    if token.lemma in word_set("en", "figures", "people.no_agents"):
        return False
    return len(token.lemma) > 5 and token.lemma.endswith(tuple(word_set("en", "figures", "people.agent_endings")))


def is_bland(sentence: Sentence, at: int) -> bool:
    """Whether the word only says that people are counted, or what befell them, and so makes no group."""
    token = sentence.tokens[at]
    nouns = word_set("en", "figures", "bland.nouns")
    return token.lemma in nouns or token.lower in nouns or token.lower in word_set("en", "figures", "bland.harms")


def group_of(sentence: Sentence, start: int, head: int) -> str | None:
    """The describing words and the noun, from token `start` to `head`; None where they only say "people"."""
    tokens = sentence.tokens
    if is_bland(sentence, head):
        return None
    kept = [i for i in range(start, head + 1) if tokens[i].pos != "DET" and not is_bland(sentence, i)]
    if not kept:
        return None
    first = next((i for i in kept if tokens[i].text[0].isalnum()), kept[0])
    offset = sentence.span.start
    return sentence.text[tokens[first].start - offset : tokens[kept[-1]].end - offset]


def never_a_victim(sentence: Sentence, head: int | None) -> bool:
    """Whether the noun is one that verbs of killing take without anybody being hurt ("killed the bill")."""
    return head is not None and sentence.tokens[head].lemma in word_set("en", "figures", "not_victims.nouns")
