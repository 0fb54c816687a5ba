"""Pairs of names, answered: ``python -m benchmarks.names [--part read|unread] [--show]``.

`--show` prints the read pairs that were answered otherwise; those of the unread part are never printed.
"""

import argparse
from collections import Counter

from benchmarks.names.pairs import ANSWERS, Pair, pairs, scored


def summary(answered: list[tuple[Pair, str]]) -> str:
    """How many are right, and what the wrong ones are: two people made one is the worst of them."""
    right = sum(pair.answer == answer for pair, answer in answered)
    table = Counter((pair.answer, answer) for pair, answer in answered)
    wanted = Counter(pair.answer for pair, _ in answered)
    lines = [f"{right} of {len(answered)} ({100 * right / max(1, len(answered)):.1f} %)"]
    for truth in ANSWERS:
        told = ", ".join(f"{answer} {table[truth, answer]}" for answer in ANSWERS)
        lines.append(f"  {truth} ({wanted[truth]}): {told}")
    return "\n".join(lines)


def main() -> None:
    """Prints the scores of the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("read", "unread", "both"), default="both")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    for part in ("read", "unread"):
        if asked.part in (part, "both"):
            answered = list(scored([pair for pair in pairs() if pair.unread == (part == "unread")]))
            print(f"{part}: {summary(answered)}")
            if part == "read":
                kinds = Counter(pair.kind for pair, _ in answered)
                right = Counter(pair.kind for pair, answer in answered if pair.answer == answer)
                print("  " + ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in kinds.items()))
            if asked.show and part == "read":
                for pair, answer in answered:
                    if pair.answer != answer:
                        ages = f" ({pair.age}, {pair.other_age})" if pair.age or pair.other_age else ""
                        print(f"  {pair.tie}: {pair.one} / {pair.other}{ages}: {answer}, not {pair.answer}")


if __name__ == "__main__":
    main()
