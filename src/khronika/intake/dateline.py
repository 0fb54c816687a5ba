"""The dateline of an agency's report: where it was filed, by whom, on what day.

The usual forms (after the style books of AP and Reuters, and of the FBIS translations): "ORUN, 14 March (Agency) --",
"ORUN (Agency) -", "ORUN, Halvenia, 14 March 2031 (Uspaly Wire) -", "ORUN, Fla. -", "ORUN -".
"""

import re
from dataclasses import dataclass
from functools import cache

from khronika.intake.lexicon import word_list
from khronika.intake.lines import Line
from khronika.model.span import Span
from khronika.reference.instants import Moment, moment_in

_LOOKED_AT = 10
"""Lines of the head of a text in which a dateline is sought."""

_NAME = r"[A-ZÀ-ÝА-ЯЁ][\w'’.-]*"
_DATELINE = re.compile(
    rf"(?:[*_>\s]*)(?P<place>{_NAME}(?:[ ](?:{_NAME}|de|del|la|los|of|am|an|sur|al|el)){{0,4}}"
    rf"(?:\s*/\s*{_NAME}(?:[ ]{_NAME})?)?)"
    rf"(?P<country>\s*\([^()]{{3,30}}\))?"
    rf"(?P<date>,?\s+\(?[^()—–]{{3,40}}?\)?)?"
    rf"\s*,?\s*(?:\((?P<agency>[^()]{{2,60}})\)|\[(?P<agency2>[^\[\]]{{2,60}})\])?\s*[*_]*"
    rf"\s*(?:--+|—|–|-(?=\s)|:(?=\s*\[))\s*"
)
# what may stand between place and dash beside a date: "ORUN, Fla. -", "ORUN, Upper Halvenia (Agency) -"
_REGION = re.compile(rf"(?:,\s*{_NAME}(?:[ ]{_NAME}){{0,3}}){{1,2}},?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says; place as written, without region or country; span: of the whole dateline."""

    span: Span
    place: str
    agency: str | None
    moment: Moment | None
    moment_span: Span | None


def dateline_of(lines: list[Line], *, month_first: bool = False) -> Dateline | None:
    """The first dateline in the head of a text, or None.

    A name before a dash is a dateline where it stands in capitals, or is followed by an agency or a date: a plain
    "Witnesses - " is not.
    """
    for line in lines[:_LOOKED_AT]:
        match = _DATELINE.match(line.text, 0, 160)
        # what follows the dash is a report's first sentence, not the rest of a headline
        if match is None or line.words < 8 or not _names_a_place(match):
            continue
        found = _dateline(line, match, month_first)
        if found:
            return found
    return None


def _dateline(line: Line, match: re.Match[str], month_first: bool) -> Dateline | None:
    place = match["place"].strip(" .,")
    # a single pair of brackets holds the agency; where two stand, the first holds the country
    bracketed = match["agency"] or match["agency2"] or ("" if match["date"] else match["country"]) or ""
    agency = bracketed.strip(" ()") or None
    if agency and agency.lower() in _not_agencies():
        agency = None
    inner = agency and moment_in(agency, month_first=month_first)
    dated = moment_in(match["date"], month_first=month_first) if match["date"] else None
    if match["date"] and not dated and not _REGION.fullmatch(match["date"]):
        return None
    moment, offset = (dated, match.start("date")) if dated else (inner or None, match.start("agency"))
    agency = None if inner else agency
    if not place.isupper() and not agency and not moment:
        return None
    start = line.span.start
    at = Span(start + offset + moment.span.start, start + offset + moment.span.end) if moment else None
    span = Span(start, start + match.end())
    return Dateline(span=span, place=place, agency=agency, moment=moment, moment_span=at)


def _names_a_place(match: re.Match[str]) -> bool:
    place = match["place"].strip(" .,").lower()
    return len(place) > 2 and place not in _not_places() and not _not_places().issuperset(place.split())


@cache
def _not_agencies() -> frozenset[str]:
    return frozenset(word_list("headers.toml", "no_agency"))


@cache
def _not_places() -> frozenset[str]:
    return frozenset(word_list("headers.toml", "no_place"))
