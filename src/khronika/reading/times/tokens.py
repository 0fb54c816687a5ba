"""A text as words with the classes of the grammar: one character a word, so that the grammar is a regular expression.

The idea of grammar over word types rather than words is SynTime's (Zhong, Sun and Cambria 2017, ACL).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from khronika.reading.times.lexicon import TimeWords, time_words

# Classes of words, each with the character that stands for it. "other" is any word or mark without a class.
CLASS_NAMES = """
    month weekday season unitone unitmany part hourword dayword cardinal ordinal zone set vague few
    hundreds edge border latter relative fixed holiday approx bound samew turn the a of in on at and
    to possessive each per ago later earlier after before shortint hence from old age long lasting
    more ever fiscal ended clock half anniversary ahead bc ad only nowadj ampm int daynum nth year
    decade shortyear decimal bignum clocktime isodate numdate slashdate comma dot hyphen dash slash
    lparen rparen s break second colon pasthour orso often lengthword midword likew
"""
CODES = {name: chr(0x4E00 + i) for i, name in enumerate(re.findall(r"\w+", CLASS_NAMES))}
OTHER = "."

# A turn of several words: its words, the code of its class, the turn as the lexicon writes it.
Phrase = tuple[tuple[str, ...], str, str]

# Letters stand first, since most words are no more than that: `plain` is a word that can be none of the next three.
_TOKEN = re.compile(
    r"""
    \ ?+(?:  # at a space nothing can begin, and to try it all there takes as long as at a word
    (?P<plain>(?![AaBbOoPp])[^\W\d_]+)
  | (?P<ampm>[AaPp]\.\ ?[Mm]\.(?!\w)|(?<=\d)[AaPp]\.?[Mm]\b|(?<=\d\ )(?:[ap]m|AM|PM)\b)
  | (?P<era>[Bb]\.[Cc]\.(?:[Ee]\.)?|[Aa]\.[Dd]\.)
  | (?P<oclock>[Oo]['’]?\s?[Cc]lock\b)
  | (?P<word>[^\W\d_]+)
  | (?P<iso>\d{4}-\d{2}-\d{2}(?:[T\ ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-]))
  | (?P<ymd>\d{4}/\d{2}/\d{2}(?![\d/]))
  | (?P<num>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d|[/.]\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d))
  | (?P<hours>(?:[01]?\d|2[0-4])[:.]?[0-5]\d\s?[Hh]rs\b
    |(?<=\b[Aa]t\ )(?:[01]\d|2[0-4]):?[0-5]\d\shours\b|(?:[01]?\d|2[0-4])h[0-5]\d\b)
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
  | (?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?)
  | (?P<dec>\d+\.\d+)
  | (?P<slashed>\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<nth>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)(?=[A-Z]|\b))
  | (?P<decade>(?:\d{3}0|['’]?\d0)['’]?s\b)
  | (?P<short>(?<!\d)['’]\d\d\b(?!['’]))
  | (?P<glued>\d{1,2}(?=[ap]\.?m\b))
  | (?P<int>\d+)
  | (?P<s>['’]s\b|(?<=s)['’](?=\s))
  | (?P<break>\n[^\S\n]*\n\s*)
  | (?P<mark>[^\s\w]|_)
    )
    """,
    re.VERBOSE,
)
_MARKS = {
    ",": "comma",
    ".": "dot",
    "–": "dash",
    "—": "dash",
    "-": "hyphen",
    "/": "slash",
    "(": "lparen",
    ")": "rparen",
    "@": "at",
    ":": "colon",
}
_BY_GROUP = {
    "iso": "isodate",
    "num": "numdate",
    "ymd": "isodate",
    "hours": "clocktime",
    "clock": "clocktime",
    "big": "bignum",
    "dec": "decimal",
    "slashed": "slashdate",
    "nth": "nth",
    "decade": "decade",
    "short": "shortyear",
    "glued": "daynum",
    "ampm": "ampm",
    "oclock": "clock",
    "s": "s",
    "break": "break",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text; index `i` of each list is the i-th word.

    codes: one character a word (see `CODES`), "." for words without a class.
    """

    text: str
    starts: list[int]
    ends: list[int]
    lower: list[str]
    codes: str


@cache
def _class_of_word(language: str) -> dict[str, str]:
    """Word -> code, for words of one class; the last in this order wins where a word is in several."""
    words = time_words(language)
    lists: list[tuple[str, Mapping[str, object]]] = [
        ("cardinal", words.numbers),
        ("ordinal", words.ordinals),
        ("vague", words.vague_numbers),
        ("unitone", words.units),
        ("season", words.seasons),
        ("relative", words.relative),
        ("edge", words.parts),
        ("border", words.borders),
        ("set", words.sets),
        ("part", words.parts_of_day),
        ("hourword", words.hours_of_day),
        ("dayword", words.days),
        ("zone", words.zones),
        ("lengthword", words.lengths),
        ("midword", words.middles),
        ("decade", words.decades),
        ("month", words.months),
        ("weekday", words.weekdays),
    ]
    table = {word: CODES[name] for name, mapping in lists for word in mapping}
    for word, name in words.small.items():
        if " " in word:
            continue
        table[word] = CODES[_SMALL.get(name, name)]
    for word, number in words.numbers.items():
        if number >= 100 or word == "dozen":
            table[word] = CODES["hundreds"]
    for word, amount in words.vague_numbers.items():
        if amount.isdigit() or word == "few":
            table[word] = CODES["few"]
    for word in words.units:
        if word.endswith("s") or word == "millennia":
            table[word] = table[word] if table[word] != CODES["unitone"] else CODES["unitmany"]
    for word, mod in words.modifiers.items():
        if " " not in word:
            table.setdefault(word, _code_of_modifier(mod))
    for word in words.relative:
        if word in words.same:
            table[word] = CODES["samew"]
    for word in words.fixed:
        if " " not in word:
            table[word] = CODES["fixed"]
    for word in words.holidays:
        if " " not in word:
            table[word] = CODES["holiday"]
    table["second"] = CODES["second"]
    return table


_SMALL = {
    "long_lasting": "lasting",
    "half_of": "half",
    "day_of_anniversary": "anniversary",
    "current_only": "nowadj",
    "like_it": "likew",
}


@cache
def _phrases(language: str) -> dict[str, list[Phrase]]:
    words = time_words(language)
    found: dict[str, list[Phrase]] = {}
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("fixed", words.fixed),
        ("holiday", words.holidays),
        ("turn", words.not_times["turns"]),
        ("dayword", words.days),
        ("part", words.parts_of_day),
        ("unitone", words.units),
        ("relative", words.relative),
        ("each", [word for word, name in words.small.items() if name == "each"]),
        ("often", [word for word, name in words.small.items() if name == "often"]),
        ("pasthour", [word for word, name in words.small.items() if name == "past_hour"]),
        ("orso", [word for word, name in words.small.items() if name == "or_so"]),
        ("hence", [word for word, name in words.small.items() if name == "hence"]),
        ("approx", [word for word, mod in words.modifiers.items() if mod == "APPROX"]),
        ("bound", [word for word, mod in words.modifiers.items() if mod != "APPROX"]),
    )
    for name, phrases in groups:
        for phrase in phrases:
            parts = tuple(match[match.lastgroup or ""].lower() for match in _TOKEN.finditer(phrase))
            if len(parts) > 1:
                found.setdefault(parts[0], []).append((parts, CODES[name], phrase))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _colon_in(hours: str) -> str:
    """An hour of 24 as "16:00", from "1600hrs", "16.00 hrs", "16h00"."""
    digits = "".join(letter for letter in hours if letter.isdecimal())
    return f"{digits[:-2]}:{digits[-2:]}"


def _code_of_modifier(mod: str) -> str:
    return CODES["approx" if mod == "APPROX" else "bound"]


def _code_of_int(digits: str) -> str:
    number = int(digits) if len(digits) < 5 else 0
    if len(digits) <= 2 and 1 <= number <= 31:
        return CODES["daynum"]
    if len(digits) == 4 and 1000 <= number <= 2100:
        return CODES["year"]
    if len(digits) == 2:
        return CODES["shortint"]
    return CODES["int"]


def words_of(text: str, language: str = "en") -> Words:
    """The words and marks of `text` with their classes, in one pass."""
    table = _class_of_word(language)
    phrases = _phrases(language)
    starts: list[int] = []
    ends: list[int] = []
    lower: list[str] = []
    codes: list[str] = []
    leads: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        word = text[start:end]
        if kind == "plain" or kind == "word":
            word = word.lower()
            code = table.get(word, OTHER)
            if word in phrases:
                leads.append(len(starts))
        elif kind == "int":
            code = _code_of_int(word)
        elif kind == "mark":
            code = CODES[_MARKS[word]] if word in _MARKS else OTHER
        elif kind == "hours":
            word, code = _colon_in(word), CODES["clocktime"]
        elif kind == "ampm":
            word, code = word.lower(), CODES["ampm"]
        elif kind == "era":
            code = CODES["bc" if word[0] in "bB" else "ad"]
        else:
            code = CODES[_BY_GROUP[kind]]
        starts.append(start)
        ends.append(end)
        lower.append(word)
        codes.append(code)
    for lead in reversed(leads):
        _join(lead, phrases[lower[lead]], starts, ends, lower, codes)
    _without_conjunctions(lower, codes, time_words(language))
    return Words(text, starts, ends, lower, "".join(codes))


def _without_conjunctions(lower: list[str], codes: list[str], lexicon: TimeWords) -> None:
    """Take their class from the words "that" which join sentences, in place: "said that two years ago it failed"."""
    at = -1
    for _ in range(lower.count("that")):
        at = lower.index("that", at + 1)
        follows = codes[at + 1] if at + 1 < len(codes) else OTHER
        after_next = codes[at + 2] if at + 2 < len(codes) else OTHER
        joins = at > 0 and lower[at - 1] in lexicon.not_times["joining_that_after"]
        if (
            follows not in _POINTED_AT
            or (follows in _NAMED and joins)
            or (follows == CODES["month"] and after_next in _AFTER_MONTH)
        ):
            codes[at] = OTHER


# What "that" may point at: "that day", "that same week", "that fiscal year"; names also follow where it joins.
_AFTER_MONTH = frozenset(CODES[name] for name in ("dot", "daynum", "year", "nth"))
_NAMED = frozenset(CODES[name] for name in ("month", "weekday", "season"))
_POINTED_AT = _NAMED | {CODES[name] for name in ("unitone", "part", "samew", "fiscal", "second")}


_PAST_HOUR = CODES["pasthour"]
_HOURS = frozenset((CODES["cardinal"], CODES["daynum"]))


def _no_hour(codes: list[str], index: int) -> bool:
    """Whether no number stands there: "in the quarter to $2 billion" tells no time of the clock."""
    return index >= len(codes) or codes[index] not in _HOURS


def _join(
    lead: int,
    phrases: list[Phrase],
    starts: list[int],
    ends: list[int],
    lower: list[str],
    codes: list[str],
) -> None:
    """Make one word of the longest turn of the lexicon that starts at `lead`, in place."""
    for parts, code, phrase in phrases:
        size = len(parts)
        if tuple(lower[lead : lead + size]) == parts and not (code == _PAST_HOUR and _no_hour(codes, lead + size)):
            ends[lead] = ends[lead + size - 1]
            lower[lead] = phrase
            codes[lead] = code
            del starts[lead + 1 : lead + size], ends[lead + 1 : lead + size]
            del lower[lead + 1 : lead + size], codes[lead + 1 : lead + size]
            return
