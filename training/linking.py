"""Counts how records of one person agree, in lists whose truth is known: ``reconciling/linking/agreement.toml``.

Of each list the pairs of records that are one person are compared, field by field, and the share of each level is
written; lists that know a field count the same, however long they are. Levels of ages and of nothing else are set by
hand. How two people's records agree is not learned here: it is counted in the lists that are linked.

    python -m training.linking OUT.toml [febrl3 fake1000 historical]

Reads the public corpora beside the project (KHRONIKA_CORPORA): febrl3 and fake1000 whole, and of historical the records
of people whose id has an even digest; the odd ones are what benchmarks/linkage.py scores.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from benchmarks.linkage import SETS, is_unread, records

from khronika.reconciling.linking.columns import NONE, columns_of
from khronika.reconciling.linking.learning import random_pairs
from khronika.reconciling.linking.measuring import Longs, all_measured

HEAD = """\
# How often two records of one person, and of two people, agree so far, by kind of field or by field: m and u of Fellegi
# and Sunter. Counted by training/linking.py on lists whose truth is known: two that are generated with errors (FEBRL 3,
# a thousand people of Splink's), one of historical people with errors put in. A level that is not listed is rare. [age]
# and [day] are set by hand. How two people agree is only a beginning: it is counted anew in the lists that are linked.
"""
# The day of the event: lists of a crisis are full of people of one day, so that to agree in it says little.
BY_HAND = {
    "one_person": {
        "age": {"same": 0.62, "a year apart": 0.22, "near": 0.1, "different": 0.06},
        "day": {
            "same": 0.7, "one figure off": 0.12, "same year": 0.06, "same year, one day not told": 0.05,
            "two figures off": 0.03, "day and month exchanged": 0.02, "a year apart": 0.01, "different": 0.01,
        },
    },
    "two_people": {
        "age": {"same": 0.025, "a year apart": 0.05, "near": 0.095, "different": 0.83},
        "day": {
            "same": 0.2, "one figure off": 0.1, "same year": 0.4, "same year, one day not told": 0.05,
            "two figures off": 0.1, "day and month exchanged": 0.001, "a year apart": 0.1, "different": 0.049,
        },
    },
}  # fmt: skip
_RARE = 5e-6

Shares = dict[str, float]


def pairs_of_one(name: str, people: Sequence[str]) -> tuple[Longs, Longs]:
    """Every pair of records of one person that may be learned from."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        if not is_unread(name, person):
            members[person].append(number)
    pairs = np.array([pair for group in members.values() for pair in combinations(group, 2)], dtype=np.int64)
    return pairs[:, 0], pairs[:, 1]


def pairs_of_two(name: str, people: Sequence[str]) -> tuple[Longs, Longs]:
    """Pairs of records of two people, at random."""
    one, other = random_pairs(len(people))
    who = np.unique(np.array(people), return_inverse=True)[1]
    apart = who[one] != who[other]
    return one[apart], other[apart]


def shares_in(name: str) -> Iterator[tuple[str, str, Shares]]:
    """Of one list: whose pairs, the kind of a field, and the share of each level among them."""
    entries, people = records(name)
    columns = columns_of(entries)
    for whose, pairs in (("one_person", pairs_of_one(name, people)), ("two_people", pairs_of_two(name, people))):
        for column in all_measured(columns, *pairs):
            counts = np.bincount(column.codes[column.codes != NONE], minlength=len(column.levels))
            yield whose, column.kind, dict(zip(column.levels, (counts / counts.sum()).tolist(), strict=True))


def mean(sets: Sequence[Shares]) -> Shares:
    """The mean share of each level, rare ones left out."""
    levels = sorted({level for one in sets for level in one})
    found = {level: sum(one.get(level, 0.0) for one in sets) / len(sets) for level in levels}
    return {level: share for level, share in found.items() if share >= _RARE}


def main() -> None:
    """Writes the file named on the command line."""
    found: dict[tuple[str, str], list[Shares]] = defaultdict(list)
    for name in sys.argv[2:] or [name for name in SETS if name != "febrl4"]:
        for whose, kind, shares in shares_in(name):
            found[whose, kind].append(shares)
    lines = [HEAD]
    for whose, by_hand in BY_HAND.items():
        kinds = by_hand | {kind: mean(sets) for (of, kind), sets in found.items() if of == whose}
        for kind, shares in sorted(kinds.items()):
            lines.append(f"\n[{whose}.{kind}]\n")
            ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
            lines += [f'"{level}" = {share:.6f}\n' for level, share in ranked]
    Path(sys.argv[1]).write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
