"""Words that say in one how many were harmed: "a DOUBLE HOMICIDE" is two killed, "a triple shooting" three shot."""

import re
from collections.abc import Sequence
from functools import cache

from khronika.model.span import Span
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import FigureMention
from khronika.reading.sentence import Sentence
from khronika.reference.casing import lowered


def with_multiples(sentence: Sentence, told: Sequence[FigureMention]) -> list[FigureMention]:
    """The figures of a sentence, with those of such words where no figure of the same measure stands in it.

    "Two people died in a double homicide" says once what it says.
    """
    times, harms, pattern = _words()
    small = sentence.text.lower()
    if not any(word in small for word in times):
        return list(told)
    known = {mention.measure for mention in told}
    found: list[FigureMention] = []
    for match in pattern.finditer(sentence.text):
        measure = harms[lowered(match.group(2))]
        if measure in known:
            continue
        start = sentence.span.start
        words, number = (Span(start + match.start(at), start + match.end(at)) for at in (0, 1))
        many = times[lowered(match.group(1))]
        found.append(
            FigureMention(span=words, number=number, trigger=words, measure=measure, low=many, high=many)
        )  # fmt: skip
        known.add(measure)
    return sorted([*told, *found], key=lambda mention: mention.span) if found else list(told)


@cache
def _words() -> tuple[dict[str, int], dict[str, str], re.Pattern[str]]:
    """How many by word, the measure by deed, and the pattern of both; what was only attempted has none."""
    words = lexicon("en", "figures")["multiples"]
    times: dict[str, int] = dict(words["times"])
    harms = {deed: measure for measure, deeds in words["harms"].items() for deed in deeds}
    deeds = "|".join(sorted(harms, key=lambda deed: -len(deed)))
    before = "".join(rf"(?<!{word} )" for word in words["never_after"])
    after = "|".join(re.escape(word) for word in words["never_before"])
    pattern = rf"{before}\b({'|'.join(times)})[ -]({deeds})\b(?!{after})"
    return times, harms, re.compile(pattern, re.IGNORECASE)
