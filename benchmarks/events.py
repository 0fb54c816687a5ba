"""What Khronika reads of events: the main event of news snippets, and the speed of finding events.

    KHRONIKA_CORPORA=../shared/corpora KHRONIKA_SCORER=score.py python benchmarks/events.py

Scores CASE 2021 task 2 with the scorer beside the corpora, apart for the snippets from which training/events.py
learnt and for those that it never read. Speed counts words of all snippets, the analysis of their sentences left out
and then in.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from khronika.reading.analysis import Profile, analyse
from khronika.reading.events import find_events, main_event
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.vocabulary import event_types

CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", Path(__file__).parents[2] / "shared/corpora"))
SCORER = Path(os.environ.get("KHRONIKA_SCORER", CORPORA.parent / "tools/score.py"))
PROFILES: tuple[Profile, ...] = ("full", "fast")

Row = Mapping[str, Any]


def learnt_from(row: Row) -> bool:
    """Whether training/events.py may read this snippet."""
    return hashlib.sha256(str(row["id"]).encode()).hexdigest()[-1] not in "01234"


def predicted(row: Row, sentences: Sequence[Sentence]) -> dict[str, object]:
    """One line as ``annotate --layer events`` writes it, with the main event alone."""
    found = main_event(row["text"], sentences, find_events(row["text"], sentences))
    if found is None:
        return {"doc_id": str(row["id"]), "mentions": []}
    coded = event_types()[found.event_type].acled_sub_event_type
    start, end = found.trigger
    mention = {"start": start, "end": end, "event_type": found.event_type, "acled_sub_event_type": coded, "main": True}
    return {"doc_id": str(row["id"]), "mentions": [mention]}


def answers(rows: Sequence[Row], profile: Profile) -> list[dict[str, object]]:
    """The lines of ``annotate --layer events`` for these snippets."""
    return [predicted(row, analyse(segment(row["text"]), profile)) for row in rows]


def score(gold: Sequence[Row], found: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """The scorer's table for these snippets."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("gold.jsonl", "pred.jsonl")]
        for path, rows in zip(paths, (gold, found), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        done = subprocess.run([sys.executable, SCORER, "events", *paths], capture_output=True, text=True, check=True)
    table: dict[str, Any] = json.loads(done.stdout)
    return table


def main() -> None:
    """Prints a table: profile, part, accuracy, macro and weighted F1; then words a second."""
    path = CORPORA / "case2021_task2/snippets.jsonl"
    if not path.exists() or not SCORER.exists():
        sys.exit(f"not found: {path} or {SCORER}")
    rows: list[Row] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    words = sum(len(row["text"].split()) for row in rows)
    print(f"{'profile':8} {'part':8} {'n':>4} {'accuracy':>9} {'macro F1':>9} {'weighted F1':>12}")
    speeds = []
    for profile in PROFILES:
        analyse(segment("Nobody came."), profile)
        start = time.perf_counter()
        read = [analyse(segment(row["text"]), profile) for row in rows]
        middle = time.perf_counter()
        found = [predicted(row, sentences) for row, sentences in zip(rows, read, strict=True)]
        end = time.perf_counter()
        for part, wanted in (("read", True), ("unread", False)):
            kept = [at for at, row in enumerate(rows) if learnt_from(row) is wanted]
            table = score([rows[at] for at in kept], [found[at] for at in kept])
            figures = f"{table['accuracy']:>9.3f} {table['macro_f1']:>9.3f} {table['weighted_f1']:>12.3f}"
            print(f"{profile:8} {part:8} {table['n']:>4} {figures}")
        speeds.append(
            f"{profile}: {words / (end - middle):,.0f} words/s for events, {words / (end - start):,.0f} with analysis"
        )
    print("\n".join(speeds))


if __name__ == "__main__":
    main()
