"""How often two records of one person, and of two people, agree so far, by kind of field: ``agreement.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError

_FILE = "agreement.toml"


Shares = Mapping[str, Mapping[str, float]]


@cache
def _shares() -> Mapping[str, Shares]:
    """one_person or two_people -> kind (or field) -> level -> share of the pairs. Raises: VocabularyError."""
    try:
        found = tomllib.loads(files("khronika.reconciling.linking").joinpath(_FILE).read_text("utf-8"))
        whose = {name: found[name] for name in ("one_person", "two_people")}
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    for name, kinds in whose.items():
        for kind, levels in kinds.items():
            for level, share in levels.items():
                if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 1:
                    raise VocabularyError(f"{_FILE}: {name}.{kind}: {level!r} is no share between 0 and 1")
    return MappingProxyType(whose)


def one_person(field: str, kind: str) -> Mapping[str, float]:
    """The share of each level among pairs of one person: of the field, else of its kind."""
    return _of("one_person", field, kind)


def two_people(field: str, kind: str) -> Mapping[str, float]:
    """The share of each level among pairs of two people: of the field, else of its kind."""
    return _of("two_people", field, kind)


def _of(whose: str, field: str, kind: str) -> Mapping[str, float]:
    shares = _shares()[whose]
    return shares.get(field) or shares[kind]
