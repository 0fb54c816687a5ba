"""Words at the edge of an expression that belong to something else: "the day that he left", "will last four years"."""

from dataclasses import replace

from khronika.reading.times.grammar import Found
from khronika.reading.times.lexicon import TimeWords
from khronika.reading.times.tokens import CODES, Words

_COUNTED = (CODES["hundreds"], CODES["of"])
# Where "following" without "the" is "after": "following Monday's debate", "following two days of talks".
_AFTER_FOLLOWING = ("rel_count", "rel_weekday", "rel_month", "season")


def trimmed(words: Words, found: Found, lexicon: TimeWords) -> Found:
    """The expression without them; itself where nothing is to be taken away."""
    if found.rule == "the_unit" and "shift" in found.parts:
        first, last = found.parts["shift"]
        if lexicon.relative.get(words.lower[first], "before") not in ("before", "after"):
            return _without(found, "shift", found.first, first) if last == found.last else found
    if found.rule == "rel_count" and _is_verb(words, found, lexicon):
        return replace(_without(found, "rel", found.first + 1, found.last), rule="count")
    if "num" in found.parts and _year_and_length(words, found):
        return _after_year(words, found)
    if "num" in found.parts and _qualifies(words, *found.parts["num"], lexicon):
        return _from_second(found)
    if words.lower[found.first] == "following" and found.rule in _AFTER_FOLLOWING:
        return _without(found, "rel", found.first + 1, found.last)
    if "stretch" in found.parts and lexicon.units.get(words.lower[found.last - 1]) not in ("W", "WE"):
        return _without(found, "stretch", found.first, found.last - 1)  # "the Christmas quarter"
    if found.rule == "quarter" and _noun_of_quarter(words, found, lexicon):
        return replace(found, first=found.first + 1)
    if words.lower[found.first] == "over" and not _means_more(words, found, lexicon):
        return _without(found, "mod", found.first + 1, found.last)
    return found


def _is_verb(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "last" is what something does: "it will last four years"."""
    before = words.lower[found.first - 1] if found.first else ""
    return words.lower[found.first] == "last" and before in lexicon.not_times["verb_last_after"]


def _noun_of_quarter(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "the" belongs to a noun behind: "the third-quarter loss", not "the 19th-century"."""
    numbered = found.parts.get("nth", (-1,))[0] == found.first + 1
    if "quarter" in found.parts and lexicon.units.get(words.lower[found.parts["quarter"][0]]) != "Q":
        return False
    return numbered and words.lower[found.first] == "the" and words.codes[found.first + 2] == CODES["hyphen"]


def _qualifies(words: Words, first: int, last: int, lexicon: TimeWords) -> bool:
    """Whether a vague word stands before a number that it does not count: "several two-year terms"."""
    word = words.lower[first]
    vague = lexicon.vague_numbers.get(word) == "X" and word not in lexicon.modifiers
    return vague and last - first > 1 and words.codes[first + 1] not in _COUNTED


def _year_and_length(words: Words, found: Found) -> bool:
    """Whether a year stands before a length: "jailed in 2012 to eight years", "the 1988 nine months"."""
    first, last = found.parts["num"]
    if last - first < 2 or words.codes[first] != CODES["year"]:
        return False
    return words.codes[first + 1] == CODES["cardinal"] or (words.codes[first + 1] == CODES["to"] and last - first > 2)


def _after_year(words: Words, found: Found) -> Found:
    first, last = found.parts["num"]
    first += 2 if words.codes[first + 1] == CODES["to"] else 1
    return replace(found, first=first, parts=found.parts | {"num": (first, last)})


def _from_second(found: Found) -> Found:
    first, last = found.parts["num"]
    if first != found.first:
        return found
    return replace(found, first=first + 1, parts=found.parts | {"num": (first + 1, last)})


def _means_more(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "over" is more than and not during: "for over two years", but "41 raids over two years"."""
    return not found.first or words.lower[found.first - 1] in lexicon.not_times["more_after"]


def parted(words: Words, found: Found, lexicon: TimeWords) -> list[Found]:
    """The expression, or the two that it is: "the first week of this month" has no value that both words share."""
    if found.rule == "weekday_of_week" or found.rule == "month_that_year":
        return _parted_calendar(found, words, lexicon)
    if found.rule != "quarter" or not any(name.startswith("yearunit") for name in found.parts):
        return [found]
    unit = next(span for name, span in found.parts.items() if name.startswith("yearunit"))
    part = found.parts.get("quarter")
    of_a_year = lexicon.units.get(words.lower[unit[0]]) == "Y"
    if of_a_year and (part is None or lexicon.units.get(words.lower[part[0]]) == "Q"):
        return [found]
    relative = found.parts.get("yearrel")
    rest = (
        Found("rel_unit", relative[0], unit[1], {"rel": relative, "unit": unit})
        if relative
        else Found("the_unit", unit[0] - 1, unit[1], {"unit": unit})
    )
    if part is None:  # "the first half of this decade"
        return [rest]
    return [Found("quarter", found.first, part[1], _before(found, part[1])), rest]


def _parted_calendar(found: Found, words: Words, lexicon: TimeWords) -> list[Found]:
    """ "Tuesday of last week", "April next year" are one; "Tuesday this year", "in April this week" two."""
    weekday = found.rule == "weekday_of_week"
    unit, relative = (found.parts[name] for name in (("unit", "rel") if weekday else ("yearunit", "yearrel")))
    if lexicon.units.get(words.lower[unit[0]]) == ("W" if weekday else "Y"):
        return [found]
    name = "weekday" if weekday else "month"
    first = Found(name, found.first, found.parts[name][1], _before(found, found.parts[name][1]))
    return [first, Found("rel_unit", relative[0], unit[1], {"rel": relative, "unit": unit})]


def _before(found: Found, last: int) -> dict[str, tuple[int, int]]:
    return {name: span for name, span in found.parts.items() if span[1] <= last}


def _without(found: Found, slot: str, first: int, last: int) -> Found:
    parts = {name: span for name, span in found.parts.items() if name != slot}
    return replace(found, first=first, last=last, parts=parts)
