"""Tables and chronicles -> overlaps: who stands on which lists.

Three things are understood: a table of patterns (a column a list, the last column the number of people), a table of
people (a row a person, a column a list), and the record of a chronicle (a source is a list of the people it speaks of).
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from khronika.errors import InputError
from khronika.model.overlap import Cell, Overlap

COUNT_NAMES = frozenset({"count", "counts", "people", "persons", "freq", "frequency", "number", "n"})
_YES = frozenset({"1", "yes", "y", "true", "t", "x", "1.0"})
_NO = frozenset({"0", "no", "n", "false", "f", "", "0.0", "na", "-"})


@dataclass(frozen=True, slots=True)
class Listed:
    """An overlap, and what was set aside on the way to it, one sentence each."""

    overlap: Overlap
    notes: tuple[str, ...] = ()


def from_table(text: str, name: str, *, lists: Sequence[str] = (), count: str | None = None) -> Listed:
    """The overlap of a CSV table of patterns or of people.

    It is a table of patterns where its last column is named as a count is ("count", "people", "n") or `count` names
    another; else a table of people. Of patterns every other column is a list, of people those that hold nothing but
    yes and no, unless `lists` names them.

    name: of the file, for errors.
    Raises: InputError naming the line where a mark is neither yes nor no or a count no whole number, and where the
        table has no lists or lacks a column asked for.
    """
    header, rows = _rows(text, name)
    counted = count or (header[-1] if header[-1].casefold() in COUNT_NAMES else None)
    for column in [*lists, *filter(None, [count])]:
        if column not in header:
            raise InputError(name, f"it has no column {column!r}; it has: {', '.join(header)}")
    chosen = list(lists) or [column for column in header if column != counted and (counted or _is_list(column, rows))]
    if not chosen:
        raise InputError(name, "it has no column of yes and no (1 and 0), which is what a list is")
    people: Counter[frozenset[str]] = Counter()
    for line, row in rows:
        group = frozenset(column for column in chosen if _mark(row[column], f"{name}: line {line}", column))
        people[group] += _whole(row[counted], name, line) if counted else 1
    ignored = [column for column in header if column not in {*chosen, counted}]
    notes = [f"columns that are no lists were passed over: {', '.join(ignored)}"] if ignored else []
    return _listed(people, chosen, notes)


def from_record(record: Mapping[str, Any], name: str, *, lists: Sequence[str] = (), state: str | None = None) -> Listed:
    """The overlap of the named people of a chronicle, a source being the list of those of whom its claims tell.

    Copies of one story have one source in the chronicle already, so they count as one list. With more sources than an
    estimate takes, `lists` chooses.

    state: only people of whom this is said ("killed"), and only claims that say it.
    Raises: InputError where the record holds no people or sources, or lacks a source asked for.
    """
    try:
        said_by = {claim: title for source, title in _titled(record["sources"]) for claim in source["claims"]}
        people = [person for person in record["people"] if person["named"]]
        standing = [
            frozenset(
                said_by[entry["claim_id"]]
                for entry in person["history"]
                if entry["claim_id"] in said_by and state in (None, entry["state"]) and entry["standing"] == "claimed"
            )
            for person in people
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(name, f"no record of a chronicle: {error} is missing in it") from error
    known = sorted({source for group in standing for source in group})
    for source in lists:
        if source not in known:
            raise InputError(name, f"no named person is listed by {source!r}; sources that list people: {known}")
    chosen = list(lists) or known
    if not chosen:
        raise InputError(name, "no source of it speaks of a named person" + (f" as {state}" if state else ""))
    return _listed(Counter(group & set(chosen) for group in standing), chosen, [])


def _titled(sources: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Sources with a title of their own each: two who are both called "a worker" are two lists."""
    bearers = Counter(source["name"] for source in sources)
    for source in sources:
        alone = bearers[source["name"]] == 1
        yield source, source["name"] if alone else f"{source['name']} ({source['source_id']})"


def _listed(people: Mapping[frozenset[str], int], lists: Iterable[str], notes: Sequence[str]) -> Listed:
    unlisted = people.get(frozenset(), 0)
    if unlisted:
        notes = [*notes, f"{unlisted:,} people who stand on none of the lists were left out"]
    empty = sorted(name for name in lists if not any(name in group for group, number in people.items() if number))
    if empty:
        notes = [*notes, f"lists with nobody on them were left out: {', '.join(empty)}"]
    names = tuple(sorted(set(lists) - set(empty)))
    if not names:
        names = tuple(sorted(set(lists)))
    cells = sorted((Cell(group, number) for group, number in people.items() if group and number), key=_by_name)
    return Listed(Overlap(names, tuple(cells)), tuple(notes))


def _by_name(cell: Cell) -> list[str]:
    return sorted(cell.lists)


def _rows(text: str, name: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The header and each row with the number of its line."""
    try:
        table = [(line, [value.strip() for value in row]) for line, row in _read(text) if any(map(str.strip, row))]
    except csv.Error as error:
        raise InputError(name, f"no CSV table: {error}") from error
    if len(table) < 2:
        raise InputError(name, "a table takes a header and at least one row")
    header = table[0][1]
    if len(set(header)) < len(header) or not all(header):
        raise InputError(name, "every column of the header needs a name of its own")
    for line, row in table[1:]:
        if len(row) != len(header):
            raise InputError(name, f"line {line}: {len(row)} columns, but the header has {len(header)}")
    return header, [(line, dict(zip(header, row, strict=True))) for line, row in table[1:]]


def _read(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    for row in reader:
        yield reader.line_num, row


def _is_list(column: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> bool:
    values = {row[column].casefold() for _, row in rows}
    return values <= _YES | _NO and bool(values & _YES)


def _mark(value: str, where: str, column: str) -> bool:
    folded = value.casefold()
    if folded not in _YES | _NO:
        raise InputError(where, f"the column {column!r} takes 1 or 0, not {value!r}")
    return folded in _YES


def _whole(value: str, name: str, line: int) -> int:
    if not (value.isascii() and value.isdigit()) or len(value) > 10:
        raise InputError(name, f"line {line}: the number of people is {value!r}, not a whole number")
    return int(value)
