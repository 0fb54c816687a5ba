"""One real dispatch held against a reading by hand: figures, events, people, speakers, places.

python -m benchmarks.dispatches
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpora import CORPORA, SCORER

NAME = "zhanaozen-2011-12"
PUBLISHED = "2011-12-17T22:30Z"


def main() -> None:
    """Runs the command as a user would and prints what the scorer says of it, for both profiles."""
    command = Path(sys.executable).parent / "khronika"
    text, gold = CORPORA / "dispatches" / f"{NAME}.txt", CORPORA / "dispatches" / f"{NAME}.gold.jsonl"
    for profile in ("full", "fast"):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            options = ["--published", PUBLISHED, "--include-names", "--quiet", "--profile", profile, "-o", str(out)]
            subprocess.run([str(command), "chronicle", str(text), *options], check=True)
            print(profile, flush=True)
            record = out / "data" / "chronicle.json"
            subprocess.run([sys.executable, str(SCORER), "dispatch", str(gold), str(record), str(text)], check=True)


if __name__ == "__main__":
    main()
