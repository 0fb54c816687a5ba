"""Which noun a number counts, and in which words."""

from dataclasses import dataclass
from functools import cache

from khronika.reading.figures.numbers import NumberPhrase
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence

_BLAND = frozenset({"person", "people", "other", "victim", "individual", "body", "dead", "wounded", "injured", "casualty", "death", "fatality", "injury", "arrest", "corpse"})  # fmt: skip
_PARTICIPLE_OF_HARM = frozenset({"killed", "dead", "wounded", "injured", "shot", "missing", "arrested", "detained", "hurt", "freed", "released"})  # fmt: skip
_CARRIERS = frozenset({"bus", "busload", "truck", "truckload", "lorry", "lorryload", "train", "plane", "planeload", "aircraft", "helicopter", "van", "convoy", "coach"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The noun behind a number.

    head: token index of the noun, or None where the number stands alone ("eleven were killed").
    to: index of the last token of number and noun together.
    kind: forces, vehicles, aircraft, people, or "" where the noun is none that we count.
    group: who is counted, in the dispatch's words; None for people in general.
    carried: what a vehicle or aircraft carries ("of special troops", "full of riot troops"), or None.
    """

    head: int | None
    to: int
    kind: str
    group: str | None
    carried: str | None = None


@cache
def _kinds() -> dict[str, str]:
    """Noun or pair of nouns -> kind."""
    data = lexicon("en", "figures")
    kinds = dict.fromkeys(data["people"]["nouns"], "people")
    for kind, nouns in data["nouns_of"].items():
        kinds.update(dict.fromkeys(nouns, kind))
    for noun in (*data["participants"]["noun"], *data["strikers"]["noun"]):
        kinds.setdefault(noun, "people")
    return kinds


@cache
def _endings() -> tuple[str, ...]:
    return tuple(lexicon("en", "figures")["people"]["endings"])


def kind_of(sentence: Sentence, at: int) -> str:
    """Kind of the noun at a token: its own, or that of the pair it makes with the word before."""
    token = sentence.tokens[at]
    kinds = _kinds()
    if at:
        pair = f"{sentence.tokens[at - 1].lower} {token.lemma}"
        if pair in kinds:
            return kinds[pair]
    kind = kinds.get(token.lemma) or kinds.get(token.lower, "")
    if not kind and token.pos in ("NOUN", "PROPN") and token.lemma.endswith(_endings()):
        return "people"
    return kind


def counted(sentence: Sentence, number: NumberPhrase) -> Counted:
    """The noun that the number counts, by the order of words: past adjectives, "of the", "members of"."""
    tokens, at = sentence.tokens, number.last + 1
    at = _past_partitive(sentence, at)
    start = at
    head: int | None = None
    while at < len(tokens) and at - start < 7:
        token = tokens[at]
        if token.pos in ("NOUN", "PROPN") or kind_of(sentence, at):
            if (
                token.lower in _PARTICIPLE_OF_HARM
                and token.lemma != "wounded"
                and head is None
                and not kind_of(sentence, at)
            ):
                break
            if head is not None and token.pos == "PROPN" and tokens[head].pos == "NOUN":
                break
            head = at
        elif (
            token.pos in ("ADJ", "ADV", "DET", "PART")
            or token.tag in ("VBN", "VBG", "CD")
            or token.lower in ("-", '"', "“", "”", "'s")
        ):
            if head is not None or token.lower in ("not", "to", "there", "so", "later", "also"):
                break
        else:
            break
        at += 1
    if head is None:
        return Counted(head=None, to=number.last, kind="", group=None)
    kind = kind_of(sentence, head)
    carried = _carried(sentence, head) if tokens[head].lemma in _CARRIERS or kind in ("vehicles", "aircraft") else None
    return Counted(head=head, to=head, kind=kind, group=_group(sentence, start, head), carried=carried)


def _past_partitive(sentence: Sentence, at: int) -> int:
    """Past "of the", "of its", "of them" behind a number."""
    tokens = sentence.tokens
    if at + 1 < len(tokens) and tokens[at].lower == "of" and tokens[at + 1].pos in ("DET", "PRON"):
        return at + 2 if tokens[at + 1].lower not in ("them", "whom", "those", "these") else at
    if at + 1 < len(tokens) and tokens[at].lower == "of" and tokens[at + 1].pos in ("NOUN", "ADJ", "PROPN"):
        return at + 1
    return at


def _group(sentence: Sentence, start: int, head: int) -> str | None:
    """The words from the first that describes to the noun; None where they only say "people"."""
    tokens = sentence.tokens
    if tokens[head].lemma in _BLAND and head == start:
        return None
    words = [
        t for t in tokens[start : head + 1] if t.pos not in ("DET",) and t.lower not in ("more", "other", "others")
    ]
    words = [t for t in words if not (t.lemma in _BLAND or t.lower in _PARTICIPLE_OF_HARM)] or []
    if not words:
        return None
    return sentence.text[words[0].start - sentence.span.start : words[-1].end - sentence.span.start]


def _carried(sentence: Sentence, head: int) -> str | None:
    """What a vehicle is full of: "five buses OF SPECIAL TROOPS", "7 aircraft full of RIOT TROOPS"."""
    tokens = sentence.tokens
    for at in range(head + 1, min(head + 4, len(tokens) - 1)):
        if tokens[at].lower in ("of", "with", "carrying"):
            to = at + 1
            while to < len(tokens) and tokens[to].pos in ("ADJ", "NOUN", "PROPN", "DET"):
                to += 1
            if to > at + 1 and kind_of(sentence, to - 1) in ("forces", "people"):
                first = at + 1 + (tokens[at + 1].pos == "DET")
                return sentence.text[
                    tokens[first].start - sentence.span.start : tokens[to - 1].end - sentence.span.start
                ]
            return None
    return None


def never_a_victim(sentence: Sentence, head: int | None) -> bool:
    """Whether the noun is one that verbs of killing take without anybody being hurt ("killed the bill")."""
    return head is not None and sentence.tokens[head].lemma in word_set("en", "figures", "not_victims.nouns")
