"""How far two values agree, as a level with a name: dates, ages, words, codes.

The levels of a kind, from the closest to the farthest, and how often one person's records show each, stand in
``agreement.toml``. Names have a module of their own, ``name_levels``.
"""

from rapidfuzz.distance import OSA, JaroWinkler

_ALIKE = 0.92


def date_level(one: str, other: str) -> str:
    """How far two dates (YYYY, YYYY-MM, YYYY-MM-DD) agree.

    The first of January stands for "some day of the year" more often than for itself, in lists of every kind.
    """
    year, year2 = one[:4], other[:4]
    rough, rough2 = _is_rough(one), _is_rough(other)
    if one == other or (rough and rough2 and year == year2):
        return "same year, days not told" if rough else "same"
    if year == year2:
        return _of_one_year(one, other, rough or rough2)
    apart = OSA.distance(one, other, score_cutoff=2)
    if apart == 1:
        return "one figure of the year off" if rough or rough2 else "one figure off"
    if one[5:] == other[5:] and not rough:
        return "same day, other year"
    if apart == 2 and not (rough or rough2):
        return "two figures off"
    return _years_apart(year, year2)


def _of_one_year(one: str, other: str, rough: bool) -> str:
    if rough or one.startswith(other) or other.startswith(one):
        return "same year, one day not told"
    if one[5:7] == other[8:10] and one[8:10] == other[5:7]:
        return "day and month exchanged"
    return "one figure off" if OSA.distance(one, other, score_cutoff=1) == 1 else "same year"


def _years_apart(year: str, year2: str) -> str:
    if not (year.isdecimal() and year2.isdecimal()):
        return "different"
    years = abs(int(year) - int(year2))
    return "a year apart" if years <= 1 else "ten years apart at most" if years <= 10 else "different"


def _is_rough(date: str) -> bool:
    return date[4:] in ("", "-01", "-01-01")


def age_level(one: str, other: str) -> str:
    """How far two ages in years agree."""
    if not (one.isdecimal() and other.isdecimal()):
        return "same" if one == other else "different"
    years = abs(int(one[:4]) - int(other[:4]))
    return "same" if years == 0 else "a year apart" if years == 1 else "near" if years <= 3 else "different"


def text_level(one: str, other: str) -> str:
    """How far two places or addresses agree, in one spelling."""
    if one == other:
        return "same"
    if JaroWinkler.similarity(one, other) >= _ALIKE or _holds(one, other) or _holds(other, one):
        return "alike"
    return "a word shared" if not set(one.split()).isdisjoint(other.split()) else "different"


def _holds(long: str, short: str) -> bool:
    return f" {short} " in f" {long} "


def code_level(one: str, other: str) -> str:
    """How far two numbers or addresses agree."""
    if one == other:
        return "same"
    if OSA.distance(one, other, score_cutoff=1) == 1:
        return "one sign off"
    start, start2 = (code.replace("@", " ").split(" ")[0] for code in (one, other))
    if start == start2 != one:
        return "same beginning"
    return "alike" if JaroWinkler.similarity(one, other) >= _ALIKE else "different"


def category_level(one: str, other: str) -> str:
    """Whether two categories agree."""
    return "same" if one == other else "different"
