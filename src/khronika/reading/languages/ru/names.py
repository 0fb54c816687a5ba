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
from khronika.reading.lexicon import lexicon

_AGREES, _BY_ENDING, _FITS, _AS_WRITTEN = 1.0, 0.9, 0.4, 0.3
"""Votes of a form for a nominative of the case that the tagger found, by the dictionary or by its ending alone; of
another case; and for itself."""
_SHORTEST_STEM = 3


class Form(NamedTuple):
    """A word of a name as written, its case where a tagger has told it, and whether the name may be plural."""

    word: str
    case: str
    plural: bool = True


@lru_cache(maxsize=1 << 14)
def suggestions(form: Form) -> tuple[tuple[str, float], ...]:
    """Nominatives that a form may be of, with its vote for each; in the dictionary's order."""
    word, case, plural = form
    votes: dict[str, float] = {}
    for parse in parses(word.lower()):
        tag = parse.tag
        if tag.POS not in ("NOUN", "ADJF") or "Fixd" in tag or (tag.number == "plur" and not plural):
            continue
        grammemes = {"nomn", str(tag.number)} - {"None"}
        if tag.POS == "ADJF" and tag.gender:
            grammemes.add(str(tag.gender))
        nominative = parse.inflect(grammemes)
        if nominative is not None:
            vote = _AGREES if case and CASES.get(str(tag.case), "") == case else _FITS
            name = capital_as(word, nominative.word)
            votes[name] = max(votes.get(name, 0.0), vote)
    for name in _by_ending(word, case):
        votes[name] = max(votes.get(name, 0.0), _BY_ENDING)
    votes[word] = max(votes.get(word, 0.0), _AGREES if case in ("Nom", "") else _AS_WRITTEN)
    return tuple(votes.items())


def _by_ending(word: str, case: str) -> list[str]:
    """Nominatives by the ending alone, as ``names.toml`` gives them."""
    found = []
    for ending, others in lexicon("ru", "names").get(case, {}).items():
        stem = word[: len(word) - len(ending)]
        if word.endswith(ending) and len(stem) >= _SHORTEST_STEM:
            found += [stem + other for other in others if other or stem[-1] not in "аеиоуыэюя"]
    return found


def capital_as(word: str, form: str) -> str:
    """The form with the capitals of the word: "ОРУНЕ" -> "ОРУН", "Орун-Кала"."""
    form = form if "ё" in word.lower() else form.replace("ё", "е")
    if word.isupper() and len(word) > 1:
        return form.upper()
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))


def nominatives(forms: Sequence[Form]) -> dict[Form, str]:
    """The nominative of each form, chosen over all of them; of equal ones that which stands in the text."""
    votes: dict[str, float] = defaultdict(float)
    for form in forms:
        for name, vote in suggestions(form):
            votes[name.casefold()] += vote
    written = {form.word.casefold() for form in forms if form.case in ("Nom", "")}

    def rank(pair: tuple[str, float]) -> tuple[float, bool, float, int, str]:
        name = pair[0].casefold()
        return round(votes[name], 6), name in written, pair[1], -len(name), name

    return {form: max(suggestions(form), key=rank)[0] for form in forms}


def harmonised(forms: Sequence[Form]) -> tuple[Form, ...]:
    """The words of one name in one case: that of the first word which is in another than the nominative."""
    case = next((form.case for form in forms if form.case not in ("", "Nom")), "")
    return tuple(form._replace(case=case) if case else form for form in forms)
