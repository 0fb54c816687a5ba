"""Which day the dispatch is mainly telling of, for the claims that carry no time of their own.

A report names the day of the deed once ("The incident happened Sunday afternoon"), often in a sentence that names no
deed, and days of hearings, arrests and earlier deeds beside it. Every day that the text names, and the day of the
report, is weighed by what stands around its words: where in the text, how the words name it, how long before the
report, what is told next to it, whether it only dates somebody's saying. The weights (``main_day.json``) are made by
``training/main_day.py``.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from khronika.model.span import Span
from khronika.reading.composing.beside import told_beside
from khronika.reading.composing.choosing import Features, bucket, score, shares, weights
from khronika.reading.lexicon import word_set
from khronika.reading.mentions import AttributionMention, EventMention, TimeMention
from khronika.reading.sentence import Sentence

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\d(?::\d\d)? ?[ap]\.?m\b|\bnoon\b|\bmidnight\b|\b\d\d?:\d\d\b", re.IGNORECASE)
_LAGS = (0, 1, 2, 4, 7, 14, 60, 400)
_SENTENCES = (0, 1, 3, 7, 15)
_LEAST_SHARE = 0.5
_BESIDE = 30
OF_REPORT = "the day of the report"


class Candidate(NamedTuple):
    """A day that the dispatch may be about. mention: its words, those that speak most for it; None for the report's."""

    day: str
    mention: TimeMention | None
    features: Features


def main_day(candidates: Sequence[Candidate]) -> TimeMention | None:
    """The words for the likeliest day; None where that is the day of the report, or where none stands out."""
    if not candidates:
        return None
    found = shares([candidate.features for candidate in candidates], weights("main_day"))
    best = max(range(len(candidates)), key=lambda at: (found[at], -at))
    return candidates[best].mention if found[best] >= _LEAST_SHARE else None


class Page(NamedTuple):
    """What is asked of a text: its words, sentences, and what was found in it."""

    text: str
    sentences: Sequence[Sentence]
    times: Sequence[TimeMention]
    events: Sequence[EventMention]
    laid: Sequence[AttributionMention]


def candidates_of(page: Page, published: date | None) -> list[Candidate]:
    """The days that the text names up to the day of the report, and that day; in the order of the days."""
    told: dict[str, list[tuple[TimeMention, list[str]]]] = defaultdict(list)
    spans = [sentence.span for sentence in page.sentences]
    at = 0
    for time in sorted(page.times, key=lambda one: one.span):
        while at + 1 < len(spans) and spans[at].end <= time.span.start:
            at += 1
        day = _day_named(page.text, time)
        if day is None or (published is not None and day > published.isoformat()) or not spans:
            continue
        told[day].append((time, _features(page, time, at, published)))
    if published is not None:
        told.setdefault(published.isoformat(), [])
    return [_candidate(day, told[day], published) for day in sorted(told)]


def _candidate(day: str, told: Sequence[tuple[TimeMention, list[str]]], published: date | None) -> Candidate:
    features = {"mentions": math.log1p(len(told))} | {name: 1.0 for _, own in told for name in own}
    if published is not None:
        features[f"lag {bucket((published - date.fromisoformat(day)).days, _LAGS)}"] = 1.0
        if day == published.isoformat():
            features[OF_REPORT] = 1.0
            features["only " + OF_REPORT] = float(not told)
    known = weights("main_day")
    best = max(told, key=lambda row: (score(dict.fromkeys(row[1], 1.0), known), -row[0].span.start), default=None)
    return Candidate(day, best[0] if best else None, features)


def _day_named(text: str, time: TimeMention) -> str | None:
    """The one day that the words name; an hour alone names none."""
    if not time.anchors or not _DAY.match(time.value) or not time.start:
        return None
    words = time.span.of(text)
    named = [word for word in _WORD.findall(words.lower()) if word in word_set("en", "main_telling", "days")]
    return time.value[:10] if named or re.search(r"\d\d?[/.-]\d", words) else None


def names_day(text: str, time: TimeMention) -> bool:
    """Whether the words name a day, and not an hour or a part of one that is told of elsewhere."""
    return _day_named(text, time) is not None


def _features(page: Page, time: TimeMention, at: int, published: date | None) -> list[str]:
    sentence = page.sentences[at]
    words = time.span.of(page.text).lower()
    own = page.text[sentence.span.start : sentence.span.end].lower()
    kind, far = told_beside(page.events, time.span, sentence.span)
    place = f"sentence {bucket(at, _SENTENCES)}"
    lag = _lag(page.text, time, published)
    found = [
        place,
        f"beside {kind}",
        f"beside {kind} {far}",
        f"{place}, beside {kind}",
        f"{lag}, beside {kind}",
        f"form {_form(words)}",
        f"{lag}, form {_form(words)}",
        f"after {time.preposition or _word_before(page.text, time.span)}",
    ]
    if any(word in word_set("en", "main_telling", "happened") for word in _WORD.findall(own)):
        found += ["happened", f"happened, beside {kind}"]
    if any(word in word_set("en", "main_telling", "afterwards") for word in _WORD.findall(own)):
        found += ["afterwards", f"afterwards, beside {kind}"]
    if _CLOCK.search(own):
        found.append("clock")
    if sentence.heading:
        found.append("heading")
    if page.text[time.span.end : time.span.end + 2] in ("'s", "’s"):
        found.append(f"possessed, beside {kind}")
    if _of_saying(page.laid, time.span):
        found.append("of the saying")
    return found


def _lag(text: str, time: TimeMention, published: date | None) -> str:
    if published is None:
        return "lag unknown"
    return f"lag {bucket((published - date.fromisoformat(time.value[:10])).days, _LAGS)}"


def _form(words: str) -> str:
    """How the words name the day: by its place in the week, by the day of the report, or by its date."""
    parts = _WORD.findall(words)
    hours = "+hours" if any(part in word_set("en", "main_telling", "hours") for part in parts) else ""
    for name in ("weekdays", "relative"):
        if any(part in word_set("en", "main_telling", name) for part in parts):
            return name + hours
    return ("date with year" if re.search(r"\d{4}", words) else "date") + hours


def _of_saying(laid: Sequence[AttributionMention], words: Span) -> bool:
    """Whether the words date what somebody said ("said ON MONDAY that ...")."""
    return any(
        not any(piece.overlaps(words) for piece in one.content)
        and any(
            0 <= words.start - piece.end <= _BESIDE or 0 <= piece.start - words.end <= _BESIDE
            for piece in (*one.cue, *one.source)
        )
        for one in laid
        if not one.carried and one.content
    )


def _word_before(text: str, span: Span) -> str:
    before = _WORD.findall(text[max(0, span.start - 15) : span.start].lower())
    return before[-1] if before and before[-1] in word_set("en", "main_telling", "before") else "another word"
