"""Every benchmark, one table: ``make bench``, or ``python -m benchmarks [LAYER...] [--quick] [--part read|unread]``.

Each layer runs in a process of its own. What needs the public corpora says so and is passed over where they are
missing (KHRONIKA_CORPORA, KHRONIKA_SCORER). The table is printed and kept in ``benchmarks/results`` as results.csv and
results.md; what the layers say by themselves goes to stderr.
"""

import argparse
import json
import subprocess
import sys
import time

from benchmarks.corpora import ROOT
from benchmarks.layers import LAYERS, SLOW, missing
from benchmarks.table import Result, keep, markdown


def run(name: str, options: list[str]) -> tuple[list[Result], bool]:
    """The results of a layer, and whether it ended well."""
    command = [sys.executable, "-m", "benchmarks.layers", name, *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return [Result(**json.loads(line)) for line in done.stdout.splitlines()], done.returncode == 0


def main() -> int:
    """Runs the layers named on the command line, or all; the number of those that failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=", ".join(LAYERS))
    parser.add_argument("--quick", action="store_true", help="fewer texts, the slow layers left out: some minutes")
    parser.add_argument("--part", choices=("read", "unread", "both"), default="both")
    asked = parser.parse_args()
    if unknown := set(asked.layers) - set(LAYERS):
        parser.error(f"no such layer: {', '.join(sorted(unknown))}; there are {', '.join(LAYERS)}")
    options = ["--part", asked.part, *(["--quick"] if asked.quick else [])]
    results: list[Result] = []
    failed = 0
    for name in asked.layers or [name for name in LAYERS if not (asked.quick and name in SLOW)]:
        if reason := missing(name):
            print(f"{name}: passed over: {reason}", file=sys.stderr)
            continue
        begun = time.perf_counter()
        found, well = run(name, options)
        results += found
        failed += not well
        end = "" if well else ": FAILED"
        print(f"{name}: {time.perf_counter() - begun:.0f} s{end}", file=sys.stderr, flush=True)
    keep(results, ROOT / "benchmarks" / "results")
    print(markdown(results), end="")
    return failed


if __name__ == "__main__":
    sys.exit(main())
