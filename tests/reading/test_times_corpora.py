"""On public corpora that nobody looked at, times are found and mean what the annotators say, as often as promised."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pytest

from khronika.reading.times import find_times

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", ROOT.parent / "shared" / "corpora")) / "timex"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the public corpora are not beside the project")
@pytest.mark.parametrize(("name", "found", "valued"), [("tempeval3", 0.91, 0.75), ("wikiwars", 0.93, 0.82)])
def test_it_keeps_its_accuracy_on_unread_documents(name: str, found: float, valued: float) -> None:
    gold = guessed = overlapping = equal = 0
    for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if hashlib.sha256(row["doc_id"].encode()).hexdigest()[-1] not in "012345":
            continue
        mentions = find_times(row["text"], published=date.fromisoformat(row["dct"][:10]))
        gold, guessed = gold + len(row["timexes"]), guessed + len(mentions)
        for mention in mentions:
            met = [t for t in row["timexes"] if t["start"] < mention.span.end and mention.span.start < t["end"]]
            overlapping += bool(met)
            equal += any(t["value"] == mention.value for t in met)
    assert 2 * overlapping / (gold + guessed) > found
    assert 2 * equal / (gold + guessed) > valued
