"""How well and how fast attributions are found, on PolNeAR's articles.

    python benchmarks/attributions.py [--part unread|development] [--profile full|fast] [--limit N]

Needs the corpora (KHRONIKA_CORPORA, else ``../shared/corpora`` beside the project) and their scorer (KHRONIKA_SCORER).
Prints, for each profile, exact F1 of source, cue and content, the share of attributions found, and words a second:
of analysis and attribution together, and of attribution alone. Unread articles (their SHA-256 ends in a hexadecimal
digit below 5) took no part in training and were never looked at.
"""

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution import find_attributions
from khronika.reading.mentions import AttributionMention
from khronika.reading.segmentation import segment

ROOT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", ROOT.parent / "shared" / "corpora"))
SCORER = Path(os.environ.get("KHRONIKA_SCORER", CORPORA.parent / "tools" / "score.py"))


def articles(part: str, limit: int | None) -> list[dict[str, Any]]:
    """The articles of a part, in the order of the file."""
    with gzip.open(CORPORA / "polnear" / "articles.jsonl.gz", "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle]
    unread = part == "unread"
    chosen = [row for row in rows if (hashlib.sha256(row["doc_id"].encode()).hexdigest()[-1] in "01234") == unread]
    return chosen[:limit]


def as_row(doc_id: str, mentions: Sequence[AttributionMention]) -> dict[str, object]:
    """One line of predictions, as the scorer reads it."""

    def listed(spans: Sequence[Span]) -> list[dict[str, int]]:
        return [{"start": span.start, "end": span.end} for span in spans]

    return {
        "doc_id": doc_id,
        "mentions": [
            {"source": listed(one.source), "cue": listed(one.cue), "content": listed(one.content)} for one in mentions
        ],
    }


def measure(rows: Sequence[dict[str, Any]], profile: Profile) -> dict[str, Any]:
    """Scores and speed of one profile."""
    analyse(segment("The mayor said that it rained."), profile)
    found, alone, begun = [], 0.0, time.perf_counter()
    for row in rows:
        sentences = analyse(segment(row["text"]), profile)
        before = time.perf_counter()
        mentions = find_attributions(row["text"], sentences)
        alone += time.perf_counter() - before
        found.append(as_row(row["doc_id"], mentions))
    whole = time.perf_counter() - begun
    words = sum(len(row["text"].split()) for row in rows)
    scores = scored(rows, found)
    return {**scores, "words_per_second": round(words / whole), "words_per_second_alone": round(words / alone)}


def scored(rows: Sequence[dict[str, Any]], found: Sequence[dict[str, object]]) -> dict[str, Any]:
    """What the scorer says of the predictions."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder, "gold.jsonl"), Path(folder, "pred.jsonl")
        for path, lines in ((gold, rows), (pred, found)):
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        done = subprocess.run(
            [sys.executable, str(SCORER), "attributions", str(gold), str(pred)],
            check=True,
            capture_output=True,
            text=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("unread", "development"), default="unread")
    parser.add_argument("--profile", choices=("full", "fast"))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    rows = articles(options.part, options.limit)
    profiles: tuple[Profile, ...] = ("full", "fast") if options.profile is None else (options.profile,)
    for profile in profiles:
        print(json.dumps({"profile": profile, "part": options.part, "articles": len(rows), **measure(rows, profile)}))


if __name__ == "__main__":
    main()
