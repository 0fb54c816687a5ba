"""Which place the dispatch is mainly telling of, for the claims whose own words name none.

Every town and district that title and text name is weighed by what stands around its words: the dateline, the title,
how early and how often it is named, what is told beside it, whose police, man or hospital it names, which other names
lie near it. The weights (``main_place.json``) are made by ``training/main_place.py``.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from khronika.model.span import Span
from khronika.reading.composing.beside import told_beside
from khronika.reading.composing.choosing import Features, bucket, score, shares, weights
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import EventMention, PlaceMention
from khronika.reading.sentence import Sentence

KINDS = ("city", "village", "town", "unknown", "admin2", "neighbourhood")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCES = (0, 1, 3, 7, 15)
_SHARES = (0.3, 0.6, 0.9, 0.99)
_NEAR_KM = 60.0
_EARTH_KM = 12742.0


class Page(NamedTuple):
    """What is asked of a dispatch. dateline: where its place stands, or None; in_title: the places of the title."""

    text: str
    sentences: Sequence[Sentence]
    places: Sequence[PlaceMention]
    in_title: Sequence[PlaceMention]
    events: Sequence[EventMention]
    dateline: Span | None


class Candidate(NamedTuple):
    """A place that the dispatch may be about. mention: its words, those that speak most for it."""

    mention: PlaceMention
    features: Features


def main_place(candidates: Sequence[Candidate]) -> PlaceMention | None:
    """The place that most speaks for; None where the dispatch names no town and no district."""
    if not candidates:
        return None
    found = shares([candidate.features for candidate in candidates], weights("main_place"))
    return candidates[max(range(len(candidates)), key=lambda at: (found[at], -at))].mention


def candidates_of(page: Page) -> list[Candidate]:
    """The towns and districts that the text names, each once, in the order of the text."""
    told: dict[tuple[str, int | None], list[PlaceMention]] = defaultdict(list)
    for mention in sorted(page.places, key=lambda one: one.span):
        if mention.kind in KINDS and mention.role == "event" and not (mention.facility and mention.near):
            told[_key(mention)].append(mention)
    titled = {_key(mention) for mention in page.in_title} | {(mention.name.lower(), None) for mention in page.in_title}
    starts = [sentence.span.start for sentence in page.sentences]
    first = [mentions[0] for mentions in told.values()]
    return [_candidate(page, mentions, starts, titled, first) for mentions in told.values()]


def _key(mention: PlaceMention) -> tuple[str, int | None]:
    return mention.name.lower(), mention.geonames_id


def _candidate(
    page: Page,
    mentions: Sequence[PlaceMention],
    starts: Sequence[int],
    titled: set[tuple[str, int | None]],
    first: Sequence[PlaceMention],
) -> Candidate:
    features: dict[str, float] = {"mentions": math.log(len(mentions)), f"kind {mentions[0].kind}": 1.0}
    rows = [(mention, _features(page, mention, starts)) for mention in mentions]
    for _, own in rows:
        for name in own:
            features[name] = 1.0
    if _key(mentions[0]) in titled or (mentions[0].name.lower(), None) in titled:
        features["in the title"] = 1.0
    if len(first) == 1:
        features["alone"] = 1.0
    if mentions[0].lat is None:
        features["no map knows it"] = 1.0
    else:
        sure = 1.0 - math.fsum(other.share for other in mentions[0].others)
        features[f"sure {bucket(sure, _SHARES)}"] = 1.0
        others = [other for other in first if other is not mentions[0] and other.lat is not None]
        near = sum(_kilometres(mentions[0], other) <= _NEAR_KM for other in others)
        features["near others"] = near / len(others) if others else 0.0
        features["far from all"] = float(bool(others) and not near)
    known = weights("main_place")
    best = max(rows, key=lambda row: (score(dict.fromkeys(row[1], 1.0), known), -row[0].span.start))
    return Candidate(best[0], features)


def _features(page: Page, mention: PlaceMention, starts: Sequence[int]) -> list[str]:
    if page.dateline is not None and mention.span.overlaps(page.dateline):
        return ["dateline"]
    at = bisect_right(starts, mention.span.start) - 1
    if at < 0:
        return []
    sentence = page.sentences[at]
    kind, far = told_beside(page.events, mention.span, sentence.span)
    before = _word(page.text[max(0, mention.span.start - 20) : mention.span.start], last=True)
    after = _word(page.text[mention.span.end : mention.span.end + 20], last=False)
    placed = f"after {before}" if before in word_set("en", "main_telling", "placing") else "after another word"
    found = [
        f"sentence {bucket(at, _SENTENCES)}",
        f"beside {kind}",
        f"beside {kind} {far}",
        placed,
        f"{placed}, beside {kind}",
        f"before {_followed(page.text, mention, after)}",
    ]
    if sentence.heading:
        found.append("heading")
    own = {word.lower() for word in _WORD.findall(sentence.span.of(page.text))}
    if own & word_set("en", "main_telling", "happened"):
        found.append("happened")
    if own & word_set("en", "main_telling", "afterwards"):
        found.append("afterwards")
    if own & word_set("en", "main_telling", "hospital"):
        found.append("hospital")
    return found


def _followed(text: str, mention: PlaceMention, after: str) -> str:
    """What kind of word follows the name: of an office, of people, of a place inside it; a comma, or another."""
    if text[mention.span.end : mention.span.end + 1] == ",":
        return "a comma"
    for name in ("offices", "people", "parts"):
        if after in word_set("en", "main_telling", name):
            return name
    return "another word"


def _word(text: str, *, last: bool) -> str:
    found = _WORD.findall(text.lower())
    return found[-1 if last else 0] if found else ""


def _kilometres(one: PlaceMention, other: PlaceMention) -> float:
    a, b, c, d = map(math.radians, (one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
