"""The words of a text as the search for names sees them: with their case, and what lies between them."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W_]+")
_BLOCK = re.compile(r"[^\n]+")
_JOINS = frozenset((" ", "-", "‑", "'", "’", "\u00a0", "ʻ"))
_SENTENCE_ENDS = frozenset(".!?:\n\"“”")
_SHORT_WITH_STOP = frozenset(("st", "ft", "mt", "n", "s", "e", "w", "sts", "no"))
_SHOUTED_LETTERS = 12
_SHOUTED_SHARE = 0.8


@dataclass(slots=True)
class Words:
    """Parallel lists over the words of one text.

    text, lower: as written and in lower case. start, end: code points.
    capital: begins with a capital; in a block all in capitals, also not an ordinary English word.
    first: first of its sentence (as far as stops tell). joined: may stand in one name with the word before.
    shouted: stands in a block that is all in capitals.
    """

    whole: str
    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]
    first: list[bool]
    joined: list[bool]
    shouted: list[bool]

    def __len__(self) -> int:
        return len(self.text)

    def gap(self, index: int) -> str:
        """What stands between word `index` - 1 and word `index`; empty at the edges of the text."""
        if index <= 0 or index >= len(self.text):
            return ""
        return self.whole[self.end[index - 1] : self.start[index]]


def split_words(text: str, ordinary: frozenset[str]) -> Words:
    """The words of a text. `ordinary`: lower-case English words, to tell names where all is in capitals."""
    shouted_blocks = [block.span() for block in _BLOCK.finditer(text) if _is_shouted(block.group())]
    matches = list(_WORD.finditer(text))
    written = [match.group() for match in matches]
    start = [match.start() for match in matches]
    end = [match.end() for match in matches]
    lower = [word.lower() for word in written]
    count = len(written)
    shouted = _inside(start, shouted_blocks)
    capital = [
        word[0].isupper() and (not loud or low not in ordinary)
        for word, low, loud in zip(written, lower, shouted, strict=True)
    ]
    first, joined = [True] * count, [False] * count
    for index in range(1, count):
        gap = text[end[index - 1] : start[index]]
        if gap == " ":
            first[index], joined[index] = False, True
            continue
        before = lower[index - 1]
        stop_of_short = gap == ". " and (before in _SHORT_WITH_STOP or len(before) == 1)
        joined[index] = gap in _JOINS or stop_of_short
        first[index] = not stop_of_short and not _SENTENCE_ENDS.isdisjoint(gap)
    return Words(text, written, lower, start, end, capital, first, joined, shouted)


def _is_shouted(block: str) -> bool:
    upper = sum(map(str.isupper, block))
    return upper >= _SHOUTED_LETTERS and upper >= _SHOUTED_SHARE * sum(map(str.isalpha, block))


def _inside(offsets: list[int], blocks: list[tuple[int, int]]) -> list[bool]:
    marks = [False] * len(offsets)
    at = 0
    for number, offset in enumerate(offsets):
        while at < len(blocks) and blocks[at][1] <= offset:
            at += 1
        marks[number] = at < len(blocks) and blocks[at][0] <= offset
    return marks
