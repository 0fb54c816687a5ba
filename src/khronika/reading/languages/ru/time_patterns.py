"""The patterns of Russian time expressions, made of ``times.toml``."""

import re
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon


@cache
def table(section: str) -> dict[str, Any]:
    """A section of the lexicon: form -> value."""
    return dict(lexicon("ru", "times")[section])


@cache
def _compiled(section: str) -> tuple[tuple[re.Pattern[str], Any], ...]:
    return tuple((re.compile(form), value) for form, value in table(section).items())


@cache
def value_in(section: str, words: str) -> Any:
    """What the words mean in a section; None where no form of it fits them."""
    return next((value for form, value in _compiled(section) if form.fullmatch(words.strip())), None)


def _any(section: str) -> str:
    return "|".join(f"(?:{form})" for form in table(section))


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rule -> pattern; the group `said` is the expression, without its preposition."""
    weekday, month, part = (
        f"(?P<weekday>{_any('weekdays')})",
        f"(?P<month>{_any('months')})",
        f"(?P<part>{_any('parts')})",
    )
    relative, shift = f"(?P<relative>{_any('days')})", f"(?P<shift>{_any('shifts')})"
    unit, count = f"(?P<unit>{_any('units')})", rf"(?P<count>\d{{1,3}}|{'|'.join(table('counts'))})"
    year = r"(?P<year>(?:1[5-9]|20)\d\d)(?: (?:год(?:а|у|ом)?|гг?\.?))?"
    half = r"(?: (?P<half>утра|дня|вечера|ночи|пополудни))?"
    hours = rf"(?P<hour>\d{{1,2}}|{'|'.join(table('hours'))}) (?:часов|часа|час|ч\.){half}"
    clock = rf"(?:(?P<digital>\d{{1,2}}[.:]\d\d)(?!\.?\d)|{hours})"
    at = "|".join(rf"(?<=\b{word} )" for word in ("в", "к", "с", "до", "около", "после"))
    day = r"(?P<day>\d{1,2})(?:-?го)?"
    prepositions = r"(?P<preposition>\b(?:в|во|на|с|со|к|ко|до|после|около|перед|по) )?"
    rules = {
        "range": rf"(?:с )?(?P<first>\d{{1,2}})(?: по |[-–—])(?P<day>\d{{1,2}}) {month}(?: {year})?",
        "date": rf"{day} {month}(?: {year})?(?:,? (?:{part}|в {clock}))?",
        "night": rf"в ночь (?:на|с [а-я\d]+ на) (?:{weekday}|{day} {month})",
        "part_of_weekday": rf"{part}(?: в(?:о)?)? (?:{shift} )?{weekday}",
        "weekday": rf"(?:{shift} )?{weekday}(?:,? (?:{part}|в {clock}))?",
        "relative": rf"{relative}(?:,? (?:{part}|в {clock}))?",
        "part_of_relative": rf"{part} {relative}",
        "numeric": r"(?P<numeric>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)",
        "month": rf"{month}(?: {year}| {shift} года)?",
        "year": r"(?P<year>(?:1[5-9]|20)\d\d) (?:год(?:а|у|ом)?|гг?\.)",
        "period": rf"(?P<period>{shift} {unit})",
        "ago": rf"(?P<ago>(?:{count} )?{unit} (?:тому )?назад)",
        "ahead": rf"(?P<ago>через (?:{count} )?{unit})",
        "duration": rf"{count} {unit}",
        "set": rf"кажд(?:ый|ую|ое|ые) {unit}",
        "clock": rf"(?:{at})(?:{clock}|полдень|полудню|полночь|полуночи)",
        "alone": rf"(?P<alone>{table('alone')['forms']})",
    }
    return tuple(
        (name, re.compile(rf"(?<![\w.-]){prepositions if name != 'clock' else ''}(?P<said>{rule})(?![\w-])"))
        for name, rule in rules.items()
    )
