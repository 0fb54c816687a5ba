"""Which entries are compared at all: those that share a key, in blocks that are never larger than a cap.

A key is made of two things that agree (a word of the name and the year of birth, both names, a date), so that an error
in one field does not keep two entries apart. In a block that is larger than the cap (a frequent name in a large town)
each entry is compared with its neighbours in the order of names only, so that the work stays in proportion to the
number of entries. Source: blocking and sorted neighbourhoods as in Christen (2012), "Data Matching", chapter 4.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from khronika.reconciling.linking.columns import NONE, Column
from khronika.reconciling.linking.entries import Name
from khronika.reconciling.names.agreement import skeleton

Longs = NDArray[np.int64]
LARGEST_BLOCK = 80
NEIGHBOURS = 8
_BEGINNING = 3
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs to be compared, each once, in order. one, other: numbers of entries, one < other.

    crowded: how many entries stand in a block that was too large to be compared as a whole.
    """

    one: Longs
    other: Longs
    crowded: int


def candidates(columns: Sequence[Column], *, largest: int = LARGEST_BLOCK) -> Candidates:
    """The pairs of entries that share a key."""
    count = len(columns[0].codes)
    keys, members = _keyed(columns)
    order = np.lexsort((_ranks(columns)[members], keys))
    keys, members = keys[order], members[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.array([], dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(keys)])
    pairs = np.unique(np.concatenate([np.array([], dtype=np.int64), *_pairs(members, starts, sizes, largest, count)]))
    crowded = np.unique(members[np.repeat(sizes > largest, sizes)])
    return Candidates(pairs // count, pairs % count, len(crowded))


def _pairs(members: Longs, starts: Longs, sizes: Longs, largest: int, count: int) -> Iterator[Longs]:
    """Pairs as one number each, block sizes at a time: entries of a block at every distance from each other."""
    held: list[Longs] = []
    for size in np.unique(sizes[sizes > 1]):
        reach = int(size) - 1 if size <= largest else NEIGHBOURS
        blocks = members[starts[sizes == size][:, None] + np.arange(size)[None, :]]
        for step in range(1, reach + 1):
            one, other = blocks[:, :-step].ravel(), blocks[:, step:].ravel()
            apart = one != other
            held.append(np.minimum(one, other)[apart] * count + np.maximum(one, other)[apart])
            if sum(map(len, held)) > _AT_ONCE:
                yield np.unique(np.concatenate(held))
                held = []
    yield from held


def _ranks(columns: Sequence[Column]) -> Longs:
    """The place of each entry in the order of names, then of all else."""
    name = columns[0]
    order = sorted(range(len(name.values)), key=lambda number: sorted(name.values[number].words))
    rank = np.full(len(order) + 1, len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    rest = [column.codes for column in reversed(columns[1:])]
    places = np.empty(len(name.codes), dtype=np.int64)
    places[np.lexsort(np.stack([*rest, rank[name.codes]]))] = np.arange(len(name.codes))
    return places


def _keyed(columns: Sequence[Column]) -> tuple[Longs, Longs]:
    """Every key with the entry that has it. Shape: (keys,) each."""
    keys: list[int] = []
    members: list[int] = []
    for number in range(len(columns[0].codes)):
        for key in sorted(_keys(columns, number)):
            keys.append(int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True))
            members.append(number)
    return np.array(keys, dtype=np.int64), np.array(members, dtype=np.int64)


def _keys(columns: Sequence[Column], number: int) -> set[str]:
    """The keys of an entry; a key that two collide on only makes one more pair to compare."""
    said = {column.field: column.values[column.codes[number]] for column in columns if column.codes[number] != NONE}
    name = said.pop("name", None)
    words = name.words if isinstance(name, Name) else ()
    found = _name_keys(words)
    for column in columns[1:]:
        value = said.get(column.field)
        if value:
            found |= set(_keys_with(column, value, words))
    return found


def _name_keys(words: Sequence[str]) -> set[str]:
    """Two words of the name, spelt alike; in any order."""
    pairs = {tuple(sorted(pair)) for pair in combinations(words, 2)}
    return {f"n:{one} {other}" for one, other in pairs} | {
        "s:" + " ".join(sorted((skeleton(one), skeleton(other)))) for one, other in pairs
    }


def _keys_with(column: Column, value: str, words: Sequence[str]) -> Iterator[str]:
    """The value with a word of the name; what is few people's is a key by itself."""
    field = column.field
    if column.kind == "code":
        yield f"{field}:{value}"
        yield from (f"{field}:{skeleton(word)} {value.split(' ')[0]}" for word in words)
    elif column.kind == "date":
        if value[4:] not in ("", "-01", "-01-01"):
            yield f"{field}:{value}"
            yield from (f"{field}:{word[:_BEGINNING]} {value}" for word in words)
            # the same day of another year, or month and day exchanged
            yield from (f"{field}:d{word} {''.join(sorted(value[5:]))}" for word in words)
        yield from (f"{field}:{skeleton(word)} {value[:4]}" for word in words)
    elif column.kind == "text":
        yield from (f"{field}:{word} {value}" for word in words)
        yield from (f"{field}:{skeleton(word)} {skeleton(value)}" for word in words)
    elif column.kind in ("category", "age"):
        yield from (f"{field}:{word} {value}" for word in words)
