"""Whole chronicles held against answers: GVA's registry, MUC-4's keys; time and memory of each.

    python -m benchmarks.chronicles [--part gva|muc4] [--keep FOLDER]

GVA is one chronicle of all its articles, scored on all incidents, and on those apart that were read while Khronika was
made and those that are only scored; MUC-4 is a chronicle a message. --keep leaves the chronicles in a folder.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, SCORER, rows, unread
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reference.instants import parse_instant
from khronika.rounds import Order, chronicle_from, chronicle_of


def gva(folder: Path) -> dict[str, str]:
    """The chronicle of all articles, scored on incidents, dates, places and counts."""
    start = time.perf_counter()
    chronicle = chronicle_of([CORPORA / "gva" / "docs.jsonl.gz"], Order())
    spent = time.perf_counter() - start
    (folder / "chronicle.json").write_text(json.dumps(chronicle.as_dict(), ensure_ascii=False), "utf-8")
    _told("gva", len(chronicle.dispatches), spent)
    for part in ("read", "unread"):
        print(f"gva, {part}:", flush=True)
        _score("incidents", _gold_of(part, folder / part), folder / "chronicle.json")
    print("gva, all:", flush=True)
    return _score("incidents", CORPORA / "gva", folder / "chronicle.json")


def _gold_of(part: str, folder: Path) -> Path:
    """The registry's incidents of a part, and their articles."""
    folder.mkdir(exist_ok=True)
    articles = [row for row in rows(CORPORA / "gva" / "docs.jsonl.gz") if _is_of(part, row)]
    with gzip.open(folder / "docs.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in articles)
    incidents = [row for row in rows(CORPORA / "gva" / "incidents.jsonl") if _is_of(part, row)]
    (folder / "incidents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in incidents), "utf-8")
    return folder


def _is_of(part: str, row: Mapping[str, Any]) -> bool:
    return unread(str(row["incident_id"])) is (part == "unread")


def muc4(folder: Path) -> dict[str, str]:
    """A chronicle a message, scored on whether it tells of an attack and on the killed."""
    gold = CORPORA / "muc4" / "messages.jsonl.gz"
    start, count = time.perf_counter(), 0
    with (folder / "muc4.jsonl").open("w", encoding="utf-8") as out:
        for row in rows(gold):
            published = parse_instant(row["published"]) if row.get("published") else None
            dispatch = Dispatch(doc_id=DocId(row["doc_id"]), text=row["text"], published=published, language="en")
            incidents = chronicle_from([dispatch], Order()).as_dict()["incidents"]
            out.write(json.dumps({"doc_id": row["doc_id"], "incidents": incidents}) + "\n")
            count += 1
    _told("muc4", count, time.perf_counter() - start)
    return _score("messages", gold, folder / "muc4.jsonl")


def _told(name: str, dispatches: int, seconds: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {dispatches:,} dispatches in {seconds:.0f} s, memory {memory:,.0f} MiB", flush=True)


def _score(mode: str, gold: Path, predicted: Path) -> dict[str, str]:
    """The scorer's measures by name, those of one measure joined ("b_cubed f1"); printed as well."""
    command = [sys.executable, str(SCORER), mode, str(gold), str(predicted)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(text, end="", flush=True)
    flat: dict[str, str] = {}
    for name, value in json.loads(text).items():
        parts = {f"{name} {part}": one for part, one in value.items()} if isinstance(value, dict) else {name: value}
        flat |= {part: str(one) for part, one in parts.items()}
    return flat


def main() -> None:
    """Runs the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("gva", "muc4"))
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        for name, run in {"gva": gva, "muc4": muc4}.items():
            if asked.part in (None, name):
                run(folder)


if __name__ == "__main__":
    main()
