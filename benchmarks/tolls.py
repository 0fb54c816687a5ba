"""Figures of the hard sentences in tests/data, English and Russian; the unread ones by counts only.

python benchmarks/tolls.py
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from khronika.reading.analysis import Profile
from khronika.reading.annotating import annotate

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"


def scores(name: str, profile: Profile) -> tuple[float, float]:
    """Recall and precision of one file under one profile."""
    found = re.findall(r"(?:recall|precision) ([\d.]+)", measured(name, profile).splitlines()[-1])
    return float(found[0]), float(found[1])


def measured(name: str, profile: Profile) -> str:
    """What the scorer says of one file under one profile."""
    lines = []
    for line in (DATA / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        mentions = annotate(
            "figures", row["text"], published=None, gazetteer=None, profile=profile, code=row.get("language", "en")
        )
        lines.append(json.dumps({"doc_id": row["id"], "mentions": mentions}))
    command = [sys.executable, str(DATA / "score_tolls.py"), str(DATA / name)]
    return subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Prints recall and precision of the files under both profiles."""
    for name in ("tolls.jsonl", "tolls_unread.jsonl", "tolls_ru.jsonl", "tolls_ru_unread.jsonl"):
        profiles: tuple[Profile, ...] = ("full", "fast")
        for profile in profiles:
            print(f"{name:<22} {profile:<5} {measured(name, profile).strip().splitlines()[-1]}")


if __name__ == "__main__":
    main()
