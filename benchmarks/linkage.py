"""Lists of people with known truth, linked: precision and recall of pairs and of groups, time and memory.

    python -m benchmarks.linkage [febrl4 historical ...] [--learn]

The pairs of a list count against all its true pairs, found by blocking or not. Of `historical` the shipped shares of
agreement were counted on the people whose id has an even digest (training/linking.py); the part that was not read is
scored by itself, a pair that joins it to anything else counting as wrong in full.
"""

import csv
import gzip
import hashlib
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from benchmarks.corpora import CORPORA
from khronika.model.entry import Entry
from khronika.model.link import Link
from khronika.model.linkage import Linkage
from khronika.reconciling.linking.door import Wish, bits_of_chance, link

_FEBRL = {
    "given_name": "given_name", "surname": "family_name", "street_number": "house", "address_1": "address",
    "suburb": "place", "postcode": "postcode", "state": "region", "date_of_birth": "born", "soc_sec_id": "number",
}  # fmt: skip
SETS = {
    "febrl3": (("febrl3",), _FEBRL),
    "febrl4": (("febrl4_a", "febrl4_b"), _FEBRL),
    "fake1000": (
        ("fake1000",),
        {"first_name": "given_name", "surname": "family_name", "dob": "born", "city": "place", "email": "email"},
    ),
    "historical": (
        ("historical",),
        {
            "full_name": "name", "dob": "born", "birth_place": "place", "postcode_fake": "postcode", "gender": "sex",
            "occupation": "occupation",
        },
    ),
}  # fmt: skip
REFERENCE = {
    "febrl4": "Splink 5.0.0 with its own settings: pairs 0.9991 at 0.5, 0.9971 at 0.95",
    "historical": "Splink 5.0.0 with its own settings: pairs 0.7420 at 0.5, 0.6939 at 0.95; groups 0.828",
}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the corpus' files."""
    with gzip.open(CORPORA / "linkage" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def records(name: str) -> tuple[list[Entry], list[str]]:
    """The entries of a set and, for each, the person that it is of."""
    files, columns = SETS[name]
    truth = {row["id"]: row["entity"] for row in rows(f"{name}_truth")}
    entries, people = [], []
    for file in files:
        for row in rows(file):
            said = {field: row[column] for column, field in columns.items() if row[column]}
            entries.append(Entry(list=file, key=row["id"], said=said))
            people.append(truth[row["id"]])
    return entries, people


def is_unread(name: str, person: str) -> bool:
    """Whether the records of this person are only scored, and nothing is learned from them."""
    return name == "febrl4" or (name == "historical" and hashlib.sha256(person.encode()).digest()[-1] % 2 == 1)


def f1(right: int, found: int, wanted: int) -> str:
    """Precision, recall and F1 in words."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f}"


def of_pairs(links: Iterable[Link], people: Sequence[str], chosen: set[str], bar: float) -> str:
    """How right the pairs are that weigh at least `bar` and have one of the chosen people in them."""
    found = [pair for pair in links if pair.bits >= bar and {people[pair.one], people[pair.other]} & chosen]
    right = sum(people[pair.one] == people[pair.other] for pair in found)
    return f1(right, len(found), _pairs(Counter(person for person in people if person in chosen)))


def of_groups(linkage: Linkage, people: Sequence[str], chosen: set[str]) -> str:
    """How right the groups are: pairs of them, and B-cubed."""
    kept = [
        [people[number] for number in group]
        for group in linkage.groups
        if any(people[number] in chosen for number in group)
    ]
    size = Counter(person for person in people if person in chosen)
    right = sum(_pairs(Counter(person for person in group if person in chosen)) for group in kept)
    found = sum(bool({one, other} & chosen) for group in kept for one, other in combinations(group, 2))
    precise = recalled = 0.0
    for group in kept:
        for person, times in Counter(person for person in group if person in chosen).items():
            precise += times * times / len(group)
            recalled += times * times / size[person]
    precise, recalled = precise / size.total(), recalled / size.total()
    cubed = 2 * precise * recalled / (precise + recalled)
    return f"{f1(right, found, _pairs(size))}; B-cubed P {precise:.4f} R {recalled:.4f} F1 {cubed:.4f}"


def _pairs(sizes: Counter[str]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def scores(name: str, linkage: Linkage, people: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Part, what is counted, and how right it is; the unread part where there is one."""
    everybody = set(people)
    parts = {"all": everybody, "unread": {person for person in everybody if is_unread(name, person)}}
    for part, chosen in parts.items():
        if chosen and (part == "all" or chosen != everybody):
            for chance in (0.5, 0.95):
                yield part, f"pairs at {chance}", of_pairs(linkage.links, people, chosen, bits_of_chance(chance))
            yield part, "groups", of_groups(linkage, people, chosen)


def linked(name: str, *, learn: bool = False) -> tuple[Linkage, list[str]]:
    """One set linked, and the person that each of its entries is of."""
    entries, people = records(name)
    return link(entries, Wish(learn=learn, once=name == "febrl4")), people


def measure(name: str, *, learn: bool) -> None:
    """Links one set and prints what came of it."""
    begun = time.process_time()
    linkage, people = linked(name, learn=learn)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{name}: {len(people):,} records, {linkage.compared:,} pairs compared, {seconds:.0f} s, {memory:,} MB")
    states = Counter(pair.state.value for pair in linkage.links)
    print(f"  {len(linkage.groups):,} people; pairs {dict(sorted(states.items()))}")
    for part, counted, found in scores(name, linkage, people):
        print(f"  {part}: {counted}: {found}")
    if name in REFERENCE:
        print(f"  {REFERENCE[name]}")


def main() -> None:
    """Measures the sets that are named on the command line, or all."""
    words = sys.argv[1:]
    for name in [word for word in words if word in SETS] or list(SETS):
        measure(name, learn="--learn" in words)


if __name__ == "__main__":
    main()
