"""Lists that were linked, as tables: the pairs with their reasons, who is on which list, the weights."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from khronika.model.entry import Entry
from khronika.model.ids import short_digest
from khronika.model.link import Link, Sameness
from khronika.model.linkage import LevelWeight, Linkage
from khronika.publishing.folder import FolderKind
from khronika.publishing.tables.flat import SEPARATOR, Row, csv_bytes

LINKED = FolderKind("set of linked lists", "khronika-linked", "manifest.json")
_PAIRS = ("one", "other", "state", "decision", "chance", "bits", "one_name", "other_name", "why")
_WEIGHTS = ("field", "level", "one_person", "two_people", "bits")


class _Group(NamedTuple):
    """A person: the id, and the numbers of the entries."""

    person: str
    members: tuple[int, ...]


def linked_files(linkage: Linkage, names: Mapping[int, str]) -> dict[str, bytes]:
    """File name -> bytes: pairs.csv, entries.csv, people.csv, weights.csv.

    names: of each entry, as it is shown.
    """
    groups = [
        _Group(short_digest("listed person", *sorted(linkage.entries[one].entry_id for one in members)), members)
        for members in linkage.groups
    ]
    lists = list(dict.fromkeys(entry.list for entry in linkage.entries))
    fields = list(dict.fromkeys(name for entry in linkage.entries for name in entry.said))
    return {
        "pairs.csv": csv_bytes(_PAIRS, (_pair(linkage, link, names) for link in linkage.links)),
        "entries.csv": csv_bytes(
            ("person", "list", "key", *(f"said_{field}" for field in fields)),
            (_entry(group.person, linkage.entries[one]) for group in groups for one in group.members),
        ),
        "people.csv": csv_bytes(
            ("person", "name", "entries", "perhaps", *(f"on {name}" for name in lists)),
            _people(linkage, groups, names, lists),
        ),
        "weights.csv": csv_bytes(_WEIGHTS, (_weight(row) for row in linkage.weights)),
    }


def reasons(link: Link, odds_bits: float) -> str:
    """Why a pair is what it is: the weight of each field, and that of knowing nothing."""
    weighed = [f"{one.field.replace('_', ' ')}: {one.level} {one.bits:+.1f}" for one in link.agreements]
    return "; ".join([*filter(None, [link.why]), *weighed, f"before anything is compared {odds_bits:+.1f}"])


def _pair(linkage: Linkage, link: Link, names: Mapping[int, str]) -> Row:
    return {
        "one": linkage.entries[link.one].entry_id,
        "other": linkage.entries[link.other].entry_id,
        "state": link.state.value,
        "decision": link.state.value if link.decided else None,
        "chance": round(link.chance, 4),
        "bits": link.bits,
        "one_name": names[link.one],
        "other_name": names[link.other],
        "why": reasons(link, linkage.odds_bits),
    }


def _entry(person: str, entry: Entry) -> Row:
    said: Row = {f"said_{field}": words for field, words in entry.said.items()}
    return {"person": person, "list": entry.list, "key": entry.key} | said


def _weight(row: LevelWeight) -> Row:
    return {
        "field": row.field,
        "level": row.level,
        "one_person": round(row.one_person, 6),
        "two_people": float(f"{row.two_people:.3g}"),
        "bits": round(row.bits, 2),
    }


def _people(linkage: Linkage, groups: list[_Group], names: Mapping[int, str], lists: list[str]) -> Iterator[Row]:
    home = {one: group.person for group in groups for one in group.members}
    perhaps: dict[str, set[str]] = defaultdict(set)
    for link in linkage.links:
        if link.state is Sameness.UNDECIDED:
            perhaps[home[link.one]].add(home[link.other])
            perhaps[home[link.other]].add(home[link.one])
    for group in groups:
        entries = [linkage.entries[one] for one in group.members]
        on = {entry.list for entry in entries}
        yield {
            "person": group.person,
            "name": max((names[one] for one in group.members), key=lambda name: (len(name.split()), len(name), name)),
            "entries": SEPARATOR.join(entry.entry_id for entry in entries),
            "perhaps": SEPARATOR.join(sorted(perhaps[group.person] - {group.person})),
        } | {f"on {name}": int(name in on) for name in lists}
