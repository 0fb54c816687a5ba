"""Names in the nominative: "в Белзарах", "из Ошмара", "Бекмара Толуева" by the form that a register would hold.

What no dictionary has can be declined in several ways, so that one form tells little ("Толуева" may be a woman or a
man's genitive). Every form of a text votes: each suggests the nominatives that it may be of, those that agree with the
case found by the tagger first, and a nominative that explains more forms wins.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from khronika.reading.languages.ru.words import CASES, parses

_AGREES, _FITS, _AS_WRITTEN = 1.0, 0.4, 0.3
"""Votes of a form for a nominative of the case that the tagger found, of another case, and for itself."""


class Form(NamedTuple):
    """A word of a name as written, and its case where a tagger has told it."""

    word: str
    case: str


@lru_cache(maxsize=1 << 14)
def _suggestions(word: str, case: str) -> tuple[tuple[str, float], ...]:
    """Nominatives that a form may be of, with its vote for each; in the dictionary's order."""
    votes: dict[str, float] = {word: _AGREES if case in ("Nom", "") else _AS_WRITTEN}
    for parse in parses(word.lower()):
        if parse.tag.POS not in ("NOUN", "ADJF"):
            continue
        own = CASES.get(str(parse.tag.case), "")
        grammemes = {"nomn", str(parse.tag.number)} - {"None"}
        if parse.tag.POS == "ADJF" and parse.tag.gender:
            grammemes.add(str(parse.tag.gender))
        nominative = parse.inflect(grammemes)
        if nominative is None:
            continue
        name = _capital_as(word, nominative.word)
        vote = _AGREES if case and own == case else _FITS
        votes[name] = max(votes.get(name, 0.0), vote)
    return tuple(votes.items())


def _capital_as(word: str, form: str) -> str:
    """The form with the capitals of the word: "ОРУНЕ" -> "ОРУН", "Орун-Кала"."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))


def nominatives(forms: Sequence[Form]) -> dict[Form, str]:
    """The nominative of each form, chosen over all of them."""
    votes: dict[str, float] = defaultdict(float)
    for form in forms:
        for name, vote in _suggestions(form.word, form.case):
            votes[name.casefold()] += vote
    return {
        form: max(_suggestions(form.word, form.case), key=lambda pair: (round(votes[pair[0].casefold()], 6), pair[1]))[
            0
        ]
        for form in forms
    }
