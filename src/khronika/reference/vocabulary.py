"""What words may stand in a claim, and what each of them means.

The vocabularies are TOML files under ``vocabularies/``; each file's head says what its fields are and from which
codebook they come. A documenter may edit them; a mistake raises ``VocabularyError`` with the file and the entry.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from khronika.errors import VocabularyError
from khronika.model.attribution import Basis, Stance
from khronika.model.claim import Reality
from khronika.model.place import PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word of a vocabulary, what it means, and a sentence that shows it."""

    name: str
    definition: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Entry):
    """A kind of event.

    group: the broader kind; two types of one group may be two words for one event.
    acled_event_type, acled_sub_event_type: ACLED's coding in ACLED's own spelling, None where it has none.
    casualties: people are killed or hurt by it, so that a toll may hang on it.
    attack_like: a deed of violence by somebody against people or property.
    attempt_is_deed: an attempt at it is one already: a crowd that tries to storm a hall riots.
    lasting: it goes on once it has begun, so that "until Friday" bounds it.
    joined: those who do it take part in it.
    befalls: it befalls people where they are; a place on their way is not its place.
    moves: people or things are taken somewhere, and that is its place.
    """

    group: str
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    casualties: bool
    attack_like: bool = False
    attempt_is_deed: bool = False
    lasting: bool = False
    joined: bool = False
    befalls: bool = False
    moves: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """What a figure counts.

    unit: people, vehicles or aircraft.
    event_type: the event that a bare figure of it implies.
    victims: whether it counts people to whom harm was done.
    state: the state of a person counted by it, or None.
    """

    unit: str
    event_type: str
    victims: bool
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Entry):
    """What is said to have befallen a person.

    event_type: the event that coming into this state is, where the words name no other.
    follows: the states out of which this one may come; any state may come first in a history.
    final: no other state can follow it.
    custody: the person is in somebody's hands.
    """

    event_type: str
    follows: tuple[str, ...]
    final: bool
    custody: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceWord(Entry):
    """What a speaker does with a claim; commits: "for", "against" or "neither"."""

    commits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisWord(Entry):
    """What a speaker's knowledge rests on."""

    first_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RealityWord(Entry):
    """Whether words present an event as having happened; happened: an incident may stand on it."""

    happened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePrecisionWord(Entry):
    """How exact a place is; where_prec: UCDP's number; radius_km: how far off the point the event may have been."""

    where_prec: int | None = None
    radius_km: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeWord:
    """A grade of one of the three judgements, with the rule that gives it; the lowest rank that holds is given."""

    judgement: str
    name: str
    rank: int
    rule: str
    definition: str


AnyEntry = TypeVar("AnyEntry")


@cache
def event_types() -> Mapping[str, EventType]:
    """Every kind of event by name, in the order of the file."""
    found = load("event_types.toml", "event_type", EventType)
    for entry in found:
        if (entry.acled_event_type is None) != (entry.acled_sub_event_type is None):
            raise VocabularyError(f"event_types.toml: {entry.name}: ACLED's type and sub-type go together")
    return by_name("event_types.toml", found)


@cache
def event_type_named(name: str) -> EventType | None:
    """The kind of event with this name or alias, in any case of letters; None where there is none."""
    wanted = name.lower()
    known = event_types()
    return known.get(wanted) or next((entry for entry in known.values() if wanted in entry.aliases), None)


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by name."""
    found = by_name("measures.toml", load("measures.toml", "measure", Measure))
    for entry in found.values():
        _must_know("measures.toml", entry.name, entry.event_type, event_types())
        if entry.state:
            _must_know("measures.toml", entry.name, entry.state, states())
    return found


@cache
def states() -> Mapping[str, State]:
    """Every state of a person by name."""
    found = by_name("states.toml", load("states.toml", "state", State))
    for entry in found.values():
        _must_know("states.toml", entry.name, entry.event_type, event_types())
        for other in entry.follows:
            _must_know("states.toml", entry.name, other, found)
            if found[other].final:
                raise VocabularyError(f"states.toml: {entry.name}: nothing can follow {other}, which is final")
    return found


@cache
def stances() -> Mapping[str, StanceWord]:
    """Every stance by name."""
    found = by_name("stances.toml", load("stances.toml", "stance", StanceWord))
    return _must_match("stances.toml", found, {stance.value for stance in Stance})


@cache
def bases() -> Mapping[str, BasisWord]:
    """Every basis of knowledge by name."""
    found = by_name("bases.toml", load("bases.toml", "basis", BasisWord))
    return _must_match("bases.toml", found, {basis.value for basis in Basis})


@cache
def realities() -> Mapping[str, RealityWord]:
    """Every reality by name."""
    found = by_name("realities.toml", load("realities.toml", "reality", RealityWord))
    return _must_match("realities.toml", found, {reality.value for reality in Reality})


@cache
def place_precisions() -> Mapping[str, PlacePrecisionWord]:
    """Every precision of places by name, the most exact first."""
    found = by_name("place_precisions.toml", load("place_precisions.toml", "place_precision", PlacePrecisionWord))
    return _must_match("place_precisions.toml", found, {precision.value for precision in PlacePrecision})


@cache
def grades() -> Mapping[str, tuple[GradeWord, ...]]:
    """The grades of each judgement ("reported", "occurred", "responsible"), in the order in which they are tried."""
    found: dict[str, list[GradeWord]] = {}
    for entry in load("grades.toml", "grade", GradeWord):
        found.setdefault(entry.judgement, []).append(entry)
    return MappingProxyType({name: tuple(sorted(row, key=lambda word: word.rank)) for name, row in found.items()})


def load(file_name: str, table: str, kind: type[AnyEntry]) -> list[AnyEntry]:
    """The entries of the array `table` in a file of ``vocabularies/``, each as an instance of the dataclass `kind`.

    Raises: VocabularyError, with file and entry, where the file is no TOML, or a field is missing, unknown or of
    the wrong type.
    """
    try:
        text = files("khronika.reference").joinpath("vocabularies", file_name).read_text("utf-8")
        rows = tomllib.loads(text).get(table)
    except FileNotFoundError:
        raise VocabularyError(f"{file_name}: the file is missing from the package") from None
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{file_name}: {error}") from None
    if not isinstance(rows, list) or not rows:
        raise VocabularyError(f"{file_name}: no entries [[{table}]]")
    return [
        entry_of(f"{file_name}: {row.get('name', f'entry {number}')}", row, kind) for number, row in enumerate(rows, 1)
    ]


def entry_of(where: str, row: Mapping[str, Any], kind: type[AnyEntry]) -> AnyEntry:
    """One entry; `where` names file and entry for the error. Lists become tuples. Raises: VocabularyError."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for name in row:
        if name not in known:
            raise VocabularyError(f"{where}: unknown field {name!r}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in row:
            if field.default is MISSING and field.default_factory is MISSING:
                raise VocabularyError(f"{where}: the field {name!r} is missing")
            continue
        value = tuple(row[name]) if isinstance(row[name], list) else row[name]
        if not _fits(value, field.type):
            raise VocabularyError(f"{where}: the field {name!r} cannot be {row[name]!r}")
        values[name] = value
    return kind(**values)


def by_name(file_name: str, entries: list[AnyEntry]) -> Mapping[str, AnyEntry]:
    """Entries by their `name`, read only. Raises: VocabularyError where a name stands twice."""
    found: dict[str, AnyEntry] = {}
    for entry in entries:
        name = getattr(entry, "name", "")
        if name in found:
            raise VocabularyError(f"{file_name}: {name}: stands twice")
        found[name] = entry
    return MappingProxyType(found)


def _fits(value: object, wanted: object) -> bool:
    if wanted == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    if isinstance(wanted, type):
        return type(value) is wanted and value != ""
    return any(_fits(value, choice) for choice in get_args(wanted))


def _must_know(file_name: str, entry: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise VocabularyError(f"{file_name}: {entry}: unknown name {name!r}")


def _must_match(file_name: str, found: Mapping[str, AnyEntry], names: set[str]) -> Mapping[str, AnyEntry]:
    if odd := set(found) ^ names:
        raise VocabularyError(f"{file_name}: {', '.join(sorted(odd))}: the file and the model do not agree on it")
    return found
