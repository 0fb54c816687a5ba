"""How well and how fast times are read: TempEval-3 and WikiWars, documents read by the authors and unread ones apart.

    python benchmarks/times.py [FOLDER]

FOLDER (or the environment's KHRONIKA_CORPORA) holds ``timex/*.jsonl``; KHRONIKA_SCORER names the scorer. A document
is "unread" where the last hexadecimal digit of the SHA-256 of its name is 0 to 5: nobody looked at those while
writing rules.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from khronika.reading.times import annotate_times, find_times

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", ROOT.parent / "shared" / "corpora"))
SCORER = Path(os.environ.get("KHRONIKA_SCORER", ROOT.parent / "shared" / "tools" / "score.py"))


def unread(doc_id: str) -> bool:
    """Whether the document is one that nobody looks at."""
    return hashlib.sha256(doc_id.encode()).hexdigest()[-1] in "012345"


def _published(dct: str | None) -> date | None:
    return datetime.fromisoformat(dct).date() if dct else None


def annotated(row: dict[str, Any]) -> dict[str, Any]:
    """One line of the scorer's input."""
    mentions = annotate_times(row["text"], published=_published(row["dct"]))
    return {
        "doc_id": row["doc_id"],
        "mentions": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.span.of(row["text"]),
                "type": mention.type.value,
                "value": mention.value,
                "edtf": mention.edtf,
            }
            for mention in mentions
        ],
    }


def score(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The scorer's table for these documents."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
        gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        pred.write_text("\n".join(json.dumps(annotated(row)) for row in rows), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, str(SCORER), "times", str(gold), str(pred)], capture_output=True, text=True, check=True
        )
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def main() -> None:
    """Print the scores and the speed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPORA
    for name in ("tempeval3", "wikiwars"):
        path = folder / "timex" / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for part, chosen in (
            ("read", [row for row in rows if not unread(row["doc_id"])]),
            ("unread", [row for row in rows if unread(row["doc_id"])]),
        ):
            scores = score(chosen)
            figures = "  ".join(
                f"{measure} {scores[measure]['p']:.3f}/{scores[measure]['r']:.3f}/{scores[measure]['f1']:.3f}"
                for measure in ("strict", "relaxed", "type", "value")
            )
            print(f"{name:10} {part:7} {len(chosen):4} documents  {figures}  (precision/recall/F1)")
        words = sum(len(row["text"].split()) for row in rows)
        begun = time.process_time()
        for row in rows:
            find_times(row["text"], published=_published(row["dct"]))
        print(f"{name:10} {words / (time.process_time() - begun):,.0f} words a second of processor time")


if __name__ == "__main__":
    main()
