"""Ids that last: an incident or a person keeps the id under which an edition first published it.

By itself an id follows from the claims, and changes when one is added. What is the same in two editions is known by the
claims that it shares, as in ``moved``. An id that leads to nothing any more has a tombstone, and is never given again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from khronika.model.chronicle import Chronicle
from khronika.model.ids import IncidentId, PersonId, short_digest
from khronika.publishing.editions.moved import NOTHING, Record, claims_of, pairs, places, told_of

_KINDS = (("incidents", "incident_id", "title"), ("people", "person_id", "name"))


class Tombstone(NamedTuple):
    """An id that was published and leads to nothing any more.

    edition: the first that has it no longer. became: ids of what now holds its claims.
    """

    id: str
    kind: str
    title: str
    edition: int
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published before: the last edition's record, all tombstones, and how many editions there are."""

    number: int = 0
    record: Record = field(default_factory=lambda: NOTHING)
    tombstones: tuple[Tombstone, ...] = ()


def with_permanent_ids(chronicle: Chronicle, earlier: Earlier) -> tuple[Chronicle, tuple[Tombstone, ...]]:
    """The public copy of a chronicle under the ids of the editions before; all tombstones, the new ones last."""
    record = chronicle.as_dict()
    renamed: dict[str, dict[str, str]] = {}
    stones = list(earlier.tombstones)
    for kind, key, title in _KINDS:
        before, after = _marks(earlier.record, kind), _marks(record, kind)
        stayed = pairs(before, after)
        old: Sequence[Record] = earlier.record[kind]
        ids = _named(record[kind], key, {then: old[first][key] for first, then in stayed.items()}, old, stones)  # type: ignore[arg-type]
        renamed[kind] = ids
        for index, one in enumerate(old):
            if index not in stayed:
                heirs = [ids[new[key]] for new, marks in zip(record[kind], after, strict=True) if marks & before[index]]  # type: ignore[call-overload]
                stones.append(Tombstone(one[key], kind, one[title], earlier.number + 1, tuple(heirs)))
    return _renamed(chronicle, renamed["incidents"], renamed["people"]), tuple(stones)


def _marks(record: Mapping[str, Any], kind: str) -> list[frozenset[Any]]:
    """What each incident or person of a record is known by."""
    at = places(record)
    return claims_of(record[kind], at) if kind == "incidents" else told_of(record[kind], at)


def _named(
    things: Sequence[Record], key: str, kept: Mapping[int, str], old: Iterable[Record], stones: Iterable[Tombstone]
) -> dict[str, str]:
    """The id of each thing, by the one that it has by itself: its old one, else one that was never given."""
    taken = {one[key] for one in old} | {stone.id for stone in stones}
    ids: dict[str, str] = {}
    for index, thing in enumerate(things):
        own = thing[key]
        name, tries = kept.get(index, own), 0
        while index not in kept and name in taken:
            tries += 1
            name = f"person-{len(taken) + tries}" if own.startswith("person-") else short_digest(own, tries)
        taken.add(name)
        ids[own] = name
    return ids


def _renamed(chronicle: Chronicle, incidents: Mapping[str, str], people: Mapping[str, str]) -> Chronicle:
    def incident(name: str) -> IncidentId:
        return IncidentId(incidents.get(name, name))

    def person(name: str) -> PersonId:
        return PersonId(people.get(name, name))

    return replace(
        chronicle,
        incidents=tuple(
            replace(
                one,
                incident_id=incident(one.incident_id),
                part_of=incident(one.part_of) if one.part_of else None,
                people=tuple(map(person, one.people)),
                tallies=tuple(replace(tally, named=tuple(map(person, tally.named))) for tally in one.tallies),
            )
            for one in chronicle.incidents
        ),
        people=tuple(replace(one, person_id=person(one.person_id)) for one in chronicle.people),
        undecided=tuple(
            replace(pair, people=(person(pair.people[0]), person(pair.people[1]))) for pair in chronicle.undecided
        ),
        incidents_of={doc_id: tuple(map(incident, ids)) for doc_id, ids in chronicle.incidents_of.items()},
    )
