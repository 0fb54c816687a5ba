"""What a clause says of those whom it counts: the verbs, phrases and nouns of ``figures.toml``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from khronika.reading.languages.ru.words import plain
from khronika.reading.lexicon import lexicon
from khronika.reading.sentence import Token

MEASURES = (
    "killed", "released", "shot", "hospitalised", "missing", "injured", "detained", "sought", "displaced", "strikers",
    "participants",
)  # fmt: skip
"""Measures that words tell of, those first that win where several do."""
_REACH = 7
"""Words within which the words of a phrase stand together."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a clause that say what befell somebody, or what they did.

    at: the deciding word; words: all of them, in the order of the text.
    role: suffer, do, or phrase.
    """

    measure: str
    at: int
    words: tuple[int, ...]
    role: str


@cache
def _verbs() -> dict[str, tuple[str, str]]:
    """Verb -> measure and role."""
    data = lexicon("ru", "figures")
    return {
        plain(verb): (measure, role)
        for measure in reversed(MEASURES)
        for role in ("suffer", "do")
        for verb in data[measure].get(role, ())
        if " " not in verb
    }


@cache
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """First word -> measure and the other words."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for measure in MEASURES:
        for phrase in lexicon("ru", "figures")[measure].get("phrases", ()):
            first, *others = plain(phrase).split()
            found.setdefault(first, []).append((measure, tuple(others)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[1]))
    return found


@cache
def nouns() -> dict[str, str]:
    """Noun -> what it counts by itself."""
    data = lexicon("ru", "figures")
    return {plain(noun): measure for measure in reversed(MEASURES) for noun in data[measure].get("nouns", ())}


@cache
def counted(measure: str, key: str = "counted") -> frozenset[str]:
    """Nouns of those who are counted under a measure where nothing else is said of them."""
    return frozenset(map(plain, lexicon("ru", "figures")[measure].get(key, ())))


@cache
def telling_lemmas() -> frozenset[str]:
    """Dictionary forms one of which stands in every sentence that counts people or says what befell them."""
    listed = {*_verbs(), *_phrases(), *nouns()}
    for measure in ("forces", "vehicles", "aircraft"):
        listed |= counted(measure) | counted(measure, "carrying")
    return frozenset(listed)


def said_in(tokens: Sequence[Token], stretch: range) -> list[Said]:
    """What is said in a stretch of a sentence, in the order of the text; a phrase wins over a verb of its own."""
    found: dict[int, Said] = {}
    for at in stretch:
        phrase = _phrase_at(tokens, stretch, at)
        verb = _verbs().get(tokens[at].lemma) if _is_verb(tokens[at]) else None
        if phrase is not None:
            found[at] = phrase
        elif verb is not None:
            found[at] = Said(verb[0], at, (at,), verb[1])
    return [found[at] for at in sorted(found)]


def _is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBD", "VBZ", "VBG")


def _phrase_at(tokens: Sequence[Token], stretch: range, at: int) -> Said | None:
    for measure, others in _phrases().get(tokens[at].lemma, ()):
        near = range(max(stretch.start, at - _REACH), min(stretch.stop, at + _REACH + 1))
        places = [_place_of(word, tokens, near) for word in others]
        if None not in places:
            words = tuple(sorted({at, *(place for place in places if place is not None)}))
            return Said(measure, at, words, "phrase")
    return None


def _place_of(word: str, tokens: Sequence[Token], near: range) -> int | None:
    return next((i for i in near if tokens[i].lemma == word or tokens[i].lower == word), None)


def noun_of_total(tokens: Sequence[Token], stretch: range) -> tuple[int, str] | None:
    """The noun of a total ("число ПОГИБШИХ") in a stretch, with its measure."""
    totals = frozenset(map(plain, lexicon("ru", "figures")["scope"]["totals"]))
    for at in stretch:
        if tokens[at].lemma not in totals:
            continue
        for behind in range(at + 1, min(at + 4, stretch.stop)):
            measure = nouns().get(tokens[behind].lemma)
            if measure is not None:
                return behind, measure
    return None


def people_in(tokens: Sequence[Token], stretch: range) -> Iterator[int]:
    """The nouns of people in a stretch."""
    listed = people_nouns()
    return (at for at in stretch if tokens[at].lemma in listed and tokens[at].pos in ("NOUN", "PROPN", "ADJ"))


@cache
def people_nouns() -> frozenset[str]:
    """Nouns of people, those of forces among them."""
    data = lexicon("ru", "figures")["people"]
    return frozenset(map(plain, (*data["nouns"], *data["plain"]))) | counted("forces")
