"""Reconciling at growing sizes: time and memory a claim, the cost of one more dispatch, accuracy against the truth.

    python -m benchmarks.scale [--sizes 1000,10000,100000]

One more dispatch is the median of ten that come in one by one to a chronicle that is kept standing (``Reconciler``),
under the calibration that the others gave; the chronicle is asked for after each, and what of that is only listing what
is there is told apart. The chronicle of all is held against a rebuild under the same calibration: the two must be one.

Each size runs in a process of its own, so that the memory at its peak is that size's. Seconds are of the processor.
The claims are simulated (`benchmarks/reporting.py`); no text is read.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from math import comb
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpora import ROOT
from benchmarks.reporting import World, world
from khronika.model.chronicle import Chronicle
from khronika.reconciling.door import reconcile
from khronika.reconciling.speakers.grounds import calibrated
from khronika.reconciling.standing import Reconciler

_MORE = 10
SIZES = (1_000, 10_000, 100_000)


def measured(claims: int) -> dict[str, float]:
    """Seconds, memory and accuracy of one size."""
    made = world(claims)
    late = {dispatch.doc_id: dispatch for dispatch in made.dispatches[:: max(1, len(made.dispatches) // _MORE)][:_MORE]}
    there = [dispatch for dispatch in made.dispatches if dispatch.doc_id not in late]
    claims_there = [claim for claim in made.claims if claim.doc_id not in late]
    calibration = calibrated(claims_there, {dispatch.doc_id: dispatch for dispatch in there})
    before = _memory()
    start = time.process_time()
    standing = Reconciler(calibration=calibration)
    standing.put(there, claims_there)
    standing.chronicle()
    spent = time.process_time() - start
    peak = _memory()
    one_more: list[float] = []
    for doc_id, dispatch in late.items():
        own = [claim for claim in made.claims if claim.doc_id == doc_id]
        start = time.process_time()
        standing.put([dispatch], own)
        told = standing.chronicle()
        one_more.append(time.process_time() - start)
    start = time.process_time()
    standing.chronicle()
    listing = time.process_time() - start
    if told != reconcile(made.dispatches, made.claims, calibration=calibration):
        raise SystemExit(f"{claims} claims: the standing chronicle is another than that of a rebuild")
    return {
        "claims": len(made.claims),
        "dispatches": len(made.dispatches),
        "seconds": spent,
        "microseconds_a_claim": 1e6 * spent / len(made.claims),
        "mib": peak,
        "kib_a_claim": 1024 * (peak - before) / len(made.claims),
        "one_more": median(one_more),
        "one_more_most": max(one_more),
        "listing": listing,
        **accuracy(made, told),
    }


def accuracy(made: World, told: Chronicle) -> dict[str, float]:
    """Pairwise precision and recall of dispatches by their main incident (Bagga and Baldwin 1998 count likewise)."""
    main = {doc_id: incidents[0] for doc_id, incidents in told.incidents_of.items() if incidents}
    both = _pairs((main[doc_id], event) for doc_id, event in made.truth.items() if doc_id in main)
    found = _pairs(main.values())
    true = _pairs(made.truth.values())
    precision, recall = both / (found or 1), both / (true or 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / ((precision + recall) or 1)}


def _pairs(labels: Iterable[object]) -> int:
    """How many pairs of things bear one label."""
    counted: dict[object, int] = defaultdict(int)
    for label in labels:
        counted[label] += 1
    return sum(comb(count, 2) for count in counted.values())


def _memory() -> float:
    """MiB at the peak so far, by Linux's own count: getrusage also counts the process that started this one."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def in_a_process(claims: int) -> dict[str, Any]:
    """The same, in a process of its own, whose memory is that of this size alone."""
    code = f"import json; from benchmarks.scale import measured; print(json.dumps(measured({claims})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Prints one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="claims, by commas; a million takes long")
    print("    claims  dispatches  seconds  µs/claim     MiB  KiB/claim   one more, most, listing  pairwise P / R / F1")
    for size in map(int, parser.parse_args().sizes.split(",")):
        row = in_a_process(size)
        more = [1000 * row[name] for name in ("one_more", "one_more_most", "listing")]
        print(
            f"{row['claims']:>10,}{row['dispatches']:>12,}{row['seconds']:>9.2f}{row['microseconds_a_claim']:>10.0f}"
            f"{row['mib']:>8.0f}{row['kib_a_claim']:>11.1f}{more[0]:>8.1f}{more[1]:>7.1f}{more[2]:>7.1f} ms   "
            f"{100 * row['precision']:.1f} / {100 * row['recall']:.1f} / {100 * row['f1']:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
