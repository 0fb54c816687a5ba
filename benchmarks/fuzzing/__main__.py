"""Fuzzing: every parser of what strangers hand in, fed with mutated samples; nothing may crash.

    python -m benchmarks.fuzzing [--seconds 360] [--only WORD] [--seed 1] [--replay PARSER NUMBER]

The seconds are shared out evenly. A crash is an error that is not documented, 35 s without an end, 2 GiB of memory, a
dead process, or a file written outside of the parser's own folder. What only the last net of intake has caught is
counted by itself. The first input of each finding is kept under benchmarks/results/fuzzing/. Inputs are the same for
the same seed, but for those of archives, whose keys are random. Ends with 1 where something crashed.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from benchmarks.corpora import ROOT
from benchmarks.fuzzing.parsers import all_parsers
from benchmarks.fuzzing.running import Finding, Outcome, Parser, fuzzed, sample_of

KEPT = ROOT / "benchmarks" / "results" / "fuzzing"
_ROW = "{:42} {:>9} {:>8} {:>9} {:>9} {:>8} {:>8} {:>6}"


def _line(name: str, done: Outcome) -> str:
    crashes = sum(times for key, times in done.times.items() if key[0] != "net")
    netted = sum(times for key, times in done.times.items() if key[0] == "net")
    rate = f"{done.tried / max(done.seconds, 0.001):,.0f}/s"
    return _ROW.format(
        name,
        f"{done.tried:,}",
        rate,
        f"{done.refused:,}",
        f"{done.mib:.0f} MiB",
        f"{done.slowest:.1f} s",
        crashes,
        netted,
    )


def _keep(parser: Parser, seed: int, finding: Finding) -> Path:
    """Writes the input of a finding; where it lies."""
    sample = sample_of(parser, seed, finding.number)
    suffix = re.sub(r"[^\w.]+", "-", sample.kind)
    name = re.sub(r"\W+", "-", f"{finding.kind}-{parser.name}-{seed}-{finding.number}")
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}{suffix if suffix.startswith('.') else f'.{suffix}'}"
    path.write_bytes(sample.data)
    return path


def main() -> int:
    """Feeds the parsers; 1 where something crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=360.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--replay", type=int, metavar="NUMBER", help="one input of the one parser of --only, in this process"
    )
    asked = parser.parse_args()
    sys.dont_write_bytecode = True
    crashed = tried = netted = 0
    with tempfile.TemporaryDirectory(prefix="khronika-fuzzing-") as name:
        scratch = Path(name)
        tempfile.tempdir = name
        chosen = [one for one in all_parsers(scratch) if asked.only in one.name]
        if asked.replay is not None:
            chosen[0].read(sample_of(chosen[0], asked.seed, asked.replay), scratch)
            return 0
        print(_ROW.format("parser", "inputs", "", "refused", "peak", "slowest", "crashes", "net"))
        for one in chosen:
            done = fuzzed(one, seconds=asked.seconds / len(chosen), seed=asked.seed, scratch=scratch)
            print(_line(one.name, done), flush=True)
            tried += done.tried
            for key, finding in done.found.items():
                path = _keep(one, asked.seed, finding)
                print(
                    f"    {finding.kind} x{done.times[key]}: {finding.what} at {finding.where}; {path.name}", flush=True
                )
                crashed += finding.kind != "net"
                netted += finding.kind == "net"
    print(f"{len(chosen)} parsers, {tried:,} inputs, seed {asked.seed}: {crashed} crashes, {netted} caught by the net")
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
