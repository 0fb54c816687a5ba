"""Where a claim's event was: by the words of its clause, of its sentence, or of what has been told so far."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.reading.along import Along
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.mentions import PlaceMention
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

_WIDE = {"country": 240, "region": 240, "admin1": 120, "admin2": 80, "water": 160}
"""Code points by which a wider place must stand nearer than a town to be preferred to it."""
_TOWNS = ("city", "village", "town", "unknown")
"""Kinds of place that an event is told to be in; a name that no gazetteer has is a village more often than not."""
_INSIDE_A_TOWN = frozenset({"square", "street", "facility", "road", "building", "bridge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the whole dispatch says of places.

    mentions: places where something may happen, in the order of the text.
    starts: their offsets.
    main: the place that the dispatch is mostly about, or None.
    """

    mentions: tuple[PlaceMention, ...]
    starts: tuple[int, ...]
    main: PlaceMention | None

    def within(self, span: Span) -> list[PlaceMention]:
        """The mentions that begin in a span."""
        return list(self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Where in the dispatch it is told.

    before: the sentences since the last heading, that heading first, this one left out.
    speaker: the words for whoever is cited ("the governor of Orun"), whose place is not the event's.
    """

    sentence: Sentence
    before: Sequence[Sentence]
    speaker: Span | None = None


def ground(
    mentions: Sequence[PlaceMention],
    sentences: Sequence[Sentence],
    dateline: Span | None = None,
    *,
    main: PlaceMention | None = None,
) -> Ground:
    """The places of a dispatch, ready to be asked.

    main: the one that it is mainly about, where that is known; else it is the town named most, headings and openings
        first.
    dateline: where the place stands that the report was filed from; nothing is told to be there by that alone.
    """
    found = sorted((m for m in mentions if m.role == "event"), key=lambda m: m.span)
    kept = tuple(m for m in found if dateline is None or not m.span.overlaps(dateline))
    starts = tuple(m.span.start for m in kept)
    if main is not None:
        return Ground(mentions=kept, starts=starts, main=main)
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, PlaceMention] = {}
    opening = sentences[min(len(sentences), 6) - 1].span.end if sentences else 0
    headings = Along((s.span, s.span) for s in sentences if s.heading)
    for mention in found:
        if mention.kind not in _TOWNS or mention.facility:
            continue
        if dateline is not None and mention.span.overlaps(dateline):
            weights[mention.name] += 1.0
            first.setdefault(mention.name, mention)
            continue
        weight = 1.0 + (mention.span.start < opening) + 1.5 * bool(headings.touching(mention.span))
        weights[mention.name] += weight
        first.setdefault(mention.name, mention)
    main = max(first.values(), key=lambda m: (weights[m.name], -m.span.start), default=None)
    if main is None:
        main = next((m for m in kept if m.kind in ("admin2", "admin1", "country")), kept[0] if kept else None)
    return Ground(mentions=kept, starts=starts, main=main)


def place_of(words: Span, clause: Span, told: Telling, where: Ground, *, event_type: str) -> Place | None:
    """The place of what the words name; None where the dispatch names no place at all.

    words: the figure's or the trigger's.
    """
    sentence = told.sentence
    own = [m for m in where.within(sentence.span) if not _stands_for_people(m, sentence)]
    own = [m for m in own if told.speaker is None or not told.speaker.overlaps(m.span)]
    own = [m for m in own if not _only_on_the_way(m, sentence, event_type)]
    in_a_town = where.main is not None and where.main.kind in _TOWNS
    if own and in_a_town and all(m.kind in _INSIDE_A_TOWN and m.geonames_id is None for m in own):
        own = []  # a square or a street of the town that the dispatch tells of
    own = [m for m in own if clause.overlaps(m.span)] or own
    if own:
        return _place(_nearest(own, words, sentence, event_type), "stated")
    carried = _carried(sentence, where, told.before) or where.main
    return _place(carried, "narrative") if carried else None


def _only_on_the_way(mention: PlaceMention, sentence: Sentence, event_type: str) -> bool:
    """Whether people were brought there or came from there ("died on the way to Orun"): it befell them elsewhere."""
    return event_types()[event_type].befalls and _is_way(mention, sentence)


def _is_way(mention: PlaceMention, sentence: Sentence) -> bool:
    """Whether the words before the name set it at one end of a way ("TO Orun")."""
    before = f" {_words_before(mention, sentence)}"
    return any(before.endswith(f" {words}") for words in _words(sentence, "way"))


def _word_before(mention: PlaceMention, sentence: Sentence) -> str:
    """The word before the name, or before what the name is called ("TO the village of Orun")."""
    return _words_before(mention, sentence).rsplit(" ", 1)[-1]


def _words_before(mention: PlaceMention, sentence: Sentence) -> str:
    before = sentence.text[: max(0, mention.span.start - sentence.span.start)].rstrip()
    return _called(sentence.language).sub("", before).lower()


def _words(sentence: Sentence, kind: str) -> frozenset[str]:
    """Prepositions before a place: `aim` of what moves, `origin` of those from elsewhere, `way` of those under way."""
    return word_set(sentence.language, "placing", kind)


@cache
def _taken_up(language: str) -> re.Pattern[str]:
    """Words for the place named last."""
    return re.compile(lexicon(language, "placing")["taken_up"], re.IGNORECASE)


@cache
def _called(language: str) -> re.Pattern[str]:
    """ "the village of" and the like, at the end of what stands before a name."""
    nouns = (noun for nouns in lexicon(language, "unlisted")["called"].values() for noun in nouns)
    before_name = lexicon(language, "placing")["before_name"]
    return re.compile(before_name.replace("NOUN", f"(?:{'|'.join(map(re.escape, nouns))})"), re.IGNORECASE)


def _stands_for_people(mention: PlaceMention, sentence: Sentence) -> bool:
    """Whether the name is that of a government or goes before one ("BELARUS is sending", "the ALMATY regime")."""
    at = sentence.token_at(mention.span.start)
    last = sentence.token_at(mention.span.end - 1)
    if at is None or last is None:
        return False
    following = sentence.tokens[last + 1].lemma if last + 1 < len(sentence.tokens) else ""
    if following in word_set(sentence.language, "actors", "kinds.officials"):
        return True
    wide = mention.kind in ("country", "region", "admin1")
    return (wide and sentence.tokens[last].dep in ("nsubj", "agent")) or (
        sentence.tokens[last].dep == "npadvmod" and wide
    )


def _nearest(mentions: Sequence[PlaceMention], words: Span, sentence: Sentence, event_type: str) -> PlaceMention:
    """The mention that stands nearest, towns before regions, places before buildings in them."""

    def cost(mention: PlaceMention) -> tuple[float, int]:
        gap = max(mention.span.start - words.end, words.start - mention.span.end, 0)
        before = _word_before(mention, sentence)
        wide = _WIDE.get(mention.kind, 0)
        unlocated = 60 if mention.lat is None and mention.facility else 0
        aimed = before in _words(sentence, "aim") and event_types()[event_type].moves
        origin = 70 if before in _words(sentence, "origin") and not aimed else 0
        return gap + wide + unlocated + origin, mention.span.start

    return min(mentions, key=cost)


def _carried(sentence: Sentence, where: Ground, before: Sequence[Sentence]) -> PlaceMention | None:
    """The place told of so far: that of the section's heading, or the one town of the sentence just before."""
    for earlier in reversed(before):
        if earlier.paragraph != sentence.paragraph:
            break
        towns = _towns(where, earlier)
        if len({town.name for town in towns}) == 1:
            return towns[-1]
        if towns:
            break
    if before and before[0].heading:
        towns = _towns(where, before[0])
        if len({town.name for town in towns}) == 1:
            return towns[0]
    if _taken_up(sentence.language).search(sentence.text):
        for earlier in reversed(before):
            towns = _towns(where, earlier)
            if towns:
                return towns[-1]
    return None


def _towns(where: Ground, sentence: Sentence) -> list[PlaceMention]:
    found = [m for m in where.within(sentence.span) if m.kind in _TOWNS and not m.facility]
    return [m for m in found if not _is_way(m, sentence)]


def _place(mention: PlaceMention, basis: str) -> Place:
    return Place(
        name=mention.name, written="", kind=mention.kind,
        precision=mention.precision if mention.lat is not None else PlacePrecision.UNLOCATED,
        geonames_id=mention.geonames_id, admin1=mention.admin1, country=mention.country,
        lat=mention.lat, lon=mention.lon, near=mention.near, span=mention.span, basis=basis, others=mention.others,
    )  # fmt: skip


def is_reset(heading: str, language: str = "en") -> bool:
    """Whether a heading takes the report back to its main place and day."""
    words = heading.lower().strip(" ?:!.")
    return any(words.startswith(word) for word in word_set(language, "gaps", "sections.resets"))
