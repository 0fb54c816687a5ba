"""The contested episodes, read and reconciled one by one, and held against their answers.

    python -m benchmarks.contested [--part read|unread|all] [--profile full|fast] [--show] [NAME...]

Prints the checks that hold by kind, and by hard thing with the episodes that are right in everything. `--show` names
each check that fails; do not use it on the unread part.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import khronika
from benchmarks.contested.episodes import Episode, episodes
from benchmarks.contested.scoring import Check, checks
from khronika.reading.analysis import Profile


def scored(chosen: Iterable[Episode], profile: Profile) -> dict[str, list[Check]]:
    """The checks of each episode, by its name."""
    return {one.name: checks(one, khronika.chronicle(one.dispatches, profile=profile).as_dict()) for one in chosen}


def table(rows: Mapping[str, Sequence[Check]]) -> list[str]:
    """One line a name: checks that hold, of how many, and the share."""
    width = max(map(len, rows), default=0)
    lines = []
    for name, found in sorted(rows.items()):
        right = sum(check.right for check in found)
        lines.append(f"{name:<{width}}  {right:>4} of {len(found):>4}  {100 * right / len(found):5.1f} %")
    return lines


def by_kind(scores: Mapping[str, Sequence[Check]]) -> dict[str, list[Check]]:
    """The checks by what they ask."""
    grouped: dict[str, list[Check]] = defaultdict(list)
    for found in scores.values():
        for check in found:
            grouped[check.kind].append(check)
    return grouped


def by_hard_thing(chosen: Iterable[Episode], scores: Mapping[str, Sequence[Check]]) -> list[str]:
    """One line a hard thing: the checks of its episodes, and the episodes that are right in everything."""
    grouped: dict[str, list[Sequence[Check]]] = defaultdict(list)
    for episode in chosen:
        for thing in episode.hard:
            grouped[thing].append(scores[episode.name])
    lines = []
    for thing, found in sorted(grouped.items()):
        all_of = [check for one in found for check in one]
        right, whole = sum(check.right for check in all_of), sum(all(check.right for check in one) for one in found)
        share = f"{100 * right / len(all_of):5.1f} %"
        lines.append(f"{thing:<28}  {right:>4} of {len(all_of):>4}  {share}  episodes {whole} of {len(found)}")
    return lines


def main() -> None:
    """Reads the episodes asked for and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("read", "unread", "all"), default="all")
    parser.add_argument("--profile", choices=("full", "fast"), default="full")
    parser.add_argument("--show", action="store_true", help="name each check that fails")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these episodes")
    asked = parser.parse_args()
    for part in ("read", "unread") if asked.part == "all" else (asked.part,):
        chosen = [one for one in episodes(part) if not asked.names or one.name in asked.names]
        if not chosen:
            continue
        scores = scored(chosen, asked.profile)
        whole = sum(all(check.right for check in found) for found in scores.values())
        print(f"\n{part}: {len(chosen)} episodes, {whole} right in everything")
        all_of = {"all checks": [check for found in scores.values() for check in found]}
        print("\n".join([*table(by_kind(scores)), *table(all_of)]))
        print("\n".join(["", *by_hard_thing(chosen, scores)]))
        for name, found in scores.items() if asked.show else ():
            for check in found:
                if not check.right:
                    print(f"{name}: {check.kind}: {check.words}")


if __name__ == "__main__":
    main()
