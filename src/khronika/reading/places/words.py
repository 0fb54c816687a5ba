"""The words of a text as the search for names sees them: with their case, and what lies between them."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W_]+")
_BLOCK = re.compile(r"[^\n]+")
_JOINS = frozenset((" ", "-", "‑", "'", "’", "\u00a0", "ʻ"))
_SENTENCE_ENDS = frozenset('.!?:\n"“”')
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
    gaps: what stands between word i - 1 and word i; empty at both edges of the text, so one longer.
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
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.text)


def split_words(text: str, ordinary: frozenset[str]) -> Words:
    """The words of a text. `ordinary`: lower-case English words, to tell names where all is in capitals."""
    spans = [match.span() for match in _WORD.finditer(text)]
    start, end = [span[0] for span in spans], [span[1] for span in spans]
    written = [text[a:b] for a, b in spans]
    lower = [word.lower() for word in written]
    capital = [word[0].isupper() for word in written]
    gaps = [text[a:b] for a, b in zip(end, start[1:], strict=False)]
    shouted_blocks = [block.span() for block in _BLOCK.finditer(text) if _is_shouted(block.group())]
    if shouted_blocks:
        shouted = _inside(start, shouted_blocks)
        capital = [
            big and (not loud or low not in ordinary) for big, loud, low in zip(capital, shouted, lower, strict=True)
        ]
    else:
        shouted = [False] * len(spans)
    first, joined = [False] * len(spans), [True] * len(spans)
    if spans:
        first[0], joined[0] = True, False
    for index, gap in enumerate(gaps, 1):
        if gap != " ":
            before = lower[index - 1]
            stop_of_short = gap == ". " and (len(before) == 1 or before in _SHORT_WITH_STOP)
            joined[index] = gap in _JOINS or stop_of_short
            first[index] = not stop_of_short and not _SENTENCE_ENDS.isdisjoint(gap)
    return Words(text, written, lower, start, end, capital, first, joined, shouted, ["", *gaps, ""])


def _is_shouted(block: str) -> bool:
    if not block[-_SHOUTED_LETTERS:].isupper() and not block[:_SHOUTED_LETTERS].isupper():
        return False  # cheap, and true of nearly every block
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
