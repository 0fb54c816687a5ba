"""Places that no gazetteer has: villages, camps and towns that the text itself treats as places.

A name counts where the text calls it one ("the village of Orun", "Orun, a town of 48,000"), where it stands in a
dateline, or where things are placed in it more often than anything else is said of it. Every other mention of the
name in the text then is one too, and so is a misspelling of it where things are placed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from khronika.model.place import PlacePrecision
from khronika.model.span import Span
from khronika.reading.along import Along
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import PlaceMention
from khronika.reading.places.lexicon import PlaceWords, place_words
from khronika.reference.casing import lowered

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NAME = r"[A-Z][a-z’-][\w’-]*(?: [A-Z][a-z’-][\w’-]*)?"
_SHORTEST_MISSPELT = 6
_ENOUGH = 2
"""Mentions that place something in it, where the text nowhere calls it a town or a village."""


def with_unlisted(text: str, mentions: Sequence[PlaceMention], language: str = "en") -> list[PlaceMention]:
    """The mentions together with those of places that no gazetteer has, in the order of the text; none overlap.

    Of a name without coordinates every mention gets one kind, the most telling that the text gives it.
    """
    words = place_words(language)
    located = [m for m in mentions if _is_settled(m)]
    taken = Along((m.span, m) for m in located)
    kinds = _named_places(text, words, {m.name for m in located})
    for mention in mentions:
        if not _is_settled(mention) and mention.kind not in ("facility", "street", "square") and mention.name in kinds:
            kinds.setdefault(mention.name, mention.kind)
    meant = _spelled_otherwise(text, kinds)
    rest = [m for m in mentions if not _is_settled(m) and m.name not in kinds]
    for mention in rest:
        taken.add(mention.span, mention)
    found = [*located, *rest]
    for name, kind in sorted(kinds.items(), key=lambda item: (-len(item[0]), item[0])):
        for span in _occurrences(text, name):
            if not taken.touching(span) and not _part_of_a_longer_name(text, span, words):
                found.append(_mention(span, meant.get(name, name), kinds[meant[name]] if name in meant else kind))
                taken.add(span, found[-1])
    found += _misspelt(text, kinds, taken, words)
    return sorted(found, key=lambda m: m.span)


def _is_settled(mention: PlaceMention) -> bool:
    """Whether the gazetteer, or the words themselves, leave nothing to be asked of the mention."""
    return mention.lat is not None or mention.role != "event" or (mention.facility and " " in mention.name)


@cache
def _called() -> tuple[re.Pattern[str], ...]:
    """Phrases in which a text calls a name a place; the groups are `name` and the noun that says its `kind`."""
    noun = "|".join(sorted(_kinds(), key=lambda noun: (-len(noun), noun)))
    return (
        re.compile(rf"\b(?P<name>{_NAME}), (?:a|an|the) (?:[\w-]+ ){{0,3}}?(?P<kind>(?i:{noun}))\b"),
        re.compile(rf"\b(?P<name>{_NAME}) (?P<kind>{noun})\b(?! (?:hospital|police|court|council|governor))"),
    )


@cache
def _kinds() -> dict[str, str]:
    """The nouns by which a text calls a name a place -> kind."""
    return {noun: kind for kind, nouns in lexicon("en", "unlisted")["called"].items() for noun in nouns}


_NAMED = re.compile(rf" (?=({_NAME}))")
_INTRODUCED = re.compile(rf" (?=(?i:of|called|named) ({_NAME}))")


@cache
def _placing(key: str) -> tuple[str, ...]:
    """The prepositions of a list of the lexicon, the longest first."""
    return tuple(sorted(lexicon("en", "unlisted")[key], key=len, reverse=True))


@cache
def _introducing() -> tuple[str, ...]:
    """The nouns by which a text calls a name a place, in both numbers, the longest first."""
    return tuple(sorted({form for noun in _kinds() for form in (noun, f"{noun}s")}, key=len, reverse=True))


def _behind(text: str, name: re.Pattern[str], words: tuple[str, ...]) -> Iterator[tuple[str, re.Match[str]]]:
    """The names that stand behind one of the words, in any case, with that word; none overlaps another.

    words: the longest first. A regular expression of words and name finds the same in ten times the time: names are
        rarer than words, and so are looked for first.
    """
    longest, done = len(words[0]), 0
    for match in name.finditer(text):
        end = match.start()
        before = text[max(done, end - longest) : end].lower()
        if not before.endswith(words):
            continue
        for word in words:
            start = end - len(word)
            if before.endswith(word) and (start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")):
                yield word, match
                done = match.end(1)
                break


_DATELINE = re.compile(
    rf"^\s*([A-Z][A-Z’-]{{3,}}(?: [A-Z]{{3,}})?)(?:, ({_NAME}))?(?:, [^\n]{{0,60}}?)?"
    r"\s*(?:\([^)\n]{1,40}\)\s*)?[-–—]+\s",
    re.MULTILINE,
)


_BOTH = re.compile(rf"\b(?:in|near|from|between|to) ({_NAME}) and ({_NAME})")


def _named_places(text: str, words: PlaceWords, known: set[str]) -> dict[str, str]:
    """Names that the text treats as places, with their kind ("unknown" where nothing says it)."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, found in _behind(text, _INTRODUCED, _introducing()):
        called[_cleaned(found[1], words)][_kinds().get(kind) or _kinds()[kind.removesuffix("s")]] += 1
    for pattern in _called():
        for match in pattern.finditer(text):
            called[_cleaned(match["name"], words)][_kinds()[lowered(match["kind"])]] += 1
    for match in _DATELINE.finditer(text):
        called[match.group(1).title()]["city"] += 1
        if match.group(2):
            called[match.group(2)]["country"] += 1
    placed: Counter[str] = Counter()
    for _, match in _behind(text, _NAMED, _placing("placing_surely")):
        name = _cleaned(match[1], words)
        placed[name] += 1 if name.lower() in words.surnames else _ENOUGH
    names = {name: counts.most_common(1)[0][0] for name, counts in called.items()}
    for name, count in placed.items():
        if count >= _ENOUGH and name not in names:
            names[name] = "unknown"
    for match in _BOTH.finditer(text):
        one, other = (_cleaned(name, words) for name in match.groups())
        if one in names and other not in names:
            names[other] = "unknown"  # "in Orun and Varda": what is named along with a place is one
    return {n: k for n, k in names.items() if _can_be_a_place(n, words, known) and not _rather_a_person(text, n, words)}


def _cleaned(name: str, words: PlaceWords) -> str:
    """The name without a second word that is no part of it ("Orun Police")."""
    first, _, second = name.partition(" ")
    plain = name.removesuffix("’s").removesuffix("'s")
    if second and (second.lower() in words.organisations or second.lower() in words.ordinary):
        return first.removesuffix("’s").removesuffix("'s")
    return plain


def _can_be_a_place(name: str, words: PlaceWords, known: set[str]) -> bool:
    """Whether the name is none of an ordinary word, a title, a day, a people or a place that is known."""
    parts = name.lower().split()
    if (
        name in known
        or len(name) < 4
        or (not name[1:].replace(" ", "x").replace("-", "x").islower() and " " not in name)
    ):
        return False
    if name.lower() in words.demonyms or name.endswith(tuple(lexicon("en", "unlisted")["endings_of_peoples"])):
        return False
    if any(part in words.titles or part in words.organisations or part in words.seldom_places for part in parts):
        return False
    return parts[0] not in words.ordinary and parts[0] not in words.given_names


def _rather_a_person(text: str, name: str, words: PlaceWords) -> bool:
    """Whether the name follows a title or another name more often than it stands where a place does."""
    persons = places = 0
    for span in _occurrences(text, name):
        before = text[max(0, span.start - 24) : span.start].split()
        after = text[span.end : span.end + 12].split()
        last = before[-1].strip(',.“”"') if before else ""
        titled = last.lower().rstrip(".") in words.titles
        named = (
            last[:1].isupper()
            and last.lower() not in words.ordinary
            and text[span.start - 2 : span.start - 1] not in ".!?\n,"
        )
        speaks = bool(after) and after[0].strip(",.") in words.speaking
        persons += titled or named or speaks
        places += not (titled or named or speaks)
    return persons >= places


def _occurrences(text: str, name: str) -> list[Span]:
    """Where the name stands as whole words, as written or in capitals."""
    either = re.compile(rf"(?<![\w-])(?:{re.escape(name)}|{re.escape(name.upper())})(?![\w-])")
    return [Span(*match.span()) for match in either.finditer(text)]


def _part_of_a_longer_name(text: str, span: Span, words: PlaceWords) -> bool:
    """ "Radio Orun", "Orun Times": an organisation, not the place."""
    before = text[max(0, span.start - 20) : span.start].split(" ")
    after = re.match(r" ([A-Z][\w’-]+)", text[span.end : span.end + 24])
    if after and after.group(1).lower() in words.organisations:
        return True
    last = before[-2] if len(before) > 1 and before[-1] == "" else ""
    return last.lower() in words.organisations and last[:1].isupper()


def _spelled_otherwise(text: str, kinds: dict[str, str]) -> dict[str, str]:
    """Names that are one or two letters off another one which the text writes more often -> that other one."""
    counts = {name: len(_occurrences(text, name)) for name in kinds if len(name) >= _SHORTEST_MISSPELT}
    meant: dict[str, str] = {}
    for name in sorted(counts):
        near = [other for other in counts if counts[other] > counts[name] and _one_slip(name, other)]
        if near:
            meant[name] = max(near, key=lambda other: (counts[other], other))
    return {name: other for name, other in meant.items() if other not in meant}


def _one_slip(written: str, name: str) -> bool:
    """Whether the two differ by as many letters as a misspelling may: one, in a long name two."""
    return OSA.distance(written, name) <= (1 if len(name) < 8 else 2)


def _misspelt(text: str, kinds: dict[str, str], taken: Along[PlaceMention], words: PlaceWords) -> list[PlaceMention]:
    """Words one or two letters off one of the names, where things are placed."""
    long_enough = [name for name in kinds if len(name) >= _SHORTEST_MISSPELT]
    found: list[PlaceMention] = []
    for _, match in _behind(text, _NAMED, _placing("placing")):
        written = match.group(1).split(" ")[0]
        if written in kinds or len(written) < _SHORTEST_MISSPELT or written.lower() in words.ordinary:
            continue
        name = min(long_enough, key=lambda known: (OSA.distance(written, known), known), default="")
        span = Span(match.start(1), match.start(1) + len(written))
        if name and _one_slip(written, name) and not taken.touching(span):
            found.append(_mention(span, name, kinds[name]))
            taken.add(span, found[-1])
    return found


def _mention(span: Span, name: str, kind: str) -> PlaceMention:
    return PlaceMention(span=span, name=name, kind=kind, precision=PlacePrecision.UNLOCATED)
