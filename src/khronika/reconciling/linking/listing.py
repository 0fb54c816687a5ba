"""Rows of tables -> entries, and the decisions of people about pairs of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from khronika.errors import InputError, WrongUse
from khronika.model.entry import Entry
from khronika.model.link import Sameness
from khronika.reconciling.linking.deciding import Pair
from khronika.reconciling.linking.fields import KEY, layout_of, names_somebody, unknown
from khronika.reference.display import sayable, shown

_HEADER_WITHIN = 10
"""Rows from the top among which the headers are sought: titles and notes may stand above them."""
_NOTHING = frozenset({"", "-", "--", "?", "n/a", "na", "nan", "none", "null", "unknown", "not known", "неизвестно"})
_DECISION_COLUMNS = ("one", "other", "decision")


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of one list, and what there is to say of how it was read, one sentence each."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


def entries_of(name: str, rows: Iterable[Sequence[str]], said: Mapping[str, str]) -> Listed:
    """The entries of a table. Rows without a name are kept, and told of.

    name: of the list. said: field -> header, where the usual headers do not tell.
    Raises: InputError where no row is its header, or nobody is named.
    """
    rows = iter(rows)
    head = list(islice(rows, _HEADER_WITHIN))
    top, layout = _top(name, head, said)
    found: list[tuple[int, dict[str, str]]] = []
    nameless = empty = 0
    for number, row in enumerate([*head[top + 1 :], *rows], start=top + 2):
        values = dict(_said(row, layout))
        if any(field != KEY for field in values):
            found.append((number, values))
            nameless += not names_somebody(values)
        elif any(cell.strip() for cell in row):
            empty += 1
    if len(found) == nameless:
        raise InputError(name, "no row of it names anybody")
    fields = ", ".join(f"{field} from '{shown(head[top][place], 40)}'" for field, place in layout.items())
    notes = [f"columns that are used: {fields}"]
    if nameless:
        notes.append(f"{nameless:,} rows have no name, and are joined by a number only")
    if empty:
        notes.append(f"{empty:,} rows say nothing of what is compared, and were passed over")
    return Listed(tuple(_keyed(name, found, notes)), tuple(notes))


def _top(name: str, head: Sequence[Sequence[str]], said: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The position of the row of headers, and its layout. Raises: InputError where there is none."""
    missing: WrongUse | None = None
    for top, row in enumerate(head):
        try:
            layout = layout_of(row, said)
        except WrongUse as error:
            missing = missing or error
            continue
        if names_somebody(layout):
            return top, layout
    filled = next((row for row in head if any(cell.strip() for cell in row)), None)
    if filled is None:
        raise InputError(name, "the table is empty")
    raise InputError(name, str(missing) if missing else unknown(filled))


def _said(row: Sequence[str], layout: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for field, place in layout.items():
        words = sayable(row[place]).strip() if place < len(row) else ""
        if words.casefold() not in _NOTHING:
            yield field, words


def _keyed(name: str, found: Sequence[tuple[int, dict[str, str]]], notes: list[str]) -> Iterator[Entry]:
    """Entries under their own ids; a row whose id is missing or stands twice goes by its number."""
    times = Counter(values.get(KEY) for _, values in found)
    own = any(key is not None for key in times)
    if own and (twice := sum(count for key, count in times.items() if key is None or count > 1)):
        notes.append(f"{twice:,} rows have no id of their own and go by the number of their row")
    for number, values in found:
        key = values.pop(KEY, None)
        yield Entry(list=name, key=key if key and times[key] == 1 else f"row {number}", said=values)


def decisions_of(name: str, rows: Iterable[Sequence[str]], entries: Mapping[str, int]) -> dict[Pair, Sameness]:
    """What a table of pairs has decided: its columns `one`, `other` (as pairs.csv has them) and `decision`.

    entries: entry_id -> number. Rows without a decision say nothing.
    Raises: InputError naming the row where it is no such table, knows no such entry, or two rows disagree.
    """
    rows = iter(rows)
    header = [cell.strip().casefold() for cell in next(rows, [])]
    if any(column not in header for column in _DECISION_COLUMNS):
        raise InputError(name, f"a table of decisions has the columns {', '.join(_DECISION_COLUMNS)}")
    places = [header.index(column) for column in _DECISION_COLUMNS]
    found: dict[Pair, Sameness] = {}
    for number, row in enumerate(rows, start=2):
        one, other, word = (row[place].strip() if place < len(row) else "" for place in places)
        if not word:
            continue
        pair = _pair(f"{name}: row {number}", one, other, entries)
        state = _state(f"{name}: row {number}", word)
        if found.setdefault(pair, state) is not state:
            raise InputError(f"{name}: row {number}", "an earlier row decided this pair otherwise")
    return found


def _pair(where: str, one: str, other: str, entries: Mapping[str, int]) -> Pair:
    for entry_id in (one, other):
        if entry_id not in entries:
            raise InputError(where, f"there is no entry '{shown(entry_id)}' on the lists")
    if one == other:
        raise InputError(where, "a pair takes two entries")
    return min(entries[one], entries[other]), max(entries[one], entries[other])


def _state(where: str, word: str) -> Sameness:
    try:
        return Sameness(word.casefold())
    except ValueError:
        raise InputError(where, f"a decision is {', '.join(Sameness)}; not '{shown(word, 40)}'") from None
