"""How many were harmed by words that number them without counting: "a third person has died", "two counts of murder".

They are no figures, since nobody says that three died; but where somebody weighs the numbers, three may be the whole.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from khronika.errors import VocabularyError

_FILE = "numerals.toml"


class _Words(NamedTuple):
    ordinals: dict[str, int]
    numbers: dict[str, int]
    ordinal: re.Pattern[str]
    charged: re.Pattern[str]
    several: re.Pattern[str]
    couple: re.Pattern[str]
    placed: re.Pattern[str]
    part: re.Pattern[str]
    picked: dict[str, re.Pattern[str]]
    another: re.Pattern[str]


def by_order(words: str) -> int | None:
    """The number of the last one: "a third person" and "the 3rd victim" give 3; None where nobody is numbered."""
    found = _words().ordinal.search(words)
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else _words().ordinals[found["word"].lower()]


def by_charges(words: str) -> int | None:
    """How many deaths somebody answers for: "charged with two counts of first-degree murder" gives 2."""
    found = _words().charged.search(words)
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else _words().numbers[found["word"].lower()]


def joins_several(words: str) -> bool:
    """Whether a number beside the words may add up several events: "two killed in weekend shootings"."""
    return _words().several.search(words) is not None


def counts_a_couple(words: str) -> bool:
    """Whether two are counted by a word for who they are to each other: "a couple", beside "their two children"."""
    return _words().couple.search(words) is not None


def at_a_place(words: str) -> bool:
    """Whether those are counted who died in one place of several: "two were pronounced dead AT THE SCENE"."""
    return _words().placed.search(words) is not None


def picks(words: str, *, not_of: str) -> bool:
    """Whether words pick some of others than those whom the measure counts.

    "One of the six who were shot died" does, where the killed are counted; "one of the six dead was a child" does not.
    """
    return _words().part.match(words) is not None and _words().picked[not_of].match(words) is None


def another_deed(words: str) -> bool:
    """Whether the last of the words is a deed that is called another than before: "a SECOND mortar ATTACK"."""
    return _words().another.search(words) is not None


@cache
def _words() -> _Words:
    """The words, and the patterns made of them. Raises: VocabularyError where the file is malformed."""
    try:
        found = tomllib.loads(files("khronika.reconciling.counts").joinpath(_FILE).read_text("utf-8"))
        ordinals, numbers = dict(found["ordinals"]), dict(found["numbers"])
        charges, several = found["charges"], found["several"]["deeds"]
        another, again = "|".join(found["another"]["words"]), "|".join(found["another"]["deeds"])
        deeds, kinds = "|".join(charges["deeds"]), "|".join(charges["kinds"])
        couples, places, picked = found["couples"]["words"], found["placed"]["words"], dict(found["picked"])
        verbs = "|".join(picked.pop("unless"))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    ordinal = rf"\b(?:(?P<word>{'|'.join(ordinals)})|(?P<digits>\d{{1,2}})(?:nd|rd|th))\b(?!-)"
    number = rf"\b(?:(?P<word>{'|'.join(numbers)})|(?P<digits>\d{{1,2}}))"
    charged = rf"{number} (?:felony )?counts of (?:(?:{kinds}) )*(?:{deeds})\b"
    part = r"\s*(?:[\w-]+ )?of "
    those = rf"(?:(?!(?:{verbs})\b)[\w,-]+ ){{0,5}}"
    harmed = {measure: re.compile(rf"{part}{those}(?:{'|'.join(words)})\b", re.I) for measure, words in picked.items()}
    return _Words(
        ordinals=ordinals,
        numbers=numbers,
        ordinal=re.compile(ordinal, re.I),
        charged=re.compile(charged, re.I),
        several=_any_of(several),
        couple=_any_of(couples),
        placed=_any_of(places),
        part=re.compile(part, re.I),
        picked=harmed,
        another=re.compile(rf"\b(?:{another})\s+(?:[\w-]+\s+){{0,2}}(?:{again})\Z", re.I),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)
