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
from khronika.reference.cells import allow_cells, separator_of
from khronika.reference.display import shown

COUNT_NAMES = frozenset({"count", "counts", "people", "persons", "freq", "frequency", "number", "n"})
_YES = frozenset({"1", "yes", "y", "true", "t", "x", "1.0"})
_NO = frozenset({"0", "no", "n", "false", "f", "", "0.0", "na", "-"})
_DIGITS = 9  # of a number of people; more is a slip, and no interval would be left
_CELL_CHARS = 131_072  # of a cell, as Python has it where nobody says otherwise
_QUOTED = 40  # characters of a value at fault that an error repeats


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
    Raises: InputError naming the line where a mark is neither yes nor no, a count no whole number or a pattern stands
        a second time, and where the table has no lists or lacks a column asked for.
    """
    header, rows = rows_of(text, name)
    counted = count or (header[-1] if header[-1].casefold() in COUNT_NAMES else None)
    for column in [*lists, *filter(None, [count])]:
        if column not in header:
            raise InputError(name, f"it has no column {column!r}; it has: {', '.join(header)}")
    chosen = list(lists) or [column for column in header if column != counted and (counted or _is_list(column, rows))]
    if not chosen:
        raise InputError(name, "it has no column of yes and no (1 and 0), which is what a list is")
    ignored = [column for column in header if column not in {*chosen, counted}]
    people: Counter[frozenset[str]] = Counter()
    seen: dict[tuple[frozenset[str], tuple[str, ...]], int] = {}
    for line, row in rows:
        group = frozenset(column for column in chosen if _mark(row[column], f"{name}: line {line}", column))
        # rows that differ in a column passed over, a district say, are parts of one pattern; equal ones are a slip
        first = seen.setdefault((group, tuple(row[column] for column in ignored)), line)
        if counted and first != line:
            raise InputError(name, f"line {line}: the same pattern stands in line {first} already")
        people[group] += whole(row[counted], name, line) if counted else 1
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


def rows_of(text: str, name: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The header of a CSV table and each row with the number of its line; blank lines are passed over.

    Raises: InputError where it is no such table, a column has no name of its own, or a row has more or fewer cells.
    """
    try:
        allow_cells(_CELL_CHARS)
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
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator_of(text), strict=True)
    for row in reader:
        yield reader.line_num, row


def _is_list(column: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> bool:
    values = {row[column].casefold() for _, row in rows}
    return values <= _YES | _NO and bool(values & _YES)


def _mark(value: str, where: str, column: str) -> bool:
    folded = value.casefold()
    if folded not in _YES | _NO:
        raise InputError(where, f"the column {column!r} takes 1 or 0, not '{shown(value, _QUOTED)}'")
    return folded in _YES


def whole(value: str, name: str, line: int, *, what: str = "the number of people") -> int:
    """The number that the cell holds.

    name, line, what: the file, the line and the cell, for the error.
    Raises: InputError where it is no whole number from 0 up, or has more than nine digits.
    """
    if not (value.isascii() and value.isdigit()):
        raise InputError(name, f"line {line}: {what} is '{shown(value, _QUOTED)}', not a whole number")
    if len(value) > _DIGITS:
        raise InputError(name, f"line {line}: {what} is '{shown(value, _QUOTED)}', and {_DIGITS} digits are the most")
    return int(value)
