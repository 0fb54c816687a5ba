"""Words that look like a time and are none: "may", "2012 people", "12.45 million", "a quarter of"."""

from collections.abc import Iterator

from khronika.reading.times.grammar import Found
from khronika.reading.times.slots import Slots
from khronika.reading.times.tokens import CODES, OTHER, Words

_SENTENCE_MARKS = frozenset((CODES["dot"], CODES["break"]))
_BEFORE_YEAR = frozenset(CODES[name] for name in ("in", "of", "month", "comma"))
# So many years of the kind make a text one that tells of them.
_FEW = 3
_ANCIENT_YEARS = frozenset(CODES[name] for name in ("daynum", "shortint", "int", "year"))
_OPENING = ('"', "“", "‘", "`")
_DIGITS = frozenset(CODES[name] for name in ("int", "shortint", "decimal", "bignum"))
_COUNTS = frozenset(CODES[name] for name in ("daynum", "int", "shortint", "decimal", "bignum", "cardinal"))


def _word(words: Words, index: int) -> str:
    return words.lower[index] if 0 <= index < len(words.lower) else ""


def _starts_sentence(words: Words, index: int) -> bool:
    return (
        index == 0 or words.codes[index - 1] in _SENTENCE_MARKS or words.lower[index - 1] in ('"', "“", "”", ":", ";")
    )


def _capital(words: Words, index: int) -> bool:
    return words.text[words.starts[index]].isupper()


def _shouted(words: Words, index: int) -> bool:
    """Whether the word and its neighbours are all in capitals, so that capitals tell nothing."""
    around = words.text[max(words.starts[index] - 30, 0) : words.ends[index] + 30]
    return around.upper() == around and sum(letter.isalpha() for letter in around) > 8


# Slots of words that are names themselves, and written with a capital wherever they stand.
_NAMES = ("month", "weekday", "holiday", "year", "day")


def _named_so(words: Words, found: Found) -> bool:
    """Whether capitals make it part of a name: "High Noon", "Brendan Summers", the programme "This Week"."""
    first, last = found.first, found.last
    if not first or any(name.rstrip("234") in _NAMES for name in found.parts) or _shouted(words, first):
        return False
    letters = [index for index in range(first, last) if words.lower[index][:1].isalpha()]
    if not letters or not all(_capital(words, index) for index in letters):
        return False
    if words.lower[first - 1] in _OPENING and len(letters) > 1:
        return True
    titled = words.codes[first - 1] == OTHER and words.lower[first - 1].isalpha() and _capital(words, first - 1)
    return titled and first > 1 and not _capital(words, first - 2) and not _starts_sentence(words, first - 1)


def _named_month(slots: Slots, words: Words, found: Found) -> bool:
    """Whether a word that is also another word ("may", "March") is the month here."""
    first, last = next(span for name, span in found.parts.items() if name.startswith("month"))
    word = words.lower[first]
    if word not in slots.lexicon.doubtful:
        return True
    if slots.has("day") or slots.has("year"):
        return True
    if not _capital(words, first) or (_shouted(words, first) and not slots.has("edge")):
        return False
    if slots.has("rel") or slots.has("edge") or slots.has("yearrel"):
        return True
    if (
        words.codes[last : last + 1] in (CODES["hyphen"], CODES["dash"])
        and words.codes[last + 1 : last + 2] == CODES["month"]
    ):
        return True
    before, after = _word(words, first - 1), _word(words, last)
    if before in slots.lexicon.not_times["month_before"]:
        return not (last < len(words.starts) and _capital(words, last) and words.codes[last] == ".")
    if _starts_sentence(words, first):
        return False
    if before in slots.lexicon.not_times["month_beside"] and _plain(words, last):  # "a March meeting"
        return after not in slots.lexicon.not_times["month_no_noun"]
    return after in (",", ".", ")") and not _capital(words, max(first - 1, 0))


def _plain(words: Words, index: int) -> bool:
    """Whether a word stands there, in small letters and with no meaning for the grammar."""
    there = index < len(words.lower) and words.lower[index].isalpha() and not _capital(words, index)
    return there and words.codes[index] in (OTHER, CODES["in"], CODES["on"], CODES["at"], CODES["to"], CODES["and"])


def _named_weekday(slots: Slots, words: Words, found: Found) -> bool:
    first, last = next(span for name, span in found.parts.items() if name.startswith("weekday"))
    word = words.lower[first]
    if word not in slots.lexicon.doubtful:
        return _capital(words, first) or word not in ("sunday",)
    if slots.has("day"):
        return True
    if not _capital(words, first) or _shouted(words, first):
        return False
    return slots.has("part") or (
        _word(words, first - 1) in ("on", "last", "next", "until", "by") and _word(words, last) != "'s"
    )


def tells_of_old_years(words: Words) -> bool:
    """Whether the text tells of years before 1900, so that a bare one needs no other sign."""
    years = [index for index in _indices(words, CODES["year"]) if words.codes[index - 1] in _BEFORE_YEAR]
    return sum(words.lower[index] < "1900" for index in years) >= _FEW


def tells_of_antiquity(words: Words) -> bool:
    """Whether the text counts years before Christ."""
    numbered = sum(words.codes[index - 1] in _ANCIENT_YEARS for index in _indices(words, CODES["bc"]))
    return numbered >= _FEW  # "Orlan, B.C." is a place


def _indices(words: Words, code: str) -> Iterator[int]:
    at = words.codes.find(code, 1)
    while at > 0:
        yield at
        at = words.codes.find(code, at + 1)


def _believable_year(slots: Slots, words: Words, found: Found, old: bool) -> bool:
    """Whether a bare number of four digits is a year here."""
    lists = slots.lexicon.not_times
    year = slots.year() or 0
    first, last = found.first, found.last
    before, after = _word(words, first - 1), _word(words, last)
    if (
        (after in lists["counted_after"] and before not in ("in", "since"))
        or before in lists["counted_before"]
        or (after in ("-", "/") and _word(words, last + 1)[:1].isalpha() and year < 1900)
    ):
        return False
    if found.first and words.codes[found.first - 1] in _DIGITS:
        return False
    if slots.has("yearword") or slots.all_words()[0] in ("fiscal", "the") or slots.has("edge") or slots.has("era"):
        return True
    if (
        last < len(words.codes)
        and words.codes[last] in (CODES["unitone"], CODES["unitmany"], CODES["bignum"], CODES["decimal"], CODES["s"])
        and after not in ("'s", "’s")
    ):
        return False
    if after[:1] == "\n" and before == ",":  # the end of a heading
        return True
    strong = before in lists["year_before"] or words.codes[first - 1 : first] in (CODES["month"], CODES["season"])
    season = after == "/" and len(_word(words, last + 1)) == 2  # "in 2011/12"
    ranged = season or before in ("-", "–", "—", "(") or after in ("-", "–", "—", ")")
    if (before in (":", "/", "+") or after in ("/", "%", "+")) and not ranged:
        return False
    if before == "to" and _word(words, first - 2) == "up":
        return False
    if year < 1500 or year > 2100:
        return before in ("in", "since", "year") and year <= 2100
    if year < 1900 and not old:
        return strong or ranged
    if strong or ranged or after in (",", ".", "'s", "’s", ""):
        return True
    plural = after.endswith("s") and len(after) > 3 and after not in lists["of_a_year"]
    return not (plural and before not in ("'s",)) or before in ("a", "its", "his")


def _believable_clock(slots: Slots, words: Words, found: Found) -> bool:
    """Whether digits with two decimals are a time of the clock: "By 12.45", not "12.45 million"."""
    lists = slots.lexicon.not_times
    word = slots.text("plainclock")
    hour, _, minute = word.partition(".")
    if len(minute) != 2 or len(hour) > 2 or int(hour) > 23 or int(minute) > 59:
        return False
    if found.last - found.first > 1:
        return True
    before, after = _word(words, found.first - 1), _word(words, found.last)
    if before not in lists["clock_before"] or after in lists["amount_after"] or after in ("-", "/"):
        return False
    return not any(_word(words, found.first - back) in lists["amount_before"] for back in (2, 3, 4))


def _believable_slash(slots: Slots, words: Words, found: Found) -> bool:
    """Whether "17/12" is a date rather than a fraction or a score."""
    date = slots.text("date")
    if date in slots.lexicon.not_times["turns"]:
        return False
    if date.count("/") != 1:
        return True
    if slots.has("plainclock") or slots.has("clocktime"):
        return True
    before = _word(words, found.first - 1)
    return before in slots.lexicon.not_times["date_before"]


def _believable_count(slots: Slots, words: Words, found: Found) -> bool:
    """Whether a unit is one of time: not "a quarter of", "a second term", "a night club"."""
    if found.rule == "age" and "-" in slots.all_words():
        # "the six-year-old boy" says who, not when
        return _word(words, found.last) in slots.lexicon.not_times["lasting"]
    unit = slots.text("unit") or slots.text("what")
    if unit == "weekend" and found.rule == "count" and slots.number() != 1 and "-" not in slots.all_words():
        return False  # "several weekend rallies"
    if unit in ("quarter", "quarters") and _fourths(slots, words, found):
        return False
    if unit == "second" and found.rule in ("single", "count", "rel_unit", "the_unit", "plural", "ago", "nth_day"):
        return _word(words, found.last - 2) in ("-", "one") or slots.text("num")[:1].isdigit()
    return True


def _fourths(slots: Slots, words: Words, found: Found) -> bool:
    """Whether quarters are fourth parts of something: "three quarters", not "the past three quarters"."""
    if slots.has("rel"):
        year = words.codes[found.last + 1 : found.last + 2] == CODES["year"]  # "the first two quarters of 1990"
        return _word(words, found.last) == "of" and not year and slots.relative() == ""
    return _word(words, found.last) == "of" or slots.text("num") in ("three", "one")


def _believable_bare(slots: Slots, words: Words, found: Found) -> bool:
    """Whether a bare number after "tonight at" is an hour."""
    after = _word(words, found.last)
    return not after[:1].isalnum() or after in slots.lexicon.not_times["clock_after"]


def _believable_ancient(slots: Slots, words: Words, found: Found) -> bool:
    """Whether three digits are a year in a text of antiquity: "in 260 the fleet", not "in 300 ships", "of 300, the"""
    before, after = _word(words, found.first - 1), _word(words, found.last)
    lists = slots.lexicon.not_times
    if before not in lists["ancient_before"]:
        return False
    plain = words.codes[found.last : found.last + 1] == OTHER
    counted = plain and words.text[words.starts[found.last]].islower()  # "in 300 ships"
    return not counted or after in lists["clock_after"]


def only_in_histories(slots: Slots) -> bool:
    """Whether the expression counts as a time only where years long past are told of: "former", "30 a day"."""
    found = slots.found
    if found.rule == "fixed":
        return slots.text("fixed") in slots.lexicon.histories_only
    if found.rule == "quarter":
        return slots.unit("quarter") in ("TH", "W", "M", "Y")  # "the first year of the occupation"
    return found.rule == "anniversary" or (found.rule == "single" and _rate(slots.words, found))


def _rate(words: Words, found: Found) -> bool:
    """Whether "a year" says how much for each: "$500 million a year", "four flights a week"."""
    if _word(words, found.first - 1) in ("million", "billion", "percent", "%", "times", "hours"):
        return True
    return any(
        words.codes[found.first - back : found.first - back + 1] in _COUNTS for back in (1, 2) if found.first >= back
    )


def _believable_season(slots: Slots, words: Words, found: Found) -> bool:
    season = slots.text("season")
    if season not in slots.lexicon.doubtful:
        return not (season.endswith("s") and _capital(words, found.last - 1))  # a name: "Summers said"
    if any(slots.has(name) for name in ("year", "century", "yearrel", "rel", "edge")):
        return True
    if _word(words, found.last) in slots.lexicon.not_times["season_of"]:
        return True
    before, after = _word(words, found.first - 1), _word(words, found.last)
    whole = slots.all_words()
    if whole[0] == "the" and season == "fall":  # "was to leave in the fall."
        return before in ("in", "by") and (after in ("", ",", ".", ";") or after.startswith("\n"))
    return (whole[0] == "the" or before in ("in", "by", "since", "until", "during", "of")) and after not in (
        "of",
        "offensive",
    )


def _opens_quotation(slots: Slots, words: Words, found: Found) -> bool:
    """Whether a number after a mark is quoted and no year: "'60 Minutes", "the '27 companies' report"."""
    if found.last >= len(words.starts):
        return False
    noun = words.codes[found.last] == OTHER and words.lower[found.last].isalpha()
    return _capital(words, found.last) or (
        noun and _word(words, found.first - 1) not in slots.lexicon.not_times["year_before"]
    )


def believable(slots: Slots, *, old: bool = False, ancient: bool = False) -> bool:
    """Whether the expression is a time where it stands.

    old, ancient: whether the text tells of years before 1900, before Christ.
    """
    words, found = slots.words, slots.found
    if found.rule == "turn" or _named_so(words, found):
        return False
    if found.rule == "anno" and words.ends[found.first] == words.starts[found.first + 1]:
        return False  # "AD36" is a virus
    if found.rule == "short_year" and _opens_quotation(slots, words, found):
        return False
    if found.rule == "bare_ancient_year":
        return ancient and len(slots.text("year")) == 3 and _believable_ancient(slots, words, found)
    if found.rule == "each" and slots.text("what") in slots.lexicon.doubtful and not _capital(words, found.last - 1):
        return False  # "where each may go"
    names = found.parts
    if any(name.startswith("month") for name in names) and not _named_month(slots, words, found):
        return False
    if any(name.startswith("weekday") for name in names) and not _named_weekday(slots, words, found):
        return False
    if any(name.startswith("season") for name in names):
        return _believable_season(slots, words, found)
    if found.rule == "holiday" and slots.text("holiday") in slots.lexicon.doubtful:
        return _capital(words, found.first)
    if found.rule == "year":
        return _believable_year(slots, words, found, old)
    if found.rule == "decimal_clock":
        return _believable_clock(slots, words, found)
    if found.rule == "decade" and slots.text("decade") in slots.lexicon.decades:
        return found.last - found.first > 1
    if found.rule == "decade":
        return _word(words, found.first - 1) not in slots.lexicon.not_times["age_before"]  # "in his 30s"
    if found.rule == "numeric":
        return _believable_slash(slots, words, found)
    if found.rule == "part" and _capital(words, found.first) and not _starts_sentence(words, found.first):
        return False  # "Operation Dawn"
    if slots.has("dir"):
        asked = slots.text("dir").endswith("quarter to")
        return not asked or _word(words, found.first - 1) in slots.lexicon.not_times["clock_before"]
    if found.rule == "day_clock" and slots.has("bare"):
        return _believable_bare(slots, words, found)
    if found.rule == "clock" and slots.has("plainclock"):
        return _word(words, found.last) not in ("-", "–") or _word(words, found.last + 1)[:1].isdigit()
    if found.rule == "fixed":
        return _believable_fixed(slots, words, found)
    return _believable_count(slots, words, found)


def _believable_fixed(slots: Slots, words: Words, found: Found) -> bool:
    lists = slots.lexicon.not_times
    return _word(words, found.last) not in lists["fixed_after"] and (
        _word(words, found.first - 1) not in lists["fixed_before"]
    )
