"""Which kinds of event may be words for one event: ``families.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from khronika.errors import VocabularyError
from khronika.model.attribution import Stance
from khronika.model.claim import Claim
from khronika.reference.vocabulary import event_types

_FILE = "families.toml"
DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of event that may be facets of one; violence: people are killed or hurt by it."""

    name: str
    violence: bool


@cache
def _families() -> Mapping[str, Family]:
    try:
        rows = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8")).get("family", [])
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    found: dict[str, Family] = {}
    for row in rows:
        for name in row["types"]:
            if name not in event_types():
                raise VocabularyError(f"{_FILE}: {row['name']}: unknown event type {name!r}")
            if name in found:
                raise VocabularyError(f"{_FILE}: {name}: stands in two families")
            found[name] = Family(row["name"], row["violence"])
    return MappingProxyType(found)


@cache
def procedures() -> frozenset[str]:
    """Event types that follow upon a deed: arrest, charges, trial. Raises: VocabularyError for an unknown type."""
    found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8"))
    types = frozenset(found.get("procedure", {}).get("types", ()))
    if unknown := sorted(types - set(event_types())):
        raise VocabularyError(f"{_FILE}: procedure: unknown event type {unknown[0]!r}")
    return types


@cache
def _death_words() -> tuple[str, ...]:
    found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8"))
    return tuple(word for words in found.get("later_death", {}).values() for word in words)


def says_death(words: str) -> bool:
    """Whether words for a killing only say that somebody died ("died", "death"), which may be days after the deed."""
    lowered = words.lower()
    return any(lowered.startswith(word) for word in _death_words())


@cache
def _deadly_words() -> frozenset[str]:
    found = tomllib.loads(files("khronika.reconciling.aspects").joinpath(_FILE).read_text("utf-8"))
    return frozenset(word for words in found.get("deadly", {}).values() for word in words)


def says_deadly(claim: Claim) -> bool:
    """Whether words right before those for the deed say that somebody died of it ("a deadly gang-related shooting")."""
    before = claim.quote[: max(0, claim.trigger.start - claim.span.start)].lower().split()
    own = claim.quote[max(0, claim.trigger.start - claim.span.start) :].lower().split()[:1]
    return not _deadly_words().isdisjoint((*before[-2:], *own))


@cache
def family_of_type(event_type: str) -> Family:
    """The family of an event type; a type in no family is one of its own."""
    return _families().get(event_type) or Family(event_type, False)


def family_of(claim: Claim) -> Family:
    """The family of a claim; what is demanded is a demand, whatever it is that is demanded."""
    if claim.attribution and claim.attribution.stance is Stance.DEMANDS:
        return Family(DEMAND, False)
    if claim.event_type in (DEMAND, "inquiry"):
        return Family(DEMAND if claim.event_type == DEMAND else "inquiry", False)
    return family_of_type(claim.event_type)
