"""Where, in Russian: names by a recogniser and by what stands before them, in the nominative, then by the gazetteer.

The gazetteer has towns under their Russian names, too. A name that it does not have is kept in Latin letters
(``reference.scripts``), as an English dispatch would write it, so that both languages tell of one place.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from khronika.model.place import PlacePrecision
from khronika.model.span import Span
from khronika.reading.languages.ru.names import Form, nominatives, suggestions
from khronika.reading.languages.ru.words import plain, word_list
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import PlaceMention
from khronika.reading.sentence import Sentence, Token
from khronika.reference.gazetteer import Entry, Gazetteer, PlaceKind
from khronika.reference.scripts import latin

_INSIDE = ("square", "street")
_APPOSED = ("square", "street", "village", "admin1", "admin2", "water")
"""Kinds whose noun leaves the name behind it in the nominative ("в посёлке Орун")."""
_PRECISIONS = {
    "city": PlacePrecision.EXACT, "admin1": PlacePrecision.ADMIN1, "admin2": PlacePrecision.ADMIN2,
    "country": PlacePrecision.COUNTRY, "region": PlacePrecision.PART_OF_COUNTRY,
}  # fmt: skip
_SAME_COUNTRY = 3.0
"""How much a country that other names of the text speak for counts beside the logarithm of inhabitants."""
_SMALLEST_BY_LATIN = 5000
"""Inhabitants from which a town is believed to be meant that the gazetteer has under its Latin name only."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch that names a place: its tokens, what the text calls it, and the form of each word."""

    sentence: Sentence
    tokens: range
    kind: str
    forms: tuple[Form, ...]

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.sentence.span_of(self.tokens)


def find_places(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[PlaceMention]:
    """The places named in the sentences that have tokens, in the order of the text; none overlap."""
    del text
    people = _people_named(sentences)
    found = [one for sentence in sentences if sentence.tokens for one in _in_sentence(sentence, people)]
    found = _with_known_names(sentences, found)
    named = nominatives([form for one in found for form in one.forms])
    names = {id(one): " ".join(named[form] for form in one.forms) for one in found}
    kinds = _kinds({id(one): one.kind for one in found}, names)
    entries = _resolved({name: _entries(name, kinds[name], gazetteer) for name in sorted(set(names.values()))})
    return [_mention(one, names[id(one)], kinds, entries) for one in found]


def _in_sentence(sentence: Sentence, people: frozenset[str]) -> Iterator[_Found]:
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        last = _name_at(tokens, at, people)
        if last is None:
            at += 1
            continue
        kind = _kind_before(tokens, at) or _kind_behind(tokens, last)
        forms = tuple(Form(t.text, "Nom" if kind in _APPOSED else t.case) for t in tokens[at : last + 1])
        yield _Found(sentence, range(at, last + 1), kind, forms)
        at = last + 1


def _people_named(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Family names, in every nominative that they may have, of the people whom the text names in full."""
    found: set[str] = set()
    for sentence in sentences:
        for before, token in pairwise(sentence.tokens):
            if before.name == token.name == "PER":
                found.update(name.casefold() for name, _ in suggestions(Form(token.text, token.case)))
    return frozenset(found)


def _name_at(tokens: Sequence[Token], at: int, people: frozenset[str]) -> int | None:
    """The last token of a name of a place that begins here, None where none does."""
    token = tokens[at]
    if not token.text[:1].isupper() or not token.text[0].isalpha() or token.name == "ORG":
        return None
    if token.name == "PER":  # "у Оруна": one word behind such a preposition, of nobody whom the text names in full
        return at if _stands_by(tokens, at) and not _may_be_of(token, people) else None
    if token.lower in word_list("places", "not_places") or (token.text.isupper() and len(token.text) <= 4):
        return None
    before = tokens[at - 1].lower if at else ""
    called = _kind_before(tokens, at)
    placed = before in word_list("places", "surely") and token.pos in ("PROPN", "NOUN", "ADJ") and not called
    if token.name != "LOC" and not called and not (placed and token.case in ("Loc", "Gen", "Ins", "Acc", "")):
        return None
    last = at
    while last + 1 < len(tokens) and _goes_on(tokens, last + 1):
        last += 1
    return last


def _stands_by(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single name stands behind a preposition that sets something beside a place."""
    alone = not (at + 1 < len(tokens) and tokens[at + 1].name == "PER")
    return alone and at > 0 and tokens[at - 1].lower in word_list("places", "beside")


def _may_be_of(token: Token, names: frozenset[str]) -> bool:
    return any(name.casefold() in names for name, _ in suggestions(Form(token.text, token.case)))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.text[:1].isupper() and token.text[0].isalpha() and token.name == "LOC" == tokens[at - 1].name


@cache
def _called() -> dict[str, str]:
    return {plain(noun): kind for kind, nouns in lexicon("ru", "unlisted")["called"].items() for noun in nouns}


def _kind_before(tokens: Sequence[Token], at: int) -> str:
    """What the noun before a name calls it ("посёлок Орун")."""
    if not at or (tokens[at - 1].text[:1].isupper() and at > 1):
        return ""
    return _called().get(tokens[at - 1].lemma, "")


def _kind_behind(tokens: Sequence[Token], last: int) -> str:
    """What the noun behind an adjective calls it ("Видринская область")."""
    if last + 1 >= len(tokens) or not tokens[last].lower.endswith(("ая", "ой", "ую", "ий", "ый", "ом", "ого")):
        return ""
    return _called().get(tokens[last + 1].lemma, "")


def _with_known_names(sentences: Sequence[Sentence], found: list[_Found]) -> list[_Found]:
    """Besides, the words that stand elsewhere in the text for one of these names and were not seen as such."""
    alone = [one.forms[0] for one in found if len(one.forms) == 1]
    known = frozenset(name.casefold() for name in nominatives(alone).values())
    taken = {(one.sentence.index, at) for one in found for at in one.tokens}
    extra = [
        _Found(sentence, range(at, at + 1), "", (Form(token.text, token.case),))
        for sentence in sentences
        for at, token in enumerate(sentence.tokens)
        if token.text[:1].isupper() and (sentence.index, at) not in taken and token.name != "ORG"
        if _may_be_of(token, known) and not _beside_a_name(sentence.tokens, at)
    ]
    return sorted([*found, *extra], key=lambda one: one.span)


def _beside_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether another word of a person's name stands beside it."""
    near = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return tokens[at].name == "PER" and any(token.name == "PER" for token in near)


def _kinds(called: dict[int, str], names: dict[int, str]) -> dict[str, str]:
    """What the text calls each name most often; "unknown" where it does not say."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name in names.items():
        counts[name][called[key]] += 1 if called[key] else 0
    return {name: max(sorted(counted), key=lambda kind: counted[kind]) or "unknown" for name, counted in counts.items()}


def _entries(name: str, kind: str, gazetteer: Gazetteer) -> list[Entry]:
    """What the gazetteer has under a name, of the kind that the text calls it where it says so."""
    if kind in (*_INSIDE, "water"):
        return []
    found = list(gazetteer.lookup(name))
    if not found:
        hits = gazetteer.hits(latin(name).casefold())
        found = [hit.entry for hit in hits if hit.main and hit.entry.population >= _SMALLEST_BY_LATIN]
    wide = {"admin1": PlaceKind.ADMIN1, "admin2": PlaceKind.ADMIN2, "country": PlaceKind.COUNTRY}.get(kind)
    fitting = [entry for entry in found if entry.kind is wide] if wide else found
    return fitting or found


def _resolved(candidates: dict[str, list[Entry]]) -> dict[str, Entry]:
    """One place a name: the larger the likelier, and those of a country that other names speak for before others."""
    support: dict[str | None, float] = defaultdict(float)
    for entries in candidates.values():
        for country in {entry.country for entry in entries}:
            support[country] += 1.0 / len({entry.country for entry in entries})
    return {
        name: max(
            entries,
            key=lambda entry: (
                math.log10(entry.population + 10) + _SAME_COUNTRY * (support[entry.country] >= 1.5)
                + 2 * (entry.kind is PlaceKind.COUNTRY),
                -entry.number,
            ),
        )
        for name, entries in candidates.items()
        if entries
    }  # fmt: skip


def _mention(one: _Found, name: str, kinds: dict[str, str], entries: dict[str, Entry]) -> PlaceMention:
    entry = entries.get(name)
    kind = kinds[name]
    if entry is None or kind in _INSIDE:
        return PlaceMention(
            span=one.span, name=latin(name), kind=kind, precision=PlacePrecision.UNLOCATED, facility=kind in _INSIDE
        )
    return PlaceMention(
        span=one.span, name=entry.name, kind=entry.kind.value,
        precision=_PRECISIONS.get(entry.kind.value, PlacePrecision.EXACT), geonames_id=entry.geonames_id,
        admin1=entry.admin1, country=entry.country, lat=entry.lat, lon=entry.lon,
    )  # fmt: skip
