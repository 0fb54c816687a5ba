"""The grammar of time expressions, over classes of words (see ``tokens.py``).

Each rule is a regular expression whose letters are classes of words; its groups are the parts that
``normalising`` asks for. All rules are tried in one pass as one expression; at a place the first that fits wins.
What counts as one expression follows the TimeML annotation guidelines 1.2.1 (prepositions stay outside,
articles and "early", "nearly", "ago" inside).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.reading.times.tokens import CODES, OTHER, Words


def _alias(names: str) -> str:
    return "[" + "".join(CODES[name] for name in names.split()) + "]"


_ALIASES = {
    "rel": _alias("relative nowadj samew"),
    "unit": _alias("unitone unitmany"),
    "modifier": _alias("approx bound"),
    "edge": _alias("edge earlier later"),
    "int": _alias("int shortint"),
    "ordn": _alias("ordinal second nth"),
    "line": _alias("hyphen dash"),
    "anyfew": _alias("vague"),
    "unitword": _alias("unitone unitmany part second"),
    "quantity": _alias("hundreds daynum int shortint cardinal bignum decimal year"),
    "det": _alias("the a possessive"),
    "shift": f"(?:{_alias('ago later earlier hence')}|{_alias('after before')}(?=[{CODES['dot']}{CODES['comma']}{CODES['break']}]|$))",
    "prep": _alias("in of on"),
}
_WORD = re.compile(r"\?P<\w+>|[a-z]+")


def _classes(pattern: str) -> str:
    """A rule as written, with the names of classes turned into their characters."""

    def one(match: re.Match[str]) -> str:
        name = match.group()
        if name.startswith("?P"):
            return name
        return _ALIASES.get(name) or CODES[name]

    return re.sub(r"\s+", "", _WORD.sub(one, pattern))


# "a hundred", "the nine months" but "five year low" of "a five year low": articles only before plurals
_NUM = (
    "(?: a? few of? | vague of? | (?:a hundreds | quantity) (?:hyphen? quantity)* (?:and a? half)? (?: [.] (?=unitmany))?"
    " (?:to quantity+)? )"
)
_EDGE = "(?: (?P<edge>edge) hyphen? in? | (?P<edge2>border) of )?"
_THE_EDGE = (
    "(?: (?:the (?=edge|border))? (?: (?P<edge>edge) hyphen? in? | (?P<edge2>border) (?:half|unit)? of ) (?:the)? )?"
)
_YEAR = "(?P<year>year|shortyear|shortint(?![.]))"
_THAT_YEAR = "(?: (?:of|in|comma)? (?:the)? (?P<yearrel>rel) samew? (?P<yearunit>unit) )"
_MDY = f"month dot? (?:the)? (?P<day>daynum|nth) (?:comma? {_YEAR})?"
_DMY = (
    f"(?:the)? (?P<day>daynum|nth|ordinal|second) hyphen? of? (?P<month>month) (?: dot? comma? {_YEAR} | {_THAT_YEAR})?"
)
_CLOCK = (
    "(?P<mod>approx)? (?: (?P<clocktime>clocktime|decimal|daynum|cardinal) hyphen? ampm"
    " | (?P<oclock>daynum|cardinal) clock"
    " | (?P<military>int|year)(?=zone)"
    " | (?P<plainclock>clocktime)"
    " | (?P<hourword>hourword) )"
    " (?: lparen zone rparen | zone )?"
)
_DATE_NO_YEAR = "month dot? (?:daynum|nth)"

# name -> rule, in order of preference
_RULES: tuple[tuple[str, str], ...] = (
    ("turn", "turn"),
    ("iso", "isodate"),
    ("ancient_year", f"(?P<mod>approx)? {_THE_EDGE} (?:ad)? (?P<year>daynum|int|year) (?: (?P<era>bc|ad) )"),
    ("ancient_range", "(?P<year>daynum|int|year) (?= line (?:daynum|int|year) bc )"),
    ("numeric", f"(?P<date>numdate|slashdate) (?:comma? at? (?P<clockpart>{_CLOCK.replace('?P<', '?P<n')}))?"),
    # 4:16 p.m. on Tuesday, 16 December
    (
        "clock_date",
        f"{_CLOCK} (?:comma|on|the)? (?:the)? (?: (?P<weekday>weekday) dot? comma? )?"
        f" (?: (?P<month>month) dot? (?P<day>daynum|nth) (?:comma? {_YEAR})? | (?P<day2>daynum|nth) of? (?P<month2>month) (?:comma? (?P<year2>year))? )"
        " (?:zone)?",
    ),
    ("clock_day", f"{_CLOCK} (?:comma? on? (?:(?P<weekday>weekday)|(?P<dayword>dayword))) (?:(?P<part>part))?"),
    ("clock_part", f"(?: {_CLOCK} | (?P<bare>daynum|cardinal) (?=in the part) ) in? (?:the|relative) (?P<part>part) (?:on? (?P<weekday>weekday))?"),
    ("clock", _CLOCK),
    ("decimal_clock", "(?P<plainclock>decimal(?! hyphen? (?:unit|second))) (?:ampm)? (?:zone)?"),
    # the morning of 31 January 1965
    (
        "part_of_date",
        f"(?:the? (?P<edge>edge) in? (?:the)?)? (?:the)? (?P<part>part) (?:unit)? (?:of|on|comma) (?: {_DMY} | {_MDY.replace('month', '(?P<month2>month)', 1).replace('?P<day>', '?P<day2>').replace('?P<year>', '?P<year2>')} | (?P<weekday>weekday) )",
    ),
    ("weekday_date", f"(?P<weekday>weekday) dot? comma? (?:the)? (?: {_DMY} | {_MDY.replace('?P<day>', '?P<day2>').replace('?P<year>', '?P<year2>').replace('month', '(?P<month2>month)', 1)} ) (?: comma? (?P<part>part))?"),
    ("day_month", f"{_DMY} (?: comma? (?P<part>part))?"),
    ("month_day", f"(?P<mod>approx)? {_EDGE} (?P<month>{_DATE_NO_YEAR[:5]}) dot? (?:the)? (?P<day>daynum|nth) (?! hyphen? (?:unit|part) ) (?: comma? {_YEAR} | {_THAT_YEAR})?"),
    ("month_year", f"(?P<mod>approx)? {_THE_EDGE} (?P<month>month) dot? (?:of|comma|the)* {_YEAR} (?! (?:comma|bignum) )?"),
    ("month_that_year", f"{_THE_EDGE} (?P<month>month) (?=of) {_THAT_YEAR}"),
    ("rel_month", f"{_THE_EDGE} (?:the)? (?P<rel>rel) (?P<month>month) (?: dot? (?P<day>daynum|nth) )?"),
    ("each", "(?:each) (?:relative|vague|ordn|cardinal|daynum)? (?P<what>unit|weekday|month|part|season|second) (?P<part>part)?"),
    ("month", f"(?P<mod>approx)? {_THE_EDGE} (?P<month>month)"),
    ("day_before_day", "(?:the)? (?P<day>daynum|nth) (?= (?:line|and|to|comma) (?:the)? (?:daynum|nth) of? month)"),
    ("day_after_day", "(?: (?<=month daynum line) | (?<=month daynum and) | (?<=month daynum to) | (?<=month daynum comma and) ) (?P<day>daynum|nth) (?! unit|cardinal)"),
    ("season", f"(?:{_THE_EDGE}) (?:the)? (?P<rel>rel)? (?P<same>samew)? (?: (?P<season>season) (?:of|comma)? (?:the)? {_YEAR} | (?P<season2>season) {_THAT_YEAR} | (?P<year3>year) (?P<season4>season) | (?P<season3>season) )"),
    # 1998-Q3, the third quarter of this year, the first half of 2008
    (
        "quarter",
        f"(?: the (?! fiscal? ordn hyphen) | the (?= fiscal) )? (?: (?P<leadrel>rel) (?P<leadunit>unit) s? | (?P<leadyear>year) )? fiscal? hyphen? (?P<nth>ordn|later|latter) fiscal? hyphen? (?: (?P<half>half) | (?P<quarter>unit) ) (?: (?:of|in|comma)? fiscal? {_YEAR} | {_THAT_YEAR} )?",
    ),
    ("week_of", "the (?P<weekof>unitone) of (?P<month>month) dot? (?P<day>daynum|nth)"),
    ("year_quarter", "the (?P<year>year) (?P<unit>unit)"),
    ("nth_century", f"(?:{_THE_EDGE}) (?:the)? (?P<nth>nth|ordinal) hyphen? (?P<century>unit)"),
    ("year_earlier", "(?:the (?=unitone hyphen shift ordn? hyphen? unit))? (?P<unit>unitone) hyphen (?P<shift>ago|earlier) (?: (?P<nth>ordn) hyphen? )? (?P<what>unit)?"),
    ("age", f"(?P<mod>modifier)? (?P<num>{_NUM}) hyphen? (?P<unit>unit) (?: hyphen? (?P<old>old) | of age )"),
    ("ago", f"(?P<mod>modifier)? (?P<num>{_NUM}|a)? hyphen? (?P<unit>unitword) (?P<shift>shift)"),
    ("in_time", "(?P<num>a) (?P<unit>unit) (?P<shift>from) "),
    (
        "part_of_stretch",
        f"(?:the)? (?P<rel>rel|ordn) (?P<num>{_NUM})? (?P<unit>unit) of (?: (?:the)? (?P<month>month) (?: dot? (?:of|comma)? {_YEAR} )? | (?P<year2>year) )",
    ),
    ("rel_count", f"(?P<mod>modifier(?!the))? (?:the)? (?P<rel>rel|ordn) (?P<num>{_NUM}) (?:ever|more|fiscal)? (?P<unit>unitword)"),
    ("the_count", f"the (?P<num>{_NUM}) (?:more|ever)? (?P<unit>unitmany)"),
    ("count", f"(?P<mod>modifier (?! vague)|approx)? (?P<num>{_NUM}) (?:hyphen|more|ever)* (?P<unit>unitword) (?: hyphen? long )?"),
    ("rel_part", f"(?:{_THE_EDGE}) (?:the)? (?P<rel>rel) (?P<same>samew)? (?P<part>part)"),
    ("weekday_part", f"{_EDGE} (?P<rel>rel)? (?: (?P<weekday>weekday) s? | (?P<dayword>dayword) s? ) (?P<edge3>edge)? (?P<part>part)"),
    ("rel_weekday", "(?: (?:the)? (?P<rel>rel) | (?P<edge>edge(?<!later)(?<!earlier)) (?P<on>on)? ) (?P<weekday>weekday)"),
    ("weekday", "(?P<weekday>weekday)"),
    ("dayword", f"{_EDGE} (?P<dayword>dayword)"),
    ("holiday", f"(?P<rel>rel)? (?P<holiday>holiday) (?:(?:of|comma)? {_YEAR})?"),
    # earlier this month, the end of the week, the same day, last year
    ("rel_unit", f"(?:{_THE_EDGE}) (?:the)? (?P<rel>rel) (?P<same>samew)? fiscal? (?P<unit>unitword)"),
    ("edge_unit", "(?:the (?=edge|border))? (?: (?P<edge>edge) in | (?P<edge2>border) of ) the fiscal? (?P<unit>unit)"),
    ("unit_end", "(?P<mod>approx)? (?P<unit>unit) (?:s)? hyphen? (?P<edge>border)"),
    ("decade", f"(?:the)? {_EDGE} (?:the)? (?P<decade>decade)"),
    ("year", f"(?P<mod>approx)? {_THE_EDGE} (?:the (?=fiscal|unit))? (?:fiscal)? (?:(?P<yearword>unit))? (?P<year>year) (?:(?P<era>bc|ad))?"),
    ("tail_year", "(?<=year line) (?P<short>daynum|int)"),
    ("spelled_year", "(?P<mod>unit)? (?P<century>cardinal) hyphen? (?P<rest>cardinal (?:hyphen? cardinal)?)"),
    ("short_year", "(?P<year>shortyear)"),
    ("single", "(?P<mod>modifier)? (?P<num>a) (?:ever|more|lasting)? (?P<unit>unit) (?! hyphen )"),
    ("another", "(?P<mod>modifier)? more (?P<num>quantity+)? (?P<unit>unit)"),
    ("unit_long", "(?P<unit>unit) hyphen long"),
    ("per", "per (?P<unit>unit|part)"),
    ("nth_day", "the (?P<nth>ordn) (?P<unit>unit)"),
    ("the_unit", "the (?:fiscal)? (?P<unit>unitone|part) (?! hyphen) (?P<shift>shift|relative)?"),
    ("the_past", "the (?P<rel>rel)"),
    ("plural", "(?:the (?=unit ahead))? (?P<unit>unit) (?P<ahead>ahead)? (?: hyphen long)?"),
    ("part", f"{_EDGE} (?P<part>part)"),
    ("set", "(?P<set>set)"),
    ("current", "(?P<now>nowadj)"),
    ("fixed", "(?P<fixed>fixed)"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that a rule fits.

    first, last: indices of its first word and of the one after its last.
    parts: name of a group -> indices of its words (first, one after last).
    """

    rule: str
    first: int
    last: int
    parts: dict[str, tuple[int, int]]


_COMPILED = {name: re.compile(_classes(rule)) for name, rule in _RULES}
_UNNAMED = re.compile(r"\(\?P<\w+>")
_ALL = re.compile("|".join(f"(?P<{name}>{_UNNAMED.sub('(?:', _classes(rule))})" for name, rule in _RULES))
# Every rule holds a word of one of these classes: a stretch of text without any need not be looked at.
_CORE = re.compile(
    _alias(
        "month weekday season unitone unitmany second part hourword dayword set relative nowadj samew fixed holiday turn "
        "ampm clock clocktime isodate numdate slashdate decade shortyear year decimal zone bc ad"
    )
    + _classes("|cardinal (?= hyphen? cardinal)")  # "nineteen ninety-six"
)


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
        yield max(start, 0), done


def found_in(words: Words) -> Iterator[Found]:
    """Every stretch that a rule fits, from left to right, none overlapping another."""
    codes = words.codes
    past = 0
    for start, end in _stretches(codes):
        for match in _ALL.finditer(codes, max(start, past), end):
            rule = match.lastgroup or ""
            again = _COMPILED[rule].match(codes, match.start(), end)
            if again is None:  # cannot be: the same expression matched there
                continue
            past = match.end()
            parts = {name: again.span(name) for name, value in again.groupdict().items() if value is not None}
            yield Found(rule, match.start(), past, parts)
