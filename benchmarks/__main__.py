"""Every benchmark, one after the other: ``make bench``.

What needs the public corpora says so and is passed over where they are missing (KHRONIKA_CORPORA, KHRONIKA_SCORER).
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.corpora import CORPORA, ROOT

PARTS = {
    "times": ["benchmarks/times.py"],
    "places": ["-m", "benchmarks.places"],
    "attributions": ["benchmarks/attributions.py"],
    "events": ["benchmarks/events.py"],
    "tolls": ["-m", "benchmarks.tolls"],
    "dispatches": ["-m", "benchmarks.dispatches"],
    "contested": ["-m", "benchmarks.contested"],
    "chronicles": ["-m", "benchmarks.chronicles"],
    "scale": ["-m", "benchmarks.scale"],
    "estimating": ["-m", "benchmarks.estimating"],
    "speed": ["-m", "benchmarks.speed"],
    "hostile": ["-m", "benchmarks.hostile"],
    **{f"archive-{part}": ["-m", "benchmarks.archive", part] for part in ("size", "claims", "merges", "kills")},
}


def main() -> int:
    """Runs the parts named on the command line, or all; the number of those that failed."""
    if not CORPORA.is_dir():
        print(f"the public corpora are not at {CORPORA}: set KHRONIKA_CORPORA; tolls, episodes and bad files remain")
    wanted = sys.argv[1:] or list(PARTS if CORPORA.is_dir() else ["tolls", "contested", "scale", "hostile"])
    failed = 0
    for name in wanted:
        command = PARTS[name]
        print(f"\n== {name}: python {' '.join(command)}", flush=True)
        failed += subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
