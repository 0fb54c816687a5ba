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
    if "num" in found.parts and _qualifies(words, *found.parts["num"], lexicon):
        return _from_second(found)
    if words.lower[found.first] == "following" and found.rule in _AFTER_FOLLOWING:
        return _without(found, "rel", found.first + 1, found.last)
    if found.rule in ("rel_weekday", "rel_month", "season") and _joins(words, found, lexicon):
        return _without(found, "rel", found.first + 1, found.last)
    if words.lower[found.first] == "over" and not _means_more(words, found, lexicon):
        return _without(found, "mod", found.first + 1, found.last)
    return found


def _is_verb(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "last" is what something does: "it will last four years"."""
    before = words.lower[found.first - 1] if found.first else ""
    return words.lower[found.first] == "last" and before in lexicon.not_times["verb_last_after"]


def _qualifies(words: Words, first: int, last: int, lexicon: TimeWords) -> bool:
    """Whether a vague word stands before a number that it does not count: "several two-year terms"."""
    word = words.lower[first]
    vague = lexicon.vague_numbers.get(word) == "X" and word not in lexicon.modifiers
    return vague and last - first > 1 and words.codes[first + 1] not in _COUNTED


def _from_second(found: Found) -> Found:
    first, last = found.parts["num"]
    if first != found.first:
        return found
    return replace(found, first=first + 1, parts=found.parts | {"num": (first + 1, last)})


def _joins(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "that" joins two sentences: "it is likely that Friday's talks fail"."""
    before = words.lower[found.first - 1] if found.first else ""
    joining = words.lower[found.first] == "that" and before in lexicon.not_times["joining_that_after"]
    return joining and found.parts.get("rel", (-1,))[0] == found.first


def _means_more(words: Words, found: Found, lexicon: TimeWords) -> bool:
    """Whether "over" is more than and not during: "for over two years", but "41 raids over two years"."""
    return not found.first or words.lower[found.first - 1] in lexicon.not_times["more_after"]


def parted(words: Words, found: Found, lexicon: TimeWords) -> list[Found]:
    """The expression, or the two that it is: "the first week of this month" has no value that both words share."""
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


def _before(found: Found, last: int) -> dict[str, tuple[int, int]]:
    return {name: span for name, span in found.parts.items() if span[1] <= last}


def _without(found: Found, slot: str, first: int, last: int) -> Found:
    parts = {name: span for name, span in found.parts.items() if name != slot}
    return replace(found, first=first, last=last, parts=parts)
