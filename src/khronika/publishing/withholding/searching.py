"""Where protected words stand in a text, however they are cased or accented.

One automaton looks for all of them at once (Aho and Corasick, 1975), so that thousands of names cost one pass.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import ahocorasick  # type: ignore[import-not-found]  # compiled, without stubs

from khronika.publishing.withholding.folding import fold, fold_word

# "Ulanov" is also looked for in "Ulanovs" and "Ulanova": endings are cut off by nobody who reads.
_LONGEST_ENDING = 3
# Scripts that set no space between words (Han, Kana, Hangul, Thai, Lao, Khmer, Burmese).
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Scripts that write "and", "to", "the" as letters before the word (Hebrew, Arabic).
_PREFIXING = re.compile("[\u0590-\u06ff]")
_LONGEST_PREFIX = 3


class Hit(NamedTuple):
    """A protected stretch: code points of the text, and what stands in its place."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to be found.

    capitalised: only where the text writes it with a capital (a surname that is also an ordinary word).
    stem: also with an ending of up to three letters.
    inside: also in the middle of a word (a name run together, as in addresses of web pages).
    """

    words: str
    label: str
    capitalised: bool = False
    stem: bool = False
    inside: bool = False


class Searcher:
    """Finds all patterns in a text."""

    def __init__(self, patterns: Iterable[Pattern], spared: Iterable[str] = ()) -> None:
        """spared: words that are shown even where a pattern would cover a part of them."""
        self._automaton = ahocorasick.Automaton()
        self._any = False
        for words in spared:
            folded = fold_word(words)
            if folded:
                self._automaton.add_word(folded, (len(folded), None))
        # Earlier patterns win, so the caller puts the most telling first.
        for pattern in patterns:
            folded = fold_word(pattern.words)
            if folded and self._automaton.get(folded, None) is None:
                self._automaton.add_word(folded, (len(folded), pattern))
                self._any = True
        if self._any:
            self._automaton.make_automaton()

    def hits(self, text: str) -> list[Hit]:
        """The protected stretches, in order and without overlap; of several the longest gives the label."""
        if not self._any or not text:
            return []
        folded = fold(text)
        found: list[tuple[int, int, str]] = []
        spared: list[tuple[int, int]] = []
        for last, (length, pattern) in self._automaton.iter(folded.text):
            stretch = _accepted(text, folded.text, last + 1 - length, last + 1, pattern)
            if stretch is not None and pattern is None:
                spared.append(stretch)
            elif stretch is not None and pattern is not None:
                found.append((*stretch, pattern.label))
        return [Hit(*folded.span(start, end), label) for start, end, label in _merged(_outside(found, spared))]

    def replaced(self, text: str) -> str:
        """The text with each protected stretch replaced by its label."""
        return labelled(text, self.hits(text))


def labelled(text: str, hits: Sequence[Hit]) -> str:
    """The text with each stretch replaced by its label. hits: in order and without overlap."""
    for start, end, label in reversed(hits):
        text = text[:start] + label + text[end:]
    return text


def flattened(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The same code points, covered once; where two overlap the wider gives the label."""
    flat: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.label)):
        if flat and hit.start < flat[-1].end:
            last = flat[-1]
            wider = last if last.end - last.start >= hit.end - hit.start else hit
            flat[-1] = Hit(last.start, max(last.end, hit.end), wider.label)
        else:
            flat.append(hit)
    return tuple(flat)


def _accepted(text: str, folded: str, start: int, end: int, pattern: Pattern | None) -> tuple[int, int] | None:
    """The stretch of the folded text to be covered, or None where the words are only part of another word."""
    if pattern is not None and (pattern.inside or _UNSPACED.match(folded[start])):
        return start, end
    before = 0
    while start - before and folded[start - before - 1].isalnum():
        before += 1
    if before and not (pattern is not None and before <= _LONGEST_PREFIX and _PREFIXING.match(folded[start])):
        return None
    ending = 0
    while end + ending < len(folded) and folded[end + ending].isalnum():
        ending += 1
    if ending and not (pattern is not None and pattern.stem and ending <= _LONGEST_ENDING):
        return None
    if pattern is not None and pattern.capitalised and len(folded) == len(text) and text[start].islower():
        return None
    return start - before, end + ending


def _outside(found: list[tuple[int, int, str]], spared: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Those that do not lie wholly within a spared stretch, in order."""
    spared.sort()
    starts = [start for start, _ in spared]
    reach = list(accumulate((end for _, end in spared), max))
    kept = []
    for entry in sorted(found, key=lambda entry: (entry[0], -entry[1])):
        before = bisect_right(starts, entry[0])
        if not before or reach[before - 1] < entry[1]:
            kept.append(entry)
    return kept


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Overlapping stretches as one, so that no letter between two of them is left over."""
    merged: list[tuple[int, int, str]] = []
    longest = 0
    for start, end, label in found:
        if merged and start < merged[-1][1]:
            first, last, kept_label = merged[-1]
            if end - start > longest:
                longest, kept_label = end - start, label
            merged[-1] = (first, max(last, end), kept_label)
        else:
            merged.append((start, end, label))
            longest = end - start
    return merged
