"""Holds a reader of figures against ``tolls.jsonl``, by construction.

    khronika annotate --layer figures tests/data/tolls.jsonl | python tests/data/score_tolls.py tests/data/tolls.jsonl

A figure is found where a mention's words overlap the answer's, with its measure and bounds. What is found besides
the answers is extra. Prints each miss and extra of the development file; of the unread file only the counts.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Score:
    """wanted, found, extra: by construction. also: how many of the found agree in group, exactness and scope."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    also: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the wanted figures that were found."""
        return self.found.total() / max(1, self.wanted.total())

    @property
    def precision(self) -> float:
        """Share of what was found that was wanted."""
        return self.found.total() / max(1, self.found.total() + self.extra.total())

    def of_found(self, name: str) -> float:
        """Share of the found figures that agree in `name` (group, exactness or scope)."""
        return self.also[name] / max(1, self.found.total())


def read_rows(name: str) -> list[dict]:
    """The rows of one file of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def bounds(figure: dict) -> list[list[int | None]]:
    """Every [low, high] that is right."""
    return [[figure["low"], figure["high"]], *figure.get("or", ())]


def same_group(first: str | None, second: str | None) -> bool:
    """Whether two groups agree without articles, possessives and case."""
    small = {"the", "a", "an", "his", "her", "its", "their"}
    return [w for w in (first or "").lower().split() if w not in small] == [
        w for w in (second or "").lower().split() if w not in small
    ]


def agrees(answer: dict, mention: dict) -> bool:
    """Whether a mention has words of the answer, its measure and its bounds."""
    end = answer["start"] + len(answer["quote"])
    return (
        mention["start"] < end
        and mention["end"] > answer["start"]
        and mention["measure"] in {answer["measure"], answer.get("or_measure")}
        and [mention["low"], mention["high"]] in bounds(answer)
    )


def score(rows: Iterable[dict], mentions_of: Mapping[str, Sequence[dict]]) -> Score:
    """Score the mentions of each row, given by the row's id (start, end, measure, low, high, ...)."""
    result = Score()
    for row in rows:
        kind, left = row["construction"], list(mentions_of.get(row["id"], ()))
        for answer in sorted(row["figures"], key=lambda figure: figure.get("optional", False)):
            hit = next((mention for mention in left if agrees(answer, mention)), None)
            if hit is not None:
                left.remove(hit)
            if answer.get("optional"):
                continue
            result.wanted[kind] += 1
            if hit is None:
                result.lines.append(f"{row['id']} missed {answer['measure']} {bounds(answer)[0]}: {row['text']}")
                continue
            result.found[kind] += 1
            result.also["group"] += same_group(answer["group"], hit.get("group"))
            result.also["exactness"] += answer["exactness"] == hit.get("exactness")
            result.also["scope"] += answer["scope"] == hit.get("scope")
        for mention in left:
            result.extra[kind] += 1
            bound = [mention["low"], mention["high"]]
            result.lines.append(f"{row['id']} extra {mention['measure']} {bound}: {row['text']}")
    return result


def main(path: str) -> None:
    """Score the output of ``annotate`` on standard input against the rows of `path`."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    answered = [json.loads(line) for line in sys.stdin if line.strip()]
    result = score(rows, {str(line["doc_id"]): line["mentions"] for line in answered})
    if not any(row.get("unread") for row in rows):
        print(*result.lines, sep="\n")
    for kind in result.wanted | result.extra:
        print(f"{kind:32} found {result.found[kind]:3} of {result.wanted[kind]:3}, extra {result.extra[kind]}")
    print(f"recall {result.recall:.3f} precision {result.precision:.3f}", end=" ")
    print(*(f"{name} {result.of_found(name):.3f}" for name in ("group", "exactness", "scope")))


if __name__ == "__main__":
    main(sys.argv[1])
