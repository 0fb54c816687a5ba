"""The rules of ``rules.py`` as one compiled expression, and where in a text they fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from khronika.reading.times.rules import ALIASES, PARTS, RULES
from khronika.reading.times.tokens import CODES, OTHER, Words

_NAME = re.compile(r"\?P<\w+>|[A-Z]+\d?|[a-z]+")
_SLOT = re.compile(r"\(\?P<(\w+)>")


def _classes(names: str) -> str:
    return "[" + "".join(CODES[name] for name in names.split()) + "]"


def _sections(source: str) -> dict[str, str]:
    """Name -> pattern, from lines "name: pattern" and the indented lines that go on with one."""
    found: dict[str, str] = {}
    name = ""
    for line in source.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line[0].isspace():
            name, _, line = line.partition(":")
            found[name] = ""
        found[name] += line
    return found


def _compiled(pattern: str, parts: dict[str, str]) -> str:
    """A rule as written, with parts, aliases and classes put in for their names."""

    def one(match: re.Match[str]) -> str:
        name = match.group()
        if name.startswith("?P"):
            return name
        if name[0].isupper():
            bare, suffix = name.rstrip("0123456789"), name[-1] if name[-1].isdigit() else ""
            return _SLOT.sub(rf"(?P<\g<1>{suffix}>", _compiled(parts[bare], parts))
        return _classes(ALIASES[name]) if name in ALIASES else CODES[name]

    return re.sub(r"\s+", "", _NAME.sub(one, pattern))


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that a rule fits.

    first, last: indices of its first word and of the one after its last.
    parts: name of a slot -> indices of its words (first, one after last).
    """

    rule: str
    first: int
    last: int
    parts: dict[str, tuple[int, int]]


_PARTS = _sections(PARTS)
_SOURCES = {name: _compiled(pattern, _PARTS) for name, pattern in _sections(RULES).items()}
_ALL = re.compile("|".join(f"(?P<{name}>{_SLOT.sub('(?:', source)})" for name, source in _SOURCES.items()))
# Every rule holds a word of one of these classes: a stretch of text without any need not be looked at.
_CORE = re.compile(
    _classes(
        "month weekday season unitone unitmany second part hourword dayword set relative nowadj samew fixed holiday "
        "turn ampm clock pasthour anniversary ever clocktime isodate numdate slashdate decade shortyear year decimal "
        "zone bc ad int lengthword midword half"
    )
    + f"|{CODES['cardinal']}(?={CODES['hyphen']}?{CODES['cardinal']})"  # nineteen ninety-six
)


@cache
def _rule(name: str) -> re.Pattern[str]:
    """One rule by itself, compiled when it first fits: all of them would take a twentieth of a second."""
    return re.compile(_SOURCES[name])


def _stretches(codes: str) -> Iterator[tuple[int, int]]:
    """The stretches of words with classes that may hold an expression, each with one word without after it."""
    done = -1
    for match in _CORE.finditer(codes):
        at = match.start()
        if at < done:
            continue
        start = codes.rfind(OTHER, 0, at) + 1
        if codes[at] == CODES["unitmany"] and start == at and at > 1:
            start = codes.rfind(OTHER, 0, at - 1) + 1  # "ten brutal months"
        end = codes.find(OTHER, at)
        done = len(codes) if end < 0 else end + 1
        yield start, done


def found_in(words: Words) -> Iterator[Found]:
    """Every stretch that a rule fits, from left to right, none overlapping another."""
    codes = words.codes
    past = 0
    for start, end in _stretches(codes):
        begin = max(start, past)
        seen = max(0, begin - _LOOKS_BACK)
        for rule, first, last, parts in _fitting(codes[seen:end], begin - seen):
            past = last + seen
            yield Found(rule, first + seen, past, {name: (a + seen, b + seen) for name, a, b in parts})


_LOOKS_BACK = 8
"""Words before a stretch that a rule may ask for: more than the longest of their lookbehinds."""


@lru_cache(maxsize=16384)
def _fitting(codes: str, begin: int) -> tuple[tuple[str, int, int, tuple[tuple[str, int, int], ...]], ...]:
    """Where rules fit from `begin` on: rule, first word, the one after its last, slots with theirs.

    Remembered, since few kinds of stretches make up most of all texts ("on WEEKDAY", "in YEAR").
    """
    found = []
    for match in _ALL.finditer(codes, begin):
        rule = match.lastgroup or ""
        again = _rule(rule).match(codes, match.start())
        if again is None:  # cannot be: the same expression matched there
            continue
        parts = tuple((name, *again.span(name)) for name, value in again.groupdict().items() if value is not None)
        found.append((rule, match.start(), match.end(), parts))
    return tuple(found)
